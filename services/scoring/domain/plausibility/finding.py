"""What a rule of plausibility finds, and the common shape of all rules."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from shared.facts import Doubt
from shared.figures import FigureKey

View_contra = TypeVar("View_contra", contravariant=True)


class Finding(NamedTuple):
    """A figure and what is implausible about it."""

    key: FigureKey
    doubt: Doubt


class Rule(Protocol[View_contra]):
    """Looks at one view of the figures; names what it doubts there. Pure; never alters a figure."""

    def __call__(self, view: View_contra, /) -> Iterator[Finding]: ...


class Scope(StrEnum):
    """What a figure is held against: doubts of one scope are found anew together."""

    ALONE = "alone"
    IN_TIME = "in_time"
    PEERS = "peers"
    SUMS = "sums"
    RELATIONS = "relations"
