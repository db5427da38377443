"""How long a consumer must remember what it has applied."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.messaging.retention import SKEW, Terms

NOW = datetime(2023, 3, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TERMS = Terms(outbox=30 * DAY, inbox=180 * DAY)


def test_without_messages_on_their_way_the_inboxs_days_decide() -> None:
    assert TERMS.horizon(NOW, None) == NOW - 180 * DAY


def test_messages_that_arrive_in_time_change_nothing() -> None:
    assert TERMS.horizon(NOW, NOW - 30 * DAY) == NOW - 180 * DAY


def test_a_message_that_waits_longer_is_waited_for() -> None:
    assert TERMS.horizon(NOW, NOW - 100 * DAY) == NOW - 250 * DAY


@given(
    outbox=st.integers(1, 400),
    more=st.integers(0, 400),
    waiting=st.integers(0, 2000),
    between=st.integers(0, 400 * 24),
)
def test_what_is_announced_again_is_recognised_however_long_its_message_waits(
    outbox: int, more: int, waiting: int, between: int
) -> None:
    terms = Terms(outbox * DAY, (outbox + more) * DAY)
    announced_again = NOW - waiting * DAY
    applied = announced_again - min(timedelta(hours=between), max(more * DAY, SKEW))

    assert terms.horizon(NOW, announced_again) <= applied
