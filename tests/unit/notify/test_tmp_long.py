"""Whatever the order in which both queues of scoring's news arrive, a unit hears what it would have in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.notify.desk import Circumstances
from services.notify.domain.alert import AlertKey, Order
from services.notify.domain.gathering import Patience
from services.notify.domain.reason import Reason
from services.notify.handlers import follow_figures, follow_turns
from shared.events import ComplianceChanged, ComplianceEvaluated
from shared.facts import Evaluation, Figure
from tests.notify_examples import NOW, province
from tests.notify_memory import Memory
from tests.unit.scoring.desk import Desk, a_desk, in_memory
from tests.unit.scoring.factories import LAST_DAY, a_figure

AROUND = Circumstances(province(), Patience.of_seconds(30, 300), NOW)
JUNE, DECEMBER, FEBRUARY = sorted(LAST_DAY)
News = ComplianceChanged | ComplianceEvaluated
FIGURES = st.builds(
    a_figure,
    st.sampled_from(["70", "75", "90", None]),
    period=st.sampled_from(sorted(LAST_DAY)),
    revision=st.integers(1, 4),
)
BATCHES = st.lists(st.lists(FIGURES, min_size=1, max_size=3), min_size=1, max_size=6)


def judged(batches: Iterable[Sequence[Figure]]) -> list[News]:
    """What scoring announces of figures that come in these batches."""
    desk: Desk = a_desk(in_memory())
    for batch in batches:
        desk.submit(*batch)
    return [event for event in desk.announced if isinstance(event, ComplianceChanged | ComplianceEvaluated)]


def heard(news: Sequence[News]) -> Memory:
    """What notify makes of the news; the inbox lets each in once."""
    store, seen = Memory(), set[UUID]()
    for event in news:
        if event.id in seen:
            continue
        seen.add(event.id)
        if isinstance(event, ComplianceChanged):
            follow_turns([event], store, AROUND)
        else:
            follow_figures([event], store, AROUND)
    return store


@st.composite
def out_of_order(draw: st.DrawFn, news: Sequence[News]) -> list[News]:
    """The two queues interleaved, each in its own order or not, with some of it twice."""
    again = draw(st.lists(st.sampled_from(news), max_size=3))
    if draw(st.booleans()):
        return list(draw(st.permutations([*news, *again])))
    queues = {kind: [each for each in news if isinstance(each, ComplianceChanged) is kind] for kind in (True, False)}
    ahead = draw(st.lists(st.booleans(), min_size=len(news), max_size=len(news)))
    return [queues[kind if queues[kind] else not kind].pop(0) for kind in ahead] + again


def standing(store: Memory) -> dict[AlertKey, Evaluation]:
    return {key: alert.evaluation for key, alert in store.open.items()}


def since(store: Memory) -> dict[AlertKey, date]:
    return {key: alert.began_on for key, alert in store.open.items()}


def moves(store: Memory) -> list[tuple[str, bool, Order]]:
    """Each opening (True) and closing of an alert: its id, and the figure that it was about."""
    told = [step for step in store.steps if step.reason is Reason.OPENED or step.reason.closes]
    return [(step.alert.id, step.reason is Reason.OPENED, Order.of(step.alert.news)) for step in told]


def test_a_recovery_heard_late_does_not_close_what_has_fallen_behind_again() -> None:
    one, one_turned, two, two_turned, three, three_turned = judged(
        [[a_figure("70", period=JUNE)], [a_figure("90", period=DECEMBER)], [a_figure("70", period=FEBRUARY)]]
    )

    store = heard([one, one_turned, two, three, two_turned, three_turned])

    assert [opens for _, opens, _ in moves(store)] == [True, False, True]


def test_of_figures_judged_together_the_last_begins_another_spell_where_one_before_it_ended_that() -> None:
    corrected, behind = a_figure("90", period=JUNE, revision=2), a_figure("70", period=DECEMBER)

    store = heard(judged([[a_figure("70", period=JUNE)], [corrected, behind]]))

    assert [opens for _, opens, _ in moves(store)] == [True, False, True]
    assert [(alert.evaluation.period, alert.since) for alert in store.open.values()] == [(DECEMBER, LAST_DAY[DECEMBER])]


def test_a_late_figure_of_the_past_neither_closes_nor_opens_though_it_is_heard_first() -> None:
    june, turned, december, late, *_ = judged(
        [[a_figure("70", period=JUNE)], [a_figure("70", period=DECEMBER)], [a_figure("90", period=JUNE, revision=2)]]
    )

    store = heard([june, turned, late, december])

    assert [opens for _, opens, _ in moves(store)] == [True]


@settings(max_examples=4000, deadline=None)
@given(st.data())
def test_in_any_order_a_unit_hears_no_more_than_in_order_and_ends_where_it_stands(data: st.DataObject) -> None:
    batches = data.draw(BATCHES)
    news = judged(batches)
    in_order = heard(news)

    in_disorder = heard(data.draw(out_of_order(news)))

    assert standing(in_disorder) == standing(in_order)
    # Who misses that it recovered in between, among figures judged together, takes two spells for one.
    assert since(in_disorder) == since(in_order) or any(len(batch) > 1 for batch in batches)
    assert len(moves(in_disorder)) <= len(moves(in_order))
    assert len(in_disorder.announced) <= len(in_order.announced)


@settings(max_examples=4000, deadline=None)
@given(st.data())
def test_in_no_order_does_an_alert_blink(data: st.DataObject) -> None:
    store = heard(data.draw(out_of_order(judged(data.draw(BATCHES)))))

    made = moves(store)

    opened = [name for name, opens, _ in made if opens]
    assert len(opened) == len(set(opened))
    # Opening and closing take turns, each about a newer figure than the last.
    assert all(before[1] is not after[1] and before[2] < after[2] for before, after in pairwise(made))
