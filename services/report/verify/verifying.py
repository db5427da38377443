"""A document verified by both sources of truth: its own tables, and the edition of its period where one is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.checking import checked
from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.kept import against
from services.report.domain.layout import Layout
from shared.catalogue import Catalogue

#: characters of a paragraph that are enough to find it
QUOTED = 60


@dataclass(frozen=True)
class Verified:
    """`findings` in the order of the document; `held` counts the claims that hold.

    `figured` counts the paragraphs that state figures, `read` those of them that tables or arithmetic could decide.
    """

    findings: tuple[Finding, ...]
    held: int
    tables: int
    figured: int = 0
    read: int = 0

    def of(self, result: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.result == result]


def verified(  # noqa: PLR0917  # a document, and all that it can be held against
    document: Document,
    catalogue: Catalogue,
    layout: Layout | None = None,
    period: str | None = None,
    kept: PrintedEdition | None = None,
    previous: Bulletin | None = None,
) -> Verified:
    """Hold `document` against its own tables and against `kept`, the edition as it is printed (see `expected`).

    Its changes are held against `previous`, the edition before it, where it is not kept itself. Wordings are those of
    the layout in `period`.
    """
    variants = [variant for _, variant in layout.printed(period)] if layout and period else []
    own = checked(document, catalogue, variants, previous if kept is None else None, alone=kept is None)
    other = against(document, kept, catalogue) if kept else []
    counted = Counter(finding.result for finding in own.findings)
    found = [finding for finding in own.findings if finding.result != "holds"]
    quotes = {passage.number: _quote(passage.text) for passage in document.passages}
    unique = dict.fromkeys(_quoted(finding, quotes) for finding in (*other, *found))
    ordered = tuple(sorted(unique, key=lambda one: _order(one.place)))
    return Verified(ordered, counted["holds"], own.tables, own.figured, own.read)


def _quoted(finding: Finding, quotes: Mapping[int, str]) -> Finding:
    """With the first words of its paragraph: people look for words, not for numbers."""
    quote = quotes.get(finding.place.paragraph or 0, "")
    return replace(finding, place=replace(finding.place, quote=quote)) if quote else finding


def _quote(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"


def _order(place: Place) -> tuple[bool, int, int]:
    """Tables first, in their order, then sentences."""
    return place.table is None, place.table or 0, place.paragraph or 0


def as_row(finding: Finding) -> Mapping[str, object]:
    """A finding as one flat row."""
    row = {"result": finding.result, "rule": finding.rule, "source": finding.source, **vars(finding.place)}
    return row | {"says": finding.says, "right": finding.right, "why": finding.why}
