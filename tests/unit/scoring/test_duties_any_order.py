"""Whatever the interleaving of figures and days, and however long nobody looked, the same is kept in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from shared.catalogue import DueRule
from shared.facts import Figure
from tests.examples import examples
from tests.unit.scoring.duty_desk import DutyDesk, a_duty, at, duties_in_memory, owing
from tests.unit.scoring.factories import PROVINCE, USERS, a_figure, a_target
from tests.unit.scoring.memory_duties import InMemoryDutyStore

START = date(2022, 6, 1)
OWED = owing(
    a_duty(due=DueRule("day", 14)),
    a_duty(("unit", "north"), programme="law", due=DueRule("working-days", 3)),
    a_duty(("unit", "south"), applies=False, due=DueRule("day", 10)),
    a_duty(indicator=USERS, frequency="quarterly", due=DueRule("cut-off")),
    a_duty(("unit", PROVINCE), indicator=USERS, due=DueRule("working-days", 5)),
)
LAW = a_target("law", USERS, threshold="3")
CATALOGUE = replace(OWED, targets={**OWED.targets, (LAW.id, LAW.version): LAW})
PERIODS = ["2022-06", "2022-12"]
TIMES = [at(day, hour) for day in ("2022-07-05", "2022-07-14", "2022-07-18", "2023-01-20") for hour in (0, 23)]
LOOKS = [at(day, 0, minute) for day in ("2022-07-06", "2022-07-15", "2022-07-20", "2023-01-19") for minute in (1, 30)]


@st.composite
def figures(draw: st.DrawFn) -> tuple[Figure, datetime]:
    unit, period = draw(st.sampled_from(["north", "south", "east"])), draw(st.sampled_from(PERIODS))
    revision, time = draw(st.integers(1, 2)), draw(st.sampled_from(TIMES))
    if draw(st.booleans()):
        value = draw(st.none() | st.integers(0, 5).map(str))
        return a_figure(value, unit, indicator=USERS, period=period, revision=revision), time
    return a_figure(draw(st.sampled_from(["70", "90"])), unit, period=period, revision=revision), time


Step = tuple[Figure, datetime] | datetime


def ended(steps: list[Step]) -> tuple[object, ...]:
    store = InMemoryDutyStore()
    desk = DutyDesk(duties_in_memory(store), CATALOGUE, START)
    for step in steps:
        if isinstance(step, datetime):
            desk.look(step)
        else:
            figure, time = step
            desk.submit(figure, at=time)
    desk.look(LOOKS[-1])
    assert len({event.id for event in desk.announced}) == len(desk.announced)
    return store.told()


@examples(50)
@given(st.data())
def test_any_interleaving_of_figures_and_days_ends_in_the_same_evaluations_and_missing_figures(
    data: st.DataObject,
) -> None:
    sent = data.draw(st.lists(figures(), max_size=7))
    again = data.draw(st.lists(st.sampled_from(sent), max_size=3)) if sent else []
    looks = data.draw(st.lists(st.sampled_from(LOOKS), max_size=4))
    steps: list[Step] = [*sent, *again, *looks]

    (evaluations, lapses, *_), (others, other_lapses, *_) = ended([*sent]), ended(data.draw(st.permutations(steps)))

    assert evaluations == others
    assert lapses == other_lapses


@examples(30)
@given(st.lists(figures(), max_size=6), st.lists(st.sampled_from(LOOKS), max_size=4))
def test_how_often_somebody_looked_makes_no_difference(
    sent: list[tuple[Figure, datetime]], looks: list[datetime]
) -> None:
    assert ended([*sent]) == ended([*sent, *sorted(looks)])
