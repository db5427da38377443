"""What becomes of a message by the services of apprise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.notify.channels import apprise
from services.notify.channels.faults import endpoint_faults
from services.notify.domain.answer import Word
from services.notify.domain.reach import Reach
from shared.catalogue import Contact
from tests.hook_receiver import HookReceiver, receiving_hooks

SECRET = "whsec_" + "A" * 32


@pytest.fixture(scope="module")
def hook() -> Iterator[HookReceiver]:
    with receiving_hooks() as opened:
        yield opened


def test_a_service_gets_title_and_text(hook: HookReceiver) -> None:
    answer = apprise.send(f"json://127.0.0.1:{hook.port}/chat", "Sở Nội vụ", "2 chỉ tiêu chưa đạt")

    assert answer.word is Word.TAKEN
    said = hook.calls.pop().body.decode()
    assert "Sở Nội vụ" in said.encode().decode("unicode_escape") or "Sở Nội vụ" in said
    assert hook.calls == []


@pytest.mark.parametrize(("status", "word"), [(500, Word.BUSY), (410, Word.GONE)])
def test_a_service_that_refuses_is_told_by_its_status(hook: HookReceiver, status: int, word: Word) -> None:
    hook.statuses = [status]

    answer = apprise.send(f"json://user:s3cret@127.0.0.1:{hook.port}/chat", "x", "y")

    assert (answer.word, answer.detail) == (word, f"apprise: HTTP {status}")


def test_a_service_that_does_not_listen_is_away() -> None:
    with receiving_hooks() as gone:
        port = gone.port

    assert apprise.send(f"json://127.0.0.1:{port}/chat", "x", "y").word is Word.AWAY


def test_a_service_that_never_answers_is_left_after_its_time(hook: HookReceiver) -> None:
    answer = apprise.send(f"json://127.0.0.1:{hook.port}/chat", "x", "y", timeout=0.01)

    assert (answer.word, answer.uncertain) == (Word.BUSY, True)


def test_what_is_wrong_with_endpoints_is_found_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: HookReceiver
) -> None:
    hook.calls.clear()
    for name, value in {"GOOD": SECRET, "BAD": "whsec_short", "CHAT": "nothing://x", "WELL": "json://x"}.items():
        monkeypatch.setenv(name, value)
    hooks = {
        "https://192.0.2.1/x": "GOOD",
        "https://8.8.8.8/x": "BAD",
        "https://8.8.4.4/x": "GONE",
        "https://9.9.9.9/": "GOOD",
    }
    contacts = [
        Contact("u", "", "X", channel="webhook", endpoint=url, secrets=(f"env:{name}",)) for url, name in hooks.items()
    ]
    chats = [Contact("u", "", "X", channel="apprise", endpoint=f"env:{name}") for name in ("CHAT", "WELL")]

    found = list(endpoint_faults([*contacts, *chats, Contact("u", "a@b.example", "X")], Reach()))

    private, *others = found
    assert private.startswith("u webhook https://192.0.2.1/x: 192.0.2.1 is not an address of the internet;")
    assert others == [
        "u webhook https://8.8.8.8/x: the secret is not whsec_ followed by base64",
        "u webhook https://8.8.4.4/x: env:GONE is empty or not set",
        "u apprise env:CHAT: apprise does not know this kind of address",
    ]
    assert hook.calls == []
