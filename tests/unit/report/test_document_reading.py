"""Documents of any writer, read safely: what was deleted is not there, what is dangerous is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from services.report.domain.claims.document import Document
from services.report.verify.files import read_document
from shared.errors import Refused
from shared.wording import told

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(parts: Mapping[str, str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, before: str = "") -> bytes:
    return packed({"word/document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def value(tag: str, of: str) -> str:
    return f'<w:{tag} w:val="{of}"/>'


def text(of: str) -> str:
    return f"<w:p><w:r><w:t>{of}</w:t></w:r></w:p>"


def cell(of: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text(of)}</w:tc>"


def passages(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def test_deleted_and_moved_text_is_not_read_and_inserted_text_is() -> None:
    body = (
        "<w:p><w:r><w:t>có </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>13</w:t></w:r></w:moveFrom></w:p>"
    )

    assert passages(read_document(word(body), ".docx").document) == ["có 12"]


def test_merged_cells_repeat_their_text() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    upper = cell("A", value("vMerge", "restart")) + cell("B", value("gridSpan", "2"))
    lower = cell("", "<w:vMerge/>") + cell("C") + cell("D")
    last = cell("1") + cell("2") + cell("3")
    rows = f"<w:tr>{head}{upper}</w:tr><w:tr>{head}{lower}</w:tr><w:tr>{last}</w:tr>"

    (table,) = read_document(word(f"<w:tbl>{rows}</w:tbl>"), ".docx").document.tables

    assert table.rows == (("A", "B", "B"), ("A", "C", "D"), ("1", "2", "3"))
    assert table.heads == 2


def test_a_page_gives_the_same_table_as_a_document() -> None:
    page = (
        "<h2>1. Mục</h2><table><caption>Bảng 1. Tên</caption><thead><tr><th rowspan=2>A</th><th colspan=2>B</th></tr>"
        "<tr><th>C</th><th>D</th></tr></thead><tr><td>1</td><td>2<span class='heard'>!</span></td>"
        "<td>3</td></tr></table>"
        "<script>x</script><p>Hết."
    )

    document = read_document(page.encode(), ".html").document

    (table,) = document.tables
    assert table.rows == (("A", "B", "B"), ("A", "C", "D"), ("1", "2", "3"))
    assert (table.heading, table.caption, table.heads) == ("1. Mục", "Bảng 1. Tên", 2)
    assert passages(document) == ["1. Mục", "Hết."]


BILLION = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (word(text("&c;"), BILLION), "unsafe-file"),
        (word("<w:p>" * 80 + "</w:p>" * 80), "unsafe-file"),
        (word(text("0" * 60_000)), "unsafe-file"),
        (word("0" * 30_000_000), "unsafe-file"),
        (packed({"../word/document.xml": "x"}), "unsafe-file"),
        (packed({"word/other.xml": "x"}), "malformed-file"),
        (word("<w:p>"), "malformed-file"),
        (word("<w:tbl><w:tr>" + cell("1", value("gridSpan", "100")) * 3000 + "</w:tr></w:tbl>"), "unsafe-file"),
        (b"PK\x03\x04", "malformed-file"),
    ],
    ids=["entities", "depth", "long text", "bomb", "path", "no body", "cut off", "wide cells", "broken"],
)
def test_a_dangerous_or_broken_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_document(content, ".docx")

    assert refused.value.code == code


def test_who_gives_a_document_with_a_password_hears_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        read_document(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), ".docx")

    assert refused.value.code == "malformed-file"
    assert "take the password off and save it as DOCX" in told(refused.value.message, "en")
