"""Whether a message must be said."""

from __future__ import annotations

from enum import StrEnum

from services.notify.domain.alert import AlertKey
from services.notify.domain.content import Content

Statements = dict[AlertKey | str, tuple[object, ...]]


class WhyWrite(StrEnum):
    """Why somebody is written to now: the first four are news to a unit."""

    FIRST = "first"
    NEW_IN_GROUP = "new_in_group"
    RECOVERED = "recovered"
    CHANGED = "changed"
    REPEAT = "repeat"
    ESCALATE = "escalate"
    DIGEST = "digest"
    SUMMARY = "summary"
    NOTICE = "notice"
    BULLETIN = "bulletin"


def why_write(content: Content, told: Content | None) -> WhyWrite | None:
    """Say why the unit must be written to, given what it was last told; None when it would learn nothing."""
    now, before = _statements(content), {} if told is None else _statements(told)
    if not before:
        return WhyWrite.FIRST if now else None
    if now.keys() - before.keys():
        return WhyWrite.NEW_IN_GROUP
    if content.recovered or content.settled:
        return WhyWrite.RECOVERED
    return WhyWrite.CHANGED if any(before[key] != statement for key, statement in now.items()) else None


def _statements(content: Content) -> Statements:
    """What it says of each open alert; of one on a target by what it is about, so that its next spell is no other."""
    return {**_misses(content), **{other.alert: other.statement for other in content.others}}


def _misses(content: Content) -> Statements:
    return {
        AlertKey(item.figure.evaluation.series, miss.verdict.programme): (
            item.figure.evaluation.period,
            item.figure.evaluation.value,
            miss.verdict.comparator,
            miss.verdict.threshold,
        )
        for item in content.behind
        for miss in item.misses
    }
