-- All that changes a state from outside the log is recorded; and rows are sent as types of their own,
-- so that a later migration may add columns while older processors still write.
--
-- Contract: a program from before sends rows of the tables' own types.

ALTER TABLE basketwatch.recorded_input
    DROP CONSTRAINT recorded_input_kind_check,
    ADD CONSTRAINT recorded_input_kind_check
        CHECK (kind IN ('tick', 'model', 'settings', 'forget', 'partitions', 'loss', 'reset')),
    ADD COLUMN bytes bytea;

COMMENT ON COLUMN basketwatch.recorded_input.ordinal IS
    'Its place among the inputs at that offset, from 0; several ticks in a row share one.';
COMMENT ON COLUMN basketwatch.recorded_input.value IS
    'tick: the watermark in milliseconds since 1970. model: the version scored with from here on. partitions: how many the topic has from here on. loss, reset: the offset that reading goes on from. Else 0.';
COMMENT ON COLUMN basketwatch.recorded_input.bytes IS
    'settings: those that shape the state from here on. forget: the hash of the shopper''s id. Else NULL.';

-- Of a day's inputs nearly all are ticks; the newest of another kind is looked for at a takeover.
CREATE INDEX recorded_input_seldom ON basketwatch.recorded_input
    (partition, kind, log_offset, ordinal) WHERE kind <> 'tick';

-- Sessions that are not all there are marked, so that nothing is learned from them.
ALTER TABLE basketwatch.outcome ADD COLUMN excluded text CHECK (excluded IN ('cut', 'moved'));
ALTER TABLE basketwatch.stream_partition ADD COLUMN cut bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN basketwatch.outcome.excluded IS
    'Why it is no training example: cut by a limit, or moved (the topic got partitions meanwhile).';

-- Baskets whose sessions are gone, since the log no longer held what they were made of: what is
-- known of them becomes an outcome `lost`.
ALTER TABLE basketwatch.outcome
    DROP CONSTRAINT outcome_kind_check,
    ADD CONSTRAINT outcome_kind_check CHECK (kind IN ('purchased', 'abandoned', 'merged', 'lost')),
    ALTER COLUMN product_views DROP NOT NULL;

CREATE FUNCTION basketwatch.give_up_baskets(partitions bigint[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    days date[];
    given_up bigint;
BEGIN
    SELECT array_agg(DISTINCT (started_at AT TIME ZONE 'UTC')::date) INTO days
    FROM basketwatch.basket
    WHERE basketwatch.session_partition(session_key) = ANY (partitions);
    IF days IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM basketwatch.make_days(days);
    WITH gone AS (
        DELETE FROM basketwatch.basket
        WHERE basketwatch.session_partition(session_key) = ANY (partitions)
        RETURNING *
    )
    INSERT INTO basketwatch.outcome (
        day, session_key, kind, log_offset, had_basket, moments, shopper_id, shop_session_id,
        device, channel, country, started_at, ended_at, views, adds, removes, checkouts, cancels,
        purchases, items, products, basket_value_minor, currency, values_by_currency,
        shipping_minor, shipping_currency, highest_step)
    SELECT
        (started_at AT TIME ZONE 'UTC')::date, session_key, 'lost',
        p.next_offset - 1, true, moments, shopper_id, shop_session_id, device, channel, country,
        started_at, last_event_at, views, adds, removes, checkouts, cancels, purchases, items,
        products, basket_value_minor, currency, values_by_currency, shipping_minor,
        shipping_currency, highest_step
    FROM gone
        JOIN basketwatch.stream_partition AS p
            ON p.partition = basketwatch.session_partition(gone.session_key);
    GET DIAGNOSTICS given_up = ROW_COUNT;
    RETURN given_up;
END $$;

COMMENT ON FUNCTION basketwatch.give_up_baskets(bigint[]) IS
    'Ends all open baskets of partitions as lost. For the processor, when the log has lost what they were made of.';
COMMENT ON COLUMN basketwatch.outcome.product_views IS 'NULL: not known, for lost.';

CREATE OR REPLACE VIEW basketwatch.session_outcomes AS
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
    country,
    excluded
FROM basketwatch.outcome
WHERE had_basket;

COMMENT ON COLUMN basketwatch.session_outcomes.excluded IS
    'Why it is no training example: cut (by a limit) or moved (the topic got partitions); NULL: it is.';

CREATE OR REPLACE VIEW basketwatch.ledger AS
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
        + baskets_merged + baskets_forgotten + baskets_lost AS baskets_balance,
    cut
FROM basketwatch.stream_partition;

COMMENT ON COLUMN basketwatch.ledger.cut IS
    'Sessions that a limit closed before their time; each counts as purchased, abandoned or browsed too.';

-- What a flush sends its rows as: the leading columns of the table, in the table's order. A program
-- that writes more columns gets types of its own; these go when no supported program uses them.
CREATE TYPE basketwatch.basket_row AS (
    session_key bigint, shopper_id text, shop_session_id text, device text, channel text,
    country text, started_at timestamptz, last_event_at timestamptz, views integer, adds integer,
    removes integer, checkouts integer, cancels integer, purchases integer, items bigint,
    products integer, basket_value_minor bigint, currency text, values_by_currency jsonb,
    shipping_minor bigint, shipping_currency text, highest_step integer, moments integer,
    is_scorable boolean, risk double precision, logit bigint, model_version integer, cause text,
    scored_at timestamptz, score_ordinal integer, score_offset bigint, contributions bytea
);
CREATE TYPE basketwatch.outcome_row AS (
    day date, session_key bigint, kind text, survivor_key bigint, log_offset bigint,
    had_basket boolean, moments integer, shopper_id text, shop_session_id text, device text,
    channel text, country text, started_at timestamptz, ended_at timestamptz, views integer,
    product_views integer, adds integer, removes integer, checkouts integer, cancels integer,
    purchases integer, items bigint, products integer, basket_value_minor bigint, currency text,
    values_by_currency jsonb, shipping_minor bigint, shipping_currency text, highest_step integer,
    order_value_minor bigint, order_currency text, excluded text
);
CREATE TYPE basketwatch.score_row AS (
    day date, session_key bigint, log_offset bigint, ordinal integer, cause text,
    scored_at timestamptz, model_version integer, logit bigint, risk double precision,
    contributions bytea, silence_ms bigint
);
CREATE TYPE basketwatch.funnel_row AS (
    partition integer, day date, sessions bigint, views bigint, baskets bigint, checkouts bigint,
    purchases bigint, browsed bigint
);
CREATE TYPE basketwatch.quarantine_row AS (
    partition integer, log_offset bigint, reason text, logged_at timestamptz, key bytea,
    value bytea, size integer
);
CREATE TYPE basketwatch.input_row AS (
    partition integer, log_offset bigint, ordinal integer, kind text, value bigint, bytes bytea
);
CREATE TYPE basketwatch.checkpoint_row AS (
    partition integer, log_offset bigint, chunk integer, chunks integer, bytes bytea
);
CREATE TYPE basketwatch.partition_row AS (
    partition integer, flush_number bigint,
    first_offset bigint, next_offset bigint, read bigint, absent bigint, lost bigint,
    applied bigint, duplicate bigint, late bigint, quarantined bigint, clamped bigint,
    keyless bigint, cut bigint,
    sessions_opened bigint, sessions_open bigint, sessions_purchased bigint,
    sessions_abandoned bigint, sessions_browsed bigint, sessions_merged bigint,
    sessions_forgotten bigint, sessions_lost bigint,
    baskets_opened bigint, baskets_open bigint, baskets_purchased bigint,
    baskets_abandoned bigint, baskets_browsed bigint, baskets_merged bigint,
    baskets_forgotten bigint, baskets_lost bigint,
    watermark_ms bigint, broker_end bigint, broker_end_seen_at timestamptz, settings bytea
);
