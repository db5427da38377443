"""A workbook: its visible sheets, its shared strings and its formats."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.ingest.files.formats import Shown, Styles
from shared.errors import Refused
from shared.office.archive import Archive, Rules, open_archive
from shared.office.xml_part import Part, read
from shared.wording import say

ROOT = ""
CONTENT_TYPES = "[Content_Types].xml"
#: content types and relations that make a workbook more than a table
FORBIDDEN = ("macroenabled", "vbaproject", "sheet.binary", "externallink", "/connections", "oleobject", "activex")
#: where it keeps what runs, embeds or fetches something
RULES = Rules(
    "XLSX",
    forbidden=(
        "vbaproject",
        "xl/macrosheets/",
        "xl/activex/",
        "xl/embeddings/",
        "xl/externallinks/",
        "xl/connections",
        "xl/querytables/",
    ),
)
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True)
class Workbook:
    """What its sheets refer to; `sheets` are the parts of the visible ones by name, in their order."""

    archive: Archive
    sheets: Mapping[str, str]
    strings: list[str]
    shown: list[Shown]
    epoch: date


class Types(Part):
    """[Content_Types].xml. Raises Refused for what is more than a table."""

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        _check(attributes.get("ContentType", ""))


class Relations(Part):
    """Where one part refers to: (last word of the type, target) by id."""

    def __init__(self, of: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = posixpath.dirname(of)

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        _check(kind)
        # Refers from the root of the archive, or from the folder of the part.
        whole = target if target.startswith("/") else posixpath.join("/", self._folder, target)
        self.found[attributes.get("Id", "")] = (kind.rpartition("/")[2], posixpath.normpath(whole).lstrip("/"))

    def of_kind(self, kind: str) -> str | None:
        return next((target for found, target in self.found.values() if found == kind), None)


class Sheets(Part):
    """xl/workbook.xml: the names and relations of visible sheets, and from when days are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[str, str] = {}
        self.epoch = EPOCH

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = EPOCH_1904
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            self.ids[attributes.get("name", "")] = relation


class Strings(Part):
    """xl/sharedStrings.xml: texts without their formats and without readings in another script."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._aside = False

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aside = True
        elif name == "t" and not self._aside:
            self.listen()

    def closes(self, name: str, text: str) -> None:
        if name == "t":
            self._pieces.append(text)
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.texts.append("".join(self._pieces))


def open_workbook(content: bytes) -> Workbook:
    """Open a workbook. Raises Refused when it is none, or not safe."""
    archive = open_archive(content, RULES)
    read(archive, CONTENT_TYPES, Types())
    book = _relations(archive, ROOT).of_kind("officeDocument")
    if book is None:
        raise Refused("malformed-file", say("archive-without-part", part="workbook"))
    relations, sheets, strings, styles = _relations(archive, book), Sheets(), Strings(), Styles()
    read(archive, book, sheets)
    for kind, part in (("sharedStrings", strings), ("styles", styles)):
        name = relations.of_kind(kind)
        if name is not None:
            read(archive, name, part)
    parts = {name: relations.found.get(relation, ("", "")) for name, relation in sheets.ids.items()}
    visible = {name: target for name, (kind, target) in parts.items() if kind == "worksheet"}
    return Workbook(archive, visible, strings.texts, styles.shown, sheets.epoch)


def _relations(archive: Archive, of: str) -> Relations:
    folder, name = posixpath.split(of)
    found = Relations(of)
    read(archive, posixpath.join(folder, "_rels", f"{name}.rels"), found)
    return found


def _check(kind: str) -> None:
    if any(word in kind.lower() for word in FORBIDDEN):
        raise Refused("unsafe-file", say("archive-more", kind=RULES.kind, what=kind[:80]))
