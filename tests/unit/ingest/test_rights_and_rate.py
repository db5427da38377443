"""A key sends what it may, and not faster than it may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.ingest.domain.address import network
from services.ingest.domain.key import Key
from services.ingest.domain.limit import RateLimit
from shared.buckets import Buckets
from shared.errors import Refused
from tests.ingest_samples import CATALOGUE, NOW, draft

FIGURE = draft().figure


@pytest.mark.parametrize(
    ("units", "indicators"), [((), ()), (("so-gtvt",), ()), (("so-*",), ("online-*",)), (("x", "so-gtvt"), ())]
)
def test_a_key_with_the_right_may_send(units: tuple[str, ...], indicators: tuple[str, ...]) -> None:
    Key("k", "s", units, indicators).check_right(FIGURE, CATALOGUE)


@pytest.mark.parametrize(
    ("units", "indicators", "pointer"),
    [(("so-y-te",), (), "/unit"), (("so-*",), ("app-*",), "/indicator"), (("SO-GTVT",), (), "/unit")],
)
def test_a_key_without_the_right_is_told_what_it_may_send(
    units: tuple[str, ...], indicators: tuple[str, ...], pointer: str
) -> None:
    with pytest.raises(Refused) as refused:
        Key("k", "s", units, indicators).check_right(FIGURE, CATALOGUE)

    assert (refused.value.code, refused.value.pointer) == ("not-allowed", pointer)


def test_a_key_that_is_too_fast_is_told_how_long_to_wait() -> None:
    rate = RateLimit(per_minute=2)
    rate.take("k", NOW)
    rate.take("k", NOW)

    with pytest.raises(Refused) as refused:
        rate.take("k", NOW)

    assert (refused.value.code, refused.value.value) == ("too-many-requests", 30)
    rate.take("other", NOW)
    rate.take("k", NOW + timedelta(seconds=30))


def test_a_clock_set_back_gives_no_tokens() -> None:
    rate = RateLimit(per_minute=1)
    rate.take("k", NOW)

    with pytest.raises(Refused):
        rate.take("k", NOW - timedelta(hours=1))


def test_an_address_that_tries_many_wrong_keys_is_told_how_long_to_wait() -> None:
    rate = RateLimit(per_minute=1, wrong_per_minute=2)
    rate.wrong_key("203.0.113.7", NOW)
    rate.wrong_key("203.0.113.7", NOW)

    with pytest.raises(Refused) as refused:
        rate.wrong_key("203.0.113.7", NOW)

    assert (refused.value.code, refused.value.value) == ("too-many-wrong-keys", 30)
    rate.wrong_key("203.0.113.8", NOW)
    rate.wrong_key("203.0.113.7", NOW + timedelta(seconds=30))


def test_wrong_keys_do_not_slow_a_right_one() -> None:
    rate = RateLimit(per_minute=1, wrong_per_minute=1)
    rate.wrong_key("203.0.113.7", NOW)
    with pytest.raises(Refused):
        rate.wrong_key("203.0.113.7", NOW)

    rate.take("k", NOW)


def test_whoever_did_nothing_for_longest_is_forgotten_first() -> None:
    buckets = Buckets(per_minute=1, most=2)

    waits = [buckets.take(name, NOW) for name in ("a", "b", "a", "c", "a", "b")]

    assert waits == [0, 0, 60, 0, 60, 0]
    assert len(buckets.known) == 2


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_an_address_counts_for_what_one_sender_can_call_its_own(address: str, counted: str) -> None:
    assert network(address) == counted
