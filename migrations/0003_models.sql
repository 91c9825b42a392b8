-- Model versions and the names of what they weigh.

CREATE TABLE basketwatch.model (
    version integer PRIMARY KEY,
    kind text NOT NULL,
    trained_on text NOT NULL,
    encoded bytea NOT NULL,
    feature_names text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE basketwatch.model IS
    'A model version: written once, kept as long as scores name it.';
COMMENT ON COLUMN basketwatch.model.feature_names IS
    'In the order of the contributions; the bias is one of them.';

CREATE TABLE basketwatch.feature (
    name text PRIMARY KEY,
    unit text NOT NULL,
    meaning text NOT NULL,
    phrase text NOT NULL
);

COMMENT ON TABLE basketwatch.feature IS
    'What a feature''s name means, and how it reads among the reasons (empty: never a reason).';
