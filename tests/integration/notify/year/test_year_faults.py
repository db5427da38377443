"""Two weeks of the year in which something breaks: what came all the same, held against what should have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from services.notify import delivering
from services.notify.channels import choice
from services.notify.channels.webhook import Webhook
from services.notify.dispatch import papers_of
from services.notify.outlook import look_at
from services.notify.store import NotifyStore
from shared.clock import BUSINESS_ZONE
from tests.integration.notify.year.clockwork import Clockwork, year_of
from tests.integration.notify.year.happening import Answered, Happening
from tests.integration.notify.year.happenings import SEED, Life
from tests.integration.notify.year.ledger import differences, twice

UNITS = ("binh-phuoc", "so-noi-vu", "so-tttt", "loc-ninh", "xa-loc-an")
#: from the days before an edition until what nobody answered has climbed
BEGIN, EDITION, END = date(2022, 6, 15), date(2022, 6, 17), date(2022, 6, 24)
HOOKED, OTHER_HOOKED = "/so-noi-vu", "/xa-loc-an"
Opening = Callable[..., AbstractContextManager[Clockwork]]


@pytest.fixture
def opened(tmp_path: Path) -> Opening:
    return partial(year_of, UNITS, tmp_path, first=BEGIN)


@pytest.fixture
def weeks(opened: Opening) -> Iterator[Clockwork]:
    with opened() as one:
        yield one


def happenings() -> list[Happening]:
    """The real edition, what came late of it, and one answer."""
    promised = at(date(2022, 6, 21), 10)
    return [
        *(each for each in Life(UNITS, SEED).real() if at(BEGIN) <= each.at < at(END)),
        Answered(promised, "loc-ninh", date(2022, 6, 24)),
    ]


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BUSINESS_ZONE)


def live(year: Clockwork, until: date = END) -> None:
    year.live(happenings(), until)


def test_without_a_fault_all_of_it_comes(weeks: Clockwork) -> None:
    live(weeks)

    assert differences(weeks, END) == []
    assert {each.kind for each in weeks.arrivals} == {"alerts", "escalation", "digest", "summary"}
    assert {each.address for each in weeks.arrivals} >= {HOOKED, "lanh-dao-binh-phuoc@binhphuoc.example"}


def test_a_mail_server_that_is_down_for_two_hours_gets_everything_once_and_on_the_same_day(weeks: Clockwork) -> None:
    down, up = at(EDITION, 9), at(EDITION, 11)

    def fail(moment: datetime) -> None:
        weeks.mail.replies = {"EHLO": "hang up", "HELO": "hang up"} if down <= moment < up else {}

    weeks.before_turn = fail
    live(weeks)

    assert differences(weeks, END) == []
    assert twice(weeks.arrivals) == []
    assert not [each for each in weeks.arrivals if down <= each.at < up and "@" in each.address]
    assert [each for each in weeks.arrivals if up <= each.at < up + timedelta(minutes=10) and "@" in each.address]


def test_a_mail_server_that_hangs_up_after_the_mail_gets_it_at_most_once_more(weeks: Clockwork) -> None:
    def fail(moment: datetime) -> None:
        weeks.mail.replies = (
            {"END": "hang up"} if at(EDITION, 9) <= moment < at(EDITION, 9, 1) + timedelta(seconds=35) else {}
        )

    weeks.before_turn = fail
    live(weeks)

    assert differences(weeks, END) == []
    assert twice(weeks.arrivals)
    assert max(Counter(each.identity for each in weeks.arrivals if "@" in each.address).values()) == 2


@pytest.mark.parametrize("statuses", [[500, 500, 500], [503, 429, 500, 502]])
def test_a_receiver_that_answers_with_errors_gets_each_webhook_under_one_id(
    weeks: Clockwork, statuses: list[int]
) -> None:
    weeks.hooks.statuses = list(statuses)
    live(weeks)

    assert differences(weeks, END) == []
    assert len(twice(weeks.arrivals)) >= 1
    assert {identity for identity, address in twice(weeks.arrivals)} <= set(weeks.hooks.ids)


def test_a_receiver_that_is_gone_is_not_written_to_again_and_the_mails_go_on(weeks: Clockwork) -> None:
    weeks.hooks.statuses = [410]
    live(weeks)

    gone = next(each.address for each in weeks.arrivals if "@" not in each.address)
    assert sum(each.address == gone for each in weeks.arrivals) == 1
    assert {(what, each.address) for what, each in differences(weeks, END)} == {("missing", gone)}


def test_a_receiver_too_slow_to_answer_holds_up_no_mail(weeks: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "Webhook", partial(Webhook, timeout=0.05))

    def fail(moment: datetime) -> None:
        weeks.hooks.delay = 0.2 if moment < at(EDITION, 9, 20) else 0

    weeks.before_turn = fail
    live(weeks)

    assert differences(weeks, END) == []
    assert {address for _, address in twice(weeks.arrivals)} <= {HOOKED, OTHER_HOOKED}


def test_a_receiver_whose_name_is_unknown_holds_up_no_mail(opened: Opening) -> None:
    with opened(hook="https://nhipso.invalid") as weeks:
        live(weeks)

        lost = {(what, each.address) for what, each in differences(weeks, END)}
        assert lost == {("missing", HOOKED), ("missing", OTHER_HOOKED)}
        assert twice(weeks.arrivals) == []


def test_who_dies_between_sending_and_writing_it_down_sends_once_more(
    weeks: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    conclude, dead = delivering.conclude, list[str]()

    def die(delivery: Any, *rest: Any) -> Any:
        if not dead and delivery.channel == "mail":
            dead.append(delivery.recipient)
            raise Killed
        return conclude(delivery, *rest)

    monkeypatch.setattr(delivering, "conclude", die)
    weeks.ends = (Killed,)
    live(weeks)

    assert differences(weeks, END) == []
    assert [address for _, address in twice(weeks.arrivals)] == dead


def test_a_day_without_the_service_is_made_up_for_on_the_next(weeks: Clockwork) -> None:
    monday = date(2022, 6, 20)
    weeks.is_up = lambda moment: moment.astimezone(BUSINESS_ZONE).date() != monday
    live(weeks)

    assert differences(weeks, END, down=[monday]) == []
    assert [each.day for each in weeks.arrivals if each.kind == "digest"] == [date(2022, 6, 21)]
    assert twice(weeks.arrivals) == []


def test_a_clock_that_jumps_ahead_and_back_loses_and_doubles_nothing(weeks: Clockwork) -> None:
    live(weeks, EDITION)
    right = weeks.house.now
    weeks.house.now = right + timedelta(days=4)
    weeks.turn()
    weeks.house.now = right
    late = [each for each in happenings() if each.at > right]
    weeks.live(late, END)

    assert twice(weeks.arrivals) == []
    assert untold(weeks) == []


def test_two_replicas_tell_what_one_tells(opened: Opening) -> None:
    with opened(replicas=2) as weeks:
        live(weeks)

        assert differences(weeks, END) == []
        assert twice(weeks.arrivals) == []


class Killed(BaseException):
    """The process ends here."""


def untold(year: Clockwork) -> list[str]:
    """The units that do not know how they stand."""
    with year.house.notify.database.read() as tx:
        papers = papers_of(tx, year.house.catalogue, year.house.now)
        return [unit for unit in sorted(NotifyStore(tx).units()) if look_at(unit, papers).news is not None]
