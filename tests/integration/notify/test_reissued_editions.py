"""Word of an edition that is issued again takes the place of word that has not been sent yet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import text

from services.notify.delivery_store import DeliveryStore
from services.notify.domain.delivery import DeliveryState, Outcome
from services.notify.domain.ending import Ending
from services.notify.edition_word_store import EditionWordStore
from shared import migrations
from shared.catalogue.alert_policy import WeeklyDigest
from shared.database import Database
from shared.events import BulletinPublished
from shared.facts import FigureRevision
from tests.integration.notify.edition_desk import DISTRICT, REVISION, Desk, issued, text_of
from tests.notify_examples import DOSSIERS, NOW
from tests.notify_office import FOCAL, LEADER
from tests.older_tables import migrate
from tests.smtp_receiver import Receiver

OWN = FigureRevision(
    period="2022-06", edition="06/2022", unit="so-noi-vu", indicator=DOSSIERS, published=Decimal(80),
    corrected=Decimal("81.5"), reason="đơn vị gửi lại số liệu (lần 2)",
)  # fmt: skip
KEPT = text(
    "INSERT INTO message (id, unit, number, thread, reason, created_at, content, kind, urgent) "
    "VALUES (:id, 'so-noi-vu', :number, :id, 'bulletin', '2022-06-20 01:30:00+00', :said, 'bulletin', false)"
)
LABELS = {1: "06/2022", 2: "06(R)/2022", 3: "06(R2)/2022"}


def issue(number: int, **more: Any) -> BulletinPublished:
    """Issue `number` of the edition of June."""
    replaces = None if number == 1 else str(number - 1) * 64
    return issued(issue=number, label=LABELS[number], content_hash=str(number) * 64, replaces=replaces, **more)


def subjects(receiver: Receiver) -> list[str]:
    return [str(mail["Subject"]).partition(": ")[2] for mail in receiver.mails]


FIRST, AGAIN = issue(1, revised=(REVISION,)), issue(2, revised=(OWN,))
THIRD = issue(3, revised=(OWN.model_copy(update={"edition": "06(R)/2022", "published": Decimal("81.5")}),))


@pytest.mark.parametrize("order", [(FIRST, AGAIN), (AGAIN, FIRST)], ids=["in order", "the other way round"])
def test_only_the_last_issue_is_told_whichever_comes_first_and_however_often(
    database: Database, receiver: Receiver, order: tuple[BulletinPublished, ...]
) -> None:
    desk = Desk(database, receiver, FOCAL)

    for event in (*order, *order):
        desk.take(event, event)
    desk.send()

    assert subjects(receiver) == ["phát hành lại báo cáo số 06(R)/2022 – kỳ 06/2022"]


def test_a_reissue_says_what_it_replaces_and_which_figures_it_changes(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, FOCAL)

    desk.take(AGAIN)
    desk.send()

    said = text_of(receiver.mails[0])
    assert "Báo cáo này thay thế báo cáo số 06/2022 đã phát hành trước đây." in said
    assert "80% (báo cáo số 06/2022) nay là 81,5%; đơn vị gửi lại số liệu (lần 2)" in said


@pytest.mark.parametrize(
    ("status", "said"),
    [(None, "không có số liệu"), ("missing", "không có số liệu"), ("no_activity", "không phát sinh")],
)
def test_a_figure_that_is_no_more_is_told_in_words(
    database: Database, receiver: Receiver, status: str | None, said: str
) -> None:
    desk = Desk(database, receiver, FOCAL)

    desk.take(issue(2, revised=(OWN.model_copy(update={"corrected": None, "corrected_status": status}),)))
    desk.send()

    assert f"80% (báo cáo số 06/2022) nay {said};" in text_of(receiver.mails[0])


def test_who_has_got_word_of_the_first_issue_gets_word_of_the_next_as_well(
    database: Database, receiver: Receiver
) -> None:
    desk = Desk(database, receiver, FOCAL)
    desk.take(FIRST)
    desk.send()

    desk.take(AGAIN)
    desk.send()

    assert [subject.partition(" – ")[0] for subject in subjects(receiver)] == [
        "báo cáo số 06/2022",
        "phát hành lại báo cáo số 06(R)/2022",
    ]
    assert "05/2022" not in text_of(receiver.mails[1])


@pytest.mark.parametrize("order", list(permutations((FIRST, AGAIN, THIRD))), ids=lambda _: "")
def test_the_last_issue_tells_of_every_correction_that_nobody_was_told_of(
    database: Database, receiver: Receiver, order: tuple[BulletinPublished, ...]
) -> None:
    desk = Desk(database, receiver, FOCAL)

    for event in order:
        desk.take(event)
    desk.send()

    lines = [line for line in text_of(receiver.mails[0]).splitlines() if "nay là" in line or "đính chính" in line]
    assert lines == [
        "Báo cáo đính chính 03 số liệu đã công bố, trong đó của đơn vị có:",
        "- Tỷ lệ hồ sơ xử lý trực tuyến: 70% (báo cáo số 05/2022) nay là 76,9%; nhập nhầm",
        "- Tỷ lệ hồ sơ xử lý trực tuyến: 80% (báo cáo số 06/2022) nay là 81,5%; đơn vị gửi lại số liệu (lần 2)",
        "- Tỷ lệ hồ sơ xử lý trực tuyến: 81,5% (báo cáo số 06(R)/2022) nay là 81,5%; đơn vị gửi lại số liệu (lần 2)",
    ]
    assert len(receiver.mails) == 1


def test_all_issues_at_once_make_one_mail(database: Database, receiver: Receiver) -> None:
    desk = Desk(database, receiver, FOCAL, LEADER)

    desk.take(THIRD, FIRST, AGAIN)
    desk.send()

    assert len(receiver.mails) == 2
    assert all("06(R2)/2022" in str(mail["Subject"]) for mail in receiver.mails)


@pytest.mark.parametrize(("was_sent", "hears"), [(True, ["06/2022", "06(R2)/2022"]), (False, [])])
def test_a_unit_that_fell_out_of_the_edition_hears_of_it_only_if_it_was_told_of_the_first(
    database: Database, receiver: Receiver, *, was_sent: bool, hears: list[str]
) -> None:
    desk = Desk(database, receiver, FOCAL, DISTRICT)
    desk.take(issue(1, units=("chon-thanh", "so-noi-vu")))
    if was_sent:
        desk.send()

    desk.take(issue(2, units=("so-noi-vu",)))
    desk.take(issue(3, units=("so-noi-vu",)))
    desk.send()

    told = [str(mail["Subject"]) for mail in receiver.mails if str(mail["To"]).endswith(f"<{DISTRICT.email}>")]
    assert [subject.partition(" – ")[0].rpartition(" ")[2] for subject in told] == hears


def test_an_attempt_that_failed_is_not_made_again_once_there_is_another_issue(
    database: Database, receiver: Receiver
) -> None:
    desk = Desk(database, receiver, FOCAL)
    desk.take(FIRST)
    with database.write() as tx:
        tried = DeliveryStore(tx).claim({"mail"}, desk.now)
    assert tried is not None

    desk.take(AGAIN)
    with database.write() as tx:
        later = Ending(Outcome.RETRY, DeliveryState.PENDING, NOW + timedelta(minutes=1), "451 busy")
        DeliveryStore(tx).record(tried, later, desk.now)
    desk.now += timedelta(minutes=2)
    desk.send()

    assert {number: state for number, state, *_ in desk.history()} == {1: "superseded", 2: "sent"}


def test_an_office_over_all_units_reads_everybodys_corrections(database: Database, receiver: Receiver) -> None:
    many = [OWN.model_copy(update={"published": Decimal(number)}) for number in range(12)]
    digest = WeeklyDigest(unit="chon-thanh")
    desk = Desk(database, receiver, DISTRICT, digest=digest)

    desk.take(issue(2, revised=many))
    desk.send()

    said = text_of(receiver.mails[0])
    assert "Báo cáo đính chính 12 số liệu đã công bố, trong đó có:" in said
    assert "- Sở Nội vụ, Tỷ lệ hồ sơ xử lý trực tuyến: 0% (báo cáo số 06/2022) nay là 81,5%" in said
    assert "- và 02 số liệu khác, ghi đầy đủ trong báo cáo" in said


def test_words_of_editions_from_before_the_upgrade_are_known_by_their_issue(bare_database: Database) -> None:
    with bare_database.write() as tx:
        migrate(tx, "notify", "0007")
        for number, label in LABELS.items():
            said = f'{{"kind": "bulletin", "period": "2022-06", "label": "{label}"}}'
            tx.execute(KEPT, {"id": f"{number:032x}", "number": number, "said": said})

    migrations.upgrade(bare_database, "notify")

    with bare_database.read() as tx:
        assert EditionWordStore(tx).newest_issue("2022-06") == len(LABELS)
