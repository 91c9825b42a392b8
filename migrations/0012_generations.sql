-- A topic that gets partitions, and one that is made anew under its name.
--
-- Only adds: an older program goes on beside it, since it reads the generation at its takeovers and
-- names neither of what is new.

ALTER TABLE basketwatch.stream ADD COLUMN first_partitions integer;

COMMENT ON COLUMN basketwatch.stream.first_partitions IS
    'How many partitions the topic had when its generation began: later ones are read from their beginning, whatever --from says. NULL: not noted yet.';

UPDATE basketwatch.stream
SET first_partitions = (SELECT max(partition) + 1 FROM basketwatch.stream_partition);

CREATE FUNCTION basketwatch.stream_generation() RETURNS smallint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(max(generation), 0::smallint) FROM basketwatch.stream
$$;

COMMENT ON FUNCTION basketwatch.stream_generation() IS
    'How often the topic was made anew. For the processor: its quarantined records bear it.';

-- Offsets begin anew with the topic: a record's place has to say which of them it means.
ALTER TABLE basketwatch.quarantine ADD COLUMN generation smallint NOT NULL DEFAULT 0;
ALTER TABLE basketwatch.quarantine
    ALTER COLUMN generation SET DEFAULT basketwatch.stream_generation(),
    DROP CONSTRAINT quarantine_pkey,
    ADD PRIMARY KEY (generation, partition, log_offset);

COMMENT ON COLUMN basketwatch.quarantine.generation IS
    'How often the topic had been made anew when the record came: its offset is one of that topic.';

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
    quarantine.amended_key,
    quarantine.generation,
    quarantine.generation = stream.generation AS is_current
FROM basketwatch.quarantine CROSS JOIN basketwatch.stream;

COMMENT ON COLUMN basketwatch.quarantined_records.generation IS
    'How often the topic had been made anew when the record came.';
COMMENT ON COLUMN basketwatch.quarantined_records.is_current IS
    'Whether its offset is one of the topic as it is now; false: of one before it, under its name.';

-- What became of a partition of a topic that is no more.
CREATE TABLE basketwatch.past_partition (
    generation smallint NOT NULL,
    partition integer NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT now(),
    watermark_ms bigint NOT NULL,
    first_offset bigint NOT NULL,
    next_offset bigint NOT NULL,
    read bigint NOT NULL,
    absent bigint NOT NULL,
    lost bigint NOT NULL,
    applied bigint NOT NULL,
    duplicate bigint NOT NULL,
    late bigint NOT NULL,
    quarantined bigint NOT NULL,
    clamped bigint NOT NULL,
    keyless bigint NOT NULL,
    cut bigint NOT NULL,
    sessions_opened bigint NOT NULL,
    sessions_purchased bigint NOT NULL,
    sessions_abandoned bigint NOT NULL,
    sessions_browsed bigint NOT NULL,
    sessions_merged bigint NOT NULL,
    sessions_forgotten bigint NOT NULL,
    sessions_lost bigint NOT NULL,
    baskets_opened bigint NOT NULL,
    baskets_purchased bigint NOT NULL,
    baskets_abandoned bigint NOT NULL,
    baskets_browsed bigint NOT NULL,
    baskets_merged bigint NOT NULL,
    baskets_forgotten bigint NOT NULL,
    baskets_lost bigint NOT NULL,
    PRIMARY KEY (generation, partition)
);

COMMENT ON TABLE basketwatch.past_partition IS
    'The last ledger of each partition of a topic that was made anew since: what was open then is among what is lost.';

CREATE VIEW basketwatch.past_ledger AS
SELECT
    p.*,
    next_offset - first_offset = read + absent + lost AS offsets_balance,
    read = applied + duplicate + late + quarantined AS records_balance,
    sessions_opened = sessions_purchased + sessions_abandoned + sessions_browsed
        + sessions_merged + sessions_forgotten + sessions_lost AS sessions_balance,
    baskets_opened = baskets_purchased + baskets_abandoned + baskets_browsed
        + baskets_merged + baskets_forgotten + baskets_lost AS baskets_balance
FROM basketwatch.past_partition AS p;

COMMENT ON VIEW basketwatch.past_ledger IS
    'The ledger of each partition as it ended when the topic was made anew, a generation a topic.';

COMMENT ON COLUMN basketwatch.past_ledger.generation IS
    'How often the topic had been made anew before this one.';
COMMENT ON COLUMN basketwatch.past_ledger.ended_at IS
    'When the next generation began, by the clock of PostgreSQL.';
COMMENT ON COLUMN basketwatch.past_ledger.watermark_ms IS
    'The partition''s watermark then, in milliseconds since 1970.';
-- The others mean what they mean in the ledger.
DO $$
DECLARE
    named record;
BEGIN
    FOR named IN
        SELECT past.attname, col_description(now.attrelid, now.attnum) AS meaning
        FROM pg_attribute AS past JOIN pg_attribute AS now ON now.attname = past.attname
        WHERE past.attrelid = 'basketwatch.past_ledger'::regclass
            AND now.attrelid = 'basketwatch.ledger'::regclass AND past.attnum > 0
    LOOP
        EXECUTE format(
            'COMMENT ON COLUMN basketwatch.past_ledger.%I IS %L', named.attname, named.meaning);
    END LOOP;
END $$;

-- Ends the generation that a stream is in: open baskets as lost, ledgers kept, state and recorded
-- inputs gone, the partitions' rows too, so that nobody who still holds one can write for it.
-- Deletes and rewrites what the writer may not: so it is the owner who does it, and only if all is as
-- the caller believes.
CREATE FUNCTION basketwatch.begin_generation(
    after smallint, of_topic text, of_group text
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    standing bigint[];
    given_up bigint;
BEGIN
    -- Takeovers hold a share of this lock, flushes the rows of their partitions.
    PERFORM FROM basketwatch.stream
    WHERE topic = of_topic AND consumer_group = of_group AND generation = after
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM FROM basketwatch.stream_partition ORDER BY partition FOR UPDATE;
    SELECT coalesce(array_agg(partition::bigint ORDER BY partition), '{}') INTO standing
    FROM basketwatch.stream_partition;
    given_up := basketwatch.give_up_baskets(standing);
    INSERT INTO basketwatch.past_partition (
        generation, partition, watermark_ms, first_offset, next_offset, read, absent, lost, applied,
        duplicate, late, quarantined, clamped, keyless, cut,
        sessions_opened, sessions_purchased, sessions_abandoned, sessions_browsed,
        sessions_merged, sessions_forgotten, sessions_lost,
        baskets_opened, baskets_purchased, baskets_abandoned, baskets_browsed,
        baskets_merged, baskets_forgotten, baskets_lost)
    SELECT
        after, partition, watermark_ms, first_offset, next_offset, read, absent, lost, applied,
        duplicate, late, quarantined, clamped, keyless, cut,
        sessions_opened, sessions_purchased, sessions_abandoned, sessions_browsed,
        sessions_merged, sessions_forgotten, sessions_lost + sessions_open,
        baskets_opened, baskets_purchased, baskets_abandoned, baskets_browsed,
        baskets_merged, baskets_forgotten, baskets_lost + baskets_open
    FROM basketwatch.stream_partition;
    DELETE FROM basketwatch.checkpoint;
    DELETE FROM basketwatch.recorded_input;
    DELETE FROM basketwatch.stream_partition;
    -- Nothing of the new topic was ours to skip.
    UPDATE basketwatch.stream SET generation = after + 1, first_partitions = 0;
    RETURN given_up;
END $$;

COMMENT ON FUNCTION basketwatch.begin_generation(smallint, text, text) IS
    'Ends a stream whose topic was made anew, and begins the next generation. For `run --new-generation`. Gives the baskets that were lost; NULL: nothing was done, another has done it.';
