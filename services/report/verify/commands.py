"""`nhipso bulletin verify`: what of a document is not so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from services.report.archive import find_issue
from services.report.build import latest_bulletin
from services.report.desk import Desk, Form, Lang, Number, SomeMonth, opened
from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document
from services.report.edition_store import EditionStore
from services.report.issue_store import IssueStore
from services.report.layout_files import load_layout
from services.report.verify.expected import expected
from services.report.verify.files import Given, read_file
from services.report.verify.listing import COLUMNS, listed, row_of, summary
from services.report.verify.verifying import Verified, as_row, verified
from shared.database import database_exists
from shared.english import MONTHS
from shared.errors import Refused
from shared.figures import is_period
from shared.language import Language
from shared.output import Format, fail, show, tell
from shared.vietnamese import QUARTERS
from shared.wording import told

CONTRADICTED, UNUSABLE = 3, 2
#: how a text names a month or a quarter, in Vietnamese and in English
NAMED = (
    re.compile(r"(?<!\d )\btháng\s+(?P<month>\d{1,2})[/ ]\s*(?:năm\s+)?(?P<year>\d{4})\b", re.IGNORECASE),
    re.compile(rf"(?<!\d )\b(?P<name>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})\b"),
    re.compile(r"\bquý\s+(?P<roman>I{1,3}|IV)/(?P<year>\d{4})\b", re.IGNORECASE),
    re.compile(r"\bQ(?P<digit>[1-4])\s+(?P<year>\d{4})\b"),
)
#: an edition names its month at the top; the month of a whole day is not meant
TOP = 40


def verify(
    *,
    file: Annotated[Path, typer.Argument(help="the document: .docx, .html or .txt")],
    period: SomeMonth = None,
    edition: Number = None,
    foreign: Annotated[bool, typer.Option("--foreign", help="hold it against its own tables only")] = False,
    lang: Annotated[Lang, typer.Option(help="language of the list: vi or en")] = Lang.VI,
    form: Form = Format.TABLE,
) -> None:
    """Read a document that people have edited and list every figure, sentence and verdict that is not so.

    It is held against its own tables, and against the edition of its month where there is one; else its changes
    against the edition before. Ends with 0 when nothing is wrong, 3 when something is or is missing, 2 when the file
    cannot be used. What cannot be decided, and articles that were worked on, are listed as well.

    Example: nhipso bulletin verify out/2023-02/bulletin.docx
    """
    try:
        given = read_file(file)
    except Refused as error:
        fail(f"{file}: {told(error.message, 'en')}", UNUSABLE)
    with opened() as desk:
        month = period or month_of(given)
        alone = foreign or not (edition or _has_database(desk))
        kept = None if alone else _kept(desk, month, edition)
        layout = load_layout(desk.settings.province, desk.catalogue)
        printed = expected(kept, language_of(given.document)) if kept else None
        before = None if alone or kept or month is None else _before(desk, month)
        found = verified(given.document, desk.catalogue, layout, kept.period if kept else month, printed, before)
    _report(found, kept, form, lang.value)


def month_of(given: Given) -> str | None:
    """The month an edition is of: by its properties, else the first that its top names; of a quarter the last."""
    if is_period(given.keywords):
        return given.keywords
    top = _top(given.document)
    found = [match for pattern in NAMED if (match := pattern.search(top)) is not None]
    period = _period_of(min(found, key=re.Match[str].start).groupdict()) if found else ""
    return period if is_period(period) else None


def _period_of(said: Mapping[str, str]) -> str:
    """The month that one of the patterns of `NAMED` has caught."""
    match said:
        case {"month": number}:
            month = int(number)
        case {"name": name}:
            month = MONTHS.index(name) + 1
        case {"roman": roman}:
            month = 3 * (QUARTERS.index(roman.upper()) + 1)
        case _:
            month = 3 * int(said["digit"])
    return f"{said['year']}-{month:02d}"


def language_of(document: Document) -> Language:
    """The language of the labels that an edition was drawn with."""
    return "en" if document.is_english else "vi"


def _top(document: Document) -> str:
    return " ".join(passage.text for passage in document.passages[:TOP])


def _has_database(desk: Desk) -> bool:
    """Whether editions are kept here at all: whoever only reads a document need not have any."""
    return database_exists("report", desk.settings.database_url.get_secret_value())


def _kept(desk: Desk, month: str | None, edition: str | None) -> Bulletin | None:
    """The edition as published, else as it was last built."""
    if edition is not None:
        issue = find_issue(desk.database, edition).issue
        with desk.database.read() as tx:
            return IssueStore(tx).bulletin(issue.period, issue.issue)
    return latest_bulletin(desk.database, month) if month else None


def _before(desk: Desk, month: str) -> Bulletin | None:
    """The latest edition before a month."""
    with desk.database.read() as tx:
        store = EditionStore(tx)
        earlier = [edition.period for edition in store.editions() if edition.period < month]
        return store.bulletin(earlier[-1]) if earlier else None


def _report(found: Verified, kept: Bulletin | None, form: Format, language: Language) -> None:
    if form is Format.JSON:
        show([as_row(finding) for finding in listed(found)], (), form)
    elif rows := [row_of(finding, language) for finding in listed(found)]:
        show(rows, COLUMNS[language])
    tell(summary(found, kept, language))
    if found.of("contradicted") or found.of("missing"):
        raise typer.Exit(CONTRADICTED)
