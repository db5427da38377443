"""calendar.yaml: when editions close and are due, in which months, and which of them closed on another day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from shared.catalogue.calendar import EVERY_MONTH, ReportingCalendar
from shared.catalogue.draft import Stated
from shared.catalogue.files.table import iso_day
from shared.catalogue.problem import Problem
from shared.figures import is_period

FILE = "calendar.yaml"
LAST_DAY_OF_EVERY_MONTH = 28
MOST_DAYS: Mapping[str, int] = {"grace_days": 14, "due_days": 31}
KEYS = ("cut_off_day", "grace_days", "due_days", "months", "cut_offs")


@dataclass
class Reading:
    """What was understood of the file so far, and what was not."""

    day: int = ReportingCalendar.cut_off_day
    days: dict[str, int] = field(default_factory=dict)
    months: frozenset[int] = EVERY_MONTH
    cut_offs: dict[str, date] = field(default_factory=dict)
    stated: list[Stated[str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, node: yaml.Node, reason: str) -> None:
        self.problems.append(Problem(FILE, node.start_mark.line + 1, reason))


def read_calendar(folder: Path) -> tuple[ReportingCalendar, list[Stated[str]], list[Problem]]:
    """The calendar, the periods whose cut-off it names with their lines, and the problems."""
    reading = Reading()
    try:
        root = yaml.compose((folder / FILE).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        reading.problems.append(Problem(FILE, 1, f"cannot be read: {error.strerror}"))
        return ReportingCalendar(), [], reading.problems
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reading.problems.append(Problem(FILE, _line_of(error), "is not YAML"))
        return ReportingCalendar(), [], reading.problems
    _read_root(root, reading)
    calendar = ReportingCalendar(reading.day, reading.cut_offs, **reading.days, months=reading.months)
    return calendar, reading.stated, reading.problems


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 1


def _read_root(root: yaml.Node | None, reading: Reading) -> None:
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        reading.wrong(root, "is not a list of `name: value` lines")
        return
    for key, value in root.value:
        if key.value == "cut_off_day":
            _read_day(value, reading)
        elif key.value in MOST_DAYS:
            _read_days(key.value, value, reading)
        elif key.value == "months":
            _read_months(value, reading)
        elif key.value == "cut_offs" and isinstance(value, yaml.MappingNode):
            _read_cut_offs(value, reading)
        else:
            reading.wrong(key, f"{key.value!r} is not understood; known: {', '.join(KEYS)}")


def _read_day(node: yaml.Node, reading: Reading) -> None:
    text = str(node.value)
    if text.isdecimal() and 1 <= int(text) <= LAST_DAY_OF_EVERY_MONTH:
        reading.day = int(text)
    else:
        reading.wrong(node, f"cut_off_day is {text!r}, not a day from 1 to {LAST_DAY_OF_EVERY_MONTH}")


def _read_days(name: str, node: yaml.Node, reading: Reading) -> None:
    text, most = str(node.value), MOST_DAYS[name]
    if text.isdecimal() and int(text) <= most:
        reading.days[name] = int(text)
    else:
        reading.wrong(node, f"{name} is {text!r}, not a number of days from 0 to {most}")


def _read_months(node: yaml.Node, reading: Reading) -> None:
    texts = [str(month.value) for month in node.value] if isinstance(node, yaml.SequenceNode) else []
    months = [int(text) for text in texts if text.isdecimal()]
    if months and len(months) == len(texts) and EVERY_MONTH.issuperset(months):
        reading.months = frozenset(months)
    else:
        given = ", ".join(texts) or node.value
        reading.wrong(node, f"months is {given!r}, not a list of months such as [3, 6, 9, 12]")


def _read_cut_offs(node: yaml.MappingNode, reading: Reading) -> None:
    for key, value in node.value:
        period, text = str(key.value), str(value.value)
        if not is_period(period) or period in reading.cut_offs:
            reading.wrong(key, f"{period!r} is not a new period such as 2022-06")
            continue
        day = iso_day(text)
        if day is None:
            reading.wrong(value, f"cut-off of {period} is {text!r}, not a date such as 2022-06-20")
            continue
        reading.cut_offs[period] = day
        reading.stated.append(Stated(period, FILE, key.start_mark.line + 1))
