-- What becomes of sessions: open baskets, scored moments, outcomes, counts a day, unusable records.
--
-- The writer sends whole rows as arrays of these tables' row types: columns stay in this order, and
-- a later migration only adds at the end.

CREATE TABLE basketwatch.basket (
    session_key bigint PRIMARY KEY,
    shopper_id text NOT NULL,
    shop_session_id text,
    device text,
    channel text,
    country text,
    started_at timestamptz NOT NULL,
    last_event_at timestamptz NOT NULL,
    views integer NOT NULL,
    adds integer NOT NULL,
    removes integer NOT NULL,
    checkouts integer NOT NULL,
    cancels integer NOT NULL,
    purchases integer NOT NULL,
    items bigint NOT NULL,
    products integer NOT NULL,
    basket_value_minor bigint,
    currency text,
    values_by_currency jsonb,
    shipping_minor bigint,
    shipping_currency text,
    highest_step integer,
    moments integer NOT NULL,
    is_scorable boolean NOT NULL,
    risk double precision,
    logit bigint,
    model_version integer,
    cause text,
    scored_at timestamptz,
    score_ordinal integer,
    score_offset bigint,
    contributions bytea
) WITH (fillfactor = 70);

-- Short rows, rewritten all the time: never worth compressing or moving out.
ALTER TABLE basketwatch.basket ALTER COLUMN contributions SET STORAGE MAIN;

COMMENT ON TABLE basketwatch.basket IS
    'An open session with a basket, as of the last flush, with its latest score.';
COMMENT ON COLUMN basketwatch.basket.is_scorable IS
    'Something is in the basket and nothing was bought; otherwise the score no longer speaks of it.';
COMMENT ON COLUMN basketwatch.basket.contributions IS
    'What each feature adds to the logit: 4-byte big-endian integers in units of 2^-20.';

CREATE TABLE basketwatch.outcome (
    day date NOT NULL,
    session_key bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('purchased', 'abandoned', 'merged')),
    survivor_key bigint,
    log_offset bigint NOT NULL,
    had_basket boolean NOT NULL,
    moments integer NOT NULL,
    shopper_id text NOT NULL,
    shop_session_id text,
    device text,
    channel text,
    country text,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    views integer NOT NULL,
    product_views integer NOT NULL,
    adds integer NOT NULL,
    removes integer NOT NULL,
    checkouts integer NOT NULL,
    cancels integer NOT NULL,
    purchases integer NOT NULL,
    items bigint NOT NULL,
    products integer NOT NULL,
    basket_value_minor bigint,
    currency text,
    values_by_currency jsonb,
    shipping_minor bigint,
    shipping_currency text,
    highest_step integer,
    order_value_minor bigint,
    order_currency text,
    PRIMARY KEY (session_key, day)
) PARTITION BY RANGE (day);

COMMENT ON TABLE basketwatch.outcome IS
    'A closed session that had a basket, or one that was merged into another.';

CREATE TABLE basketwatch.score (
    day date NOT NULL,
    session_key bigint NOT NULL,
    log_offset bigint NOT NULL,
    ordinal integer NOT NULL,
    cause text NOT NULL,
    scored_at timestamptz NOT NULL,
    model_version integer NOT NULL,
    logit bigint NOT NULL,
    risk double precision NOT NULL,
    contributions bytea NOT NULL
) PARTITION BY RANGE (day);

ALTER TABLE basketwatch.score ALTER COLUMN contributions SET STORAGE MAIN;

COMMENT ON TABLE basketwatch.score IS
    'A scored moment. Append-only and without an index: exactly once is the flush number''s work.';

CREATE TABLE basketwatch.funnel_day (
    partition integer NOT NULL,
    day date NOT NULL,
    sessions bigint NOT NULL,
    views bigint NOT NULL,
    baskets bigint NOT NULL,
    checkouts bigint NOT NULL,
    purchases bigint NOT NULL,
    browsed bigint NOT NULL,
    PRIMARY KEY (partition, day)
) WITH (fillfactor = 50);

COMMENT ON TABLE basketwatch.funnel_day IS
    'Counts of closed sessions by partition and by the day (UTC) they started on.';

CREATE TABLE basketwatch.quarantine (
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    reason text NOT NULL,
    logged_at timestamptz,
    key bytea,
    value bytea,
    size integer NOT NULL,
    PRIMARY KEY (partition, log_offset)
);

COMMENT ON TABLE basketwatch.quarantine IS
    'A record that could not be used, with its bytes as they were. Late ones too: reason late.';

-- Makes what a flush for these days needs. The writer may call it and needs no right to create.
-- By ATTACH, which lets others go on writing to the parent; PARTITION OF would not.
CREATE FUNCTION basketwatch.make_days(days date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted date;
    parent text;
    child text;
BEGIN
    PERFORM pg_advisory_xact_lock(1113683787, 2);
    FOREACH wanted IN ARRAY days LOOP
        IF wanted NOT BETWEEN date '1999-12-01' AND date '2100-02-01' THEN
            RAISE EXCEPTION 'no event lies on day %', wanted USING ERRCODE = 'datetime_field_overflow';
        END IF;
        FOREACH parent IN ARRAY ARRAY['outcome', 'score'] LOOP
            child := parent || to_char(wanted, '_YYYYMMDD');
            CONTINUE WHEN to_regclass(format('basketwatch.%I', child)) IS NOT NULL;
            EXECUTE format(
                'CREATE TABLE basketwatch.%I (LIKE basketwatch.%I INCLUDING ALL)', child, parent);
            EXECUTE format(
                'ALTER TABLE basketwatch.%I ATTACH PARTITION basketwatch.%I '
                    'FOR VALUES FROM (%L) TO (%L)', parent, child, wanted, wanted + 1);
        END LOOP;
    END LOOP;
END $$;

COMMENT ON FUNCTION basketwatch.make_days(date[]) IS
    'Makes the day partitions of outcome and score that are missing. For the processor.';
