"""Finding the programs that the tests run, and installing them from Debian's packages where that is possible."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.servers.process import ServerFailed

OFFICE = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
PACKAGES = ("rabbitmq-server", "postgresql", "curl", "prometheus", "chromium", *OFFICE)
BROWSER = "TEST_CHROMIUM"
#: seconds before each try to install
PAUSES = (0, 10, 30, 60)
POLICY = Path("/usr/sbin/policy-rc.d")


@dataclass(frozen=True)
class RabbitmqPrograms:
    """Where RabbitMQ's programs are."""

    server: Path
    ctl: Path
    epmd: Path


@dataclass(frozen=True)
class PostgresPrograms:
    """Where PostgreSQL's programs are."""

    server: Path
    initdb: Path


@cache
def rabbitmq_programs() -> RabbitmqPrograms:
    """Find RabbitMQ, installing it when root. Raises ServerFailed saying what to install."""
    # Debian's /usr/sbin wrapper insists on its own user and folders; the script behind it does not.
    return RabbitmqPrograms(*_programs("rabbitmq-server", "rabbitmqctl", "epmd", beside="/usr/lib/rabbitmq/bin"))


@cache
def postgres_programs() -> PostgresPrograms:
    """Find PostgreSQL, installing it when root. Raises ServerFailed saying what to install."""
    # Debian keeps these out of PATH.
    return PostgresPrograms(*_programs("postgres", "initdb", beside="/usr/lib/postgresql/*/bin"))


@cache
def curl() -> Path:
    """Find curl, which the README sends a figure with, installing it when root."""
    return _programs("curl", beside="/usr/bin")[0]


@cache
def promtool() -> Path:
    """Find promtool, which tries the alert rules on made-up series, installing it when root."""
    return _programs("promtool", beside="/usr/bin")[0]


@cache
def chromium() -> Path:
    """Find Chromium, which the upload page is tried in: the one TEST_CHROMIUM names, else Debian's, else installed."""
    named = os.environ.get(BROWSER)
    if named and not os.access(named, os.X_OK):
        raise ServerFailed(f"{BROWSER} names {named}, which is no program")
    return Path(named) if named else _programs("chromium", beside="/usr/bin")[0]


@cache
def soffice() -> Path:
    """Find LibreOffice, which our documents are opened in, installing it when root."""
    return _programs("soffice", beside="/usr/lib/libreoffice/program")[0]


def _programs(*names: str, beside: str) -> list[Path]:
    found = _find(names, beside)
    if None in found and os.geteuid() == 0 and shutil.which("apt-get"):
        with _one_at_a_time():
            found = _find(names, beside)  # another worker of the run may have installed them meanwhile
            if None in found:
                _install()
                found = _find(names, beside)
    if missing := [name for name, path in zip(names, found, strict=True) if path is None]:
        raise ServerFailed(
            f"the tests need real programs and {', '.join(missing)} is not here: run\n"
            f"    apt-get install {' '.join(PACKAGES)}\n"
            "as root; servers that run already may be named instead in TEST_AMQP_URL and TEST_POSTGRES_URL"
        )
    return [path for path in found if path is not None]


def _find(names: Sequence[str], beside: str) -> list[Path | None]:
    folders = [*_newest_first(beside), *os.get_exec_path()]
    found = [shutil.which(name, path=os.pathsep.join(map(str, folders))) for name in names]
    return [Path(path) if path else None for path in found]


def _newest_first(pattern: str) -> list[Path]:
    versions = Path("/").glob(pattern.lstrip("/"))
    return sorted(versions, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0, reverse=True)


@cache
def _install() -> None:
    """Install the packages; whether that worked is seen by looking for them again."""
    sys.stderr.write(f"tests: installing {', '.join(PACKAGES)} with apt-get\n")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=5"]
    install = [*apt, "install", "-y", "--no-install-recommends", *PACKAGES]
    with _nothing_starts():
        # Lists that another apt-get holds, a mirror in the middle of its update: a little later it works.
        for pause in PAUSES:
            time.sleep(pause)
            said = [_run(step) for step in (["dpkg", "--configure", "-a"], [*apt, "update"], install)]
            if not said[-1]:
                return
            sys.stderr.write("".join(said))


def _run(command: Sequence[str]) -> str:
    """Run a command to its end; returns what it said when it failed."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    return f"{' '.join(command[:1])}: {done.stdout}\n{done.stderr}\n" if done.returncode else ""


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Workers of a run that find the same program missing do not install it beside each other."""
    with (Path(tempfile.gettempdir()) / "nhipso-tests-install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _nothing_starts() -> Iterator[None]:
    """Keep Debian's packages from starting system services: the tests start their own."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)
