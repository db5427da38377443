"""An edition goes its way step by step, whatever its editors try."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.domain.steps import LEADS, Status, Step, after, demand_seen
from shared.errors import Refused

HASH = "1f3a5c7e9b" * 6


def taken(steps: list[Step]) -> tuple[Status, list[Step]]:
    """Where an edition is after these steps were tried, and which of them were taken."""
    status, done = Status.DRAFT, []
    for step in steps:
        try:
            status = after(status, step)
        except Refused:
            continue
        done.append(step)
    return status, done


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(Step), max_size=30))
def test_nothing_is_published_that_was_not_checked_and_approved_after_its_last_change(steps: list[Step]) -> None:
    _, done = taken(steps)

    for place, step in enumerate(done):
        if step is Step.PUBLISH:
            assert done[max(place - 2, 0) : place] == [Step.CHECK, Step.APPROVE]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(Step), max_size=30))
def test_only_a_new_issue_leads_away_from_a_published_edition(steps: list[Step]) -> None:
    _, done = taken(steps)

    for published, following in pairwise(done):
        if published is Step.PUBLISH:
            assert following is Step.REISSUE


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(Step), max_size=30))
def test_from_everywhere_an_edition_can_still_be_published(steps: list[Step]) -> None:
    status, _ = taken(steps)

    way = [Step.REISSUE, Step.CHECK, Step.APPROVE, Step.PUBLISH]
    for step in way:
        status = after(status, step) if status in LEADS[step] else status

    assert status is Status.PUBLISHED


def test_a_step_that_cannot_be_taken_is_refused_with_where_it_can() -> None:
    with pytest.raises(Refused, match="cannot publish an edition that is draft; it must be approved"):
        after(Status.DRAFT, Step.PUBLISH)


def test_what_was_seen_is_told_by_the_beginning_of_its_hash() -> None:
    demand_seen("1F3A5C", HASH)

    with pytest.raises(Refused, match="at least the first 6 letters"):
        demand_seen("1f3", HASH)
    with pytest.raises(Refused, match="the edition is 1f3a5c7e9b1f by now, not 1f3a5d"):
        demand_seen("1f3a5d", HASH)
