"""What units should have been told on which day: docs/catalogue.md and docs/decisions 12 and 16, read day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from shared.clock import BUSINESS_ZONE
from tests.integration.notify.year.days import DAY, Days
from tests.integration.notify.year.house import News
from tests.integration.notify.year.law import Law, Listener
from tests.integration.notify.year.matters import Key, Matter
from tests.integration.notify.year.standing import Standing

MIDNIGHT = time(0, 6)
QUIET = timedelta(seconds=30)


@dataclass(frozen=True, order=True)
class Expected:
    """A message that somebody should get: on which day, where, about which unit, and why."""

    day: date
    address: str
    unit: str
    kind: str
    reason: str


@dataclass
class Memory:
    """What a unit was last told: what of, on which day, and how often in a row the same."""

    names: dict[Key, tuple[Any, ...]] = field(default_factory=dict)
    keys: set[Key] = field(default_factory=set)
    day: date | None = None
    times: int = 0


class Oracle:
    """Reads the year moment by moment; `told` is what should have been sent. On days `down` notify does not run."""

    def __init__(self, province: Path, first: date, down: Collection[date] = ()) -> None:
        self.law, self.days, self.first, self.down = Law(province), Days(province), first, frozenset(down)
        self.state = Standing(self.law, self.days)
        self.memory: dict[str, Memory] = defaultdict(Memory)
        self.above: list[tuple[str, int, Matter]] = []
        self.noticed: set[datetime] = set()
        self.told: list[Expected] = []

    def read(self, heard: Sequence[News | Any], until: date) -> list[Expected]:
        """What should have been sent until the end of a day, given what was heard when."""
        waiting = sorted(heard, key=lambda each: each.at)
        place = 0
        for moment in self._moments(waiting, until):
            while place < len(waiting) and waiting[place].at <= moment:
                self.state.take(waiting[place])
                place += 1
            self._act(moment)
        return sorted(self.told)

    def _moments(self, heard: Iterable[Any], until: date) -> list[datetime]:
        found = {each.at for each in heard} | {each.at + QUIET for each in heard}
        day = self.first
        while day <= until:
            found |= {datetime.combine(day, at, BUSINESS_ZONE) for at in (MIDNIGHT, self.law.opens, self.law.calendar)}
            day += DAY
        return sorted(found)

    def _act(self, moment: datetime) -> None:
        local = moment.astimezone(BUSINESS_ZONE)
        today, at = local.date(), local.time()
        self.state.pass_to(today)
        if today in self.down:
            return
        is_open = self.days.works(today) and self.law.opens <= at < self.law.closes
        for unit in sorted(self.state.units()):
            if moment >= self.state.touched.get(unit, moment) + QUIET or at == self.law.opens:
                self._tell_news(unit, today, is_open=is_open)
        if not self.days.works(today):
            return
        if at == self.law.opens:
            self._remind(today)
            self._tell_superiors(today)
            self._give_notice(today)
        if at == self.law.calendar:
            self._keep_calendar(today)

    def _tell_news(self, unit: str, today: date, *, is_open: bool) -> None:
        why, memory = self._news(unit, today), self.memory[unit]
        urgent = any(
            matter.kind in self.law.at_any_hour and matter.name not in memory.names
            for matter in self.state.telling(unit, today)
        )
        if why is not None and memory.day != today and (is_open or urgent):
            self._write(unit, why, today)

    def _news(self, unit: str, today: date) -> str | None:
        """What is new to the unit: the first four reasons of a message, None where it would learn nothing."""
        memory = self.memory[unit]
        now = {matter.name: matter.says for matter in self.state.telling(unit, today)}
        if not memory.names:
            return "first" if now else None
        if now.keys() - memory.names.keys():
            return "new_in_group"
        if any(not matter.stands for matter in self.state.of(unit) if matter.key in memory.keys):
            return "recovered"
        return "changed" if any(memory.names[name] != says for name, says in now.items()) else None

    def _write(self, unit: str, why: str, today: date) -> None:
        memory, telling = self.memory[unit], list(self.state.telling(unit, today))
        kinds = {matter.kind for matter in telling} or {key[0] for key in memory.keys}
        memory.names = {matter.name: matter.says for matter in telling}
        memory.keys = {matter.key for matter in telling}
        memory.day, memory.times = today, memory.times + 1 if why == "repeat" else 1
        for matter in telling:
            matter.told = matter.told or today
        self._send(unit, "alerts", why, today, self.law.listeners(unit, kinds))

    def _remind(self, today: date) -> None:
        for unit in sorted(self.state.units()):
            memory = self.memory[unit]
            asked = [each for each in self.state.telling(unit, today) if not each.answered or each.promised]
            if not asked or memory.day in (None, today):
                continue
            gap = self.law.repeats[min(memory.times, len(self.law.repeats)) - 1]
            again = self.days.plus(memory.day or today, gap)
            if any(today >= again and (m.promised is None or today > m.promised) for m in asked):
                self._write(unit, self._news(unit, today) or "repeat", today)

    def _tell_superiors(self, today: date) -> None:
        climbing: dict[tuple[str, int], list[Matter]] = defaultdict(list)
        for unit in sorted(self.state.units()):
            for matter in self.state.telling(unit, today):
                superior = self._superior_of(matter, today)
                if superior is not None:
                    climbing[superior, len(matter.climbed) + 1].append(matter)
        over = self._over()
        for superior, level in sorted({*climbing, *over}):
            why = "escalate" if climbing[superior, level] else "recovered"
            self._send(superior, "escalation", why, today, self.law.leaders(superior, level))
        for (superior, level), matters in climbing.items():
            for matter in matters:
                matter.climbed.append(today)
                self.above.append((superior, level, matter))

    def _superior_of(self, matter: Matter, today: date) -> str | None:
        """Who is told of the matter today; None where nobody is."""
        steps, reached = self.law.steps, len(matter.climbed)
        superiors = list(self.law.above(matter.unit))
        if reached >= min(len(steps), len(superiors)) or matter.told is None or not matter.waits_for_answer(today):
            return None
        days = [self.days.plus(matter.told, steps[reached])]
        if reached:
            days.append(self.days.plus(matter.climbed[-1], steps[reached] - steps[reached - 1]))
        if matter.promised is not None:
            days.append(self.days.plus(matter.promised, 1))
        return superiors[reached] if today >= max(days) else None

    def _over(self) -> set[tuple[str, int]]:
        """The superiors that have to hear that something is over; of what is behind again they hear in its turn."""
        ended = [each for each in self.above if not each[2].stands]
        self.above = [each for each in self.above if each[2].stands]
        return {(superior, level) for superior, level, matter in ended if self.state.is_latest(matter)}

    def _give_notice(self, today: date) -> None:
        soon = [
            each
            for each in self.state.silences
            if self.state.holds(each, today)
            and self.days.plus(each.until, -self.law.notice) <= today
            and each.at not in self.noticed
        ]
        self.noticed |= {each.at for each in soon}
        if soon:
            self._send(self.law.digest, "notice", "notice", today, self.law.of(self.law.digest, "focal"))

    def _keep_calendar(self, today: date) -> None:
        mondays = (today - DAY * back for back in range(14))
        meant = {today, *(day for day in self.down if self.days.plus(day, 1) == today)}
        if any(day.isoweekday() == 1 and self.days.on_or_after(day) in meant for day in mondays):
            self._send(self.law.digest, "digest", "digest", today, self.law.of(self.law.digest, "focal"))
        ahead = (today + DAY * days for days in range(14))
        if any(d.day == self.law.meeting and self.days.plus(self.days.on_or_after(d), -2) == today for d in ahead):
            self._send(self.law.summary, "summary", "summary", today, self.law.of(self.law.summary, "leader"))

    def _send(self, unit: str, kind: str, why: str, today: date, listeners: Iterable[Listener]) -> None:
        self.told += [Expected(today, listener.address, unit, kind, why) for listener in listeners]
