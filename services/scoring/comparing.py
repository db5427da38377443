"""Find what each figure is compared with: its own past, or what the units it came out of come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from services.scoring.domain.change import Comparison
from services.scoring.domain.inheritance import Estate
from services.scoring.domain.timeline import Timeline, ancestors_of, heirs_of, timelines
from services.scoring.judging import Judging
from shared.catalogue import Origin
from shared.facts import Evaluation
from shared.figures import FigureKey, SeriesKey

Found = Mapping[FigureKey, Evaluation | None]
Lines = Mapping[SeriesKey, Timeline]


def lines_of(judging: Judging, found: Found) -> Lines:
    """The touched series and those of the units that came out of theirs, around the touched periods."""
    periods = {key.period for key in judging.touched}
    series = {kin for key in judging.touched for kin in (key.series, *heirs_of(key.series, judging.catalogue.lineage))}
    return timelines(series, judging.store.history(series, min(periods), max(periods)), found)


def compare(
    judging: Judging, lines: Lines, figures: Collection[Evaluation], found: Found
) -> dict[FigureKey, Comparison]:
    """What each of `figures` is compared with; `found` are those that this batch changes."""
    result, inherited = {}, {}
    for figure in figures:
        past = lines[figure.key.series].before(figure.period)
        origin = judging.catalogue.lineage.origin(figure.unit, figure.as_of)
        if origin is None or (past is not None and past.as_of >= origin.day):
            result[figure.key] = Comparison(past)
        else:
            inherited[figure.key] = origin
    return result | (_inherited(judging, inherited, found) if inherited else {})


def _inherited(judging: Judging, origins: Mapping[FigureKey, Origin], found: Found) -> dict[FigureKey, Comparison]:
    """Of the latest earlier period in which a unit or one it came out of has a figure: what that makes together."""
    lineage = judging.catalogue.lineage
    kin = {key: [key.series, *ancestors_of(key.series, lineage)] for key in origins}
    # Also around what changes: where a figure goes, the one before it comes into sight.
    periods = {key.period for key in (*origins, *found)}
    series = {one for members in kin.values() for one in members}
    lines = timelines(series, judging.store.history(series, min(periods), max(periods)), found)
    nearest = {
        key: max((past.period for one in members if (past := lines[one].before(key.period))), default=None)
        for key, members in kin.items()
    }
    wanted = {
        FigureKey(one.unit, one.indicator, one.dimension, period)
        for key, period in nearest.items()
        if period is not None
        for one in kin[key]
    }
    estate = Estate(lineage, _current(judging, wanted, found))
    return {
        key: estate.past(_in_period(key, period), origins[key], judging.catalogue.indicators.get(key.indicator))
        if (period := nearest[key]) is not None
        else Comparison()
        for key in origins
    }


def _current(judging: Judging, wanted: Collection[FigureKey], found: Found) -> dict[FigureKey, Evaluation]:
    """The figures of `wanted` as they stand with this batch."""
    known: dict[FigureKey, Evaluation | None] = dict(judging.store.evaluations(wanted))
    known |= {key: found[key] for key in wanted if key in found}
    return {key: figure for key, figure in known.items() if figure is not None}


def _in_period(key: FigureKey, period: str) -> FigureKey:
    return FigureKey(key.unit, key.indicator, key.dimension, period)
