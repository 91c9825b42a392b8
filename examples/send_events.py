#!/usr/bin/env python3
"""Sends one shopper's visit to the topic that Basketwatch reads.

    BASKETWATCH_BROKERS=localhost:9092 .venv/bin/python examples/send_events.py u-48213
"""

import json
import os
import sys
import time
import uuid

from confluent_kafka import Producer

TOPIC = os.environ.get("BASKETWATCH_TOPIC", "clickstream")

lost = 0
trouble = ""  # the first one: what follows is mostly its consequence


def connection_failed(error):
    global trouble
    trouble = trouble or error.str()


def delivered(error, _message):
    global lost, trouble
    if error:
        lost += 1
        trouble = trouble or error.str()


producer = Producer({
    "bootstrap.servers": os.environ.get("BASKETWATCH_BROKERS", "localhost:9092"),
    # One shopper's events must share a partition. librdkafka, which this client is built on, places
    # keys otherwise than Java's clients and Basketwatch do, unless it is told to do as they do.
    "partitioner": "murmur2_random",
    # What is sent again after a lost reply stands in the log once, and in order.
    "enable.idempotence": True,
    # What goes wrong is told once, at the end, not in a line for each attempt.
    "error_cb": connection_failed,
    "log_level": 2,
})


def send(shopper, event_type, **fields):
    event = {
        "id": str(uuid.uuid4()),  # the same id for the same event, however often it is sent
        "type": event_type,
        "time_ms": time.time_ns() // 1_000_000,  # when the shopper did it, not when it is sent
        "shopper_id": shopper,
        **fields,
    }
    # The key is the shopper. Without `on_delivery` a record that was given up would go unnoticed.
    producer.produce(TOPIC, key=shopper, value=json.dumps(event), on_delivery=delivered)
    producer.poll(0)


shopper = sys.argv[1] if len(sys.argv) > 1 else "u-48213"
context = {"device": "mobile", "country": "DE", "channel": "email"}

# Amounts are whole numbers of the currency's smallest unit: 1200 is EUR 12.00.
send(shopper, "view", product_id="socks-wool", price_minor=1200, currency="EUR", **context)
send(shopper, "add_to_basket", product_id="socks-wool", quantity=2, price_minor=1200, currency="EUR")
send(shopper, "checkout", step=1, shipping_minor=2250, currency="EUR")
send(shopper, "cancel", reason="shipping")

lost += producer.flush(10)
if lost:
    sys.exit(f"send_events.py: {lost} of 4 events did not arrive: {trouble or 'no answer'}")
print(f"4 events of {shopper} are in {TOPIC}")
