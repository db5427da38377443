"""Numbers run from 01 through a year, for each kind; a re-issue keeps its number and says (R)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.domain.issuance import Issuance
from services.report.domain.letterhead import EditionRule, letterhead_of, registered
from services.report.domain.numbering import free_number
from shared.errors import Refused
from shared.vietnamese import issue_text
from tests.unit.report.factories import BEFORE, LETTERHEAD, NOW

WRITTEN = (EditionRule(period=NOW, number=2, issued_on=date(2023, 3, 20)),)


def test_the_first_of_a_year_is_01_and_the_next_follows_the_highest() -> None:
    assert free_number(NOW, 2023, None, None, {}) == 1
    assert free_number(NOW, 2023, None, None, {3: "2023-01", 1: BEFORE}) == 4


def test_a_number_that_the_province_has_written_down_is_kept_for_its_edition() -> None:
    assert free_number(NOW, 2023, None, None, {}, WRITTEN) == 2
    assert free_number("2023-03", 2023, None, None, {}, WRITTEN) == 3
    assert free_number("2023-03", 2024, None, None, {}, WRITTEN) == 1


def test_the_number_of_another_edition_is_refused() -> None:
    with pytest.raises(Refused, match="number 2 of 2023 belongs to the edition of 2023-02"):
        free_number("2023-03", 2023, None, 2, {}, WRITTEN)
    with pytest.raises(Refused, match="registered under number 5"):
        free_number(NOW, 2023, 5, 6, {})


@given(st.lists(st.sampled_from([f"2023-{month:02d}" for month in range(1, 13)]), unique=True))
def test_numbers_given_out_one_after_the_other_have_no_gap_and_no_double(periods: list[str]) -> None:
    taken: dict[int, str] = {}
    for period in periods:
        taken[free_number(period, 2023, None, None, taken)] = period

    assert sorted(taken) == list(range(1, len(periods) + 1))


def test_an_issue_is_cited_by_number_and_year() -> None:
    first = Issuance(
        kind="BÁO CÁO",
        number=2,
        year=2023,
        issued_on=date(2023, 3, 20),
        known_at=datetime(2023, 3, 18, tzinfo=UTC),
    )

    assert [first.model_copy(update={"issue": issue}).label for issue in (1, 2, 3)] == [
        "02/2023",
        "02(R)/2023",
        "02(R2)/2023",
    ]
    assert issue_text(112) == "112"


def test_the_number_is_filled_into_the_letterhead_when_it_is_given_out() -> None:
    blank = letterhead_of(LETTERHEAD, None, NOW, date(2023, 3, 17))
    known = letterhead_of(LETTERHEAD, WRITTEN[0].model_copy(update={"issue": 2}), NOW, date(2023, 3, 17))

    assert registered(blank, 7, 1, date(2023, 3, 21)).number == "Số: 07/BC-STTTT"
    assert (known.number, registered(known, 2, 2, date(2023, 4, 3)).number) == ("Số: 02(R)/BC-STTTT",) * 2
    assert registered(known, 2, 2, date(2023, 4, 3)).issued_on == date(2023, 4, 3)
