"""Where a table may be broken, and how captions are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.report.render.annexes import captioned
from services.report.render.keeping import ENDS, WHOLE, kept
from services.report.render.paper_size import PORTRAIT_MM
from services.report.render.pieces import Said


@given(st.integers(1, 60), st.booleans())
def test_a_break_has_three_lines_at_least_on_both_sides(lines: int, noted: bool) -> None:  # noqa: FBT001
    breaks = [place for place in range(1, lines) if not kept(place, lines, noted=noted)]

    assert all(ENDS <= place <= lines - ENDS for place in breaks)
    assert bool(breaks) == (lines > WHOLE)


def test_the_last_line_stays_with_the_notes_where_there_are_any() -> None:
    assert kept(20, 20, noted=True)
    assert not kept(20, 20, noted=False)


def test_a_caption_of_two_lines_leaves_no_word_alone() -> None:
    (piece,) = captioned(
        "Bảng 12. Hệ thống truyền thanh ứng dụng công nghệ thông tin - viễn thông (đến ngày 16/3/2023)", PORTRAIT_MM
    )
    assert isinstance(piece, Said)
    first, second = piece.runs[0].text.split("\n")

    assert len(second) > len(first) / 2


def test_a_caption_that_fits_its_line_is_not_broken() -> None:
    (piece,) = captioned("Bảng 1. Số người dùng", PORTRAIT_MM)

    assert isinstance(piece, Said)
    assert "\n" not in piece.runs[0].text
