"""The province's rules on alerts as its files state them: the policy, the unit tree, sources and contacts."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

import yaml


@dataclass(frozen=True)
class Listener:
    """A contact: where it is written to, its role, and what it wants to hear of (empty: everything)."""

    unit: str
    address: str
    role: str
    wants: frozenset[str]


class Law:
    """What alerts.yaml, units.csv, indicators.csv and contacts.csv say."""

    def __init__(self, province: Path) -> None:
        policy = yaml.safe_load((province / "alerts.yaml").read_text(encoding="utf-8"))
        self.grace: dict[str, int] = policy["grace"]
        self.doubt_days: int = policy["doubt_days"]
        self.repeats: list[int] = policy["repeats"]
        self.at_any_hour = frozenset(policy["at_any_hour"])
        self.parents_mute = frozenset(policy["parents_mute"])
        self.steps: list[int] = [step["after"] for step in policy["escalation"]]
        self.digest, self.summary = policy["digest"]["unit"], policy["summary"]["unit"]
        self.meeting, self.notice = policy["summary"]["meeting_day"], policy["silence_notice"]
        self.opens = time.fromisoformat(policy["quiet_hours"]["end"])
        self.closes = time.fromisoformat(policy["quiet_hours"]["start"])
        self.calendar = time.fromisoformat(policy["digest"]["at"])
        self.owners: dict[str, str] = policy["sources"]
        self.parents = {row["id"]: row["parent"] for row in _rows(province / "units.csv")}
        self.sources = {row["id"]: row["source_system"] for row in _rows(province / "indicators.csv")}
        self.contacts = [_listener(row) for row in _rows(province / "contacts.csv")]

    def above(self, unit: str) -> Iterator[str]:
        """The units above a unit, its parent first."""
        while unit := self.parents.get(unit, ""):
            yield unit

    def of(self, unit: str, role: str) -> list[Listener]:
        """The contacts of a unit in a role; all of them where nobody has it."""
        every = [each for each in self.contacts if each.unit == unit]
        return [each for each in every if each.role == role] or every

    def leaders(self, unit: str, level: int) -> list[Listener]:
        """Whom a step of the escalation is told to: every step names the leaders."""
        return self.of(unit, "leader") if level <= len(self.steps) else []

    def listeners(self, unit: str, kinds: Collection[str]) -> list[Listener]:
        """The contacts of a unit that want to hear of any of these kinds of alerts."""
        every = (each for each in self.contacts if each.unit == unit)
        return [each for each in every if not each.wants or each.wants & set(kinds)]


def _listener(row: dict[str, str]) -> Listener:
    address = row["email"] or urlsplit(row["address"]).path
    wants = frozenset(filter(None, row["wants"].split("|")))
    return Listener(row["unit"], address, row["role"], wants)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
