"""Random faults, one after the other, under load, and the ledger at the end: `make soak SECONDS=600 SEED=7`."""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.faults.rig import Rig, Row, embedded, on_servers

Fault = Callable[[Rig, random.Random], None]
KILLED = ("scoring", "report", "notify", "ingest")


def broker_kill(rig: Rig, chance: random.Random) -> None:
    rig.rabbitmq.kill()
    rig.rabbitmq.start()


def broker_freeze(rig: Rig, chance: random.Random) -> None:
    rig.rabbitmq.freeze()
    time.sleep(chance.uniform(1, 7))
    rig.rabbitmq.thaw()


def database_crash(rig: Rig, chance: random.Random) -> None:
    rig.database.stop_immediate()
    time.sleep(chance.uniform(0, 3))
    rig.database.start()


def sessions_end(rig: Rig, chance: random.Random) -> None:
    rig.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'nhipso-%'")


def process_dies(rig: Rig, chance: random.Random) -> None:
    rig.product.kill(chance.choice(KILLED), chance.choice([signal.SIGKILL, signal.SIGTERM]))
    time.sleep(chance.uniform(0, 1))
    rig.product.start_all()


def line_breaks(rig: Rig, chance: random.Random) -> None:
    line = rig.line(chance.choice(KILLED) + chance.choice([".amqp", ".pg"]))
    line.set(chance.choice(["hole", "drop-up", "drop-down", "zombie"]))
    time.sleep(chance.uniform(0.5, 4))
    line.set("reset")
    line.set("pass")


def answers_are_lost(rig: Rig, chance: random.Random) -> None:
    line = rig.line(chance.choice(["ingest.pg", "scoring.pg", "notify.pg", "report.pg"]))
    line.trap("COMMIT", "lose")
    time.sleep(1)
    line.set("reset")
    line.set("pass")


def senders_are_cut(rig: Rig, chance: random.Random) -> None:
    for _ in range(5):
        rig.line("http").set("reset")
        rig.line("http").set("pass")
        time.sleep(0.2)


def embedded_dies(rig: Rig, chance: random.Random) -> None:
    rig.product.kill("all", chance.choice([signal.SIGKILL, signal.SIGTERM]))
    rig.product.start_all()


FAULTS: Mapping[str, tuple[Fault, ...]] = {
    "servers": (
        broker_kill,
        broker_freeze,
        database_crash,
        sessions_end,
        process_dies,
        process_dies,
        line_breaks,
        line_breaks,
        answers_are_lost,
        senders_are_cut,
    ),
    "embedded": (embedded_dies, embedded_dies, embedded_dies, senders_are_cut),
}


def soak(rig: Rig, mode: str, seconds: float, seed: int, patience: float = 330) -> tuple[Row, Counter[str]]:
    """Break things for so long; raises AssertionError with what the ledger finds."""
    chance, done = random.Random(seed), Counter[str]()
    # A mail that was being sent when its sender died waits for the end of a lease: five minutes.
    with rig.fault(f"44 soak of {mode}, {seconds:.0f} s, seed {seed}", patience=patience) as row:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            fault = chance.choice(FAULTS[mode])
            done[fault.__name__] += 1
            fault(rig, chance)
            time.sleep(chance.uniform(0.3, 2))
    return row, done


def main() -> int:
    """Soak in one mode or both; print a line a mode."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("--mode", choices=[*FAULTS, "both"], default="both")
    given = asked.parse_args()
    sys.stdout.write(f"seed {given.seed}\n")
    failed = 0
    for mode in FAULTS if given.mode == "both" else [given.mode]:
        opening = on_servers if mode == "servers" else embedded
        with tempfile.TemporaryDirectory(prefix="nhipso-soak-") as folder, opening(Path(folder), given.seed) as rig:
            try:
                _row, done = soak(rig, mode, given.seconds, given.seed)
            except AssertionError as error:
                sys.stdout.write(f"{error}\n")
                failed, done = 1, Counter()
            row = rig.table[-1]
            counts = ", ".join(f"{kind} {row.found[kind]}" for kind in ("missing", "double", "wrong", "dead"))
            faults = ", ".join(f"{name} {times}" for name, times in sorted(done.items()))
            sys.stdout.write(
                f"{row.fault}: {done.total()} faults ({faults}); accepted {row.accepted}, repeated {row.repeated}; "
                f"{counts}; progress {row.progress:.1f} s, complete {row.complete:.1f} s\n"
            )
    return failed


if __name__ == "__main__":
    sys.exit(main())
