"""What the way between us and the broker can do: fall silent, lose, delay, break."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from tests.faults.rig import Rig
from tests.system.product import SERVICES


def test_a_half_open_link_of_a_consumer_is_given_up(rig: Rig) -> None:
    with rig.fault("4 half-open link of scoring", ends="scoring"):
        before = rig.metric("scoring", "nhipso_reconnects_total")
        rig.line("scoring.amqp").set("zombie")
        rig.await_true(lambda: rig.metric("scoring", "nhipso_reconnects_total") > before, "scoring connects anew", 90)


@pytest.mark.full
def test_a_line_that_is_silent_for_a_while_loses_and_doubles_nothing(rig: Rig) -> None:
    with rig.fault("5 silence of 8 s both ways"):
        for line in rig.lines.of(".amqp"):
            line.set("hole")
        time.sleep(8)


@pytest.mark.full
def test_a_storm_of_resets_loses_nothing_and_leaves_no_connections_behind(rig: Rig) -> None:
    with rig.fault("6 reset every 0.5 s for 10 s"):
        before = _connections(rig)
        for _ in range(10):
            for mode in ("reset", "pass"):
                for line in rig.lines.of(".amqp"):
                    line.set(mode)
                time.sleep(0.5)
        rig.await_progress(30)
        rig.await_true(lambda: _connections(rig) == before, "as many connections as before")
        assert max(_descriptors(rig).values()) < 80


def _connections(rig: Rig) -> dict[str, int]:
    return {line.name: line.state()["open"] for line in rig.lines.of(".amqp")}


def _descriptors(rig: Rig) -> dict[str, int]:
    return {name: len(list(Path(f"/proc/{p.pid}/fd").iterdir())) for name, p in rig.product.processes.items()}


def test_events_whose_confirms_are_lost_are_sent_again_and_applied_once(rig: Rig) -> None:
    with rig.fault("7 lost confirms", ends="ingest"):
        before = rig.metric("scoring", "nhipso_events_repeated_total")
        rig.line("ingest.amqp").set("drop-down")
        rig.await_true(lambda: _handled_but_unconfirmed(rig), "an event that is handled and not confirmed")
        rig.line("ingest.amqp").set("reset")
        rig.line("ingest.amqp").set("pass")
        rig.await_true(lambda: rig.metric("scoring", "nhipso_events_repeated_total") > before, "repeated events")


def _handled_but_unconfirmed(rig: Rig) -> bool:
    unsent = rig.query("ingest", "select message_id from outbox where sent_at is null")
    return bool(set(unsent) & set(rig.query("scoring", "select message_id from inbox_message")))


@pytest.mark.full
def test_events_whose_acknowledgements_are_lost_come_again_and_are_applied_once(rig: Rig) -> None:
    with rig.fault("8 lost acknowledgements"):
        before = rig.metric("report", "nhipso_reconnects_total")
        rig.line("report.amqp").set("drop-up")
        time.sleep(3)
        rig.line("report.amqp").set("reset")
        rig.line("report.amqp").set("pass")
        rig.await_true(lambda: rig.metric("report", "nhipso_reconnects_total") > before, "the report connects anew")


@pytest.mark.full
@pytest.mark.parametrize(("mode", "amount"), [("delay", 300), ("rate", 20)])
def test_a_slow_line_is_endured(rig: Rig, mode: str, amount: float) -> None:
    with rig.fault(f"9 slow line: {mode} {amount:.0f}"):
        for line in rig.lines.of(".amqp"):
            line.set(mode, amount)
        time.sleep(15)


@pytest.mark.full
def test_descriptors_that_run_out_for_a_while_lose_nothing(rig: Rig) -> None:
    with rig.fault("41 out of file descriptors", patience=100):  # a mail is tried again after a minute
        limits = {}
        for name in SERVICES:
            pid = rig.product.processes[name].pid
            limits[pid] = resource.prlimit(pid, resource.RLIMIT_NOFILE)
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (_descriptors(rig)[name] - 2, limits[pid][1]))
        for line in (*rig.lines.of(".amqp"), *rig.lines.of(".pg")):
            line.set("reset")
            line.set("pass")
        time.sleep(8)
        for pid, limit in limits.items():
            if Path(f"/proc/{pid}").exists():
                resource.prlimit(pid, resource.RLIMIT_NOFILE, limit)
        for name in SERVICES:
            if rig.product.processes[name].poll() is not None:
                del rig.product.processes[name]
