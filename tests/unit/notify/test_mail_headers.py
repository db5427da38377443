"""What stands in a header of a mail is what its reader sees."""

from __future__ import annotations

import email
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.notify.channels.headers import HEADERS
from shared.catalogue import Contact
from shared.catalogue.load import load_catalogue
from shared.settings import ROOT

SPOKEN = "Ủy ban nhân dân huyện Bù Đăng 02 chỉ tiêu chưa đạt mục tiêu kỳ 06/2022 – [Nhịp Số] x, (y) a.b"
TEXTS = st.lists(st.sampled_from(SPOKEN.split()), min_size=1, max_size=40).map(" ".join)
ADDRESS = "dau-moi@binhphuoc.example"


def read(raw: bytes, name: str) -> str:
    """The header as a reader that knows only RFC 2047 sees it."""
    return str(make_header(decode_header(email.message_from_bytes(raw)[name])))


@given(TEXTS)
@example("[Nhịp Số] Huyện Bù Đăng: 02 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022")
@example("[Nhịp Số] Sở Tài nguyên và Môi trường: 01 chỉ tiêu đã đạt trở lại – kỳ 02/2023")
def test_a_subject_arrives_as_it_was_written(text: str) -> None:
    mail = EmailMessage(policy=HEADERS)
    mail["Subject"] = text

    raw = mail.as_bytes()

    assert read(raw, "Subject") == text
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@given(TEXTS)
def test_a_name_arrives_as_it_was_written_and_the_address_beside_it(text: str) -> None:
    mail = EmailMessage(policy=HEADERS)
    mail["To"] = Address(display_name=text, addr_spec=ADDRESS)

    name, address = parseaddr(email.message_from_bytes(mail.as_bytes())["To"].replace("\r\n", ""))

    assert (str(make_header(decode_header(name))), address) == (text, ADDRESS)


@pytest.mark.parametrize("contact", load_catalogue(ROOT / "deploy/provinces/binh-phuoc").contacts, ids=lambda c: c.unit)
def test_every_contact_of_the_sample_province_is_addressed_by_its_name(contact: Contact) -> None:
    mail = EmailMessage(policy=HEADERS)
    mail["To"] = Address(display_name=contact.name, addr_spec=ADDRESS)

    raw = mail.as_bytes()

    assert read(raw, "To") == f"{contact.name} <{ADDRESS}>"
