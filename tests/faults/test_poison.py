"""Messages that nobody can handle: each is parked with its reason, and its neighbours do not notice."""

from __future__ import annotations

import base64
import json
import pickle
import uuid
from typing import Any

import pytest

from tests.faults.amqp import Client
from tests.faults.rig import Rig

KEY = "vn.nhipso.metric.submitted.v1"
CONSUMER = "scoring.metric"


def event(**changes: Any) -> dict[str, Any]:
    """A valid event that nobody accepted a figure for, and what is wrong with it."""
    data = {
        "unit": "dong-xoai",
        "indicator": "dossiers-handled-online-pct",
        "period": "2018-01",
        "as_of": "2018-01-28",
        "value": "50",
    }
    envelope = {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/sources/poison", "type": KEY}
    return {
        **envelope,
        "subject": "dong-xoai",
        "time": "2024-12-20T08:00:00Z",
        "data": data | changes.pop("data", {}),
        **changes,
    }


def batch(*events: dict[str, Any]) -> bytes:
    return json.dumps(events).encode()


#: what is sent, and what the reason must say
POISON: dict[str, tuple[bytes, str]] = {
    "not JSON": (b'[{"specversion"', "not JSON"),
    "a pickle": (pickle.dumps({"unit": "dong-xoai"}), "not UTF-8"),
    "no list": (b'"figures"', "must be a JSON array"),
    "nested deeply": (b"[" * 100_000, "nested too deeply"),
    "not an event": (batch({"hello": "world"}), "hello"),
    "not a number": (batch(event(data={"value": "NaN"})), "finite"),
    "a huge number": (batch(event(data={"value": "1E+999999999"})), "out of range"),
    "another version": (batch(event(specversion="2.0")), "specversion"),
    "another type": (batch(event(type="vn.nhipso.metric.submitted.v9")), "type"),
    "an unknown field": (batch(event(data={"vaule": 1})), "vaule"),
}


def test_poison_is_parked_with_its_reason_and_its_neighbours_do_not_notice(rig: Rig) -> None:
    for _body, reason in POISON.values():
        rig.ledger.expect_dead(CONSUMER, reason)
    rig.ledger.expect_dead(CONSUMER, "content type")

    with rig.fault("29 poison of eleven kinds", ends="scoring"), Client(rig.rabbitmq.url()) as client:
        for body, _reason in POISON.values():
            client.publish(body, KEY)
        client.publish(base64.b64encode(b"x"), KEY, "application/x-python-serialize")


@pytest.mark.full
def test_two_hundred_poisonous_messages_in_a_row_are_parked_in_time(rig: Rig) -> None:
    rig.ledger.expect_dead(CONSUMER, "colour", 200)

    with rig.fault("30 200 poisonous messages", ends="scoring"), Client(rig.rabbitmq.url()) as client:
        for number in range(200):
            client.publish(batch(event(data={"colour": number})), KEY)


def test_every_event_offered_again_several_times_in_any_order_changes_nothing(rig: Rig) -> None:
    with rig.fault("33 every message published again, twice"):
        before = rig.metric("report", "nhipso_events_repeated_total")
        for _ in range(2):
            for service in ("scoring", "ingest"):
                rig.sql(f"update {service}.outbox set sent_at = null")  # noqa: S608
        rig.await_true(lambda: rig.metric("report", "nhipso_events_repeated_total") > before, "repeated events")
