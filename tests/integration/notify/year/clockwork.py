"""A clock that jumps to the next moment at which a timer may find something to do, or something happens."""

from __future__ import annotations

import email.utils
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from ipaddress import ip_network
from pathlib import Path
from uuid import uuid5

from pydantic import SecretStr
from sqlalchemy import func, select

from services.notify.tables import BLOCKED_WAY, DELIVERY, GATHERING, MESSAGE
from shared.clock import BUSINESS_ZONE
from shared.settings import Settings
from tests.hook_receiver import HookReceiver, receiving_hooks
from tests.integration.notify.year.happening import Happening
from tests.integration.notify.year.happenings import FIRST
from tests.integration.notify.year.house import House
from tests.integration.notify.year.province import make_province
from tests.smtp_receiver import Receiver, receiving

#: after midnight scoring looks at the day that has ended; in the morning the hours open
EVERY_DAY = (time(0, 6), time(8))
EVERY_HOUR = tuple(sorted({*EVERY_DAY, *(time(hour) for hour in range(24))}))


@dataclass(frozen=True, order=True)
class Arrival:
    """What arrived: when, at which address, to which unit, what kind of message and why."""

    at: datetime
    address: str
    unit: str
    kind: str
    reason: str
    identity: str

    @property
    def day(self) -> date:
        return self.at.astimezone(BUSINESS_ZONE).date()


class Clockwork:
    """Drives a house through the days; keeps what arrives outside."""

    def __init__(self, house: House, mail: Receiver, hooks: HookReceiver) -> None:
        self.house, self.mail, self.hooks = house, mail, hooks
        self.first = house.now.astimezone(BUSINESS_ZONE).date()
        self.arrivals: list[Arrival] = []
        self.is_up: Callable[[datetime], bool] = lambda _moment: True
        #: what the end of the process looks like, after which it is started again
        self.ends: tuple[type[BaseException], ...] = ()
        self.before_turn: Callable[[datetime], None] = lambda _moment: None
        self._read = [0, 0]
        self.hours: tuple[time, ...] = EVERY_DAY

    def live(self, happenings: Iterable[Happening], until: date, times: Iterable[time] = EVERY_DAY) -> None:
        """Let the happenings come to pass until the end of a day."""
        waiting, self.hours = sorted(happenings, key=lambda each: each.at, reverse=True), tuple(times)
        end = datetime.combine(until, time(23), BUSINESS_ZONE)
        while (moment := self._next(waiting)) < end:
            self.house.now = moment
            while waiting and waiting[-1].at <= moment:
                self.house.befall(waiting.pop())
            self.turn()

    def turn(self) -> None:
        """Run every timer of both services."""
        self.before_turn(self.house.now)
        has_news = self.house.score()
        if not self.is_up(self.house.now) or not (has_news or self._may_find_something()):
            return
        for notify in self.house.notifiers:
            notify.pass_time()
            notify.write()
        try:
            self.deliver()
        except self.ends:
            self._collect()

    def deliver(self) -> None:
        """Deliver until nothing more can be."""
        left = -1
        while (due := self._due()) and due != left:
            left = due
            for notify in self.house.notifiers:
                notify.deliver()
                notify.post()
        self._collect()

    def _next(self, waiting: list[Happening]) -> datetime:
        now = self.house.now
        today = now.astimezone(BUSINESS_ZONE).date()
        moments = [datetime.combine(today + timedelta(days=1), self.hours[0], BUSINESS_ZONE)]
        moments += [datetime.combine(today, hour, BUSINESS_ZONE) for hour in self.hours if self._looks_at(today, hour)]
        if waiting:
            moments.append(max(waiting[-1].at, now + timedelta(microseconds=1)))
        with self.house.notify.database.read() as tx:
            for column in (GATHERING.c.due_at, DELIVERY.c.next_attempt_at, BLOCKED_WAY.c.open_at):
                moments.append(tx.scalar(select(func.min(column)).where(column > now)) or moments[-1])
        return min(moment for moment in moments if moment > now)

    def _looks_at(self, day: date, hour: time) -> bool:
        """Say whether the timers run at this hour: on days off nobody is written to but at every hour, or by night."""
        return (
            hour < EVERY_DAY[1] or len(self.hours) > len(EVERY_DAY) or self.house.catalogue.working.is_working_day(day)
        )

    def _may_find_something(self) -> bool:
        """Say whether notify's timers are run though nothing was heard; by night only in the year of every hour."""
        return len(self.hours) > len(EVERY_DAY) or self.house.now.astimezone(BUSINESS_ZONE).time() != EVERY_DAY[0]

    def _due(self) -> int:
        with self.house.notify.database.read() as tx:
            due = select(func.count()).where(DELIVERY.c.next_attempt_at <= self.house.now)
            return tx.scalar(due) or 0

    def _collect(self) -> None:
        """Note what has come in since the last look."""
        mails, calls = self.mail.mails[self._read[0] :], self.hooks.calls[self._read[1] :]
        self._read = [len(self.mail.mails), len(self.hooks.calls)]
        if not mails and not calls:
            return
        reasons = self._reasons()
        for mail in mails:
            identity, address = str(mail["Message-ID"]), email.utils.parseaddr(str(mail["To"]))[1]
            self._arrived(address, str(mail["X-Nhipso-Unit"]), *reasons[identity.partition("@")[0]], identity)
        for call in calls:
            said = json.loads(call.body)
            kind, data = said["type"].removeprefix("nhipso."), said["data"]
            self._arrived(call.path, data["unit"], kind, data["reason"], call.headers["webhook-id"])

    def _arrived(self, address: str, unit: str, kind: str, reason: str, identity: str) -> None:
        self.arrivals.append(Arrival(self.house.now, address, unit, kind, reason, identity))

    def _reasons(self) -> dict[str, tuple[str, str]]:
        """Kind and reason of each message that may still be on its way, by what its mail is called."""
        lately = MESSAGE.c.created_at > self.house.now - timedelta(days=30)
        query = (
            select(MESSAGE.c.id, MESSAGE.c.kind, MESSAGE.c.reason, DELIVERY.c.recipient).join(DELIVERY).where(lately)
        )
        with self.house.notify.database.read() as tx:
            return {f"<{uuid5(row.id, row.recipient).hex}": (row.kind, row.reason) for row in tx.execute(query)}


@contextmanager
def year_of(
    units: Sequence[str], folder: Path, *, first: date = FIRST, hook: str = "", replicas: int = 1
) -> Iterator[Clockwork]:
    """The year of a province in which these units owe figures, at the first moment of a day; `hook` in place of the
    receiver that there is.
    """
    start = datetime.combine(first, time(0, 5), BUSINESS_ZONE)
    with receiving() as mail, receiving_hooks() as hooks, closing(ExitStack()) as stack:
        hook = hook or f"http://127.0.0.1:{hooks.port}"
        settings = Settings(
            database_url=SecretStr(f"sqlite:///{folder}/data"),
            province=make_province(folder, units, hook),
            mail_url=SecretStr(mail.url),
            allow_private_webhooks=(ip_network("127.0.0.0/8"),),
            deadlines_from=first,
        )
        house = House(folder / "data", settings, start, replicas=replicas)
        stack.callback(house.close)
        yield Clockwork(house, mail, hooks)
