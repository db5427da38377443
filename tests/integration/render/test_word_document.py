"""The Word document, read back as Word reads it."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.domain.bulletin import Bulletin
from services.report.render.languages import ENGLISH, VIETNAMESE
from services.report.render.letters import printable
from services.report.render.word import docx_bytes
from tests.unit.render.edition import app_users, edition, letterhead, online_services

FIRST_TABLE = 1
WIDE_TABLE, HEAT_TABLE = 4, 5


@cache
def whole() -> Document:
    return read(edition())


def read(bulletin: Bulletin) -> Document:
    return docx.Document(BytesIO(docx_bytes(bulletin, VIETNAMESE)))


def texts(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


def size(document: Document, style: str) -> object:
    return document.styles[style].font.size.pt


def millimetres(length: Length | None) -> int:
    return round(length / Mm(1)) if length else 0


def test_the_paper_is_a4_with_the_margins_of_the_decree() -> None:
    upright, turned, last = whole().sections

    assert [section.orientation for section in (upright, turned, last)] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert millimetres(upright.page_width) == millimetres(turned.page_height) == 210
    for section in whole().sections:
        margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        assert [millimetres(margin) for margin in margins] == [20, 20, 30, 15]


def test_pages_are_numbered_in_the_top_margin_from_the_second_on() -> None:
    first, *others = whole().sections
    number = first.header.paragraphs[0]

    assert [code.text for code in number._p.iter(qn("w:instrText"))] == [" PAGE "]  # noqa: SLF001
    assert number.style is not None
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    assert not any(section.different_first_page_header_footer for section in others)
    assert all(section.header.is_linked_to_previous for section in others)


def test_every_letter_is_times_new_roman_in_vietnamese() -> None:
    styles = whole().styles.element
    fonts = styles.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    language = styles.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert language.get(qn("w:val")) == "vi-VN"
    assert len(list(styles.iter(qn("w:rFonts")))) == 1


def test_nothing_is_formatted_beside_the_styles() -> None:
    body = whole().element.body
    allowed = {qn("w:rStyle"), qn("w:pStyle"), qn("w:numPr"), qn("w:sectPr")}

    assert {child.tag for part in ("w:rPr", "w:pPr") for held in body.iter(qn(part)) for child in held} <= allowed


def test_the_blocks_of_the_head_have_the_sizes_of_the_decree() -> None:
    head = whole().tables[0]
    lines = {line.style.name: line.text for cell in head._cells for line in cell.paragraphs if line.style}  # noqa: SLF001

    assert lines["Nation"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines["Motto"] == "Độc lập - Tự do - Hạnh phúc"
    assert lines["Issuing Body"].replace("\n", " ") == "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    assert lines["Document Number"] == "Số: 02/BC-STTTT"
    assert lines["Place Date"] == "Bình Phước, ngày 20 tháng 3 năm 2023"
    assert (lines["Circulation"], lines["Draft Mark"]) == ("Lưu hành nội bộ", "DỰ THẢO")
    assert [size(whole(), style) for style in ("Nation", "Motto", "Document Type", "Body Text")] == [12, 13, 14, 13]


def test_an_approved_edition_is_no_draft() -> None:
    head = read(edition(status="approved", charts=())).tables[0]

    assert "DỰ THẢO" not in "".join(cell.text for cell in head._cells)  # noqa: SLF001


def test_heading_rows_repeat_and_no_row_is_split() -> None:
    rows = whole().tables[FIRST_TABLE].rows
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows]  # noqa: SLF001

    assert repeated == [True, True] + [False] * 28
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)  # noqa: SLF001


def test_headings_of_a_group_are_merged() -> None:
    top = whole().tables[FIRST_TABLE].rows[0].cells

    assert top[2]._tc is top[4]._tc  # noqa: SLF001
    assert top[5]._tc is top[7]._tc  # noqa: SLF001
    assert top[2].text.startswith("Tỷ lệ dịch vụ công")
    assert whole().tables[FIRST_TABLE].cell(1, 0).text == "STT"


def test_every_row_is_printed_with_figure_change_and_verdict_and_the_total_is_bold() -> None:
    rows = whole().tables[FIRST_TABLE].rows
    behind, total = rows[23].cells, rows[-1].cells

    assert [cell.text for cell in behind] == ["22", "Huyện Hớn Quản", *["71,7%", "Giảm 2,8%", "Không đạt"] * 2]
    assert [cell.text for cell in total][:3] == ["", "Toàn tỉnh", "100%"]
    assert {run.style.name for cell in total for run in cell.paragraphs[0].runs if run.style} == {"Strong"}


@pytest.mark.parametrize(("place", "wide"), [(1, 165), (2, 165), (WIDE_TABLE, 252), (HEAT_TABLE, 165)])
def test_a_table_is_as_wide_as_its_page(place: int, wide: int) -> None:
    table = whole().tables[place]
    width_mm = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst) / 1440 * 25.4  # noqa: SLF001

    assert abs(width_mm - wide) < 0.5


def test_captions_notes_and_sentences_stand_around_the_table() -> None:
    assert texts(whole(), "Caption")[1] == "Bảng 2. Số người sử dụng ứng dụng Bình Phước Today"
    assert texts(whole(), "Table Note") == ["Số liệu thống kê đến ngày 17/3/2023"]
    assert texts(whole(), "Table Footnote Kept")[0] == "Huyện Phú Riềng: số liệu tính đến ngày 16/3/2023."
    assert "Từ bảng trên cho thấy:" in texts(whole(), "Lead-in")
    assert texts(whole(), "List Bullet")[-1].startswith("Nhiều nhất: Đồng Xoài")


def test_articles_keep_their_lists_and_weights() -> None:
    bold = [run.text for line in whole().paragraphs for run in line.runs if run.style and run.style.name == "Strong"]

    assert texts(whole(), "Heading 2") == ["1. Bồi dưỡng về chuyển đổi số", "2. Ghi chú"]
    assert texts(whole(), "List Number")[0] == "Cập nhật số liệu trước ngày 17."
    assert texts(whole(), "List Bullet 2") == ["tỷ lệ hồ sơ trực tuyến;", "tỷ lệ ký số."]
    assert bold == ["9.300 tài khoản học viên"]


def test_a_chart_is_described_for_those_who_cannot_see_it() -> None:
    (picture,) = whole().element.body.iter(qn("wp:docPr"))

    assert picture.get("descr") == edition().charts[0].alt
    assert whole().inline_shapes[0].width == Mm(165)


def test_a_wide_table_stands_in_an_annex_that_the_text_names() -> None:
    assert "Số liệu chi tiết: Bảng 3 (Phụ lục I kèm theo)." in texts(whole(), "Body Text")
    assert texts(whole(), "Annex Number") == ["Phụ lục I", "Phụ lục II"]
    assert texts(whole(), "Annex Title")[0] == "Giao dịch nộp thuế, phí, lệ phí trực tuyến"
    assert texts(whole(), "Annex Of")[0].startswith("(Kèm theo Báo cáo số 02/BC-STTTT ngày 20 tháng 3 năm 2023 của ")
    assert texts(whole(), "Caption")[-1] == "Bảng 3. Giao dịch nộp thuế, phí, lệ phí trực tuyến"


def test_the_summary_shows_in_signs_and_shades_who_is_behind() -> None:
    rows = whole().tables[HEAT_TABLE].rows
    behind = rows[22].cells

    assert [cell.text for cell in behind] == ["22", "Huyện Hớn Quản", "○", "○"]
    assert [cell._tc.find(f".//{qn('w:shd')}") is not None for cell in behind] == [False, False, True, True]  # noqa: SLF001
    assert [cell.text for cell in rows[-1].cells] == ["", "Số đơn vị đạt", "26/27", "24/25"]


def test_a_long_document_has_a_table_of_contents_that_leads_to_its_headings() -> None:
    many = tuple(app_users().model_copy(update={"id": f"t{n}", "section": f"{n}. Mục"}) for n in range(1, 11))
    document = read(edition(tables=many, charts=(), sentences=(), articles=()))
    fields = [code.text or "" for code in document.element.body.iter(qn("w:instrText"))]
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}

    assert [line.partition("\t")[0] for line in texts(document, "Contents")] == [f"{n}. Mục" for n in range(1, 11)]
    assert {field.split()[1] for field in fields} == marks
    assert texts(whole(), "Contents Title") == []


def test_recipients_and_signature_close_the_document() -> None:
    recipients, signature = next(table for table in whole().tables[1:] if len(table.rows) == 1).rows[0].cells

    assert recipients.text.splitlines()[0] == "Nơi nhận:"
    assert recipients.text.splitlines()[-1] == "- Lưu: VT, CNTT."
    assert signature.text.splitlines()[:2] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert size(whole(), "Recipients") == 11
    assert whole().styles["Signature Space"].paragraph_format.space_after >= Pt(48)


def test_the_properties_name_the_edition_and_its_day() -> None:
    core = whole().core_properties

    assert (core.title, core.language) == (edition().title, "vi-VN")
    assert core.identifier == edition().content_hash
    assert core.created is not None
    assert core.created.date() == date(2023, 3, 20)


def test_the_same_bulletin_gives_the_same_bytes() -> None:
    first, second = (docx_bytes(edition(), VIETNAMESE) for _ in range(2))

    assert first == second
    assert {entry.date_time for entry in ZipFile(BytesIO(first)).infolist()} == {(2023, 3, 20, 0, 0, 0)}


def test_english_labels_stand_beside_vietnamese_content() -> None:
    document = docx.Document(BytesIO(docx_bytes(edition(charts=()), ENGLISH)))

    assert texts(document, "Caption")[0].startswith("Table 1. Dịch vụ công")
    assert document.tables[FIRST_TABLE].rows[23].cells[4].text == "Not met"


@settings(max_examples=8, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_any_text_of_a_bulletin_comes_out_as_it_went_in(text: str) -> None:
    name = app_users().rows[0].model_copy(update={"name": text})
    small = app_users().model_copy(update={"rows": (name,)})

    document = read(edition(tables=(small,), letterhead=letterhead(abstract=text), articles=(), charts=()))

    assert texts(document, "Abstract") == [printable(text)]
    assert document.tables[FIRST_TABLE].rows[1].cells[1].text == printable(text)


def test_control_characters_do_not_break_the_file() -> None:
    document = read(edition(tables=(online_services(),), letterhead=letterhead(abstract="A\x00\x0bB"), charts=()))

    assert texts(document, "Abstract") == ["AB"]
