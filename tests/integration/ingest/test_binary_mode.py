"""CloudEvents in binary mode over HTTP: attributes in headers, the body is the figure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.ingest.domain.envelope import TYPE
from services.ingest.service import IngestService
from shared import migrations
from shared.database import open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.served import Answer, ask, served

ATTRIBUTES = {"ce-specversion": "1.0", "ce-type": TYPE, "ce-source": "/cong-dvc", "ce-id": "1"}


class Door:
    def __init__(self, port: int, key: str) -> None:
        self._port, self._key = port, key

    def post(self, body: Any, **changes: str | None) -> Answer:
        """Post a figure with the attributes of an event; a header set to None is left out."""
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}", **ATTRIBUTES, **named}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {name: value for name, value in headers.items() if value is not None}
        return ask(self._port, "POST", "/v1/figures", raw, sent)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    database = open_database("ingest", f"sqlite:///{tmp_path}")
    migrations.upgrade(database, "ingest")
    with database.write() as tx:
        key = create_key(tx, "cong-dvc", (), (), NOW)
    with served(IngestService, Parts(database, CATALOGUE, read_settings({}), lambda: NOW)) as port:
        yield Door(port, key)
    database.close()


def pointers(answer: Answer) -> list[tuple[str, str]]:
    return [(error["code"], error["pointer"]) for error in answer.json["errors"]]


def test_the_figure_is_taken_under_the_id_of_the_event(door: Door) -> None:
    answer = door.post(item())

    assert (answer.status, answer.json["accepted"]) == (202, 1)
    assert answer.json["items"][0]["reference"] == "/cong-dvc 1"


def test_the_same_event_in_structured_mode_is_a_duplicate(door: Door) -> None:
    door.post(item())
    event = {"specversion": "1.0", "type": TYPE, "source": "/cong-dvc", "id": "1", "data": item()}

    again = door.post(event, Content_Type="application/cloudevents+json", ce_id=None)

    assert (again.json["accepted"], again.json["duplicate"]) == (0, 1)


def test_header_values_are_unquoted_and_their_percent_signs_undone_once(door: Door) -> None:
    answer = door.post(item(), ce_source='"/c%E1%BB%95ng \\"dvc\\""', ce_id="100%2525")

    assert answer.json["items"][0]["reference"] == '/cổng "dvc" 100%25'


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"ce_type": None}, "malformed-event", "/type"),
        ({"ce_type": "com.example.other"}, "malformed-event", "/type"),
        ({"ce_specversion": "0.3"}, "malformed-event", "/specversion"),
        ({"ce_id": None}, "malformed-event", "/id"),
        ({"ce_subject": "so-y-te"}, "malformed-event", "/subject"),
    ],
)
def test_an_envelope_that_is_wrong_is_refused_by_attribute(
    door: Door, changes: dict[str, str | None], code: str, pointer: str
) -> None:
    answer = door.post(item(), **changes)

    assert (answer.status, pointers(answer)) == (422, [(code, pointer)])


def test_data_is_one_figure(door: Door) -> None:
    answer = door.post([item(), item(unit="so-y-te")])

    assert (answer.status, pointers(answer)) == (422, [("not-an-object", "")])


@pytest.mark.parametrize(
    ("changes", "body", "status"),
    [
        ({"Content_Type": "application/x-ndjson"}, item(), 415),
        ({"Content_Type": "application/xml"}, item(), 415),
        ({"ce_id": "%FF"}, item(), 400),
        ({}, b"{", 400),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(
    door: Door, changes: dict[str, str | None], body: Any, status: int
) -> None:
    assert door.post(body, **changes).status == status


def test_in_structured_mode_attributes_in_headers_are_repetitions_and_not_looked_at(door: Door) -> None:
    event = {"specversion": "1.0", "type": TYPE, "source": "/cong-dvc", "id": "2", "data": item()}

    answer = door.post(event, Content_Type="application/cloudevents+json")

    assert answer.json["items"][0]["reference"] == "/cong-dvc 2"


def test_an_idempotency_key_covers_the_attributes_too(door: Door) -> None:
    first = door.post(item(), Idempotency_Key="k")

    assert door.post(item(), Idempotency_Key="k").json == first.json
    assert door.post(item(), Idempotency_Key="k", ce_id="2").status == 422


def test_the_trace_of_the_event_goes_on(door: Door) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    answer = door.post(item(), ce_traceparent=f"00-{trace}-00f067aa0ba902b7-01", ce_id="3")

    assert answer.status == 202
