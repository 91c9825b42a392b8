#!/usr/bin/env bash
# Writes the open baskets at risk as CSV with a header, or as JSON, an object a line.
# usage: at_risk.sh [RISK] [--json]      (RISK: 0 to 1; 0.7 unless given)
set -euo pipefail

risk=${1:-0.7}
question="
    SELECT shopper_id, shop_session_id, round(risk::numeric, 3) AS risk, silent_seconds,
        basket_value_minor, currency, shipping_minor, shipping_currency, reasons
    FROM basketwatch.abandonment_scores
    WHERE risk >= :'risk'
    ORDER BY abandonment_scores.risk DESC
    LIMIT 1000"
format=--csv
if [[ ${2:-} == --json ]]; then
    question="SELECT row_to_json(basket) FROM ($question) AS basket"
    format=--tuples-only
fi

# -v and :'risk' let psql quote the value; without a URL, PGHOST and its like say where to ask.
psql "${BASKETWATCH_DATABASE_URL:-}" --no-psqlrc --quiet --no-align "$format" \
    -v ON_ERROR_STOP=1 -v risk="$risk" <<<"$question;"
