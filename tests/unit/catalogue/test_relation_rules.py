"""Relations tie indicators that there are, by figures that can be compared; an indicator says how it grows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from shared.catalogue import Indicator, Relation, Side, Term
from shared.catalogue.checks.indicators import indicator_problems
from shared.catalogue.checks.relations import relation_problems
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.files.relations import COLUMNS, read_relations

PEOPLE = Indicator("people", "Số người", "People", "count", dimensions={"status": ("received", "total")})
SHARE = Indicator("share", "Tỷ lệ", "Share", "percent")
RELATION = Relation("r", Side((Term("people"),)), "<=", Side((Term("share"),)), "error", "vì", "for")


def faults(relation: Relation) -> list[str]:
    known = [Stated(indicator, "indicators.csv", line) for line, indicator in enumerate((PEOPLE, SHARE), 2)]
    draft = Draft(indicators=known, relations=[Stated(relation, "relations.csv", 2)])
    return [problem.reason for problem in relation_problems(draft)]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"left": Side((Term("nobody"),))}, "indicator nobody is not in indicators.csv"),
        ({"right": Side((Term("people", "status=done"),))}, "people has no dimension status=done"),
        ({"right": Side((Term("share", "status=total"),))}, "share has no dimension status=total"),
        ({"left": Side((Term("people"),), (Term("share"),))}, "left is the doubted figure or a sum of such"),
        ({"comparator": "within"}, "within needs a tolerance above 1"),
        ({"tolerance": Decimal(-1)}, "tolerance -1 is below 0"),
        ({"id": "R 1"}, "id 'R 1' is not small letters"),
    ],
)
def test_relations_that_cannot_be(given: dict[str, object], fault: str) -> None:
    assert [one for one in faults(replace(RELATION, **given)) if one.startswith(fault)]  # type: ignore[arg-type]


def test_a_relation_between_known_indicators_is_taken() -> None:
    assert faults(RELATION) == []


def read(folder: Path, line: str) -> tuple[list[Relation], list[str]]:
    (folder / "relations.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
    relations, problems = read_relations(folder)
    return [stated.value for stated in relations], [str(problem) for problem in problems]


def test_a_side_is_a_factor_a_sum_and_a_divisor(tmp_path: Path) -> None:
    right = "100 * people[status=received] + people[status=total].numerator / people.denominator"
    line = f"r,share,=,{right},error,5%,vì,for"

    relations, problems = read(tmp_path, line)

    assert problems == []
    assert relations[0].right == Side(
        (Term("people", "status=received"), Term("people", "status=total", "numerator")),
        (Term("people", "", "denominator"),),
        Decimal(100),
    )
    assert (relations[0].tolerance, relations[0].relative) == (Decimal(5), True)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("r,share+people,=,people,error,,vì,for", "left: 'share+people' is not an indicator"),
        ("r,share.top,=,people,error,,vì,for", "left: .top is not one of value, numerator, denominator"),
        ("r,share[a],=,people,error,,vì,for", "left: 'a' is not key=value"),
        ("r,share,<>,people,error,,vì,for", "comparator is '<>', not one of"),
        ("r,share,=,x * people,error,,vì,for", "right: 'x' before * is not a number"),
        ("r,share,=,people,error,much,vì,for", "tolerance is 'much', not a number"),
        ("r,share,=,people,grave,,vì,for", "severity is 'grave', not one of note, warning, error"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, problem: str) -> None:
    assert [one for one in read(tmp_path, line)[1] if one.startswith(f"relations.csv:2: {problem}")]


def test_a_province_without_the_file_has_no_relations(tmp_path: Path) -> None:
    assert read_relations(tmp_path) == ([], [])


def test_an_indicator_grows_as_its_dimension_says() -> None:
    growing = replace(PEOPLE, cumulative={"status=total": "always", "": "year"})

    assert growing.growth({"status": "total"}) == "always"
    assert growing.growth({"status": "received"}) == "year"
    assert PEOPLE.growth({}) is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"cumulative": {"status=done": "always"}}, "cumulative: status=done is not in dimensions"),
        ({"checks_off": ("guess",)}, "checks_off: guess is not a rule of plausibility"),
    ],
)
def test_growth_and_rules_must_be_known(given: dict[str, object], reason: str) -> None:
    indicator = replace(PEOPLE, **given)  # type: ignore[arg-type]

    problems = indicator_problems(Draft(indicators=[Stated(indicator, "indicators.csv", 2)]))

    assert [problem.reason for problem in problems] == [reason]
