-- The three roles and all their rights: applied again by every `migrate` (unless --no-roles), so it
-- says what holds now, in one place. Grant a role to the users that log in.

DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY[
        'basketwatch_writer', 'basketwatch_reader', 'basketwatch_offers'
    ] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = role_name);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        EXCEPTION
            -- Roles are the whole cluster's: another database's migration made it just now.
            WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
END $$;

-- From nothing: what an earlier version granted, and what was granted to them by hand, goes.
REVOKE ALL ON ALL TABLES IN SCHEMA basketwatch
    FROM PUBLIC, basketwatch_writer, basketwatch_reader, basketwatch_offers;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA basketwatch
    FROM PUBLIC, basketwatch_writer, basketwatch_reader, basketwatch_offers;
REVOKE ALL ON SCHEMA basketwatch
    FROM PUBLIC, basketwatch_writer, basketwatch_reader, basketwatch_offers;

GRANT USAGE ON SCHEMA basketwatch
    TO basketwatch_writer, basketwatch_reader, basketwatch_offers;
GRANT EXECUTE ON FUNCTION basketwatch.schema_version(), basketwatch.oldest_program()
    TO basketwatch_writer, basketwatch_reader, basketwatch_offers;

-- The daemon: rows, never tables. `replay --verify` reads as it, in a transaction that cannot write.
GRANT SELECT, INSERT, UPDATE (first_partitions) ON basketwatch.stream TO basketwatch_writer;
GRANT SELECT, INSERT, UPDATE ON basketwatch.stream_partition TO basketwatch_writer;
GRANT SELECT, INSERT, DELETE ON basketwatch.checkpoint TO basketwatch_writer;
GRANT SELECT, INSERT, UPDATE ON basketwatch.recorded_input TO basketwatch_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON basketwatch.basket TO basketwatch_writer;
GRANT SELECT, INSERT ON basketwatch.outcome TO basketwatch_writer;
GRANT SELECT, INSERT ON basketwatch.score TO basketwatch_writer;
GRANT SELECT, INSERT, UPDATE ON basketwatch.funnel_day TO basketwatch_writer;
GRANT SELECT, INSERT, DELETE ON basketwatch.quarantine TO basketwatch_writer;
GRANT SELECT, INSERT ON basketwatch.model TO basketwatch_writer;
GRANT SELECT, INSERT, UPDATE ON basketwatch.feature TO basketwatch_writer;
GRANT SELECT, INSERT ON basketwatch.forget_request TO basketwatch_writer;
GRANT SELECT, INSERT ON basketwatch.forget_progress TO basketwatch_writer;
GRANT EXECUTE ON FUNCTION
    basketwatch.make_days(date[]), basketwatch.give_up_baskets(bigint[]),
    basketwatch.drop_days(text, date, integer), basketwatch.stream_generation(),
    basketwatch.begin_generation(smallint, text, text),
    basketwatch.forget_rows(bigint, integer, bigint)
TO basketwatch_writer;
-- `quarantine replay`: marks what was put back, and amends outcomes; nothing that names a session.
GRANT UPDATE (watermark_ms, replayed_at, amended_key, event_id)
    ON basketwatch.quarantine TO basketwatch_writer;
GRANT UPDATE (
    kind, ended_at, views, product_views, adds, removes, checkouts, cancels, purchases,
    order_value_minor, order_currency, amended_at
) ON basketwatch.outcome TO basketwatch_writer;

-- Analysts: the public face. The daemon reads it too, for `status` and `scores`.
GRANT SELECT ON
    basketwatch.abandonment_scores,
    basketwatch.score_history,
    basketwatch.session_outcomes,
    basketwatch.basket_sessions,
    basketwatch.quarantined_records,
    basketwatch.ledger,
    basketwatch.past_ledger,
    basketwatch.stream_lag,
    basketwatch.funnel,
    basketwatch.model_features,
    basketwatch.model_versions
TO basketwatch_reader, basketwatch_writer;
GRANT EXECUTE ON FUNCTION
    basketwatch.session_partition(bigint),
    basketwatch.contribution_array(bytea),
    basketwatch.named_contributions(integer, bytea),
    basketwatch.money_text(bigint, text),
    basketwatch.interval_text(interval),
    basketwatch.fill_phrase(text, basketwatch.basket),
    basketwatch.reasons(basketwatch.basket)
TO basketwatch_reader, basketwatch_writer;

-- The shop's offer service: what it claims and settles comes with the offers.
