"""What the mail server can do to us: refuse for a while, hang up after taking a mail, fall silent."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tests.faults.rig import Rig


@pytest.mark.full
def test_a_mail_server_that_refuses_for_a_while_gets_each_mail_once(rig: Rig) -> None:
    with rig.fault("40 mail server answers 451", ends="notify", patience=100):
        rig.receiver.replies["MAIL"] = "451 later"
        time.sleep(4)
        rig.receiver.replies.clear()


@pytest.mark.full
def test_a_mail_server_that_falls_silent_holds_up_nothing_else(rig: Rig) -> None:
    with rig.fault("40 mail server silent", ends="notify", patience=150):
        rig.line("smtp").set("hole")
        rig.await_progress(30)
        time.sleep(4)


@pytest.mark.full
def test_a_mail_taken_without_an_answer_comes_at_most_once_more_and_that_is_known(rig: Rig) -> None:
    with rig.fault("40 mail server hangs up after the mail", ends="notify", patience=100):
        rig.receiver.replies["END"] = "hang up"
        seen = len(rig.receiver.mails)
        rig.await_true(lambda: len(rig.receiver.mails) > seen, "a mail taken without an answer")
        rig.receiver.replies.clear()

    times = Counter(str(mail["Message-ID"]) for mail in rig.receiver.mails)
    assert max(times.values()) <= 2
