"""Letters that no font of ours has are found, named and shown as boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.article import Article
from services.report.render.fonts import SIGNS, vietnamese_letters
from services.report.render.letters import printable
from services.report.render.printing import BOX, ORDINARY, boxed, printed, unprintable
from services.report.render.typesetting import STANDARDS, typeset
from services.report.write import unprintable_letters
from tests.unit.render.edition import edition

PAGE = b'#set document(title: "x")\n#set text(font: "Tinos", lang: "vi")\n#sys.inputs.said'


def page(text: str) -> bytes:
    return printed(PAGE, {"said": printable(text)}, format="pdf", pdf_standards=list(STANDARDS))


def test_ordinary_letters_are_taken_for_printable_because_they_are() -> None:
    letters = "".join(letter for letter in map(chr, range(0x20, 0x2100)) if ORDINARY.fullmatch(letter))

    assert typeset(PAGE, {"said": letters}, format="pdf", pdf_standards="a-2a")
    assert ORDINARY.fullmatch("".join(vietnamese_letters()))


def test_the_signs_of_an_edition_are_printable() -> None:
    assert unprintable(f"{SIGNS}{BOX}→✓☑½²") == []


def test_a_letter_is_named_with_the_line_it_stands_in_first() -> None:
    found = unprintable("Xin chào\nmặt cười 😀\n中 và 😀")

    assert [(each.named, each.line) for each in found] == [
        ("😀 (U+1F600 GRINNING FACE)", 2),
        ("中 (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)", 3),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("một 👨\u200d👩\u200d👧 nhà", "một □ nhà"),
        ("👍\U0001f3fd", "□"),
        ("😀😀", "□□"),
        ("đã xong ✓", "đã xong ✓"),
    ],
)
def test_signs_joined_to_one_are_one_box(text: str, shown: str) -> None:
    assert boxed(text, {each.letter for each in unprintable(text)}) == shown


@given(st.text(max_size=20))
def test_any_text_can_be_printed(text: str) -> None:
    assert page(text).startswith(b"%PDF")


def test_the_editor_is_told_article_line_and_letter() -> None:
    article = Article(id="bai", section="S", title="Vui 😀", body="Một dòng.\n\nHai ✅")

    warnings = list(unprintable_letters(edition(articles=(article,))))

    assert [warning.partition(" is in no font")[0] for warning in warnings] == [
        "article bai, title: 😀 (U+1F600 GRINNING FACE)",
        "article bai, line 3 of the text: ✅ (U+2705 WHITE HEAVY CHECK MARK)",
    ]
