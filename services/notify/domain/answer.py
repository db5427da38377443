"""What a channel says of one attempt to hand a message over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Word(StrEnum):
    """What became of the attempt, and so what may be tried again."""

    #: it was handed over
    TAKEN = "taken"
    #: not now; this message may be taken later
    BUSY = "busy"
    #: nothing gets through there now, whatever the message: a server is down, a name is not found
    AWAY = "away"
    #: this message will never be taken
    REFUSED = "refused"
    #: nothing will ever be taken at this address again
    GONE = "gone"


@dataclass(frozen=True)
class Answer:
    """The answer to one attempt, in a word and in `detail` for people.

    After an `uncertain` one the message may have arrived all the same. `after` is how long the receiver asks to be left
    alone. A refusal `against_address` is no reproach to the message or to us.
    """

    word: Word
    detail: str = ""
    uncertain: bool = False
    after: timedelta | None = None
    against_address: bool = False


TAKEN = Answer(Word.TAKEN)
