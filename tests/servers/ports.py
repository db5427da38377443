"""Ports for what the tests start."""

from __future__ import annotations

import os
import random
import socket
from collections import deque

# Below those that the kernel takes for connections by itself: nobody comes between the asking and the listening.
FIRST, LAST = 10_000, 32_000
#: each worker of a run has its own
SHARES = 8

_given: deque[int] = deque(maxlen=500)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, and that no other worker of this run is given."""
    share = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SHARES
    while True:
        port = random.randrange(FIRST, LAST, SHARES) + share
        if port not in _given and _is_free(port):
            _given.append(port)
            return port


def free_ports(count: int) -> list[int]:
    """So many of them, all different."""
    return [free_port() for _ in range(count)]


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
