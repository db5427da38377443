"""The bulletin of Bình Phước in English: nothing is left in Vietnamese but names, and both languages state the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import BaseModel

from services.report.domain.bulletin import Bulletin, Sentence
from services.report.domain.layout import Layout, TableRule, Variant
from services.report.domain.records import Known, Records
from services.report.domain.sentence_rules import SentenceRule
from services.report.domain.sentences import sentence_of
from services.report.domain.table import sheet_of
from services.report.domain.twins import in_english, twins_of
from services.report.layout_files import load_layout
from services.report.render import rendered
from shared.facts import Change, Evaluation, Verdict
from shared.figures import Status
from tests.examples import examples
from tests.integration.report.scored import PERIODS, PROVINCE, catalogue, edition
from tests.two_languages import stated_in_english, stated_in_vietnamese

LETTERS = re.compile(
    r"[^\W\d_]*[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ][^\W\d_]*", re.IGNORECASE
)
TAILS = st.sampled_from(["0", "1", "2", "11", "50", "79.996", "80", "88.9", "99.996", "100"])
COUNTS = st.sampled_from(["0", "1", "2", "7", "999", "1000", "4978615", "34630065119"])


@cache
def layout() -> Layout:
    return load_layout(PROVINCE, catalogue())


def variants() -> list[Any]:
    return [
        pytest.param(table, variant, id=f"{table.id}-{variant.periods.start}")
        for table in layout().tables
        for variant in table.variants
        if variant.sentences
    ]


def names() -> str:
    """What stays Vietnamese in English: how units are called, the longest first."""
    known = {name for unit in catalogue().units.values() for name in _names_of(unit)} | {"Bình Phước", "Bù Gia Mập"}
    return "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))


def _names_of(unit: Any) -> Iterator[str]:
    yield from (unit.short_name, *unit.aliases, *(each.text for each in unit.names))
    yield re.sub("^(?:Huyện|Thị xã|Thành phố|Tỉnh) ", "", unit.short_name)


def left_in_vietnamese(text: str) -> list[str]:
    return LETTERS.findall(re.sub(names(), "", text, flags=re.IGNORECASE))


def without_english(value: Any) -> Any:
    """An edition as it was kept before there was English: without the fields that hold it."""
    if isinstance(value, dict):
        kept = {"sections", "doubts"}
        return {
            key: each if key in kept else without_english(each)
            for key, each in value.items()
            if not key.endswith("_en")
        }
    return [without_english(each) for each in value] if isinstance(value, list) else value


def untold(rule: Any, place: str) -> Iterator[str]:
    """Every wording below `rule` that has no English."""
    if isinstance(rule, BaseModel):
        for name, twin in twins_of(rule):
            if getattr(rule, name, None) and not getattr(rule, twin):
                yield f"{place}.{name}"
        for name in type(rule).model_fields:
            yield from untold(getattr(rule, name), f"{place}.{getattr(rule, 'id', '')}.{name}")
    elif isinstance(rule, tuple):
        for number, each in enumerate(rule):
            yield from untold(each, f"{place}[{number}]")


def test_every_wording_of_the_layout_has_its_english() -> None:
    assert list(untold(layout().tables, "tables")) == []
    assert list(untold(layout().letterhead, "letterhead")) == []


@pytest.mark.parametrize("period", PERIODS)
def test_every_sentence_of_an_edition_is_told_in_english_with_the_very_numbers(period: str) -> None:
    for sentence in edition(period).sentences:
        assert stated_in_english(sentence.text_en) == stated_in_vietnamese(sentence.text), sentence.text_en
        assert left_in_vietnamese(sentence.text_en) == []


@st.composite
def figures(draw: st.DrawFn, variant: Variant) -> list[Evaluation]:
    """Figures of some units of a table, judged and changed."""
    found = []
    units = [row.unit for row in (*variant.rows, *((variant.total,) if variant.total else ()))]
    for column in variant.columns:
        percent = catalogue().indicators[column.indicator].measure == "percent"
        for unit in units:
            value = draw(st.none() | (TAILS if percent else COUNTS))
            if value is not None:
                found.append(_figure(draw, unit, column, variant.periods.start, Decimal(value)))
    return found


def _figure(draw: st.DrawFn, unit: str, column: Any, period: str, value: Decimal) -> Evaluation:
    day = date(2023, 1, 31) + timedelta(draw(st.integers(0, 3)))
    before = Decimal(draw(COUNTS)) if draw(st.booleans()) else value - Decimal("0.001")
    verdict = Verdict(
        programme=column.programme or "p",
        target="t",
        target_version="1",
        comparator=">=",
        threshold=Decimal(80),
        legal_basis="",
        verdict="met" if value >= 80 else "not_met",
        gap=value - 80,
    )
    return Evaluation(
        unit=unit,
        indicator=column.indicator,
        dimension=column.dimension,
        period=period,
        window_start=date(2022, 12, 1),
        as_of=day,
        status=Status.REPORTED,
        value=value,
        numerator=Decimal(draw(COUNTS)),
        denominator=Decimal(12345),
        sequence=1,
        verdicts=(verdict,),
        change=Change(period="2022-05", as_of=date(2022, 5, 1), value=before, difference=value - before),
    )


@pytest.mark.parametrize(("table", "variant"), variants())
@examples(4)
@given(st.data(), st.integers(0, 3))
def test_whatever_the_figures_both_languages_state_the_same(
    table: TableRule, variant: Variant, data: st.DataObject, turn: int
) -> None:
    period = variant.periods.start
    known = Known(period, Records.of(data.draw(figures(variant))).standing(), catalogue())

    sheet = sheet_of(table, variant, known)

    for rule in variant.sentences:
        _same(sentence_of(rule, sheet, turn), rule)


def _same(sentence: Sentence | None, rule: SentenceRule) -> None:
    if sentence is not None:
        assert stated_in_english(sentence.text_en) == stated_in_vietnamese(sentence.text), rule.id
        assert left_in_vietnamese(sentence.text_en) == []
        assert not re.search(r"\b1 (?:units|teams|members|clusters|users) \b", sentence.text_en)


@pytest.mark.parametrize("period", PERIODS)
def test_what_is_not_english_on_the_page_is_marked_as_vietnamese_or_is_a_name(period: str) -> None:
    bulletin = edition(period).model_copy(update={"articles": (), "sections": ()})
    page = rendered(bulletin, ("html",), "en")["bulletin.html"].decode()
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    body = re.sub(r'<(\w+)[^>]* lang="vi"[^>]*>[^<]*</\1>', "", body)

    assert left_in_vietnamese(unescape(re.sub(r"<[^>]+>", " ", body))) == []


def test_titles_headings_captions_and_the_head_are_english_on_paper_and_in_the_workbook() -> None:
    book = load_workbook(BytesIO(rendered(edition("2023-02"), ("xlsx",), "en")["bulletin.xlsx"]))
    sheet = book["Table 4"]

    assert sheet["A1"].value == "Table 4. Provision and use of online public services"
    assert sheet["D5"].value == "Compared with the report of June 2022"
    assert (sheet["D6"].value, sheet["D6"].number_format) == (
        0,
        '[$-809]"Up"" "#,##0" points";"Down"" "#,##0" points";"Equal"',
    )
    assert book["Contents"]["A2"].value == "DEPARTMENT OF INFORMATION AND COMMUNICATIONS; No. 02/BC-STTTT"


def test_an_edition_of_before_there_was_english_keeps_its_words_and_its_hash() -> None:
    old = Bulletin.model_validate(without_english(edition("2023-02").model_dump(mode="json")))

    files = rendered(old, ("html", "docx", "pdf", "xlsx", "json"), "en")

    assert in_english(old).content_hash == old.content_hash
    page = files["bulletin.html"].decode()
    assert '<p class="body" lang="vi">Đến ngày 17/3/2023, toàn tỉnh có 25.856 người dùng ứng dụng.</p>' in page
    assert ">25,856</td>" in page
    assert files["bulletin.json"] == rendered(old, ("json",), "vi")["bulletin.json"]


def test_bulletin_json_is_the_same_file_in_both_languages_and_has_both() -> None:
    (vietnamese, english) = (rendered(edition("2022-06"), ("json",), language) for language in ("vi", "en"))

    assert vietnamese == english
    assert (
        b'"text_en": "As of 14 June 2022, the app has 2,376 users in the whole province."' in english["bulletin.json"]
    )
