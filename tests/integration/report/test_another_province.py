"""Another province is a folder: two levels, merged communes, a bulletin each quarter, limits to stay under."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin, Row
from services.report.domain.claims.finding import Finding
from services.report.domain.extract.extracting import extracts_of
from services.report.domain.layout import Layout
from services.report.domain.records import Records
from services.report.layout_files import layout_problems, load_layout
from services.report.render import rendered
from services.report.verify.commands import month_of
from services.report.verify.expected import expected
from services.report.verify.files import read_document
from services.report.verify.verifying import verified
from services.scoring import handlers
from shared.catalogue import Catalogue
from shared.catalogue.check import inspect
from shared.catalogue.load import load_catalogue
from shared.catalogue.resolve import resolve_unit
from shared.events import ComplianceEvaluated, MetricSubmitted, RankingComputed
from shared.language import Language
from shared.settings import ROOT
from tests.integration.report.scored import figure
from tests.unit.scoring.memory_store import InMemoryStore

PROVINCE = ROOT / "tests" / "provinces" / "song-lam"
PERIOD = "2025-09"
NOW = datetime(2025, 10, 13, 8, tzinfo=UTC)
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@cache
def catalogue() -> Catalogue:
    return load_catalogue(PROVINCE)


@cache
def layout() -> Layout:
    return load_layout(PROVINCE, catalogue())


@cache
def edition() -> Bulletin:
    """The bulletin of the third quarter of 2025: every figure belongs to the quarter that its day tells."""
    store = InMemoryStore()
    for path in sorted((PROVINCE / "figures").glob("*.csv")):
        handlers.judge(submitted(path), store, catalogue(), NOW)
    told = store.announced
    return assemble(
        PERIOD,
        [event.data for event in told if isinstance(event, ComplianceEvaluated)],
        [event.data for event in told if isinstance(event, RankingComputed)],
        layout(),
        catalogue(),
    )


def submitted(path: Path) -> list[MetricSubmitted]:
    with path.open(encoding="utf-8", newline="") as opened:
        rows = [dict(row, dimension="", revision="", period=quarter(row["as_of"])) for row in csv.DictReader(opened)]
    return [MetricSubmitted.of("/sources/sample", figure(row), time=NOW) for row in rows]


def quarter(day: str) -> str:
    return catalogue().calendar.period_of(date.fromisoformat(day))


@cache
def files(language: Language) -> dict[str, bytes]:
    return rendered(edition(), ["docx", "html"], language)


def row(table: str, unit: str) -> Row:
    rows = next(each.rows for each in edition().tables if each.id == table)
    return next(each for each in rows if each.unit == unit)


def found(content: bytes, kind: str, language: Language | None = None) -> list[Finding]:
    """What `verify` finds: by the document alone, or against the edition as kept in a language."""
    given = read_document(content, f".{kind}")
    kept = expected(edition(), language) if language else None
    return list(verified(given.document, catalogue(), layout(), month_of(given), kept).findings)


def test_the_folder_is_consistent_without_any_edition_registered() -> None:
    assert inspect(PROVINCE)[1] == []
    assert layout_problems(PROVINCE) == []
    assert not (PROVINCE / "layout" / "editions.yaml").exists()


def test_a_bulletin_names_its_quarter_and_the_quarter_it_compares_with() -> None:
    column = next(each for each in edition().tables[0].columns if each.key == "received")

    assert edition().title == "Bản tin chuyển đổi số quý III/2025"
    assert edition().title_en == "Digital transformation bulletin, Q3 2025"
    assert (column.change_heading, column.change_heading_en) == ("So với quý II/2025", "Since Q2 2025")


def test_the_lowest_are_named_first_with_all_who_share_a_place_in_both_languages() -> None:
    vietnamese, english = (unescape(files(language)["bulletin.html"].decode()) for language in LANGUAGES)

    assert "nhanh nhất: Đặc khu Đảo Ngọc (1,5), Phường Bến Đình (2,4), Xã Tân Sơn (2,4)." in vietnamese
    assert "3 fastest communes: Đặc khu Đảo Ngọc (1.5), Phường Bến Đình (2.4), Xã Tân Sơn (2.4)." in english
    assert "01 xã, phường, đặc khu có tỷ lệ đúng hạn thấp nhất: Xã An Phú (90%)." in vietnamese
    assert "01/04 xã, phường, đặc khu chưa đạt mục tiêu không quá 3 ngày: Xã An Phú (3,2)." in vietnamese


def test_limits_are_judged_and_placed_from_below() -> None:
    rows = [row("communes", unit) for unit in ("dao-ngoc", "phuong-ben-dinh", "xa-tan-son", "xa-an-phu")]

    assert [each.rank for each in rows] == [1, 2, 2, 4]
    assert [each.cells["days"].verdict for each in rows] == ["met", "met", "met", "not_met"]


def test_a_merged_commune_is_compared_with_those_it_came_out_of() -> None:
    cells = row("communes", "xa-an-phu").cells

    assert (cells["received"].text, cells["received"].change_text) == ("300", "20")
    assert cells["days"].change_text == ""


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_wrong_with_the_edition_itself(language: Language, kind: str) -> None:
    content = files(language)[f"bulletin.{kind}"]

    assert found(content, kind) == []
    assert found(content, kind, language) == []


@pytest.mark.parametrize(
    ("says", "slip", "rule"),
    [
        ("nhanh nhất: Đặc khu Đảo Ngọc (1,5), ", "nhanh nhất: ", "top"),
        ("thấp nhất: Xã An Phú (90%)", "thấp nhất: Xã Tân Sơn (96,83%)", "top"),
        ("Kết quả chuyển đổi số quý III/2025", "Kết quả chuyển đổi số quý IV/2025", "edition-period"),
    ],
)
def test_a_slip_about_the_lowest_or_the_quarter_is_found(says: str, slip: str, rule: str) -> None:
    text = files("vi")["bulletin.html"].decode()
    assert says in text

    slips = found(text.replace(says, slip).encode(), "html", "vi")

    assert rule in {one.rule for one in slips}


@pytest.mark.parametrize(
    ("top", "period"),
    [
        ("Kết quả quý IV/2025. (R) …, báo cáo số 01/2025 (tháng 09/2025)", "2025-12"),
        ("Results of Q1 2026, since the report of September 2025", "2026-03"),
        ("Kết quả tháng 02/2023, một tháng của quý I/2023", "2023-02"),
        ("Results of February 2023", "2023-02"),
        ("Kết quả tháng 13/2023", None),
        ("Kết quả đến ngày 30 tháng 9/2025", None),
    ],
)
def test_the_period_of_a_document_is_the_first_that_its_top_names(top: str, period: str | None) -> None:
    assert month_of(read_document(top.encode(), ".txt")) == period


def test_the_summary_has_units_in_the_order_of_the_first_tables_that_have_them() -> None:
    table = read_document(files("vi")["bulletin.docx"], ".docx").document.tables[-1]

    units = [*catalogue_order("department"), *catalogue_order("commune")]
    assert [line[1] for line in table.rows[1:-1]] == units


def catalogue_order(level: str) -> list[str]:
    day = date(2025, 9, 30)
    units = (unit for unit in catalogue().units.values() if unit.level == level and unit.exists_on(day))
    return [unit.short_name for unit in units]


def test_a_total_under_two_tables_is_one_line_of_its_unit() -> None:
    page = extracts_of(edition(), Records.of(()), (), catalogue()).unit("song-lam")

    assert page is not None
    assert [line.column for line in page.lines] == ["days", "received", "on-time"]
    assert page.standing.not_met == 1


@pytest.mark.parametrize("name", ["P. Bến Đình", "P.Bến Đình", "UBND phường Bến Đình", "30101"])
def test_a_commune_is_known_by_its_kind_in_short(name: str) -> None:
    assert resolve_unit(catalogue(), name).id == "phuong-ben-dinh"


def test_days_between_editions_belong_to_the_next_and_a_named_month_stays() -> None:
    assert [quarter(day) for day in ("2025-07-12", "2025-07-13", "2025-10-12", "2025-10-13")] == [
        "2025-06",
        "2025-09",
        "2025-09",
        "2025-12",
    ]
    assert catalogue().calendar.edition_before("2025-12") == "2025-09"
    assert replace(catalogue().calendar, months=frozenset({12})).period_of(date(2025, 10, 13)) == "2025-12"
