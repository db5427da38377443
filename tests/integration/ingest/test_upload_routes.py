"""The routes behind the upload page: who a key is, its form, a file only looked at, the page and its files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook

from services.ingest.domain.scope import Scope
from services.ingest.files.table import CSV, XLSX
from services.ingest.keys import new_key
from services.ingest.service import IngestService
from shared import migrations
from shared.database import open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.served import Answer, ask, served
from tests.workbooks import workbook

HEAD = "unit,indicator,as_of,value\n"
FILE = f"{HEAD}so-gtvt,online-pct,2023-03-17,88.5\nso-gtvt,app-users,2023-03-17,1.069\nso-y-te,fees-vnd,2023-03-17,5\n"


class Door:
    """The service, and what is asked of it with a key of so-gtvt or of nobody in particular."""

    def __init__(self, port: int, mine: str, wide: str) -> None:
        self.port = port
        self.mine = mine
        self.wide = wide

    def get(self, path: str, key: str = "", **headers: str) -> Answer:
        shown = {"Authorization": f"Bearer {key}"} if key else {}
        return ask(self.port, "GET", path, headers=shown | {n.replace("_", "-"): v for n, v in headers.items()})

    def look(self, body: bytes | str, query: str = "", kind: str = CSV, **headers: str) -> Answer:
        shown = {"Authorization": f"Bearer {self.mine}", "Content-Type": kind}
        raw = body.encode() if isinstance(body, str) else body
        return ask(
            self.port,
            "POST",
            f"/v1/files/report{query}",
            raw,
            shown | {n.replace("_", "-"): v for n, v in headers.items()},
        )


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    database = open_database("ingest", f"sqlite:///{tmp_path_factory.mktemp('page')}")
    migrations.upgrade(database, "ingest")
    with database.write() as tx:
        scope = Scope(["so-gtvt"], ["online-pct", "app-users"])
        mine, wide = new_key(tx, "upload-so-gtvt", scope, NOW)[1], create_key(tx, "wide", [], [], NOW)
    settings = read_settings({"NHIPSO_MAX_FILE_BYTES": "20000"})
    with served(IngestService, Parts(database, CATALOGUE, settings, lambda: NOW)) as port:
        yield Door(port, mine, wide)
    database.close()


def code(answer: Answer) -> str:
    return str(answer.json["type"]).rpartition("/")[2]


def test_a_key_says_what_may_be_sent_with_it_and_by_when(door: Door) -> None:
    answer = door.get("/v1/key", door.mine).json

    assert (answer["source"], answer["expires_at"]) == ("upload-so-gtvt", None)
    assert answer["units"] == [{"id": "so-gtvt", "name": "Sở Giao thông vận tải"}]
    assert [each["id"] for each in answer["indicators"]] == ["online-pct", "app-users"]
    assert [each["period"] for each in answer["periods"]] == ["2023-03", "2023-02", "2023-01", "2022-12"]
    assert answer["periods"][0] == {
        "period": "2023-03",
        "cut_off": "2023-04-17",
        "last_day": "2023-04-17",
        "current": True,
    }
    assert answer["limits"] == {"file_bytes": 20000, "file_figures": 10000}


def test_a_key_without_bounds_may_send_for_every_unit_of_today(door: Door) -> None:
    units = door.get("/v1/key", door.wide).json["units"]

    assert [unit["id"] for unit in units] == ["so-gtvt", "so-y-te", "so-gddt"]


@pytest.mark.parametrize("path", ["/v1/key", "/v1/form?unit=so-gtvt&period=2023-03"])
def test_without_a_key_nothing_is_told(door: Door, path: str) -> None:
    assert [door.get(path).status, door.get(path, "nhs_wrong").status] == [401, 401]


def test_the_form_of_a_unit_is_a_workbook_of_what_the_key_may_send(door: Door) -> None:
    answer = door.get("/v1/form?unit=so-gtvt&period=2023-03", door.mine)

    sheet = load_workbook(io.BytesIO(answer.body)).worksheets[0]
    assert (answer.status, answer.headers["content-type"]) == (200, XLSX)
    assert answer.headers["content-disposition"] == 'attachment; filename="form-so-gtvt-2023-03.xlsx"'
    assert [row[12].value for row in sheet.iter_rows(min_row=8)] == ["online-pct", "app-users"]
    assert sheet["A1"].value == "BIỂU SỐ LIỆU CHUYỂN ĐỔI SỐ"


def test_the_form_speaks_english_when_asked(door: Door) -> None:
    answer = door.get("/v1/form?unit=so-gtvt&period=2023-03", door.mine, accept_language="en")

    assert "BIỂU" not in str(load_workbook(io.BytesIO(answer.body)).worksheets[0]["A1"].value)


def test_the_same_as_data_says_what_was_sent_before_and_now(door: Door) -> None:
    figures = [item(as_of="2023-02-10", value="70"), item(as_of="2023-03-18", period="2023-03", value="71.5")]
    ask(door.port, "POST", "/v1/figures", json.dumps(figures).encode(), sending(door.wide))

    rows = door.get("/v1/form?unit=H10.08&period=2023-03", door.mine, accept="application/json").json["rows"]

    (row,) = [row for row in rows if row["indicator"] == "online-pct"]
    assert (row["before"]["value"], row["held"]["value"], row["due"]) == ("70", "71.5", "2023-04-17")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?unit=so-y-te&period=2023-03", 403, "not-allowed"),
        ("?unit=nobody&period=2023-03", 422, "unknown-unit"),
        ("?period=2023-03", 422, "unknown-unit"),
        ("?unit=so-gtvt", 422, "not-a-period"),
        ("?unit=so-gtvt&period=2023-13", 422, "not-a-period"),
        ("?unit=so-gtvt&period=2023-03&x=1", 400, "malformed-request"),
    ],
)
def test_a_form_that_cannot_be_had_is_a_problem(door: Door, query: str, status: int, said: str) -> None:
    answer = door.get(f"/v1/form{query}", door.mine)

    assert (answer.status, code(answer)) == (status, said)


def test_a_file_is_looked_at_with_what_stands_in_each_row_and_nothing_is_stored(door: Door) -> None:
    first, again = door.look(FILE), door.look(FILE)

    assert first.json == again.json
    assert {name: first.json[name] for name in ("accepted", "duplicate", "rejected")} == {
        "accepted": 1,
        "duplicate": 0,
        "rejected": 2,
    }
    good, ambiguous, foreign = first.json["rows"]
    assert good["cells"] == {"unit": "so-gtvt", "indicator": "online-pct", "as_of": "2023-03-17", "value": "88,5"}
    assert (ambiguous["cells"]["value"], ambiguous["errors"][0]["readings"]) == ("1.069", ["1069", "1,069"])
    assert [error["column"] for error in foreign["errors"]] == ["unit"]


def test_also_a_file_of_nothing_but_errors_is_told_row_by_row(door: Door) -> None:
    answer = door.look(f"{HEAD}nobody,online-pct,2023-13-01,=1+1\n")

    (row,) = answer.json["rows"]
    assert answer.status == 200
    assert [error["column"] for error in row["errors"]] == ["unit", "as_of", "value"]
    assert row["cells"]["value"] == "=1+1"


def test_numbers_are_written_as_the_language_writes_them_and_read_back_alike(door: Door) -> None:
    text = f"{HEAD}so-gtvt,online-pct,2023-03-17,88.5\n"
    shown = {lang: door.look(text, accept_language=lang).json["rows"][0]["cells"]["value"] for lang in ("vi", "en")}
    read = door.look(f'{HEAD}so-gtvt,online-pct,2023-03-17,"{shown["vi"]}"\n', "?numbers=vi:shown").json

    assert shown == {"vi": "88,5", "en": "88.5"}
    assert read["rows"][0]["cells"]["value"] == "88,5"


def test_the_same_file_comes_back_as_a_workbook_with_the_errors_in_it(door: Door) -> None:
    rows = ("so-gtvt", "online-pct", "2023-03-17", 88.5), ("so-gtvt", "online-pct", "2023-03-17", 101)
    answer = door.look(workbook(HEAD.strip().split(","), *rows), kind=XLSX, accept=XLSX)

    sheet = load_workbook(io.BytesIO(answer.body)).worksheets[0]
    assert (answer.status, answer.headers["content-type"]) == (200, XLSX)
    assert [sheet.cell(row, 5).value for row in (1, 2, 3)] == ["#Kết quả", "Hợp lệ, chưa gửi", "Bị từ chối"]
    assert sheet["D3"].comment is not None


@pytest.mark.parametrize("query", ["?dry_run=true", "?mode=atomic", "?x=1"])
def test_a_look_has_no_parameters_of_sending(door: Door, query: str) -> None:
    assert code(door.look(FILE, query)) == "malformed-request"


def test_the_page_is_strict_about_where_things_come_from(door: Door) -> None:
    answer = door.get("/upload")

    policy = answer.headers["content-security-policy"]
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (answer.headers["referrer-policy"], answer.headers["x-content-type-options"]) == ("no-referrer", "nosniff")
    assert not re.search(rb"(?:src|href)=\"(?:https?:)?//|\sstyle=|\son\w+=", answer.body)


@pytest.mark.parametrize(("query", "header", "lang"), [("", "", "vi"), ("", "en", "en"), ("?lang=vi", "en", "vi")])
def test_the_page_speaks_the_language_chosen(door: Door, query: str, header: str, lang: str) -> None:
    assert f'<html lang="{lang}">'.encode() in door.get(f"/upload{query}", accept_language=header).body


def test_every_file_of_the_page_is_there_with_its_type_and_kept_for_ever(door: Door) -> None:
    addresses = re.findall(r"upload/[0-9a-f]{16}/[\w.]+", door.get("/upload").body.decode())
    kinds = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

    assert len(set(addresses)) == 4
    for address in addresses:
        answer = door.get(f"/{address}")
        assert (answer.status, answer.headers["content-type"]) == (200, kinds[address[address.rindex(".") :]])
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["0000000000000000/main.js", "{v}/..%2fpage.py", "{v}/page.py", "{v}/%2e%2e", "{v}/main.js%00", "{v}/a/b"]
)
def test_nothing_else_is_given_out(door: Door, path: str) -> None:
    found: Any = re.search(r"upload/([0-9a-f]{16})/", door.get("/upload").body.decode())

    assert door.get(f"/upload/{path.format(v=found[1])}").status == 404


def sending(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
