"""The PDF, read back as an archive reads it."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from services.report.domain.bulletin import Bulletin
from services.report.render import typesetting
from services.report.render.languages import ENGLISH, VIETNAMESE
from services.report.render.pdf import pdf_bytes
from shared.errors import Stop
from tests.unit.render.edition import app_users, chart, edition, letterhead

MM = 72 / 25.4


@cache
def whole() -> PdfReader:
    return read(edition())


def resources(page: Any) -> Any:
    return page["/Resources"].get_object()


def read(bulletin: Bulletin) -> PdfReader:
    return PdfReader(BytesIO(pdf_bytes(bulletin, VIETNAMESE)))


def words(document: PdfReader) -> str:
    """All text, with any run of spaces as one."""
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_every_figure_change_and_verdict_of_the_tables_is_on_paper() -> None:
    said = words(whole())
    cells = [cell for table in edition().tables for row in table.rows for cell in row.cells.values()]

    assert [cell.text for cell in cells if cell.text not in said] == []
    assert [cell.change_text for cell in cells if cell.change_text not in said] == []
    assert {"Không đạt", "Toàn tỉnh", "Đơn vị dưới 80%, đề nghị tập trung rà soát: Huyện Hớn Quản (71,7%)."} <= {
        text for text in ("Không đạt", "Toàn tỉnh", edition().sentences[2].text) if text in said
    }


def test_every_letter_is_of_an_embedded_font() -> None:
    fonts = [
        font.get_object()
        for page in whole().pages
        for font in resources(page).get("/Font", DictionaryObject()).values()
    ]
    inner = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]

    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts} == {"Tinos"}
    assert all("/FontFile2" in descriptor for descriptor in inner)


def test_the_file_is_made_for_archives_and_for_readers_aloud() -> None:
    catalogue: Any = whole().trailer["/Root"].get_object()
    stated = catalogue["/Metadata"].get_object().get_data().decode()

    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", stated)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "vi"
    assert edition().charts[0].alt in alternatives(catalogue["/StructTreeRoot"].get_object())


def alternatives(element: DictionaryObject) -> list[str]:
    """What is said for pictures, in the tree below `element`."""
    found = [str(element["/Alt"])] if "/Alt" in element else []
    inner = element.get("/K", [])
    for child in inner if isinstance(inner, list) else [inner]:
        held = child.get_object()
        found += alternatives(held) if isinstance(held, DictionaryObject) else []
    return found


def test_pages_have_the_size_of_the_decree_and_only_annexes_are_turned() -> None:
    sizes = [
        (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) for page in whole().pages
    ]
    turned = [
        page.extract_text().split("\n") for page, size in zip(whole().pages, sizes, strict=True) if size[0] == 297
    ]

    assert set(sizes) == {(210, 297), (297, 210)}
    assert [lines[1] for lines in turned] == ["Phụ lục I"]


def test_pages_are_numbered_from_the_second_on() -> None:
    first, *others = [page.extract_text().split("\n")[0] for page in whole().pages]

    assert first.startswith("ỦY BAN NHÂN DÂN")
    assert others == [str(number) for number in range(2, len(others) + 2)]


def test_headings_are_bookmarks() -> None:
    titles = [str(entry.title) for entry in whole().outline if not isinstance(entry, list)]

    assert titles == ["I. Góc chia sẻ", "II. Kết quả thực hiện", "Phụ lục I", "Phụ lục II"]


def test_the_same_bulletin_gives_the_same_bytes_with_the_day_of_issue() -> None:
    assert pdf_bytes(edition(), VIETNAMESE) == pdf_bytes(edition(), VIETNAMESE)
    document = whole()
    assert document.metadata is not None
    assert str(document.metadata.creation_date) == "2023-03-20 00:00:00+00:00"


def test_english_labels_stand_beside_vietnamese_content() -> None:
    said = words(PdfReader(BytesIO(pdf_bytes(edition(), ENGLISH))))

    assert "Table 2. Số người sử dụng" in said
    assert "Annex II" in said


def test_markup_in_a_bulletin_is_printed_as_it_stands() -> None:
    sly = '#panic("x") $1^2$ *a* @b <c> \\ `d` = e'
    said = words(read(edition(tables=(app_users(),), letterhead=letterhead(abstract=sly), articles=(), charts=())))

    assert sly in said


def test_a_letter_that_no_font_has_is_a_box_and_the_rest_is_printed() -> None:
    bars = (chart().bars[0].model_copy(update={"name": "Sở 中"}), *chart().bars[1:])
    charts = (chart().model_copy(update={"bars": bars}),)

    said = words(
        read(edition(letterhead=letterhead(abstract="Mặt cười 😀, gia đình 👨\u200d👩 và \ue000"), charts=charts))
    )

    assert "Mặt cười □, gia đình □ và □" in said
    assert "Sở □" in said


def test_a_font_that_is_missing_stops_the_printing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "TYPEFACES", tmp_path)

    with pytest.raises(Stop, match="Tinos"):
        pdf_bytes(edition(), VIETNAMESE)
