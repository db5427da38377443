"""When a failed delivery is tried again, how an attempt ends, and what its answer means for the way and the address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain import address, way
from services.notify.domain.address import Address
from services.notify.domain.answer import TAKEN, Answer, Word
from services.notify.domain.content import Content
from services.notify.domain.delivery import Delivery, DeliveryState, Message, Outcome
from services.notify.domain.ending import settle
from services.notify.domain.retry import LADDERS, LONGEST_WAIT, next_attempt, next_probe
from services.notify.domain.way import BlockedWay, way_of
from shared.catalogue import Contact
from shared.catalogue.contact import Channel

NOW = datetime(2022, 6, 16, 8, tzinfo=UTC)
CHANNELS = st.sampled_from(get_args(Channel))
AWAY, BUSY = Answer(Word.AWAY, "no route"), Answer(Word.BUSY, "HTTP 500")
REFUSED = Answer(Word.REFUSED, "550 no", against_address=True)
ADDRESS = Address("mail", "a@b.example")


def minutes(*found: float) -> list[timedelta]:
    return [timedelta(minutes=one) for one in found]


def delivery(channel: Channel = "webhook", attempts: int = 1, *, lost: int = 0, waits: int = 0) -> Delivery:
    said = Content(unit="so-noi-vu", name="Sở Nội vụ", as_of=NOW.date(), period="2022-06")
    message = Message(UUID(int=1), "so-noi-vu", 1, UUID(int=1), "first", NOW, said)
    return Delivery(UUID(int=2), message, channel, "x", "X", "vi", "webhook:x", attempts, lost, waits)


def test_a_webhook_is_tried_again_as_standard_webhooks_says() -> None:
    assert list(LADDERS["webhook"]) == minutes(1 / 12, 5, 30, 120, 300, 600, 840, 1200, 1440)
    assert next_attempt("webhook", "x", 10, NOW) is None


@pytest.mark.parametrize(("tried", "seconds"), [(1, 10), (2, 60), (3, 600), (4, 3600), (5, 21600)])
def test_a_mail_waits_longer_after_each_failure(tried: int, seconds: int) -> None:
    assert next_attempt("mail", "x", tried, NOW) == NOW + timedelta(seconds=seconds)


@given(CHANNELS, st.integers(min_value=1, max_value=9), st.uuids())
def test_a_pause_is_longer_by_a_tenth_at_most_and_always_the_same(channel: Channel, tried: int, identity: UUID) -> None:
    found = [next_attempt(channel, str(identity), tried, NOW) for _ in range(2)]

    assert found[0] == found[1]
    if tried > len(LADDERS[channel]):
        assert found[0] is None
    else:
        pause = LADDERS[channel][tried - 1]
        assert found[0] is not None
        assert pause <= found[0] - NOW <= pause * 11 / 10


def test_receivers_are_not_all_asked_again_in_the_same_second() -> None:
    assert len({next_attempt("webhook", str(number), 3, NOW) for number in range(50)}) > 40


def test_an_attempt_that_found_the_way_blocked_is_no_step_of_the_ladder() -> None:
    ended = settle(delivery("mail", attempts=8, waits=7), BUSY, NOW)

    assert ended.again_at == NOW + timedelta(seconds=10)


def test_a_receiver_that_asks_to_wait_is_left_alone_for_as_long_but_a_day_at_most() -> None:
    asked = [settle(delivery(), Answer(Word.BUSY, after=after), NOW).again_at for after in minutes(60, 60 * 24 * 365)]

    assert asked == [NOW + timedelta(hours=1), NOW + timedelta(days=1)]


def test_a_blocked_way_makes_the_delivery_wait_for_the_next_probe() -> None:
    ended = settle(delivery(), AWAY, NOW, open_at=NOW + timedelta(minutes=5))

    assert (ended.outcome, ended.state) == (Outcome.WAITS, DeliveryState.PENDING)
    assert ended.again_at == NOW + timedelta(minutes=5)


def test_waiting_for_days_ends_and_is_the_fault_of_a_receiver_but_not_of_who_has_a_mailbox() -> None:
    channels: tuple[Channel, ...] = ("mail", "webhook", "apprise")

    endings = [settle(delivery(channel), AWAY, NOW + LONGEST_WAIT[channel]) for channel in channels]

    assert {ended.state for ended in endings} == {DeliveryState.FAILED}
    assert [ended.counts_against for ended in endings] == [False, True, True]


def test_who_may_have_got_a_mail_twice_is_known_and_a_webhook_knows_its_id() -> None:
    channels: tuple[Channel, ...] = ("mail", "webhook", "apprise")

    endings = [settle(delivery(channel, 2, lost=1), TAKEN, NOW) for channel in channels]

    assert [ending.state.value for ending in endings] == ["maybe_duplicate", "sent", "maybe_duplicate"]


def test_a_way_is_probed_less_and_less_often_until_any_answer_opens_it() -> None:
    blocked, waits = None, []
    for _ in range(6):
        blocked = way.after("mail", "mail", blocked, AWAY, NOW)
        assert blocked is not None
        waits.append(blocked.open_at - NOW)

    assert waits == minutes(1 / 6, 0.5, 1, 2, 5, 5)
    assert [way.after("mail", "mail", blocked, answer, NOW) for answer in (TAKEN, BUSY, REFUSED)] == [None] * 3


def test_a_way_that_asks_for_rest_gets_it() -> None:
    blocked = way.after("webhook:h", "webhook", None, Answer(Word.AWAY, "HTTP 429", after=timedelta(hours=1)), NOW)

    assert blocked == BlockedWay("webhook:h", 1, NOW, NOW + timedelta(hours=1), "HTTP 429")


@given(CHANNELS, st.integers(min_value=1, max_value=1000))
def test_a_way_is_always_probed_again_within_little_more_than_a_day(channel: Channel, failures: int) -> None:
    assert timedelta() < next_probe(channel, "x", failures, NOW) - NOW <= timedelta(hours=27)


@pytest.mark.parametrize(
    ("channel", "where", "name"),
    [
        ("mail", "", "mail"),
        ("webhook", "https://H.example:8443/x?y", "webhook:h.example"),
        ("webhook", "env:HOOK", "webhook:env:HOOK"),
        ("apprise", "file:/run/chat", "apprise:file:/run/chat"),
    ],
)
def test_who_share_a_server_share_a_way(channel: Channel, where: str, name: str) -> None:
    assert way_of(Contact("u", "a@b.example", "X", channel=channel, endpoint=where)) == name


def test_an_address_that_is_gone_is_disabled_at_once() -> None:
    found = address.after(ADDRESS, Answer(Word.GONE, "550 5.1.1 no such user"), FAILED, NOW)

    assert (found.disabled_at, found.why, found.by) == (NOW, "550 5.1.1 no such user", "nhipso")


def test_an_address_is_disabled_after_three_messages_it_refused_in_a_row() -> None:
    known = ADDRESS
    for answer in (REFUSED, REFUSED, TAKEN, REFUSED, REFUSED):
        known = address.after(known, answer, settle(delivery("mail"), answer, NOW), NOW)
        assert not known.is_disabled

    known = address.after(known, REFUSED, FAILED, NOW)

    assert known.why == "3 messages in a row: 550 no"


def test_what_is_no_fault_of_the_address_does_not_count() -> None:
    sent_back = settle(delivery("mail"), Answer(Word.REFUSED, "554 spam"), NOW)

    assert address.after(ADDRESS, Answer(Word.REFUSED, "554 spam"), sent_back, NOW) == ADDRESS


FAILED = settle(delivery("mail"), REFUSED, NOW)
