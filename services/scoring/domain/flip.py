"""Say where the verdict on the latest figure of a series flipped, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shared.facts import Evaluation
from shared.figures import Status

Word = Literal["met", "not_met"]
Reason = Literal["fell_behind", "recovered", "corrected", "no_activity", "target_ended"]


@dataclass(frozen=True)
class Standing:
    """The verdict of one programme that holds for a series, and the period and revision it was given for."""

    period: str
    revision: int
    verdict: Word | None


@dataclass(frozen=True)
class Flip:
    """One programme's verdict changed; None stands for no verdict."""

    programme: str
    previous: Word | None
    current: Word | None
    reason: Reason


def flips(standing: Mapping[str, Standing], latest: Evaluation) -> list[Flip]:
    """What the evaluation of the latest period flips, against what stood before."""
    now = verdicts_by_programme(standing, latest)
    found = []
    for programme, current in now.items():
        before = standing.get(programme)
        previous = before.verdict if before else None
        reason = _reason(before, current, latest)
        if reason is not None:
            found.append(Flip(programme, previous, current, reason))
    return found


def standing_after(standing: Mapping[str, Standing], latest: Evaluation) -> dict[str, Standing]:
    """What stands once the latest evaluation is in; a programme that says nothing any more stands at None."""
    return {
        programme: Standing(latest.period, latest.revision, verdict)
        for programme, verdict in verdicts_by_programme(standing, latest).items()
    }


def verdicts_by_programme(standing: Mapping[str, Standing], latest: Evaluation) -> dict[str, Word | None]:
    """The verdict of each programme that speaks or spoke, those that speak first."""
    now: dict[str, Word | None] = {verdict.programme: verdict.verdict for verdict in latest.verdicts}
    return now | {programme: None for programme in sorted(standing) if programme not in now}


def _reason(before: Standing | None, current: Word | None, latest: Evaluation) -> Reason | None:
    behind = before is not None and before.verdict == "not_met"
    if current == "not_met":
        return None if behind else "fell_behind"
    if before is None or not behind:
        return None
    if current == "met":
        corrected = before.period == latest.period and latest.revision > before.revision
        return "corrected" if corrected else "recovered"
    return "no_activity" if latest.status is Status.NO_ACTIVITY else "target_ended"
