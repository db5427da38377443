"""One batch of figures on its way to judgement: what every step of it needs to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from services.scoring.domain.ledger import Ledger
from services.scoring.ports import Store
from shared.catalogue import Catalogue
from shared.events import Recency
from shared.facts import Evaluation
from shared.figures import FigureKey

Origins = Mapping[FigureKey, FigureKey]


@dataclass(frozen=True)
class Judging:
    """The figures that `ledger` knows, those that may change, and where each of these follows from.

    `touched` maps every figure that may change to the submitted one it follows from; `traces` has the trace of each
    submitted one, `accepted` when it was accepted.
    """

    store: Store
    catalogue: Catalogue
    now: datetime
    ledger: Ledger
    touched: Origins
    traces: Mapping[FigureKey, str | None]
    accepted: Mapping[FigureKey, datetime] = field(default_factory=dict)


class Numbered(NamedTuple):
    """New evaluations, numbered and kept, and how each stands in its series."""

    evaluations: Sequence[Evaluation]
    recency: Mapping[FigureKey, Recency]


class Judged(NamedTuple):
    """The new evaluations of a batch, numbered and kept, and the trace of every figure that was judged.

    `recency` says of each how it stands in its series; `came` names those that had been found missing; `accepted` says
    when those were accepted that they follow from.
    """

    evaluations: Sequence[Evaluation]
    traces: Mapping[FigureKey, str | None]
    came: Collection[FigureKey] = ()
    accepted: Mapping[FigureKey, datetime] = {}
    recency: Mapping[FigureKey, Recency] = {}
