"""Rebuild scoring from what ingest has recorded, helped by what the others remember of its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from services.cli.assembly import Assembly
from services.ingest.recorded import Recorded, recorded, recorded_groups, underway
from services.notify.recall import numbers_heard
from services.report.recall import Recollection, groups_known, units_known
from services.scoring.domain.family import families
from services.scoring.handlers import hold
from services.scoring.rebuild_store import Difference, RebuildingStore
from services.scoring.rebuilding import Memory, rebuild, remember
from shared.errors import Stop
from shared.events import ComplianceEvaluated, Event, MetricSubmitted
from shared.figures import FigureKey
from shared.messaging.inbox import unseen
from shared.messaging.topology import NOTIFY_EVALUATED

Groups = Sequence[tuple[str, str]]


@dataclass
class Rebuilt:
    """What a rebuild has found: evaluations by what became of them, and what else changed."""

    figures: int = 0
    waiting: int = 0
    equal: int = 0
    restored: int = 0
    changed: int = 0
    gone: int = 0
    rankings: int = 0
    doubts: int = 0
    indices: int = 0
    differences: list[Difference] = field(default_factory=list)


class ScoringRebuild:
    """One family of indicators after the other, period by period; a dry run takes everything back."""

    def __init__(self, assembly: Assembly, *, dry: bool) -> None:
        self._assembly = assembly
        self._dry = dry
        self._units: list[str] = []
        self._held: frozenset[FigureKey] = frozenset()
        self.found = Rebuilt()

    def run(self) -> Iterator[str]:
        """Rebuild everything; yields the name of each family that is done.

        Raises Stop where ingest has recorded nothing that scoring could have judged.
        """
        by_family = sorted(self._families().items())
        for _, groups in [] if self._dry else by_family:
            # All first: an index looks at figures of many families.
            with self._attempt(groups) as store:
                self._remember(groups, store)
        for name, groups in by_family:
            self._judge_family(groups)
            yield name

    def _judge_family(self, groups: Groups) -> None:
        # A period must see what the one before it has become: a dry run takes a family back as a whole.
        for number, portions in enumerate([_by_period(groups)] if self._dry else [[one] for one in _by_period(groups)]):
            with self._attempt(groups) as store:
                if self._dry:
                    self._remember(groups, store)
                if number == 0:
                    # What is judged meanwhile, between two periods, is right.
                    self._held = store.held(self._units, _indicators(groups)).keys
                for portion in portions:
                    self._judge(portion, store)

    def _families(self) -> Mapping[str, Groups]:
        """Everything recorded, told or kept: the (indicator, period) of each family."""
        databases, family = self._assembly.databases, families(self._assembly.catalogue)
        with databases["ingest"].read() as tx:
            groups = set(recorded_groups(tx))
        with databases["scoring"].read() as tx:
            kept, units = RebuildingStore(tx).groups(), set(RebuildingStore(tx).units())
        if kept and not groups:
            raise Stop("ingest has recorded no figure, but scoring has judged some: is it the right database?")
        with databases["report"].read() as tx:
            groups.update(groups_known(tx))
            units.update(units_known(tx))
        self._units = sorted({*units, *self._assembly.catalogue.units})
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for indicator, period in sorted({*groups, *kept}):
            found[family.get(indicator, indicator)].append((indicator, period))
        return found

    @contextmanager
    def _attempt(self, groups: Groups) -> Iterator[RebuildingStore]:
        """One transaction in which nobody else judges these indicators."""
        with self._assembly.databases["scoring"].write() as tx:
            attempt = tx.begin_nested()
            store = RebuildingStore(tx)
            hold(_indicators(groups), store, self._assembly.catalogue)
            yield store
            self._count(store)
            if self._dry:
                attempt.rollback()

    def _remember(self, groups: Groups, store: RebuildingStore) -> None:
        indicators = _indicators(groups)
        held = store.held(self._units, indicators)
        with self._assembly.databases["notify"].read() as tx:
            numbers = Counter(numbers_heard(tx, indicators))
        with self._assembly.databases["report"].read() as tx:
            recollection = Recollection(tx, self._units, indicators)
            memory = Memory(
                recollection.evaluations(held.keys),
                recollection.rankings(store.ranked(indicators)),
                recollection.doubts(store.doubted_keys(indicators)),
                numbers | Counter(recollection.numbers()),
            )
        remember(memory, held, store)

    def _judge(self, groups: Groups, store: RebuildingStore) -> None:
        now, catalogue, changed = self._assembly.clock(), self._assembly.catalogue, len(store.differences)
        keys = {key for key in self._held if (key.indicator, key.period) in groups}
        events = self._applied(groups, store)
        told = rebuild(events, groups, keys, store, catalogue, now=now)
        self._hush(told)
        store.announce(told, now)
        fresh = {after.key for _, after in store.differences[changed:]}
        self.found.equal += len({*keys, *(event.data.key for event in events)} - fresh)

    def _applied(self, groups: Groups, store: RebuildingStore) -> list[MetricSubmitted]:
        """The events that scoring has applied, or never will be offered again; what is on its way is judged later."""
        with self._assembly.databases["ingest"].read() as tx:
            told = recorded(tx, groups)
            unjudged = [each.event.id for each in told if not each.judged]
            unheard = set(unjudged) - store.applied(unjudged)
            waiting = underway(tx, unheard) | store.parked()
        applied = [each.event for each in told if not _waits(each, unheard, waiting)]
        self.found.figures += len(applied)
        self.found.waiting += len(told) - len(applied)
        return applied

    def _hush(self, events: Sequence[Event]) -> None:
        """Whoever tells units has been told, as far as it knows: what a rebuild finds is no news."""
        news = [event for event in events if isinstance(event, ComplianceEvaluated)]
        if news and not self._dry:
            with self._assembly.databases["notify"].write() as tx:
                unseen(tx, NOTIFY_EVALUATED.consumer, news, self._assembly.clock())

    def _count(self, store: RebuildingStore) -> None:
        last = {difference.after.key: difference for difference in store.differences}
        first: dict[FigureKey, Difference] = {}
        for difference in store.differences:
            first.setdefault(difference.after.key, difference)
        self.found.gone += sum(each.after.counted == 0 for each in last.values())
        self.found.changed += sum(each.after.counted != 0 for each in last.values())
        self.found.restored += len(store.restored)
        self.found.rankings += len(store.rankings_changed)
        self.found.doubts += len(store.doubts_changed)
        self.found.indices += len(store.indices_changed)
        if self._dry:
            self.found.differences += [Difference(first[key].before, each.after) for key, each in sorted(last.items())]


def _waits(each: Recorded, unheard: Collection[object], waiting: Collection[object]) -> bool:
    return each.event.id in unheard and each.event.id in waiting


def _by_period(groups: Iterable[tuple[str, str]]) -> list[Groups]:
    periods: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for indicator, period in groups:
        periods[period].append((indicator, period))
    return [periods[period] for period in sorted(periods)]


def _indicators(groups: Groups) -> set[str]:
    return {indicator for indicator, _ in groups}
