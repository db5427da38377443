"""What came held against what should have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from tests.integration.notify.year.clockwork import Arrival, Clockwork
from tests.integration.notify.year.oracle import Expected, Oracle


def differences(year: Clockwork, until: date, *, down: Collection[date] = ()) -> list[tuple[str, Expected]]:
    """What came though it should not have, and what should have come and did not; a repetition counts once."""
    oracle = Oracle(year.house.settings.province, year.first, down)
    wanted = Counter(oracle.read(year.house.heard, until))
    once = {(each.identity, each.address): each for each in reversed(year.arrivals)}.values()
    came = Counter(Expected(each.day, each.address, each.unit, each.kind, each.reason) for each in once)
    return [
        *(("too much", each) for each in (came - wanted).elements()),
        *(("missing", each) for each in (wanted - came).elements()),
    ]


def twice(arrivals: Iterable[Arrival]) -> list[tuple[str, str]]:
    """The messages that came to an address more than once, by the id that their receiver knows them by."""
    return [each for each, times in Counter((each.identity, each.address) for each in arrivals).items() if times > 1]


def more_than_once_a_day(arrivals: Iterable[Arrival]) -> list[tuple[str, date, str]]:
    """Units that were written to about their alerts more than once on a day, by address."""
    told = Counter((each.unit, each.day, each.address) for each in arrivals if each.kind == "alerts")
    return [each for each, times in told.items() if times > 1]
