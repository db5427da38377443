"""Ports for what the tests start."""

from __future__ import annotations

import os
import random
import socket
from collections import deque
from pathlib import Path

KERNELS_OWN = Path("/proc/sys/net/ipv4/ip_local_port_range")
FIRST, LAST = 10_000, 32_000
#: enough for those that are remembered as given, in each of the shares
FEWEST = 5_000
#: each worker of a run has its own
SHARES = 8

_given: deque[int] = deque(maxlen=500)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, and that no other worker of this run is given."""
    share = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SHARES
    last = last_port(KERNELS_OWN.read_text(encoding="ascii") if KERNELS_OWN.exists() else "")
    while True:
        port = random.randrange(FIRST, last, SHARES) + share
        if port not in _given and _is_free(port):
            _given.append(port)
            return port


def free_ports(count: int) -> list[int]:
    """So many of them, all different."""
    return [free_port() for _ in range(count)]


def last_port(kernels_own: str) -> int:
    """Below those that the kernel takes for connections by itself: nobody comes between the asking and the listening.

    Most kernels begin at 32768, some far lower.
    """
    lowest = int(kernels_own.split(maxsplit=1)[0]) if kernels_own.strip() else LAST
    return min(lowest - SHARES, LAST) if lowest > FIRST + FEWEST else LAST


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
