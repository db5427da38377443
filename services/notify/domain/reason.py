"""Why an alert is as it is: the reason of every decision about one."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What the news, somebody's word or the clock did to the alert."""

    OPENED = "opened"
    PENDING = "pending"
    REFRESHED = "refreshed"
    NOTED = "noted"
    ACKNOWLEDGED = "acknowledged"
    PROMISE_PASSED = "promise_passed"
    ESCALATED = "escalated"
    MUTED = "muted"
    UNMUTED = "unmuted"
    CLOSED_RECOVERED = "closed_recovered"
    CLOSED_CORRECTED = "closed_corrected"
    CLOSED_NO_ACTIVITY = "closed_no_activity"
    CLOSED_TARGET_ENDED = "closed_target_ended"
    CLOSED_WITHDRAWN = "closed_withdrawn"
    CLOSED_RECEIVED = "closed_received"
    CLOSED_OVERTAKEN = "closed_overtaken"
    CLOSED_NOT_OWED = "closed_not_owed"
    CLOSED_DONE = "closed_done"
    CLOSED_RESCHEDULED = "closed_rescheduled"
    CLOSED_ANSWERED = "closed_answered"
    CLOSED_SOURCE_SPEAKS = "closed_source_speaks"
    IGNORED_OLDER = "ignored_older"
    IGNORED_MET = "ignored_met"

    @property
    def closes(self) -> bool:
        return self.value.startswith("closed_")
