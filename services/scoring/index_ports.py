"""What scoring by indices needs to read and to keep."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from services.scoring.domain.index_score import IndexKey
from shared.facts import IndexScore


class IndexStore(Protocol):
    """The table of scores within one transaction."""

    def index_scores(self, keys: Collection[IndexKey]) -> dict[IndexKey, IndexScore]: ...

    def keep_index_scores(self, scores: Collection[IndexScore]) -> None: ...
