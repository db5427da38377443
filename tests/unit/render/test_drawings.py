"""Charts as drawings: everything is on the sheet, told apart without colour, and escaped."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.bulletin import Bar, Chart
from services.report.domain.trend import Trend, TrendPoint
from services.report.render.drawing import Drawing, bars, trend_lines
from services.report.render.languages import VIETNAMESE
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
