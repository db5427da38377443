"""The page where a unit answers its alerts. Looking at it changes nothing: programs that check mail follow links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.wrappers import Request, Response

from services.notify.acknowledging import acknowledge
from services.notify.desk import Circumstances
from services.notify.domain.acknowledgement import FURTHEST, LONGEST_NAME, LONGEST_PLAN, Acknowledgement
from services.notify.domain.alert import Alert
from services.notify.domain.content import Content
from services.notify.domain.letters.alerts import alert_letter
from services.notify.domain.telling import describe
from services.notify.domain.wording import language_of
from services.notify.page_store import Sent
from services.notify.pages.page import page, said
from services.notify.store import NotifyStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Refused

FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Given:
    """The form as it was filled in."""

    by: str = ""
    plan: str = ""
    promised_on: str = ""

    @classmethod
    def of(cls, request: Request) -> Given:
        form = request.form
        return cls(*(form.get(name, "").strip() for name in ("by", "plan", "promised_on")))

    @property
    def day(self) -> date | None:
        """The promised day. Raises ValueError for what is none."""
        return date.fromisoformat(self.promised_on) if self.promised_on else None


def show_alerts(sent: Sent, database: Database, around: Circumstances) -> Response:
    """The alerts of a message that are still open, and the form."""
    return _shown(sent, _still_open(sent, database), around, Given(), ())


def take_answer(sent: Sent, request: Request, database: Database, around: Circumstances) -> Response:
    """Take the answer in the form; say what is wrong with one that cannot be taken."""
    if request.mimetype != FORM_TYPE:
        raise Refused("unsupported-media-type", f"send {FORM_TYPE}")
    given, alerts = Given.of(request), _still_open(sent, database)
    wrong = _faults(given, around.today)
    if wrong or not alerts:
        return _shown(sent, alerts, around, given, wrong)
    answer = Acknowledgement(by=given.by, at=around.now, plan=given.plan, promised_on=given.day)
    with database.write() as tx:
        acknowledge([alert.id for alert in alerts], answer, NotifyStore(tx), around)
    return said("done", language_of(sent.language))


def _faults(given: Given, today: date) -> list[str]:
    """The fields that cannot be taken."""
    wrong = [] if 0 < len(given.by) <= LONGEST_NAME else ["by"]
    wrong += [] if 0 < len(given.plan) <= LONGEST_PLAN else ["plan"]
    try:
        in_time = given.day is None or today <= given.day <= today + FURTHEST
    except ValueError:
        in_time = False
    return wrong if in_time else [*wrong, "promised_on"]


def _still_open(sent: Sent, database: Database) -> list[Alert]:
    content = sent.message.content
    if not isinstance(content, Content):
        return []
    with database.read() as tx:
        store = NotifyStore(tx)
        mine = store.alerts_of(sent.message.unit)
    return [alert for alert in mine if alert.is_open and (alert.id in content.alert_ids or alert.key in content.alerts)]


def _shown(sent: Sent, alerts: list[Alert], around: Circumstances, given: Given, wrong: Sequence[str]) -> Response:
    language = language_of(sent.language)
    content = _standing(sent, alerts, around.catalogue)
    letter = None if content is None else alert_letter(content, "first", language)
    return page(
        "answer",
        "title",
        language,
        422 if wrong else 200,
        letter=letter,
        still_open=bool(alerts),
        given=given,
        wrong=wrong,
        today=around.today.isoformat(),
    )


def _standing(sent: Sent, alerts: list[Alert], catalogue: Catalogue) -> Content | None:
    """How the unit stands with these alerts now; once all are over, as the message said."""
    said_then = sent.message.content
    then = said_then if isinstance(said_then, Content) else None
    return describe(sent.message.unit, alerts, None, catalogue) or then
