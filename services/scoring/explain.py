"""From a printed number back to what it rests on: its evaluation, and the parts of a total."""

from __future__ import annotations

from sqlalchemy import Connection

from services.scoring.domain.family import families
from services.scoring.domain.ledger import Ledger
from services.scoring.store import ScoringStore
from shared.catalogue import Catalogue
from shared.facts import Doubts, Evaluation
from shared.figures import FigureKey


def evaluation_of(tx: Connection, key: FigureKey) -> Evaluation | None:
    """The evaluation that holds for `key`, None where there never was a figure."""
    return ScoringStore(tx).evaluations([key]).get(key)


def doubts_of(tx: Connection, key: FigureKey) -> Doubts | None:
    """What is doubted about the figure, None where nothing ever was."""
    known = ScoringStore(tx).doubted([key]).get(key)
    return known.told if known else None


def parts_of(tx: Connection, key: FigureKey, catalogue: Catalogue) -> list[Evaluation]:
    """The evaluations that the total `key` adds up, in order of their keys; none for a submitted figure."""
    store = ScoringStore(tx)
    family = families(catalogue)
    kin = {name for name, of in family.items() if of == family.get(key.indicator)}
    ledger = Ledger(catalogue, store.observations_of({(name, key.period) for name in kin}))
    parts = store.evaluations([part.key for part in ledger.parts(key)])
    return [parts[part] for part in sorted(parts)]
