-- A shopper's sessions and what they were scored with, and the models: what `explain` and `status`
-- ask for, and anybody else.

ALTER TABLE basketwatch.score ADD COLUMN silence_ms bigint;

COMMENT ON COLUMN basketwatch.score.silence_ms IS
    'How long the shopper had been silent then, in milliseconds; NULL: not kept.';

CREATE OR REPLACE VIEW basketwatch.score_history AS
SELECT
    day,
    session_key,
    ordinal,
    cause,
    scored_at,
    log_offset,
    model_version,
    risk,
    logit,
    basketwatch.contribution_array(contributions) AS contributions,
    silence_ms / 1000 AS silent_seconds
FROM basketwatch.score;

COMMENT ON COLUMN basketwatch.score_history.silent_seconds IS
    'Seconds of event time since the shopper''s last event, as of the score; NULL: not kept.';

CREATE VIEW basketwatch.basket_sessions AS
SELECT
    (b.started_at AT TIME ZONE 'UTC')::date AS day,
    b.session_key,
    b.shopper_id,
    b.shop_session_id,
    'open'::text AS state,
    NULL::bigint AS survivor_key,
    b.started_at,
    b.last_event_at,
    greatest(0, floor(p.watermark_ms / 1000.0 - extract(epoch FROM b.last_event_at)))::bigint
        AS silent_seconds,
    b.views,
    b.adds,
    b.removes,
    b.checkouts,
    b.cancels,
    b.purchases,
    b.items,
    b.products,
    b.basket_value_minor,
    b.currency,
    b.shipping_minor,
    b.shipping_currency,
    NULL::bigint AS order_value_minor,
    NULL::text AS order_currency,
    b.device,
    b.channel,
    b.country,
    b.moments AS times_scored,
    b.is_scorable,
    b.risk,
    b.logit,
    b.model_version,
    b.cause,
    b.scored_at,
    b.score_ordinal,
    CASE WHEN b.is_scorable THEN basketwatch.reasons(b) END AS reasons,
    basketwatch.contribution_array(b.contributions) AS contributions
FROM basketwatch.basket AS b
    JOIN basketwatch.stream_partition AS p
        ON p.partition = basketwatch.session_partition(b.session_key)
UNION ALL
SELECT
    day,
    session_key,
    shopper_id,
    shop_session_id,
    kind,
    survivor_key,
    started_at,
    ended_at,
    NULL::bigint,
    views,
    adds,
    removes,
    checkouts,
    cancels,
    purchases,
    items,
    products,
    basket_value_minor,
    currency,
    shipping_minor,
    shipping_currency,
    order_value_minor,
    order_currency,
    device,
    channel,
    country,
    moments,
    false,
    NULL::double precision,
    NULL::bigint,
    NULL::integer,
    NULL::text,
    NULL::timestamptz,
    NULL::integer,
    NULL::text,
    NULL::integer[]
FROM basketwatch.outcome
WHERE had_basket;

COMMENT ON VIEW basketwatch.basket_sessions IS
    'Every session with a basket, open or closed, by shopper. Narrow by day: it has no index.';
COMMENT ON COLUMN basketwatch.basket_sessions.day IS 'The day (UTC) the session started on.';
COMMENT ON COLUMN basketwatch.basket_sessions.session_key IS 'Names the session for good.';
COMMENT ON COLUMN basketwatch.basket_sessions.shopper_id IS 'The key of the shopper''s events.';
COMMENT ON COLUMN basketwatch.basket_sessions.shop_session_id IS
    'The shop''s own session id, the latest said; NULL: none.';
COMMENT ON COLUMN basketwatch.basket_sessions.state IS
    'open, or how it ended: purchased, abandoned or merged.';
COMMENT ON COLUMN basketwatch.basket_sessions.survivor_key IS
    'The session that went on in its place, for merged.';
COMMENT ON COLUMN basketwatch.basket_sessions.started_at IS 'The session''s first event.';
COMMENT ON COLUMN basketwatch.basket_sessions.last_event_at IS 'The session''s latest event.';
COMMENT ON COLUMN basketwatch.basket_sessions.silent_seconds IS
    'Seconds of event time since then, by the partition''s watermark; NULL: closed.';
COMMENT ON COLUMN basketwatch.basket_sessions.views IS 'Pages viewed.';
COMMENT ON COLUMN basketwatch.basket_sessions.adds IS 'Additions to the basket.';
COMMENT ON COLUMN basketwatch.basket_sessions.removes IS 'Removals from the basket.';
COMMENT ON COLUMN basketwatch.basket_sessions.checkouts IS 'Checkout events.';
COMMENT ON COLUMN basketwatch.basket_sessions.cancels IS 'Cancel events.';
COMMENT ON COLUMN basketwatch.basket_sessions.purchases IS 'Purchase events.';
COMMENT ON COLUMN basketwatch.basket_sessions.items IS 'Units in the basket.';
COMMENT ON COLUMN basketwatch.basket_sessions.products IS 'Different products in the basket.';
COMMENT ON COLUMN basketwatch.basket_sessions.basket_value_minor IS
    'What the basket costs in minor units (cents); NULL with several currencies or none.';
COMMENT ON COLUMN basketwatch.basket_sessions.currency IS 'ISO 4217 code of the basket''s value.';
COMMENT ON COLUMN basketwatch.basket_sessions.shipping_minor IS
    'The latest shipping quote in minor units; NULL: none was shown.';
COMMENT ON COLUMN basketwatch.basket_sessions.shipping_currency IS
    'ISO 4217 code of the shipping quote.';
COMMENT ON COLUMN basketwatch.basket_sessions.order_value_minor IS
    'What the orders cost in minor units; NULL: not said, or the session is open.';
COMMENT ON COLUMN basketwatch.basket_sessions.order_currency IS 'ISO 4217 code of the orders.';
COMMENT ON COLUMN basketwatch.basket_sessions.device IS 'The device the shop told.';
COMMENT ON COLUMN basketwatch.basket_sessions.channel IS 'The channel the shop told.';
COMMENT ON COLUMN basketwatch.basket_sessions.country IS 'The country the shop told.';
COMMENT ON COLUMN basketwatch.basket_sessions.times_scored IS 'How often it was scored.';
COMMENT ON COLUMN basketwatch.basket_sessions.is_scorable IS
    'Whether it is open with something in the basket and nothing bought: the score speaks of now.';
COMMENT ON COLUMN basketwatch.basket_sessions.risk IS
    'Its latest score: the chance, 0 to 1, that no purchase comes before it closes; NULL: closed.';
COMMENT ON COLUMN basketwatch.basket_sessions.logit IS
    'Of that score the sum of the contributions, in units of 2^-20.';
COMMENT ON COLUMN basketwatch.basket_sessions.model_version IS 'The model that made that score.';
COMMENT ON COLUMN basketwatch.basket_sessions.cause IS
    'Why it was scored: add, remove, checkout, cancel or silence.';
COMMENT ON COLUMN basketwatch.basket_sessions.scored_at IS 'Event time of that score.';
COMMENT ON COLUMN basketwatch.basket_sessions.score_ordinal IS
    'Its place among the session''s scored moments, from 1.';
COMMENT ON COLUMN basketwatch.basket_sessions.reasons IS
    'What raises the risk most, in words, the strongest first, at most three.';
COMMENT ON COLUMN basketwatch.basket_sessions.contributions IS
    'In the order of the model''s features (view model_features), in units of 2^-20.';

CREATE VIEW basketwatch.model_versions AS
SELECT
    version AS model_version,
    kind,
    trained_on,
    created_at AS stored_at,
    cardinality(feature_names) AS features
FROM basketwatch.model;

COMMENT ON VIEW basketwatch.model_versions IS 'The models that made the scores; the newest scores on.';
COMMENT ON COLUMN basketwatch.model_versions.model_version IS 'The model version.';
COMMENT ON COLUMN basketwatch.model_versions.kind IS 'The family of models: logistic.';
COMMENT ON COLUMN basketwatch.model_versions.trained_on IS 'What it was fitted on, in words.';
COMMENT ON COLUMN basketwatch.model_versions.stored_at IS
    'When it came into this database, by the clock of PostgreSQL.';
COMMENT ON COLUMN basketwatch.model_versions.features IS 'How many contributions a score has.';
