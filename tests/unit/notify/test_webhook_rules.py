"""Where webhooks may lead, how they are signed, what they say, and who hears of what."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from ipaddress import ip_address, ip_network
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from services.notify.channels.http_reply import Reply
from services.notify.channels.webhook import answer_of
from services.notify.channels.webhook_body import MOST_BYTES, body_of
from services.notify.domain.answer import Word
from services.notify.domain.content import Behind, Content
from services.notify.domain.delivery import Message
from services.notify.domain.overview import Digest, EndingSilence, Notice, Unreached
from services.notify.domain.parts import Miss, NamedFigure
from services.notify.domain.preference import takers, wants
from services.notify.domain.reach import Reach, literal
from services.notify.domain.said import Said
from services.notify.domain.signature import read_key, signed_headers
from shared.catalogue import Contact
from tests.notify_contents import RECOVERED, SETTLED
from tests.notify_examples import NOW, evaluation

KEYS = st.lists(st.binary(min_size=24, max_size=64), min_size=1, max_size=3)
DAY = date(2022, 6, 16)
FOCAL = Contact("so-noi-vu", "a@b.example", "X")
PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1"),
    *("255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
    *(
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
        "::ffff:0:7f00:1",
    ),
)


def content(*found: Behind, day: date = DAY) -> Content:
    return Content(unit="so-noi-vu", name="Sở Nội vụ", as_of=day, period="2022-06", behind=found)


def behind(value: str = "76.9", period: str = "2022-06") -> Behind:
    measured = evaluation(1, value, period)
    figure = NamedFigure(name_vi="Tỷ lệ hồ sơ", name_en="Dossiers", measure="percent", evaluation=measured)
    return Behind(figure=figure, misses=(Miss(alert="a", since=DAY, verdict=measured.verdicts[0]),))


def message(said: Said) -> Message:
    return Message(UUID(int=7), "so-noi-vu", 3, UUID(int=7), "first", NOW, said)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_a_house_is_reached_however_it_is_written(address: str) -> None:
    assert Reach().refusal(ip_address(address), encrypted=True) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::8.8.8.8"])
def test_an_address_of_the_internet_is_reached_by_https_only(address: str) -> None:
    assert Reach().refusal(ip_address(address), encrypted=True) is None
    assert "https" in str(Reach().refusal(ip_address(address), encrypted=False))


def test_a_network_that_is_allowed_is_reached_and_no_other() -> None:
    reach = Reach((ip_network("10.20.0.0/16"), ip_network("fd00::/8")))

    found = [reach.refusal(ip_address(one), encrypted=False) for one in ("10.20.3.4", "::ffff:10.20.3.4", "fd12::1")]

    assert found == [None, None, None]
    assert reach.refusal(ip_address("10.21.0.1"), encrypted=True) is not None


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "1.2.3.4.5"]
)
def test_an_address_in_a_spelling_of_its_own_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="is not how an address is written"):
        literal(host)


@pytest.mark.parametrize("host", ["hooks.example", "1.example", "xn--hp-fka.vn", "0xcafe.example"])
def test_a_name_is_looked_up(host: str) -> None:
    assert literal(host) is None


@given(KEYS, st.uuids(), st.text(max_size=200))
def test_each_signature_is_good_for_the_reference_library(keys: list[bytes], identity: UUID, text: str) -> None:
    body = json.dumps({"text": text}).encode()

    headers = signed_headers(f"msg_{identity.hex}", body, keys, datetime.now(UTC))

    for key in keys:
        assert Webhook(base64.b64encode(key).decode()).verify(body, headers) == {"text": text}


def test_a_key_is_read_from_its_secret_and_a_bad_one_is_not_repeated() -> None:
    assert read_key("whsec_" + base64.b64encode(b"k" * 24).decode()) == b"k" * 24
    for bad in ("whsec_c2hvcnQ=", "whsec_not base64!", ""):
        with pytest.raises(ValueError, match="the secret") as caught:
            read_key(bad)
        assert not bad or bad.removeprefix("whsec_") not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (200, Word.TAKEN),
        (204, Word.TAKEN),
        (301, Word.BUSY),
        (400, Word.BUSY),
        (404, Word.BUSY),
        (410, Word.GONE),
        (429, Word.AWAY),
        (500, Word.BUSY),
        (503, Word.AWAY),
    ],
)
def test_what_a_status_means(status: int, word: Word) -> None:
    assert answer_of(Reply(status, timedelta(seconds=9))).word is word


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_body_never_reaches_the_size_that_receivers_refuse(language: str) -> None:
    said = content(*(behind(period=f"2022-{month:02}") for month in range(1, 13) for _ in range(20)))

    body = body_of(message(said), language)

    told = json.loads(body)["data"]
    assert len(body) < MOST_BYTES
    assert len(told["alerts"]) + told["omitted"] == 240
    assert told["alerts"][0]["name"] == {"vi": "Tỷ lệ hồ sơ", "en": "Dossiers"}[language]


def test_no_name_or_address_of_a_person_leaves_the_house() -> None:
    ending = EndingSilence(unit="u", name="U", document="12/CV", author="Ông A", until=DAY)
    unreached = Unreached(
        unit="u", name="U", channel="mail", address="a@b.example", since=DAY, why="a@b.example is gone"
    )
    notice = Notice(unit="u", name="U", as_of=DAY, ending=(ending,), unreached=(unreached,))
    digest = Digest(unit="u", name="U", as_of=DAY, period="2022-06", first_day=DAY, unreached=(unreached,))

    bodies = [body_of(message(said), "vi").decode() for said in (notice, digest)]

    assert "12/CV" in bodies[0]
    assert not any(name in body for body in bodies for name in ("Ông A", "a@b.example"))


@pytest.mark.parametrize(
    ("wish", "is_told"),
    [
        ({}, True),
        ({"wants": frozenset({"target"})}, True),
        ({"wants": frozenset({"task", "digest"})}, False),
        ({"least_gap": Decimal("3.1")}, True),
        ({"least_gap": Decimal("3.2")}, False),
        ({"valid_to": DAY}, True),
        ({"valid_from": DAY + timedelta(days=1)}, False),
    ],
)
def test_a_contact_hears_of_what_it_wants(wish: dict[str, object], is_told: bool) -> None:  # noqa: FBT001  # a parameter of the test
    contact = replace(FOCAL, **wish)  # type: ignore[arg-type]  # fields by name

    assert (takers([contact], content(behind()), DAY) == [contact]) is is_told


def test_an_address_hears_of_a_message_once_however_it_is_spelled() -> None:
    again = replace(FOCAL, email="A@B.example", role="leader")

    assert takers([FOCAL, again], content(behind()), DAY) == [FOCAL]


def test_what_is_over_is_told_to_whom_wanted_to_hear_of_it() -> None:
    over = content().model_copy(update={"recovered": (RECOVERED,)})
    done = content(behind()).model_copy(update={"settled": (SETTLED,)})

    assert wants(replace(FOCAL, least_gap=Decimal(50)), over)
    assert wants(replace(FOCAL, wants=frozenset({"target"})), over)
    assert not wants(replace(FOCAL, wants=frozenset({"escalation"})), over)
    assert wants(replace(FOCAL, wants=frozenset({"task"})), done)


def test_an_overview_is_no_alert() -> None:
    overview = Digest(unit="u", name="U", as_of=DAY, period="2022-06", first_day=DAY)

    assert not wants(replace(FOCAL, wants=frozenset({"target"})), overview)
