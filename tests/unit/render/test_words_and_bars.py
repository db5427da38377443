"""Dates, where a figure comes from, and what a chart draws."""

from __future__ import annotations

from datetime import date

import pytest

from services.report.domain.bar_chart import Bar, Chart
from services.report.domain.bulletin import Cell
from services.report.render.languages import ENGLISH, VIETNAMESE, labels_in
from services.report.render.plot import plot
from services.report.render.provenance import provenance
from services.report.render.recipients import recipient_lines
from shared.errors import Refused
from tests.unit.render.edition import DAY, event, online_services, percent_cell


def chart(*bars: Bar, target: str | None = "80") -> Chart:
    return Chart(id="c", table="t", column="a", title="T", target=target, bars=bars, alt="alt")


def bar(value: str | None, verdict: str | None = None) -> Bar:
    return Bar.model_validate({"unit": "u", "name": "Đơn vị", "value": value, "text": value or "…", "verdict": verdict})


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2023, 3, 20), "Bình Phước, ngày 20 tháng 3 năm 2023"),
        (date(2026, 2, 5), "Bình Phước, ngày 05 tháng 02 năm 2026"),
        (date(2026, 12, 9), "Bình Phước, ngày 09 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_are_padded(day: date, text: str) -> None:
    assert VIETNAMESE.place_date("Bình Phước", day) == text


def test_the_number_keeps_the_word_a_province_wrote_into_it() -> None:
    assert VIETNAMESE.numbered("Số: 02/BC-STTTT") == VIETNAMESE.numbered("02/BC-STTTT") == "Số: 02/BC-STTTT"
    assert ENGLISH.numbered("Số: 02/BC-STTTT") == "No. 02/BC-STTTT"


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match="vi, en"):
        labels_in("fr")


def test_a_figure_tells_its_target_basis_day_and_events() -> None:
    cell = percent_cell("Huyện Hớn Quản", 7)
    lines = provenance(cell, online_services().columns[0], VIETNAMESE).splitlines()

    assert lines == [
        "Tử số/mẫu số: 89/100",
        "Mục tiêu: ≥ 80%",
        f"Căn cứ: {cell.legal_basis}",
        "Tính đến: 17/3/2023",
        "So với tháng 06/2022: Giảm 2,8%",
        f"Sự kiện nguồn: {event(7)}, {event(8)}",
    ]


def test_a_missing_figure_says_so() -> None:
    assert provenance(Cell(text="…", status="missing"), online_services().columns[0], ENGLISH) == "No figure yet"


def test_many_events_are_counted() -> None:
    cell = Cell(text="1", status="reported", as_of=DAY, events=tuple(map(event, range(5))))

    assert provenance(cell, online_services().columns[0], VIETNAMESE).endswith("và 2 sự kiện khác")


def test_the_axis_reaches_beyond_a_hundred_when_a_figure_does() -> None:
    assert [mark.text for mark in plot(chart(bar("119.72")), VIETNAMESE).ticks] == ["0", "24", "48", "72", "96", "120"]
    assert plot(chart(bar("40")), VIETNAMESE).ticks[-1].text == "100"


def test_a_unit_without_a_figure_has_no_bar() -> None:
    (stick,) = plot(chart(bar(None)), VIETNAMESE).sticks

    assert (stick.share, stick.text) == (None, "…")


def test_the_target_line_is_labelled() -> None:
    target = plot(chart(bar("71.7", "not_met"), target="82.5"), VIETNAMESE).target

    assert target is not None
    assert (target.text, target.share) == ("Mục tiêu 82,5%", 0.825)


def test_the_legend_has_the_verdicts_that_occur() -> None:
    drawing = plot(chart(bar("90", "met"), bar("70", "not_met")), VIETNAMESE)

    assert [word for _, word in drawing.legend] == ["Đạt", "Không đạt"]
    assert plot(chart(bar("90")), VIETNAMESE).legend == ()


def test_recipients_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    assert recipient_lines(("- UBND tỉnh;", "Các sở", "Lưu: VT.")) == ["- UBND tỉnh;", "- Các sở;", "- Lưu: VT."]
