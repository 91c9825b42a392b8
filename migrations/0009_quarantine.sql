-- Records in quarantine are put back once each; days and records past their time go.

ALTER TABLE basketwatch.quarantine
    ADD COLUMN watermark_ms bigint,
    ADD COLUMN replayed_at timestamptz,
    ADD COLUMN amended_key bigint,
    ADD COLUMN event_id text;

COMMENT ON COLUMN basketwatch.quarantine.watermark_ms IS
    'The partition''s watermark soon after the record came, in milliseconds since 1970: what its age counts from. NULL: not noted yet.';
COMMENT ON COLUMN basketwatch.quarantine.replayed_at IS
    'When `quarantine replay` put it back, by the clock of PostgreSQL; NULL: it has not.';
COMMENT ON COLUMN basketwatch.quarantine.amended_key IS
    'The session whose outcome it amended or made, for late ones put back; NULL: none.';
COMMENT ON COLUMN basketwatch.quarantine.event_id IS
    'The id of the event that amended: a copy of it amends nothing again.';

-- For what is past its time, and for what has no age yet.
CREATE INDEX quarantine_age ON basketwatch.quarantine (partition, watermark_ms);
CREATE INDEX quarantine_amended ON basketwatch.quarantine (amended_key, event_id)
    WHERE amended_key IS NOT NULL;

ALTER TABLE basketwatch.outcome
    ADD COLUMN amended_at timestamptz,
    DROP CONSTRAINT outcome_excluded_check,
    ADD CONSTRAINT outcome_excluded_check CHECK (excluded IN ('cut', 'moved', 'late'));

COMMENT ON COLUMN basketwatch.outcome.amended_at IS
    'When late records last amended it, by the clock of PostgreSQL; NULL: it stands as the session closed.';
COMMENT ON COLUMN basketwatch.outcome.excluded IS
    'Why it is no training example: cut by a limit, moved (the topic got partitions meanwhile), or late (made of late records alone).';

CREATE OR REPLACE VIEW basketwatch.quarantined_records AS
SELECT
    stream.topic,
    quarantine.partition,
    quarantine.log_offset,
    quarantine.reason,
    quarantine.logged_at,
    quarantine.key,
    quarantine.value,
    quarantine.size AS size_bytes,
    quarantine.replayed_at,
    quarantine.amended_key
FROM basketwatch.quarantine CROSS JOIN basketwatch.stream;

COMMENT ON COLUMN basketwatch.quarantined_records.replayed_at IS
    'When `quarantine replay` put it back; NULL: it has not.';
COMMENT ON COLUMN basketwatch.quarantined_records.amended_key IS
    'The session_key of the outcome that a late record amended or made; NULL: none.';

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
    excluded,
    amended_at
FROM basketwatch.outcome
WHERE had_basket;

COMMENT ON COLUMN basketwatch.session_outcomes.excluded IS
    'Why it is no training example: cut (by a limit), moved (the topic got partitions) or late (made of late records alone); NULL: it is.';
COMMENT ON COLUMN basketwatch.session_outcomes.amended_at IS
    'When late records last amended it; NULL: it stands as the session closed.';

-- Drops the oldest day tables of `score` or `outcome`. The writer may call it and needs no right to
-- drop. A flush waits for it a fifth of a second at most: then it gives up, and is called again later.
CREATE FUNCTION basketwatch.drop_days(parent text, before date, most integer) RETURNS date[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    barrier date;
    doomed date[];
    dropped date;
BEGIN
    IF parent IS NULL OR parent NOT IN ('score', 'outcome') THEN
        RAISE EXCEPTION 'no table is kept by days under this name'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- No day that is to come, by the partition that is the furthest behind; and none that an open
    -- session has begun on: its scores lie there, and its outcome will.
    SELECT least(
        before,
        (SELECT (to_timestamp(min(watermark_ms) / 1000.0) AT TIME ZONE 'UTC')::date
            FROM basketwatch.stream_partition WHERE watermark_ms > 0),
        (SELECT (min(started_at) AT TIME ZONE 'UTC')::date FROM basketwatch.basket)
    ) INTO barrier
    WHERE EXISTS (SELECT FROM basketwatch.stream_partition WHERE watermark_ms > 0);
    SELECT array_agg(old.day ORDER BY old.day) INTO doomed
    FROM (
        SELECT to_date(right(child.relname, 8), 'YYYYMMDD') AS day
        FROM pg_inherits AS part JOIN pg_class AS child ON child.oid = part.inhrelid
        WHERE part.inhparent = format('basketwatch.%I', parent)::regclass
            AND child.relname ~ ('^' || parent || '_[0-9]{8}$')
        ORDER BY day
        LIMIT most
    ) AS old
    WHERE old.day < barrier;
    IF doomed IS NULL THEN
        RETURN '{}';
    END IF;
    PERFORM set_config('lock_timeout', '200ms', true);
    -- As make_days does: who makes a day does not find a table that is just going.
    PERFORM pg_advisory_xact_lock(1113683787, 'basketwatch.outcome'::regclass::oid::integer);
    -- First the parent, then its days, in the order in which everybody else locks them.
    EXECUTE format('LOCK TABLE ONLY basketwatch.%I IN ACCESS EXCLUSIVE MODE', parent);
    FOREACH dropped IN ARRAY doomed LOOP
        EXECUTE format('DROP TABLE IF EXISTS basketwatch.%I', parent || to_char(dropped, '_YYYYMMDD'));
    END LOOP;
    RETURN doomed;
END $$;

COMMENT ON FUNCTION basketwatch.drop_days(text, date, integer) IS
    'Drops the oldest day partitions of score or outcome, before a day and so many at most; none that an open session began on. For the processor. Gives the days.';
