"""`nhipso rebuild`: a service's state made anew from what was recorded, without telling anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any

import typer

from services.cli.assembly import Assembly, assemble
from services.cli.names import SERVICES
from services.cli.rebuild_notify import rebuild_notify
from services.cli.rebuild_report import rebuild_report
from services.cli.rebuild_scoring import ScoringRebuild
from services.scoring.rebuild_store import Difference
from shared.facts import Evaluation
from shared.figures import plain
from shared.output import Format, show, tell
from shared.settings import read_settings

rebuild_app = typer.Typer(help="Make a service's state anew from what was recorded.", no_args_is_help=True)

DryRun = Annotated[bool, typer.Option("--dry-run", help="only say what would differ")]
SkipWaiting = Annotated[
    bool, typer.Option("--skip-waiting", help="news on its way from scoring is taken in, and told to nobody")
]
Form = Annotated[Format, typer.Option("--format", help="table or json")]
COLUMNS = ("unit", "indicator", "dimension", "period", "before", "after")


@rebuild_app.callback()
def rebuild() -> None:
    """Make a service's state anew from what was recorded. Nothing is sent to units; safe to run twice."""


@rebuild_app.command("scoring", epilog="Example: nhipso rebuild scoring --dry-run --format json")
def scoring(*, dry_run: DryRun = False, form: Form = Format.TABLE) -> None:
    """Judge every figure again that ingest has recorded, by the catalogue as it is now.

    What comes out equal keeps its number and is not told; what differs is told to the other services, but no unit
    hears of it. What was said by commands stays: confirmed doubts, tasks done, deadlines passed.
    """
    with _prepared() as assembly:
        work = ScoringRebuild(assembly, dry=dry_run)
        for family in work.run():
            tell(f"{family}: judged again")
    found = work.found
    counted = {name: value for name, value in vars(found).items() if name != "differences"}
    _say(counted, [_difference(each) for each in found.differences], COLUMNS, form, dry=dry_run)
    if found.changed + found.gone and not dry_run:
        tell("the alerts to units are as they were; to bring them in line, too: nhipso rebuild notify")


@rebuild_app.command("report", epilog="Example: nhipso rebuild report")
def report(*, dry_run: DryRun = False, form: Form = Format.TABLE) -> None:
    """Remember exactly what scoring holds. Editions stay as they were built."""
    with _prepared() as assembly:
        found = rebuild_report(assembly, dry=dry_run)
    show([{"table": table, **counts} for table, counts in found.items()], ("table", "equal", "changed", "gone"), form)


@rebuild_app.command("notify", epilog="Example: nhipso rebuild notify --dry-run")
def notify(*, dry_run: DryRun = False, skip_waiting: SkipWaiting = False, form: Form = Format.TABLE) -> None:
    """Open and close alerts by how every series stands, without telling anybody.

    Messages, deliveries and what is being gathered stay. Stops while news is on its way from scoring, for a unit would
    never hear of it: run the services until it has arrived, or lose it with --skip-waiting.
    """
    with _prepared() as assembly:
        found = rebuild_notify(assembly, dry=dry_run, skip_waiting=skip_waiting)
    rows = [
        {"alert": alert.id, "unit": alert.key.series.unit, "indicator": alert.key.series.indicator,
         "dimension": alert.key.series.dimension, "programme": alert.key.programme, "becomes": alert.state.value}
        for alert in found.changed
    ]  # fmt: skip
    counted = {"equal": found.equal, "opened": len(found.opened), "closed": len(found.closed)}
    counted["refreshed"] = len(found.refreshed)
    _say(counted, rows, ("unit", "indicator", "dimension", "programme", "becomes"), form, dry=dry_run)


def _say(
    counted: Mapping[str, int], rows: list[dict[str, Any]], columns: tuple[str, ...], form: Format, *, dry: bool
) -> None:
    """The summary, and of a dry run what would differ."""
    if form is Format.JSON:
        typer.echo(json.dumps({**counted, **({"differences": rows} if dry else {})}, ensure_ascii=False, indent=1))
        return
    if dry and rows:
        show(rows, columns)
    typer.echo(", ".join(f"{name} {number}" for name, number in counted.items()))


def _difference(each: Difference) -> dict[str, Any]:
    key = each.after.key
    return {**asdict(key), "before": _stated(each.before), "after": _stated(each.after)}


def _stated(evaluation: Evaluation | None) -> str | None:
    if evaluation is None:
        return None
    value = evaluation.status.value if evaluation.value is None else plain(evaluation.value)
    verdicts = [f"{verdict.programme}: {verdict.verdict}" for verdict in evaluation.verdicts]
    change = [f"change {plain(evaluation.change.difference)}"] if evaluation.change else []
    return "; ".join([value, *verdicts, *change])


@contextmanager
def _prepared() -> Iterator[Assembly]:
    assembly = assemble(read_settings())
    try:
        assembly.prepare(list(SERVICES))
        yield assembly
    finally:
        assembly.close()
