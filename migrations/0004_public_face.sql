-- The public face: views and functions, kept stable. docs/sql.md tells of each.

CREATE FUNCTION basketwatch.session_partition(session_key bigint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ((session_key >> 40) & 65535)::integer $$;

COMMENT ON FUNCTION basketwatch.session_partition(bigint) IS
    'The partition that a session key names.';

CREATE FUNCTION basketwatch.contribution_array(contributions bytea) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
    SELECT array_agg(
        ('x' || encode(substring(contributions FROM 4 * place + 1 FOR 4), 'hex'))::bit(32)::integer
        ORDER BY place)
    FROM generate_series(0, length(contributions) / 4 - 1) AS place
$$;

COMMENT ON FUNCTION basketwatch.contribution_array(bytea) IS
    'Contributions as integers in units of 2^-20, in the order of the model''s features; '
    'they add up to the logit.';

CREATE FUNCTION basketwatch.named_contributions(model_version integer, contributions bytea)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE COST 5000
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_object_agg(part.name, part.contribution)
    FROM basketwatch.model,
        unnest(model.feature_names, basketwatch.contribution_array($2))
            AS part(name, contribution)
    WHERE model.version = $1
$$;

COMMENT ON FUNCTION basketwatch.named_contributions(integer, bytea) IS
    'Contributions by feature name, in units of 2^-20.';

CREATE FUNCTION basketwatch.money_text(minor bigint, currency text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT currency || ' ' || CASE
        WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF',
            'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN minor::text
        WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
            THEN (minor::numeric / 1000)::numeric(24, 3)::text
        ELSE (minor::numeric / 100)::numeric(24, 2)::text
    END
$$;

COMMENT ON FUNCTION basketwatch.money_text(bigint, text) IS
    'An amount of minor units as people write it: EUR 22.50.';

CREATE FUNCTION basketwatch.interval_text(length interval) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN length < interval '1 second' THEN NULL
        WHEN length < interval '1 minute' THEN floor(extract(epoch FROM length))::text || ' s'
        WHEN length < interval '2 hours'
            THEN floor(extract(epoch FROM length) / 60)::text || ' min'
        ELSE floor(extract(epoch FROM length) / 3600)::text || ' h'
    END
$$;

COMMENT ON FUNCTION basketwatch.interval_text(interval) IS
    'A stretch of time as people say it: 5 min. NULL under a second.';

CREATE FUNCTION basketwatch.fill_phrase(phrase text, b basketwatch.basket) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    filled text := phrase;
    word text;
    place text;
BEGIN
    FOR place IN
        SELECT named[1] FROM regexp_matches(phrase, '\{([a-z_]+)\}', 'g') AS named
    LOOP
        word := CASE place
            WHEN 'shipping_share' THEN CASE
                WHEN b.shipping_currency = b.currency AND b.basket_value_minor > 0 THEN
                    round(100.0 * b.shipping_minor / b.basket_value_minor)::text || ' %' END
            WHEN 'shipping' THEN basketwatch.money_text(b.shipping_minor, b.shipping_currency)
            WHEN 'value' THEN basketwatch.money_text(b.basket_value_minor, b.currency)
            WHEN 'items' THEN b.items::text
            WHEN 'silence' THEN basketwatch.interval_text(b.scored_at - b.last_event_at)
            WHEN 'age' THEN basketwatch.interval_text(b.scored_at - b.started_at)
            WHEN 'views' THEN b.views::text
            WHEN 'adds' THEN b.adds::text
            WHEN 'removes' THEN b.removes::text
            WHEN 'checkouts' THEN b.checkouts::text
            WHEN 'step' THEN b.highest_step::text
            WHEN 'device' THEN b.device
            WHEN 'channel' THEN b.channel
            WHEN 'country' THEN b.country
        END;
        IF word IS NULL THEN
            RETURN NULL;
        END IF;
        filled := replace(filled, '{' || place || '}', word);
    END LOOP;
    RETURN filled;
END $$;

COMMENT ON FUNCTION basketwatch.fill_phrase(text, basketwatch.basket) IS
    'A reason with a basket''s own values in the places of {shipping_share}, {silence} and so on; '
    'NULL where the basket has no such value.';

-- Dear, so that with ORDER BY … LIMIT it is worked out for the rows shown only.
CREATE FUNCTION basketwatch.reasons(b basketwatch.basket) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(top.reason, '; ' ORDER BY top.weight DESC, top.place)
    FROM (
        SELECT said.reason, sum(said.contribution) AS weight, min(said.place) AS place
        FROM (
            SELECT part.contribution, part.place,
                basketwatch.fill_phrase(feature.phrase, b) AS reason
            FROM basketwatch.model
                CROSS JOIN LATERAL unnest(
                    model.feature_names, basketwatch.contribution_array((b).contributions))
                    WITH ORDINALITY AS part(name, contribution, place)
                JOIN basketwatch.feature ON feature.name = part.name
            WHERE model.version = (b).model_version
                AND feature.phrase <> '' AND part.contribution > 0
        ) AS said
        WHERE said.reason IS NOT NULL
        GROUP BY said.reason
        -- A tenth of a logit moves a middling risk by 2.5 points: less is no reason.
        HAVING sum(said.contribution) >= 104858
        ORDER BY weight DESC, place
        LIMIT 3
    ) AS top
$$;

COMMENT ON FUNCTION basketwatch.reasons(basketwatch.basket) IS
    'What raises a basket''s risk most, in words, the strongest first, at most three.';

CREATE VIEW basketwatch.abandonment_scores AS
SELECT
    b.session_key,
    b.shopper_id,
    b.shop_session_id,
    b.basket_value_minor,
    b.currency,
    b.shipping_minor,
    b.shipping_currency,
    b.items,
    greatest(0, floor(p.watermark_ms / 1000.0 - extract(epoch FROM b.last_event_at)))::bigint
        AS silent_seconds,
    b.risk,
    basketwatch.reasons(b) AS reasons,
    b.logit,
    b.model_version,
    b.cause,
    b.scored_at,
    b.started_at,
    b.last_event_at,
    b.device,
    b.channel,
    b.country,
    basketwatch.named_contributions(b.model_version, b.contributions) AS contributions
FROM basketwatch.basket AS b
    JOIN basketwatch.stream_partition AS p
        ON p.partition = basketwatch.session_partition(b.session_key)
WHERE b.is_scorable AND b.risk IS NOT NULL;

COMMENT ON VIEW basketwatch.abandonment_scores IS
    'Open baskets with something in them, each with its latest score. Ask for the highest risk.';
COMMENT ON COLUMN basketwatch.abandonment_scores.session_key IS 'Names the session for good.';
COMMENT ON COLUMN basketwatch.abandonment_scores.shopper_id IS 'The key of the shopper''s events.';
COMMENT ON COLUMN basketwatch.abandonment_scores.shop_session_id IS
    'The shop''s own session id, the latest said; NULL: none.';
COMMENT ON COLUMN basketwatch.abandonment_scores.basket_value_minor IS
    'What the basket costs in minor units (cents); NULL with several currencies or none.';
COMMENT ON COLUMN basketwatch.abandonment_scores.currency IS 'ISO 4217 code of the basket''s value.';
COMMENT ON COLUMN basketwatch.abandonment_scores.shipping_minor IS
    'The latest shipping quote in minor units; NULL: none was shown.';
COMMENT ON COLUMN basketwatch.abandonment_scores.shipping_currency IS
    'ISO 4217 code of the shipping quote.';
COMMENT ON COLUMN basketwatch.abandonment_scores.items IS 'Units in the basket.';
COMMENT ON COLUMN basketwatch.abandonment_scores.silent_seconds IS
    'Seconds of event time since the shopper''s last event, by the partition''s watermark.';
COMMENT ON COLUMN basketwatch.abandonment_scores.risk IS
    'The chance, 0 to 1, that no purchase comes before the session closes.';
COMMENT ON COLUMN basketwatch.abandonment_scores.reasons IS
    'What raises the risk most, in words, the strongest first, at most three.';
COMMENT ON COLUMN basketwatch.abandonment_scores.logit IS
    'The sum of the contributions, in units of 2^-20.';
COMMENT ON COLUMN basketwatch.abandonment_scores.model_version IS 'The model that made the score.';
COMMENT ON COLUMN basketwatch.abandonment_scores.cause IS
    'Why it was scored: add, remove, checkout, cancel or silence.';
COMMENT ON COLUMN basketwatch.abandonment_scores.scored_at IS
    'Event time of the score: of the event, or of the silence''s threshold.';
COMMENT ON COLUMN basketwatch.abandonment_scores.started_at IS 'The session''s first event.';
COMMENT ON COLUMN basketwatch.abandonment_scores.last_event_at IS 'The session''s latest event.';
COMMENT ON COLUMN basketwatch.abandonment_scores.device IS 'The device the shop told.';
COMMENT ON COLUMN basketwatch.abandonment_scores.channel IS 'The channel the shop told.';
COMMENT ON COLUMN basketwatch.abandonment_scores.country IS 'The country the shop told.';
COMMENT ON COLUMN basketwatch.abandonment_scores.contributions IS
    'What each feature adds to the logit, by name, in units of 2^-20.';

CREATE VIEW basketwatch.score_history AS
SELECT
    day,
    session_key,
    ordinal,
    cause,
    scored_at,
    log_offset,
    model_version,
    risk,
    logit,
    basketwatch.contribution_array(contributions) AS contributions
FROM basketwatch.score;

COMMENT ON VIEW basketwatch.score_history IS
    'Every scored moment that is kept (setting score-history). Narrow by day: it has no index.';
COMMENT ON COLUMN basketwatch.score_history.day IS 'The day (UTC) the session started on.';
COMMENT ON COLUMN basketwatch.score_history.session_key IS 'Names the session for good.';
COMMENT ON COLUMN basketwatch.score_history.ordinal IS
    'The moment''s place in its session, from 1.';
COMMENT ON COLUMN basketwatch.score_history.cause IS
    'Why it was scored: add, remove, checkout, cancel or silence.';
COMMENT ON COLUMN basketwatch.score_history.scored_at IS 'Event time of the score.';
COMMENT ON COLUMN basketwatch.score_history.log_offset IS
    'The record it came with, or the one that a tick fell behind.';
COMMENT ON COLUMN basketwatch.score_history.model_version IS 'The model that made the score.';
COMMENT ON COLUMN basketwatch.score_history.risk IS
    'The chance, 0 to 1, that no purchase comes before the session closes.';
COMMENT ON COLUMN basketwatch.score_history.logit IS
    'The sum of the contributions, in units of 2^-20.';
COMMENT ON COLUMN basketwatch.score_history.contributions IS
    'In the order of the model''s features, in units of 2^-20.';

CREATE VIEW basketwatch.session_outcomes AS
SELECT
    day,
    session_key,
    kind AS outcome,
    survivor_key,
    shopper_id,
    shop_session_id,
    started_at,
    ended_at,
    moments AS times_scored,
    items,
    basket_value_minor,
    currency,
    shipping_minor,
    shipping_currency,
    order_value_minor,
    order_currency,
    device,
    channel,
    country
FROM basketwatch.outcome
WHERE had_basket;

COMMENT ON VIEW basketwatch.session_outcomes IS
    'How sessions with a basket ended: purchased, abandoned, or merged into another session.';
COMMENT ON COLUMN basketwatch.session_outcomes.day IS 'The day (UTC) the session started on.';
COMMENT ON COLUMN basketwatch.session_outcomes.session_key IS 'Names the session for good.';
COMMENT ON COLUMN basketwatch.session_outcomes.outcome IS 'purchased, abandoned or merged.';
COMMENT ON COLUMN basketwatch.session_outcomes.survivor_key IS
    'The session that went on in its place, for merged.';
COMMENT ON COLUMN basketwatch.session_outcomes.shopper_id IS 'The key of the shopper''s events.';
COMMENT ON COLUMN basketwatch.session_outcomes.shop_session_id IS
    'The shop''s own session id, the latest said; NULL: none.';
COMMENT ON COLUMN basketwatch.session_outcomes.started_at IS 'The session''s first event.';
COMMENT ON COLUMN basketwatch.session_outcomes.ended_at IS 'The session''s last event.';
COMMENT ON COLUMN basketwatch.session_outcomes.times_scored IS 'How often it was scored.';
COMMENT ON COLUMN basketwatch.session_outcomes.items IS 'Units in the basket at the end.';
COMMENT ON COLUMN basketwatch.session_outcomes.basket_value_minor IS
    'What the basket cost at the end, in minor units (cents).';
COMMENT ON COLUMN basketwatch.session_outcomes.currency IS 'ISO 4217 code of the basket''s value.';
COMMENT ON COLUMN basketwatch.session_outcomes.shipping_minor IS
    'The latest shipping quote in minor units; NULL: none was shown.';
COMMENT ON COLUMN basketwatch.session_outcomes.shipping_currency IS
    'ISO 4217 code of the shipping quote.';
COMMENT ON COLUMN basketwatch.session_outcomes.order_value_minor IS
    'What the orders cost in minor units; NULL: not said.';
COMMENT ON COLUMN basketwatch.session_outcomes.order_currency IS 'ISO 4217 code of the orders.';
COMMENT ON COLUMN basketwatch.session_outcomes.device IS 'The device the shop told.';
COMMENT ON COLUMN basketwatch.session_outcomes.channel IS 'The channel the shop told.';
COMMENT ON COLUMN basketwatch.session_outcomes.country IS 'The country the shop told.';

CREATE VIEW basketwatch.quarantined_records AS
SELECT
    stream.topic,
    quarantine.partition,
    quarantine.log_offset,
    quarantine.reason,
    quarantine.logged_at,
    quarantine.key,
    quarantine.value,
    quarantine.size AS size_bytes
FROM basketwatch.quarantine CROSS JOIN basketwatch.stream;

COMMENT ON VIEW basketwatch.quarantined_records IS
    'Records that could not be used, with their bytes; convert_from(value, ''UTF8'') reads most.';
COMMENT ON COLUMN basketwatch.quarantined_records.topic IS 'The Kafka topic.';
COMMENT ON COLUMN basketwatch.quarantined_records.partition IS 'The partition of the topic.';
COMMENT ON COLUMN basketwatch.quarantined_records.log_offset IS 'The record''s offset there.';
COMMENT ON COLUMN basketwatch.quarantined_records.reason IS
    'Why it could not be used; docs/events.md lists the reasons.';
COMMENT ON COLUMN basketwatch.quarantined_records.logged_at IS
    'The record''s own timestamp in Kafka; NULL: it has none.';
COMMENT ON COLUMN basketwatch.quarantined_records.key IS 'The record''s key; NULL: none or empty.';
COMMENT ON COLUMN basketwatch.quarantined_records.value IS
    'The record''s value, the beginning of one over the limit; NULL: none or empty.';
COMMENT ON COLUMN basketwatch.quarantined_records.size_bytes IS 'The whole value''s size.';

CREATE VIEW basketwatch.ledger AS
SELECT
    partition,
    first_offset,
    next_offset,
    read,
    absent,
    lost,
    applied,
    duplicate,
    late,
    quarantined,
    clamped,
    keyless,
    sessions_opened,
    sessions_open,
    sessions_purchased,
    sessions_abandoned,
    sessions_browsed,
    sessions_merged,
    sessions_forgotten,
    sessions_lost,
    baskets_opened,
    baskets_open,
    baskets_purchased,
    baskets_abandoned,
    baskets_browsed,
    baskets_merged,
    baskets_forgotten,
    baskets_lost,
    next_offset - first_offset = read + absent + lost AS offsets_balance,
    read = applied + duplicate + late + quarantined AS records_balance,
    sessions_opened = sessions_open + sessions_purchased + sessions_abandoned + sessions_browsed
        + sessions_merged + sessions_forgotten + sessions_lost AS sessions_balance,
    baskets_opened = baskets_open + baskets_purchased + baskets_abandoned + baskets_browsed
        + baskets_merged + baskets_forgotten + baskets_lost AS baskets_balance
FROM basketwatch.stream_partition;

COMMENT ON VIEW basketwatch.ledger IS
    'What became of every offset and every session of a partition. A difference is a bug.';
COMMENT ON COLUMN basketwatch.ledger.partition IS 'The partition of the topic.';
COMMENT ON COLUMN basketwatch.ledger.first_offset IS 'The offset the stream started from.';
COMMENT ON COLUMN basketwatch.ledger.next_offset IS 'The offset that comes next.';
COMMENT ON COLUMN basketwatch.ledger.read IS 'Records read.';
COMMENT ON COLUMN basketwatch.ledger.absent IS
    'Offsets inside the log that hold no record: compacted, transaction markers.';
COMMENT ON COLUMN basketwatch.ledger.lost IS
    'Offsets that were out of the log''s range when we came to read them.';
COMMENT ON COLUMN basketwatch.ledger.applied IS 'Records that became part of a session.';
COMMENT ON COLUMN basketwatch.ledger.duplicate IS 'Records whose event id had been seen.';
COMMENT ON COLUMN basketwatch.ledger.late IS 'Records whose session had closed.';
COMMENT ON COLUMN basketwatch.ledger.quarantined IS 'Records that could not be used.';
COMMENT ON COLUMN basketwatch.ledger.clamped IS
    'Applied records whose time lay too far ahead and was clamped.';
COMMENT ON COLUMN basketwatch.ledger.keyless IS 'Records without a key.';
COMMENT ON COLUMN basketwatch.ledger.sessions_opened IS 'Sessions opened.';
COMMENT ON COLUMN basketwatch.ledger.sessions_open IS 'Of these still open.';
COMMENT ON COLUMN basketwatch.ledger.sessions_purchased IS 'Of these ended with a purchase.';
COMMENT ON COLUMN basketwatch.ledger.sessions_abandoned IS
    'Of these ended with a basket and no purchase.';
COMMENT ON COLUMN basketwatch.ledger.sessions_browsed IS 'Of these ended without a basket.';
COMMENT ON COLUMN basketwatch.ledger.sessions_merged IS 'Of these joined into another.';
COMMENT ON COLUMN basketwatch.ledger.sessions_forgotten IS 'Of these forgotten on request.';
COMMENT ON COLUMN basketwatch.ledger.sessions_lost IS 'Of these given up with lost data.';
COMMENT ON COLUMN basketwatch.ledger.baskets_opened IS 'Sessions that got a basket.';
COMMENT ON COLUMN basketwatch.ledger.baskets_open IS 'Of these still open.';
COMMENT ON COLUMN basketwatch.ledger.baskets_purchased IS 'Of these ended with a purchase.';
COMMENT ON COLUMN basketwatch.ledger.baskets_abandoned IS 'Of these ended without a purchase.';
COMMENT ON COLUMN basketwatch.ledger.baskets_browsed IS 'Always 0.';
COMMENT ON COLUMN basketwatch.ledger.baskets_merged IS
    'Of these joined into another that had a basket.';
COMMENT ON COLUMN basketwatch.ledger.baskets_forgotten IS 'Of these forgotten on request.';
COMMENT ON COLUMN basketwatch.ledger.baskets_lost IS 'Of these given up with lost data.';
COMMENT ON COLUMN basketwatch.ledger.offsets_balance IS
    'Whether next - first offset = read + absent + lost.';
COMMENT ON COLUMN basketwatch.ledger.records_balance IS
    'Whether read = applied + duplicate + late + quarantined.';
COMMENT ON COLUMN basketwatch.ledger.sessions_balance IS
    'Whether the sessions opened are all accounted for.';
COMMENT ON COLUMN basketwatch.ledger.baskets_balance IS
    'Whether the sessions with a basket are all accounted for.';

CREATE VIEW basketwatch.stream_lag AS
SELECT
    stream.topic,
    stream.consumer_group,
    p.partition,
    p.owner,
    p.owner_since,
    p.epoch,
    p.flush_number,
    p.next_offset,
    p.broker_end,
    p.broker_end_seen_at,
    -- greatest() would take an end not told yet for no lag.
    CASE WHEN p.broker_end > p.next_offset THEN p.broker_end - p.next_offset
        WHEN p.broker_end IS NOT NULL THEN 0 END AS lag_records,
    CASE WHEN p.watermark_ms > 0 THEN to_timestamp(p.watermark_ms / 1000.0) END AS watermark,
    p.watermark_ms,
    p.updated_at AS flushed_at,
    extract(epoch FROM clock_timestamp() - p.updated_at)::double precision AS flush_age_seconds,
    l.offsets_balance AND l.records_balance AND l.sessions_balance AND l.baskets_balance
        AS ledger_balanced
FROM basketwatch.stream_partition AS p
    JOIN basketwatch.ledger AS l USING (partition)
    CROSS JOIN basketwatch.stream;

COMMENT ON VIEW basketwatch.stream_lag IS
    'Where each partition stands: who owns it, how far behind the broker it is, when it last wrote.';
COMMENT ON COLUMN basketwatch.stream_lag.topic IS 'The Kafka topic.';
COMMENT ON COLUMN basketwatch.stream_lag.consumer_group IS 'The consumer group that reads it.';
COMMENT ON COLUMN basketwatch.stream_lag.partition IS 'The partition of the topic.';
COMMENT ON COLUMN basketwatch.stream_lag.owner IS 'The instance that holds it; NULL: none.';
COMMENT ON COLUMN basketwatch.stream_lag.owner_since IS 'When that instance took it over.';
COMMENT ON COLUMN basketwatch.stream_lag.epoch IS 'Counts takeovers.';
COMMENT ON COLUMN basketwatch.stream_lag.flush_number IS 'Counts flushes.';
COMMENT ON COLUMN basketwatch.stream_lag.next_offset IS
    'Everything before this offset is committed.';
COMMENT ON COLUMN basketwatch.stream_lag.broker_end IS
    'The end offset the broker last told; NULL: not yet.';
COMMENT ON COLUMN basketwatch.stream_lag.broker_end_seen_at IS 'When the broker told it.';
COMMENT ON COLUMN basketwatch.stream_lag.lag_records IS
    'Offsets between next_offset and broker_end; NULL until that is told.';
COMMENT ON COLUMN basketwatch.stream_lag.watermark IS
    'Event time up to which the partition is complete; NULL before the first event.';
COMMENT ON COLUMN basketwatch.stream_lag.watermark_ms IS
    'The same in milliseconds since 1970; 0 before the first event.';
COMMENT ON COLUMN basketwatch.stream_lag.flushed_at IS 'When the last flush was written.';
COMMENT ON COLUMN basketwatch.stream_lag.flush_age_seconds IS 'How long ago that was.';
COMMENT ON COLUMN basketwatch.stream_lag.ledger_balanced IS
    'Whether every offset and session is accounted for (view ledger has the parts).';

CREATE VIEW basketwatch.funnel AS
SELECT
    day,
    sum(sessions)::bigint AS sessions,
    sum(views)::bigint AS views,
    sum(browsed)::bigint AS browsed,
    sum(baskets)::bigint AS baskets,
    sum(checkouts)::bigint AS checkouts,
    sum(purchases)::bigint AS purchases
FROM basketwatch.funnel_day
GROUP BY day;

COMMENT ON VIEW basketwatch.funnel IS
    'Closed sessions by the day (UTC) they started on, and how far they went.';
COMMENT ON COLUMN basketwatch.funnel.day IS 'The day (UTC) the sessions started on.';
COMMENT ON COLUMN basketwatch.funnel.sessions IS 'Sessions that closed.';
COMMENT ON COLUMN basketwatch.funnel.views IS 'Page views of these sessions.';
COMMENT ON COLUMN basketwatch.funnel.browsed IS 'Sessions without a basket.';
COMMENT ON COLUMN basketwatch.funnel.baskets IS 'Sessions with a basket.';
COMMENT ON COLUMN basketwatch.funnel.checkouts IS 'Sessions that began a checkout.';
COMMENT ON COLUMN basketwatch.funnel.purchases IS 'Sessions with a purchase.';

CREATE VIEW basketwatch.model_features AS
SELECT
    model.version AS model_version,
    part.place::integer AS place,
    part.name,
    feature.unit,
    feature.meaning
FROM basketwatch.model
    CROSS JOIN LATERAL unnest(model.feature_names) WITH ORDINALITY AS part(name, place)
    JOIN basketwatch.feature ON feature.name = part.name;

COMMENT ON VIEW basketwatch.model_features IS
    'What each place of a model version''s contributions speaks of.';
COMMENT ON COLUMN basketwatch.model_features.model_version IS 'The model version.';
COMMENT ON COLUMN basketwatch.model_features.place IS 'The place among the contributions, from 1.';
COMMENT ON COLUMN basketwatch.model_features.name IS 'The feature''s name.';
COMMENT ON COLUMN basketwatch.model_features.unit IS 'What it is measured in; empty: no unit.';
COMMENT ON COLUMN basketwatch.model_features.meaning IS 'What it is.';
