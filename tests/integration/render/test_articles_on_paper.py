"""An article with headings, a small table and the document it tells of, in every rendering."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from openpyxl import load_workbook
from pypdf import PdfReader

from services.report.domain.article import Article, Directive
from services.report.domain.sections import USUAL, Sections
from services.report.render import rendered
from tests.unit.render.edition import edition

BODY = """Mở đầu, xem [cổng **dịch vụ** công](https://dichvucong.gov.vn/?a=1&b="c").

#### Việc phải làm

| Việc | Thời hạn |
| --- | --- |
| Rà soát **tài khoản** | 31/3/2023 |
"""
CITED = "Công văn số 12/UBND-NC ngày 06 tháng 3 năm 2023 của Ủy ban nhân dân tỉnh về việc rà soát tài khoản."
LINK = "https://congbao.example.vn/12"
ADDRESS = "https://dichvucong.gov.vn/?a=1&b=%22c%22"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    told = Directive(
        kind="Công văn",
        number="12/UBND-NC",
        date=date(2023, 3, 6),
        issuer="Ủy ban nhân dân tỉnh",
        abstract="rà soát tài khoản",
        link=LINK,
    )
    articles = (Article(id="a", section="directives", title="Rà soát", body=BODY, authors=("Tổ A",), directive=told),)
    made = edition(articles=articles).model_copy(update={"sections": Sections(USUAL).printed(articles)})
    return rendered(made, ("html", "docx", "pdf", "xlsx", "json"))


def test_the_document_has_the_citation_in_a_box_headings_by_style_and_a_table(files: dict[str, bytes]) -> None:
    document = Document(io.BytesIO(files["bulletin.docx"]))
    styled = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}

    assert styled[f"{CITED}\nToàn văn: {LINK}"] == "Directive"
    assert styled["Việc phải làm"] == "Heading 3"
    small = next(table for table in document.tables if table.cell(0, 0).text == "Việc")
    assert [cell.text for cell in small.rows[1].cells] == ["Rà soát tài khoản", "31/3/2023"]


def test_the_page_the_pdf_and_the_workbook_say_the_same(files: dict[str, bytes]) -> None:
    page = files["bulletin.html"].decode()
    paper = " ".join(
        " ".join(each.extract_text() for each in PdfReader(io.BytesIO(files["bulletin.pdf"])).pages).split()
    )
    sheet = [row[0].value for row in load_workbook(io.BytesIO(files["bulletin.xlsx"]))["Bài viết"].iter_rows()]

    for said in (CITED, "dịch vụ"):
        assert said in page
        assert said in paper
        assert any(said in str(text) for text in sheet)
    assert "<h4>Việc phải làm</h4>" in page
    assert "<td>Rà soát <strong>tài khoản</strong></td>" in page
    assert "Rà soát tài khoản | 31/3/2023" in sheet


def test_links_lead_on_from_their_words_and_their_address_is_printed(files: dict[str, bytes]) -> None:
    document = Document(io.BytesIO(files["bulletin.docx"]))
    linked = {link.text: link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks}
    reader = PdfReader(io.BytesIO(files["bulletin.pdf"]))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    led = {note["/A"]["/URI"] for note in notes if "/A" in note}

    assert linked == {"cổng dịch vụ công": ADDRESS, LINK: LINK}
    assert led == {ADDRESS, LINK}
    assert any(f"cổng dịch vụ công ({ADDRESS})." in paragraph.text for paragraph in document.paragraphs)


def test_the_letters_of_a_link_have_styles_of_their_own(files: dict[str, bytes]) -> None:
    document = Document(io.BytesIO(files["bulletin.docx"]))
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    styled = [(run.text, run.style.name if run.style else "") for link in links for run in link.runs]

    assert styled == [
        (LINK, "Hyperlink"),
        ("cổng ", "Hyperlink"),
        ("dịch vụ", "Hyperlink Strong"),
        (" công", "Hyperlink"),
    ]
    outside = [link for link in document.part.rels.values() if link.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert [link.is_external for link in outside] == [True, True]


def test_on_the_page_a_link_is_escaped_and_tells_nobody_where_it_was_followed(files: dict[str, bytes]) -> None:
    page = files["bulletin.html"].decode()

    address = ADDRESS.replace("&", "&amp;")
    assert f'<a href="{address}" rel="noopener noreferrer">cổng <strong>dịch vụ</strong> công</a> ({address}).' in page
    assert f'<a href="{LINK}" rel="noopener noreferrer">{LINK}</a>' in page
