-- A checkpoint's chunks come with several flushes, the last one marks it whole; one a day is kept.

ALTER TABLE basketwatch.checkpoint
    ADD COLUMN day date,
    ADD COLUMN input_ordinal integer NOT NULL DEFAULT 0;

COMMENT ON COLUMN basketwatch.checkpoint.chunks IS
    'In the last chunk: how many there are. In the others 0, or the same (format 1).';
COMMENT ON COLUMN basketwatch.checkpoint.bytes IS
    'A chunk of the state: magic, version, whose it is, its items (zstd where that is smaller), a hash.';
COMMENT ON COLUMN basketwatch.checkpoint.day IS
    'The day (UTC) of the watermark. The first checkpoint of each day is kept while score has rows of that day. NULL: not kept.';
COMMENT ON COLUMN basketwatch.checkpoint.input_ordinal IS
    'Of the inputs recorded at this offset, the state holds those before this ordinal, and this one perhaps.';

-- Every ten seconds all is written anew: what was before must be cleared away as often.
ALTER TABLE basketwatch.checkpoint SET (
    autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000,
    toast.autovacuum_vacuum_scale_factor = 0.0, toast.autovacuum_vacuum_threshold = 20000);

CREATE TYPE basketwatch.checkpoint_chunk_row AS (
    partition integer, log_offset bigint, chunk integer, chunks integer, bytes bytea, day date,
    input_ordinal integer
);
