"""Notify that hears of editions, and editions for it to hear of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from email.message import EmailMessage
from typing import Any

from services.notify.channels.choice import open_post
from services.notify.channels.post import MailChannel
from services.notify.channels.stationery import Stationery
from services.notify.delivering import deliver_due
from services.notify.domain.hours import Hours
from services.notify.domain.linking import LinkMaker
from services.notify.service import NotifyService
from shared.catalogue.alert_policy import AlertPolicy
from shared.database import Database
from shared.events import BulletinPublished
from shared.facts import FigureRevision, PublishedEdition, PublishedFile, UnitResult
from shared.parts import Parts
from shared.settings import Settings
from tests.notify_examples import DOSSIERS, NOW, TRACE, province
from tests.notify_office import FOCAL, SENDER, Office
from tests.smtp_receiver import Receiver

KEY = b"a key of at least thirty-two bytes"
DISTRICT = replace(FOCAL, unit="chon-thanh", email="chon-thanh@binhphuoc.example")
REVISION = FigureRevision(
    period="2022-05", edition="05/2022", unit="so-noi-vu", indicator=DOSSIERS, published=Decimal(70),
    corrected=Decimal("76.9"), reason="nhập nhầm",
)  # fmt: skip
FILES = tuple(
    PublishedFile(name=f"bulletin.{form}", path=f"2022/06/bulletin.{form}", media_type="x/y", size=9, sha256="0" * 64)
    for form in ("docx", "html", "json", "pdf")
)


def issued(at: datetime = NOW, **more: Any) -> BulletinPublished:
    """The edition of June, in which Sở Nội vụ has a line and the district has none of its own."""
    stated: dict[str, Any] = {
        "period": "2022-06", "kind": "BÁO CÁO", "number": 6, "year": 2022, "issue": 1, "label": "06/2022",
        "title": "Báo cáo chuyên đề tháng 06/2022", "issued_on": date(2022, 6, 20), "as_of": date(2022, 6, 16),
        "content_hash": "1" * 64, "files": FILES, "units": ("gone-since", "so-noi-vu"),
        "standings": (UnitResult(unit="so-noi-vu", met=3, not_met=2, missing=1),),
    }  # fmt: skip
    edition = PublishedEdition.model_validate(stated | more)
    return BulletinPublished.of("/nhipso/report", edition, time=at, subject="2022-06", trace=TRACE)


class Desk(Office):
    """Notify that hears of editions, with links in its mails."""

    def __init__(self, database: Database, receiver: Receiver, *contacts: Any, **policy: Any) -> None:
        catalogue = replace(province(*contacts), alert_policy=AlertPolicy(**policy))
        super().__init__(database, receiver.url, catalogue)
        stationery = Stationery(
            SENDER, links=LinkMaker("https://nhipso.example", KEY), editions="https://nhipso.example/editions"
        )
        self.channels = {"mail": MailChannel(open_post(receiver.url), stationery)}

    def take(self, *events: BulletinPublished) -> None:
        service: Any = NotifyService()
        # nameko puts the Parts in the place of their provider.
        vars(service)["parts"] = Parts(self.database, self.catalogue, Settings(), lambda: self.now)
        service.tell_of_editions(list(events))

    def send(self) -> None:
        hours = Hours(self.catalogue.alert_policy, self.catalogue.working)
        deliver_due(self.database, self.channels, self.clock, hours=hours)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text
