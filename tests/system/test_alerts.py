"""Units that are behind get one mail each, and hear when they have recovered."""

from __future__ import annotations

import csv
import email
import email.policy
import json
import re
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from tests.hook_receiver import HookReceiver, receiving_hooks
from tests.system.product import PROVINCE, Product, embedded, eventually
from tests.system.sample import figures, published
from tests.system.test_same_bulletin_everywhere import send

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HOOKED = "so-noi-vu"


@pytest.fixture(scope="module")
def receiver() -> Iterator[HookReceiver]:
    with receiving_hooks() as opened:
        yield opened


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, receiver: HookReceiver) -> Iterator[Product]:
    """A product of a province of which one unit is also told by webhook and by apprise."""
    folder = tmp_path_factory.mktemp("alerts")
    shutil.copytree(PROVINCE, folder / "province")
    rows = [
        {
            "unit": HOOKED,
            "name": "Hệ thống",
            "channel": "webhook",
            "address": receiver.url,
            "secret": "env:HOOK_SECRET",
        },
        {"unit": HOOKED, "name": "Nhóm trực", "channel": "apprise", "address": f"file:{folder / 'chat'}"},
    ]
    columns = [*contact_rows()[0], "channel", "address", "secret"]
    with (folder / "province" / "contacts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(contact_rows() + [{"role": "focal", "language": "vi", **row} for row in rows])
    (folder / "chat").write_text(f"json://127.0.0.1:{receiver.port}/chat")
    allowed = {"NHIPSO_PROVINCE": f"{folder / 'province'}", "NHIPSO_ALLOW_PRIVATE_WEBHOOKS": "127.0.0.0/8"}
    with embedded(folder, HOOK_SECRET=SECRET, **allowed) as running:
        yield running


def behind(period: str) -> dict[str, list[str]]:
    """The units whose published verdict is "Không đạt", with their figures as Vietnamese print them."""
    found: dict[str, list[str]] = {}
    for row in published(period):
        if row["verdict"] == "Không đạt":
            found.setdefault(row["unit"], []).append(row["value"].replace(".", ",") + "%")
    return found


def read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.fixture(scope="module")
def june(product: Product) -> list[EmailMessage]:
    """The mails after the figures of June 2022."""
    send(product, figures("2022-06"))
    eventually(lambda: len(product.mails()) >= len(behind("2022-06")), "every unit behind has its mail")
    return [read(path) for path in product.mails()]


def unit_of(message: EmailMessage, product: Product) -> str:
    """The unit whose contact a mail went to."""
    contacts = {row["email"]: row["unit"] for row in contact_rows()}
    return contacts[str(message["To"].addresses[0].addr_spec)]


def contact_rows() -> list[dict[str, str]]:
    with (PROVINCE / "contacts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_exactly_the_units_published_as_behind_get_exactly_one_mail(product: Product, june: list[EmailMessage]) -> None:
    assert sorted(unit_of(message, product) for message in june) == sorted(behind("2022-06"))


def test_each_mail_lists_every_figure_that_is_behind_and_no_other(product: Product, june: list[EmailMessage]) -> None:
    for message in june:
        expected = behind("2022-06")[unit_of(message, product)]

        assert f"{len(expected):02d}" in str(message["Subject"]) or f"{len(expected)} " in str(message["Subject"])
        assert all(figure in text_of(message) for figure in expected)


def test_each_mail_names_target_gap_and_legal_basis(june: list[EmailMessage]) -> None:
    for message in june:
        text = text_of(message)

        assert "27/QĐ-UBQGCĐS" in text
        assert re.search(r"80%|50%", text)
        assert "điểm" in text
        assert "16/6/2022" in text


@pytest.mark.usefixtures("june")
def test_a_unit_is_told_once_by_each_of_its_channels(product: Product, receiver: HookReceiver) -> None:
    eventually(lambda: len(receiver.calls) >= 2, "webhook and chat have arrived")
    by_path = {call.path: call for call in receiver.calls}

    facts = by_path["/hooks/so-noi-vu"].verified_by(SECRET)["data"]
    eventually(lambda: told(product, HOOKED) == {"apprise", "mail", "webhook"}, "each channel is noted")
    counted = 'nhipso_handover_seconds_count{channel="webhook"} 1.0'
    eventually(lambda: counted in metrics(product), "the webhook is counted")

    assert len(receiver.calls) == 2
    assert isinstance(facts, dict)
    assert facts["unit"] == HOOKED
    assert {alert["value"].replace(".", ",") + "%" for alert in facts["alerts"]} == set(behind("2022-06")[HOOKED])
    assert "Sở Nội vụ" in json.loads(by_path["/chat"].body)["title"]


def told(product: Product, unit: str) -> set[str]:
    """The channels by which a unit was told."""
    history = product.json("alerts", "history", "--unit", unit)
    assert len({row["channel"] for row in history}) == len(history)
    return {row["channel"] for row in history}


def metrics(product: Product) -> str:
    return httpx.get(f"{product.ops_url('all')}/metrics", timeout=30).text


def test_the_trace_of_the_request_is_in_the_log_and_the_mail(product: Product, june: list[EmailMessage]) -> None:
    (trace,) = {match for message in june for match in re.findall(r"\b[0-9a-f]{32}\b", text_of(message))}

    assert trace in product.log_of("all")


def test_a_unit_answers_by_the_link_in_its_mail(product: Product, june: list[EmailMessage]) -> None:
    unit = unit_of(june[0], product)
    (link,) = re.findall(r"http://\S+/a/\S+", text_of(june[0]))
    answer = {"by": "Chánh Văn phòng", "plan": "Hướng dẫn nộp hồ sơ trực tuyến", "promised_on": ""}

    looked = httpx.get(link, timeout=30)
    states = [row["state"] for row in product.json("alerts", "list", "--unit", unit)]
    sent = httpx.post(link, data=answer, timeout=30)

    assert (looked.status_code, set(states), sent.status_code) == (200, {"open"}, 200)
    assert {row["state"] for row in product.json("alerts", "list", "--unit", unit)} == {"acknowledged"}
    assert httpx.post(link[:-4] + "AAAA", data=answer, timeout=30).status_code == 404


def test_units_that_recovered_are_told_and_their_alerts_are_closed(product: Product, june: list[EmailMessage]) -> None:
    before = {path.name for path in product.mails()}

    send(product, figures("2023-02"))
    eventually(lambda: len(product.mails()) >= 2 * len(june), "every unit that recovered is told")

    after = [read(path) for path in product.mails() if path.name not in before]
    assert sorted(unit_of(message, product) for message in after) == sorted(behind("2022-06"))
    assert all("đạt" in text_of(message) for message in after)
    assert product.json("alerts", "list") == []
