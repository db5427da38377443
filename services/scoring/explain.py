"""From a printed number back to what it rests on: its evaluation, the parts of a total, the submissions."""

from __future__ import annotations

from sqlalchemy import Connection, select

from services.scoring import rows
from services.scoring.domain.family import families
from services.scoring.domain.ledger import Ledger
from services.scoring.domain.observation import Observation
from services.scoring.store import ScoringStore
from services.scoring.tables import observation
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


def submissions_of(tx: Connection, evaluation: Evaluation) -> list[Observation]:
    """The submitted figures (with event id and time) that an evaluation rests on."""
    found = tx.execute(select(observation).where(observation.c.event_id.in_(evaluation.causes)))
    return sorted(map(rows.observation, found), key=lambda submitted: submitted.key)
