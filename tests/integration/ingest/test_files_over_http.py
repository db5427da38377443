"""A file over HTTP is answered as figures are, with its rows; a hostile one leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from services.ingest.files.table import CSV, XLSX
from services.ingest.service import IngestService
from services.ingest.tables import submission
from shared import migrations
from shared.database import Database, open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW
from tests.served import Answer, ask, served
from tests.workbooks import hostile_files, workbook

HEAD = "unit,indicator,as_of,value\n"
GOOD = "so-gtvt,online-pct,2023-03-17,88.5\nSở Y tế,online-pct,2023-03-17,90.5\n"
BAD = "so-gddt,online-pct,2023-03-17,1.069\n"


class Running:
    """The service on a database of its own."""

    def __init__(self, port: int, database: Database) -> None:
        self.port = port
        self.database = database
        with database.write() as tx:
            self.key = create_key(tx, "cong-dvc", [], [], NOW)

    def post(self, body: bytes | str, query: str = "", kind: str = CSV, **headers: str) -> Answer:
        sent = {"Content-Type": kind, "Authorization": f"Bearer {self.key}"}
        raw = body.encode() if isinstance(body, str) else body
        return ask(
            self.port, "POST", f"/v1/files{query}", raw, sent | {k.replace("_", "-"): v for k, v in headers.items()}
        )

    def stored(self) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(submission)).scalar_one())


@pytest.fixture(scope="module")
def shared_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from running(tmp_path_factory.mktemp("files"))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    yield from running(tmp_path, max_file_figures="20", max_file_bytes="2000", max_body_bytes="1024")


def running(folder: Path, **limits: str) -> Iterator[Running]:
    database = open_database("ingest", f"sqlite:///{folder}")
    migrations.upgrade(database, "ingest")
    settings = read_settings({f"NHIPSO_{name.upper()}": value for name, value in limits.items()})
    with served(IngestService, Parts(database, CATALOGUE, settings, lambda: NOW)) as port:
        yield Running(port, database)
    database.close()


def code(answer: Answer) -> str:
    return str(answer.json["type"]).rpartition("/")[2]


def form_of(*parts: tuple[str, bytes]) -> tuple[bytes, str]:
    """A form of parts (what stands in their Content-Disposition, content), and its content type."""
    pieces = [
        f"--B\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode() + data + b"\r\n" for about, data in parts
    ]
    return b"".join(pieces) + b"--B--\r\n", "multipart/form-data; boundary=B"


def test_every_figure_is_answered_with_its_row_and_so_is_the_receipt(service: Running) -> None:
    answer = service.post(HEAD + GOOD + BAD)

    assert answer.status == 202
    assert [(item["row"], item["status"]) for item in answer.json["items"]] == [
        (2, "accepted"),
        (3, "accepted"),
        (4, "rejected"),
    ]
    (error,) = answer.json["items"][2]["errors"]
    assert (error["code"], error["row"], error["pointer"]) == ("ambiguous-number", 4, "/value")
    path = f"/v1/receipts/{answer.json['receipt']}"
    receipt = ask(service.port, "GET", path, headers={"Authorization": f"Bearer {service.key}"}).json
    assert [item["row"] for item in receipt["items"]] == [2, 3, 4]


def test_a_workbook_and_a_csv_file_are_the_same_figures(shared_service: Running) -> None:
    rows = ("so-gtvt", "online-pct", "2023-03-17", 88.5), ("Sở Y tế", "online-pct", "2023-03-17", 90.5)

    dry = shared_service.post(workbook(HEAD.strip().split(","), *rows), "?dry_run=1", kind=XLSX)
    same = shared_service.post(HEAD + GOOD, "?dry_run=1")

    assert dry.status == 200
    assert [item | {"id": None} for item in dry.json["items"]] == [item | {"id": None} for item in same.json["items"]]


def test_all_that_is_wrong_with_a_row_is_told_at_once(service: Running) -> None:
    answer = service.post(f"{HEAD}nobody,online-pct,2023-13-01,1.069\n")

    assert (answer.status, code(answer)) == (422, "figures-refused")
    assert [(error["row"], error["pointer"]) for error in answer.json["errors"]] == [
        (2, "/unit"),
        (2, "/as_of"),
        (2, "/value"),
    ]


def test_it_is_told_in_the_language_asked_for(service: Running) -> None:
    answer = service.post(HEAD + BAD, accept_language="en")

    assert "can be read as 1069 or as 1,069" in answer.json["errors"][0]["message"]


def test_a_declared_notation_ends_the_doubt(service: Running) -> None:
    text = f"{HEAD}so-gtvt,app-users,2023-03-17,1.069\n"

    assert service.post(text, "?numbers=vi").json["accepted"] == 1
    assert service.post(text, "?numbers=value:plain").status == 422
    assert code(service.post(text, "?numbers=fr")) == "malformed-request"


@pytest.mark.parametrize(("query", "status"), [("?dry_run=true", 200), ("?mode=atomic", 422)])
def test_a_dry_run_and_a_refused_atomic_file_store_nothing(service: Running, query: str, status: int) -> None:
    answer = service.post(HEAD + GOOD + BAD, query)

    assert answer.status == status
    assert service.stored() == 0


def test_a_form_carries_one_file_whose_name_means_nothing(service: Running) -> None:
    body, kind = form_of(('name="file"; filename="../../etc/passwd"', (HEAD + GOOD).encode()))

    answer = service.post(body, kind=kind)

    assert (answer.status, answer.json["accepted"]) == (202, 2)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (('name="file"; filename="a"', b"x"), ('name="file"; filename="b"', b"x")),
        (('name="note"', b"x"), ('name="file"; filename="a"', b"x")),
        (('name="note"', b"x" * 1500),),
    ],
)
def test_another_form_is_refused(service: Running, parts: Any) -> None:
    body, kind = form_of(*parts)

    assert service.post(body, kind=kind).status == 400


def test_the_same_file_under_the_same_key_is_answered_once(service: Running) -> None:
    first = service.post(HEAD + GOOD, idempotency_key="k")
    body, kind = form_of(('name="file"; filename="a.csv"', (HEAD + GOOD).encode()))
    again = service.post(body, kind=kind, idempotency_key="k")

    assert again.json["receipt"] == first.json["receipt"]
    assert again.headers["idempotency-replayed"] == "true"
    assert code(service.post(HEAD + BAD, idempotency_key="k")) == "idempotency-key-reused"


def test_the_same_file_again_is_duplicates(service: Running) -> None:
    service.post(HEAD + GOOD)

    again = service.post(HEAD + GOOD)

    assert (again.json["accepted"], again.json["duplicate"]) == (0, 2)
    assert service.stored() == 2


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"),
    [
        (HEAD + "so-gtvt,online-pct,2023-03-17,88\n" * 21, CSV, 413, "too-many-figures"),
        ("x" * 2001, CSV, 413, "body-too-large"),
        (HEAD + GOOD, "application/json", 415, "unsupported-media-type"),
        (HEAD + GOOD, XLSX, 400, "malformed-file"),
        ("", CSV, 400, "malformed-file"),
        ((HEAD + GOOD).encode("utf-16"), CSV, 400, "malformed-file"),
        ("Sở Y tế".encode("cp1258", "replace"), CSV, 400, "malformed-file"),
    ],
)
def test_an_unusable_file_is_a_problem(service: Running, body: Any, kind: str, status: int, said: str) -> None:
    answer = service.post(body, kind=kind)

    assert (answer.status, code(answer)) == (status, said)
    assert service.stored() == 0


def test_larger_bodies_are_taken_only_where_files_are(service: Running) -> None:
    text = HEAD + "so-gtvt,online-pct,2023-03-17,88\n" * 19 + " " * 600

    assert len(text) > 1024
    assert service.post(text).status == 202
    answer = ask(service.port, "POST", "/v1/figures", text.encode(), {"Content-Type": "application/json"})
    assert answer.status == 413


def test_without_a_key_nothing_is_read(service: Running) -> None:
    assert service.post(HEAD + GOOD, authorization="Bearer nhs_wrong").status == 401


@pytest.mark.parametrize("name", hostile_files())
def test_a_hostile_workbook_is_refused_and_the_service_goes_on(shared_service: Running, name: str) -> None:
    answer = shared_service.post(hostile_files()[name], kind=XLSX)

    assert answer.status in {400, 422}
    assert code(answer) in {"unsafe-file", "malformed-file"}
    assert shared_service.stored() == 0
    assert ask(shared_service.port, "GET", "/v1/openapi.json").status == 200


@pytest.mark.parametrize("cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "<script>", "'; DROP TABLE submission; --"])
def test_formulas_html_and_sql_in_a_cell_are_refused_by_row(shared_service: Running, cell: str) -> None:
    for row in (
        f"{cell},online-pct,2023-03-17,1",
        f"so-gtvt,{cell},2023-03-17,1",
        f"so-gtvt,online-pct,2023-03-17,{cell}",
    ):
        answer = shared_service.post(f"{HEAD}{row}\n")

        assert answer.status == 422
        assert {error["row"] for error in answer.json["errors"]} == {2}
    assert shared_service.stored() == 0
