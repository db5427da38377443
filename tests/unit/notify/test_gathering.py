"""When a unit's message is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.gathering import Gathering, Patience, gather

START = datetime(2022, 6, 16, 8, tzinfo=UTC)
PATIENCE = Patience.of_seconds(30, 300)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("news", "due"),
    [
        # One piece of news waits for the quiet.
        ([0], 30),
        # Each further one starts the quiet anew ...
        ([0, 20, 40], 70),
        # ... but never past the longest wait.
        ([0, *range(10, 400, 10)], 300),
        # News out of order does not shorten the wait.
        ([0, 20, 5], 50),
    ],
)
def test_a_message_is_due_after_the_quiet_and_at_most_the_longest_wait(news: list[int], due: int) -> None:
    gathering: Gathering | None = None

    for second in news:
        gathering = gather(gathering, "so-noi-vu", at(second))

    assert gathering is not None
    assert gathering.due_at(PATIENCE) == at(due)
    assert gathering.is_due(PATIENCE, at(due))
    assert not gathering.is_due(PATIENCE, at(due) - timedelta(microseconds=1))


@given(st.lists(st.integers(min_value=0, max_value=1000), min_size=1))
def test_no_unit_waits_longer_than_the_longest_wait(seconds: list[int]) -> None:
    news = sorted(seconds)
    gathering: Gathering | None = None

    for second in news:
        gathering = gather(gathering, "so-noi-vu", at(second))

    assert gathering is not None
    assert at(news[0]) < gathering.due_at(PATIENCE) <= at(news[0] + 300)
