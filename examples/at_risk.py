#!/usr/bin/env python3
"""Prints the open baskets at risk, and what speaks for and against each.

    BASKETWATCH_DATABASE_URL=postgresql://alice@db/shop .venv/bin/python examples/at_risk.py 0.8
"""

import os
import sys

import psycopg
from psycopg.rows import namedtuple_row

# Reasons and contributions are worked out for the rows that are asked for only: a LIMIT keeps the
# question cheap, however many baskets are open.
QUESTION = """
    SELECT shopper_id, risk, silent_seconds, reasons, contributions,
           basketwatch.money_text(basket_value_minor, currency) AS basket,
           basketwatch.money_text(shipping_minor, shipping_currency) AS shipping
    FROM basketwatch.abandonment_scores
    WHERE risk >= %s
    ORDER BY risk DESC
    LIMIT 20
"""
COUNT = "SELECT count(*) FROM basketwatch.abandonment_scores WHERE risk >= %s"

try:
    least_risk = float(sys.argv[1]) if len(sys.argv) > 1 else 0.7
except ValueError:
    sys.exit(f"at_risk.py: the least risk is a number from 0 to 1, not '{sys.argv[1]}'")

# With nothing given, libpq's own variables (PGHOST, PGDATABASE, …) and ~/.pgpass say where.
database = os.environ.get("BASKETWATCH_DATABASE_URL", "")
try:
    with psycopg.connect(database, connect_timeout=10, row_factory=namedtuple_row) as connection:
        baskets = connection.execute(QUESTION, [least_risk]).fetchall()
        (count,) = connection.execute(COUNT, [least_risk]).fetchone()
except psycopg.Error as error:
    sys.exit(f"at_risk.py: {error}")

for basket in baskets:
    print(
        f"{basket.shopper_id}  risk {basket.risk:.2f}  basket {basket.basket or 'mixed'}"
        f"  shipping {basket.shipping or 'not shown'}  silent {basket.silent_seconds} s"
    )
    print(f"    because: {basket.reasons or 'nothing stands out'}")
    # Contributions come as a dict, in units of 2^-20 of a logit: exact, they add up to the score.
    strongest = sorted(basket.contributions.items(), key=lambda part: -abs(part[1]))[:3]
    print("    logit:   " + "  ".join(f"{name} {part / 2**20:+.2f}" for name, part in strongest))
shown = f", {len(baskets)} of them shown" if len(baskets) < count else ""
print(f"open baskets at a risk of {least_risk} or more: {count}{shown}")
