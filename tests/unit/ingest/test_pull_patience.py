"""When a source is asked again, and what its answers mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.ingest.domain.pull.patience import (
    LONGEST_ASKED,
    LONGEST_WAIT,
    Failure,
    failure_of,
    next_due,
    next_try,
    retry_after,
)
from services.ingest.domain.pull.reach import may_reach
from services.ingest.domain.pull.source import Source
from tests.ingest_samples import NOW
from tests.pull_samples import described

SOURCE = Source.model_validate({"name": "dvc", **described("https://dvc.example/list", every="1h", jitter="10m")})
shares = some.integers(0, 999)


@given(failures=some.integers(1, 10_000), share=shares)
def test_each_failure_waits_longer_up_to_an_hour(failures: int, share: int) -> None:
    failure = Failure("failed", "")

    wait = next_try(failure, failures, NOW, share) - NOW

    assert min(timedelta(seconds=15) * 2 ** min(failures - 1, 20), LONGEST_WAIT / 2) <= wait <= LONGEST_WAIT


@given(asked=some.integers(0, 10**9), failures=some.integers(1, 20), share=shares)
def test_a_source_is_never_asked_earlier_than_it_asked_for(asked: int, failures: int, share: int) -> None:
    found = failure_of(429, {"retry-after": str(asked)}, NOW)

    assert found is not None
    assert next_try(found, failures, NOW, share) >= NOW + min(timedelta(seconds=asked), LONGEST_ASKED)


@given(share=shares)
def test_sources_spread_over_their_jitter(share: int) -> None:
    assert NOW + timedelta(hours=1) <= next_due(SOURCE, NOW, share) < NOW + timedelta(hours=1, minutes=10)


@pytest.mark.parametrize(
    ("header", "waits"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 20 Mar 2023 02:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 20 Mar 2023 01:05:00 GMT", timedelta()),
        ("99999999999999999999", LONGEST_ASKED),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, waits: timedelta | None) -> None:
    assert retry_after(header, NOW) == waits


@pytest.mark.parametrize(
    ("status", "outcome", "stops"),
    [
        (401, "forbidden", True),
        (403, "forbidden", True),
        (429, "limited", False),
        (500, "failed", False),
        (503, "failed", False),
        (301, "failed", False),
        (404, "failed", False),
        (204, "failed", False),
    ],
)
def test_a_status_is_a_reason_and_a_reaction(status: int, outcome: str, *, stops: bool) -> None:
    found = failure_of(status, {}, NOW)

    assert found is not None
    assert (found.outcome, found.stops) == (outcome, stops)


@pytest.mark.parametrize(
    ("address", "networks", "may"),
    [
        ("203.0.114.9", [], True),
        ("10.1.2.3", [], False),
        ("10.1.2.3", ["10.1.0.0/16"], True),
        ("10.2.2.3", ["10.1.0.0/16"], False),
        ("127.0.0.1", [], False),
        ("::1", [], False),
        ("::ffff:10.1.2.3", [], False),
        ("::ffff:10.1.2.3", ["10.1.0.0/16"], True),
        ("169.254.169.254", ["0.0.0.0/0"], False),
        ("fe80::1%eth0", ["::/0"], False),
        ("224.0.0.1", [], False),
        ("::", ["::/0"], False),
        ("fd00::1", [], False),
        ("fd00::1", ["fd00::/8"], True),
        ("no address", ["0.0.0.0/0"], False),
    ],
)
def test_addresses_within_must_be_named(address: str, networks: list[str], *, may: bool) -> None:
    assert may_reach(address, networks) is may


def test_the_file_says_what_the_samples_say() -> None:
    kept: dict[str, Any] = SOURCE.model_dump(include={"every", "jitter"})

    assert kept == {"every": timedelta(hours=1), "jitter": timedelta(minutes=10)}
