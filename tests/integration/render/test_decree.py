"""Every element of an administrative document as Nghị định 30/2020/NĐ-CP wants it, in the Word file and in the PDF."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from services.report.render.languages import VIETNAMESE
from services.report.render.pdf import pdf_bytes
from services.report.render.typesetting import FONT, measured
from services.report.render.word import docx_bytes
from tests.unit.render.edition import app_users, edition, letterhead

CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
MM = 72 / 25.4


class Element(NamedTuple):
    """A row of the decree: the style in Word, words of it in the PDF, and how both look."""

    style: str
    printed: str
    sizes: tuple[int, ...]
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTRE


ELEMENTS = (
    Element("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), bold=True, capitals=True),
    Element("Motto", "Độc lập - Tự do - Hạnh phúc", (13, 14), bold=True),
    Element("Parent Body", "ỦY BAN NHÂN DÂN", (12, 13), capitals=True),
    Element("Issuing Body", "SỞ THÔNG TIN VÀ", (12, 13), bold=True, capitals=True),
    Element("Document Number", "Số: 02/BC-STTTT", (13,)),
    Element("Place Date", "Bình Phước, ngày 05 tháng 02 năm 2023", (13, 14), italic=True),
    Element("Circulation", "LƯU HÀNH NỘI BỘ", (13, 14), bold=True, capitals=True),
    Element("Draft Mark", "DỰ THẢO", (13, 14), bold=True, capitals=True),
    Element("Document Type", "BÁO CÁO", (13, 14), bold=True, capitals=True),
    Element("Abstract", "Chuyên đề chuyển đổi số tháng 02/2023", (13, 14), bold=True),
    Element("Body Text", "Kết quả chuyển đổi số của các sở", (13, 14), align=BOTH),
    Element("Part Heading", "I. GÓC CHIA SẺ", (13, 14), bold=True, capitals=True),
    Element("Heading 1", "1. Dịch vụ công trực tuyến", (13, 14), bold=True, align=BOTH),
    Element("Authority", "KT. GIÁM ĐỐC", (13, 14), bold=True, capitals=True),
    Element("Signer Title", "PHÓ GIÁM ĐỐC", (13, 14), bold=True, capitals=True),
    Element("Signer", "Nguyễn Thị Mẫu", (13, 14), bold=True),
    Element("Recipients Title", "Nơi nhận:", (12,), bold=True, italic=True, align=LEFT),
    Element("Recipients", "- Lưu: VT, CNTT.", (11,), align=LEFT),
    Element("Annex Number", "Phụ lục I", (14,), bold=True),
    Element("Annex Title", "GIAO DỊCH NỘP THUẾ", (13, 14), bold=True, capitals=True),
    Element("Header", "2", (13, 14)),
)


def signed() -> Any:
    """An edition with a signer, of a day that the decree pads."""
    return edition(
        letterhead=letterhead(issued_on=edition().as_of.replace(month=2, day=5), signer_name="Nguyễn Thị Mẫu")
    )


@cache
def word() -> Document:
    return docx.Document(BytesIO(docx_bytes(signed(), VIETNAMESE)))


class Ink(NamedTuple):
    """Letters on a page of the PDF: where their line begins, in millimetres from the left and from the top."""

    page: int
    text: str
    face: str
    size: float
    left: float
    top: float


@cache
def printed() -> list[Ink]:
    found: list[Ink] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf_bytes(signed(), VIETNAMESE))).pages, start=1):

        def see(text: str, place: Any, _: Any, font: Any, size: float, number: int = number, page: Any = page) -> None:
            if text.strip() and font:
                top = (float(page.mediabox.height) - place[5]) / MM
                found.append(Ink(number, text.strip(), str(font["/BaseFont"]), size, place[4] / MM, top))

        page.extract_text(visitor_text=see)
    return found


def style(name: str) -> ParagraphStyle:
    found = word().styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


@pytest.mark.parametrize("wanted", ELEMENTS, ids=lambda wanted: wanted.style)
def test_an_element_has_the_size_weight_and_place_of_the_decree_in_word(wanted: Element) -> None:
    found = style(wanted.style)

    assert found.font.size is not None
    assert found.font.size.pt in wanted.sizes
    assert (bool(found.font.bold), bool(found.font.italic)) == (wanted.bold, wanted.italic)
    assert bool(found.font.all_caps) == wanted.capitals
    assert found.paragraph_format.alignment == wanted.align


@pytest.mark.parametrize("wanted", ELEMENTS, ids=lambda wanted: wanted.style)
def test_an_element_has_the_letters_and_size_of_the_decree_in_pdf(wanted: Element) -> None:
    ink = next(each for each in printed() if each.text.startswith(wanted.printed))

    assert round(ink.size, 1) in wanted.sizes
    assert ("Bold" in ink.face, "Italic" in ink.face) == (wanted.bold, wanted.italic)


def test_the_number_of_a_page_stands_in_the_middle_of_the_top_margin_and_not_on_the_first() -> None:
    above = [ink for ink in printed() if ink.top < 20]
    upright = [ink for ink in above if ink.page in {2, 3}]

    assert [ink.text for ink in above] == [str(number) for number in range(2, printed()[-1].page + 1)]
    assert all(10 < ink.top < 20 for ink in above)
    assert all(abs(ink.left - (30 + 165 / 2)) < 2 for ink in upright)


def test_letters_stand_within_the_margins() -> None:
    lefts = [ink.left for ink in printed()]
    tops = [ink.top for ink in printed() if ink.text != str(ink.page)]

    assert min(lefts) >= 29.9
    assert min(tops) >= 20
    assert max(tops) <= 297 - 20


def test_the_text_is_justified_with_its_first_line_set_in_and_air_between() -> None:
    text = style("Body Text").paragraph_format

    assert text.alignment == BOTH
    assert text.first_line_indent is not None
    assert 10 <= round(text.first_line_indent / Mm(1), 1) <= 12.7
    assert isinstance(text.line_spacing, float)
    assert 1 <= text.line_spacing <= 1.5


@pytest.mark.parametrize(
    "name", ["Body Text", "Lead-in", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Quote"]
)
def test_there_are_six_points_at_least_behind_every_paragraph(name: str) -> None:
    assert (style(name).paragraph_format.space_after or Pt(0)) >= Pt(6)


@pytest.mark.parametrize(
    ("text", "points", "rule", "room"),
    [
        ("SỞ THÔNG TIN VÀ", 12, "Rule Issuing Body", 73),
        ("Chuyên đề chuyển đổi số tháng 02/2023", 14, "Rule Abstract", 165),
    ],
)
def test_the_rule_under_a_line_is_a_third_to_a_half_of_it(text: str, points: int, rule: str, room: int) -> None:
    form = style(rule).paragraph_format
    assert form.left_indent is not None
    assert form.right_indent is not None
    long = (Mm(room) - form.left_indent - form.right_indent) / Mm(1)

    assert 1 / 3 <= long / width_mm(text, points) <= 1 / 2


def test_the_rule_under_the_motto_is_as_long_as_the_motto() -> None:
    form = style("Rule Motto").paragraph_format
    assert form.left_indent is not None
    long = (Mm(165 - 73) - 2 * form.left_indent) / Mm(1)

    assert long == pytest.approx(width_mm("Độc lập - Tự do - Hạnh phúc", 13), abs=0.6)


def width_mm(text: str, points: int) -> float:
    """The text in bold, measured on the letters themselves."""
    source = f"""#context [#metadata(measure(text(
        font: "{FONT}", size: {points}pt, weight: "bold", sys.inputs.text)).width.mm()) <wide>]"""
    return float(measured(source.encode(), {"text": text}, "wide"))


def test_items_within_an_item_have_a_plus_where_the_others_have_a_dash() -> None:
    first = [ink.text for ink in printed() if ink.page == 1]

    assert first.count("+") == 2
    assert first.count("-") == 2


def test_who_signs_never_stands_alone_on_a_page() -> None:
    closing = signed().letterhead.closing
    block = next(table for table in word().tables[1:] if len(table.rows) == 1)
    before = Paragraph(block._tbl.getprevious(), word())  # noqa: SLF001 - what stands before it

    assert before.text == closing
    assert before.style is not None
    assert style(before.style.name or "").paragraph_format.keep_with_next
    assert block.rows[0]._tr.find(f".//{qn('w:cantSplit')}") is not None  # noqa: SLF001
    signing = {ink.page for ink in printed() if ink.text in {closing, "KT. GIÁM ĐỐC"}}
    assert len(signing) == 1


def test_a_table_is_not_broken_right_behind_its_headings_or_before_its_last_rows() -> None:
    rows = word().tables[1].rows[2:]
    kept = [bool(style(row.cells[1].paragraphs[0].style.name or "").paragraph_format.keep_with_next) for row in rows]

    assert kept[:2] == [True, True]
    assert kept[-3:] == [True, True, True]
    assert not any(kept[2:-3])


@pytest.mark.parametrize("count", range(32, 40))
def test_in_pdf_too_a_break_leaves_three_rows_on_both_pages(count: int) -> None:
    row = app_users().rows[0]
    rows = tuple(row.model_copy(update={"unit": f"u{n}", "name": f"Hàng {n:02}"}) for n in range(count))
    long = app_users().model_copy(update={"rows": rows, "total": None})
    document = PdfReader(BytesIO(pdf_bytes(edition(tables=(long,), charts=(), sentences=(), articles=()), VIETNAMESE)))
    found = [page.extract_text().count("Hàng ") for page in document.pages]

    assert sum(found) == count
    assert all(rows >= 3 for rows in found if rows)


def test_what_the_signs_mean_is_said_before_the_summary() -> None:
    said = [line.text for line in word().paragraphs]

    assert (
        said.index("Phụ lục II") < next(n for n, text in enumerate(said) if text.startswith("●: đạt")) < len(said) - 1
    )
    assert not said[-1]


def test_the_contents_say_the_pages_on_which_the_headings_stand() -> None:
    many = tuple(app_users().model_copy(update={"id": f"t{n}", "section": f"{n}. Mục dài"}) for n in range(1, 13))
    long = edition(tables=many, charts=(), sentences=(), articles=())
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf_bytes(long, VIETNAMESE))).pages]
    document = docx.Document(BytesIO(docx_bytes(long, VIETNAMESE)))
    listed = [line.text for line in document.paragraphs if line.style and line.style.name == "Contents"]
    stands = [max(place for place, text in enumerate(pages, 1) if f"\n{n}. Mục dài" in text) for n in range(1, 13)]

    assert listed == [f"{n}. Mục dài\t{page}" for n, page in enumerate(stands, 1)]
    assert stands[-1] > 2
    dirty = [mark for mark in document.element.body.iter(qn("w:fldChar")) if mark.get(qn("w:dirty")) == "true"]
    assert len(dirty) == len(listed)
