"""Weeks of alerts on each database: reminders, superiors, digest and summary, each once, whatever happens between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from services.notify.domain.answer import Answer, Word
from services.notify.domain.overview import Digest, Escalation, Notice, Summary
from services.notify.due_list import due_list
from services.notify.occasion_store import OccasionStore
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.events import ComplianceChanged
from shared.facts import Evaluation
from tests.notify_calendar import POLICY, CalendarOffice, tree
from tests.notify_examples import changed, evaluation

START = datetime(2026, 3, 2, 9, tzinfo=BUSINESS_ZONE)  # a Monday


@pytest.fixture
def office(database: Database) -> CalendarOffice:
    return CalendarOffice(database, tree(), START)


def figure(unit: str, sequence: int = 1, value: str = "76.9", period: str = "2026-02") -> Evaluation:
    return evaluation(sequence, value, unit=unit, period=period, as_of=date(2026, 2, 16))


def behind(unit: str) -> ComplianceChanged:
    return changed(figure(unit))


def recovered(unit: str) -> ComplianceChanged:
    return changed(figure(unit, 9, "88", "2026-03"))


def test_what_nobody_answers_is_told_again_and_climbs_to_the_superiors(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 16))

    assert office.briefs("first", "repeat", "escalate") == [
        ("03-02 12:00", "xa-mot", "first"),
        ("03-05 07:00", "xa-mot", "repeat"),
        ("03-09 07:00", "huyen", "escalate"),
        ("03-16 07:00", "xa-mot", "repeat"),
        ("03-16 07:00", "tinh", "escalate"),
    ]
    addresses = {each.address for each in office.post.received if each.message.reason == "escalate"}
    assert addresses == {"lanh-dao-huyen@tinh.example", "lanh-dao-tinh@tinh.example"}


def test_a_superior_gets_one_message_about_all_its_units_and_hears_when_one_is_over(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"), behind("xa-hai"))
    office.until(date(2026, 3, 9))
    office.hear(recovered("xa-hai"))
    office.until(date(2026, 3, 11))

    to_superior = [each.message for each in office.post.received if each.message.unit == "huyen"]
    units = [
        [case.about.unit for case in each.content.cases] for each in to_superior if isinstance(each.content, Escalation)
    ]
    assert units == [["xa-hai", "xa-mot"], ["xa-hai"]]
    assert [each.reason for each in to_superior] == ["escalate", "recovered"]
    assert to_superior[0].thread == to_superior[1].thread


def test_an_answer_keeps_the_superior_from_being_told_until_the_promised_day_is_over(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 3))
    office.answer("xa-mot", promised_on=date(2026, 3, 20))
    office.until(date(2026, 3, 24))

    assert office.briefs("first", "repeat", "escalate") == [
        ("03-02 12:00", "xa-mot", "first"),
        ("03-23 07:00", "xa-mot", "repeat"),
        ("03-23 07:00", "huyen", "escalate"),
    ]


def test_an_answer_without_a_date_ends_the_reminders(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 3))
    office.answer("xa-mot")
    office.until(date(2026, 3, 20))

    assert office.briefs("first", "repeat", "escalate") == [("03-02 12:00", "xa-mot", "first")]


def test_the_office_and_the_leader_read_how_all_units_stand(office: CalendarOffice) -> None:
    office.until(date(2026, 3, 2))  # the first look begins the appointments
    office.hear(behind("xa-mot"), behind("xa-hai"))
    office.until(date(2026, 3, 12))
    office.hear(recovered("xa-hai"))
    office.until(date(2026, 3, 24))

    assert office.briefs("digest", "summary") == [
        ("03-09 08:00", "so-tttt", "digest"),
        ("03-16 08:00", "so-tttt", "digest"),
        ("03-23 08:00", "so-tttt", "digest"),
        ("03-23 08:00", "tinh", "summary"),
    ]
    said = [each.message.content for each in office.post.received if each.message.reason in ("digest", "summary")]
    digests, (summary,) = [one for one in said if isinstance(one, Digest)], [s for s in said if isinstance(s, Summary)]
    totals = [[digest.total(what) for what in ("open", "new", "closed", "escalated")] for digest in digests]
    assert totals == [[2, 2, 0, 0], [1, 0, 1, 1], [1, 0, 0, 1]]
    assert (summary.meeting_on, summary.worst[0].unit) == (date(2026, 3, 25), "xa-mot")


def test_ten_weeks_without_the_service_are_made_up_for_once(office: CalendarOffice) -> None:
    office.until(date(2026, 3, 2))
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 3))
    office.now = datetime(2026, 5, 12, 12, tzinfo=BUSINESS_ZONE)
    office.until(date(2026, 5, 12))

    late = [brief for brief in office.briefs() if brief[0] > "03-04"]
    assert sorted(late) == [
        ("05-12 12:00", "huyen", "escalate"),
        ("05-12 12:00", "so-tttt", "digest"),
        ("05-12 12:00", "xa-mot", "repeat"),
    ]


def test_what_the_policy_keeps_each_of_is_written_for_each(office: CalendarOffice) -> None:
    digest = replace(POLICY.digest, missed="each") if POLICY.digest else None
    office.catalogue = tree(replace(POLICY, digest=digest))
    office.until(date(2026, 3, 2))
    office.now = datetime(2026, 3, 24, 10, tzinfo=BUSINESS_ZONE)
    office.until(date(2026, 3, 24))

    days = [each.message.content for each in office.post.received if each.message.reason == "digest"]
    assert [one.first_day for one in days if isinstance(one, Digest)] == [
        date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)
    ]  # fmt: skip


def test_a_clock_that_jumps_back_does_nothing_twice(office: CalendarOffice) -> None:
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 17))
    once = office.briefs()
    office.now = START + timedelta(days=3)
    office.until(date(2026, 3, 17))

    assert office.briefs() == once
    assert len(office.post.received) == len(once)


def test_two_replicas_do_everything_once(office: CalendarOffice, database: Database) -> None:
    other = CalendarOffice(database, tree(), START)
    office.hear(behind("xa-mot"))

    while office.now < datetime(2026, 3, 18, tzinfo=BUSINESS_ZONE):
        for each in (office, other):
            each.run()
        office.now = other.now = office.now + timedelta(hours=8)

    received = [each.brief[1:] for each in (*office.post.received, *other.post.received)]
    assert sorted(received) == sorted(
        [("xa-mot", "first"), ("xa-mot", "repeat"), ("xa-mot", "repeat"), ("huyen", "escalate"), ("tinh", "escalate")]
        + [("so-tttt", "digest")] * 2
    )


def test_the_office_hears_once_that_a_silence_ends_and_the_unit_when_it_has(office: CalendarOffice) -> None:
    office.silence("xa-mot", until=date(2026, 3, 10))
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 12))

    # Three working days before its last day; told on the day after it.
    assert office.briefs("first", "notice") == [
        ("03-05 07:00", "so-tttt", "notice"),
        ("03-11 08:00", "xa-mot", "first"),  # after its news was gathered
    ]
    (notice,) = [each.message.content for each in office.post.received if isinstance(each.message.content, Notice)]
    assert [(one.unit, one.document, one.until, one.kept_quiet) for one in notice.ending] == [
        ("xa-mot", "12/UBND-VX", date(2026, 3, 10), 1)
    ]


def test_what_could_not_be_delivered_by_the_evening_waits_for_the_morning(office: CalendarOffice) -> None:
    office.post.away = Answer(Word.AWAY, "nobody there")
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 2), [time(12), time(17, 59)])
    office.post.away = None
    office.until(date(2026, 3, 3), [time(18), time(23), time(6, 59), time(7)])

    assert office.briefs() == [("03-03 07:00", "xa-mot", "first")]


def test_everything_to_come_is_listed_with_its_reason(office: CalendarOffice) -> None:
    office.until(date(2026, 3, 2))
    office.now = datetime(2026, 3, 3, 9, tzinfo=BUSINESS_ZONE)
    office.hear(behind("xa-mot"))
    office.until(date(2026, 3, 3))
    office.hear(behind("xa-hai"))
    office.silence("huyen", until=date(2026, 3, 31))
    office.hear(behind("huyen"))
    office.watch()

    with office.database.read() as tx:
        due = due_list(tx, office.around)

    assert [
        (f"{one.at.astimezone(BUSINESS_ZONE):%m-%d %H:%M}" if one.at else "", one.what, one.to, one.why) for one in due
    ] == [
        ("03-03 12:00", "news", "xa-hai", "gathering"),
        ("03-06 07:00", "reminder", "xa-mot", "back_off"),
        ("03-09 08:00", "digest", "so-tttt", "appointment"),
        ("03-10 07:00", "escalation", "huyen", "no answer since 2026-03-03, level 1"),
        ("03-23 08:00", "summary", "tinh", "appointment"),
        ("", "nothing", "huyen", f"muted by silence {office.silences[0]}"),
    ]


def test_of_many_who_take_an_occasion_together_one_has_it(database: Database) -> None:
    def take(_: int) -> bool:
        with database.write() as tx:
            return OccasionStore(tx).take("digest", START, START)

    with ThreadPoolExecutor(6) as hands:
        taken = list(hands.map(take, range(12)))

    assert sum(taken) == 1
