"""What a unit is behind on, read plainly from what scoring announced: the newest news of each matter says how it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

Key = tuple[str, ...]
Data = dict[str, Any]
_SPELLS = count()


@dataclass
class Matter:
    """One matter a unit is behind on, or was: falling behind again is another one, with a `spell` of its own.

    `says` is what a reader would notice when it changes. `opens` is the first day on which it may be told.
    """

    kind: str
    unit: str
    key: Key
    says: tuple[Any, ...]
    opens: date
    about: Data
    stands: bool = True
    answered: bool = False
    promised: date | None = None
    told: date | None = None
    climbed: list[date] = field(default_factory=list)
    muted: bool = False
    spell: int = field(default_factory=lambda: next(_SPELLS))

    @property
    def name(self) -> Key:
        """What tells it apart in a message: a missed target by what it is about, anything else by its spell."""
        return self.key if self.kind == "target" else (*self.key, str(self.spell))

    def may_be_told(self, today: date) -> bool:
        return self.stands and today >= self.opens and not self.muted

    def waits_for_answer(self, today: date) -> bool:
        """Nobody has answered, or what was promised is over."""
        return not self.answered or (self.promised is not None and today > self.promised)


@dataclass(frozen=True)
class Claim:
    """What one piece of news says of a matter: that it stands and what it says, or that it does not."""

    kind: str
    unit: str
    key: Key
    stands: bool
    says: tuple[Any, ...] = ()
    about: Data = field(default_factory=dict)


class Reading:
    """Takes the news of each matter in, whatever its order: only the newest counts."""

    def __init__(self, *, doubts_asked: bool) -> None:
        self.newest: dict[Key, tuple[Any, ...]] = {}
        self.owed: dict[Key, Data] = {}
        self.programmes: dict[Key, set[str]] = {}
        self.doubts_asked = doubts_asked

    def claims(self, type_: str, data: Data) -> Iterator[Claim]:
        """What the news says, where it is the newest of its matter."""
        if "compliance.evaluated" in type_:
            yield from self._target(data)
            yield from self._missing(data)
        elif "task.changed" in type_:
            key = ("task", data["unit"], data["task"], data["stage"])
            if self._is_newer(key, (data["sequence"],)):
                says = (data["due"], data["stage"])
                yield Claim("task", data["unit"], key, data["state"] == "overdue", says, data)
        elif "figure.doubted" in type_:
            key = ("doubt", *_series(data), data["period"])
            grave = any(doubt["severity"] != "note" for doubt in data["doubts"])
            if self._is_newer(key, (data["sequence"],)):
                stands = self.doubts_asked and grave and data["confirmation"] is None
                says = (data["value"], str(data["doubts"]))
                yield Claim("doubt", data["unit"], key, stands, says, data)

    def _target(self, data: Data) -> Iterator[Claim]:
        """A unit is behind on a target while its newest figure misses it; what is missing says nothing of targets."""
        series = _series(data)
        if data["status"] == "missing" or not self._is_newer(("target", *series), (data["period"], data["sequence"])):
            return
        found = {each["programme"]: each for each in data["verdicts"]}
        known = self.programmes.setdefault(series, set())
        known.update(found)
        for programme in sorted(known):
            verdict = found.get(programme)
            says = (data["period"], data["value"], verdict["comparator"], verdict["threshold"]) if verdict else ()
            yield Claim("target", data["unit"], ("target", *series, programme), _misses(verdict), says, data)

    def _missing(self, data: Data) -> Iterator[Claim]:
        """A figure is missing while the newest that a duty speaks of in its series is."""
        key, concluded = ("missing", *_series(data)), data["status"] in ("missing", "not_applicable")
        known = self.owed.get(key)
        if data["due"] is None and not concluded and (known is None or known["period"] != data["period"]):
            return
        if self._is_newer(key, (data["period"], data["sequence"])):
            self.owed[key] = data
            says = (data["period"], data["due"])
            yield Claim("missing", data["unit"], key, data["status"] == "missing", says, data)

    def _is_newer(self, key: Key, order: tuple[Any, ...]) -> bool:
        if key in self.newest and order <= self.newest[key]:
            return False
        self.newest[key] = order
        return True


def _series(data: Data) -> Key:
    dimension = ";".join(f"{name}={value}" for name, value in sorted(data["dimension"].items()))
    return data["unit"], data["indicator"], dimension


def _misses(verdict: Data | None) -> bool:
    """Points of an index leave nobody behind; who was behind recovers by the margin."""
    return (
        verdict is not None
        and verdict["kind"] != "full_score"
        and (verdict["verdict"] == "not_met" or bool(verdict["held"]))
    )
