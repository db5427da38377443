"""An index adds up, judges alone on a day, and asks for figures that exist by rules that can be followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.catalogue import Band, Component, Index, IndexGroup, Indicator, Name, Scored, Step, Unit
from shared.catalogue.checks.indices import index_problems
from shared.catalogue.draft import Draft, Stated, StatedIndex
from shared.catalogue.yaml_lines import YamlFile

DISTRICT = Unit("d", "district", None, (Name("Huyện D"),), "D")
SHARE = Indicator("share", "Tỷ lệ", "Share", "percent", dimensions={"type": ("tax", "fee")})
LATE = Indicator("late", "Tỷ lệ trễ", "Late", "percent", higher_is_better=False)
DAYS = Indicator("days", "Số ngày", "Days", "number", higher_is_better=False)
COMPONENT = Component(
    id="c",
    group="g",
    name_vi="Thành phần",
    name_en="Component",
    indicator="share",
    maximum=Decimal(10),
    rule="saturating",
    no_activity="zero",
    missing="zero",
    full=Decimal(80),
)
INDEX = Index(
    id="i",
    version="1",
    name_vi="Chỉ số",
    name_en="Index",
    legal_basis="Quyết định",
    scale=Decimal(100),
    scores=Scored(levels=("district",)),
    groups=(IndexGroup("g", "Nhóm", "Group", Decimal(10)),),
    components=(COMPONENT,),
    bands=(Band("good", "Tốt", "Good", Decimal(80)), Band("weak", "Yếu", "Weak", Decimal(0))),
)
UP = (Step(Decimal(4), at_least=Decimal(50)), Step(Decimal(10), at_least=Decimal(90)))


def of_indices(*indices: Index) -> list[str]:
    draft = Draft(
        units=[Stated(DISTRICT, "units.csv", 2)],
        indicators=[Stated(one, "indicators.csv", line) for line, one in enumerate((SHARE, LATE, DAYS), 2)],
        indices=[
            StatedIndex(index, f"indices/{n}.yaml", 1, YamlFile(f"indices/{n}.yaml", None, None))
            for n, index in enumerate(indices)
        ],
    )
    return [problem.reason for problem in index_problems(draft)]


def with_component(**changes: Any) -> Index:
    return replace(INDEX, components=(replace(COMPONENT, **changes),))


def ruled(rule: str, indicator: str = "share", **given: Any) -> Index:
    return with_component(rule=rule, indicator=indicator, full=given.pop("full", None), **given)


@pytest.mark.parametrize(
    "index",
    [
        INDEX,
        ruled("steps", steps=UP),
        ruled("linear", zero=Decimal(50), full=Decimal(100)),
        ruled("linear", "days", zero=Decimal(30), full=Decimal(0)),
        ruled("inverse", "days", full=Decimal(5)),
        ruled("saturating", "late", full=Decimal(0)),
        ruled("saturating", full=Decimal(50), dimension="type=tax"),
    ],
)
def test_a_sound_index_has_no_problem(index: Index) -> None:
    assert of_indices(index) == []


@pytest.mark.parametrize(
    ("index", "reason"),
    [
        (replace(INDEX, scale=Decimal(0), bands=()), "scale is 0, not above 0"),
        (replace(INDEX, least_counted=Decimal(101)), "least_counted is 101, not a percent from 0 to 100"),
        (replace(INDEX, scores=Scored()), "scores: levels or units are needed, or nobody is scored"),
        (replace(INDEX, scores=Scored(units=("x",))), "scores: unit x is not in units.csv"),
        (
            replace(INDEX, valid_from=date(2022, 2, 1), valid_to=date(2022, 1, 1)),
            "ends on 2022-01-01, before it begins on 2022-02-01",
        ),
        (with_component(maximum=Decimal(9)), "maximum of g is 10; the maxima of its components add up to 9"),
        (with_component(indicator="x"), "c: indicator x is not in indicators.csv"),
        (with_component(dimension="type=x"), "c: dimension type of share is never x"),
        (with_component(full=None), "c: rule saturating needs full"),
        (with_component(zero=Decimal(1)), "c: rule saturating has no zero"),
        (with_component(full=Decimal(120)), "c: full is 120, which a percent never reaches"),
        (with_component(full=Decimal(0)), "c: full is 0, not above 0"),
        (
            ruled("saturating", "days", full=Decimal(5)),
            "c: days is better the lower: a percent with full below 100, or another rule",
        ),
        (
            ruled("inverse", full=Decimal(5)),
            "c: inverse is for what is better the lower, from a full above 0; share, full 5",
        ),
        (
            ruled("linear", zero=Decimal(90), full=Decimal(50)),
            "c: full is 50, zero 90; share is better the higher, so full is higher",
        ),
        (ruled("steps", steps=UP[:1]), "c: the best step has 4 points, not the maximum 10"),
        (
            ruled("steps", steps=(UP[0], replace(UP[1], points=Decimal(4)))),
            "c: a better figure has more points than a worse one",
        ),
        (
            replace(INDEX, bands=(replace(INDEX.bands[0], at_least=Decimal(101)),)),
            "at_least is 101, not from 0 to the scale 100",
        ),
    ],
)
def test_an_index_that_cannot_be(index: Index, reason: str) -> None:
    assert of_indices(index) == [reason]


def test_a_component_of_no_group_leaves_its_own_without_points() -> None:
    assert of_indices(with_component(group="x")) == [
        "maximum of g is 10; the maxima of its components add up to 0",
        "c: group x is not one of g",
    ]


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        ((Step(Decimal(10)),), "c: each step of share has at_least, and only that"),
        ((Step(Decimal(10), at_most=Decimal(5)),), "c: each step of share has at_least, and only that"),
        ((*UP, Step(Decimal(11), at_least=Decimal(95))), "c: points of a step are 11, not from 0 to the maximum 10"),
        ((UP[0], replace(UP[1], at_least=Decimal(50))), "c: two steps are at 50"),
    ],
)
def test_steps_that_cannot_be(steps: Sequence[Step], first: str) -> None:
    assert of_indices(ruled("steps", steps=tuple(steps)))[0] == first


def test_ids_are_there_once_and_can_be_carried_by_events() -> None:
    twice = replace(INDEX, bands=(INDEX.bands[0], replace(INDEX.bands[1], id="good")))

    assert of_indices(twice) == ["id good is there 2 times", "id good is there 2 times"]
    assert of_indices(replace(INDEX, bands=(replace(INDEX.bands[0], id="Tốt"),))) == [
        "id 'Tốt' is not small letters, digits and hyphens"
    ]


def test_versions_follow_each_other() -> None:
    old, new = replace(INDEX, valid_to=date(2022, 12, 31)), replace(INDEX, version="2", valid_from=date(2022, 12, 31))

    assert of_indices(old, replace(new, valid_from=date(2023, 1, 1))) == []
    assert of_indices(old, new) == [
        "version 2 of index i is valid together with version 1 of indices/0.yaml; end that one the day before"
    ]
    assert of_indices(old, old) == ["index i version 1 is already in indices/0.yaml"]
