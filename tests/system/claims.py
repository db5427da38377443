"""Whether what a report says of its figures is so, worked out from what the product holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.system.claimed_moves import campaign, growth_from_nowhere, moved, over_targets
from tests.system.claimed_shares import better_than_the_nation, breakdown, each_share, each_total, members, ratio, total
from tests.system.reported import Finding, Report, Says


def check(claim: Mapping[str, Any], report: Report) -> Finding:
    """Hold one claim against the product's figures, by what it says."""
    says = claim["says"]
    return next(rule for fits, rule in RULES if fits(claim["kind"], says))(says, report)


def units_listed(says: Says, report: Report) -> Finding:
    """The units behind, or the first ones, as the bulletin names them."""
    kind = "behind" if "threshold" in says else "top"
    ours = [unit for facts in report.sentences(kind, says["indicator_id"]) for unit in facts["units"]]
    right = {unit["unit"]: unit["value"] for unit in ours}
    stated = {unit["unit_id"]: unit.get("value", right.get(unit["unit_id"])) for unit in says["units"]}
    return Finding(bool(right) and stated == right, {"units": right})


def all_at(says: Says, report: Report) -> Finding:
    (facts,) = report.sentences("all_at", says["indicator_id"])
    right = {unit["unit"]: unit["value"] for unit in facts["exceptions"]}
    return Finding(facts["all"] and facts["value"] == says["value"], {"exceptions": right})


def sum_of_units(says: Says, report: Report) -> Finding:
    """The figure of the whole is the sum that the product computes from its units, not what was submitted for it."""
    (facts,) = report.sentences("total", says["indicator_id"])
    return Finding(facts["how"] == "sum" and facts["value"] == says["value"], {"value": facts["value"]})


def _has(*names: str) -> Callable[[str, Says], bool]:
    return lambda _, says: all(name in says for name in names)


def _rules() -> Iterator[tuple[Callable[[str, Says], bool], Callable[[Says, Report], Finding]]]:
    yield _has("items", "target"), campaign
    yield _has("items"), each_share
    yield _has("indicator_ids"), over_targets
    yield _has("from", "to"), moved
    yield _has("base"), growth_from_nowhere
    yield _has("national_average"), better_than_the_nation
    yield _has("total", "parts"), breakdown
    yield _has("totals"), each_total
    yield _has("value", "parts"), total
    yield _has("commune_teams"), members
    yield _has("numerator", "denominator"), ratio
    yield lambda kind, _: kind in ("laggards", "top"), units_listed
    yield lambda kind, _: kind == "all-at-100", all_at
    yield lambda kind, _: kind == "total", sum_of_units


RULES = tuple(_rules())
