"""`nhipso whatif`: what other targets would make of the figures of a period; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection, select

from services.scoring.domain.arithmetic import asked
from services.scoring.domain.whatif import Turned, would_turn
from services.scoring.tables import evaluation
from shared.catalogue.alternative import with_targets
from shared.database import open_database
from shared.facts import Evaluation
from shared.figures import is_period, plain
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

COLUMNS = ("unit", "indicator", "dimension", "programme", "value", "before", "after", "target", "asked", "gap")


def whatif(
    targets: Annotated[Path, typer.Option(help="file with the columns of targets.csv, checked like it")],
    period: Annotated[str, typer.Option(help="month, such as 2023-02")],
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """List the verdicts of a period that other targets would turn. Nothing is stored or sent.

    Example: nhipso whatif --targets proposed.csv --period 2023-02 --format json
    """
    if not is_period(period):
        fail(f"{period!r} is not a month such as 2023-02")
    settings = read_settings()
    catalogue, problems = with_targets(settings.province, targets)
    for problem in problems:
        typer.echo(str(targets.parent / problem.file) + str(problem).removeprefix(problem.file))
    if problems:
        fail(f"{len(problems)} problem(s) in {targets}")
    with closing(open_database("scoring", settings.database_url.get_secret_value())) as database, database.read() as tx:
        figures = list(figures_of(tx, period))
    turned = list(would_turn(figures, catalogue))
    show([_row(one) for one in turned], COLUMNS, form)
    tell(f"{len(turned)} verdict(s) on {len(figures)} figures of {period} would turn")


def figures_of(tx: Connection, period: str) -> Iterator[Evaluation]:
    """Every evaluation that stands for `period`, by indicator and unit."""
    found = select(evaluation.c.body).where(evaluation.c.period == period)
    order = evaluation.c.indicator, evaluation.c.dimension, evaluation.c.unit
    for row in tx.execute(found.order_by(*order)):
        yield Evaluation.model_validate_json(row.body)


def _row(turned: Turned) -> dict[str, str | None]:
    figure, before, after = turned.figure, turned.before, turned.after
    told = after or before
    return {
        "unit": figure.unit,
        "indicator": figure.indicator,
        "dimension": figure.key.dimension,
        "period": figure.period,
        "programme": turned.programme,
        "value": None if figure.value is None else plain(figure.value),
        "before": None if before is None else before.verdict,
        "after": None if after is None else after.verdict,
        "target": None if told is None else f"{told.target} ({told.target_version})",
        "asked": None if told is None else asked(told),
        "gap": None if after is None else plain(after.gap),
        "gap_before": None if before is None else plain(before.gap),
        "legal_basis": None if told is None else told.legal_basis,
    }
