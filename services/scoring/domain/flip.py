"""Say where the verdict on the latest figure of a series flipped, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from shared.facts import Evaluation
from shared.figures import Status

Word = Literal["met", "not_met"]
Reason = Literal["fell_behind", "recovered", "corrected", "no_activity", "target_ended", "deadline_passed", "received"]


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


def lapse(programme: str, standing: Mapping[str, Standing]) -> Flip:
    """A figure owed to the programme has not come: what stood still stands."""
    verdict = _verdict(standing, programme)
    return Flip(programme, verdict, verdict, "deadline_passed")


def receipts(programmes: Collection[str], standing: Mapping[str, Standing], latest: Evaluation) -> list[Flip]:
    """A figure has come that these programmes had found missing."""
    now = verdicts_by_programme(standing, latest)
    return [Flip(name, _verdict(standing, name), now.get(name), "received") for name in sorted(programmes)]


def turns(standing: Mapping[str, Standing], latest: Evaluation, waiting: Collection[str] = ()) -> list[Flip]:
    """What the evaluation of the latest period flips, and what it brings to the programmes that waited for it."""
    flipped = [flip for flip in flips(standing, latest) if flip.programme not in waiting]
    return [*receipts(waiting, standing, latest), *flipped]


def standing_after(standing: Mapping[str, Standing], latest: Evaluation) -> dict[str, Standing]:
    """What stands once the latest evaluation is in; a programme that says nothing any more stands at None."""
    return {
        programme: Standing(latest.period, latest.revision, verdict)
        for programme, verdict in verdicts_by_programme(standing, latest).items()
    }


def verdicts_by_programme(standing: Mapping[str, Standing], latest: Evaluation) -> dict[str, Word | None]:
    """The verdict of each programme that speaks or spoke, those that speak first.

    A series held behind by a margin still stands at not met; a target that only scores points stands at nothing.
    """
    now: dict[str, Word | None] = {v.programme: v.standing for v in latest.verdicts if v.kind != "full_score"}
    return now | {programme: None for programme in sorted(standing) if programme not in now}


def _verdict(standing: Mapping[str, Standing], programme: str) -> Word | None:
    stands = standing.get(programme)
    return stands.verdict if stands else None


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
