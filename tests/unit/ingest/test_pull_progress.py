"""What a pull asks for next: windows, pages and cursors, whatever they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.ingest.domain.pull.progress import Checkpoint, address, advanced, begun, caught_up
from services.ingest.domain.pull.source import Source
from shared.errors import Refused
from tests.pull_samples import described

DAY = date(2023, 3, 20)
days = some.dates(date(2022, 12, 1), date(2023, 5, 31))


def source(query: str, **changes: Any) -> Source:
    return Source.model_validate({"name": "cong-dvc", **described(f"https://dvc.example/list{query}", **changes)})


@given(since=days, today=days, size=some.integers(2, 100), data=some.data())
def test_windows_leave_no_day_out_and_end_today(since: date, today: date, size: int, data: some.DataObject) -> None:
    overlap = data.draw(some.integers(1, size - 1))
    window = {"since": str(since), "days": size, "overlap": overlap}
    pulling = source("?a={from}&b={to}", window=window)
    at, asked = Checkpoint(), set[date]()

    while not caught_up(pulling, at, today):
        at = begun(pulling, at, today)
        assert at.start is not None
        assert at.end is not None
        assert at.start <= at.end <= today
        assert (at.end - at.start).days < size
        asked |= {at.start + timedelta(days=more) for more in range((at.end - at.start).days + 1)}
        at = advanced(pulling, at, 0, None)

    first = min(since, today)
    assert asked == {first + timedelta(days=more) for more in range((today - first).days + 1)}
    assert at.done == today


@given(since=days, today=days, later=some.integers(0, 40))
def test_the_next_day_asks_again_for_the_last_days_only(since: date, today: date, later: int) -> None:
    pulling = source("?a={from}&b={to}", window={"since": str(since), "days": 31, "overlap": 5})
    at = Checkpoint(done=today)

    following = begun(pulling, at, today + timedelta(days=later))

    assert following.start is not None
    assert following.start <= today + timedelta(days=later)
    assert following.start >= min(today - timedelta(days=4), today + timedelta(days=later))


@given(pages=some.lists(some.integers(1, 5), max_size=6), first=some.integers(0, 3), step=some.integers(1, 50))
def test_pages_are_asked_in_order_until_one_is_empty(pages: list[int], first: int, step: int) -> None:
    pulling = source("?p={page}", paging={"by": "page", "first": first, "step": step})
    at, asked = Checkpoint(), []

    for records in [*pages, 0]:
        at = begun(pulling, at, DAY)
        asked.append(address(pulling, at).rpartition("=")[2])
        at = advanced(pulling, at, records, None)

    assert asked == [str(first + step * place) for place in range(len(pages) + 1)]
    assert caught_up(pulling, at, DAY)


def test_a_page_that_is_not_full_is_the_last() -> None:
    pulling = source("?p={page}", paging={"by": "page", "size": 10})
    at = begun(pulling, Checkpoint(), DAY)

    assert not caught_up(pulling, advanced(pulling, at, 10, None), DAY)
    assert caught_up(pulling, advanced(pulling, at, 9, None), DAY)


@pytest.mark.parametrize("kept", [True, False])
def test_only_a_cursor_that_is_kept_is_where_the_next_pull_begins(*, kept: bool) -> None:
    pulling = source("?c={cursor}", paging={"by": "cursor", "at": "/next", "first": "0", "kept": kept})
    at = advanced(pulling, begun(pulling, Checkpoint(), DAY), 1, {"next": "ă/&"})
    ended = advanced(pulling, at, 1, {"next": None})

    assert address(pulling, at) == "https://dvc.example/list?c=%C4%83%2F%26"
    assert caught_up(pulling, ended, DAY)
    assert address(pulling, begun(pulling, ended, DAY)).endswith("%26" if kept else "c=0")


@pytest.mark.parametrize("cursor", [True, [1], {"a": 1}, "a\nb", "x" * 2001])
def test_a_cursor_that_is_none_is_refused(cursor: object) -> None:
    pulling = source("?c={cursor}", paging={"by": "cursor", "at": "/next"})

    with pytest.raises(Refused, match="cursor"):
        advanced(pulling, begun(pulling, Checkpoint(), DAY), 1, {"next": cursor})


def test_a_window_under_way_is_gone_on_with_on_another_day() -> None:
    pulling = source("?a={from}&b={to}&p={page}", window={"since": "2023-03-01"}, paging={"by": "page"})
    at = advanced(pulling, begun(pulling, Checkpoint(), DAY), 5, None)

    later = begun(pulling, Checkpoint.model_validate(at.model_dump(mode="json")), DAY + timedelta(days=9))

    assert address(pulling, later) == "https://dvc.example/list?a=2023-03-01&b=2023-03-20&p=2"
