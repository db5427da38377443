"""Editions close in order, and contacts can be written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from shared.catalogue import Contact, Name, ReportingCalendar, Unit
from shared.catalogue.checks.calendar import calendar_problems
from shared.catalogue.checks.contacts import contact_problems
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.problem import Problem

T = TypeVar("T")

PROVINCE = Unit("p", "province", None, (Name("Tỉnh P"),), "Tỉnh P")
DISTRICT = Unit("d", "district", "p", (Name("Huyện D"),), "D")


def stated(values: Sequence[T], first: int = 2) -> list[Stated[T]]:
    return [Stated(value, "file.csv", line) for line, value in enumerate(values, first)]


def webhook(url: str, secrets: tuple[str, ...] = ("env:HOOK_SECRET",)) -> Contact:
    return Contact("d", "", "X", channel="webhook", endpoint=url, secrets=secrets)


def reasons(problems: Sequence[Problem]) -> list[str]:
    return [problem.reason for problem in problems]


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (Contact("q", "a@b.example", "Đầu mối"), "unit q is not in units.csv"),
        (Contact("d", "b.example", "Đầu mối"), "'b.example' is not a mail address"),
        (Contact("d", "a@b.example\r\nBcc: c@d.example", "Đầu mối"), "is not a mail address"),
    ],
)
def test_contacts_that_cannot_be_written_to(contact: Contact, reason: str) -> None:
    found = reasons(contact_problems(Draft(units=stated([PROVINCE, DISTRICT]), contacts=stated([contact]))))

    assert len(found) == 1
    assert reason in found[0]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2022, 6, 17), "cut-off 2022-06-17 of 2022-06 is not after that of 2022-05"),
        (date(2022, 8, 17), "cut-off 2022-08-17 of 2022-06 is not before that of 2022-07"),
    ],
)
def test_editions_close_one_after_the_other(day: date, reason: str) -> None:
    draft = Draft(calendar=ReportingCalendar(17, {"2022-06": day}), cut_offs=stated(["2022-06"]))

    assert reasons(calendar_problems(draft)) == [reason]


def test_an_edition_cannot_close_before_its_month_or_long_after_it() -> None:
    late = {"2022-06": date(2022, 9, 1), "2022-07": date(2022, 9, 2), "2022-08": date(2022, 9, 3)}
    draft = Draft(calendar=ReportingCalendar(17, late), cut_offs=stated(list(late)))

    assert reasons(calendar_problems(draft)) == ["cut-off 2022-09-01 of 2022-06 is not within two months after it"]


def test_a_month_without_an_edition_has_no_cut_off_of_its_own() -> None:
    calendar = ReportingCalendar(17, {"2022-05": date(2022, 6, 16)}, months=frozenset({3, 6, 9, 12}))

    found = calendar_problems(Draft(calendar=calendar, cut_offs=stated(["2022-05"])))

    assert reasons(found) == ["2022-05 has no edition: its month is not one of months"]


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (webhook("http//h.example"), "address is not https://HOST/PATH, env:NAME or file:/PATH"),
        (webhook("https://user:pw@h.example/"), "address is not https://HOST/PATH"),
        (webhook("https://h.example/a b"), "address is not https://HOST/PATH"),
        (webhook("https://h.example/" + "x" * 250), "address is longer than 254 characters"),
        (webhook("https://h.example/", ()), "secret is empty; a webhook is signed"),
        (webhook("https://h.example/", ("whsec_MfKQ9r8GKYqrTwjUPD8I",)), "secret must be env:NAME or file:/PATH"),
        (webhook("https://h.example/", ("env:NHIPSO_DATABASE_URL",)), "secret must be env:NAME or file:/PATH"),
        (replace(webhook("tgram://1:2/3"), channel="apprise"), "address of an apprise contact must be env:NAME"),
        (Contact("d", "a@b.example", "X", wants=frozenset({"news"})), "wants 'news', which is not one of target"),
        (Contact("d", "a@b.example", "X", least_gap=Decimal(-1)), "least_gap is -1, less than 0"),
        (
            Contact("d", "a@b.example", "X", valid_from=date(2022, 2, 1), valid_to=date(2022, 1, 1)),
            "ends on 2022-01-01, before it begins",
        ),
    ],
)
def test_contacts_by_other_channels_are_read_strictly_and_no_secret_is_repeated(contact: Contact, reason: str) -> None:
    found = reasons(contact_problems(Draft(units=stated([DISTRICT]), contacts=stated([contact]))))

    assert len(found) == 1
    assert reason in found[0]
    assert "whsec_" not in found[0]


def test_an_address_is_there_once_at_a_time() -> None:
    first = Contact("d", "a@b.example", "X", valid_to=date(2022, 9, 30))
    after, beside = replace(first, valid_from=date(2022, 10, 1), valid_to=None), replace(first, email="A@b.example")

    one_after_the_other = contact_problems(Draft(units=stated([DISTRICT]), contacts=stated([first, after])))
    both_at_once = contact_problems(Draft(units=stated([DISTRICT]), contacts=stated([first, beside])))

    assert one_after_the_other == []
    assert reasons(both_at_once) == ["contact d, A@b.example is there twice"]
