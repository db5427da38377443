"""Widths of letters as the typefaces have them."""

from __future__ import annotations

import pytest

from services.report.render.advances import line_em
from services.report.render.fonts import vietnamese_letters
from services.report.render.typesetting import measured
from services.report.render.widths import letters_em

LINE = "Sở Nông nghiệp và Phát triển nông thôn: 98,72% ≥ 80%"


@pytest.mark.parametrize(
    ("bold", "italic", "style"),
    [
        (False, False, ""),
        (True, False, ", weight: 700"),
        (False, True, ', style: "italic"'),
        (True, True, ', weight: 700, style: "italic"'),
    ],
)
def test_a_line_is_as_long_as_it_is_typeset(bold: bool, italic: bool, style: str) -> None:  # noqa: FBT001
    line = LINE + "".join(sorted(vietnamese_letters()))
    setting = f'#set text(font: "Tinos", size: 10pt, kerning: false, ligatures: false{style})\n'
    measuring = "#context [#metadata(measure(sys.inputs.line).width / 10pt) <em>]"

    assert line_em(line, bold=bold, italic=italic) == pytest.approx(
        measured((setting + measuring).encode(), {"line": line}, "em"), abs=1e-3
    )


def test_the_widths_are_those_of_times_new_roman() -> None:
    widths = [line_em(letter) for letter in "0 AWi"] + [line_em("M", bold=True), line_em("f", italic=True)]

    assert widths == pytest.approx([0.5, 0.25, 0.722, 0.944, 0.278, 0.944, 0.278], abs=1e-3)


def test_a_letter_of_another_script_is_taken_for_one_of_its_kind() -> None:
    assert line_em("Sở 中") == line_em("Sở ") + letters_em("中")
