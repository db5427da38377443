"""What keeps an open alert from being told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MutedBy = Literal["silence", "parent", "source"]


@dataclass(frozen=True)
class Mute:
    """A silence, the alert of a parent, or of the silent source, by its id."""

    by: MutedBy
    ref: str
