"""Charts as drawings: everything is on the sheet, told apart without colour, and escaped."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.bar_chart import Bar, Chart
from services.report.domain.trend import Trend, TrendPoint
from services.report.render.drawing import Drawing, bars, trend_lines
from services.report.render.drawing.svg import LETTER
from services.report.render.languages import VIETNAMESE
from services.report.render.paper_size import PORTRAIT_MM
from services.report.render.widths import letters_em
from tests.unit.render.edition import chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg)  # noqa: S314 - our own drawing


def texts(drawing: Drawing) -> list[str]:
    return [each.text or "" for each in drawn(drawing).iter(f"{SVG}text")]


def trend(*values: str | None, target: str | None = "80") -> Trend:
    points = tuple(
        TrendPoint(period=f"2023-{month:02}", value=value, highest="100", lowest="12.5")
        for month, value in enumerate(values, 1)
    )
    return Trend(
        id="t", table="a", column="b", title="T", target=target, target_label="Chỉ tiêu 80%", points=points, alt="x"
    )


@pytest.mark.parametrize("narrow", [False, True])
def test_every_unit_stands_with_its_figure_on_the_sheet(narrow: bool) -> None:  # noqa: FBT001
    drawing = bars(chart(), VIETNAMESE, narrow=narrow)
    placed = [(float(each.get("x", 0)), float(each.get("y", 0))) for each in drawn(drawing).iter(f"{SVG}text")]

    assert {bar.name for bar in chart().bars} | {bar.text for bar in chart().bars} <= set(texts(drawing))
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in placed)


def test_met_and_not_met_differ_by_pattern_not_by_colour_alone() -> None:
    fills = [each.get("fill") for each in drawn(bars(chart(), VIETNAMESE)).iter(f"{SVG}rect")]

    assert fills.count("url(#met-online-services)") == 26
    assert fills.count("#26323d") == 2


def test_two_drawings_on_one_page_do_not_share_their_patterns() -> None:
    wide, narrow = (re.findall(r'id="([^"]+)"', bars(chart(), VIETNAMESE, narrow=each).svg) for each in (False, True))

    assert not set(wide) & set(narrow)


def test_lines_of_a_trend_are_told_apart_by_their_strokes() -> None:
    strokes = [
        each.get("stroke-dasharray")
        for each in drawn(trend_lines(trend("60", "85"), VIETNAMESE)).iter(f"{SVG}polyline")
    ]

    assert strokes == [None, "7 4", "2 3"]


def test_a_trend_says_its_figures_editions_and_target() -> None:
    said = texts(trend_lines(trend("60.5", "85"), VIETNAMESE))

    assert {"60,5%", "85%", "01/2023", "02/2023", "Chỉ tiêu 80%", "Số chung", "Cao nhất", "Thấp nhất"} <= set(said)


def test_many_editions_say_only_the_first_and_the_last_figure() -> None:
    said = texts(trend_lines(trend(*(f"{value}.25" for value in range(50, 63))), VIETNAMESE, narrow=True))

    assert [text for text in said if text.endswith(",25%")] == ["50,25%", "62,25%"]


@given(st.lists(st.decimals(0, 250, places=2), min_size=1, max_size=20))
def test_no_bar_is_longer_than_its_sheet(values: list[Decimal]) -> None:
    sticks = tuple(Bar(unit="u", name="Đơn vị", value=str(value), text=f"{value}%") for value in values)
    drawing = bars(Chart(id="c", table="t", column="a", title="T", target="80", bars=sticks, alt="a"), VIETNAMESE)
    ends = [float(each.get("x", 0)) + float(each.get("width", 0)) for each in drawn(drawing).iter(f"{SVG}rect")]

    assert max(ends) <= drawing.width


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_any_name_comes_out_as_it_went_in(name: str) -> None:
    stick = Bar(unit="u", name=name, value="50", text="50%")
    drawing = bars(Chart(id="c", table="t", column="a", title="T", bars=(stick,), alt=name), VIETNAMESE)

    assert name.replace("\ufffe", "").replace("\uffff", "") in texts(drawing)


def many(count: int, name: str = "Sở số {}") -> Chart:
    sticks = tuple(
        Bar(unit=str(n), name=name.format(n), value=str(n), text=f"{n}%", verdict="met") for n in range(1, count + 1)
    )
    return Chart(id="c", table="t", column="a", title="T", target="50", target_label="Mốc", bars=sticks, alt="a")


def test_letters_are_nine_points_high_at_least_where_the_drawing_is_as_wide_as_the_page() -> None:
    drawing = bars(many(3), VIETNAMESE)

    assert float(drawn(drawing).get("font-size", 0)) / drawing.width * PORTRAIT_MM / 25.4 * 72 >= 9


def test_more_bars_than_a_page_bears_stand_in_two_columns_each_with_its_target() -> None:
    few, two = bars(many(16), VIETNAMESE), bars(many(30), VIETNAMESE)

    assert (texts(few).count("Mốc"), texts(two).count("Mốc")) == (1, 2)
    assert two.height < few.height
    assert {f"Sở số {n}" for n in range(1, 31)} <= set(texts(two))


def test_long_names_leave_one_column_and_bars_their_room() -> None:
    assert texts(bars(many(30, "Sở Nông nghiệp và Phát triển nông thôn {}"), VIETNAMESE)).count("Mốc") == 1


@given(st.integers(1, 40), st.sampled_from(["Sở {}", "Ban Quản lý Khu kinh tế {}"]))
def test_no_letter_stands_beside_the_sheet(count: int, name: str) -> None:
    drawing = bars(many(count, name), VIETNAMESE)

    for each in drawn(drawing).iter(f"{SVG}text"):
        wide, x = letters_em(each.text or "") * LETTER, float(each.get("x", 0))
        left = x - wide * {"middle": 0.5, "end": 1.0}.get(each.get("text-anchor", ""), 0.0)
        assert left >= -1
        assert left + wide <= drawing.width + 1


def test_a_figure_on_the_target_line_stands_on_white() -> None:
    inside = list(drawn(bars(many(3), VIETNAMESE)))
    place = next(place for place, each in enumerate(inside) if each.text == "3%")

    assert inside[place - 1].get("fill") == "#fff"


def test_a_line_that_would_have_one_point_is_neither_drawn_nor_explained() -> None:
    points = tuple(
        TrendPoint(period=f"2023-{month:02}", value="50", highest=highest, lowest=None)
        for month, highest in ((1, None), (2, "90"))
    )
    said = texts(
        trend_lines(Trend(id="t", table="a", column="b", title="T", target=None, points=points, alt="x"), VIETNAMESE)
    )

    assert "Số chung" in said
    assert not {"Cao nhất", "Thấp nhất"} & set(said)
