"""`nhipso bulletin extract|summary`: the page of each unit, and the page for leaders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.report.archive import find_issue
from services.report.desk import Desk, Number, SomeMonth, opened
from services.report.domain.extract.parts import Extract, Extracts
from services.report.editing import held_bulletin
from services.report.extracting import extracts_now, issued_extracts
from services.report.render import write_files
from services.report.render.leaflet import extract_files, summary_files
from shared.errors import Refused
from shared.output import fail, tell

FOLDER = "units"
Out = Annotated[Path, typer.Option(help="folder to write PERIOD/… into")]
Formats = Annotated[str, typer.Option("--format", help="any of docx,html,pdf,json")]
Lang = Annotated[str, typer.Option(help="language: vi or en")]


def extract(
    *,
    period: SomeMonth = None,
    edition: Number = None,
    unit: Annotated[str | None, typer.Option(help="the unit, by its id")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="every unit that the edition has a line of")] = False,
    out: Out = Path("out"),
    formats: Formats = "docx,html",
    lang: Lang = "vi",
) -> None:
    """Write the page of a unit, or of every unit: of an edition as it stands, or of a published one.

    Example: nhipso bulletin extract --period 2023-02 --unit so-gtvt --out out
    """
    if (unit is None) == (not everybody):
        fail("give --unit, or --all", 2)
    with opened() as desk:
        found = _extracts(desk, period, edition)
        for each in found.units if unit is None else [_named(found, unit)]:
            files = extract_files(each, _listed(formats), lang)
            for path in write_files(out / each.heading.period / FOLDER, files):
                typer.echo(path)
        if everybody:
            tell(f"{len(found.units)} units")


def summary(
    *,
    period: SomeMonth = None,
    edition: Number = None,
    out: Out = Path("out"),
    formats: Formats = "docx,html",
    lang: Lang = "vi",
) -> None:
    """Write the one page for leaders: of an edition as it stands, or of a published one.

    Example: nhipso bulletin summary --period 2023-02 --out out
    """
    with opened() as desk:
        found = _extracts(desk, period, edition).summary
        for path in write_files(out / found.heading.period, summary_files(found, _listed(formats), lang)):
            typer.echo(path)


def _extracts(desk: Desk, period: str | None, edition: str | None) -> Extracts:
    if (period is None) == (edition is None):
        fail("give --period for an edition as it stands, or --edition for a published one", 2)
    if edition is not None:
        issue = find_issue(desk.database, edition).issue
        with desk.database.read() as tx:
            return issued_extracts(tx, issue, desk.catalogue)
    bulletin = held_bulletin(desk.database, period or "")
    with desk.database.read() as tx:
        return extracts_now(tx, bulletin, desk.catalogue)


def _named(found: Extracts, unit: str) -> Extract:
    extract = found.unit(unit)
    if extract is None:
        known = ", ".join(each.unit for each in found.units)
        raise Refused("not-found", f"the edition has no line of {unit!r}; it has of: {known}")
    return extract


def _listed(formats: str) -> list[str]:
    return list(dict.fromkeys(form.strip() for form in formats.split(",") if form.strip()))
