"""`nhipso bulletin`: building and looking at editions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from services.report.build import build_bulletin, latest_bulletin
from services.report.domain.bulletin import Bulletin
from services.report.domain.content import bulletin_json
from services.report.store import ReportStore
from services.report.write import write_bulletin
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.database import Database, open_database
from shared.errors import NhipSoError
from shared.figures import is_period
from shared.output import Format, fail, show, tell
from shared.settings import Settings, read_settings

bulletin_app = typer.Typer(help="Editions of the bulletin.", no_args_is_help=True)

Month = Annotated[str, typer.Option(help="month of the edition, such as 2023-02")]
Form = Annotated[Format, typer.Option("--format", help="table or json")]


@bulletin_app.callback()
def bulletin() -> None:
    """Editions of the bulletin."""


@bulletin_app.command()
def build(
    period: Month,
    out: Annotated[Path, typer.Option(help="folder to write PERIOD/bulletin.* into")] = Path("out"),
    formats: Annotated[str, typer.Option("--format", help="any of docx,html,json")] = "docx,html,json",
    lang: Annotated[str, typer.Option(help="language of headings and labels: vi or en")] = "vi",
) -> None:
    """Assemble the edition of a month from what has come, and write its files.

    Example: nhipso bulletin build --period 2023-02 --out out --format docx,html,json
    """
    _check(period)
    with _opened() as (settings, database):
        made = build_bulletin(database, load_catalogue(settings.province), settings.province, period, system_clock())
        wanted = list(dict.fromkeys(form.strip() for form in formats.split(",") if form.strip()))
        for path in write_bulletin(made, out, wanted, lang):
            typer.echo(path)
        tell(f"{made.title}: {len(made.tables)} tables, {len(made.sentences)} sentences, {made.content_hash[:12]}")


@bulletin_app.command("list")
def list_editions(form: Form = Format.TABLE) -> None:
    """List the editions built so far.

    Example: nhipso bulletin list --format json
    """
    with _opened() as (_, database), database.read() as tx:
        rows = [{**asdict(edition), "built_at": edition.built_at.isoformat()} for edition in ReportStore(tx).editions()]
        show(rows, ("period", "status", "content_hash", "built_at"), form)


@bulletin_app.command("show")
def show_edition(period: Month, form: Form = Format.TABLE) -> None:
    """Show an edition as last built: its tables and sentences, or the whole bulletin.json.

    Example: nhipso bulletin show --period 2023-02
    """
    _check(period)
    with _opened() as (_, database):
        found = latest_bulletin(database, period)
    if found is None:
        fail(f"no edition of {period} has been built yet; run: nhipso bulletin build --period {period}")
    if form is Format.JSON:
        typer.echo(bulletin_json(found), nl=False)
        return
    typer.echo(found.title)
    for sentence in found.sentences:
        typer.echo(f"- {sentence.text}")
    show(list(_tables(found)), ("table", "title", "rows", "missing", "not_met"))


def _tables(found: Bulletin) -> Iterator[dict[str, Any]]:
    for table in found.tables:
        cells = [cell for row in table.rows for cell in row.cells.values()]
        yield {
            "table": table.id,
            "title": table.title,
            "rows": len(table.rows),
            "missing": sum(cell.status == "missing" for cell in cells),
            "not_met": sum(cell.verdict == "not_met" for cell in cells),
        }


def _check(period: str) -> None:
    if not is_period(period):
        raise typer.BadParameter(f"{period!r} is not a month such as 2023-02")


@contextmanager
def _opened() -> Iterator[tuple[Settings, Database]]:
    """The report service's database; an expected failure ends the command with one line."""
    try:
        settings = read_settings()
        database = open_database("report", settings.database_url.get_secret_value())
        try:
            yield settings, database
        finally:
            database.close()
    except NhipSoError as error:
        fail(str(error))
