"""The event that tells of an issue: what it is, where its files are, what it corrects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from services.report.domain.bulletin import Bulletin
from services.report.domain.correction import Correction, Said
from services.report.domain.extract.parts import Extract, Extracts
from services.report.issue_store import Issue, IssuedFile
from shared.events import BulletinPublished
from shared.facts import FigureRevision, FigureState, PublishedEdition, PublishedFile, UnitResult
from shared.figures import parse_dimension

SOURCE: Final = "/nhipso/report"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def published_event(
    issue: Issue,
    bulletin: Bulletin,
    extracts: Extracts,
    files: Sequence[IssuedFile],
    *,
    trace: str,
    replaces: str | None = None,
) -> BulletinPublished:
    """The event of an issue with the hash `replaces` of the issue before it, if there is one."""
    data = PublishedEdition(
        period=issue.period,
        kind=issue.kind,
        number=issue.number,
        year=issue.year,
        issue=issue.issue,
        label=issue.label,
        title=bulletin.title,
        issued_on=issue.issued_on,
        as_of=bulletin.as_of,
        content_hash=issue.content_hash,
        replaces=replaces,
        files=tuple(_file(file, issue) for file in files),
        units=tuple(sorted({row.unit for table in bulletin.tables for row in table.rows})),
        standings=tuple(_standing(each) for each in extracts.units),
        revised=tuple(_revision(each) for each in bulletin.corrections),
    )
    return BulletinPublished.of(SOURCE, data, time=issue.published_at, subject=issue.period, trace=trace)


def media_type(name: str) -> str:
    """The media type of a file of an edition, by its name."""
    return MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def _file(file: IssuedFile, issue: Issue) -> PublishedFile:
    path = f"{issue.folder}/{file.name}"
    return PublishedFile(
        name=file.name, path=path, media_type=media_type(file.name), size=file.size, sha256=file.sha256
    )


def _standing(extract: Extract) -> UnitResult:
    counted = extract.standing
    return UnitResult(unit=extract.unit, met=counted.met, not_met=counted.not_met, missing=counted.missing)


def _revision(each: Correction) -> FigureRevision:
    return FigureRevision(
        period=each.period,
        edition=each.number,
        unit=each.unit,
        indicator=each.indicator,
        dimension=parse_dimension(each.dimension),
        published=None if each.published.value is None else Decimal(each.published.value),
        corrected=None if each.corrected.value is None else Decimal(each.corrected.value),
        reason=each.reason,
        published_status=_status(each.published),
        corrected_status=_status(each.corrected),
    )


def _status(said: Said) -> FigureState:
    # A figure that does not concern its unit is not printed, and so never corrected.
    return "missing" if said.status == "not_applicable" else said.status
