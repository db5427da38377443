"""What doubting needs to read and to keep."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from services.scoring.domain.observation import Observation
from services.scoring.domain.plausibility.standing import Confirmed, Doubted
from shared.figures import FigureKey, SeriesKey


class DoubtStore(Protocol):
    """Scoring's tables of doubts within one transaction."""

    def observations_around(self, series: Collection[SeriesKey], first: str, last: str) -> dict[FigureKey, Observation]:
        """The observations of these series from period `first` to `last`."""

    def doubted(self, keys: Collection[FigureKey]) -> dict[FigureKey, Doubted]:
        """What is kept of figures that are doubted, or were."""

    def keep_doubted(self, doubted: Collection[Doubted]) -> None: ...

    def confirmations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Confirmed]: ...

    def confirm(self, key: FigureKey, confirmed: Confirmed) -> None: ...
