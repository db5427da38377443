"""LibreOffice, which opens a document without repairing it or not at all, and says what it read."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from tests.servers.install import soffice

#: the flat form of OpenDocument for each kind of file
FLAT: Final = {".docx": "fodt", ".xlsx": "fods"}
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
#: what is not read as text: pictures, and what LibreOffice works out itself
UNREAD: Final = frozenset({f"{DRAW}frame", f"{TEXT}bookmark-ref", f"{TEXT}page-number"})


@dataclass(frozen=True)
class Opened:
    """A document as LibreOffice holds it."""

    root: Element

    @cached_property
    def body(self) -> Element:
        found = self.root.find(f"{OFFICE}body")
        assert found is not None
        return found

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each heading."""
        return [(int(each.get(f"{TEXT}outline-level", 0)), _read(each)) for each in self.body.iter(f"{TEXT}h")]

    @property
    def letters(self) -> str:
        """All text in order, without spaces."""
        return "".join("".join(_words(self.body)).split())

    @property
    def tables(self) -> list[tuple[int, int]]:
        """Rows of each table, and how many of them are headings that repeat."""
        return [
            (
                len(list(table.iter(f"{TABLE}table-row"))),
                len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")),
            )
            for table in self.body.iter(f"{TABLE}table")
        ]

    @property
    def pictures(self) -> list[str]:
        """What each picture shows, in words."""
        return [frame.findtext(f"{SVG}desc", "") for frame in self.body.iter(f"{DRAW}frame")]


def opened(documents: Sequence[Path], folder: Path) -> dict[Path, Opened]:
    """Open each .docx and .xlsx and say what LibreOffice read; what it does not open is not among the answers."""
    found = {}
    for kind, flat in FLAT.items():
        those = [path for path in documents if path.suffix == kind]
        if those:
            _convert(those, flat, folder)
        for path in those:
            made = folder / f"{path.stem}.{flat}"
            if made.exists():
                found[path] = Opened(fromstring(made.read_bytes()))
    return found


def _convert(documents: Sequence[Path], flat: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["--headless", "--convert-to", flat, "--outdir", str(folder)]
    command = [str(soffice()), profile, *asked, *map(str, documents)]
    subprocess.run(command, capture_output=True, check=True)


def _read(element: Element) -> str:
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    """The text of an element and of all within that is read."""
    yield element.text or ""
    for child in element:
        if child.tag not in UNREAD:
            yield from _words(child)
        yield child.tail or ""
