"""The press makes documents in a process of its own, and neither a bad one nor its end harms whoever asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from services.report.article_flaws import flaw_text
from services.report.pages.page import page_text
from services.report.press import Limits, Press
from services.report.render import FORMATS, rendered
from shared.errors import Refused, Stop, TryLater
from shared.language import speaking
from shared.metrics import REGISTRY
from tests.system.product import eventually
from tests.unit.report.factories import an_edition, an_evaluation

NAME = "tests"
#: a process that has a press at work, says so, and waits to be killed
HOLDER = """
import os, threading, time
from functools import partial
from services.report.press import Press
press = Press("held")
print(press(os.getpid), flush=True)
press(partial(time.sleep, 600))
"""


@pytest.fixture(scope="module")
def standing() -> Iterator[Press]:
    """A press that all tests use that do not end it."""
    press = Press(NAME)
    yield press
    press.end()


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press(NAME, replace(Limits(), in_line=1))
    yield made
    made.end()


def test_an_edition_has_the_same_bytes_from_the_press_as_from_here(standing: Press) -> None:
    bulletin = an_edition(an_evaluation("80"))

    made = standing(partial(rendered, bulletin, tuple(FORMATS)))

    assert made == rendered(bulletin, tuple(FORMATS))


def test_the_work_is_done_in_one_other_process_after_the_other(standing: Press) -> None:
    first, second = standing(os.getpid), standing(os.getpid)

    assert first == second != os.getpid()


def test_the_press_gives_way_to_the_service(standing: Press) -> None:
    assert standing(partial(os.nice, 0)) > os.nice(0)


def test_the_language_of_the_request_goes_along(standing: Press) -> None:
    with speaking("en"):
        english = standing(partial(page_text, "list", "Library", volumes=[]))

    assert "Nothing has been published yet." in english
    assert "Chưa có báo cáo nào" in standing(partial(page_text, "list", "Library", volumes=[]))


def test_what_is_refused_there_is_refused_here_with_everything_it_says(standing: Press) -> None:
    with pytest.raises(Refused) as refused:
        standing(partial(rendered, an_edition(), ("odt",)))

    assert (refused.value.code, refused.value.pointer, refused.value.value) == ("unknown-format", "format", "odt")


def test_a_fault_there_is_a_fault_here_and_the_press_goes_on(standing: Press) -> None:
    with pytest.raises(RuntimeError, match="ValueError: invalid literal"):
        standing(partial(int, "twelve"))
    assert standing(partial(int, "12")) == 12


def test_work_that_needs_too_much_memory_is_ended_with_a_clear_word(standing: Press) -> None:
    with pytest.raises(Stop, match="needs more memory than its process may have") as stopped:
        standing(partial(bytes, standing.limits.memory_bytes))
    assert "cần nhiều bộ nhớ hơn mức cho phép" in flaw_text(stopped.value, "vi")
    assert standing(partial(bytes, 3)) == b"\0\0\0"


def test_work_that_takes_too_long_is_ended_and_the_next_is_done() -> None:
    press = Press(NAME)
    pid = press(os.getpid)
    press.limits = replace(Limits(), seconds=1.0)

    with pytest.raises(TryLater, match="not made within 1 s"):
        press(partial(time.sleep, 600))

    assert not Path(f"/proc/{pid}").exists()
    press.limits = Limits()
    assert press(os.getpid) != pid
    press.end()


def test_work_that_ends_the_process_is_for_later_and_the_next_is_done(press: Press) -> None:
    with pytest.raises(TryLater, match="ended over one"):
        press(partial(signal.raise_signal, signal.SIGKILL))
    assert press(partial(int, "12")) == 12


def test_a_press_that_was_idle_ends_and_is_started_again() -> None:
    press = Press(NAME, replace(Limits(), idle_seconds=0.1))
    first = press(os.getpid)
    eventually(lambda: _has_ended(first), "the idle process has ended")

    second = press(os.getpid)

    press.end()
    assert second != first


def test_whoever_finds_the_line_full_comes_later(press: Press, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    with ThreadPoolExecutor(1) as others:
        at_work = others.submit(press, partial(Path.read_text, gate))
        eventually(lambda: _waiting() == 1, "the press is at work")

        with pytest.raises(TryLater, match="1 documents are waiting"):
            press(os.getpid)

        gate.write_text("open")
        assert at_work.result() == "open"
    assert _waiting() == 0


def test_a_press_ends_with_the_service_whatever_it_is_at() -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        pid = int(holder.stdout.readline())
        holder.kill()

    eventually(lambda: _has_ended(pid), "nobody works for nobody")


def _waiting() -> float | None:
    return REGISTRY.get_sample_value("nhipso_press_waiting", {"press": NAME})


def _has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
