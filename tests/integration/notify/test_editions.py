"""Word of a published edition reaches every contact that wants it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import text
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from services.notify.domain.links import Purpose
from services.notify.page_store import PageStore
from services.notify.pages.leaving import leave, show_leaving
from services.notify.pages.visiting import Doorman
from shared import migrations
from shared.catalogue.alert_policy import QuietHours
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from tests.integration.notify.edition_desk import DISTRICT, KEY, Desk, issued, text_of
from tests.notify_examples import NOW
from tests.notify_office import FOCAL, LEADER
from tests.older_tables import migrate
from tests.smtp_receiver import Receiver


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


def test_nobody_is_told_of_figures_that_belong_to_no_unit(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, DISTRICT)
    units = desk.catalogue.units
    remainder = replace(units["chon-thanh"], remainder=True)
    desk.catalogue = replace(desk.catalogue, units={**units, "chon-thanh": remainder})

    desk.take(issued(units=("chon-thanh", "so-noi-vu")))
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
        migrate(tx, "notify", "0006")
        tx.execute(text("INSERT INTO opted_out VALUES ('mail', 'a@b.example', '2023-03-19 01:30:00+00')"))

    migrations.upgrade(bare_database, "notify")

    with bare_database.read() as tx:
        assert PageStore(tx).stopped() == {("mail", "a@b.example", "digest")}
