"""The process of a press as the service sees it."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from services.report.press.wire import Asked, Done, receive, send

MODULE: Final = "services.report.press.worker"


@dataclass(frozen=True)
class Child:
    """A process and the line to it. Only one work may be on the line."""

    process: subprocess.Popen[bytes]
    line: socket.socket

    @classmethod
    def start(cls, limits: object) -> Child:
        """Start one that keeps within `limits`."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-P", "-m", MODULE, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # Ctrl-C at the service's terminal is for the service, which then hangs up.
                start_new_session=True,
            )
        send(ours, limits)
        return cls(process, ours)

    def ask(self, asked: Asked, seconds: float) -> Done:
        """What came of it. Raises EOFError when the process has ended, TimeoutError when no answer comes in time."""
        self.line.settimeout(seconds)
        try:
            send(self.line, asked)
            done: Done = receive(self.line)
        except ConnectionError as error:
            raise EOFError from error
        return done

    def end(self) -> None:
        """End it, whatever it is at."""
        self.process.kill()
        self.line.close()
        self.process.wait()
