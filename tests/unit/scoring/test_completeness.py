"""How what is owed of a month stands."""

from __future__ import annotations

from datetime import datetime

from services.scoring.completeness import stated
from services.scoring.domain.completeness import Line, Received, completeness, owed_in, totals
from shared.catalogue import DueRule
from shared.facts import Evaluation
from shared.figures import FigureKey
from tests.unit.scoring.duty_desk import a_duty, at, owing
from tests.unit.scoring.factories import PROVINCE, SERVICES, USERS, a_figure, an_evaluation

CATALOGUE = owing(
    a_duty(due=DueRule("day", 14)),
    a_duty(("unit", "west"), applies=False, due=DueRule("day", 14)),
    a_duty(("unit", "north"), programme="law", due=DueRule("day", 20)),
    a_duty(("unit", PROVINCE), indicator=USERS, due=DueRule("day", 14)),
)
TOTAL: Evaluation = an_evaluation(a_figure("12", PROVINCE, indicator=USERS)).model_copy(
    update={"how": "sum", "counted": 2}
)
RECEIVED = Received(
    arrivals={
        FigureKey("north", SERVICES, "", "2022-06"): at("2022-07-14", 23, 59),
        FigureKey("south", SERVICES, "", "2022-06"): at("2022-07-15", 0, 0),
        FigureKey("west", SERVICES, "", "2022-06"): at("2022-07-01"),
    },
    evaluations={TOTAL.key: TOTAL},
)


def lines(now: datetime) -> list[Line]:
    return completeness(owed_in("2022-06", CATALOGUE), RECEIVED, now)


def states(now: datetime) -> dict[tuple[str, str], str]:
    return {(line.obligation.key.unit, line.obligation.programme): line.state for line in lines(now)}


def test_every_obligation_has_a_state() -> None:
    assert states(at("2022-07-16")) == {
        (PROVINCE, "plan"): "computed",
        ("north", "plan"): "on_time",
        ("north", "law"): "on_time",
        ("south", "plan"): "late",
        ("east", "plan"): "missing",
        ("west", "plan"): "not_applicable",
    }


def test_what_is_not_due_yet_is_not_missing() -> None:
    assert states(at("2022-07-14", 23, 59))["east", "plan"] == "not_due"
    assert states(at("2022-07-15", 0, 0))["east", "plan"] == "missing"


def test_the_lines_are_in_the_order_of_the_units_and_counted_by_unit() -> None:
    found = totals(lines(at("2022-07-16")))

    assert list(found) == [PROVINCE, "north", "south", "east", "west"]
    assert found["north"] == {"on_time": 2}


def test_one_unit_may_be_asked_for() -> None:
    assert {each.key.unit for each in owed_in("2022-06", CATALOGUE, "north")} == {"north"}


def test_what_a_machine_reads_has_days_times_and_counts() -> None:
    answer = stated(lines(at("2022-07-16")), "2022-06")

    south = next(line for line in answer["lines"] if line["unit"] == "south")
    assert (south["due"], south["state"], south["arrived"]) == ("2022-07-14", "late", "2022-07-15T00:00:00+07:00")
    assert answer["units"][-1] == {
        "unit": "west", "on_time": 0, "late": 0, "computed": 0, "missing": 0, "not_due": 0, "not_applicable": 1,
    }  # fmt: skip
