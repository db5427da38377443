"""`nhipso bulletin verify`: what of a document is not so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from services.report.archive import find_issue
from services.report.build import latest_bulletin
from services.report.desk import Desk, Form, Number, SomeMonth, opened
from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document
from services.report.domain.claims.finding import Place
from services.report.issue_store import IssueStore
from services.report.layout_files import load_layout
from services.report.verify.expected import expected
from services.report.verify.files import Given, read_file
from services.report.verify.verifying import Verified, as_row, verified
from shared.errors import Refused
from shared.figures import is_period
from shared.output import Format, fail, show, tell
from shared.wording import told

CONTRADICTED, UNUSABLE = 3, 2
COLUMNS = ("place", "says", "right", "why", "held_against")
MONTH = re.compile(r"(?<!\d )\btháng\s+(\d{1,2})[/ ]\s*(?:năm\s+)?(\d{4})\b", re.IGNORECASE)
#: an edition names its month at the top; the month of a whole day is not meant
TOP = 40


def verify(
    *,
    file: Annotated[Path, typer.Argument(help="the document: .docx, .html or .txt")],
    period: SomeMonth = None,
    edition: Number = None,
    foreign: Annotated[bool, typer.Option("--foreign", help="hold it against its own tables only")] = False,
    form: Form = Format.TABLE,
) -> None:
    """Read a document that people have edited and list every figure, sentence and verdict that is not so.

    It is held against its own tables, and against the edition of its month where there is one. Ends with 0 when
    nothing is wrong, 3 when something is, 2 when the file cannot be used. What cannot be decided is listed as well.

    Example: nhipso bulletin verify out/2023-02/bulletin.docx
    """
    try:
        given = read_file(file)
    except Refused as error:
        fail(f"{file}: {told(error.message, 'en')}", UNUSABLE)
    with opened() as desk:
        month = period or month_of(given)
        kept = None if foreign else _kept(desk, month, edition)
        layout = load_layout(desk.settings.province, desk.catalogue)
        printed = expected(kept) if kept else None
        found = verified(given.document, desk.catalogue, layout, kept.period if kept else month, printed)
    _report(found, kept, form)


def month_of(given: Given) -> str | None:
    """The month an edition is of: by its properties, else as it names itself at its top."""
    if is_period(given.keywords):
        return given.keywords
    found = MONTH.search(_top(given.document))
    return f"{found[2]}-{int(found[1]):02d}" if found and is_period(f"{found[2]}-{int(found[1]):02d}") else None


def _top(document: Document) -> str:
    return " ".join(passage.text for passage in document.passages[:TOP])


def _kept(desk: Desk, month: str | None, edition: str | None) -> Bulletin | None:
    """The edition as published, else as it was last built."""
    if edition is not None:
        issue = find_issue(desk.database, edition).issue
        with desk.database.read() as tx:
            return IssueStore(tx).bulletin(issue.period, issue.issue)
    return latest_bulletin(desk.database, month) if month else None


def _report(found: Verified, kept: Bulletin | None, form: Format) -> None:
    wrong, unclear = found.of("contradicted"), found.of("undecided")
    if form is Format.JSON:
        show([as_row(finding) for finding in (*wrong, *unclear)], (), form)
    elif wrong or unclear:
        rows = [
            {
                "place": place_text(finding.place),
                "says": finding.says,
                "right": finding.right if finding.result == "contradicted" else "?",
                "why": finding.why,
                "held_against": finding.source,
            }
            for finding in (*wrong, *unclear)
        ]
        show(rows, COLUMNS)
    against = f"its own tables and edition {kept.period} ({kept.content_hash[:12]})" if kept else "its own tables"
    tell(
        f"{found.tables} tables; {found.held} statements hold, {len(unclear)} cannot be decided; "
        f"{len(wrong)} contradictions; held against {against}"
    )
    if wrong:
        raise typer.Exit(CONTRADICTED)


def place_text(place: Place) -> str:
    """Where to look: "Bảng 3. …: Hớn Quản, Kết quả" or "đoạn 17 (3. Dịch vụ công trực tuyến)"."""
    if place.table is None:
        return f"đoạn {place.paragraph} ({place.heading})"
    where = ", ".join(filter(None, (place.row, place.column)))
    return f"{place.caption or f'bảng thứ {place.table}'}: {where}".removesuffix(": ")
