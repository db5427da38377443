"""What is read as an event, and what is refused with which reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.errors import DeadLetter
from shared.events import MetricSubmitted
from shared.messaging.packing import event_text
from shared.messaging.wire import BATCH, MAX_BODY, SINGLE, decode
from tests.unit.messaging.letters import body, submitted


def changed(**data: Any) -> str:
    event = json.loads(event_text(submitted(1)))
    event["data"] |= data
    return json.dumps(event)


def test_a_single_event_and_a_batch_are_read() -> None:
    assert decode(MetricSubmitted, f"{SINGLE}; charset=utf-8", event_text(submitted(1))).events == (submitted(1),)
    assert decode(MetricSubmitted, BATCH, body([submitted(1), submitted(2)])).events == (submitted(1), submitted(2))


@pytest.mark.parametrize(
    ("content_type", "text", "reason"),
    [
        (None, "[]", "content type None"),
        ("application/json", "[]", "content type 'application/json'"),
        ("application/x-python-serialize", b"\x80\x04", "content type"),
        (BATCH, b"\xff", "not UTF-8"),
        (BATCH, "{", "not JSON"),
        (BATCH, "{}", "must be a JSON array"),
        (BATCH, "[" * 100_000, "nested too deeply"),
        (BATCH, " " * (MAX_BODY + 1), "at most"),
    ],
)
def test_what_is_no_message_is_a_dead_letter(content_type: str | None, text: str | bytes, reason: str) -> None:
    with pytest.raises(DeadLetter, match=reason):
        decode(MetricSubmitted, content_type, text)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("1", "event: "),
        (changed(value="1E+999999999"), "out of range"),
        (changed(surprise=1), "data.surprise"),
        (changed(period="2023-13"), "data.period"),
        (changed(value={"a": 1}), "data.value"),
        (event_text(submitted(1)).replace('"value":"1"', '"value":NaN'), "NaN is not a number"),
        (event_text(submitted(1)).replace('"value":"1"', '"value":1e999'), "out of range"),
        (event_text(submitted(1)).replace('"value":"1"', f'"value":{"9" * 5000}'), "out of range"),
        (event_text(submitted(1)).replace('"value":"1"', '"value":"1","value":"2"'), "a key is given twice"),
        (changed(dimension={"a": json.loads("[" * 40 + "]" * 40)}), "nested too deeply"),
        (event_text(submitted(1)).replace("submitted.v1", "submitted.v9"), "type: "),
    ],
)
def test_a_bad_event_is_refused_alone(bad: str, reason: str) -> None:
    decoded = decode(MetricSubmitted, BATCH, f"[{event_text(submitted(1))},{bad},{event_text(submitted(2))}]")

    assert decoded.events == (submitted(1), submitted(2))
    assert len(decoded.bad) == 1
    assert reason in decoded.bad[0].reason


def test_a_bad_event_keeps_its_id_and_its_text() -> None:
    (bad,) = decode(MetricSubmitted, SINGLE, changed(period="?")).bad

    assert bad.event_id == submitted(1).id
    assert json.loads(bad.text)["data"]["period"] == "?"


def test_numbers_are_read_exactly() -> None:
    text = event_text(submitted(1)).replace('"value":"1"', '"value":88.90000000000000000001')

    (event,) = decode(MetricSubmitted, SINGLE, text).events

    assert str(event.data.value) == "88.90000000000000000001"
