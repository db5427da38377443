"""Figures are accepted once, changes are revisions, and good figures stand beside bad ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.envelope import TYPE, Sent, unwrap
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.domain.revision import Held
from services.ingest.handlers import Answered, earlier_answer, record_evaluated, remember_answer, submit
from services.ingest.orders import Order
from services.ingest.placing import Placed
from shared.errors import Refused
from shared.events import ComplianceEvaluated, Event, MetricSubmitted
from shared.facts import Evaluation
from shared.figures import FigureKey
from shared.trace import onward
from tests.ingest_samples import CATALOGUE, KEY, NOW, item

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@dataclass
class MemoryStore:
    """Ingest's store, in memory."""

    figures: dict[FigureKey, Held] = field(default_factory=dict)
    references: dict[tuple[str, str], Held] = field(default_factory=dict)
    announced: list[Event] = field(default_factory=list)
    receipts: list[Summary] = field(default_factory=list)
    evaluated: dict[UUID, datetime] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answered] = field(default_factory=dict)

    def held(self, keys: Collection[FigureKey], *, lock: bool) -> dict[FigureKey, Held]:
        return {key: self.figures[key] for key in keys if key in self.figures}

    def known(self, source: str, references: Collection[str]) -> dict[str, Held]:
        return {name: self.references[source, name] for name in references if (source, name) in self.references}

    def keep(self, placed: Sequence[Placed], now: datetime) -> None:
        for request in placed:
            self.receipts.append(request.summary)
            for each in request.accepted:
                held = self.figures[each.event.data.key] = Held(each.event.data, each.event.id)
                if each.reference:
                    self.references[request.order.key.source, each.reference] = held
                self.announced.append(each.event)

    def mark_evaluated(self, event_ids: Collection[UUID], now: datetime) -> None:
        for event_id in event_ids:
            self.evaluated.setdefault(event_id, now)

    def answered(self, key: Key, idempotency_key: str) -> Answered | None:
        return self.answers.get((key.id, idempotency_key))

    def remember(self, key: Key, idempotency_key: str, answered: Answered, now: datetime) -> bool:
        return self.answers.setdefault((key.id, idempotency_key), answered) is answered


def send(store: MemoryStore, *items: Any, key: Key = KEY, atomic: bool = False, dry_run: bool = False) -> Summary:
    sent = [each if isinstance(each, Sent) else Sent(each) for each in items]
    return submit(sent, Order(key, TRACE, atomic, dry_run), store, CATALOGUE, NOW)


def statuses(summary: Summary) -> list[str]:
    return [outcome.status for outcome in summary.outcomes]


def codes(summary: Summary) -> list[str]:
    return [refusal.code for _index, refusal in summary.refusals]


def revisions(store: MemoryStore) -> list[int]:
    return [event.data.revision for event in store.announced]


def test_an_accepted_figure_is_announced_by_its_source_with_its_trace() -> None:
    store = MemoryStore()

    summary = send(store, item())

    (event,) = store.announced
    assert isinstance(event, MetricSubmitted)
    assert (event.source, event.traceparent, event.time) == ("/sources/cong-dvc", TRACE, NOW)
    assert (event.subject, event.data.value) == ("so-gtvt", Decimal("88.9"))
    assert (summary.outcomes[0].id, summary.receipt is not None) == (event.id, True)


def test_the_same_figure_again_is_a_duplicate_and_announces_nothing() -> None:
    store = MemoryStore()
    first = send(store, item(value="88.9"))

    again = send(store, item(value="88.90"))

    assert statuses(again) == ["duplicate"]
    assert again.outcomes[0].id == first.outcomes[0].id
    assert len(store.announced) == 1


def test_a_changed_figure_is_the_next_revision_even_when_it_changes_back() -> None:
    store = MemoryStore()

    for value in ("88.9", "90", "88.9"):
        send(store, item(value=value))

    assert revisions(store) == [1, 2, 3]
    assert len({event.id for event in store.announced}) == 3


def test_a_revision_not_above_the_accepted_one_is_refused() -> None:
    store = MemoryStore()
    send(store, item(revision=5))

    stale = send(store, item(value="90", revision=5))
    newer = send(store, item(value="90", revision=7))

    assert codes(stale) == ["stale-revision"]
    assert statuses(newer) == ["accepted"]
    assert revisions(store) == [5, 7]


def test_two_figures_of_one_request_for_one_cell_conflict_unless_they_are_equal() -> None:
    store = MemoryStore()

    summary = send(store, item(), item(), item(value="90"))

    assert statuses(summary) == ["accepted", "duplicate", "rejected"]
    assert codes(summary) == ["repeated-cell"]
    assert summary.outcomes[0].id == summary.outcomes[1].id


def test_good_figures_are_stored_beside_bad_ones() -> None:
    store = MemoryStore()

    summary = send(store, item(value="140"), item(), item(unit="nobody"))

    assert statuses(summary) == ["rejected", "accepted", "rejected"]
    assert len(store.announced) == 1


@pytest.mark.parametrize(("atomic", "dry_run"), [(True, False), (False, True)])
def test_atomic_mode_and_dry_run_store_nothing(*, atomic: bool, dry_run: bool) -> None:
    store = MemoryStore()

    summary = send(store, item(value="140"), item(), atomic=atomic, dry_run=dry_run)

    assert statuses(summary) == ["rejected", "accepted"]
    assert (store.announced, store.receipts, summary.receipt) == ([], [], None)
    assert summary.refused == atomic


def test_when_all_are_refused_nothing_is_stored() -> None:
    store = MemoryStore()

    summary = send(store, item(value="140"))

    assert (summary.refused, store.receipts) == (True, [])


def test_a_figure_outside_the_rights_of_the_key_is_refused() -> None:
    summary = send(MemoryStore(), item(), item(unit="so-y-te"), key=Key("k", "s", ("so-y-te",)))

    assert codes(summary) == ["not-allowed"]
    assert statuses(summary) == ["rejected", "accepted"]


def test_the_senders_own_id_never_counts_twice() -> None:
    store = MemoryStore()
    send(store, item(id="a"))
    send(store, item(id="b", value="90"))

    late = send(store, item(id="a"))
    reused = send(store, item(id="b", value="91"))

    assert statuses(late) == ["duplicate"]
    assert codes(reused) == ["id-reused"]
    assert revisions(store) == [1, 2]


def test_the_ids_of_another_source_are_its_own() -> None:
    store = MemoryStore()
    send(store, item(id="a"))

    other = send(store, item(id="a", value="90"), key=Key("k2", "thue"))

    assert statuses(other) == ["accepted"]


def event(**changes: Any) -> dict[str, Any]:
    return {"specversion": "1.0", "type": TYPE, "source": "/x", "id": "1", "data": item()} | changes


def test_a_cloud_event_is_its_figure_with_source_and_id_as_its_own_id() -> None:
    store = MemoryStore()
    trace = TRACE.replace("0af7", "1af7")

    summary = send(store, unwrap(event(traceparent=trace)), unwrap(event()))

    assert statuses(summary) == ["accepted", "duplicate"]
    assert summary.outcomes[0].reference == "/x 1"
    assert store.announced[0].traceparent == onward(trace, "/nhipso/ingest")


def test_a_trace_that_cannot_be_read_is_replaced_by_that_of_the_request() -> None:
    store = MemoryStore()

    send(store, unwrap(event(traceparent="00-" + "a" * 60_000)))

    assert store.announced[0].traceparent == TRACE


@pytest.mark.parametrize(
    "changes", [{"specversion": "0.3"}, {"type": "other"}, {"source": None}, {"id": 5}, {"data": 1}]
)
def test_a_wrong_envelope_refuses_its_figure(changes: dict[str, Any]) -> None:
    summary = send(MemoryStore(), unwrap(event(**changes)), item())

    assert statuses(summary) == ["rejected", "accepted"]


def test_a_figure_is_noted_as_judged_once() -> None:
    store = MemoryStore()
    cause = UUID(int=7)
    evaluation = Evaluation(unit="u", indicator="i", period="2023-02", as_of=NOW.date(), sequence=1, causes=(cause,))
    judged = ComplianceEvaluated.of("/scoring", evaluation, time=NOW)

    record_evaluated([judged], store, NOW)
    record_evaluated([judged], store, NOW.replace(year=2024))

    assert store.evaluated == {cause: NOW}


def test_an_idempotency_key_gives_the_same_answer_or_refuses_another_question() -> None:
    store = MemoryStore()
    remember_answer(KEY, "once", Answered("question", {"n": 1}), store, NOW)

    assert earlier_answer(KEY, "once", "question", store) == {"n": 1}
    assert earlier_answer(KEY, "other", "question", store) is None
    with pytest.raises(Refused, match="nội dung hoặc tham số khác"):
        earlier_answer(KEY, "once", "other question", store)
    with pytest.raises(Refused, match="đang được xử lý"):
        remember_answer(KEY, "once", Answered("question", {"n": 2}), store, NOW)


@given(st.lists(st.lists(st.sampled_from(["10", "20", "30"]), min_size=1, max_size=3), max_size=6))
def test_in_whatever_batches_figures_come_revisions_grow_by_one_and_the_last_is_held(
    batches: list[list[str]],
) -> None:
    store = MemoryStore()

    for batch in batches:
        send(store, *(item(value=value) for value in batch))

    assert revisions(store) == list(range(1, len(store.announced) + 1))
    if batches:
        (held,) = store.figures.values()
        assert held.figure.value == Decimal(batches[-1][0])
