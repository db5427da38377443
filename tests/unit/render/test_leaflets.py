"""The page of a unit and the page for leaders as files."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from services.report.domain.bulletin import Cell, CellDoubt
from services.report.domain.extract.parts import (
    Attention,
    Doubted,
    Extract,
    Heading,
    IndicatorStanding,
    Line,
    Movement,
    Named,
    Place,
    Point,
    Standing,
    Summary,
    TaskLine,
)
from services.report.render.leaflet import LEAFLETS, extract_files, summary_files
from services.report.render.leaflet.leaders_page import SHEET_LINES, leaders_page, lines_of
from services.report.render.leaflet.words import words_in
from shared.errors import Refused

LONG = "Tỷ lệ văn bản được thực hiện trực tuyến qua Hệ thống quản lý văn bản và hồ sơ công việc của các cơ quan"
NAME = Named(vi=LONG, en=LONG)
DOUBT = CellDoubt(rule="above_100", severity="error", text="tỷ lệ vượt quá 100%", text_en="the share is above 100%")
HEADING = Heading(
    period="2023-02",
    title="Báo cáo chuyên đề tháng 02/2023",
    number="02/2023",
    kind="BÁO CÁO",
    status="published",
    issued_on=date(2023, 3, 20),
    as_of=date(2023, 3, 17),
    issuing_body="SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    content_hash="0" * 64,
)


def a_cell(**more: Any) -> Cell:
    stated: dict[str, Any] = {
        "value": "60", "text": "60%", "status": "reported", "verdict": "not_met", "gap": "-20", "comparator": ">=",
        "target": "80", "legal_basis": "QĐ 27", "change": "-10", "change_text": "Giảm 10%",
    }  # fmt: skip
    return Cell(**stated | more)


def a_line(cell: Cell | None = None, name: Named = NAME) -> Line:
    trend = (Point(period="2022-06", value="70", text="70%"), Point(period="2023-02", value="60", text="60%"))
    return Line(
        table="t",
        column="c",
        name=name,
        measure="percent",
        cell=cell or a_cell(),
        place=Place(rank=3, of=11),
        trend=trend,
    )


TASK = TaskLine(
    unit="north",
    unit_name="Huyện Bắc",
    title=LONG,
    legal_basis=LONG,
    stage="work",
    due=date(2023, 3, 1),
    state="overdue",
)
EXTRACT = Extract(
    heading=HEADING,
    unit="north",
    name="Huyện Bắc",
    level="district",
    standing=Standing(not_met=1, missing=1, doubted=1),
    lines=(
        a_line(a_cell(doubts=(DOUBT,))),
        a_line(Cell(text="…", status="missing", missing_reason="hệ thống tạm dừng"), Named(vi="Hồ sơ", en="Dossiers")),
    ),
    tasks=(TASK,),
)


def crowded(units: int = 60) -> Summary:
    """More of everything than a sheet can hold."""
    return Summary(
        heading=HEADING,
        units=units,
        standing=Standing(met=10, not_met=units),
        indicators=tuple(IndicatorStanding(name=NAME, met=each, judged=units, whole=a_cell()) for each in range(20)),
        rises=(Movement(unit="north", unit_name=LONG, name=NAME, cell=a_cell()),) * 20,
        falls=(Movement(unit="north", unit_name=LONG, name=NAME, cell=a_cell()),) * 20,
        attention=(Attention(unit="n", unit_name=LONG, standing=Standing(not_met=4), worst=(a_line(),)),) * units,
        tasks=(TASK,) * 40,
        doubts=(Doubted(unit="n", unit_name=LONG, name=NAME, cell=a_cell(doubts=(DOUBT,))),) * 30,
    )


def text_of(content: bytes) -> str:
    """What stands on the pages of a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_every_format_is_the_same_to_the_byte_each_time() -> None:
    assert extract_files(EXTRACT, list(LEAFLETS)) == extract_files(EXTRACT, list(LEAFLETS))


def test_a_page_says_figure_verdict_gap_change_place_task_and_doubt() -> None:
    page = extract_files(EXTRACT, ["html"])["north.html"].decode()

    for said in (
        "Huyện Bắc", "60% (?)", "≥\xa080%", "Không đạt", "thiếu 20 điểm\xa0%", "Giảm 10%", "3/11", "QĐ 27", "70%",
        "Quá hạn", "tỷ lệ vượt quá 100%", "Hồ sơ; lý do: hệ thống tạm dừng", "Báo cáo số 02/2023 ngày 20/3/2023",
    ):  # fmt: skip
        assert said in page, said


def test_the_english_page_has_english_words() -> None:
    page = extract_files(EXTRACT, ["html"], "en")["north.html"].decode()

    assert "Not met" in page
    assert "20 points short" in page
    assert "Không đạt" not in page


def test_the_english_page_writes_figures_and_changes_in_english() -> None:
    points = (Point(period="2022-06", value="1069", text="1.069"), Point(period="2023-02", value="88.9", text="88,9%"))
    cell = a_cell(value="88.9", text="88,9%", target="92.5", gap="-3.6", change_text="Giảm 1%")
    heading = HEADING.model_copy(update={"title_en": "Thematic report, February 2023"})
    line = a_line(cell).model_copy(update={"trend": points})
    extract = EXTRACT.model_copy(update={"lines": (line,), "heading": heading})

    page = extract_files(extract, ["html"], "en")["north.html"].decode()

    assert all(text in page for text in ("1,069", "88.9%", "≥\u00a092.5%", "3.6 points short", "Down 1 point<"))
    assert "Extract: thematic report, February 2023" in page


def test_what_units_are_called_is_text_and_never_markup() -> None:
    hostile = EXTRACT.model_copy(update={"name": "<script>alert(1)</script>\x00"})

    page = extract_files(hostile, ["html"])["north.html"].decode()

    assert "<script>" not in page
    assert "\x00" not in page


def test_the_word_file_has_headings_in_order_and_table_heads_that_repeat() -> None:
    document = Document(BytesIO(extract_files(EXTRACT, ["docx"])["north.docx"]))

    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Leaflet Heading"]
    assert headings[0] == "Chỉ tiêu có mục tiêu"
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)  # noqa: SLF001


def test_a_draft_says_so_and_a_published_page_does_not() -> None:
    draft = EXTRACT.model_copy(update={"heading": HEADING.model_copy(update={"status": "draft", "number": None})})

    assert "DỰ THẢO" in extract_files(draft, ["html"])["north.html"].decode()
    assert "DỰ THẢO" not in extract_files(EXTRACT, ["html"])["north.html"].decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_for_leaders_is_one_page_however_much_there_is(language: str) -> None:
    content = summary_files(crowded(), ["pdf"], language)["summary.pdf"]

    assert len(PdfReader(BytesIO(content)).pages) == 1
    assert lines_of(leaders_page(crowded(), words_in(language)).panels) <= SHEET_LINES


@pytest.mark.parametrize("units", [3, 11, 33])
@pytest.mark.parametrize("called", ["Sở Y tế", "UBND thành phố Đồng Xoài", LONG])
def test_no_mixture_of_short_and_long_breaks_the_one_page(units: int, called: str) -> None:
    shapes = product((Named(vi="Hồ sơ", en="Dossiers"), NAME), (1, 11, 20), (6,), (3, 40), (8,))

    pages = {
        len(PdfReader(BytesIO(summary_files(mixed(units, called, *shape), ["pdf"])["summary.pdf"])).pages)
        for shape in shapes
    }

    assert pages == {1}


def mixed(units: int, called: str, name: Named, indicators: int, moves: int, tasks: int, doubts: int) -> Summary:
    """A summary of a province in which every unit is behind, with so much of each thing."""
    moved = (Movement(unit="n", unit_name=called, name=name, cell=a_cell()),) * moves
    behind = Attention(unit="n", unit_name=called, standing=Standing(not_met=4), worst=(a_line(name=name),))
    return Summary(
        heading=HEADING,
        units=units,
        standing=Standing(met=10, not_met=4 * units, missing=3, doubted=doubts),
        indicators=(IndicatorStanding(name=name, met=1, judged=units, whole=a_cell()),) * indicators,
        rises=moved,
        falls=moved,
        attention=(behind,) * units,
        tasks=(TASK.model_copy(update={"unit_name": called}),) * tasks,
        doubts=(Doubted(unit="n", unit_name=called, name=name, cell=a_cell(doubts=(DOUBT,))),) * doubts,
    )


def test_what_the_page_for_leaders_has_no_room_for_it_counts() -> None:
    said = text_of(summary_files(crowded(), ["pdf"])["summary.pdf"])

    told = re.search(r"Đơn vị cần tập trung rà soát: (\d+) đơn vị", said)
    left = re.search(r"Còn (\d+) đơn vị khác", said)
    assert told is not None
    assert left is not None
    assert int(told[1]) == 60 > int(left[1]) > 50


def test_a_doubt_is_told_whole_where_the_page_for_leaders_has_room() -> None:
    why = "số cơ quan được lắp đặt không thể nhiều hơn số cơ quan đã kết nối mạng " * 3 + "(310 so với 294)"
    doubt = DOUBT.model_copy(update={"text": why})
    told = Doubted(unit="n", unit_name="Tỉnh", name=NAME, cell=a_cell(doubts=(doubt,)))
    summary = Summary(heading=HEADING, units=3, standing=Standing(doubted=1), doubts=(told,))

    page = summary_files(summary, ["html"])["summary.html"].decode()

    assert "(310 so với 294)" in page


def test_the_page_for_leaders_says_movements_in_points() -> None:
    moved = Movement(unit="n", unit_name="Sở Nội vụ", name=Named(vi="Tỷ lệ hồ sơ", en="Dossiers"), cell=a_cell())
    summary = Summary(heading=HEADING, units=3, standing=Standing(), falls=(moved,))

    pages = [summary_files(summary, ["html"], language)["summary.html"].decode() for language in ("vi", "en")]

    assert "Giảm nhiều nhất: Sở Nội vụ (Tỷ lệ hồ sơ): 60%, giảm 10 điểm\xa0%." in pages[0]
    assert "Sở Nội vụ (Dossiers): 60%, down 10 points." in pages[1]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ({"value": "7", "comparator": "<=", "target": "10", "gap": "3", "verdict": "met"}, "thấp hơn 3 điểm\xa0%"),
        ({"value": "12", "comparator": "<=", "target": "10", "gap": "-2"}, "cao hơn 2 điểm\xa0%"),
        ({"value": "79.996", "gap": "-0.004"}, "thiếu 0,004 điểm\xa0%"),
        ({"value": "95", "comparator": "between", "upper": "90", "gap": "-5"}, "cao hơn 5 điểm\xa0%"),
        ({"value": "75", "comparator": "between", "upper": "90", "gap": "-5"}, "thiếu 5 điểm\xa0%"),
        ({"value": "85", "comparator": "between", "upper": "90", "gap": "5", "verdict": "met"}, "trong khoảng"),
    ],
)
def test_a_gap_is_told_as_it_lies_to_the_target(cell: dict[str, str], told: str) -> None:
    assert words_in("vi").gap(a_cell(**cell), "percent") == told


def test_a_page_for_leaders_with_nothing_to_say_says_so() -> None:
    page = summary_files(Summary(heading=HEADING, units=3, standing=Standing()), ["html"])["summary.html"].decode()

    assert "Không có chỉ tiêu nào có mục tiêu trong kỳ này." in page
    assert "Không có." in page


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="json, html, docx, pdf"):
        extract_files(EXTRACT, ["odt"])


def test_who_is_alone_in_a_level_has_no_place() -> None:
    words = words_in("vi")

    assert words.place(Place(rank=1, of=1)) == ""
    assert words.place(Place(rank=1, of=2)) == "1/2"
