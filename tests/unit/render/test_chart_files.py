"""Charts as files for office programs: what the page shows, in words that every program knows."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.bar_chart import Bar, Chart
from services.report.render.advances import line_em
from services.report.render.drawing import bars
from services.report.render.drawing.svg import LETTER
from services.report.render.drawing.vectors import svg
from services.report.render.languages import VIETNAMESE
from tests.unit.render.edition import chart
from tests.unit.render.test_drawings import SVG, drawn, texts
from tests.validators.plain_svg import faults


def a_chart(*sticks: Bar) -> Chart:
    return Chart(id="c", table="t", column="a", title="T", target="50", target_label="Mốc", bars=sticks, alt="a")


def test_the_file_says_what_the_page_says() -> None:
    drawing = bars(chart(), VIETNAMESE)

    assert [each.text for each in fromstring(svg(drawing)).iter(f"{SVG}text")] == texts(drawing)


def test_words_start_where_they_end_on_the_page_at_their_anchor() -> None:
    drawing = bars(chart(), VIETNAMESE)
    pairs = zip(drawn(drawing).iter(f"{SVG}text"), fromstring(svg(drawing)).iter(f"{SVG}text"), strict=True)

    for page, file in pairs:
        width = line_em(file.text or "", bold=file.get("font-weight") == "bold") * LETTER
        before = {"middle": 0.5, "end": 1.0}.get(page.get("text-anchor", ""), 0.0)
        assert float(file.get("x", 0)) + width * before == pytest.approx(float(page.get("x", 0)), abs=0.11)


def test_only_what_is_met_is_hatched() -> None:
    drawing = fromstring(svg(bars(chart(), VIETNAMESE)))
    fills = [each.get("fill") for each in drawing.iter(f"{SVG}rect")]

    assert (fills.count("#eef1f4"), fills.count("#26323d")) == (26, 2)
    assert len(list(drawing.iter(f"{SVG}path"))) == 26


def test_a_bar_of_nothing_is_not_drawn_but_said() -> None:
    drawing = bars(a_chart(Bar(unit="u", name="Sở", value="0", text="0%", verdict="not_met")), VIETNAMESE)
    outlined = [each.get("width") for each in fromstring(svg(drawing)).iter(f"{SVG}rect") if each.get("stroke")]

    assert outlined == ["22"]
    assert "0%" in texts(drawing)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.decimals(0, 250, places=2))
def test_whatever_a_unit_is_called_every_program_can_read_the_file(name: str, value: object) -> None:
    stick = Bar(unit="u", name=name, value=str(value), text=name, verdict="met")

    assert faults(svg(bars(a_chart(stick), VIETNAMESE))) == []
