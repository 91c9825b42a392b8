#!/usr/bin/env bash
# Sends recorded events with kcat, each keyed by its shopper.
# usage: send_events.sh [FILE…]      (one native event a line; standard input without a file)
set -euo pipefail

brokers=${BASKETWATCH_BROKERS:-localhost:9092}
topic=${BASKETWATCH_TOPIC:-clickstream}

# A tab goes between key and value: JSON has none but between its parts, and those are after the key.
# murmur2_random: kcat places keys otherwise than Java's clients and Basketwatch do unless told so.
jq --raw-input --raw-output '"\(fromjson.shopper_id)\t\(.)"' "$@" |
    kcat -P -b "$brokers" -t "$topic" -K '\t' -X partitioner=murmur2_random -X enable.idempotence=true
