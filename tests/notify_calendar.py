"""Notify over one database through days and weeks: its timers are run at the hours of a day that is set by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from services.notify.acknowledging import acknowledge_unit
from services.notify.delivering import deliver_due
from services.notify.dispatch import report_alerts, write_due
from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.answer import TAKEN, Answer
from services.notify.domain.delivery import Delivery, Message
from services.notify.domain.hours import Hours
from services.notify.domain.silence import Silence
from services.notify.passing_time import pass_time
from services.notify.silencing import make_silence
from services.notify.store import NotifyStore
from services.notify.watching import watch_all
from shared.catalogue import Catalogue, Contact, Name, Unit
from shared.catalogue.alert_policy import AlertPolicy, MonthlySummary, QuietHours, Step, WeeklyDigest
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from tests.notify_examples import province
from tests.notify_office import PATIENCE, Office

POLICY = AlertPolicy(
    repeats=(3, 7, 14),
    quiet_hours=QuietHours(time(18), time(7)),
    working_days_only=True,
    one_a_day=True,
    escalation=(Step(5), Step(10)),
    digest=WeeklyDigest("so-tttt"),
    summary=MonthlySummary("tinh", meeting_day=25),
    silence_notice=3,
)
#: when the timers run on every day; between them nothing is due that would not be due at the next
HOURS = (time(7), time(8), time(12))
UNITS = (
    Unit("tinh", "province", None, (Name("Tỉnh"),), "Tỉnh"),
    Unit("so-tttt", "department", "tinh", (Name("Sở TT&TT"),), "Sở TT&TT"),
    Unit("huyen", "district", "tinh", (Name("Huyện"),), "Huyện"),
    Unit("xa-mot", "commune", "huyen", (Name("Xã Một"),), "Xã Một"),
    Unit("xa-hai", "commune", "huyen", (Name("Xã Hai"),), "Xã Hai"),
)
CONTACTS = tuple(Contact(unit.id, f"{unit.id}@tinh.example", f"Đầu mối {unit.short_name}") for unit in UNITS)
LEADERS = tuple(Contact(unit, f"lanh-dao-{unit}@tinh.example", "Lãnh đạo", role="leader") for unit in ("tinh", "huyen"))


def tree(policy: AlertPolicy = POLICY) -> Catalogue:
    """A province with a standing office, a district and its two communes."""
    known = province(*CONTACTS, *LEADERS)
    return replace(known, units={**known.units, **{unit.id: unit for unit in UNITS}}, alert_policy=policy)


@dataclass(frozen=True)
class Received:
    """A message that arrived: when, where and what."""

    at: datetime
    address: str
    message: Message

    @property
    def brief(self) -> tuple[str, str, str]:
        """Day and hour, unit and reason."""
        return f"{self.at.astimezone(BUSINESS_ZONE):%m-%d %H:%M}", self.message.unit, self.message.reason


class Post:
    """Takes every message, and keeps it; while it is away, nothing gets through."""

    def __init__(self, office: Office) -> None:
        self.office, self.received = office, list[Received]()
        self.away: Answer | None = None

    def deliver(self, delivery: Delivery) -> Answer:
        if self.away is not None:
            return self.away
        self.received.append(Received(self.office.now, delivery.recipient, delivery.message))
        return TAKEN


class CalendarOffice(Office):
    """An office whose timers run at the hours of every day."""

    def __init__(self, database: Database, catalogue: Catalogue, start: datetime) -> None:
        super().__init__(database, "file:/nowhere", catalogue)
        self.now, self.post = start, Post(self)
        self.channels = {"mail": self.post}
        self.silences: list[str] = []

    def watch(self) -> None:
        report_alerts(watch_all(self.database, self.around))

    def run(self) -> None:
        """Run every timer once, as the service does."""
        hours = Hours(self.catalogue.alert_policy, self.catalogue.working)
        self.watch()
        pass_time(self.database, self.around)
        write_due(self.database, self.catalogue, PATIENCE, self.clock)
        while deliver_due(self.database, self.channels, self.clock, hours=hours):
            pass

    def until(self, day: date, hours: Iterable[time] = HOURS) -> None:
        """Let the working days pass until the end of `day`."""
        today = self.now.astimezone(BUSINESS_ZONE).date()
        while today <= day:
            for hour in sorted(hours):
                at = datetime.combine(today, hour, BUSINESS_ZONE)
                if at >= self.now:
                    self.now = at
                    self.run()
            today = self.catalogue.working.add_working_days(today, 1)

    def answer(self, unit: str, promised_on: date | None = None) -> None:
        """Let a unit acknowledge everything."""
        with self.database.write() as tx:
            acknowledge_unit(
                unit, Acknowledgement("Đầu mối", self.now, "Sẽ bổ sung", promised_on), NotifyStore(tx), self.around
            )

    def briefs(self, *reasons: str) -> list[tuple[str, str, str]]:
        """Each message that arrived (for one of these reasons), once, in the order of time."""
        found = Counter(each.brief for each in self.post.received)
        return [brief for brief in found if not reasons or brief[2] in reasons]

    def silence(self, unit: str, until: date) -> None:
        """Make a silence for everything of a unit, from today on."""
        wanted = Silence(
            id="", since=self.around.today, until=until, document="12/UBND-VX", author="Văn phòng", reason="Sắp xếp",
            made_at=self.now, unit=unit,
        )  # fmt: skip
        with self.database.write() as tx:
            self.silences.append(make_silence(wanted, NotifyStore(tx), self.around).id)
