-- Forgetting a shopper: who is to be forgotten, and how far the partitions' owners have come with it.

CREATE TABLE basketwatch.forget_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shopper_id text,
    shopper bytea NOT NULL CHECK (length(shopper) = 16),
    asked_at timestamptz NOT NULL DEFAULT now(),
    asked_by text NOT NULL DEFAULT current_user,
    done_at timestamptz
);

COMMENT ON TABLE basketwatch.forget_request IS
    'A shopper who is to be forgotten. What stays of it says that it was done, not of whom.';
COMMENT ON COLUMN basketwatch.forget_request.shopper_id IS
    'The key of the shopper''s events; NULL once all partitions have forgotten it.';
COMMENT ON COLUMN basketwatch.forget_request.shopper IS
    'The hash of it that the processor''s state goes by.';

CREATE TABLE basketwatch.forget_progress (
    request_id bigint NOT NULL REFERENCES basketwatch.forget_request,
    partition integer NOT NULL,
    log_offset bigint,
    done_at timestamptz,
    baskets bigint NOT NULL DEFAULT 0,
    outcomes bigint NOT NULL DEFAULT 0,
    scores bigint NOT NULL DEFAULT 0,
    quarantined bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (request_id, partition)
);

-- What the owners look for, again and again.
CREATE INDEX forget_progress_open ON basketwatch.forget_progress (partition)
    WHERE done_at IS NULL;

COMMENT ON TABLE basketwatch.forget_progress IS
    'What a partition has done about a request: open, or done at an offset, with what was removed.';
COMMENT ON COLUMN basketwatch.forget_progress.log_offset IS
    'The partition forgot the shopper before the record at this offset.';

CREATE TYPE basketwatch.forget_row AS (request_id bigint, partition integer, log_offset bigint);

-- Removes a shopper's rows of one partition, in the transaction that records the forgetting. The
-- writer may call it, and needs no right to delete outcomes, scores or quarantined records by itself.
-- Looks through whole tables, which the sessions of processors are otherwise kept from.
CREATE FUNCTION basketwatch.forget_rows(request bigint, of_partition integer, at_offset bigint)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = on AS $$
DECLARE
    who text;
    keys bigint[];
    more bigint[];
    first_day date;
    last_day date;
    gone_baskets bigint;
    gone_outcomes bigint;
    gone_scores bigint := 0;
    gone_quarantined bigint;
BEGIN
    SELECT r.shopper_id INTO who
    FROM basketwatch.forget_request AS r
        JOIN basketwatch.forget_progress AS p ON p.request_id = r.id
    WHERE r.id = request AND p.partition = of_partition AND p.done_at IS NULL;
    IF who IS NULL THEN
        RETURN;
    END IF;

    WITH gone AS (
        DELETE FROM basketwatch.basket AS b
        WHERE b.shopper_id = who
            AND basketwatch.session_partition(b.session_key) = of_partition
        RETURNING b.session_key, (b.started_at AT TIME ZONE 'UTC')::date AS day
    )
    SELECT array_agg(session_key), min(day), max(day), count(*)
    INTO keys, first_day, last_day, gone_baskets FROM gone;
    WITH gone AS (
        DELETE FROM basketwatch.outcome AS o
        WHERE o.shopper_id = who
            AND basketwatch.session_partition(o.session_key) = of_partition
        RETURNING o.session_key, o.day
    )
    SELECT array_agg(session_key), least(first_day, min(day)), greatest(last_day, max(day)), count(*)
    INTO more, first_day, last_day, gone_outcomes FROM gone;
    keys := coalesce(keys, '{}') || coalesce(more, '{}');
    IF cardinality(keys) > 0 THEN
        -- An early score may lie on a later day: what came out of order moved the session's start.
        DELETE FROM basketwatch.score
        WHERE session_key = ANY (keys) AND day BETWEEN first_day AND last_day + 7;
        GET DIAGNOSTICS gone_scores = ROW_COUNT;
    END IF;
    -- Its own records, and those of another key that name it.
    DELETE FROM basketwatch.quarantine
    WHERE partition = of_partition AND (
        key = convert_to(who, 'UTF8')
        OR position(convert_to(to_json(who)::text, 'UTF8') IN value) > 0);
    GET DIAGNOSTICS gone_quarantined = ROW_COUNT;

    -- One after the other from here on, so that the last of the partitions knows that it is.
    PERFORM FROM basketwatch.forget_request WHERE id = request FOR UPDATE;
    UPDATE basketwatch.forget_progress
    SET done_at = clock_timestamp(), log_offset = at_offset, baskets = gone_baskets,
        outcomes = gone_outcomes, scores = gone_scores, quarantined = gone_quarantined
    WHERE request_id = request AND partition = of_partition;
    UPDATE basketwatch.forget_request
    SET done_at = clock_timestamp(), shopper_id = NULL
    WHERE id = request AND NOT EXISTS (
        SELECT FROM basketwatch.forget_progress WHERE request_id = request AND done_at IS NULL);
END $$;

COMMENT ON FUNCTION basketwatch.forget_rows(bigint, integer, bigint) IS
    'Removes what a partition has stored of a shopper who is to be forgotten. For the processor.';
