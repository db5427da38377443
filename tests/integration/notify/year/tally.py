"""How many messages each unit got in each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tests.integration.notify.year.clockwork import Arrival

COLUMN = 8


def table(arrivals: Iterable[Arrival]) -> str:
    """A line for each unit, a column for each month, and totals; a message to several contacts counts once."""
    messages = {(each.day, each.unit, each.kind, each.reason) for each in arrivals}
    counted = Counter((unit, f"{day:%Y-%m}") for day, unit, _, _ in messages)
    months = sorted({month for _, month in counted})
    units = sorted({unit for unit, _ in counted})
    lines = [_line("", [*months, "total"])]
    lines += [_line(unit, [*(counted[unit, month] for month in months), _sum(counted, unit)]) for unit in units]
    totals = [sum(counted[unit, month] for unit in units) for month in months]
    lines.append(_line("total", [*totals, sum(totals)]))
    reasons = Counter(f"{kind}: {reason}" for _, _, kind, reason in messages)
    lines += [_line(reason, [count]) for reason, count in reasons.most_common()]
    return "\n".join(lines)


def _sum(counted: Counter[tuple[str, str]], unit: str) -> int:
    return sum(count for (each, _), count in counted.items() if each == unit)


def _line(name: str, cells: Iterable[object]) -> str:
    return f"{name:<24}" + "".join(f"{cell!s:>{COLUMN}}" for cell in cells)
