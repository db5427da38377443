"""Posting figures over HTTP, and what is answered, on a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from services.ingest.explain import submissions_of
from services.ingest.tables import METADATA, PLUMBING, submission
from shared.trace import trace_id
from tests.ingest_samples import NOW, item
from tests.integration.ingest.http_door import Running, code, item_codes, running


@pytest.fixture
def ingest(tmp_path: Path) -> Iterator[Running]:
    yield from running(tmp_path)


def test_a_figure_is_accepted_stored_and_waits_to_be_announced(ingest: Running) -> None:
    answer = ingest.post(item())

    assert answer.status == 202
    assert (answer.json["accepted"], answer.json["duplicate"], answer.json["rejected"]) == (1, 0, 0)
    assert answer.json["items"][0]["status"] == "accepted"
    with ingest.database.read() as tx:
        (body,) = tx.execute(select(PLUMBING.outbox.c.body)).scalars()
    (event,) = json.loads(body)
    assert event["id"] == answer.json["items"][0]["id"]
    assert event["source"] == "/sources/cong-dvc"
    assert event["traceparent"] == answer.headers["traceparent"]


def test_a_json_number_is_exact(ingest: Running) -> None:
    raw = b'{"unit":"so-gtvt","indicator":"accounts-pct","as_of":"2023-03-17","value":100.10000000000000000001}'

    ingest.post(raw)

    with ingest.database.read() as tx:
        (content,) = tx.execute(select(submission.c.content)).scalars()
    assert content["value"] == "100.10000000000000000001"


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ({"unit": "Sở Giáo dục"}, "unknown-unit", "so-gddt"),
        ({"indicator": "online-pc"}, "unknown-indicator", "online-pct"),
        ({"value": "1.069"}, "ambiguous-number", "1069"),
        ({"value": "140"}, "percent-out-of-range", "140"),
        ({"value": "92,70"}, "not-a-number", "92,70"),
        ({"value": "50", "numerator": 3, "denominator": 4}, "contradiction", "75"),
        ({"unit": "'; DROP TABLE submission; --"}, "unknown-unit", "DROP"),
        ({"unit": "<script>alert(1)</script>"}, "unknown-unit", "script"),
    ],
)
def test_a_wrong_figure_is_refused_by_name_and_its_neighbour_is_stored(
    ingest: Running, wrong: dict[str, Any], code: str, said: str
) -> None:
    answer = ingest.post([item(**wrong), item(unit="so-y-te")])

    assert answer.status == 202
    assert item_codes(answer) == [[code], []]
    assert said in answer.json["items"][0]["errors"][0]["message"]
    assert ingest.stored() == 1


def test_strings_of_other_languages_are_only_strings(ingest: Running) -> None:
    channel = "'; DROP TABLE figure; -- <b>&amp; $(reboot) {{7*7}}"

    answer = ingest.post(item(indicator="app-users", value="5", dimension={"channel": channel.replace(";", "")}))

    assert answer.status == 202
    assert ingest.post(item()).status == 202
    with ingest.database.read() as tx:
        assert channel.replace(";", "") in " ".join(tx.execute(select(submission.c.dimension)).scalars())


def test_when_nothing_is_accepted_the_answer_is_a_problem_with_every_error(ingest: Running) -> None:
    answer = ingest.post([item(value="140"), item(unit="nobody")])

    assert (answer.status, code(answer)) == (422, "figures-refused")
    assert [(error["index"], error["pointer"], error["value"]) for error in answer.json["errors"]] == [
        (0, "/value", "140"),
        (1, "/unit", "nobody"),
    ]


def test_atomic_mode_stores_nothing_beside_a_wrong_figure(ingest: Running) -> None:
    answer = ingest.post([item(), item(unit="nobody")], "?mode=atomic")

    assert answer.status == 422
    assert [error["index"] for error in answer.json["errors"]] == [1]
    assert ingest.stored() == 0


def test_a_dry_run_gives_the_summary_and_stores_nothing(ingest: Running) -> None:
    body = [item(), item(unit="nobody")]

    dry = ingest.post(body, "?dry_run=true").json
    stored = ingest.stored()
    real = ingest.post(body).json

    assert stored == 0
    assert dry["receipt"] is None
    assert dry | {"receipt": real["receipt"]} == real


def test_the_same_figure_again_is_a_duplicate(ingest: Running) -> None:
    first = ingest.post(item()).json

    again = ingest.post(item(value="88.90")).json

    assert (again["accepted"], again["duplicate"]) == (0, 1)
    assert again["items"][0]["id"] == first["items"][0]["id"]
    assert ingest.stored() == 1


def test_a_changed_figure_is_the_next_revision(ingest: Running) -> None:
    for value in ("88.9", "90", "88.9"):
        ingest.post(item(value=value))

    with ingest.database.read() as tx:
        assert sorted(tx.execute(select(submission.c.revision)).scalars()) == [1, 2, 3]


def test_a_receipt_follows_figures_from_stored_to_judged(ingest: Running) -> None:
    answer = ingest.post([item(), item(unit="nobody")]).json
    path, event_id = f"/v1/receipts/{answer['receipt']}", answer["items"][0]["id"]

    with ingest.database.write() as tx:  # kept from the relay, which may have been faster than this test
        tx.execute(PLUMBING.outbox.update().values(sent_at=None, due_at=NOW + timedelta(seconds=30)))
    stored = ingest.get(path).json
    with ingest.database.write() as tx:
        tx.execute(PLUMBING.outbox.update().values(sent_at=NOW))
    published = ingest.get(path).json

    assert [stored[name] for name in ("stored", "published", "evaluated")] == [1, 0, 0]
    assert [published[name] for name in ("stored", "published", "evaluated")] == [1, 1, 0]
    assert stored["items"][0]["id"] == event_id
    assert stored["items"][1]["errors"][0]["code"] == "unknown-unit"


@pytest.mark.parametrize(("kind", "first"), [("units", "so-gtvt"), ("indicators", "online-pct"), ("targets", "t1")])
def test_the_catalogue_says_what_may_be_sent(ingest: Running, kind: str, first: str) -> None:
    assert ingest.get(f"/v1/catalogue/{kind}").json[0]["id"] == first


def test_the_documents_are_served_and_need_nothing_from_elsewhere(ingest: Running) -> None:
    page = ingest.get("/docs")

    assert ingest.get("/v1/openapi.json").json["openapi"] == "3.1.0"
    assert page.headers["content-type"].startswith("text/html")
    assert b"/v1/figures" in page.body
    assert b"<script" not in page.body
    assert b"src=" not in page.body
    assert ingest.get("/v1/catalogue/secrets").status == 404


def test_a_missing_database_is_503(ingest: Running) -> None:
    with ingest.database.write() as tx:
        METADATA.drop_all(tx)

    answer = ingest.post(item())

    assert (answer.status, code(answer)) == (503, "try-later")
    assert "retry-after" in answer.headers


def test_each_submission_keeps_its_trace(ingest: Running) -> None:
    own = "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    events = [cloud_event("1", item(), traceparent=own), cloud_event("2", item(unit="so-y-te"))]

    with capture_logs() as lines:
        answer = ingest.post(events, Content_Type="application/cloudevents-batch+json")

    request = trace_id(answer.headers["traceparent"])
    with ingest.database.read() as tx:
        told = submissions_of(tx, [UUID(each["id"]) for each in answer.json["items"]])
    assert {each["unit"]: each["trace_id"] for each in told} == {"so-gtvt": trace_id(own), "so-y-te": request}
    (line,) = (line for line in lines if line["event"] == "request")
    assert line["trace_id"] == f"{request} {trace_id(own)}"


def cloud_event(own_id: str, data: dict[str, Any], **more: str) -> dict[str, Any]:
    kind = "vn.nhipso.metric.submitted.v1"
    return {"specversion": "1.0", "type": kind, "source": "/x", "id": own_id, "data": data} | more
