-- Several streams in one database, each in a schema of its own; and partitions that have stopped.

-- As before, but under a lock of this schema's own: another stream's days are not waited for.
CREATE OR REPLACE FUNCTION basketwatch.make_days(days date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted date;
    parent text;
    child text;
BEGIN
    PERFORM pg_advisory_xact_lock(1113683787, 'basketwatch.outcome'::regclass::oid::integer);
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

-- A partition that its owner has stopped reading. At the end: rows are sent as arrays of this type.
ALTER TABLE basketwatch.stream_partition
    ADD COLUMN stopped_at timestamptz,
    ADD COLUMN stopped_reason text CHECK (length(stopped_reason) <= 1000);

COMMENT ON COLUMN basketwatch.stream_partition.stopped_at IS
    'When its owner stopped reading it for good; NULL: it has not. A takeover clears it.';
COMMENT ON COLUMN basketwatch.stream_partition.stopped_reason IS
    'Why, and what to do. Nothing of an event.';

CREATE OR REPLACE VIEW basketwatch.stream_lag AS
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
        AS ledger_balanced,
    p.stopped_at,
    p.stopped_reason
FROM basketwatch.stream_partition AS p
    JOIN basketwatch.ledger AS l USING (partition)
    CROSS JOIN basketwatch.stream;

COMMENT ON COLUMN basketwatch.stream_lag.stopped_at IS
    'When its owner stopped reading it for good; NULL: it has not. The next start tries it again.';
COMMENT ON COLUMN basketwatch.stream_lag.stopped_reason IS
    'Why it stopped, and what to do; NULL: it has not.';
