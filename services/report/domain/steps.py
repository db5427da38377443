"""The way of an edition: drafted, checked, approved, published; and back to the draft."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from shared.errors import Refused


class Status(StrEnum):
    """How far an edition has come."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PUBLISHED = "published"


class Step(StrEnum):
    """What is done to an edition."""

    BUILD = "build"
    CHECK = "check"
    APPROVE = "approve"
    PUBLISH = "publish"
    REOPEN = "reopen"
    REISSUE = "reissue"


LEADS: Final[Mapping[Step, Mapping[Status, Status]]] = {
    Step.BUILD: {Status.DRAFT: Status.DRAFT, Status.CHECKED: Status.DRAFT},
    Step.CHECK: {Status.DRAFT: Status.CHECKED},
    Step.APPROVE: {Status.CHECKED: Status.APPROVED},
    Step.PUBLISH: {Status.APPROVED: Status.PUBLISHED},
    Step.REOPEN: {Status.CHECKED: Status.DRAFT, Status.APPROVED: Status.DRAFT},
    Step.REISSUE: {Status.PUBLISHED: Status.DRAFT},
}
SHORTEST_PREFIX = 6


def after(status: Status, step: Step) -> Status:
    """Where `step` leads. Raises Refused where it cannot be taken, saying from where it can."""
    leads = LEADS[step]
    if status not in leads:
        allowed = " or ".join(leads)
        raise Refused("edition-state", f"cannot {step} an edition that is {status}; it must be {allowed}", value=status)
    return leads[status]


def demand_seen(seen: str, content_hash: str) -> None:
    """Raises Refused unless `seen` begins the hash: what somebody else changed meanwhile has not been seen."""
    if len(seen) < SHORTEST_PREFIX:
        raise Refused("edition-hash", f"give at least the first {SHORTEST_PREFIX} letters of the hash", value=seen)
    if not content_hash.startswith(seen.lower()):
        reason = f"the edition is {content_hash[:12]} by now, not {seen}: look at it again before going on"
        raise Refused("edition-changed", reason, value=seen)
