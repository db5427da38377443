"""The reported figures of a series next to one of its figures."""

from __future__ import annotations

from typing import NamedTuple

from shared.facts import Evaluation


class Neighbours(NamedTuple):
    """The nearest reported figure before, and the nearest after; None where there is none."""

    before: Evaluation | None = None
    after: Evaluation | None = None
