"""Scoring and notify as they run, each over its database, in one process; what one announces the other hears."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from pathlib import Path
from random import Random
from typing import Any, cast

from services.notify.acknowledging import acknowledge_unit
from services.notify.desk import Circumstances
from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.silence import Silence
from services.notify.service import NotifyService
from services.notify.service import patience_of as patience_of_gathering
from services.notify.silencing import end_silence, make_silence
from services.notify.store import NotifyStore
from services.scoring.confirming import confirm_figure
from services.scoring.domain.task_state import Assignment, Note
from services.scoring.duty_store import DutyStore
from services.scoring.passing_time import patience_of
from services.scoring.service import ScoringService
from services.scoring.store import ScoringStore
from services.scoring.tasks import note_task
from shared import migrations
from shared.catalogue.load import load_catalogue
from shared.clock import BUSINESS_ZONE
from shared.database import open_database
from shared.events import EVENTS, MetricSubmitted
from shared.facts import Confirmation
from shared.messaging.outbox import Outcome, claimed
from shared.messaging.wire import BATCH, decode
from shared.parts import Parts
from shared.settings import Settings
from tests.integration.notify.year.happening import Answered, Confirmed, Done, Happening, Resumed, Sent, Silenced


@dataclass(frozen=True)
class News:
    """What scoring announced, as it was on the wire, and when notify heard it."""

    at: datetime
    type: str
    data: dict[str, Any]


class House:
    """The services of a province; `now` is set by whoever drives it. Several replicas of notify share one database."""

    def __init__(self, folder: Path, settings: Settings, now: datetime, *, replicas: int = 1, seed: int = 0) -> None:
        self.now, self.settings, self.chance = now, settings, Random(seed)
        self.catalogue = load_catalogue(settings.province)
        folder.mkdir(exist_ok=True)
        for name in ("scoring", "notify"):
            database = open_database(name, f"sqlite:///{folder}")
            migrations.upgrade(database, name)
            setattr(self, name, Parts(database, self.catalogue, settings, self.clock))
        self.scorer, self.notifiers = (
            _service(ScoringService, self.scoring),
            [_service(NotifyService, self.notify) for _ in range(replicas)],
        )
        self.heard: list[News | Happening] = []
        self._made: dict[datetime, str] = {}

    scoring: Parts
    notify: Parts

    def clock(self) -> datetime:
        return self.now

    @property
    def around(self) -> Circumstances:
        return Circumstances(self.catalogue, patience_of_gathering(self.settings), self.now)

    def close(self) -> None:
        for parts in (self.scoring, self.notify):
            parts.database.close()

    def score(self) -> bool:
        """Let scoring look at the day, and carry what it announced to notify, in any order; say whether it did."""
        self.scorer.pass_time()
        heard = len(self.heard)
        while self._carry():
            pass
        return len(self.heard) > heard

    def _carry(self) -> int:
        with claimed(self.scoring.database, self.now, 500) as claim:
            messages = list(claim.messages)
            self.chance.shuffle(messages)
            for message in messages:
                self._hear(message.routing_key, message.body)
            claim.settle(Outcome(frozenset(message.message_id for message in messages), {}), self.now)
        return len(messages)

    def _hear(self, routing_key: str, body: str) -> None:
        follow = getattr(self.notifiers[0], FOLLOWS.get(routing_key, ""), None)
        if follow is None:
            return
        events = decode(EVENTS[routing_key], BATCH, body).events
        follow(list(events))
        self.heard += [News(self.now, routing_key, each["data"]) for each in json.loads(body)]

    def befall(self, happening: Happening) -> None:
        """Let one thing happen."""
        self._befall(happening)
        self.heard.append(happening)

    @singledispatchmethod
    def _befall(self, happening: Any) -> None:
        raise TypeError(happening)

    @_befall.register
    def _(self, sent: Sent) -> None:
        self.scorer.judge([MetricSubmitted.of("/year", each, time=self.now) for each in sent.figures])

    @_befall.register
    def _(self, confirmed: Confirmed) -> None:
        word = Confirmation(by="Văn phòng", on=self.now.astimezone(BUSINESS_ZONE).date(), note="Đã đối chiếu")
        with self.scoring.database.write() as tx:
            confirm_figure(confirmed.key, word, ScoringStore(tx), self.catalogue, self.now)

    @_befall.register
    def _(self, done: Done) -> None:
        each = Assignment(done.task, done.unit, cast("Any", done.stage))
        note = Note(each, "done", done.at.date(), "", "Văn phòng", self.now)
        with self.scoring.database.write() as tx:
            note_task(note, DutyStore(tx), self.catalogue, self.now, patience_of(self.settings))

    @_befall.register
    def _(self, answered: Answered) -> None:
        given = Acknowledgement("Chánh Văn phòng", self.now, "Giao các phòng bổ sung số liệu", answered.promised_on)
        with self.notify.database.write() as tx:
            acknowledge_unit(answered.unit, given, NotifyStore(tx), self.around)

    @_befall.register
    def _(self, silenced: Silenced) -> None:
        wanted = Silence(
            id="",
            since=silenced.at.date(),
            until=silenced.until,
            document="Công văn số 45/UBND-VX",
            author="Văn phòng",
            reason="Sắp xếp lại bộ máy",
            made_at=self.now,
            unit=silenced.unit,
            indicator=silenced.indicator,
        )
        with self.notify.database.write() as tx:
            made = make_silence(wanted, NotifyStore(tx), self.around)
        self._made[silenced.at] = made.id

    @_befall.register
    def _(self, resumed: Resumed) -> None:
        with self.notify.database.write() as tx:
            end_silence(self._made[resumed.made_at], "Văn phòng", NotifyStore(tx), self.around)


FOLLOWS = {
    "vn.nhipso.compliance.changed.v1": "follow_turns",
    "vn.nhipso.compliance.evaluated.v1": "follow_figures",
    "vn.nhipso.task.changed.v1": "follow_tasks",
    "vn.nhipso.figure.doubted.v1": "follow_doubts",
}


def _service(of: Any, parts: Parts) -> Any:
    """A service as its container makes it, without the container."""
    service = of()
    service.parts = parts
    return service
