"""Answer for a doubted figure, and tell the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.scoring.announcements import doubtful
from services.scoring.domain.family import families
from services.scoring.domain.plausibility.standing import Confirmed
from services.scoring.ports import Store
from shared.catalogue import Catalogue
from shared.facts import Confirmation, Doubts
from shared.figures import FigureKey


def confirm_figure(
    key: FigureKey, word: Confirmation, store: Store, catalogue: Catalogue, now: datetime
) -> Doubts | None:
    """Keep that somebody answers for the figure as it is now; None where nothing is doubted about it."""
    # Whoever judges the figure waits, and numbers what it tells after this.
    store.lock([families(catalogue).get(key.indicator, key.indicator)])
    known = store.doubted([key]).get(key)
    if known is None or not known.told.doubts:
        return None
    store.confirm(key, Confirmed(known.told.value, word))
    told = known.told.model_copy(update={"confirmation": word, "sequence": known.told.sequence + 1})
    store.keep_doubted([replace(known, told=told)])
    store.announce([doubtful(told, now, None)], now)
    return told
