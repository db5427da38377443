"""`nhipso doubts`: which figures are hardly right, and saying that one is right as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from services.scoring.confirming import confirm_figure
from services.scoring.store import ScoringStore
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.catalogue.resolve import resolve_indicator, resolve_unit
from shared.clock import BUSINESS_ZONE, system_clock
from shared.database import Database, open_database
from shared.doubts import doubt_text, expected_text
from shared.facts import Confirmation, Doubts
from shared.figures import FigureKey, dimension_text, is_period, parse_dimension
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

doubts_app = typer.Typer(name="doubts", help="Figures that are hardly right.", no_args_is_help=True)

FormatOption = Annotated[Format, typer.Option("--format", help="table or json")]
LISTED = ("period", "unit", "indicator", "dimension", "value", "severity", "rule", "doubt", "expected", "confirmed_by")


@doubts_app.command("list", epilog="Example: nhipso doubts list --period 2023-02 --open --format json")
def list_doubts(
    period: Annotated[str | None, typer.Option("--period", help="only this month, such as 2023-02")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="only this unit: id, code or name")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="only what nobody has answered for")] = False,  # noqa: FBT002
    form: FormatOption = Format.TABLE,
) -> None:
    """List the doubts about figures, one a line, the gravest of each figure first."""
    _check(period)
    with _opened() as (database, catalogue):
        wanted = None if unit is None else resolve_unit(catalogue, unit).id
        with database.read() as tx:
            found = list(ScoringStore(tx).all_doubts(period, wanted, only_open=only_open))
    show([row for doubts in found for row in _rows(doubts, catalogue)], LISTED, form)


@doubts_app.command(
    "confirm",
    epilog="Example: nhipso doubts confirm --unit bu-dop --indicator digitally-signed-docs-pct --period 2023-02 "
    "--by 'Văn phòng' --note 'checked against the system'",
)
def confirm(  # noqa: PLR0917  # each is an option of the command
    unit: Annotated[str, typer.Option("--unit", help="id, code or name of the unit")],
    indicator: Annotated[str, typer.Option("--indicator", help="id of the indicator")],
    period: Annotated[str, typer.Option("--period", help="month, such as 2023-02")],
    by: Annotated[str, typer.Option("--by", help="who answers for the figure")],
    note: Annotated[str, typer.Option("--note", help="why it is right, or the document that shows it")],
    dimension: Annotated[str, typer.Option("--dimension", help="key=value pairs joined by ;")] = "",
) -> None:
    """Answer for a doubted figure: it is right as it stands. Holds until its value changes."""
    _check(period)
    if not by.strip() or not note.strip():
        raise typer.BadParameter("--by and --note say who answers for the figure, and why")
    with _opened() as (database, catalogue):
        key = FigureKey(
            resolve_unit(catalogue, unit).id, resolve_indicator(catalogue, indicator).id, _pairs(dimension), period
        )
        now = system_clock()
        word = Confirmation(by=by.strip(), on=now.astimezone(BUSINESS_ZONE).date(), note=note.strip())
        with database.write() as tx:
            told = confirm_figure(key, word, ScoringStore(tx), catalogue, now)
    if told is None:
        fail(f"nothing is doubted about {key.unit} {key.indicator} [{key.dimension or '-'}] in {period}")
    tell(f"confirmed: {key.unit} {key.indicator} {period} = {told.value} ({len(told.doubts)} doubts answered)")


def _rows(doubts: Doubts, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    indicator = catalogue.indicators.get(doubts.indicator)
    measure = indicator.measure if indicator else "count"
    for doubt in doubts.doubts:
        yield {
            "period": doubts.period,
            "unit": doubts.unit,
            "indicator": doubts.indicator,
            "dimension": doubts.key.dimension,
            "value": None if doubts.value is None else f"{doubts.value:f}",
            "revision": doubts.revision,
            "severity": doubt.severity,
            "rule": doubt.rule,
            "doubt": doubt_text(doubt, measure),
            "doubt_en": doubt_text(doubt, measure, "en"),
            "expected": expected_text(doubt, measure),
            "against": list(doubt.against),
            "confirmed_by": doubts.confirmation.by if doubts.confirmation else None,
            "confirmed_on": doubts.confirmation.on if doubts.confirmation else None,
            "note": doubts.confirmation.note if doubts.confirmation else None,
        }


def _check(period: str | None) -> None:
    if period is not None and not is_period(period):
        raise typer.BadParameter(f"{period!r} is not a month such as 2023-02")


def _pairs(dimension: str) -> str:
    try:
        return dimension_text(parse_dimension(dimension))
    except ValueError as error:
        raise typer.BadParameter(f"--dimension: {error}") from error


@contextmanager
def _opened() -> Iterator[tuple[Database, Catalogue]]:
    settings = read_settings()
    database = open_database("scoring", settings.database_url.get_secret_value())
    try:
        yield database, load_catalogue(settings.province)
    finally:
        database.close()
