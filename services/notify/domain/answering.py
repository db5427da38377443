"""What a message repeats of a unit's answer."""

from __future__ import annotations

from services.notify.domain.alert import Alert
from services.notify.domain.parts import Answer
from shared.clock import BUSINESS_ZONE


def answer_of(alert: Alert) -> Answer | None:
    """The unit's answer to an alert, None where there is none."""
    given = alert.acknowledgement
    if given is None:
        return None
    day = given.at.astimezone(BUSINESS_ZONE).date()
    return Answer(by=given.by, on=day, plan=given.plan, promised_on=given.promised_on)
