"""Which verdicts other targets would turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.scoring.domain.verdicts import verdicts_on
from shared.catalogue import Catalogue
from shared.facts import Evaluation, Verdict


@dataclass(frozen=True)
class Turned:
    """A programme's verdict on a figure as it stands, and as it would be; None where no target applies."""

    figure: Evaluation
    programme: str
    before: Verdict | None
    after: Verdict | None


def would_turn(figures: Iterable[Evaluation], catalogue: Catalogue) -> Iterator[Turned]:
    """The verdicts that the targets of `catalogue` would turn, figure by figure in the order of the programmes."""
    for figure in figures:
        before = {verdict.programme: verdict for verdict in figure.verdicts}
        after = {verdict.programme: verdict for verdict in verdicts_on(figure, catalogue)}
        for programme in dict.fromkeys([*after, *before]):
            turned = Turned(figure, programme, before.get(programme), after.get(programme))
            if _word(turned.before) != _word(turned.after):
                yield turned


def _word(verdict: Verdict | None) -> str | None:
    return None if verdict is None else verdict.verdict
