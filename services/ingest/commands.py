"""The commands of ingest: figures from files and into files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from services.ingest.client import Door, chunks
from services.ingest.domain.notation import parse_notations
from services.ingest.domain.row import Row
from services.ingest.exporting import held_figures, write_figures
from services.ingest.files.table import Table, read_file, read_table
from services.ingest.importing import Report, send_all
from services.ingest.opened import writing
from shared.errors import Refused
from shared.figures import is_period
from shared.output import Format, fail, show, tell
from shared.settings import Settings, read_settings
from shared.wording import told

KEY_VARIABLE = "NHIPSO_API_KEY"
SOME_REJECTED, UNUSABLE = 3, 2
# Leaves room for what a proxy in between may add.
BODY_SHARE = 0.9
NUMBERS = (
    "How numbers are written, for all columns or for each: vi (1.234,5), en (1,234.5), plain (1234.5); "
    "shown or stored for percent cells. Example: value:vi:shown,numerator:en"
)


class Mode(StrEnum):
    """What happens to the good rows beside a bad one."""

    PARTIAL = "partial"
    ATOMIC = "atomic"


def import_figures(  # noqa: PLR0917  # typer reads the options from the arguments
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File of figures: XLSX, or CSV in UTF-8.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,  # noqa: FBT002
    mode: Annotated[Mode, typer.Option(help="atomic: all rows or none.")] = Mode.PARTIAL,
    numbers: Annotated[str, typer.Option(metavar="NOTATION", help=NUMBERS)] = "",
    report: Annotated[Path | None, typer.Option(help="XLSX file to write: the file with each row's fate.")] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    url: Annotated[str | None, typer.Option(help="Where ingest answers; by default the configured address.")] = None,
    key: Annotated[str | None, typer.Option(help=f"API key; by default the variable {KEY_VARIABLE}.")] = None,
) -> None:
    """Send the figures of a file. Ends 0 when all were accepted, 3 when some were not, 2 without a file and key to use.

    Example: nhipso import figures.xlsx --numbers value:vi:shown --report marked.xlsx --dry-run
    """
    settings = read_settings()
    secret = key or os.environ.get(KEY_VARIABLE)
    if not secret:
        fail(f"an API key is needed: --key or {KEY_VARIABLE}", UNUSABLE)
    door = Door(url or f"http://{settings.http_host}:{settings.http_port}", secret)
    content, table = _read(file, numbers)
    found = _send(table.rows, settings, door, atomic=mode is Mode.ATOMIC, dry_run=dry_run)
    if report is not None:
        from services.ingest.files.marking import mark_file  # noqa: PLC0415  # openpyxl is slow to load

        report.write_bytes(mark_file(content, table, found))
        tell(f"wrote {report}")
    _print(found, form)
    if found.rejected:
        raise typer.Exit(SOME_REJECTED)


def export_figures(
    period: Annotated[str, typer.Option(help="Month, such as 2023-02; by default all.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; by default standard output.")] = None,
) -> None:
    """Write the figures that hold as a CSV file that `nhipso import` takes.

    Example: nhipso export --period 2023-02 --out figures.csv
    """
    if period and not is_period(period):
        raise typer.BadParameter(f"{period!r} is not a month such as 2023-02")
    with writing() as tx:
        figures = held_figures(tx, period)
        if out is None:
            count = write_figures(figures, sys.stdout)
        else:
            with out.open("w", encoding="utf-8", newline="") as file:
                count = write_figures(figures, file)
    tell(f"{count} figures")


def _read(file: Path, numbers: str) -> tuple[bytes, Table]:
    try:
        content = read_file(file)
        return content, read_table(content, parse_notations(numbers))
    except Refused as refused:
        fail(f"{file}: {told(refused.message, 'en')}", UNUSABLE)


def _send(rows: Sequence[Row], settings: Settings, door: Door, *, atomic: bool, dry_run: bool) -> Report:
    parts = list(chunks(rows, settings.max_figures, int(settings.max_body_bytes * BODY_SHARE)))
    with Progress(console=Console(stderr=True), transient=True) as progress:
        if atomic and len(parts) > 1 and not dry_run:
            # A request is all or nothing, a file of several only when all are known to be good before the first.
            bar = progress.add_task("checking", total=len(rows))
            checked = send_all(parts, door, atomic=True, dry_run=True, sent=lambda n: progress.advance(bar, n))
            if checked.rejected:
                return checked.of_nothing_stored()
        bar = progress.add_task("sending", total=len(rows))
        return send_all(parts, door, atomic=atomic, dry_run=dry_run, sent=lambda n: progress.advance(bar, n))


def _print(report: Report, form: Format) -> None:
    if form is Format.JSON:
        said = {name: value for name, value in asdict(report).items() if name != "fates"}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    typer.echo(f"accepted {report.accepted}, duplicate {report.duplicate}, rejected {report.rejected}")
    if report.errors:
        show(report.errors, ("row", "column", "code", "value", "message"))
