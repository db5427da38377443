"""The days on which offices work, read from the law and the province's overrides, not from our calendar."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

#: public holidays from June 2022 to June 2023: 2/9, New Year, Tết, Hùng Vương, 30/4 and 1/5, with the days off in place
#: of those that fall on weekends (Bộ luật Lao động 2019, Điều 111 and 112; Thông báo số 304/TB-LĐTBXH)
HOLIDAYS = frozenset(
    {
        *(date(2022, 9, day) for day in (1, 2)),
        *(date(2023, 1, day) for day in (2, 20, 23, 24, 25, 26)),
        *(date(2023, 5, day) for day in (1, 2, 3)),
    }
)
DAY = timedelta(days=1)


class Days:
    """Working days of a province."""

    def __init__(self, province: Path) -> None:
        with (province / "working_days.csv").open(encoding="utf-8", newline="") as file:
            self.moved = {date.fromisoformat(row["day"]): row["working"] == "1" for row in csv.DictReader(file)}

    def works(self, day: date) -> bool:
        return self.moved.get(day, day.isoweekday() < 6 and day not in HOLIDAYS)

    def on_or_after(self, day: date) -> date:
        while not self.works(day):
            day += DAY
        return day

    def plus(self, day: date, count: int) -> date:
        """The working day that comes `count` working days after `day`, or before it."""
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.works(day):
                day += step
        return day
