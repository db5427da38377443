"""Applying a list of events although some cannot be: hold, split, or set aside what fails alone."""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from shared.messaging.failure import Reaction, reaction_to

E = TypeVar("E")

#: a failure nobody understands must happen this often to one event alone
TRIES = 3
#: so many events in a row that fail for reasons nobody understands are our mistake, not theirs
BREAKING = 20
SHORTEST, LONGEST = 0.2, 30.0


class Abandoned(Exception):
    """Nobody waits for this batch any more: its messages go back to the broker."""


class Broken(Exception):
    """Everything fails: stop before every event ends as a dead letter."""


@dataclass(frozen=True)
class Failure(Generic[E]):
    """An event that failed alone, with the reason and (for what was not understood) the traceback."""

    event: E
    error: str
    traceback: str | None = None


@dataclass
class Breaker:
    """Counts failures that nobody understands, as long as nothing succeeds between them."""

    limit: int = BREAKING
    in_a_row: int = 0

    def succeeded(self) -> None:
        self.in_a_row = 0

    def failed(self, error: Exception) -> None:
        """Count one failure. Raises Broken at the limit."""
        self.in_a_row += 1
        if self.in_a_row >= self.limit:
            raise Broken(f"{self.in_a_row} events failed in a row, the last with {describe(error)}") from error


@dataclass
class Backoff:
    """Growing pauses in seconds with jitter, so that replicas do not return in step."""

    shortest: float = SHORTEST
    longest: float = LONGEST
    chance: Callable[[], float] = random.random
    _next: float = field(default=0.0, init=False)

    def pause(self) -> float:
        """The next pause: between half and one and a half of a delay that doubles up to `longest`."""
        self._next = min(max(self._next * 2, self.shortest), self.longest)
        return self._next * (0.5 + self.chance())

    def reset(self) -> None:
        self._next = 0.0


#: told of each passing failure and how long to wait; waits, or raises when waiting makes no sense any more
Hold = Callable[[Exception, float], None]


def apply(
    events: Sequence[E], attempt: Callable[[Sequence[E]], None], hold: Hold, breaker: Breaker
) -> list[Failure[E]]:
    """Apply every event, in as few attempts as possible; return those that failed alone.

    `attempt` applies its list wholly or not at all. Raises Broken, and whatever `hold` raises.
    """
    failures: list[Failure[E]] = []
    todo = [list(events)] if events else []
    while todo:
        part = todo.pop()
        error = _attempted(part, attempt, hold)
        if error is None:
            breaker.succeeded()
        elif len(part) > 1:
            half = len(part) // 2
            todo += [part[half:], part[:half]]
        elif reaction_to(error) is Reaction.PARK:
            failures.append(Failure(part[0], str(error)))
        else:
            breaker.failed(error)
            failures.append(Failure(part[0], describe(error), "".join(traceback.format_exception(error))))
    return failures


def held(work: Callable[[], None], hold: Hold) -> None:
    """Do `work` however often the environment fails. Raises what is not a failure of the environment."""
    backoff = Backoff()
    while True:
        try:
            return work()
        except Exception as error:
            if reaction_to(error) is not Reaction.HOLD:
                raise
            hold(error, backoff.pause())


def describe(error: Exception) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:500]


def _attempted(part: Sequence[E], attempt: Callable[[Sequence[E]], None], hold: Hold) -> Exception | None:
    backoff = Backoff(0.05, 1.0)
    doubts = 0
    while True:
        try:
            held(lambda: attempt(part), hold)
        except Abandoned:
            raise
        except Exception as error:  # noqa: BLE001 # whatever a handler raises is this event's failure
            doubts += 1
            if len(part) > 1 or doubts == TRIES or reaction_to(error) is Reaction.PARK:
                return error
            hold(error, backoff.pause())
        else:
            return None
