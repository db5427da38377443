"""Making a silence and ending it; nothing is deleted, and what it kept quiet is told when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol
from uuid import uuid5

from services.notify.desk import Circumstances
from services.notify.domain.silence import Silence
from services.notify.watching import WatchStore, watch
from shared.catalogue import Catalogue
from shared.errors import Refused
from shared.events import NAMESPACE
from shared.figures import is_period

LONGEST = timedelta(days=366)
LONGEST_NAME = 200
LONGEST_REASON = 2000


class SilenceStore(WatchStore, Protocol):
    """What silencing reads and writes, in one transaction."""

    def keep_silence(self, silence: Silence) -> None: ...

    def find_silence(self, name: str) -> Silence | None: ...


def make_silence(wanted: Silence, store: SilenceStore, around: Circumstances) -> Silence:
    """Keep a silence, which holds at once; one that holds already is not made twice. Its id is given to it here.

    Raises Refused naming what of it cannot be.
    """
    _check(wanted, around)
    same = (each for each in store.holding_silences(around.today) if _says(each) == _says(wanted))
    known = next(same, None)
    if known is not None:
        return known
    said = "\n".join(map(str, (*_says(wanted), around.now.isoformat())))
    silence = replace(wanted, id=str(uuid5(NAMESPACE, f"silence\n{said}")), made_at=around.now)
    store.keep_silence(silence)
    _apply(silence, store, around)
    return silence


def end_silence(name: str, by: str, store: SilenceStore, around: Circumstances) -> Silence:
    """End a silence before its day: what it kept quiet speaks again. Raises Refused where there is none to end."""
    silence = store.find_silence(name)
    if silence is None:
        raise Refused("not-found", f"no silence {name}; see: nhipso alerts silences")
    if silence.ended_at is not None or silence.until < around.today:
        return silence
    ended = replace(silence, ended_at=around.now, ended_by=by)
    store.keep_silence(ended)
    _apply(ended, store, around)
    return ended


def _apply(silence: Silence, store: SilenceStore, around: Circumstances) -> None:
    units = {alert.unit for alert in store.standing_alerts() if silence.covers(alert)}
    if units:
        watch(store, around, units)


def _says(silence: Silence) -> tuple[object, ...]:
    return silence.unit, silence.indicator, silence.period, silence.until, silence.document


def _check(silence: Silence, around: Circumstances) -> None:
    faults = [*_scope_faults(silence, around.catalogue), *_word_faults(silence)]
    last = around.today + LONGEST
    if not around.today <= silence.until <= last:
        faults.append(f"until: {silence.until:%Y-%m-%d} is not from {around.today:%Y-%m-%d} to {last:%Y-%m-%d}")
    if faults:
        raise Refused("malformed-field", "; ".join(faults), pointer=f"/{faults[0].partition(':')[0]}")


def _scope_faults(silence: Silence, catalogue: Catalogue) -> Iterable[str]:
    if silence.unit is None and silence.indicator is None:
        yield "unit: a silence is of a unit, an indicator or both; nothing keeps everybody quiet"
    if silence.unit is not None and silence.unit not in catalogue.units:
        yield f"unit: unknown unit {silence.unit!r}; see: nhipso catalogue show unit ID"
    if silence.indicator is not None and silence.indicator not in catalogue.indicators:
        yield f"indicator: unknown indicator {silence.indicator!r}; see: nhipso catalogue show indicator ID"
    if silence.period is not None and not is_period(silence.period):
        yield f"period: {silence.period!r} is not a month such as 2023-02"


def _word_faults(silence: Silence) -> Iterable[str]:
    for name, text in (("document", silence.document), ("author", silence.author)):
        if not text.strip() or len(text) > LONGEST_NAME:
            yield f"{name}: 1 to {LONGEST_NAME} characters are needed"
    if len(silence.reason) > LONGEST_REASON:
        yield f"reason: at most {LONGEST_REASON} characters, not {len(silence.reason)}"
