"""Any permutation, duplication and interleaving of a set of events ends in the same tables.

Left out of the comparison, because they count what happened and not what is so: the numbers of evaluations, rankings
and doubts; totals that were withdrawn, rankings without places and figures no longer doubted, which are kept only where
there was one before; programmes that stand at nothing, which are kept only where they stood at something; and whose
submission came last among a figure's equals in revision and time, which no two are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from shared.events import MetricSubmitted
from tests.examples import examples
from tests.unit.scoring.duty_desk import DutyDesk, at, duties_in_memory
from tests.unit.scoring.histories import SINCE, a_full_catalogue, deliveries, histories
from tests.unit.scoring.memory_duties import InMemoryDutyStore

CATALOGUE = a_full_catalogue()
LAST = at("2023-04-20", 1)
LOOKS = st.sampled_from([at(day, 1) for day in ("2022-07-06", "2022-07-15", "2023-01-19", "2023-03-16")])
Batch = Sequence[MetricSubmitted]


def ended(batches: Sequence[Batch], looks: Sequence[datetime] = ()) -> dict[str, object]:
    """What the tables hold once everything has come and every deadline has been looked at."""
    store = InMemoryDutyStore()
    desk = DutyDesk(duties_in_memory(store), CATALOGUE, SINCE)
    waiting = list(looks)
    for batch in batches:
        desk.judge(batch)
        if waiting:
            desk.look(waiting.pop(0))
    desk.look(LAST)
    assert len({event.id for event in desk.announced}) == len(desk.announced)
    return store.so()


@examples(50)
@given(st.data())
def test_any_order_repetition_and_interleaving_ends_in_the_same_tables(data: st.DataObject) -> None:
    events = data.draw(histories())
    batches = data.draw(deliveries(events))
    looks = sorted(data.draw(st.lists(LOOKS, max_size=3)))

    in_order, otherwise = ended([[event] for event in events]), ended(batches, looks)

    for table, rows in in_order.items():
        assert otherwise[table] == rows, table
