"""Word of a published edition reaches every contact that wants it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from email.message import EmailMessage
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from services.notify.channels.choice import open_post
from services.notify.channels.post import MailChannel
from services.notify.channels.stationery import Stationery
from services.notify.delivering import deliver_due
from services.notify.domain.hours import Hours
from services.notify.domain.linking import LinkMaker
from services.notify.domain.links import Purpose
from services.notify.page_store import PageStore
from services.notify.pages.leaving import leave, show_leaving
from services.notify.pages.visiting import Doorman
from services.notify.service import NotifyService
from shared import migrations
from shared.catalogue.alert_policy import AlertPolicy, QuietHours
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.events import BulletinPublished
from shared.facts import FigureRevision, PublishedEdition, PublishedFile, UnitResult
from shared.parts import Parts
from shared.settings import ROOT, Settings
from tests.notify_examples import DOSSIERS, NOW, TRACE, province
from tests.notify_office import FOCAL, LEADER, SENDER, Office
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


def test_each_contact_hears_once_however_often_the_event_comes(database: Database, receiver: Receiver) -> None:
    desk, event = Desk(database, receiver, FOCAL, LEADER), issued()

    desk.take(event, event)
    desk.take(event)
    desk.send()
    desk.send()

    assert sorted(str(mail["To"]) for mail in receiver.mails) == [
        "Leader <lanh-dao@binhphuoc.example>",
        "Đầu mối Sở Nội vụ <so-noi-vu@binhphuoc.example>",
    ]


def test_the_mail_says_what_is_in_it_for_the_unit_and_where_to_read_it(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, FOCAL)

    desk.take(issued())
    desk.send()

    (mail,) = receiver.mails
    assert mail["Subject"] == "[Nhịp Số] Sở Nội vụ: báo cáo số 06/2022 – kỳ 06/2022"
    for said in (
        "03 kết quả đạt mục tiêu, 02 kết quả chưa đạt; 01 số liệu chưa có",
        "https://nhipso.example/editions/2022/06/units/so-noi-vu.html",
        "https://nhipso.example/editions/2022/06/bulletin.pdf",
    ):
        assert said in text_of(mail)


def test_a_reissue_says_which_of_the_units_figures_it_corrects(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, FOCAL)

    desk.take(issued(label="06(R)/2022", issue=2, replaces="0" * 64, revised=(REVISION,)))
    desk.send()

    (mail,) = receiver.mails
    assert "phát hành lại báo cáo số 06(R)/2022" in str(mail["Subject"])
    assert "70% (báo cáo số 05/2022) nay là 76,9%; nhập nhầm" in text_of(mail)


@pytest.mark.parametrize(("wants", "mails"), [({"bulletin"}, 1), ({"target"}, 0), (set(), 1)])
def test_who_does_not_want_it_gets_none(database: Database, receiver: Receiver, wants: set[str], mails: int) -> None:
    desk = Desk(database, receiver, replace(FOCAL, wants=frozenset(wants)))

    desk.take(issued())
    desk.send()

    assert len(receiver.mails) == mails


def test_a_unit_the_edition_has_no_line_of_is_not_told(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, DISTRICT)

    desk.take(issued())
    desk.send()

    assert receiver.mails == []


def test_it_waits_for_the_end_of_the_quiet_hours(database: Database, receiver: Receiver) -> None:
    quiet = QuietHours(time(20), time(7))
    desk = Desk(database, receiver, FOCAL, quiet_hours=quiet)
    desk.now = datetime(2022, 6, 17, 22, tzinfo=BUSINESS_ZONE)

    desk.take(issued(desk.now))
    desk.send()
    in_the_night = len(receiver.mails)
    desk.now += timedelta(hours=10)
    desk.send()

    assert (in_the_night, len(receiver.mails)) == (0, 1)


def test_word_of_an_edition_of_long_ago_is_no_news(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, FOCAL)

    desk.take(issued(NOW - timedelta(days=15)))
    desk.send()

    assert receiver.mails == []


def test_who_stops_it_hears_of_no_further_edition_and_still_gets_digests(
    database: Database, receiver: Receiver
) -> None:
    desk = Desk(database, receiver, FOCAL)
    desk.take(issued())
    desk.send()
    token = str(receiver.mails[0]["List-Unsubscribe"]).strip("<>").rpartition("/")[2]
    sent = Doorman(KEY).let_in(_request(), token, Purpose.UNSUBSCRIBE, database, desk.now)
    asked = show_leaving(sent).get_data(as_text=True)  # type: ignore[arg-type]

    left = leave(sent, database, desk.now)  # type: ignore[arg-type]
    desk.take(issued(label="07/2022", number=7))
    desk.send()

    assert "không nhận thông báo về báo cáo mới" in asked
    assert left.status_code == 200
    assert len(receiver.mails) == 1
    with database.read() as tx:
        assert PageStore(tx).stopped() == {("mail", FOCAL.email, "bulletin")}


def _request() -> Request:
    return Request(EnvironBuilder().get_environ())


def test_who_had_stopped_digests_before_still_has_after_the_upgrade(bare_database: Database) -> None:
    with bare_database.write() as tx:
        migrate(tx, "0006")
        tx.execute(text("INSERT INTO opted_out VALUES ('mail', 'a@b.example', '2023-03-19 01:30:00+00')"))

    migrations.upgrade(bare_database, "notify")

    with bare_database.read() as tx:
        assert PageStore(tx).stopped() == {("mail", "a@b.example", "digest")}


def migrate(tx: Connection, version: str) -> None:
    """Bring the tables of notify to an older version."""
    if tx.dialect.name == "postgresql":
        tx.execute(CreateSchema("notify", if_not_exists=True))
    config = Config()
    config.set_main_option("script_location", str(ROOT / "shared" / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(ROOT / "services" / "notify" / "migrations"))
    config.attributes["connection"] = tx
    command.upgrade(config, version)
