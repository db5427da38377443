"""Telling a failure of the environment, which passes, from a failure of the event, which stays."""

from __future__ import annotations

from enum import Enum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import DeadLetter, Refused, TryLater


class Reaction(Enum):
    """What to do after a failure."""

    HOLD = "hold"  # the environment failed: keep the batch, try again until it succeeds
    PARK = "park"  # known to be hopeless
    DOUBT = "doubt"  # not understood: hopeless only when it fails repeatedly


#: classes (two letters) or states of SQL in which the database, not the statement, is at fault: connection, failover to
#: a read-only server, idle time-out, deadlock and serialization, resources and disk, lock, shutdown, input and output
_PASSING = ("08", "25006", "25P03", "40", "53", "55", "57", "58")


def reaction_to(error: Exception) -> Reaction:
    """Decide by an explicit list; what is not on it is doubted."""
    if isinstance(error, DeadLetter | Refused):
        return Reaction.PARK
    if isinstance(error, TryLater | OperationalError | InterfaceError | PoolTimeout | ConnectionError | TimeoutError):
        return Reaction.HOLD
    if isinstance(error, DBAPIError) and (error.connection_invalidated or _state(error).startswith(_PASSING)):
        return Reaction.HOLD
    return Reaction.DOUBT


def _state(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")
