"""The page of a unit and the page for leaders say what the tables of their edition say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin
from services.report.domain.extract.extracting import extracts_of
from services.report.domain.extract.parts import Extract, Extracts
from services.report.domain.records import Records
from shared.facts import Evaluation, Place, Ranking, TaskState
from tests.unit.report.factories import (
    BEFORE,
    CATALOGUE,
    NOW,
    USERS,
    a_column,
    a_layout,
    a_table,
    a_verdict,
    an_edition,
    an_evaluation,
    doubts_about,
    since,
)

BEHIND = a_verdict("not_met")
FIGURES = (
    an_evaluation("70", "north", period=BEFORE),
    an_evaluation("60", "north", verdicts=(BEHIND,), change=since("70", "-10")),
    an_evaluation("90", "south", verdicts=(a_verdict(),), change=since("60", "30")),
    an_evaluation("85", "east", verdicts=(a_verdict(),)),
)
TABLE = a_table(a_column(show_change=True))
PLACES = (("south", 1), ("east", 2), ("north", 3))


def a_task(state: Any = "overdue", unit: str = "north", task: str = "plan") -> TaskState:
    return TaskState(
        task=task, unit=unit, title="Kế hoạch", legal_basis="KL 1", stage="work", due=date(2023, 3, 1), state=state,
        sequence=1,
    )  # fmt: skip


def ranking(sequence: int = 1) -> Ranking:
    places = tuple(Place(unit=unit, level="district", rank=rank) for unit, rank in PLACES)
    return Ranking(indicator="share-pct", period=NOW, sequence=sequence, places=places)


def taken(
    bulletin: Bulletin | None = None, known: tuple[Evaluation, ...] = FIGURES, tasks: tuple[TaskState, ...] = ()
) -> Extracts:
    records = Records.of(known, [ranking()]).standing()
    return extracts_of(bulletin or an_edition(*FIGURES, tables=(TABLE,)), records, tasks, CATALOGUE)


def page(found: Extracts, unit: str = "north") -> Extract:
    extract = found.unit(unit)
    assert extract is not None
    return extract


def test_every_unit_with_a_line_has_a_page_and_nobody_else() -> None:
    assert [each.unit for each in taken().units] == ["north", "south", "east", "west"]


def test_a_page_has_the_official_name_whatever_a_table_calls_the_unit() -> None:
    committees = a_table(a_column(), rows=[{"unit": "north", "name": "Đảng bộ toàn huyện North và các xã"}])
    bulletin = an_edition(*FIGURES, tables=(committees, TABLE))

    found = taken(bulletin)

    assert page(found).name == "Huyện north"
    assert found.summary.falls[0].unit_name == "Huyện north"


def test_the_summary_counts_the_units_that_report() -> None:
    figures = (*FIGURES, an_evaluation("5", "nowhere"), an_evaluation("80", "province"))
    rows = [{"unit": unit} for unit in ("north", "south", "nowhere")]
    table = a_table(a_column(), rows=rows, total={"unit": "province", "name": "Tổng"})

    found = taken(an_edition(*figures, tables=(table,)), figures)

    assert [each.unit for each in found.units] == ["north", "south", "nowhere", "province"]
    assert found.summary.units == 2


def test_what_belongs_to_no_unit_is_counted_for_leaders_and_has_no_page() -> None:
    nobody = replace(CATALOGUE.units["nowhere"], remainder=True)
    catalogue = replace(CATALOGUE, units={**CATALOGUE.units, "nowhere": nobody})
    figures = (*FIGURES, an_evaluation("75", "nowhere", verdicts=(BEHIND,)))
    table = a_table(a_column(), rows=[{"unit": unit} for unit in ("north", "south", "nowhere")])

    found = extracts_of(an_edition(*figures, tables=(table,)), Records.of(figures, []).standing(), (), catalogue)

    assert [each.unit for each in found.units] == ["north", "south"]
    assert found.summary.standing.not_met == 2


def test_a_page_has_the_very_cells_of_the_tables() -> None:
    bulletin = an_edition(*FIGURES)

    lines = page(taken(bulletin)).lines

    assert [line.cell for line in lines] == [bulletin.tables[0].rows[0].cells["figure"]]


def test_a_page_counts_what_is_met_behind_and_missing() -> None:
    found = taken()

    counted = {each.unit: (each.standing.met, each.standing.not_met, each.standing.missing) for each in found.units}

    assert counted == {"north": (0, 1, 0), "south": (1, 0, 0), "east": (1, 0, 0), "west": (0, 0, 1)}


def test_the_trend_ends_with_the_printed_figure() -> None:
    (line,) = page(taken()).lines

    assert [(point.period, point.text) for point in line.trend] == [(BEFORE, "70%"), (NOW, "60%")]


def test_a_place_stands_with_how_many_there_are() -> None:
    (line,) = page(taken()).lines

    assert line.place is not None
    assert (line.place.rank, line.place.of) == (3, 3)


def test_equal_figures_share_a_place_and_the_next_is_left_out() -> None:
    shared = {"south": 1, "east": 2, "north": 2, "west": 4}
    figures = (*FIGURES, an_evaluation("50", "west", verdicts=(BEHIND,)))
    places = tuple(Place(unit=unit, level="district", rank=rank) for unit, rank in shared.items())
    records = Records.of(figures, [ranking().model_copy(update={"places": places})]).standing()

    found = extracts_of(an_edition(*figures, tables=(TABLE,)), records, (), CATALOGUE)

    told = {unit: page(found, unit).lines[0].place for unit in shared}
    assert {unit: (place.rank, place.of) for unit, place in told.items() if place} == {
        unit: (rank, 4) for unit, rank in shared.items()
    }


def test_a_place_worked_out_from_other_figures_than_printed_is_not_told() -> None:
    corrected = an_evaluation("95", "north", verdicts=(a_verdict(),), sequence=2)

    (line,) = page(taken(known=(*FIGURES, corrected))).lines

    assert (line.cell.text, line.place) == ("60%", None)


def test_tasks_are_those_of_the_unit_the_most_pressing_first() -> None:
    tasks = (a_task("done", task="a"), a_task("overdue", task="b"), a_task("overdue", "south"))

    found = taken(tasks=tasks)

    assert [task.state for task in page(found).tasks] == ["overdue", "done"]
    assert [task.unit for task in found.summary.tasks] == ["north", "south"]


def test_the_summary_names_the_largest_movements_and_who_is_behind() -> None:
    summary = taken().summary

    moved = [(one.unit, one.cell.change) for one in (*summary.rises, *summary.falls)]
    assert moved == [("south", "30"), ("north", "-10")]
    assert [one.unit for one in summary.attention] == ["north"]
    assert [(one.met, one.judged) for one in summary.indicators] == [(2, 3)]


def test_doubts_are_told_on_the_page_and_in_the_summary() -> None:
    bulletin = assemble(NOW, FIGURES, (), a_layout(a_table()), CATALOGUE, (), [doubts_about("60")])

    doubted = taken(bulletin)

    assert page(doubted).standing.doubted == 1
    assert [one.unit for one in doubted.summary.doubts] == ["north"]


def test_the_same_facts_give_the_same_extracts_in_whatever_order() -> None:
    tasks = (a_task("done", task="a"), a_task("overdue", task="b"))

    assert taken(known=FIGURES[::-1], tasks=tasks[::-1]) == taken(tasks=tasks)


def test_counts_do_not_count_as_movements() -> None:
    users = an_evaluation("900", "north", indicator=USERS, change=since("100", "800"))
    table = a_table(a_column(USERS, show_change=True))

    found = taken(an_edition(users, tables=(table,)), (users,))

    assert (found.summary.rises, found.summary.falls) == ((), ())
