"""What the catalogue says must hold between indicators, and between the parts of a figure and the whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from services.scoring.domain.plausibility.book import Book
from services.scoring.domain.plausibility.finding import Scope
from services.scoring.domain.plausibility.judge import Inspection
from services.scoring.domain.plausibility.relation_broken import compare
from shared.catalogue import Catalogue, Indicator, Relation, Side, Term, TotalRule
from shared.catalogue.relation import Comparator
from shared.facts import Doubt, Figure
from tests.unit.scoring.factories import PROVINCE, a_catalogue, a_figure

ANY = {"level": ("a", "b"), "kind": ("partial", "full", "total")}
ONLINE, ALL, SHARE = (
    Indicator("online", "", "", "count", dimensions=ANY),
    Indicator("all", "", "", "count", dimensions=ANY),
    Indicator("share", "", "", "percent", dimensions=ANY),
)
PARTS = Side((Term("online", "kind=partial"), Term("online", "kind=full")))
WITHIN = Relation("within", PARTS, "<=", Side((Term("all"),)), "error", "không thể nhiều hơn", "cannot outnumber")
QUOTIENT = Relation(
    "quotient", Side((Term("share"),)), "=", Side((Term("online"),), (Term("all"),), Decimal(100)), "error", "vi", "en"
)


def a_relation(comparator: Comparator, tolerance: str = "0", *, relative: bool = False) -> Relation:
    return replace(WITHIN, comparator=comparator, tolerance=Decimal(tolerance), relative=relative)


def catalogue_with(*relations: Relation, indicators: tuple[Indicator, ...] = (ONLINE, ALL, SHARE)) -> Catalogue:
    return replace(a_catalogue(indicators=indicators), relations={relation.id: relation for relation in relations})


def doubts(catalogue: Catalogue, *figures: Figure, of: int = 0, scope: Scope = Scope.RELATIONS) -> list[Doubt]:
    """The doubts about one of the figures."""
    return Inspection(Book(figures), catalogue).doubts(figures[of].key, scope)


def count(value: str, indicator: str, dimension: dict[str, str] | None = None, period: str = "2022-06") -> Figure:
    return a_figure(value, PROVINCE, indicator=indicator, dimension=dimension, period=period)


def moved_to(figure: Figure, period: str) -> Figure:
    return figure.model_copy(update={"period": period})


@pytest.mark.parametrize(
    ("relation", "left", "right", "outcome"),
    [
        (a_relation("<="), "5", "5", "holds"),
        (a_relation("<="), "6", "5", "broken"),
        (a_relation("<=", "1"), "6", "5", "holds"),
        (a_relation(">="), "4", "5", "broken"),
        (a_relation("=", "5", relative=True), "105", "100", "holds"),
        (a_relation("=", "5", relative=True), "106", "100", "broken"),
        (a_relation("within", "5"), "5", "1", "holds"),
        (a_relation("within", "5"), "0.11", "3.3", "broken"),
        (a_relation("within", "5"), "0", "3.3", "broken"),
    ],
)
def test_a_relation_holds_up_to_its_tolerance(relation: Relation, left: str, right: str, outcome: str) -> None:
    assert compare(relation, Decimal(left), Decimal(right), exact=True) == outcome


def test_parts_beyond_the_whole_are_all_doubted_and_the_rest_of_the_dimension_is_shared() -> None:
    level_a = [
        count("224", "online", {"kind": "partial", "level": "a"}),
        count("1311", "online", {"kind": "full", "level": "a"}),
        count("1522", "all", {"level": "a"}),
        count("9", "all", {"level": "b"}),
    ]

    found = [doubts(catalogue_with(WITHIN), *level_a, of=place) for place in range(4)]

    assert [len(each) for each in found] == [1, 1, 0, 0]
    assert (found[0][0].facts["left"], found[0][0].facts["right"]) == ("1535", "1522")


def test_a_relation_with_a_figure_unknown_says_nothing() -> None:
    assert not doubts(catalogue_with(WITHIN), count("224", "online", {"kind": "partial"}), count("1", "all"))


def test_the_right_side_may_be_of_months_before_but_not_of_a_year_before() -> None:
    share = Relation("less", Side((Term("online"),)), "<=", Side((Term("all"),)), "warning", "vi", "en")
    earlier = count("843", "all", period="2022-06")

    assert doubts(catalogue_with(share), count("845", "online", period="2022-12"), earlier)
    assert not doubts(catalogue_with(share), moved_to(count("845", "online"), "2023-07"), earlier)


@pytest.mark.parametrize(("value", "severity"), [("91.4", None), ("91.3", "note"), ("91.75", "error")])
def test_a_share_is_its_quotient_rounded_and_a_cut_off_one_is_noted(value: str, severity: str | None) -> None:
    figures = [count(value, "share"), count("1850", "online"), count("2025", "all")]

    found = doubts(catalogue_with(QUOTIENT), *figures)

    assert [doubt.severity for doubt in found] == ([severity] if severity else [])


def test_the_parts_of_a_whole_add_up_to_it() -> None:
    rule = TotalRule(PROVINCE, "sum", over_dimensions=(("kind", "total"),))
    catalogue = catalogue_with(
        indicators=(replace(ONLINE, dimensions={"kind": ("partial", "full", "total")}, total=rule),)
    )
    whole = count("10", "online", {"kind": "total"})
    partial, full = count("4", "online", {"kind": "partial"}), count("5", "online", {"kind": "full"})
    many = count("7", "online", {"kind": "full"})

    def found(*parts: Figure) -> list[tuple[str, str]]:
        return [(doubt.rule, doubt.severity) for doubt in doubts(catalogue, whole, *parts, scope=Scope.SUMS)]

    assert found(partial) == []
    assert found(partial, full) == [("parts_differ_from_total", "warning")]
    assert found(partial, many) == [("parts_exceed_total", "error")]


def test_a_rule_that_is_off_for_an_indicator_says_nothing() -> None:
    quiet = replace(ONLINE, checks_off=("relation_broken",))
    figures = [count("5", "online", {"kind": "partial"}), count("5", "online", {"kind": "full"}), count("9", "all")]

    assert doubts(catalogue_with(WITHIN), *figures)
    assert not doubts(catalogue_with(WITHIN, indicators=(quiet, ALL, SHARE)), *figures)
