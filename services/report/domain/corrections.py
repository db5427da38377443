"""What has become of published figures: what was told, held against what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from services.report.domain.bulletin import Bulletin, Cell, Column, Table
from services.report.domain.cell import MISSING_MARK, NO_ACTIVITY_MARK
from services.report.domain.correction import Correction, Printed, Said
from services.report.domain.measures import Measure, figure_text
from services.report.domain.records import Records
from services.report.domain.twins import in_english
from shared.facts import Evaluation
from shared.figures import FigureKey, Status, dimension_text, plain

GONE = Said(status="missing", text=MISSING_MARK)
#: why a figure is another, where no editor has given the reason; in both languages
BY_SENDER = "đơn vị gửi lại số liệu (lần {revision})", "the unit sent the figure again (submission {revision})"
BY_MEMBERS = "tính lại theo số liệu của các đơn vị", "computed again from the figures of the units"
LATE = "số liệu gửi sau khi báo cáo đã phát hành", "the figure came after the report had been issued"
WITHDRAWN = "số liệu không còn hiệu lực", "the figure is no longer valid"
OTHERWISE = "xác định lại số liệu", "the figure was determined anew"

Reasons = Mapping[FigureKey, str]


def printed_figures(bulletin: Bulletin, number: str) -> list[Printed]:
    """Every figure that an edition prints of its period, each once, where it stands first."""
    found: dict[FigureKey, Printed] = {}
    for table in bulletin.tables:
        for printed in _of_table(table, bulletin.period, number):
            found.setdefault(key_of(printed), printed)
    return list(found.values())


def corrections(told: Iterable[Printed], now: Records, reasons: Reasons) -> tuple[Correction, ...]:
    """What was told and stands otherwise now, in the order of editions and figures."""
    found = (
        _correction(printed, now, reasons) for printed in sorted(told, key=lambda each: (each.period, key_of(each)))
    )
    return tuple(correction for correction in found if correction is not None)


def retold(correction: Correction, printed: Printed) -> Printed:
    """What readers know of the figure once they were told of its correction."""
    return printed.model_copy(update={"said": correction.corrected})


def key_of(figure: Printed | Correction) -> FigureKey:
    return FigureKey(figure.unit, figure.indicator, figure.dimension, figure.period)


def _of_table(table: Table, period: str, number: str) -> Iterator[Printed]:
    for holder in (*table.rows, *((table.total,) if table.total else ())):
        for column in table.columns:
            cell = holder.cells[column.key]
            if cell.status == "not_applicable":
                continue
            yield Printed(
                period=period,
                number=number,
                table=table.id,
                unit=holder.unit,
                name=holder.name,
                indicator=column.indicator,
                dimension=dimension_text(column.dimension),
                name_en=holder.name_en,
                heading=_label(column),
                heading_en=_label(in_english(column)) if column.heading_en else "",
                measure=column.measure,
                said=_said_in(cell),
            )


def _label(column: Column) -> str:
    return f"{column.group}, {column.heading}" if column.group else column.heading


def _said_in(cell: Cell) -> Said:
    return Said(status=cell.status, value=cell.value, text=cell.text, revision=cell.revision)


def _said_of(evaluation: Evaluation | None, measure: Measure) -> Said:
    if evaluation is None:
        return GONE
    if evaluation.status is Status.NO_ACTIVITY or evaluation.value is None:
        return Said(status="no_activity", text=NO_ACTIVITY_MARK, revision=evaluation.revision)
    ends = [end for each in evaluation.verdicts for end in (each.threshold, each.upper) if end is not None]
    text = figure_text(evaluation.value, measure, *ends)
    return Said(status="reported", value=plain(evaluation.value), text=text, revision=evaluation.revision)


def _correction(printed: Printed, now: Records, reasons: Reasons) -> Correction | None:
    key, before = key_of(printed), printed.said
    evaluation = now.evaluations.get(key)
    after = _said_of(evaluation, printed.measure)
    if (before.status, _number(before)) == (after.status, _number(after)):
        return None
    return Correction(
        **printed.model_dump(exclude={"said"}),
        kind="supplied" if before.status == "missing" else "withdrawn" if after.status == "missing" else "corrected",
        published=before,
        corrected=after,
        **_why(reasons.get(key), before, after, evaluation),
    )


def _why(given: str | None, before: Said, after: Said, evaluation: Evaluation | None) -> dict[str, str]:
    """The reason that an editor gave, in his own language; else what is known, in both."""
    if given:
        return {"reason": given}
    return dict(zip(("reason", "reason_en"), _reason(before, after, evaluation), strict=True))


def _number(said: Said) -> Decimal | None:
    return None if said.value is None else Decimal(said.value)


def _reason(before: Said, after: Said, evaluation: Evaluation | None) -> tuple[str, str]:
    if before.status == "missing":
        return LATE
    if evaluation is None:
        return WITHDRAWN
    if evaluation.how != "submitted":
        return BY_MEMBERS
    if after.revision is not None and after.revision > (before.revision or 0):
        said, english = (text.format(revision=after.revision) for text in BY_SENDER)
        return said, english
    return OTHERWISE
