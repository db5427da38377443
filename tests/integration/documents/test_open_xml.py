"""The Open XML SDK finds nothing in our documents that Word or Excel would have to repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.documents.conftest import Written
from tests.integration.documents.samples import document
from tests.integration.documents.spoiling import DOCUMENT, cut, replaced
from tests.validators import open_xml
from tests.validators.missing import ValidatorMissing


def test_every_word_file_and_workbook_keeps_the_schema(written: Written) -> None:
    found = open_xml.faults([*written["docx"].values(), *written["xlsx"].values()])

    assert {path.name: faults for path, faults in found.items() if faults} == {}
    assert len(found) == len(written["docx"]) + len(written["xlsx"])


def test_the_longest_edition_and_every_sort_of_chart_open_in_word_of_2016_too(written: Written) -> None:
    paths = [written["docx"][kind] for kind in ("full", "results")]

    assert open_xml.faults(paths, "Office2016") == {path: [] for path in paths}


def test_files_that_break_the_schema_are_refused_with_the_reason(tmp_path: Path) -> None:
    word, sheet = document("draft", "docx"), document("draft", "xlsx")
    spoilt = {
        "order.docx": (replaced(word, DOCUMENT, "<w:tblGrid>", "<w:tr/><w:tblGrid>"), "tr"),
        "value.docx": (replaced(word, DOCUMENT, 'w:type="dxa"', 'w:type="elephant"'), "elephant"),
        "chart.docx": (replaced(word, DOCUMENT, "</a:ext></a:extLst>", "</a:ext><a:blip/></a:extLst>"), "blip"),
        "sheet.xlsx": (replaced(sheet, "xl/worksheets/sheet2.xml", "<sheetData>", "<sheetData><table/>"), "table"),
        "cut.docx": (cut(word), "corrupt"),
    }
    paths = [tmp_path / name for name in spoilt]
    for path in paths:
        path.write_bytes(spoilt[path.name][0])

    found = open_xml.faults(paths)

    assert [path.name for path in paths if spoilt[path.name][1] not in " ".join(found[path])] == []


def test_without_the_validator_a_test_fails_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_xml, "HOME", tmp_path)

    with pytest.raises(ValidatorMissing, match="make test"):
        open_xml.faults([tmp_path / "any.docx"])
