"""Whether two figures count over windows of time that can be compared."""

from __future__ import annotations

from datetime import date

from shared.catalogue.indicator import Measure
from shared.facts import Evaluation

# What is counted over a month or less starts anew each time, and is compared as it is: month with month, day with day.
SHORT = 31
# Editions close a few days earlier or later than a year before.
SLACK = 7


def alike(start: date | None, end: date, later: Evaluation, measure: Measure | None) -> bool:
    """Whether `later` compares with a figure counted from `start` to `end`.

    Percents and ranks always do, and figures of a day. What is counted over a window does if it went on counting from
    the same day, if both windows are short, or if they are about equally long: not eleven weeks against a whole year.
    """
    if measure not in ("count", "vnd") or start is None or later.window_start is None or start == later.window_start:
        return True
    before, after = (end - start).days, (later.as_of - later.window_start).days
    return max(before, after) <= SHORT or abs(after - before) <= SLACK
