"""The mail a unit receives, and where it may be written."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.notify.channels.choice import open_post
from services.notify.channels.folder import Folder, file_name
from services.notify.channels.mail import Envelope, make_mail
from services.notify.channels.smtp import Smtp
from services.notify.domain.answer import Word
from services.notify.domain.content import Behind, Content
from services.notify.domain.letter import write_letter
from services.notify.domain.parts import Miss, NamedFigure
from shared.errors import DeadLetter, Stop
from tests.notify_examples import NOW, evaluation, verdict

FIRST, SECOND = UUID(int=1), UUID(int=2)
ENVELOPE = Envelope(
    message=FIRST,
    thread=FIRST,
    sender="nhipso@binhphuoc.example",
    recipient="so-noi-vu@binhphuoc.example",
    recipient_name="Đầu mối Sở Nội vụ",
    unit="so-noi-vu",
    as_of=date(2022, 6, 16),
    written_at=NOW,
)


def content(name: str = "Sở Nội vụ", indicator: str = "Tỷ lệ hồ sơ xử lý trực tuyến", **more: Any) -> Content:
    named = NamedFigure(evaluation=evaluation(1, **more), name_vi=indicator, name_en="Share", measure="percent")
    misses = tuple(Miss(verdict=verdict("76.9", programme=p), since=date(2022, 6, 16)) for p in ("qd27", "kh170"))
    return Content(
        unit="so-noi-vu",
        name=name,
        as_of=date(2022, 6, 16),
        period="2022-06",
        behind=(Behind(figure=named, misses=misses),),
        traces=("4bf92f3577b34da6a3ce929d0e0e4736",),
    )


def read_back(mail: EmailMessage) -> EmailMessage:
    """The mail as its receiver's program reads it."""
    read = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    text: str = body.get_content()
    return text


def test_the_mail_says_figure_target_gap_basis_and_since() -> None:
    mail = read_back(make_mail(write_letter(content(), "vi"), ENVELOPE))

    for text in (part(mail, "plain"), part(mail, "html")):
        for fact in (
            "Kính gửi: ",
            "Sở Nội vụ",
            "Tỷ lệ hồ sơ xử lý trực tuyến",
            "76,9%",
            "từ 80% trở lên",
            "3,1 điểm phần trăm",
            "Quyết định số 27/QĐ-UBQGCĐS ngày 15/3/2022",
            "Kế hoạch số 170/KH-UBND ngày 01/6/2022",
            "16/6/2022",
            "4bf92f3577b34da6a3ce929d0e0e4736",
        ):
            assert fact in text


def test_the_mail_is_addressed_and_marked_as_sent_by_a_program() -> None:
    mail = read_back(make_mail(write_letter(content(), "vi"), ENVELOPE))

    assert mail["Subject"] == "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"
    assert mail["To"] == "Đầu mối Sở Nội vụ <so-noi-vu@binhphuoc.example>"
    assert mail["From"] == "Nhịp Số <nhipso@binhphuoc.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Fri, 17 Jun 2022 08:30:00 +0700"


def test_the_same_message_makes_the_same_mail() -> None:
    first, again = (make_mail(write_letter(content(), "vi"), ENVELOPE) for _ in range(2))

    assert first["Message-ID"] == again["Message-ID"]
    assert first["References"] is None


def test_updates_to_a_unit_stand_in_one_thread_for_each_recipient() -> None:
    first = make_mail(write_letter(content(), "vi"), ENVELOPE)
    update = make_mail(write_letter(content(), "vi"), replace(ENVELOPE, message=SECOND))
    other = make_mail(write_letter(content(), "vi"), replace(ENVELOPE, recipient="lanh-dao@binhphuoc.example"))

    assert update["References"] == update["In-Reply-To"] == first["Message-ID"]
    assert len({first["Message-ID"], update["Message-ID"], other["Message-ID"]}) == 3


def test_no_name_can_add_a_header() -> None:
    evil = content(name="Sở Nội vụ\r\nBcc: everyone@example.org")
    mail = read_back(make_mail(write_letter(evil, "vi"), replace(ENVELOPE, recipient_name="A\nBcc: b@example.org")))

    assert mail["Bcc"] is None
    assert "Bcc: everyone@example.org" in mail["Subject"]


@pytest.mark.parametrize(
    "address", ["", "no-address", "a@b\r\nBcc: c@d", "two words@example.org", "a@b@c", "a@" + "b" * 260]
)
def test_what_is_no_address_is_never_tried_again(address: str) -> None:
    with pytest.raises(DeadLetter, match="not a mail address"):
        make_mail(write_letter(content(), "vi"), replace(ENVELOPE, recipient=address))


def test_names_are_escaped_in_html_only() -> None:
    mail = read_back(make_mail(write_letter(content(indicator="<script>x</script> & y"), "vi"), ENVELOPE))

    assert "&lt;script&gt;x&lt;/script&gt; &amp; y" in part(mail, "html")
    assert "<script>x</script> & y" in part(mail, "plain")


def test_english_is_written_to_who_asks_for_it() -> None:
    text = part(read_back(make_mail(write_letter(content(), "en"), ENVELOPE)), "plain")

    assert "your unit has 1 indicator behind target:" in text
    assert "Result: 76.9% – period 06/2022, figures up to 16 June 2022" in text
    assert "Target: at least 80%; short by 3.1 percentage points" in text


def test_a_mail_file_is_named_by_day_and_unit_and_replaced_when_sent_again(tmp_path: Path) -> None:
    mail = make_mail(write_letter(content(), "vi"), ENVELOPE)

    for _ in range(2):
        Folder(tmp_path / "mail").send(mail, "so-noi-vu@binhphuoc.example")

    (path,) = (tmp_path / "mail").iterdir()
    assert path.name.startswith("20220616-so-noi-vu-")
    assert email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Subject"] == mail["Subject"]


def test_a_mail_file_stays_in_its_folder() -> None:
    mail = make_mail(write_letter(content(), "vi"), replace(ENVELOPE, unit="../../etc/passwd"))

    name = file_name(mail, "../x")

    assert name.startswith("20220616-etc-passwd-")
    assert "/" not in name


def test_a_folder_that_cannot_be_written_is_tried_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")

    answer = Folder(tmp_path / "mail").send(make_mail(write_letter(content(), "vi"), ENVELOPE), "a@b.example")

    assert answer.word is Word.AWAY
    assert answer.detail.startswith("cannot write mail")


@pytest.mark.parametrize(
    ("url", "channel"),
    [
        ("file:data/mail", Folder(Path("data/mail"))),
        ("file:///var/mail/out", Folder(Path("/var/mail/out"))),
        ("smtp://mail.example", Smtp("mail.example", 25)),
        ("smtp://user:p%40ss@mail.example:587", Smtp("mail.example", 587, "user", "p@ss")),
        ("smtps://mail.example", Smtp("mail.example", 465, implicit_tls=True)),
    ],
)
def test_the_mail_url_chooses_the_channel(url: str, channel: Folder | Smtp) -> None:
    assert open_post(url) == channel


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "file:", "smtp://", "smtp://h:x:99999"])
def test_any_other_mail_url_stops_the_process_without_telling_it(url: str) -> None:
    with pytest.raises(Stop, match="NHIPSO_MAIL_URL"):
        open_post(url)


def test_the_head_of_the_mail_names_every_trace_it_tells_of() -> None:
    traces = tuple(f"{number:032x}" for number in range(1, 61))

    mail = read_back(make_mail(write_letter(content().model_copy(update={"traces": traces}), "vi"), ENVELOPE))

    assert mail.get_all("X-Nhipso-Trace") == list(traces)
