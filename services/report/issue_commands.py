"""`nhipso bulletin list|revisions|note-revision|archive`: what was published, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import structlog
import typer

from services.report.archive import archived, state_of, write_archive
from services.report.desk import By, Desk, Form, Month, SomeMonth, Why, opened
from services.report.domain.correction import Correction
from services.report.domain.editor import Right
from services.report.edition_store import Edition, EditionStore
from services.report.issue_store import Issue, IssueStore
from services.report.published_event import media_type
from services.report.register import open_corrections
from services.report.register_store import RegisterStore
from shared.clock import business_time
from shared.errors import Refused
from shared.figures import FigureKey, dimension_text, parse_dimension
from shared.output import Format, show, tell
from shared.vietnamese import issue_text

log = structlog.get_logger()
EDITIONS = ("period", "status", "edition", "content_hash", "built_at")
REVISED = ("period", "edition", "unit", "indicator", "dimension", "published", "corrected", "kind", "reason", "told_in")
FILES = ("edition", "period", "issued_on", "path", "size", "sha256", "state")


def list_editions(form: Form = Format.TABLE) -> None:
    """List the editions built so far: how they stand, and under which number they were issued.

    Example: nhipso bulletin list --format json
    """
    with opened() as desk, desk.database.read() as tx:
        first = {issue.period: issue for issue in reversed(IssueStore(tx).issues())}
        show([_listed(edition, first) for edition in EditionStore(tx).editions()], EDITIONS, form)


def _listed(edition: Edition, first: Mapping[str, Issue]) -> dict[str, Any]:
    issue = first.get(edition.period)
    return {
        "period": edition.period,
        "status": str(edition.status),
        "edition": f"{issue_text(issue.number, edition.issue)}/{issue.year}" if issue else None,
        "issue": edition.issue,
        "content_hash": edition.content_hash,
        "built_at": business_time(edition.built_at),
    }


def revisions(period: SomeMonth = None, form: Form = Format.TABLE) -> None:
    """List published figures that were corrected, with the edition that told of it, or none yet.

    Example: nhipso bulletin revisions --period 2022-06 --format json
    """
    with opened() as desk:
        with desk.database.read() as tx:
            told = RegisterStore(tx).registered()
        rows = [_row(each.correction, each.told_in) for each in told]
        rows += [_row(each, None) for each in open_corrections(desk.database)]
    show([row for row in rows if period in {None, row["period"]}], REVISED, form)


def _row(each: Correction, told_in: str | None) -> dict[str, Any]:
    return {
        "period": each.period,
        "edition": each.number,
        "unit": each.unit,
        "indicator": each.indicator,
        "dimension": each.dimension,
        "published": each.published.text,
        "corrected": each.corrected.text,
        "kind": each.kind,
        "reason": each.reason,
        "told_in": told_in,
    }


def note_revision(
    *,
    period: Month,
    unit: Annotated[str, typer.Option(help="whose figure, by its id")],
    indicator: Annotated[str, typer.Option(help="which indicator, by its id")],
    why: Why,
    by: By = "",
    dimension: Annotated[str, typer.Option(help="as key=value;…")] = "",
) -> None:
    """Say why a published figure was corrected; the next edition prints it.

    Example: nhipso bulletin note-revision --period 2022-06 --unit hon-quan --indicator
    services-with-online-dossiers-pct --reason "Đơn vị rà soát lại hồ sơ" --by "Trần Thị B"
    """
    try:
        key = FigureKey(unit, indicator, dimension_text(parse_dimension(dimension)), period)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with opened() as desk:
        who = desk.editor(by, Right.WRITE).name
        with desk.database.write() as tx:
            register = RegisterStore(tx)
            if key not in {_key(each) for each in register.told(until=period)}:
                raise Refused("not-found", f"no published edition has a figure of {unit} for {indicator} in {period}")
            register.give_reason(key, why, who, desk.now)
        log.info("correction explained", period=period, unit=unit, indicator=indicator, by=who)
        tell("noted; the next edition that is built prints it")


def _key(told: Any) -> FigureKey:
    return FigureKey(told.unit, told.indicator, told.dimension, told.period)


def archive(
    *,
    restore: Annotated[bool, typer.Option("--restore", help="write again what is absent or damaged")] = False,
    form: Form = Format.TABLE,
) -> None:
    """List the files of all published editions with their hashes, and whether the archive's folder has them.

    Example: nhipso bulletin archive --format json
    """
    with opened() as desk:
        if restore:
            _restore(desk)
        show([row for each in archived(desk.database) for row in _files(desk, each.issue, each.files)], FILES, form)


def _restore(desk: Desk) -> None:
    for each in archived(desk.database):
        if any(state_of(desk.settings.archive, each.issue, file) != "there" for file in each.files):
            tell(f"written again: {write_archive(desk.database, desk.settings.archive, each)}")


def _files(desk: Desk, issue: Issue, files: Any) -> list[dict[str, Any]]:
    return [
        {
            "edition": issue.label,
            "period": issue.period,
            "issued_on": issue.issued_on.isoformat(),
            "path": f"{issue.folder}/{file.name}",
            "media_type": media_type(file.name),
            "size": file.size,
            "sha256": file.sha256,
            "state": state_of(desk.settings.archive, issue, file),
        }
        for file in files
    ]
