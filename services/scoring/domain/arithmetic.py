"""How the number of cases that a target still needs comes about, for whoever checks it."""

from __future__ import annotations

from services.scoring.domain.shortfall import Count, cases_needed, upwards, value_after
from shared.facts import Verdict
from shared.figures import plain


def arithmetic(count: Count, verdict: Verdict) -> str:
    """The figure with and without the last case needed, or why no number of cases is enough; "" for a met target."""
    if verdict.verdict == "met":
        return ""
    cases = cases_needed(count, verdict)
    if cases is None:
        return f"out of reach: {_why_not(count, verdict)}"
    one_less = f"; with {cases - 1}: {_trial(count, verdict, cases - 1)}" if cases > 1 else ""
    enough = f"with {cases} {_kind(count, verdict)}: {_trial(count, verdict, cases)}"
    return f"now: {_trial(count, verdict, 0)}; {enough}{one_less}"


def asked(verdict: Verdict) -> str:
    """What the target asks of a figure of that day: ">= 80", "2 to 5"."""
    if verdict.upper is not None:
        return f"{plain(verdict.threshold)} to {plain(verdict.upper)}"
    return f"{verdict.comparator} {plain(verdict.threshold)}"


def _trial(count: Count, verdict: Verdict, cases: int) -> str:
    part, whole = count.after(cases, upwards=upwards(count, verdict))
    return f"{part}/{whole} = {plain(value_after(count, verdict, cases))}"


def _kind(count: Count, verdict: Verdict) -> str:
    up = upwards(count, verdict)
    if count.way == "further":
        return "further, all in the numerator" if up else "further, none in the numerator"
    return "more of those counted" if up else "fewer of those counted"


def _why_not(count: Count, verdict: Verdict) -> str:
    up, target = upwards(count, verdict), asked(verdict)
    now = _trial(count, verdict, 0)
    if verdict.comparator == "between":
        return f"{now}, and no whole number of cases leads to {target}"
    if count.way == "among":
        return f"{now}, and even {count.whole}/{count.whole} is not {target}" if up else f"{now}, and 0 is not {target}"
    if up:
        missed = count.whole - count.part
        return (
            f"({count.part} + k)/({count.whole} + k) never is {target}: {missed} of {count.whole} have missed already"
        )
    return f"{count.part}/({count.whole} + k) never is {target}: {count.part} count already"
