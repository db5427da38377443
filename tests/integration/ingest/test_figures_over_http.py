"""Figures over HTTP: what is accepted, what is refused and how it is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from services.ingest.domain.limit import WRONG_KEYS_PER_MINUTE
from services.ingest.explain import submissions_of
from services.ingest.keys import create_key, list_keys, revoke_key
from services.ingest.service import IngestService
from services.ingest.tables import METADATA, PLUMBING, submission
from shared import migrations
from shared.database import Database, open_database
from shared.parts import Parts
from shared.settings import read_settings
from shared.trace import trace_id
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.served import Answer, ask, served

PATH = "/v1/figures"


class Running:
    """The service on a database of its own, and a key that may send everything."""

    def __init__(self, port: int, database: Database) -> None:
        self.port = port
        self.database = database
        self.key = self.new_key()

    def new_key(self, source: str = "cong-dvc", units: tuple[str, ...] = (), indicators: tuple[str, ...] = ()) -> str:
        with self.database.write() as tx:
            return create_key(tx, source, units, indicators, NOW)

    def post(self, body: Any, query: str = "", **headers: str) -> Answer:
        """Post JSON values, or bytes as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(self.port, "POST", PATH + query, raw, {name: value for name, value in sent.items() if value})

    def get(self, path: str, key: str | None = None) -> Answer:
        return ask(self.port, "GET", path, headers={"Authorization": f"Bearer {key or self.key}"})

    def stored(self) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(submission)).scalar_one())


@pytest.fixture
def ingest(tmp_path: Path) -> Iterator[Running]:
    yield from running(tmp_path)


def running(folder: Path, clock: Any = lambda: NOW, **settings: str) -> Iterator[Running]:
    database = open_database("ingest", f"sqlite:///{folder}")
    migrations.upgrade(database, "ingest")
    given = read_settings({f"NHIPSO_{name.upper()}": value for name, value in settings.items()})
    with served(IngestService, Parts(database, CATALOGUE, given, clock)) as port:
        yield Running(port, database)
    database.close()


def code(answer: Answer) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json["type"]).rpartition("/")[2]


def item_codes(answer: Answer) -> list[list[str]]:
    return [[error["code"] for error in each["errors"]] for each in answer.json["items"]]


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


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer nhs_0000", "Basic bmhz", "Bearer \xff"])
def test_without_a_valid_key_nothing_is_accepted(ingest: Running, authorization: str) -> None:
    answer = ingest.post(item(), Authorization=authorization)

    assert (answer.status, code(answer), answer.headers["www-authenticate"]) == (401, "unauthorised", "Bearer")
    assert ingest.stored() == 0


def test_a_revoked_key_is_refused_at_once(ingest: Running) -> None:
    with ingest.database.write() as tx:
        revoke_key(tx, list_keys(tx)[0]["id"], NOW)

    assert ingest.post(item()).status == 401


def test_the_secret_of_a_key_is_not_kept(ingest: Running) -> None:
    with ingest.database.read() as tx:
        (row,) = list_keys(tx)

    assert ingest.key.startswith("nhs_")
    assert len(ingest.key) >= 4 + 43
    assert ingest.key not in str(row)
    assert "sha256" not in row


def test_the_use_of_a_key_is_noted(ingest: Running) -> None:
    ingest.post(item())

    with ingest.database.read() as tx:
        assert list_keys(tx)[0]["last_used_at"] == NOW


def test_a_key_without_the_right_is_told_so_by_figure_or_altogether(ingest: Running) -> None:
    ingest.key = ingest.new_key("so-y-te", units=("so-y-te",))

    mixed = ingest.post([item(), item(unit="so-y-te")])
    alone = ingest.post(item())

    assert item_codes(mixed) == [["not-allowed"], []]
    assert (alone.status, code(alone)) == (403, "not-allowed")


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


def test_a_receipt_is_only_for_the_key_that_made_it(ingest: Running) -> None:
    receipt = ingest.post(item()).json["receipt"]
    other = ingest.new_key("other")

    assert ingest.get(f"/v1/receipts/{receipt}", other).status == 404
    assert ingest.get("/v1/receipts/none", other).status == 404
    assert ask(ingest.port, "GET", f"/v1/receipts/{receipt}").status == 401


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


def test_a_key_that_is_too_fast_is_told_to_wait(tmp_path: Path) -> None:
    for ingest in running(tmp_path, requests_per_minute="2"):
        statuses = [ingest.post(item()).status for _ in range(3)]
        answer = ingest.post(item())

        assert statuses == [202, 202, 429]
        assert answer.headers["retry-after"] == "30"


def test_a_missing_database_is_503(ingest: Running) -> None:
    with ingest.database.write() as tx:
        METADATA.drop_all(tx)

    answer = ingest.post(item())

    assert (answer.status, code(answer)) == (503, "try-later")
    assert "retry-after" in answer.headers


def test_wrong_keys_are_counted_by_address_and_a_right_key_still_counts(ingest: Running) -> None:
    answers = [ingest.get("/v1/receipts/x", key=f"nhs_{number}") for number in range(WRONG_KEYS_PER_MINUTE + 1)]

    assert [answer.status for answer in answers] == [401] * WRONG_KEYS_PER_MINUTE + [429]
    assert code(answers[-1]) == "too-many-wrong-keys"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert ingest.post(item()).status == 202


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
