-- A topic that looks wrong: its unusable records are counted, and only samples of them kept.

ALTER TABLE basketwatch.stream_partition
    ADD COLUMN unkept bigint NOT NULL DEFAULT 0,
    ADD COLUMN refused_recently integer NOT NULL DEFAULT 0,
    ADD COLUMN looks_wrong boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN basketwatch.stream_partition.unkept IS
    'Of the quarantined records those that have no row in quarantine.';
COMMENT ON COLUMN basketwatch.stream_partition.refused_recently IS
    'Of the last 10,000 records those that could not be used.';
COMMENT ON COLUMN basketwatch.stream_partition.looks_wrong IS
    'Whether these are so many that only samples of further ones are kept.';

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
    cut,
    unkept
FROM basketwatch.stream_partition;

COMMENT ON COLUMN basketwatch.ledger.unkept IS
    'Of the quarantined records those of which nothing was kept, since the topic looked wrong.';

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
    p.stopped_reason,
    p.refused_recently,
    p.looks_wrong
FROM basketwatch.stream_partition AS p
    JOIN basketwatch.ledger AS l USING (partition)
    CROSS JOIN basketwatch.stream;

COMMENT ON COLUMN basketwatch.stream_lag.refused_recently IS
    'Of the last 10,000 records those that could not be used.';
COMMENT ON COLUMN basketwatch.stream_lag.looks_wrong IS
    'Whether these are so many that only samples of further ones are kept: the topic looks wrong.';

-- In place of partition_row, which programs before this one send.
CREATE TYPE basketwatch.stream_partition_row AS (
    partition integer, flush_number bigint,
    first_offset bigint, next_offset bigint, read bigint, absent bigint, lost bigint,
    applied bigint, duplicate bigint, late bigint, quarantined bigint, unkept bigint,
    clamped bigint, keyless bigint, cut bigint,
    sessions_opened bigint, sessions_open bigint, sessions_purchased bigint,
    sessions_abandoned bigint, sessions_browsed bigint, sessions_merged bigint,
    sessions_forgotten bigint, sessions_lost bigint,
    baskets_opened bigint, baskets_open bigint, baskets_purchased bigint,
    baskets_abandoned bigint, baskets_browsed bigint, baskets_merged bigint,
    baskets_forgotten bigint, baskets_lost bigint,
    watermark_ms bigint, broker_end bigint, broker_end_seen_at timestamptz, settings bytea,
    refused_recently integer, looks_wrong boolean
);
