"""English beside the Vietnamese: from the layout, from what is computed, and nothing where there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.absence import Absence, Absences, explained
from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Cell, Sentence
from services.report.domain.change_text import change_text, english_text
from services.report.domain.claims.aims import target_in
from services.report.domain.corrections import corrections, printed_figures
from services.report.domain.layout import TableRule
from services.report.domain.layout_check import table_flaws
from services.report.domain.pattern import fill, names_in
from services.report.domain.records import Records
from services.report.domain.revised import revised
from services.report.domain.sentences import sentence_of
from services.report.domain.twins import in_english
from tests.two_languages import stated_in_english, stated_in_vietnamese
from tests.unit.report.factories import (
    BEFORE,
    CATALOGUE,
    NOW,
    USERS,
    a_column,
    a_layout,
    a_sheet,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
    doubts_about,
    printed,
    since,
)

BEHIND: dict[str, Any] = {
    "id": "behind",
    "kind": "behind",
    "column": "figure",
    "pattern": "{count}/{of} đơn vị dưới {target}: {units}.",
    "pattern_en": "{count} of {of} units {count|is|are} below {target}: {units}.",
}


def said(rule: TableRule, *figures: Any, turn: int = 0) -> Sentence:
    variant = rule.variant(NOW)
    assert variant is not None
    found = sentence_of(variant.sentences[0], a_sheet(rule, *figures), turn)
    assert found is not None
    return found


def late(value: str, unit: str) -> Any:
    return an_evaluation(value, unit, verdicts=(a_verdict("not_met"),))


def test_one_is_told_from_many() -> None:
    wording = "{count} {count|unit is|units are} late[ ({rest|1 day|some days})]"

    assert fill(wording, {"count": "1"}) == "1 unit is late"
    assert fill(wording, {"count": "1,001", "rest": "2"}) == "1,001 units are late (some days)"
    assert fill("{count|unit is|units are} late", {}) is None
    assert names_in(wording) == ["count", "count", "rest"]


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("3.007", "3,007"),
        ("-1.028,5", "-1,028.5"),
        ("88,9%", "88.9%"),
        ("…", "…"),
        ("-", "-"),
        ("Tăng 1,1%", "Up 1.1 points"),
        ("Giảm 1%", "Down 1 point"),
        ("Giảm dưới 0,01%", "Down less than 0.01 points"),
        ("Bằng", "Equal"),
        ("Bằng (R)", "Equal (R)"),
        ("Tăng 4% (R)", "Up 4 points (R)"),
    ],
)
def test_what_cells_print_has_its_english(vietnamese: str, english: str) -> None:
    assert english_text(vietnamese) == english


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.sampled_from(["percent", "count"]))
def test_a_change_is_of_the_same_size_in_both_languages(difference: Decimal, measure: Any) -> None:
    text = change_text(difference, measure)

    assert stated_in_english(english_text(text)) == stated_in_vietnamese(text.replace("%", ""))


def test_a_sentence_has_its_english_with_english_figures_and_the_same_turn() -> None:
    rule = a_table(sentences=[{**BEHIND, "also": ["Còn {count}: {units}."], "also_en": ["Still {count}: {units}."]}])
    figures = late("70.5", "north"), late("60", "south")

    assert said(rule, *figures).text_en == "2 of 2 units are below 80%: North (70.5%), South (60%)."
    assert said(rule, *figures, turn=1).text_en == "Still 2: North (70.5%), South (60%)."
    assert said(a_table(sentences=[BEHIND]), figures[0]).text_en == "1 of 1 units is below 80%: North (70.5%)."


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        ("91", "94.5", "rose from 91.0% (16 June 2022) to 94.5% (17 March 2023)"),
        ("94.5", "91", "fell from 94.5% (16 June 2022) to 91.0% (17 March 2023)"),
        ("91", "91", "stayed at 91% (from 16 June 2022 to 17 March 2023)"),
        (
            "91",
            "91.001",
            "rose by less than 0.01 percentage points and is at 91% (from 16 June 2022 to 17 March 2023)",
        ),
    ],
)
def test_movements_are_told_in_english(before: str, now: str, movement: str) -> None:
    trend = {
        "id": "t",
        "kind": "trend",
        "column": "figure",
        "pattern": "Tỷ lệ {movement}.",
        "pattern_en": "It {movement}.",
    }
    rule = a_table(total={"unit": "province", "name": "Tổng"}, sentences=[trend])
    change = since(before, str(Decimal(now) - Decimal(before)))

    found = said(rule, an_evaluation(now, "province", change=change))

    assert found.text_en == f"It {movement}."
    assert stated_in_english(found.text_en) == stated_in_vietnamese(found.text)


@pytest.mark.parametrize(
    ("value", "text"),
    [("81", "1 percentage point above"), ("77.02", "2.98 percentage points below"), ("80", "exactly at")],
)
def test_gaps_are_told_in_english(value: str, text: str) -> None:
    share = {"id": "s", "kind": "share", "column": "figure", "unit": "north"}
    wordings = {"pattern": "{numerator}/{denominator}, {gap}.", "pattern_en": "{numerator} of {denominator}, {gap} it."}
    found = said(
        a_table(sentences=[share | wordings]), an_evaluation(value, parts=(4000, 5000), verdicts=(a_verdict(),))
    )

    assert found.text_en == f"4,000 of 5,000, {text} it."


@pytest.mark.parametrize(
    ("comparator", "upper", "text"),
    [
        ("<=", None, "at most 80%"),
        ("<", None, "less than 80%"),
        (">", None, "more than 80%"),
        ("between", "90", "80% to 90%"),
    ],
)
def test_ceilings_and_ranges_are_named_in_english(comparator: Any, upper: str | None, text: str) -> None:
    aim = {"comparator": comparator, "upper": upper and Decimal(upper)}
    heading: dict[str, Any] = {
        "show_verdict": True,
        "verdict_heading": "Đạt ({target})",
        "verdict_heading_en": "Target ({target})",
    }

    table = printed(a_table(a_column(**heading)), an_evaluation(verdicts=(a_verdict().model_copy(update=aim),)))

    assert table.columns[0].verdict_heading_en == f"Target ({text})"
    assert target_in(f"Target ({text})") == target_in(table.columns[0].verdict_heading)


def test_headings_and_titles_are_filled_in_english() -> None:
    headings = {"heading": "Đến {as_of}", "heading_en": "As of {as_of}", "verdict_heading": "Đạt[ {target}]"}
    rule = a_table(a_column(**headings), title="Tháng {month}", title_en="In {month}", section_en="1. Results")

    table = printed(rule, an_evaluation("90", verdicts=(a_verdict(),)))

    assert (table.title_en, table.section_en, table.note_en) == ("In February 2023", "1. Results", "")
    assert (table.columns[0].heading_en, table.columns[0].verdict_heading_en) == ("As of 17 March 2023", "")
    told = in_english(table)
    assert (told.title, told.columns[0].heading, told.columns[0].verdict_heading) == (
        "In February 2023",
        "As of 17 March 2023",
        "Đạt 80%",
    )


def test_a_layout_without_english_makes_a_bulletin_in_vietnamese_words_and_english_figures() -> None:
    sentence = {name: text for name, text in BEHIND.items() if name != "pattern_en"}
    edition = an_edition(late("70.5", "north"), tables=(a_table(sentences=[sentence]),))

    told = in_english(edition)

    assert (told.title, told.sentences) == (edition.title, edition.sentences)
    assert told.tables[0].rows[0].cells["figure"].text == "70.5%"
    assert '"text_en"' not in edition.model_dump_json()


def test_footnotes_are_told_in_english() -> None:
    rule = a_table(total={"unit": "province", "name": "Tổng", "name_en": "Total"})
    late_day: dict[str, Any] = {"as_of": an_evaluation(period=BEFORE).as_of}
    table = printed(rule, an_evaluation(None), an_evaluation("90", "south", **late_day), an_evaluation("80", "east"))

    assert len(table.footnotes_en) == len(table.footnotes)
    assert {
        "The sign - means: no activity.",
        "The sign … means: no figure yet.",
        "South: figures as of 16 June 2022.",
    } <= set(table.footnotes_en)


def test_a_doubt_is_told_in_english_under_its_table() -> None:
    edition = assemble(NOW, [an_evaluation("120")], (), a_layout(a_table()), CATALOGUE, (), [doubts_about("120")])

    assert "(?) North, Kết quả: To be checked: 120% is above 100%." in edition.tables[0].footnotes_en


def test_a_declared_absence_and_a_correction_are_told_in_english() -> None:
    column = a_column(USERS, key="figure", heading="Người dùng", heading_en="Users")
    before, now = (an_evaluation(value, indicator=USERS, revision=place) for place, value in ((1, "1500"), (2, "1600")))
    tables = (a_table(column),)
    changed = corrections(printed_figures(an_edition(before, tables=tables), "02/2023"), Records.of([now]), {})

    edition = explained(an_edition(now, tables=tables), Absences([Absence("south", USERS, "Mất điện")]))
    notes = revised(edition, changed).tables[0].footnotes_en

    assert "South: no figure yet; reason: Mất điện." in notes
    assert (
        "(R) North, Users, report No. 02/2023 (February 2023): published as 1,500, now 1,600; "
        "reason: the unit sent the figure again (submission 2)."
    ) in notes


def test_the_chart_and_its_words_for_those_who_do_not_see_it_are_english() -> None:
    charts = [{"id": "c", "column": "figure", "title": "Tỷ lệ theo đơn vị", "title_en": "Share by unit"}]
    rule = a_table(charts=charts, total={"unit": "province", "name": "Tổng"})
    earlier = [an_evaluation("50", "province", period=BEFORE), an_evaluation("60.5", "province")]
    edition = an_edition(
        late("70.5", "north"), an_evaluation("90", "south", verdicts=(a_verdict(),)), *earlier, tables=(rule,)
    )

    (chart,), (trend,) = edition.charts, edition.trends

    assert (chart.title_en, chart.target_label_en) == ("Share by unit", "Target 80%")
    assert chart.alt_en == (
        "Bar chart: Share by unit; 2 of 4 units have figures; highest 90% (South), lowest 70.5% (North); "
        "the dashed line is the target of 80%; 1 unit does not meet it: North (70.5%)."
    )
    assert trend.title_en == "Share over the reporting periods"
    assert trend.alt_en.endswith("February 2023: overall 60.5%, highest 90%, lowest 70.5%, 1 of 2 units met it.")


@pytest.mark.parametrize(
    ("given_wordings", "reason"),
    [
        ({"pattern_en": "{late}"}, "{late} is not known here"),
        ({"pattern_en": "{late|one|many}"}, "{late} is not known here"),
        ({"one": "Một: {units}"}, "is missing: other wordings of behind have English"),
        ({"one_en": "One: {units}"}, "is the English of nothing: there is no one"),
        ({"also": ["Còn {units}"]}, "has 0 wordings, also has 1"),
    ],
)
def test_a_flaw_of_the_english_of_a_sentence_is_named(given_wordings: dict[str, Any], reason: str) -> None:
    rule = a_table(sentences=[BEHIND | given_wordings])

    assert [found for _, found in table_flaws(rule, CATALOGUE)] == [reason]


@pytest.mark.parametrize(
    "rule", [a_table(title_en="{when}"), a_table(a_column(heading_en="{when}")), a_table(note="{when}")]
)
def test_a_flaw_of_an_english_heading_is_named(rule: TableRule) -> None:
    assert [found for _, found in table_flaws(rule, CATALOGUE)] == ["{when} is not known here"]


def test_figures_alone_turn_english_whatever_stands_around_them() -> None:
    cell = Cell(text="1.234,5", change_text="Tăng 4%", status="reported", legal_basis="Quyết định số 27/QĐ-UBQGCĐS")

    told = in_english(cell)

    assert (told.text, told.change_text, told.legal_basis) == ("1,234.5", "Up 4 points", cell.legal_basis)
