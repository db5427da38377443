"""Which revision a figure becomes: the next one when it differs from what is held, none when it does not."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from uuid import UUID

from services.ingest.domain.figure import Draft
from shared.errors import Refused
from shared.facts import Figure
from shared.figures import FigureKey
from shared.wording import say


@dataclass(frozen=True)
class Held:
    """The figure accepted last for a key, and the id of its event."""

    figure: Figure
    event_id: UUID


@dataclass
class Cells:
    """The figures held, and those sent under a sender's own id; what this request adds is in the first of the maps."""

    held: ChainMap[FigureKey, Held]
    known: ChainMap[str, Held]
    seen: dict[FigureKey, Figure] = field(default_factory=dict)

    def place(self, draft: Draft) -> Figure | UUID:
        """The figure with its revision, or the event id of the equal figure held. Raises Refused."""
        before = self.known.get(draft.reference or "")
        if before is not None:
            return _same_id(draft, before)
        self._check_request(draft.figure)
        held = self.held.get(draft.figure.key)
        self.seen.setdefault(draft.figure.key, draft.figure)
        if held is None:
            return _revised(draft.figure, draft.revision or 1)
        if _equal(held.figure, draft.figure):
            return held.event_id
        current = held.figure.revision
        if draft.revision is not None and draft.revision <= current:
            raise Refused(
                "stale-revision",
                say("revision-passed", current=current, next=current + 1),
                pointer="/revision",
                value=draft.revision,
            )
        return _revised(draft.figure, draft.revision or current + 1)

    def hold(self, figure: Figure, reference: str | None, event_id: UUID) -> None:
        """Remember what this request has accepted."""
        self.held[figure.key] = Held(figure, event_id)
        if reference is not None:
            self.known[reference] = Held(figure, event_id)

    def _check_request(self, figure: Figure) -> None:
        first = self.seen.get(figure.key)
        if first is not None and not _equal(first, figure):
            raise Refused("repeated-cell", say("cell-repeated"), pointer="/value")


def _same_id(draft: Draft, before: Held) -> UUID:
    if before.figure.key == draft.figure.key and _equal(before.figure, draft.figure):
        return before.event_id
    raise Refused("id-reused", say("id-of-another"), pointer="/id", value=draft.reference)


def _revised(figure: Figure, revision: int) -> Figure:
    return figure.model_copy(update={"revision": revision})


def _equal(one: Figure, other: Figure) -> bool:
    return _revised(one, 1) == _revised(other, 1)
