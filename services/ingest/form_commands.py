"""`nhipso form`: the workbook that a unit fills in and sends back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.ingest.domain.form import make_form
from services.ingest.exporting import figures_of_unit
from services.ingest.files.form_file import write_form
from services.ingest.files.form_words import Language
from services.ingest.opened import opened
from shared.catalogue.load import load_catalogue
from shared.catalogue.resolve import resolve_unit
from shared.clock import system_clock
from shared.errors import Refused
from shared.figures import is_period
from shared.output import fail, tell
from shared.settings import read_settings


def write_unit_form(
    unit: Annotated[str, typer.Option(help="Id, national code or name of the unit.")],
    period: Annotated[str, typer.Option(help="Month, such as 2023-02.")],
    indicators: Annotated[list[str] | None, typer.Option(help="Only these indicators; repeat, or a glob.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the form: vi or en.")] = "vi",
    out: Annotated[Path | None, typer.Option(help="File to write; by default form-UNIT-PERIOD.xlsx.")] = None,
) -> None:
    """Write the Excel form of a unit: what it is asked for, with its last figures. Filled in, `nhipso import` takes it.

    Example: nhipso form --unit so-noi-vu --period 2023-03
    """
    if not is_period(period):
        raise typer.BadParameter(f"{period!r} is not a month such as 2023-02")
    catalogue = load_catalogue(read_settings().province)
    try:
        whose = resolve_unit(catalogue, unit)
    except Refused as refused:
        fail(refused.message)
    with opened() as database, database.read() as tx:
        figures = figures_of_unit(tx, whose.id)
    form = make_form(whose, period, figures, catalogue, system_clock(), patterns=indicators or ())
    if not form.rows:
        fail("there is nothing to ask of this unit; see: nhipso catalogue show indicator ID")
    path = out or Path(f"form-{whose.id}-{period}.xlsx")
    path.write_bytes(write_form(form, _language(lang)))
    tell(f"wrote {path}: {len(form.rows)} rows")


def _language(lang: str) -> Language:
    if lang == "vi":
        return "vi"
    if lang == "en":
        return "en"
    raise typer.BadParameter(f"{lang!r} is not vi or en")
