#!/usr/bin/env bash
# Writes the open baskets at risk as CSV with a header, or as JSON, an object a line.
# usage: at_risk.sh [RISK] [--json]      (RISK: 0 to 1; 0.7 unless given)
set -euo pipefail

fail() { printf 'at_risk.sh: %s\n' "$*" >&2; exit 64; }

risk=0.7
format=--csv
for word in "$@"; do
    case $word in
        --json) format=--tuples-only ;;
        [01] | [01].* | .[0-9]*) risk=$word ;;
        *) fail "'$word' is neither a risk from 0 to 1 nor --json" ;;
    esac
done
question="
    SELECT shopper_id, shop_session_id, round(risk::numeric, 3) AS risk, silent_seconds,
        basket_value_minor, currency, shipping_minor, shipping_currency, reasons
    FROM basketwatch.abandonment_scores
    WHERE risk >= :'risk'
    ORDER BY abandonment_scores.risk DESC
    LIMIT 1000"
[[ $format == --csv ]] || question="SELECT row_to_json(basket) FROM ($question) AS basket"

# Command lines show to everybody on the machine: the password goes by the environment.
url=${BASKETWATCH_DATABASE_URL:-}
if [[ $url =~ ^(postgres(ql)?://[^:/@?]*):([^@]*)@(.*)$ ]]; then
    url=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
    # A URL writes some characters as %40 and the like.
    password=${BASH_REMATCH[3]//\\/\\\\}
    printf -v PGPASSWORD '%b' "${password//%/\\x}"
    export PGPASSWORD
fi
[[ $url != *password* ]] || fail 'give the password in ~/.pgpass or as PGPASSWORD'

# -v and :'risk' let psql quote the value; without a URL, PGHOST and its like say where to ask.
psql "$url" --no-psqlrc --quiet --no-align "$format" \
    -v ON_ERROR_STOP=1 -v risk="$risk" <<<"$question;"
