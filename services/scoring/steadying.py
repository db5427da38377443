"""Hold series behind that meet their target by too little, and follow what that means for later periods."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from services.scoring.domain.hold import held_after
from services.scoring.domain.neighbours import Neighbours
from services.scoring.judging import Judging, Origins
from services.scoring.ports import Store
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import FigureKey, SeriesKey, Status

News = Mapping[FigureKey, Evaluation]


def steady(
    judging: Judging, news: News, origins: Origins
) -> tuple[dict[FigureKey, Evaluation], dict[FigureKey, FigureKey]]:
    """The news with what is held behind, and the later evaluations that this changes, each with its origin."""
    waiting = [key for key in news if _has_margin(judging.catalogue, key)]
    lines = Lines(judging.store, {key: news[key] for key in waiting})
    followed = dict(origins)
    while waiting:
        lines.look_around(waiting)
        for key in sorted(waiting, key=lambda key: key.period):
            lines.settle(key)
        later = {after: key for key in sorted(waiting) if (after := lines.untold_after(key))}
        followed |= {after: followed[key] for after, key in later.items()}
        waiting = list(later)
    return {**news, **lines.news}, followed


def _has_margin(catalogue: Catalogue, key: FigureKey) -> bool:
    return any(target.margin for target in catalogue.targets_of(key.indicator, key.dimension))


class Lines:
    """The figures of some series around the news; those that are settled otherwise than known become news too."""

    def __init__(self, store: Store, news: News) -> None:
        self._store = store
        self._near: dict[FigureKey, Neighbours] = {}
        self._told = set(news)
        self._lines: dict[SeriesKey, dict[str, Evaluation]] = {}
        for key, figure in news.items():
            self._lines.setdefault(key.series, {})[key.period] = figure

    @property
    def news(self) -> dict[FigureKey, Evaluation]:
        return {key: self._lines[key.series][key.period] for key in self._told}

    def look_around(self, keys: Collection[FigureKey]) -> None:
        """Read the neighbours of `keys`, in bulk."""
        found = self._store.neighbours(keys)
        self._near |= {key: found.get(key, Neighbours()) for key in keys}

    def settle(self, key: FigureKey) -> None:
        """Hold the figure behind, or not, by the one before it."""
        line = self._lines[key.series]
        settled = held_after(line[key.period], self._before(key))
        if settled != line[key.period]:
            line[key.period] = settled
            self._told.add(key)

    def untold_after(self, key: FigureKey) -> FigureKey | None:
        """The next figure, where `key` is news and the next one is not looked at yet."""
        after, line = self._near[key].after, self._lines[key.series]
        if key not in self._told or after is None or after.period in line:
            return None
        line[after.period] = after
        return after.key

    def _before(self, key: FigureKey) -> Evaluation | None:
        line, stored = self._lines[key.series], self._near[key].before
        while stored is not None and stored.period in line:  # rejudged, perhaps not reported any more
            stored = self._near[stored.key].before
        earlier = [figure for period, figure in line.items() if period < key.period and is_reported(figure)]
        candidates = [*earlier, *([stored] if stored else [])]
        return max(candidates, key=lambda figure: figure.period, default=None)


def is_reported(figure: Evaluation) -> bool:
    return figure.status is Status.REPORTED
