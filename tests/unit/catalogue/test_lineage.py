"""What the lineage says of a unit's past."""

from __future__ import annotations

from datetime import date

from shared.catalogue import Lineage, Origin, Succession
from shared.catalogue.lineage import SuccessionKind

FIRST, SECOND = date(2023, 7, 1), date(2025, 7, 1)
BEFORE = date(2023, 6, 30)


def succession(predecessor: str, successor: str, kind: SuccessionKind = "merge", day: date = FIRST) -> Succession:
    return Succession(day, kind, predecessor, successor, "Nghị quyết")


def lineage(*successions: Succession) -> Lineage:
    return Lineage(successions)


def test_a_unit_without_a_line_always_was_what_it_is() -> None:
    assert Lineage().origin("a", FIRST) is None
    assert Lineage().ancestors("a") == Lineage().heirs("a") == frozenset()


def test_a_new_unit_comes_out_of_all_that_were_merged() -> None:
    known = lineage(succession("b", "c"), succession("a", "c"))

    assert known.origin("c", FIRST) == Origin(FIRST, ("a", "b"), whole=True)
    assert known.origin("c", BEFORE) is None
    assert known.origin("a", FIRST) is None


def test_a_unit_that_keeps_its_id_through_a_merger_is_one_of_its_predecessors() -> None:
    known = lineage(succession("a", "a"), succession("b", "a"))

    assert known.origin("a", FIRST) == Origin(FIRST, ("a", "b"), whole=True)
    assert known.ancestors("a") == {"b"}
    assert known.heirs("b") == {"a"}
    assert not known.heirs("a")


def test_a_rename_under_another_id_has_one_predecessor_and_under_the_same_id_changes_nothing() -> None:
    assert lineage(succession("a", "b", "rename")).origin("b", FIRST) == Origin(FIRST, ("a",), whole=True)
    assert lineage(succession("a", "a", "rename")).origin("a", FIRST) is None
    assert lineage(succession("a", "a", "level")).origin("a", FIRST) is None


def test_after_a_split_nobody_knows_which_part_of_the_past_is_whose() -> None:
    known = lineage(succession("a", "a", "split"), succession("a", "b", "split"))

    assert known.origin("a", FIRST) == known.origin("b", FIRST) == Origin(FIRST, ("a",), whole=False)


def test_a_merger_that_takes_only_a_part_of_one_unit_is_not_whole() -> None:
    known = lineage(succession("a", "c"), succession("b", "c", "split"), succession("b", "b", "split"))

    assert known.origin("c", FIRST) == Origin(FIRST, ("a", "b"), whole=False)


def test_the_latest_reorganisation_up_to_the_day_counts() -> None:
    known = lineage(
        succession("c", "d", day=SECOND), succession("e", "d", day=SECOND), succession("a", "c"), succession("b", "c")
    )

    assert known.origin("d", SECOND) == Origin(SECOND, ("c", "e"), whole=True)
    assert known.origin("c", SECOND) == Origin(FIRST, ("a", "b"), whole=True)
    assert known.ancestors("d") == {"a", "b", "c", "e"}
    assert known.heirs("a") == {"c", "d"}
