"""In which forms figures may be posted, and which are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest_samples import item
from tests.integration.ingest.http_door import Running, code, item_codes, running


@pytest.fixture
def ingest(tmp_path: Path) -> Iterator[Running]:
    yield from running(tmp_path)


def test_an_idempotency_key_answers_the_same_again_and_refuses_another_body(ingest: Running) -> None:
    first = ingest.post(item(), Idempotency_Key="k-1")
    ingest.post(item(value="90"))

    again = ingest.post(item(), Idempotency_Key="k-1")
    other = ingest.post(item(value="91"), Idempotency_Key="k-1")

    assert (again.status, again.json, again.headers["idempotency-replayed"]) == (202, first.json, "true")
    assert (other.status, code(other)) == (422, "idempotency-key-reused")
    assert ingest.stored() == 2


def test_a_refused_request_may_be_corrected_under_its_idempotency_key(ingest: Running) -> None:
    assert ingest.post(item(value="140"), Idempotency_Key="k-2").status == 422

    assert ingest.post(item(value="14"), Idempotency_Key="k-2").status == 202


EVENT = {"specversion": "1.0", "type": "vn.nhipso.metric.submitted.v1", "source": "/x", "id": "1", "data": item()}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", json.dumps([item()])),
        ("application/json; charset=utf-8", json.dumps(item())),
        ("application/x-ndjson", json.dumps(item()) + "\n\n"),
        ("application/cloudevents+json", json.dumps(EVENT)),
        ("application/cloudevents-batch+json", json.dumps([EVENT])),
    ],
)
def test_a_figure_is_taken_in_every_published_form(ingest: Running, kind: str, body: str) -> None:
    answer = ingest.post(body.encode(), Content_Type=kind)

    assert (answer.status, answer.json["accepted"]) == (202, 1)


def test_a_broken_line_does_not_stop_the_others(ingest: Running) -> None:
    body = f"{json.dumps(item())}\n{{broken\n{json.dumps(item(unit='so-y-te'))}"

    answer = ingest.post(body.encode(), Content_Type="application/x-ndjson")

    assert item_codes(answer) == [[], ["malformed-json"], []]


@pytest.mark.parametrize("kind", ["text/plain", "text/csv", "application/xml", "multipart/form-data"])
def test_another_content_type_is_refused(ingest: Running, kind: str) -> None:
    answer = ingest.post(item(), Content_Type=kind)

    assert (answer.status, code(answer)) == (415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("body", "query", "status", "problem"),
    [
        (b"{", "", 400, "malformed-json"),
        (b"\xff\xfe", "", 400, "malformed-json"),
        (b"[" * 1000, "", 400, "malformed-json"),
        (b"[]", "", 422, "no-figures"),
        (b"[1]", "?mode=all", 400, "malformed-request"),
        (b"[1]", "?dryrun=true", 400, "malformed-request"),
        (b'[NaN, "text", 5]', "", 422, "figures-refused"),
    ],
)
def test_what_cannot_be_read_is_refused_whole(
    ingest: Running, body: bytes, query: str, status: int, problem: str
) -> None:
    answer = ingest.post(body, query)

    assert (answer.status, code(answer)) == (status, problem)


def test_an_over_long_batch_is_refused_with_the_limit(ingest: Running) -> None:
    answer = ingest.post([item()] * 1001)

    assert (answer.status, code(answer)) == (413, "too-many-figures")
    assert "1000" in answer.json["detail"]


def test_a_full_batch_is_accepted(ingest: Running) -> None:
    batch = [item(indicator="app-users", value=number, dimension={"channel": f"c{number}"}) for number in range(1000)]

    answer = ingest.post(batch)

    assert (answer.status, answer.json["accepted"], ingest.stored()) == (202, 1000, 1000)
