"""What the product prints equals what was published, except where the publisher was wrong."""

from __future__ import annotations

import hashlib
import json
import quopri
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.system.product import Product, embedded, eventually
from tests.system.sample import figures, published
from tests.system.test_same_bulletin_everywhere import PERIODS, bulletins, send

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
WORDS = {"Đạt": "met", "Không đạt": "not_met", "-": None}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A running product that has judged the figures of both editions."""
    with embedded(tmp_path_factory.mktemp("printed")) as running:
        for period in PERIODS:
            send(running, figures(period))
        yield running


@pytest.fixture(scope="module")
def printed(product: Product) -> dict[str, Any]:
    """Both bulletins, read back."""
    return {period: json.loads(document) for period, document in bulletins(product).items()}


def cells(bulletin: dict[str, Any], table: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The cells of a table by unit, indicator and dimension, its totals included."""
    return {
        (line["unit"], column["indicator"], dimension_of(column)): line["cells"][column["key"]]
        for found in bulletin["tables"]
        if found["id"] in (table, f"{table}-total")
        for line in [*found["rows"], *([found["total"]] if found["total"] else [])]
        for column in found["columns"]
    }


def dimension_of(column: dict[str, Any]) -> str:
    return ";".join(f"{key}={value}" for key, value in sorted(column["dimension"].items()))


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(
    "table", ["online-services", "app-users", "office-software", "community-teams", "online-tax", "e-certification"]
)
def test_every_published_figure_and_total_is_printed(printed: dict[str, Any], period: str, table: str) -> None:
    ours = cells(printed[period], table)
    theirs = {
        (row["unit"], row["indicator"], row["dimension"]): row["value"] or None
        for row in published(period)
        if row["table"] == table
    }

    assert {key: ours[key]["value"] for key in theirs} == theirs


@pytest.mark.parametrize("period", PERIODS)
def test_every_published_verdict_is_ours(printed: dict[str, Any], period: str) -> None:
    ours = cells(printed[period], "online-services")
    theirs = {
        (row["unit"], row["indicator"], row["dimension"]): WORDS[row["verdict"]]
        for row in published(period)
        if row["table"] == "online-services"
    }

    assert {key: ours[key]["verdict"] for key in theirs} == theirs
    assert len(theirs) == {"2022-06": 58, "2023-02": 54}[period]


def test_a_unit_without_activity_is_printed_as_a_dash_and_not_judged(printed: dict[str, Any]) -> None:
    cell = cells(printed["2022-06"], "online-services")["so-tai-chinh", "dossiers-handled-online-pct", ""]

    assert (cell["text"], cell["status"], cell["verdict"]) == ("-", "no_activity", None)


@pytest.mark.parametrize("period", PERIODS)
def test_rows_stand_in_the_published_order(printed: dict[str, Any], period: str) -> None:
    rows = [row for row in published(period) if row["table"] == "online-services"]
    order = list(dict.fromkeys(row["unit"] for row in rows if row["unit"] != "binh-phuoc"))
    table = next(table for table in printed[period]["tables"] if table["id"] == "online-services")

    assert [row["unit"] for row in table["rows"]] == order


def claims(kind: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    return [
        (period, claim["table"], claim["says"]["indicator_id"], claim["says"])
        for period in PERIODS
        for claim in json.loads((ORACLE / period / "claims.json").read_text(encoding="utf-8"))
        if claim["kind"] == kind and claim["holds"]
    ]


def sentences(bulletin: dict[str, Any], table: str, kind: str, indicator: str) -> list[dict[str, Any]]:
    return [
        sentence
        for sentence in bulletin["sentences"]
        if (sentence["table"], sentence["kind"], sentence["facts"].get("indicator")) == (table, kind, indicator)
    ]


@pytest.mark.parametrize(("period", "table", "indicator", "says"), claims("laggards"))
def test_units_behind_are_the_published_ones(
    printed: dict[str, Any], period: str, table: str, indicator: str, says: dict[str, Any]
) -> None:
    (ours,) = sentences(printed[period], table, "behind", indicator)

    assert [(unit["unit"], unit["value"]) for unit in ours["facts"]["units"]] == [
        (unit["unit_id"], unit["value"]) for unit in says["units"]
    ]


@pytest.mark.parametrize(("period", "table", "indicator", "says"), claims("top"))
def test_top_lists_name_the_published_units(
    printed: dict[str, Any], period: str, table: str, indicator: str, says: dict[str, Any]
) -> None:
    (ours,) = sentences(printed[period], table, "top", indicator)

    assert {unit["unit"] for unit in ours["facts"]["units"]} == {unit["unit_id"] for unit in says["units"]}


@pytest.mark.parametrize(("period", "table", "indicator", "says"), claims("all-at-100"))
def test_all_at_one_hundred_is_said_where_it_is_so(
    printed: dict[str, Any], period: str, table: str, indicator: str, says: dict[str, Any]
) -> None:
    (ours,) = sentences(printed[period], table, "all_at", indicator)

    assert (ours["facts"]["value"], ours["facts"]["all"]) == (says["value"], True)


def test_february_2023_does_not_claim_one_hundred_percent_for_the_province(printed: dict[str, Any]) -> None:
    table = next(table for table in printed["2023-02"]["tables"] if table["id"] == "online-services")
    said = [sentence for sentence in printed["2023-02"]["sentences"] if sentence["table"] == "online-services"]

    assert table["total"] is None or table["total"]["how"] == "none"
    assert not [sentence for sentence in said if sentence["kind"] == "trend"]
    assert [sentence["facts"]["all"] for sentence in said if sentence["kind"] == "all_at"] == [False, False]


def test_the_meetings_of_june_2022_are_counted_not_copied(printed: dict[str, Any]) -> None:
    (said,) = sentences(printed["2022-06"], "office-software", "total", "ecabinet-meetings")

    assert said["facts"]["value"] == "1982"
    assert "1.982" in said["text"]


def step(product: Product, *words: str, code: int = 0, by: str = "Trần Thị B") -> str:
    """One step of an editor with the edition of June 2022; returns what it printed."""
    done = product.run("bulletin", *words, "--by", by, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


def announced(product: Product) -> list[dict[str, Any]]:
    """What the report service has handed to the broker."""
    with sqlite3.connect(product.folder / "data" / "report.db") as connection:
        bodies = connection.execute("select body from outbox where sent_at is not null").fetchall()
    return [event["data"] for (body,) in bodies for event in json.loads(body)]


def library(product: Product, path: str) -> bytes:
    """What the library of published editions gives out."""
    with urlopen(f"http://127.0.0.1:{product.library_port}/editions/{path}", timeout=30) as answer:
        content: bytes = answer.read()
        return content


def mails_to(product: Product, unit: str) -> list[Path]:
    """The mails about the edition to the contact of a unit."""
    return [
        path
        for path in sorted((product.folder / "mail").glob(f"*{unit}*.eml"))
        if f"/editions/2022/01/units/{unit}.html".encode() in quopri.decodestring(path.read_bytes())
    ]


def test_a_published_edition_stays_the_same_to_the_byte_and_those_who_listen_hear_of_it(
    product: Product, printed: dict[str, Any]
) -> None:
    edition = ("--period", "2022-06")
    step(product, "check", *edition, "--hash", "00000000", code=4)
    seen = printed["2022-06"]["content_hash"][:8]
    checked = step(product, "check", *edition, "--hash", seen, by="Nguyễn Văn A").strip()
    step(product, "approve", *edition, "--hash", checked)
    files = {
        path: digest for digest, path in (line.split() for line in step(product, "publish", *edition).splitlines())
    }
    corrected = next(figure for figure in figures("2022-06") if figure["indicator"].endswith("-pct"))
    send(product, [{**corrected, "value": "12.5", "numerator": None, "denominator": None, "revision": 7}])

    product.run("bulletin", "build", "--edition", "01/2022", "--out", "again")

    again = product.folder / "again" / "2022-06"
    kept = {
        path: hashlib.sha256((product.folder / "data" / "archive" / path).read_bytes()).hexdigest() for path in files
    }
    assert {path: hashlib.sha256((again / Path(path).name).read_bytes()).hexdigest() for path in files} == files
    assert kept == files
    (event,) = eventually(lambda: announced(product), "the edition is announced")
    assert {path: hashlib.sha256(library(product, path)).hexdigest() for path in files} == files
    assert "Sở Giao thông vận tải" in library(product, "2022/01/units/so-gtvt.html").decode()
    told = eventually(lambda: mails_to(product, "so-gtvt"), "its contact hears of the edition")
    assert len(told) == 1
    assert {file["path"]: file["sha256"] for file in event["files"]} == files
    assert (event["label"], event["issued_on"], event["as_of"]) == ("01/2022", "2022-06-20", "2022-06-20")
