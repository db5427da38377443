"""What an operator is told to run for an account, and what the document shows."""

from __future__ import annotations

import re
import shlex

import pytest

from services.ingest.account_commands import permissions
from tests.census import ROOT


def patterns(user: str, source: str) -> list[str]:
    """Configure, write and read of the account."""
    return shlex.split(permissions(user, source)[0])[-3:]


def test_the_document_shows_what_the_command_prints() -> None:
    document = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")

    for line in permissions("cong-dvc", "cong-dvc"):
        assert line in document


@pytest.mark.parametrize("name", ["nhipso.events", "nhipso.receipts", "nhipso.dlx", "amq.default", "so-y-te.replies"])
def test_an_account_writes_to_the_door_and_its_own_queues_only(name: str) -> None:
    configure, write, _read = patterns("cong-dvc", "cong-dvc")

    assert not re.search(write, name)
    assert not re.search(configure, name)
    assert re.search(write, "nhipso.submissions")
    assert re.search(configure, "cong-dvc.replies")


def test_a_dot_in_a_name_is_only_a_dot() -> None:
    configure, _write, read = patterns("so.y", "so.y")

    assert not re.search(configure, "soxy.replies")
    assert not re.search(read, "nhipsoxreceipts")


def test_a_vhost_is_named_and_quoted() -> None:
    assert all(line.startswith("rabbitmqctl -p 'a b' ") for line in permissions("u", "s", "a b"))
