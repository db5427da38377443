"""Everything that notify writes, as contents with something of every kind in them."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from services.notify.domain.delivery import Delivery, Message
from services.notify.domain.overview import (
    Case,
)
from services.notify.domain.reason import Reason
from services.notify.domain.said import Said
from tests.notify_contents import alerts, behind, closed
from tests.notify_examples import NOW
from tests.notify_overviews import DIGEST, EDITION, ESCALATION, NOTICE, SUMMARY

OVER = Case(about=closed(), told_on=date(2022, 6, 2), working_days=10)
#: what is said, and why, by name
EVERYTHING: dict[str, tuple[Said, str]] = {
    "first": (
        alerts(behind=(behind(),), owed=(), tasks=(), doubted=(), silent=(), recovered=(), settled=(), told_on=None),
        "first",
    ),
    "everything": (alerts(), "new_in_group"),
    "repeat": (alerts(recovered=(), settled=()), "repeat"),
    "recovered": (closed(), "recovered"),
    "withdrawn": (closed(Reason.CLOSED_WITHDRAWN), "recovered"),
    "escalation": (ESCALATION, "escalate"),
    "escalation, one over": (ESCALATION.model_copy(update={"cases": (ESCALATION.cases[0], OVER)}), "escalate"),
    "escalation, all over": (ESCALATION.model_copy(update={"cases": (OVER,)}), "recovered"),
    "digest": (DIGEST, "digest"),
    "summary": (SUMMARY, "summary"),
    "notice": (NOTICE, "notice"),
    "bulletin": (EDITION, "bulletin"),
}


def delivery_of(said: Said, reason: str = "first", language: str = "vi") -> Delivery:
    """A delivery by mail of what is said."""
    message = UUID(int=1)
    return Delivery(
        id=uuid5(message, "mail"),
        message=Message(message, said.unit, 1, message, reason, NOW, said),
        channel="mail",
        recipient="so-noi-vu@binhphuoc.example",
        recipient_name="Đầu mối Sở Nội vụ",
        language=language,
        way="mail",
        attempts=1,
    )
