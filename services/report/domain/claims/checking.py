"""A whole document held against its own tables: every table by itself, every sentence by the tables of its section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.by_layout import by_layout
from services.report.domain.claims.document import Document, Passage
from services.report.domain.claims.doubting import times_in
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.judged import bearings_of, verdicts
from services.report.domain.claims.judging import BY_THEMSELVES, Court
from services.report.domain.claims.laid_out import impossible, laid_out
from services.report.domain.claims.legends import legends
from services.report.domain.claims.lines import ordinals, repeated
from services.report.domain.claims.matching import Matched, matched
from services.report.domain.claims.months import compared_months
from services.report.domain.claims.names import Names
from services.report.domain.claims.numbering import CAPTION, KEY, attached, numbering, pointers
from services.report.domain.claims.parts import parts_in
from services.report.domain.claims.previous import changes_since
from services.report.domain.claims.reading import claims_in, has_figures, sentences
from services.report.domain.claims.relations import relations
from services.report.domain.claims.sayings import days_in
from services.report.domain.claims.spoken import Spoken
from services.report.domain.claims.summary import summaries
from services.report.domain.claims.tabulation import Tabulation, tabulated
from services.report.domain.claims.totals import groups, totals, wider
from services.report.domain.claims.windows import windows
from services.report.domain.layout import Variant
from shared.catalogue import Catalogue
from shared.english import numbers_text

#: of which one can be meant by a sentence
MOST_TABLES = 150
TABLE_RULES = (groups, relations, repeated)


@dataclass(frozen=True)
class Checked:
    """What was found, and how many tables were read; every claim that was read has its finding.

    Of the paragraphs that state figures (`figured`) so many could be held against something (`read`).
    """

    findings: tuple[Finding, ...]
    tables: int
    figured: int = 0
    read: int = 0


def checked(
    document: Document,
    catalogue: Catalogue,
    variants: Sequence[Variant] = (),
    previous: Bulletin | None = None,
    *,
    alone: bool = True,
) -> Checked:
    """Hold a document against its own tables; `variants` are the tables of the layout it may be made by.

    `previous` is the edition that its changes are counted from, where there is one. Only where it stands `alone` does
    the layout of today say what rows and columns there are: an edition that was kept had the layout of its day.
    """
    names = Names(catalogue)
    tables = [table for page in document.tables if (table := tabulated(page, names)) is not None]
    known = matched(variants, tables)
    # Sentences and legends are read in Vietnamese only; what the layout says of totals and verdicts holds in both.
    titled = matched([each.in_english() for each in variants], tables) if document.is_english else known
    found = [_printed(finding, table) for table in tables for finding in _of_table(table, titled, catalogue)]
    found.extend(finding for page in document.tables for finding in ordinals(page))
    said = list(_said(document, known, tables, names))
    found.extend(finding for _, ruled in said for finding in ruled)
    found.extend(windows(document, tables))
    found.extend(compared_months(document, tables))
    found.extend(changes_since(previous, known) if previous else ())
    found.extend([*numbering(document), *pointers(document), *attached(document), *summaries(document, tables, names)])
    found.extend([*impossible(known, catalogue), *legends(document, known)])
    found.extend(laid_out(variants, tables, names) if alone else ())
    figured = [ruled for passage, ruled in said if has_figures(passage.text)]
    read = sum(any(finding.result != "undecided" for finding in ruled) for ruled in figured)
    return Checked(tuple(found), len(tables), len(figured), read)


def _said(
    document: Document, known: Sequence[Matched], tables: Sequence[Tabulation], names: Names
) -> Iterator[tuple[Passage, list[Finding]]]:
    """Each passage of running text with what its claims came to; captions and keys of tables claim nothing."""
    days, times, by_heading = days_by_heading(document), times_by_heading(document), _by_heading(tables)
    for passage in document.passages:
        if passage.head or CAPTION.match(passage.text) or KEY.match(passage.text):
            continue
        near = by_heading.get(passage.heading, [])
        under = days.get(passage.heading, Counter()), not near, times.get(passage.heading, Counter())
        court = Court(_most(near or tables), names, *under)
        spoken = by_layout(passage.text, known, names) or list(_spoken(passage, names, english=document.is_english))
        yield passage, list(_findings(passage, court, spoken))


def _by_heading(tables: Sequence[Tabulation]) -> dict[str, list[Tabulation]]:
    found: dict[str, list[Tabulation]] = {}
    for table in tables:
        found.setdefault(table.page.heading, []).append(table)
    return found


def _most(tables: Sequence[Tabulation]) -> Sequence[Tabulation]:
    """None where there are too many to say which of them is meant."""
    return tables if len(tables) <= MOST_TABLES else ()


def days_by_heading(document: Document) -> dict[str, Counter[date]]:
    """The days named under each heading, by tables and passages, and how often."""
    found: dict[str, Counter[date]] = {}
    for block in document.blocks:
        texts = (
            [block.text]
            if isinstance(block, Passage)
            else [block.caption, *(cell for row in block.rows for cell in row)]
        )
        found.setdefault(block.heading, Counter()).update(days_in(" ".join(texts)))
    return found


def times_by_heading(document: Document) -> dict[str, Counter[str]]:
    """How many of the passages under each heading name each time."""
    found: dict[str, Counter[str]] = {}
    for passage in document.passages:
        found.setdefault(passage.heading, Counter()).update(times_in(passage.text))
    return found


def _of_table(table: Tabulation, known: Sequence[Matched], catalogue: Catalogue) -> Iterator[Finding]:
    yield from totals(table, wider(table, known, catalogue))
    for rule in TABLE_RULES:
        yield from rule(table)
    yield from verdicts(table, bearings_of(table, known, catalogue))


def _printed(finding: Finding, table: Tabulation) -> Finding:
    """With the right figure as the table writes figures."""
    return replace(finding, right=numbers_text(finding.right)) if table.page.is_english else finding


def _spoken(passage: Passage, names: Names, *, english: bool) -> Iterator[Spoken]:
    """What is claimed in Vietnamese words; a colon in an English document opens no parts that are known to be such."""
    for sentence in sentences(passage.text):
        claims = claims_in(sentence, names)
        more = () if english or any(isinstance(claim, BY_THEMSELVES) for claim in claims) else parts_in(sentence)
        for claim in (*claims, *more):
            yield Spoken(claim, sentence)


def _findings(passage: Passage, court: Court, spoken: Sequence[Spoken]) -> Iterator[Finding]:
    for one in spoken:
        ruling = court.rule(one)
        if ruling is not None:
            rule = type(one.claim).__name__.lower()
            place = Place(passage.heading, paragraph=passage.number)
            yield Finding(ruling.result, rule, place, ruling.says or one.text, ruling.right, ruling.why)
