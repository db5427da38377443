"""Slips made in the rebuilt editions one at a time, and which of them verify sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.words import tidy
from services.report.layout_files import load_layout
from services.report.render import rendered
from services.report.verify.expected import expected
from services.report.verify.files import read_document
from services.report.verify.verifying import verified
from tests.edited_documents import Edited, Slip
from tests.integration.report.scored import PROVINCE, catalogue, edition
from tests.slips_of_words import WORD

LAYOUT = load_layout(PROVINCE, catalogue())
NAMES = [unit.short_name for unit in catalogue().units.values() if unit.level in ("department", "district")]
#: where people look first for what is gone
GONE = {"edition-sentence-missing", "edition-table-missing"}
HEAD = 0


@cache
def files(period: str) -> dict[str, bytes]:
    return rendered(edition(period), ["docx", "html"])


@cache
def document(period: str) -> Edited:
    return Edited(files(period)["bulletin.docx"])


@cache
def printed(period: str) -> PrintedEdition:
    return expected(edition(period))


@cache
def slips(period: str) -> list[Slip]:
    return document(period).slips(NAMES)


def found(period: str, content: bytes, *, alone: bool = False) -> tuple[list[Finding], Document]:
    """What is said of a document, held against its edition, or `alone` against its own tables; and the document."""
    read = read_document(content, ".docx").document
    every = verified(read, catalogue(), LAYOUT, period, None if alone else printed(period))
    return [finding for finding in every.findings if finding.result != "undecided"], read


def at(finding: Finding, slip: Slip, document: Document) -> bool:
    """Whether a finding is where the slip is: in the row, in the sentence, or naming what is gone."""
    if slip.kind.startswith("words"):
        return finding.source == "edition" and WORD in finding.says
    if slip.kind == "picture deleted":
        return finding.rule == "edition-picture"
    if slip.kind == "letterhead":
        return finding.place.paragraph == HEAD
    if slip.kind.endswith("deleted") and finding.rule in GONE:
        return slip.table is not None or finding.right == tidy(slip.before)
    if slip.table is not None:
        # Of rows that changed places either one may be named, of a column none is.
        return finding.place.table == slip.table and finding.place.row in {slip.row, slip.after, slip.before, ""}
    passages = document.passages
    return any(p.number == finding.place.paragraph and p.text == tidy(slip.after) for p in passages)


@dataclass
class Seen:
    """How many slips of each kind there were, were shown at their place, and showed without the edition as well."""

    all: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    missed: list[Slip] = field(default_factory=list)

    def table(self) -> str:
        """The counts as lines of text."""
        rows = [f"{'kind':34}{'slips':>7}{'shown':>7}{'alone':>7}"]
        rows += [f"{kind:34}{self.all[kind]:7}{self.shown[kind]:7}{self.alone[kind]:7}" for kind in sorted(self.all)]
        totals = (self.all.total(), self.shown.total(), self.alone.total())
        return "\n".join([*rows, f"{'all':34}{totals[0]:7}{totals[1]:7}{totals[2]:7}"])


def run(period: str, chosen: Iterable[Slip], *, alone: bool = False) -> Seen:
    """Make each slip by itself and verify the document, also without its edition where `alone`."""
    seen = Seen()
    for slip in chosen:
        findings, read = found(period, document(period).written(slip))
        there = any(at(finding, slip, read) for finding in findings)
        seen.all[slip.kind] += 1
        seen.shown[slip.kind] += there
        seen.alone[slip.kind] += alone and bool(found(period, document(period).written(slip), alone=True)[0])
        if not there:
            seen.missed.append(slip)
    return seen
