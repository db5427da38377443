"""`nhipso explain`: from the printed number back to the events, the rule, the target and the rounding."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from services.cli.assembly import Assembly, assemble
from services.cli.compared import baselines_of, change_of
from services.cli.doubted import doubts_told
from services.cli.revisions import revisions_told
from services.ingest.explain import revisions_of, submissions_of
from services.report.build import latest_bulletin
from services.report.explain import cells_of
from services.scoring.domain.arithmetic import arithmetic
from services.scoring.domain.shortfall import count_of
from services.scoring.explain import doubts_of, evaluation_of, parts_of
from shared.catalogue.resolve import resolve_indicator, resolve_unit
from shared.facts import Evaluation
from shared.figures import FigureKey, dimension_text, parse_dimension
from shared.output import Format, fail
from shared.settings import read_settings


def explain(
    unit: Annotated[str, typer.Option(help="id, code or name of the unit")],
    indicator: Annotated[str, typer.Option(help="id of the indicator")],
    period: Annotated[str, typer.Option(help="month, such as 2023-02")],
    dimension: Annotated[str, typer.Option(help="key=value pairs joined by ;")] = "",
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Show where a printed number comes from.

    Example: nhipso explain --unit hon-quan --indicator services-with-online-dossiers-pct --period 2023-02
    """
    assembly = assemble(read_settings())
    key = FigureKey(
        resolve_unit(assembly.catalogue, unit, None).id,
        resolve_indicator(assembly.catalogue, indicator).id,
        dimension_text(parse_dimension(dimension)),
        period,
    )
    story = story_of(assembly, key)
    if story is None:
        fail(f"no figure of {key.unit} for {key.indicator} [{key.dimension or '-'}] in {period}", 1)
    typer.echo(json.dumps(story, ensure_ascii=False, indent=1) if form is Format.JSON else "\n".join(_lines(story)))


def story_of(assembly: Assembly, key: FigureKey) -> dict[str, Any] | None:
    """Everything behind one figure, or None where scoring knows of none."""
    with assembly.databases["scoring"].read() as connection:
        evaluation, doubts = evaluation_of(connection, key), doubts_of(connection, key)
        parts = parts_of(connection, key, assembly.catalogue)
    if evaluation is None:
        return None
    with assembly.databases["ingest"].read() as connection:
        submissions, revisions = submissions_of(connection, evaluation.causes), revisions_of(connection, key)
    bulletin = latest_bulletin(assembly.databases["report"], key.period)
    printed = cells_of(bulletin, key.unit, key.indicator) if bulletin else []
    return {
        "figure": _figure(assembly, evaluation),
        "parts": [_part(assembly, part) for part in parts],
        "verdicts": _verdicts(assembly, evaluation),
        "change": change_of(evaluation, assembly.catalogue),
        "baselines": baselines_of(evaluation, assembly.catalogue),
        "doubts": doubts_told(doubts, assembly.catalogue),
        "printed": [
            {"table": table, "column": column, "text": cell.text, "change": cell.change_text}
            for table, column, cell in printed
            if cell.events == tuple(sorted(evaluation.causes))
        ],
        "submissions": submissions,
        "revisions": revisions_told(revisions, evaluation, bulletin),
    }


def _figure(assembly: Assembly, evaluation: Evaluation) -> dict[str, Any]:
    unit, indicator = assembly.catalogue.units[evaluation.unit], assembly.catalogue.indicators[evaluation.indicator]
    kept = {"value", "numerator", "denominator", "how", "counted", "expected", "revision", "as_of", "status"}
    kept |= {"due", "timeliness"}
    return {
        "unit": unit.name_on(evaluation.as_of),
        "indicator": indicator.name_vi,
        "period": evaluation.period,
        **evaluation.model_dump(mode="json", include=kept),
    }


def _part(assembly: Assembly, part: Evaluation) -> dict[str, Any]:
    """A figure that the total adds up."""
    kept = {"value", "numerator", "denominator", "revision", "status"}
    name = assembly.catalogue.units[part.unit].name_on(part.as_of)
    return {"unit": name, **part.model_dump(mode="json", include=kept)}


def _verdicts(assembly: Assembly, evaluation: Evaluation) -> list[dict[str, Any]]:
    count = count_of(evaluation, assembly.catalogue.indicators[evaluation.indicator])
    return [
        {**verdict.model_dump(mode="json"), "arithmetic": (arithmetic(count, verdict) or None) if count else None}
        for verdict in evaluation.verdicts
    ]


def _lines(story: dict[str, Any]) -> list[str]:
    return [line for part, content in story.items() for line in (part, *_entries(content))]


def _entries(content: Any) -> list[str]:
    entries = content if isinstance(content, list) else [content] if content else []
    return [f"  {_line(entry)}" for entry in entries] or ["  -"]


def _line(entry: dict[str, Any]) -> str:
    """What is said of one thing; a part of it stands in brackets."""
    told = {name: value for name, value in entry.items() if value is not None and value is not False}
    return ", ".join(f"{name}: {_text(value)}" for name, value in told.items())


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return f"({_line(value)})"
    return " + ".join(map(str, value)) if isinstance(value, list) else str(value)
