"""Paragraphs that were put together, or one that was divided: the same words in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from services.report.domain.claims.forms import text_form
from shared.catalogue.spelling import normal_form

Text = Callable[[int], str]


def joined(
    pieces: Sequence[int], piece: Text, wholes: Sequence[int], whole: Text
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Places of neighbouring `pieces` that make up one of `wholes`, with the place of that."""
    firsts: dict[str, list[int]] = {}
    for place, at in enumerate(pieces):
        firsts.setdefault(_begin(piece(at)), []).append(place)
    taken: set[int] = set()
    for at in wholes:
        for place in firsts.get(_begin(whole(at)), ()):
            found = _from(place, pieces, piece, whole(at))
            if found and not taken & set(found):
                taken.update(found)
                yield found, (at,)
                break


def _from(place: int, pieces: Sequence[int], piece: Text, whole: str) -> tuple[int, ...]:
    wanted, text = normal_form(whole), ""
    for end in range(place, len(pieces)):
        if end > place and pieces[end] != pieces[end - 1] + 1:
            break
        text = f"{text} {piece(pieces[end])}".strip()
        if not wanted.startswith(normal_form(text)):
            break
        if end > place and text_form(text) == text_form(whole):
            return tuple(pieces[place : end + 1])
    return ()


def _begin(text: str) -> str:
    return normal_form(text[:40]).partition(" ")[0]
