"""Following tasks, in memory; and any order of words and days."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scoring.domain.task_state import Note
from tests.unit.scoring import task_rules as rules
from tests.unit.scoring.duty_desk import DutyDesk, DutyTransactions, a_task, at, duties_in_memory, owing
from tests.unit.scoring.memory_duties import InMemoryDutyStore


@pytest.fixture
def duties() -> DutyTransactions:
    return duties_in_memory()


class TestFollowing(rules.Following): ...


class TestSaying(rules.Saying): ...


TASK = a_task(("unit", "north"), ("unit", "south"), due=rules.DUE, report=rules.REPORT)
LAST = at("2023-09-01")
DAYS = st.sampled_from([at(f"2023-08-{day}", hour) for day in (21, 22, 24, 26, 28, 31) for hour in (0, 9)])
NOTES = st.builds(
    rules.a_note,
    DAYS,
    st.sampled_from(["done", "reopened"]),
    st.sampled_from(["north", "south"]),
    st.sampled_from(["work", "report"]),
)


def ended(steps: list[Note | datetime]) -> tuple[object, object]:
    store = InMemoryDutyStore()
    desk = DutyDesk(duties_in_memory(store), owing(tasks=(TASK,)), rules.START)
    for step in steps:
        if isinstance(step, datetime):
            desk.follow(step)
        else:
            desk.say(step)
    desk.follow(LAST)
    assert len({event.id for event in desk.announced}) == len(desk.announced)
    return (
        {each: (known.state, known.due, known.done_on) for each, known in store.task_states().items()},
        {each: sorted(said, key=repr) for each, said in store.notes().items()},
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_order_of_words_and_days_ends_in_the_same_states(data: st.DataObject) -> None:
    notes, days = data.draw(st.lists(NOTES, max_size=6)), data.draw(st.lists(DAYS, max_size=4))

    assert ended([*notes]) == ended(data.draw(st.permutations([*notes, *days])))
