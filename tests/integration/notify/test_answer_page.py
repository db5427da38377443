"""The pages behind the links of a mail: looking changes nothing, sending the form does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlencode
from uuid import UUID, uuid5

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.notify.channels.choice import open_post
from services.notify.channels.post import MailChannel
from services.notify.channels.stationery import Stationery
from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.linking import LinkMaker
from services.notify.domain.links import LASTS, Purpose
from services.notify.outgoing import OutgoingStore
from services.notify.page_store import PageStore
from services.notify.pages.answering import show_alerts, take_answer
from services.notify.pages.leaving import leave, show_leaving
from services.notify.pages.visiting import WRONG_PER_MINUTE, Doorman
from services.notify.store import NotifyStore
from shared.database import Database
from tests.notify_examples import changed, evaluation, province
from tests.notify_letters import delivery_of
from tests.notify_office import FOCAL, SENDER, Office
from tests.notify_overviews import DIGEST
from tests.smtp_receiver import Receiver

KEY = b"a key of at least thirty-two bytes"
FORM = {"by": "Nguyễn Văn A", "plan": "Hướng dẫn nộp hồ sơ trực tuyến", "promised_on": "2022-06-30"}


class Unit:
    """A unit with one alert, the mail about it, and the link in that mail."""

    def __init__(self, database: Database, receiver: Receiver) -> None:
        self.office = Office(database, receiver.url, province(FOCAL))
        stationery = Stationery(SENDER, links=LinkMaker("https://nhipso.example", KEY))
        self.office.channels = {"mail": MailChannel(open_post(receiver.url), stationery)}
        self.office.hear(changed(evaluation(1)))
        self.office.later(30)
        self.doorman = Doorman(KEY)
        self.token = link_in(receiver.mails[0])

    def ask(self, method: str = "GET", token: str | None = None, **form: str) -> Response:
        """Ask for the page of a link, or send its form."""
        builder = EnvironBuilder(method=method, data=urlencode(form), content_type="application/x-www-form-urlencoded")
        request, database = Request(builder.get_environ()), self.office.database
        sent = self.doorman.let_in(request, token or self.token, Purpose.ACKNOWLEDGE, database, self.office.now)
        if isinstance(sent, Response):
            return sent
        if method == "GET":
            return show_alerts(sent, database, self.office.around)
        return take_answer(sent, request, database, self.office.around)

    @property
    def alert(self) -> Alert:
        with self.office.database.read() as tx:
            (found,) = NotifyStore(tx).alerts_of("so-noi-vu")
        return found


def link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"https://nhipso\.example/a/(\S+)", body.get_content())
    assert found is not None
    return found[1]


@pytest.fixture
def unit(database: Database, receiver: Receiver) -> Unit:
    return Unit(database, receiver)


def test_looking_shows_what_is_open_and_changes_nothing(unit: Unit) -> None:
    before = unit.alert

    page = unit.ask()

    assert page.status_code == 200
    for fact in ("Sở Nội vụ", "Tỷ lệ hồ sơ xử lý trực tuyến", "76,9%", "thiếu 3,1 điểm phần trăm", 'method="post"'):
        assert fact in page.get_data(as_text=True)
    assert unit.alert == before


def test_the_form_takes_the_answer_once_however_often_it_is_sent(unit: Unit) -> None:
    pages = [unit.ask("POST", **FORM) for _ in range(2)]

    assert all("Đã ghi nhận phản hồi" in page.get_data(as_text=True) for page in pages)
    answer = unit.alert.acknowledgement
    assert answer is not None
    assert (answer.by, answer.plan, str(answer.promised_on)) == tuple(FORM.values())
    assert unit.alert.state is AlertState.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("field", "text"), [("by", " "), ("plan", ""), ("promised_on", "2022-06-01"), ("promised_on", "30/6/2022")]
)
def test_a_form_that_cannot_be_taken_says_which_field_and_keeps_the_rest(unit: Unit, field: str, text: str) -> None:
    page = unit.ask("POST", **(FORM | {field: text}))

    assert page.status_code == 422
    assert f'href="#{field}"' in page.get_data(as_text=True)
    assert "Nguyễn Văn A" in page.get_data(as_text=True) or field == "by"
    assert unit.alert.acknowledgement is None


def test_what_is_sent_is_shown_as_text(unit: Unit) -> None:
    page = unit.ask("POST", by="<script>x</script>", plan="", promised_on="")

    assert "<script>" not in page.get_data(as_text=True)
    assert "&lt;script&gt;x&lt;/script&gt;" in page.get_data(as_text=True)


def test_the_page_runs_nothing_loads_nothing_and_is_kept_by_nobody(unit: Unit) -> None:
    page = unit.ask()

    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script|src=|https?://", page.get_data(as_text=True))


def test_once_all_is_over_there_is_nothing_to_answer(unit: Unit) -> None:
    unit.office.hear(changed(evaluation(2, "90")))

    assert "đã kết thúc" in unit.ask().get_data(as_text=True)
    assert unit.ask("POST", **FORM).status_code == 200


def test_a_link_that_was_changed_or_is_too_old_opens_nothing(unit: Unit) -> None:
    changed_token = unit.token[:-2] + ("A" if unit.token[-2] != "A" else "B") + unit.token[-1]

    assert unit.ask(token=changed_token).status_code == 404
    assert unit.ask(token="x").status_code == 404
    unit.office.now += LASTS + timedelta(days=1)
    assert unit.ask("POST", **FORM).status_code == 404


def test_who_tries_links_is_slowed_down(unit: Unit) -> None:
    answers = [unit.ask(token=f"{number}") for number in range(WRONG_PER_MINUTE + 1)]

    assert [answer.status_code for answer in answers] == [404] * WRONG_PER_MINUTE + [429]
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_who_leaves_gets_no_more_digests(unit: Unit) -> None:
    database, first = unit.office.database, delivery_of(DIGEST, "digest").message
    second = replace(first, id=UUID(int=2), number=2)
    with database.write() as tx:
        OutgoingStore(tx).add(first, [FOCAL])
    with database.read() as tx:
        sent = PageStore(tx).sent(uuid5(first.id, f"mail\n{FOCAL.email}"))
    assert sent is not None

    pages = [show_leaving(sent), *(leave(sent, database, unit.office.now) for _ in range(2))]

    assert [FOCAL.email in page.get_data(as_text=True) for page in pages] == [True, False, False]
    with database.write() as tx:
        assert OutgoingStore(tx).add(second, [FOCAL]) == 0
        assert PageStore(tx).opt_in("mail", FOCAL.email)
