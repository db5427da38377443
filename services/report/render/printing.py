"""Printing what can be printed: a letter that no font of ours has is a box, and who wrote it is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from services.report.render.letters import printable
from services.report.render.typesetting import typeset
from shared.errors import Refused

BOX: Final = "□"
#: Latin with its accents, Vietnamese and the signs of ordinary text, which Tinos has
ORDINARY: Final = re.compile("[\t\n\r -~\u00a0-\u017e\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9‘’“”–—…•₫]+")
#: what joins or varies the sign before it
JOINED: Final = "[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]"
PAGE: Final = (
    b'#set document(title: "x")\n#set text(font: ("Tinos", %s), lang: "vi", fallback: false)\n#sys.inputs.letters'
)
#: the fonts of text, with those for signs; charts have the first alone
SIGNS: Final = b'"DejaVu Sans Mono", "New Computer Modern"'
KNOWN_LETTERS = 4096


@dataclass(frozen=True)
class Unprintable:
    """A letter that cannot be printed, and in which line of its text it stands first, from 1."""

    letter: str
    line: int

    @property
    def named(self) -> str:
        """The letter as people can look it up: "😀 (U+1F600 GRINNING FACE)"."""
        name = unicodedata.name(self.letter, "")
        return f"{self.letter} (U+{ord(self.letter):04X}{' ' if name else ''}{name})"


def is_ordinary(text: str) -> bool:
    """Whether every letter is one that is known to be printable without trying."""
    return ORDINARY.fullmatch(printable(text)) is not None or not text


def unprintable(text: str) -> list[Unprintable]:
    """The letters of `text` that neither PDF nor charts can show, each once."""
    first: dict[str, int] = {}
    for number, line in enumerate(printable(text).split("\n"), 1):
        for letter in ORDINARY.sub("", line):
            first.setdefault(letter, number)
    return [Unprintable(letter, line) for letter, line in first.items() if not _in_text(letter)]


def printed(source: bytes, given: Mapping[str, str], day: date | None = None, **how: Any) -> bytes:
    """Typeset as `typeset` does, with a box for each letter that cannot be printed.

    Where a chart holds one, which is set in Tinos alone, each letter that Tinos lacks is a box. Raises Refused when
    that is not enough.
    """
    letters = _odd("".join(given.values()))
    for has_face in (_any, _in_text, _in_chart):
        missing = [letter for letter in letters if not has_face(letter)]
        try:
            return typeset(source, {key: boxed(text, missing) for key, text in given.items()}, day, **how)
        except Refused as error:
            refused = error
    raise refused


def boxed(text: str, missing: Iterable[str]) -> str:
    """The text with a box for each of the `missing` letters; those joined to one sign are one box."""
    letter = "|".join(map(re.escape, missing))
    return re.sub(f"(?:{letter})(?:{JOINED}+(?:{letter})?)*", BOX, text) if letter else text


def _odd(text: str) -> list[str]:
    """The letters that have to be tried."""
    return sorted(set(ORDINARY.sub("", text)))


def _any(_letter: str) -> bool:
    return True


@lru_cache(KNOWN_LETTERS)
def _in_text(letter: str) -> bool:
    return _is_set(PAGE % SIGNS, letter)


@lru_cache(KNOWN_LETTERS)
def _in_chart(letter: str) -> bool:
    return _is_set(PAGE % b"", letter)


def _is_set(page: bytes, letter: str) -> bool:
    try:
        typeset(page, {"letters": letter}, format="pdf", pdf_standards="a-2a")
    except Refused:
        return False
    return True
