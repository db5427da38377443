"""Which events are applied, and how often, although some cannot be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import DeadLetter, Refused, TryLater
from shared.messaging.failure import Reaction, reaction_to
from shared.messaging.splitting import TRIES, Abandoned, Backoff, Breaker, Broken, apply, held


class Ledger:
    """Applies lists of numbers wholly or not at all."""

    def __init__(self, bad: dict[int, Exception] | None = None, *, away: int = 0) -> None:
        self.bad = bad or {}
        self.away = away
        self.applied: list[int] = []
        self.attempts = 0
        self.pauses: list[float] = []

    def attempt(self, numbers: Sequence[int]) -> None:
        self.attempts += 1
        if self.away:
            self.away -= 1
            raise TryLater("away")
        for number in numbers:
            if number in self.bad:
                raise self.bad[number]
        self.applied += numbers

    def hold(self, _error: Exception, seconds: float) -> None:
        self.pauses.append(seconds)


def failed(ledger: Ledger, numbers: Sequence[int], limit: int = 20) -> dict[int, str]:
    return {f.event: f.error for f in apply(numbers, ledger.attempt, ledger.hold, Breaker(limit))}


def test_a_good_batch_takes_one_attempt() -> None:
    ledger = Ledger()

    assert failed(ledger, range(200)) == {}
    assert (ledger.applied, ledger.attempts) == (list(range(200)), 1)


@given(st.integers(1, 60), st.sets(st.integers(0, 59)))
def test_only_what_fails_alone_fails_and_the_rest_is_applied_once_in_order(count: int, bad: set[int]) -> None:
    ledger = Ledger({number: DeadLetter("never") for number in bad})

    assert set(failed(ledger, range(count))) == bad & set(range(count))
    assert ledger.applied == [number for number in range(count) if number not in bad]


def test_a_batch_of_hopeless_events_ends_in_bounded_time() -> None:
    ledger = Ledger({number: DeadLetter("never") for number in range(200)})

    assert len(failed(ledger, range(200))) == 200
    assert ledger.attempts < 2 * 200


def test_what_is_not_understood_is_tried_three_times_alone() -> None:
    ledger = Ledger({0: ValueError("odd")})

    assert failed(ledger, [0]) == {0: "ValueError: odd"}
    assert ledger.attempts == TRIES


def test_an_environment_that_fails_costs_patience_but_no_event() -> None:
    ledger = Ledger(away=50)

    assert failed(ledger, range(10)) == {}
    assert ledger.applied == list(range(10))
    assert len(ledger.pauses) == 50


def test_everything_failing_stops_before_anything_is_parked() -> None:
    ledger = Ledger({number: ValueError("bug") for number in range(200)})

    with pytest.raises(Broken, match="20 events failed in a row"):
        failed(ledger, range(200))


def test_a_success_between_failures_keeps_the_consumer_going() -> None:
    ledger = Ledger({number: ValueError("bug") for number in range(200) if number % 2})

    assert len(failed(ledger, range(200))) == 100


def test_a_batch_nobody_waits_for_is_given_up() -> None:
    def gone(_error: Exception, _seconds: float) -> None:
        raise Abandoned

    with pytest.raises(Abandoned):
        apply([1], Ledger(away=1).attempt, gone, Breaker())


def test_work_beside_the_handler_is_held_too() -> None:
    ledger = Ledger(away=2)

    held(lambda: ledger.attempt([1]), ledger.hold)

    assert ledger.applied == [1]


def test_pauses_grow_to_a_limit_with_jitter() -> None:
    shortest, longest = Backoff(0.2, 30, chance=lambda: 0.0), Backoff(0.2, 30, chance=lambda: 1.0)

    assert [round(shortest.pause(), 2) for _ in range(10)] == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 15, 15]
    assert round(longest.pause(), 2) == 0.3


class StateError(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "reaction"),
    [
        (TryLater("away"), Reaction.HOLD),
        (OperationalError("select", {}, Exception("database is locked")), Reaction.HOLD),
        (PoolTimeout("pool"), Reaction.HOLD),
        (ConnectionResetError(), Reaction.HOLD),
        (DBAPIError("select", {}, StateError("40001")), Reaction.HOLD),
        (DBAPIError("select", {}, StateError("40P01")), Reaction.HOLD),
        (DBAPIError("select", {}, StateError("53100")), Reaction.HOLD),
        (DBAPIError("select", {}, StateError("25006")), Reaction.HOLD),
        (DBAPIError("select", {}, Exception(), connection_invalidated=True), Reaction.HOLD),
        (IntegrityError("insert", {}, StateError("23505")), Reaction.DOUBT),
        (DeadLetter("never"), Reaction.PARK),
        (Refused("code", "never"), Reaction.PARK),
        (TypeError("bug"), Reaction.DOUBT),
    ],
)
def test_failures_are_told_apart(error: Exception, reaction: Reaction) -> None:
    assert reaction_to(error) is reaction
