"""What can go wrong, one class per reaction.

NhipSoError
  Refused     refuse this item and tell its sender; everything beside it goes on
  TryLater    the environment failed, not the item: hold it and try again
  DeadLetter  the item can never be handled: park it with the reason
  Stop        the set-up is wrong: end the process with one clear line
"""

from __future__ import annotations

from functools import partial
from typing import Any


class NhipSoError(Exception):
    """Something went wrong that this product has a reaction for."""


class Refused(NhipSoError):
    """One submitted item cannot be accepted.

    `code` is one of the listed problem codes, `pointer` a JSON pointer (or column name) into the item,
    `value` what was sent there, and the message says what is allowed.
    """

    def __init__(self, code: str, message: str, *, pointer: str = "", value: object = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Refused, self.code, self.message, pointer=self.pointer, value=self.value), ()


class TryLater(NhipSoError):
    """The environment (database, broker, mail server) failed; the same work may succeed later.

    `uncertain` says that it may have succeeded already: only the answer was lost.
    """

    def __init__(self, message: str, *, uncertain: bool = False) -> None:
        super().__init__(message)
        self.uncertain = uncertain


class DeadLetter(NhipSoError):
    """This message can never be handled; it is parked with this reason."""


class Stop(NhipSoError):
    """The process cannot run with this set-up; the message says what to change."""
