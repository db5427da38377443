"""A small province with everything that judging looks at, and random histories of what its units send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from shared.catalogue import Catalogue, DueRule, Indicator, Relation, Scored, StartingFigure
from shared.catalogue.relation import Side, Term
from shared.catalogue.target import Programme
from shared.events import MetricSubmitted
from shared.facts import Figure
from shared.figures import SeriesKey
from tests.unit.scoring.duty_desk import a_duty
from tests.unit.scoring.factories import (
    DOSSIERS,
    FEE,
    INDICATORS,
    LAST_DAY,
    NOW,
    PROVINCE,
    SERVICES,
    TAX,
    TAX_AND_FEE,
    UNITS,
    USERS,
    a_catalogue,
    a_figure,
    a_target,
    a_unit,
    submitted,
)
from tests.unit.scoring.index_examples import a_component, an_index
from tests.unit.scoring.lineage_rules import LINEAGE

SINCE = date(2022, 6, 1)
DAY = date(2022, 5, 31)
TARGETS = (
    a_target("plan", SERVICES, threshold="50", margin=Decimal(20), near=Decimal(90)),
    a_target("law", SERVICES, threshold="40", valid=(date(2022, 12, 1), None)),
    a_target("law", SERVICES, threshold="70", scope=("unit", "north"), valid=(None, date(2022, 12, 31))),
    a_target("law", USERS, threshold="3", comparator=">", scope=("level", "district")),
    a_target("law", USERS, threshold="2", scope=("unit", "north")),
    a_target("points", USERS, threshold="4", kind="full_score"),
    a_target("plan", TAX, threshold="2", comparator="between", upper=Decimal(3), margin=Decimal("0.5")),
    a_target(
        "plan", FEE, threshold="4", due=date(2023, 6, 30), path_from=date(2022, 6, 1), path_start=Decimal(1)
    ),
)  # fmt: skip
WITHIN = Relation(
    "fee-within-tax", Side((Term(FEE),)), "<=", Side((Term(TAX),)), "warning", "lệ phí trong thuế", "fees within tax"
)


QUALITY = an_index(
    a_component(no_activity="average"),
    a_component("users", "7", indicator=USERS, missing="left_out", no_activity="full"),
    a_component("taxes", "20", "money", indicator=TAX_AND_FEE, no_activity="left_out"),
    scores=Scored(("district", "province")),
)


def a_full_catalogue() -> Catalogue:
    """Totals, places, targets with dates, margins and paths, duties, a relation, a lineage, an index, a start."""
    units = (*UNITS, *(a_unit(name) for name in ("union", "orient", "new-west")))
    catalogue = a_catalogue(*TARGETS, units=units, indicators=(*INDICATORS, Indicator("spare", "", "", "count")))
    return replace(
        catalogue,
        lineage=LINEAGE,
        relations={WITHIN.id: WITHIN},
        indices={("quality", "1"): QUALITY},
        duties=(
            a_duty(due=DueRule("day", 14)),
            a_duty(("unit", "south"), applies=False, due=DueRule("day", 10)),
            a_duty(indicator=USERS, programme="law", due=DueRule("working-days", 3)),
        ),
        baselines=(StartingFigure("plan", SeriesKey("north", SERVICES), DAY, Decimal(30), "Báo cáo số 01"),),
        programmes={**catalogue.programmes, "plan": Programme("plan", "plan", "plan", 1, near=Decimal(80))},
    )


@st.composite
def counts(draw: st.DrawFn) -> Figure:
    indicator = draw(st.sampled_from([USERS, DOSSIERS, TAX, FEE, TAX_AND_FEE, "late", "spare"]))
    dimension = {"status": draw(st.sampled_from(["on-time", "late", "total"]))} if indicator == DOSSIERS else {}
    value, period = draw(st.none() | st.integers(0, 5).map(str)), draw(st.sampled_from(sorted(LAST_DAY)))
    unit = draw(st.sampled_from(["north", "south", "union", "nowhere", PROVINCE]))
    start = draw(st.sampled_from([None, date(2022, 1, 1), LAST_DAY[period].replace(day=1)]))
    return a_figure(value, unit, indicator=indicator, dimension=dimension, period=period, window_start=start)


@st.composite
def percents(draw: st.DrawFn) -> Figure:
    unit, period = draw(st.sampled_from(["north", "south", "union", PROVINCE])), draw(st.sampled_from(sorted(LAST_DAY)))
    numerator, denominator = draw(st.integers(0, 4)), draw(st.sampled_from([4, 5, 10]))
    parts = draw(st.sampled_from([None, (numerator, denominator)]))
    return a_figure(str(Decimal(100 * numerator) / denominator), unit, period=period, parts=parts)


@st.composite
def histories(draw: st.DrawFn, most: int = 16) -> list[MetricSubmitted]:
    """Figures as ingest accepted them: one after the other, each new value of a cell its next revision."""
    revisions: dict[object, int] = {}
    events = []
    for number, figure in enumerate(draw(st.lists(counts() | percents(), min_size=1, max_size=most))):
        revisions[figure.key] = revisions.get(figure.key, 0) + 1
        time = at(number, draw(st.integers(0, 400)))
        events.append(submitted(figure.model_copy(update={"revision": revisions[figure.key]}), time))
    return sorted(events, key=lambda event: event.time)


def at(number: int, days: int) -> datetime:
    """A moment of its own for each figure, in time for some duties and late for others."""
    return NOW - timedelta(days=days) + timedelta(seconds=number)


@st.composite
def deliveries(draw: st.DrawFn, events: list[MetricSubmitted]) -> list[list[MetricSubmitted]]:
    """The events out of order, some of them twice, in batches."""
    again = draw(st.lists(st.sampled_from(events), max_size=4))
    shuffled = draw(st.permutations([*events, *again]))
    cuts = sorted(draw(st.sets(st.integers(1, len(shuffled)), max_size=4)) | {0, len(shuffled)})
    return [list(shuffled[start:end]) for start, end in pairwise(cuts)]
