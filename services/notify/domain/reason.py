"""Why an alert is as it is: the reason of every decision about one."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What the news did to the alert."""

    OPENED = "opened"
    REFRESHED = "refreshed"
    NOTED = "noted"
    CLOSED_RECOVERED = "closed_recovered"
    CLOSED_CORRECTED = "closed_corrected"
    CLOSED_NO_ACTIVITY = "closed_no_activity"
    CLOSED_TARGET_ENDED = "closed_target_ended"
    IGNORED_OLDER = "ignored_older"
    IGNORED_MET = "ignored_met"

    @property
    def closes(self) -> bool:
        return self.value.startswith("closed_")
