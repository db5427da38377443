"""veraPDF finds that our PDF files can be kept for ever and read aloud: PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from services.report.render.typesetting import typeset
from tests.integration.documents.conftest import Written
from tests.integration.documents.spoiling import cut
from tests.validators import vera_pdf
from tests.validators.vera_pdf import STANDARDS

#: pages that a template may give without the standards it is held to here, and the clause each breaks
PLAIN = b'#set document(title: "x")\n#set text(font: "Tinos", lang: "vi")\n'
SPOILT: Mapping[str, tuple[bytes, dict[str, Any], str, str]] = {
    "plain": (PLAIN + b"= A\nx", {}, "PDFA-2A", "6.6.4"),
    "untagged": (PLAIN + b"x", {"pdf_standards": "a-2b"}, "PDFUA-1", "7.1 "),
    "leaping": (PLAIN + b"= A\n=== B\nx", {"pdf_standards": "a-2a"}, "PDFUA-1", "7.4.2"),
}
Found = Mapping[tuple[Path, str], list[str]]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory, written: Written) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("spoilt")
    for name, (source, how, _, _) in SPOILT.items():
        (folder / f"{name}.pdf").write_bytes(typeset(source, {}, format="pdf", **how))
    (folder / "cut.pdf").write_bytes(cut(written["pdf"]["draft"].read_bytes()))
    return {path.stem: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def found(written: Written, spoilt: Mapping[str, Path]) -> Found:
    """What veraPDF says of all of them, in one Java machine."""
    return vera_pdf.faults([*written["pdf"].values(), *spoilt.values()])


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_pdf_keeps_the_standard(standard: str, written: Written, found: Found) -> None:
    assert {kind: told for kind, path in written["pdf"].items() if (told := found[path, standard])} == {}


@pytest.mark.parametrize("name", SPOILT)
def test_a_pdf_that_breaks_a_standard_is_refused_with_its_clause(
    name: str, spoilt: Mapping[str, Path], found: Found
) -> None:
    _, _, standard, clause = SPOILT[name]

    assert [told for told in found[spoilt[name], standard] if told.startswith(clause)]


@pytest.mark.parametrize("standard", STANDARDS)
def test_half_a_pdf_is_refused(standard: str, spoilt: Mapping[str, Path], found: Found) -> None:
    assert found[spoilt["cut"], standard] != []
