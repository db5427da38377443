"""What must hold of the policy on alerts: offices that exist, steps that follow one another, hours that pass."""

from __future__ import annotations

from collections.abc import Iterator

from shared.catalogue.alert_policy import ALL, AlertPolicy
from shared.catalogue.draft import Draft
from shared.catalogue.problem import Problem

Fault = tuple[str, str]


def alert_policy_problems(draft: Draft) -> list[Problem]:
    stated = draft.alert_policy
    if stated is None:
        return []
    faults = [*_unit_faults(stated.value, draft), *_order_faults(stated.value), *_indicator_faults(stated.value, draft)]
    return [stated.problem_at(reason, place) for place, reason in faults]


def _unit_faults(policy: AlertPolicy, draft: Draft) -> Iterator[Fault]:
    for place, office in (("digest", policy.digest), ("summary", policy.summary)):
        if office is not None and office.unit not in draft.unit_ids():
            yield place, f"{place}: unit {office.unit} is not in units.csv"
    for source, unit in policy.sources.items():
        if unit not in draft.unit_ids():
            yield "sources", f"sources: unit {unit} that answers for {source} is not in units.csv"


def _order_faults(policy: AlertPolicy) -> Iterator[Fault]:
    hours, days = policy.quiet_hours, [step.after for step in policy.escalation]
    if hours is not None and hours.start == hours.end:
        yield "quiet_hours", f"quiet_hours: from {hours.start:%H:%M} to the same time is never or always"
    if sorted(set(days)) != days:
        yield "escalation", f"escalation: each step comes later than the one before it, not after {days} working days"
    if list(policy.repeats) != sorted(policy.repeats):
        yield "repeats", f"repeats: the intervals grow, not {list(policy.repeats)}"
    if policy.silence_notice and policy.digest is None:
        yield "silence_notice", "silence_notice: goes to the office of the digest, and there is no digest"


def _indicator_faults(policy: AlertPolicy, draft: Draft) -> Iterator[Fault]:
    for indicator in sorted(policy.parents_mute - draft.by_indicator().keys() - {ALL}):
        yield "parents_mute", f"parents_mute: indicator {indicator} is not in indicators.csv"
