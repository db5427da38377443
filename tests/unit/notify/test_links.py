"""Links: what is signed is read back, what was changed is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from services.notify.domain.links import Purpose, Ticket, read_ticket, sign
from services.notify.link_key import link_key, public_url
from shared.errors import Stop
from shared.settings import Settings

KEY, OTHER = b"k" * 32, b"o" * 32
TICKETS = st.builds(Ticket, st.sampled_from(Purpose), st.uuids(), st.dates(date(2022, 1, 1), date(2100, 1, 1)))


@given(TICKETS)
def test_a_signed_ticket_is_read_back(ticket: Ticket) -> None:
    assert read_ticket(sign(ticket, KEY), KEY) == ticket
    assert read_ticket(sign(ticket, OTHER), KEY) is None


@given(st.integers(0, 67), st.sampled_from("ABCDxyz089-_"))
def test_a_changed_ticket_opens_nothing(place: int, letter: str) -> None:
    ticket = Ticket(Purpose.ACKNOWLEDGE, UUID(int=5), date(2022, 8, 1))
    token = sign(ticket, KEY)
    forged = token[:place] + letter + token[place + 1 :]

    assert read_ticket(forged, KEY) in ((ticket, None) if forged == token else (None,))


@given(st.text(max_size=200))
def test_any_text_is_no_ticket(text: str) -> None:
    assert read_ticket(text, KEY) is None


def beside(folder: Path) -> Settings:
    return Settings(database_url=SecretStr(f"sqlite:///{folder}"))


def test_beside_sqlite_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = link_key(beside(tmp_path))

    assert first is not None
    assert len(first) >= 32
    assert link_key(beside(tmp_path)) == first
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [("link.key", 0o600)]


def test_beside_postgresql_there_are_no_links_until_a_key_is_set() -> None:
    url = SecretStr("postgresql://u@h/d")

    assert link_key(Settings(database_url=url)) is None
    assert link_key(Settings(database_url=url, link_key=SecretStr("k" * 32))) == KEY


def test_a_short_key_stops_the_process_without_telling_it() -> None:
    with pytest.raises(Stop, match="NHIPSO_LINK_KEY has 6 characters") as stopped:
        link_key(Settings(link_key=SecretStr("abc123")))

    assert "abc123" not in str(stopped.value)


def test_links_begin_with_the_public_address_else_with_the_own() -> None:
    assert public_url(Settings(public_url="https://nhipso.tinh.example")) == "https://nhipso.tinh.example"
    assert public_url(Settings()) == "http://127.0.0.1:8081"
