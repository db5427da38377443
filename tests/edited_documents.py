"""A DOCX that somebody works on: written again with one slip of the hand in it, as an editor makes by mistake."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from docx.oxml.ns import qn

from tests.slips_of_lines import lines_changed
from tests.slips_of_texts import texts_changed
from tests.slips_of_words import words_changed

BODY = "word/document.xml"


class Slip(Protocol):
    """One thing changed. `kind` says what, `table` (from 1), `row` and `after` where it can be seen."""

    @property
    def kind(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def table(self) -> int | None: ...
    @property
    def row(self) -> str: ...

    def apply(self, tree: Element) -> None:
        """Make the slip in the body of the document."""

    def revert(self, tree: Element) -> None:
        """Take it back."""


@dataclass(frozen=True)
class Edited:
    """A DOCX that can be written with a slip in it."""

    content: bytes

    @cached_property
    def tree(self) -> Element:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return fromstring(archive.read(BODY))

    @cached_property
    def texts(self) -> list[str]:
        """The texts of its runs, in order."""
        return [run.text or "" for run in self.tree.iter(qn("w:t"))]

    def written(self, slip: Slip | None = None) -> bytes:
        """The document with this slip; only its text, which is all that verify reads."""
        if slip is not None:
            slip.apply(self.tree)
        body = tostring(self.tree, encoding="utf-8", xml_declaration=True)
        if slip is not None:
            slip.revert(self.tree)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(BODY, body)
        return out.getvalue()

    def slips(self, names: Sequence[str]) -> list[Slip]:
        """Every slip there can be; `names` are those that can be mistaken for each other."""
        return [*texts_changed(self.tree, names), *lines_changed(self.tree), *words_changed(self.tree)]
