"""Notify over one database, with a clock that is set by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.notify.channels.channel import Channel
from services.notify.channels.choice import open_post
from services.notify.channels.post import MailChannel
from services.notify.channels.stationery import Stationery
from services.notify.delivering import deliver_due
from services.notify.desk import Circumstances
from services.notify.dispatch import report_alerts, write_due
from services.notify.domain.gathering import Patience
from services.notify.handlers import follow_figures, follow_turns
from services.notify.outgoing import OutgoingStore
from services.notify.store import NotifyStore
from shared.catalogue import Catalogue, Contact
from shared.catalogue.contact import Channel as ChannelName
from shared.database import Database
from shared.events import ComplianceChanged, ComplianceEvaluated
from tests.notify_examples import NOW

PATIENCE = Patience.of_seconds(30, 300)
SENDER = "nhipso@binhphuoc.example"
FOCAL = Contact("so-noi-vu", "so-noi-vu@binhphuoc.example", "Đầu mối Sở Nội vụ")
LEADER = Contact("so-noi-vu", "lanh-dao@binhphuoc.example", "Leader", role="leader", language="en")


class Office:
    """Notify over one database, with a clock that is set by hand."""

    def __init__(self, database: Database, mail_url: str, catalogue: Catalogue) -> None:
        self.database, self.catalogue, self.now = database, catalogue, NOW
        self.channels: dict[ChannelName, Channel] = {"mail": MailChannel(open_post(mail_url), Stationery(SENDER))}

    def clock(self) -> datetime:
        return self.now

    @property
    def around(self) -> Circumstances:
        return Circumstances(self.catalogue, PATIENCE, self.now)

    def hear(self, *events: ComplianceChanged | ComplianceEvaluated) -> None:
        for event in events:
            with self.database.write() as tx:
                if isinstance(event, ComplianceChanged):
                    report_alerts(follow_turns([event], NotifyStore(tx), self.around))
                else:
                    report_alerts(follow_figures([event], NotifyStore(tx), self.around))

    def later(self, seconds: float) -> int:
        """Let time pass; returns how many deliveries were attempted at the end of it."""
        self.now += timedelta(seconds=seconds)
        write_due(self.database, self.catalogue, PATIENCE, self.clock)
        return deliver_due(self.database, self.channels, self.clock)

    def history(self) -> list[tuple[Any, ...]]:
        with self.database.read() as tx:
            rows = OutgoingStore(tx).history("so-noi-vu")
        return [(row["number"], row["state"], row["attempts"], row["outcome"], row["detail"]) for row in rows]
