"""Headings nest by their weight, and no level is skipped."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.render.heading_levels import RANKS, levels
from services.report.render.prose import blocks

HEADINGS = st.lists(st.sampled_from([*RANKS, "Body Text"]))


@pytest.mark.parametrize(
    ("styles", "deep"),
    [
        (["Part Heading", "Heading 2", "Heading 3", "Part Heading", "Heading 1", "Heading 2"], [1, 2, 3, 1, 2, 3]),
        (["Heading 1", "Body Text", "Heading 2", "Annex Number"], [1, 0, 2, 1]),
        (["Heading 2", "Heading 1"], [1, 1]),
    ],
)
def test_a_heading_stands_one_below_the_last_of_more_weight(styles: list[str], deep: list[int]) -> None:
    assert list(levels(styles)) == deep


@given(HEADINGS)
def test_the_first_is_of_the_first_level_and_none_skips_one(styles: list[str]) -> None:
    found = [level for level in levels(styles) if level]

    assert found[:1] in ([], [1])
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_a_heading_that_says_nothing_is_left_out() -> None:
    assert [block.kind for block in blocks("##\n\nMột đoạn.\n\n## \n")] == ["paragraph"]
