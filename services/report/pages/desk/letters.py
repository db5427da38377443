"""Telling editors of letters that cannot be printed, as soon as they have written them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from services.report.article_letters import OddLetter, may_be_odd, odd_in
from services.report.domain.article import Article
from services.report.pages.desk.seat import Seat
from services.report.pages.desk.words import words
from services.report.render.printing import BOX

#: letters that are named of one article; whoever mends those sees the next
NAMED: Final = 5


def odd_words(seat: Seat, articles: Sequence[Article]) -> Mapping[str, str]:
    """What is said of each article with letters that cannot be printed, by its id."""
    doubtful = [article for article in articles if may_be_odd(article)]
    found = seat.away(partial(odd_in, doubtful)) if doubtful else {}
    return {name: _said(odd) for name, odd in found.items()}


def _said(odd: Sequence[OddLetter]) -> str:
    named = "; ".join(f"{each.letter.named}, {_place(each)}" for each in odd[:NAMED])
    more = "; …" if len(odd) > NAMED else ""
    return words()["odd_letters"].format(letters=named + more, box=BOX)


def _place(each: OddLetter) -> str:
    if each.place == "body":
        return words()["odd_line"].format(line=each.letter.line)
    return words()[f"odd_{each.place}"]
