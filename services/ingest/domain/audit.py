"""The audit trail: entries of who did what, chained so that a cut or a change is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

#: what the first entry is chained to
START = "0" * 64


class Action(StrEnum):
    """What is put on record."""

    KEY_CREATED = "key.created"
    KEY_ROTATED = "key.rotated"
    KEY_REVOKED = "key.revoked"
    KEY_LINKED = "key.linked"
    KEY_UNLINKED = "key.unlinked"
    KEY_REFUSED = "key.refused"
    FIGURES_ACCEPTED = "figures.accepted"
    #: of a request in which nothing was new
    FIGURES_REPEATED = "figures.repeated"
    PULL_PAUSED = "pull.paused"
    PULL_RESUMED = "pull.resumed"


@dataclass(frozen=True)
class Entry:
    """Who did what, when and from where. `details` are strings and whole numbers; `number` is given when it is kept."""

    action: Action
    at: datetime
    actor: str = ""
    key_id: str | None = None
    address: str = ""
    trace_id: str | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)
    number: int | None = None


@dataclass(frozen=True)
class Seal:
    """The place of an entry in the chain; `sha256` covers the entry and the seal before. No `entry`: it is gone."""

    place: int
    sha256: str
    entry: Entry | None


def sealed(previous: str, entry: Entry) -> str:
    """The hash of an entry that follows the one with the hash `previous`."""
    content = {
        "number": entry.number,
        "action": str(entry.action),
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "key_id": entry.key_id,
        "address": entry.address,
        "trace_id": entry.trace_id,
        "details": dict(entry.details),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def breaks(seals: Iterable[Seal]) -> Iterator[str]:
    """Everything that is wrong with a chain, in the order of its places, which begin at 1."""
    previous, expected = START, 1
    for seal in seals:
        if seal.place != expected:
            yield f"places {expected} to {seal.place - 1} are gone"
        elif seal.entry is None:
            yield f"the entry at place {seal.place} is gone"
        elif sealed(previous, seal.entry) != seal.sha256:
            yield f"the entry at place {seal.place} (number {seal.entry.number}) or its seal was changed"
        previous, expected = seal.sha256, seal.place + 1
