"""The daily round: who is reminded, which superiors are told, whose silence ends soon.

A round that was missed is made up for once, whatever it takes: what is due is decided by how things stand now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from services.notify.briefing import Above, Brief, briefs
from services.notify.desk import Circumstances
from services.notify.dispatch import papers_of
from services.notify.domain.cue import Action
from services.notify.domain.occasion import Daily, latest
from services.notify.domain.silence import Silence
from services.notify.escalating import climb, tell_superior
from services.notify.occasion_store import OccasionStore
from services.notify.outlook import look_at
from services.notify.overviews import ending_soon, write_notice
from services.notify.store import NotifyStore
from services.notify.survey_store import SurveyStore
from services.notify.telling_store import TellingStore
from services.notify.writing import Written, remind
from shared.clock import BUSINESS_ZONE
from shared.database import Database

ROUND, SILENCE = "round", "silence"


def go_round(database: Database, around: Circumstances) -> Iterator[Written]:
    """Make the round of the day if nobody has; each message is kept before the next is written."""
    policy = around.catalogue.alert_policy
    due = latest(Daily(policy.working_days_only), policy.round_at, around.catalogue.working, around.now)
    with database.read() as tx:
        if due is None or OccasionStore(tx).is_done(ROUND, due):
            return
    yield from remind_units(database, around)
    yield from tell_superiors(database, around)
    yield from give_notice(database, around)
    with database.write() as tx:
        OccasionStore(tx).take(ROUND, due, around.now)


def remind_units(database: Database, around: Circumstances) -> Iterator[Written]:
    """Write again to the units whose time has come."""
    with database.read() as tx:
        papers = papers_of(tx, around.catalogue, around.now)
        units = sorted(NotifyStore(tx).open_by_unit()) if around.catalogue.alert_policy.repeats else []
        due = [unit for unit in units if look_at(unit, papers).cue.action is Action.WRITE]
    for unit in due:
        with database.write() as tx:
            written = remind(unit, papers_of(tx, around.catalogue, around.now))
        if written is not None:
            yield written


def tell_superiors(database: Database, around: Circumstances) -> Iterator[Written]:
    """Tell each superior once of what it has to hear."""
    catalogue = around.catalogue
    with database.read() as tx:
        alerts, tellings = NotifyStore(tx), TellingStore(tx)
        may_climb = alerts.open_alerts() if catalogue.alert_policy.escalation else []
        found = briefs(may_climb, tellings.told_above(), alerts, tellings, catalogue, now=around.now)
    for above, brief in sorted(found.items()):
        written = _tell(above, brief, database, around)
        if written is not None:
            yield written


def _tell(above: Above, brief: Brief, database: Database, around: Circumstances) -> Written | None:
    superior, level = above
    with database.write() as tx:
        alerts, tellings = NotifyStore(tx), TellingStore(tx)
        alerts.hold({superior, *brief.units})
        # Read again: another may have told it, or a unit have answered, in the meantime.
        may_climb = alerts.named_alerts({alert.id for alert in brief.climbing})
        told = tellings.told_above(superior)
        held = briefs(may_climb, told, alerts, tellings, around.catalogue, now=around.now).get(above)
        if held is None:
            return None
        written = tell_superior(above, held, tellings, papers_of(tx, around.catalogue, around.now))
        climb(held.climbing if written else (), level, alerts, around, note=superior)
    return written


def give_notice(database: Database, around: Circumstances) -> Iterator[Written]:
    """Tell the standing office of each silence that ends soon, once."""
    office = around.catalogue.alert_policy.digest
    with database.read() as tx:
        soon = [] if office is None else ending_soon(SurveyStore(tx), around.catalogue, around.today)
        fresh = [silence for silence in soon if not OccasionStore(tx).is_done(SILENCE, _end_of(silence), silence.id)]
    if office is None or not fresh:
        return
    with database.write() as tx:
        occasions = OccasionStore(tx)
        mine = [silence for silence in fresh if occasions.take(SILENCE, _end_of(silence), around.now, silence.id)]
        papers = papers_of(tx, around.catalogue, around.now)
        written = write_notice(office, mine, SurveyStore(tx), papers) if mine else None
    if written is not None:
        yield written


def _end_of(silence: Silence) -> datetime:
    return datetime.combine(silence.until, time.max, BUSINESS_ZONE)
