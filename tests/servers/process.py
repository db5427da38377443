"""A server process that never outlives the tests."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

#: a server that takes longer than this to come up or to go down is broken
PATIENCE = 120.0


class ServerFailed(Exception):
    """A server could not be found, did not start, or did not stop; the message says what to do."""


class ServerProcess:
    """One server in the foreground, its output in `log`.

    The kernel sends it `farewell` when the process that started it dies, however it dies: start it from the main
    thread, because the kernel means the thread.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        environ: Mapping[str, str] | None = None,
        user: str | None = None,
        farewell: signal.Signals = signal.SIGKILL,
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*becoming(user), "--pdeathsig", farewell.name, "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environ,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the tests, which stop their servers themselves
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        if self.running:
            self._process.send_signal(number)

    def send_all(self, number: signal.Signals) -> None:
        """Signal the server and every process it started."""
        if not self.running:
            return
        for pid in (*_descendants(self.pid), self.pid):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue  # it ended by itself meanwhile

    def kill_all(self) -> None:
        """End the server and every process it started, and wait until all of them are gone."""
        family = (*_descendants(self.pid), self.pid) if self.running else ()
        self.send_all(signal.SIGKILL)
        self.wait()
        deadline = time.monotonic() + PATIENCE
        while left := [pid for pid in family if _lives(pid)]:
            if time.monotonic() > deadline:
                raise ServerFailed(f"{left}, started by {self._process.args!r}, do not end")
            time.sleep(0.01)

    def wait(self, patience: float = PATIENCE) -> None:
        """Wait until it ended. Raises ServerFailed when it does not."""
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            raise ServerFailed(f"{self._process.args!r} does not end; see {self.log}") from None

    def await_true(self, ready: Callable[[], bool], what: str) -> None:
        """Wait until `ready()`. Raises ServerFailed with the end of the log when the server dies or is too slow."""
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if not self.running or time.monotonic() > deadline:
                raise ServerFailed(f"{what} did not start:\n{_tail(self.log)}")
            time.sleep(0.05)


def becoming(user: str | None) -> list[str]:
    """The start of a command line that runs the rest of it as this user, None for the one we are."""
    if user is None:
        return ["setpriv"]
    entry = pwd.getpwnam(user)
    return ["setpriv", "--reuid", str(entry.pw_uid), "--regid", str(entry.pw_gid), "--clear-groups"]


def accepts(port: int) -> bool:
    """Say whether somebody listens on this port of 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _lives(pid: int) -> bool:
    """Whether the process still has memory and files: a zombie has none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _descendants(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [found for child in children for found in (*_descendants(child), child)]


def _tail(log: Path, lines: int = 25) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
