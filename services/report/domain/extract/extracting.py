"""Taking the page of each unit, and that for leaders, out of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.report.domain.bulletin import Bulletin, Cell
from services.report.domain.extract.background import Background, cells_of
from services.report.domain.extract.parts import Extract, Extracts, Heading, Line, Place, Standing, TaskLine
from services.report.domain.extract.summing import summary_of
from services.report.domain.records import Records
from shared.catalogue import Catalogue
from shared.facts import TaskState
from shared.figures import dimension_text

#: tasks in the order in which they press
PRESSING = ("overdue", "due_soon", "open", "done")


def extracts_of(bulletin: Bulletin, records: Records, tasks: Iterable[TaskState], catalogue: Catalogue) -> Extracts:
    """All extracts of `bulletin`. `records` are the figures and places known of its period and those before."""
    background = Background.of(bulletin.period, records, catalogue)
    heading = heading_of(bulletin)
    names = names_of(bulletin, catalogue)
    stands = sorted((task_line(task, names, background) for task in tasks), key=_pressing)
    places = {
        (table.id, column.key): background.places(table, column)
        for table in bulletin.tables
        for column in table.columns
    }
    units = tuple(
        Extract(
            heading=heading,
            unit=unit,
            name=name,
            level=background.level(unit),
            standing=standing_of(lines),
            lines=lines,
            tasks=tuple(task for task in stands if task.unit == unit),
        )
        for unit, name in names.items()
        if (lines := tuple(_lines(bulletin, unit, places, background)))
    )
    return Extracts(summary=summary_of(bulletin, units, stands, heading, background), units=units)


def heading_of(bulletin: Bulletin) -> Heading:
    """What an extract says of its edition."""
    letterhead, issuance = bulletin.letterhead, bulletin.issuance
    return Heading(
        period=bulletin.period,
        title=bulletin.title,
        title_en=bulletin.title_en,
        number=None if issuance is None else issuance.label,
        kind=letterhead.document_type,
        status=bulletin.status,
        issued_on=letterhead.issued_on,
        as_of=bulletin.as_of,
        issuing_body=letterhead.issuing_body,
        issuing_body_en=letterhead.issuing_body_en,
        content_hash=bulletin.content_hash,
    )


def names_of(bulletin: Bulletin, catalogue: Catalogue) -> dict[str, str]:
    """The official name of each unit with a line, on the day of the figures.

    A table may call a unit what suits its figures, such as the Party committee of a district.
    """
    holders = [row for table in bulletin.tables for row in (*table.rows, *((table.total,) if table.total else ()))]
    known = catalogue.units
    return {
        holder.unit: known[holder.unit].name_on(bulletin.as_of) if holder.unit in known else holder.name
        for holder in holders
    }


def standing_of(lines: Sequence[Line]) -> Standing:
    """Count the figures of a unit."""
    cells = [line.cell for line in lines]
    return Standing(
        met=sum(cell.verdict == "met" for cell in cells),
        not_met=sum(cell.verdict == "not_met" for cell in cells),
        unjudged=sum(cell.status == "reported" and cell.verdict is None for cell in cells),
        missing=sum(cell.status == "missing" for cell in cells),
        doubted=sum(bool(cell.doubts) for cell in cells),
    )


def task_line(task: TaskState, names: Mapping[str, str], background: Background) -> TaskLine:
    """Where a unit stands with a task."""
    known = background.catalogue.units.get(task.unit)
    name = names.get(task.unit) or (task.unit if known is None else known.short_name)
    stated = {
        part: getattr(task, part) for part in ("unit", "title", "legal_basis", "stage", "due", "state", "done_on")
    }
    return TaskLine(unit_name=name, **stated)


def _lines(
    bulletin: Bulletin, unit: str, places: Mapping[tuple[str, str], Mapping[str, Place]], background: Background
) -> Iterator[Line]:
    # A total may stand under several tables; what is printed alike of it is told, and counted, once.
    told: set[tuple[str, str, Cell]] = set()
    for table, column, cell in cells_of(bulletin.tables, unit):
        figure = column.indicator, dimension_text(column.dimension), cell
        if _concerns(cell) and figure not in told:
            told.add(figure)
            yield Line(
                table=table.id,
                column=column.key,
                name=background.name(column),
                measure=column.measure,
                cell=cell,
                place=places[table.id, column.key].get(unit),
                trend=background.trend(unit, column, cell),
            )


def _concerns(cell: Cell) -> bool:
    return cell.status != "not_applicable"


def _pressing(task: TaskLine) -> tuple[int, str, str, str, str]:
    due = "9999" if task.due is None else task.due.isoformat()
    return PRESSING.index(task.state), due, task.title, task.unit, task.stage
