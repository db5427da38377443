"""How every unit stands at a moment: its matters, what keeps them quiet, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from shared.clock import BUSINESS_ZONE
from tests.integration.notify.year.days import Days
from tests.integration.notify.year.happening import Answered, Resumed, Silenced
from tests.integration.notify.year.house import News
from tests.integration.notify.year.law import Law
from tests.integration.notify.year.matters import Claim, Key, Matter, Reading

FEWEST_UNITS = 2


class Standing:
    """The newest of every matter, by what it is about; `touched` says when a unit's last news came."""

    def __init__(self, law: Law, days: Days) -> None:
        self.law, self.days = law, days
        self.reading = Reading(doubts_asked=law.doubt_days > 0)
        self.matters: dict[Key, Matter] = {}
        self.silences: list[Silenced] = []
        self.resumed: set[datetime] = set()
        self.touched: dict[str, datetime] = {}

    def units(self) -> set[str]:
        return {matter.unit for matter in self.matters.values()}

    def of(self, unit: str) -> Iterator[Matter]:
        return (matter for matter in self.matters.values() if matter.unit == unit)

    def telling(self, unit: str, today: date) -> Iterator[Matter]:
        """What the unit may be told of."""
        return (matter for matter in self.of(unit) if matter.may_be_told(today))

    def is_latest(self, matter: Matter) -> bool:
        return self.matters[matter.key] is matter

    def take(self, each: News | Any) -> None:
        """Take in what was announced, answered, silenced."""
        today = each.at.astimezone(BUSINESS_ZONE).date()
        if isinstance(each, News):
            for claim in self.reading.claims(each.type, each.data):
                self._settle(claim, each.at)
            if "evaluated" in each.type:
                self._look_at_sources(each.at)
        elif isinstance(each, Answered):
            for matter in self.of(each.unit):
                if matter.stands and today >= matter.opens:
                    matter.answered, matter.promised = True, each.promised_on
        elif isinstance(each, Silenced):
            self.silences.append(each)
        elif isinstance(each, Resumed):
            self.resumed.add(each.made_at)
        self.pass_to(today)

    def pass_to(self, today: date) -> None:
        """Find out what is quiet today."""
        for matter in self.matters.values():
            matter.muted = matter.stands and self._is_muted(matter, today)

    def holds(self, silence: Silenced, today: date) -> bool:
        return silence.at not in self.resumed and silence.at.date() <= today <= silence.until

    def _settle(self, claim: Claim, at: datetime) -> None:
        known = self.matters.get(claim.key)
        if known is None or not known.stands:
            if claim.stands:
                opens = self._opens(claim.kind, at.astimezone(BUSINESS_ZONE).date())
                self.matters[claim.key] = Matter(claim.kind, claim.unit, claim.key, claim.says, opens, claim.about)
                self.touched[claim.unit] = at
            return
        if not claim.stands or known.says != claim.says:
            self.touched[claim.unit] = at
        known.stands = claim.stands
        if claim.stands:
            known.says, known.about = claim.says, claim.about

    def _opens(self, kind: str, heard_on: date) -> date:
        wait = self.law.grace.get(kind, 0) + (self.law.doubt_days if kind == "doubt" else 0)
        return self.days.plus(heard_on, wait) if wait else heard_on

    def _look_at_sources(self, at: datetime) -> None:
        """A source is silent when everything is missing that two units or more owed on the last day of any of it."""
        for source, owner in self.law.owners.items():
            owed = [
                (data["due"], data)
                for data in self.reading.owed.values()
                if data["due"] is not None and self.law.sources[data["indicator"]] == source
            ]
            last = max((due for due, _ in owed), default=None)
            of_day = [data for due, data in owed if due == last]
            silent = all(data["status"] == "missing" for data in of_day)
            silent = silent and len({data["unit"] for data in of_day}) >= FEWEST_UNITS
            key = ("silent_source", owner, source)
            says = (max(data["period"] for data in of_day), last) if of_day else ()
            self._settle(Claim("silent_source", owner, key, silent, says, {"due": last, "source": source}), at)

    def _is_muted(self, matter: Matter, today: date) -> bool:
        if any(self.holds(each, today) and _covers(each, matter) for each in self.silences):
            return True
        return self._source_explains(matter) or self._parent_mutes(matter, today)

    def _source_explains(self, matter: Matter) -> bool:
        if matter.kind != "missing":
            return False
        source = self.law.sources[matter.about["indicator"]]
        found = self.matters.get(("silent_source", self.law.owners.get(source, ""), source))
        return found is not None and found.stands and found.about["due"] == matter.about["due"]

    def _parent_mutes(self, matter: Matter, today: date) -> bool:
        if matter.about.get("indicator") not in self.law.parents_mute:
            return False
        above = (self.matters.get((matter.kind, unit, *matter.key[2:])) for unit in self.law.above(matter.unit))
        return any(each is not None and each.stands and today >= each.opens for each in above)


def _covers(silence: Silenced, matter: Matter) -> bool:
    about = matter.about.get("indicator") if matter.kind in ("target", "missing", "doubt") else None
    return silence.unit in (None, matter.unit) and silence.indicator in (None, about)
