"""A key is good for what exists, from where it says, until when it says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.ingest.domain.key import Key, Unusable
from services.ingest.domain.scope import Scope, check_names, read_networks
from shared.errors import Refused
from tests.ingest_samples import CATALOGUE, NOW

MINUTE = timedelta(minutes=1)
OFFICE = ("10.0.0.0/8", "2001:db8:7::/48")


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8:7:1::9", "2001:db8:7::1%eth0", "10.255.255.255"]
)
def test_a_key_of_a_network_is_used_within_it(address: str) -> None:
    assert Key("k", "s", addresses=OFFICE).unusable(address, NOW) is None


@pytest.mark.parametrize("address", ["11.0.0.1", "::1", "", "unix", "2001:db8:8::1", "10.0.0.0/8"])
def test_a_key_of_a_network_is_of_no_use_elsewhere_or_from_nowhere(address: str) -> None:
    assert Key("k", "s", addresses=OFFICE).unusable(address, NOW) is Unusable.ELSEWHERE
    assert Key("k", "s").unusable(address, NOW) is None


def test_a_key_ends_at_its_moment_its_old_secret_before_it_and_a_revocation_counts_most() -> None:
    key = Key("k", "s", expires_at=NOW)
    old = Key("k", "s", expires_at=NOW + MINUTE, secret_until=NOW)
    revoked = Key("k", "s", expires_at=NOW, secret_until=NOW, revoked_at=NOW)

    assert [each.unusable("", NOW - MINUTE) for each in (key, old)] == [None, None]
    assert [each.unusable("", NOW) for each in (key, old)] == [Unusable.EXPIRED, Unusable.REPLACED]
    assert revoked.unusable("", NOW - MINUTE) is Unusable.REVOKED


def test_units_and_indicators_that_exist_and_globs_that_find_some_are_taken() -> None:
    check_names(Scope(("so-*", "chon-thanh"), ("online-pct", "*-rank")), CATALOGUE)


@pytest.mark.parametrize(
    ("scope", "pointer", "said"),
    [
        (Scope(units=("so-gtv",)), "units", "so-gtvt"),
        (Scope(units=("so-*", "ubnd-*")), "units", "'ubnd-*'"),
        (Scope(indicators=("online",)), "indicators", "online-pct"),
        (Scope(indicators=("online-pct", "")), "indicators", "''"),
    ],
)
def test_a_scope_that_nothing_falls_into_is_refused_by_name(scope: Scope, pointer: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        check_names(scope, CATALOGUE)

    assert refused.value.pointer == pointer
    assert said in refused.value.message


def test_networks_are_kept_in_their_one_way_of_writing() -> None:
    assert read_networks(["10.0.0.0/255.0.0.0", "192.0.2.7", "2001:DB8::/32"]) == [
        "10.0.0.0/8",
        "192.0.2.7/32",
        "2001:db8::/32",
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("office", "10.0.0.0/8"), ("10.0.0.7/8", "10.0.0.0/8"), ("10.0.0.0/33", "no")]
)
def test_what_is_no_network_or_names_a_host_in_it_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_networks([text])

    assert said in refused.value.message
