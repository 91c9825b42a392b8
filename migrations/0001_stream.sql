-- Where the stream stands: its partitions, their ledger, what a new owner goes on from.

CREATE TABLE basketwatch.stream (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    topic text NOT NULL,
    consumer_group text NOT NULL,
    generation smallint NOT NULL DEFAULT 0 CHECK (generation BETWEEN 0 AND 127),
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE basketwatch.stream IS
    'The one stream this schema holds: a topic read by a consumer group.';
COMMENT ON COLUMN basketwatch.stream.generation IS
    'How often the topic was made anew; part of every session key.';

-- One row a partition, updated by every flush: room for HOT updates, no index but the key.
CREATE TABLE basketwatch.stream_partition (
    partition integer PRIMARY KEY CHECK (partition BETWEEN 0 AND 65535),
    epoch bigint NOT NULL DEFAULT 0,
    owner text,
    owner_since timestamptz,
    flush_number bigint NOT NULL DEFAULT 0,
    first_offset bigint NOT NULL,
    next_offset bigint NOT NULL,
    read bigint NOT NULL DEFAULT 0,
    absent bigint NOT NULL DEFAULT 0,
    lost bigint NOT NULL DEFAULT 0,
    applied bigint NOT NULL DEFAULT 0,
    duplicate bigint NOT NULL DEFAULT 0,
    late bigint NOT NULL DEFAULT 0,
    quarantined bigint NOT NULL DEFAULT 0,
    clamped bigint NOT NULL DEFAULT 0,
    keyless bigint NOT NULL DEFAULT 0,
    sessions_opened bigint NOT NULL DEFAULT 0,
    sessions_open bigint NOT NULL DEFAULT 0,
    sessions_purchased bigint NOT NULL DEFAULT 0,
    sessions_abandoned bigint NOT NULL DEFAULT 0,
    sessions_browsed bigint NOT NULL DEFAULT 0,
    sessions_merged bigint NOT NULL DEFAULT 0,
    sessions_forgotten bigint NOT NULL DEFAULT 0,
    sessions_lost bigint NOT NULL DEFAULT 0,
    baskets_opened bigint NOT NULL DEFAULT 0,
    baskets_open bigint NOT NULL DEFAULT 0,
    baskets_purchased bigint NOT NULL DEFAULT 0,
    baskets_abandoned bigint NOT NULL DEFAULT 0,
    baskets_browsed bigint NOT NULL DEFAULT 0,
    baskets_merged bigint NOT NULL DEFAULT 0,
    baskets_forgotten bigint NOT NULL DEFAULT 0,
    baskets_lost bigint NOT NULL DEFAULT 0,
    watermark_ms bigint NOT NULL DEFAULT 0,
    broker_end bigint,
    broker_end_seen_at timestamptz,
    settings bytea NOT NULL,
    updated_at timestamptz
) WITH (fillfactor = 40);

COMMENT ON TABLE basketwatch.stream_partition IS
    'A partition: who owns it, how far it is committed, its ledger as of that offset.';
COMMENT ON COLUMN basketwatch.stream_partition.epoch IS
    'Counts takeovers; a flush of an older epoch is not written.';
COMMENT ON COLUMN basketwatch.stream_partition.flush_number IS
    'The last flush that was written; the next one carries this plus 1.';
COMMENT ON COLUMN basketwatch.stream_partition.settings IS
    'The settings that shape the state from next_offset on, encoded.';
COMMENT ON COLUMN basketwatch.stream_partition.updated_at IS
    'When the last flush was written, by the clock of PostgreSQL.';

CREATE TABLE basketwatch.checkpoint (
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    chunk integer NOT NULL,
    chunks integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (partition, log_offset, chunk)
);

-- State does not compress well enough to pay for trying.
ALTER TABLE basketwatch.checkpoint ALTER COLUMN bytes SET STORAGE EXTERNAL;

COMMENT ON TABLE basketwatch.checkpoint IS
    'A partition''s whole state as of an offset, in chunks; whole when all chunks are there.';

CREATE TABLE basketwatch.recorded_input (
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('tick', 'model')),
    value bigint NOT NULL,
    PRIMARY KEY (partition, log_offset, ordinal)
);

COMMENT ON TABLE basketwatch.recorded_input IS
    'What changed a partition''s state or scores from outside the log, so that a replay repeats it.';
COMMENT ON COLUMN basketwatch.recorded_input.log_offset IS
    'It came before the record at this offset.';
COMMENT ON COLUMN basketwatch.recorded_input.value IS
    'tick: the watermark in milliseconds since 1970; model: the version scored with from here on.';
