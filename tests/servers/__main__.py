"""Run a command with real servers: `python -m tests.servers -- pytest tests`.

The command finds them in TEST_AMQP_URL and TEST_POSTGRES_URL, and its temporary files go when it ends.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from tests.servers.process import ServerFailed
from tests.servers.session import running_servers

DURABLE = "--durable"


def main(arguments: list[str]) -> int:
    """Start the servers, run the command, stop the servers; returns the command's exit code."""
    durable = arguments[:1] == [DURABLE]
    arguments = arguments[durable:]
    if arguments[:1] != ["--"] or not arguments[1:]:
        sys.stderr.write(f"usage: python -m tests.servers [{DURABLE}] -- COMMAND [ARGUMENT...]\n")
        return 2
    # Ending by exception lets every block on the way stop its server.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    with tempfile.TemporaryDirectory(prefix="nhipso-tests-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # PostgreSQL runs as another user
        tempfile.tempdir = folder
        try:
            with running_servers(os.environ, durable=durable) as named:
                return _run(arguments[1:], {**os.environ, **named, "TMPDIR": folder})
        except ServerFailed as failure:
            sys.stderr.write(f"tests: {failure}\n")
            return 1


def _run(command: list[str], environ: dict[str, str]) -> int:
    with subprocess.Popen(command, env=environ) as process:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the command too: it decides
        try:
            return process.wait()
        finally:
            process.terminate()


def _end(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
