"""Requests that arrive at fixed times, whatever became of those before: `python -m tests.bench.arrivals`.

How long one waited counts from when it was due, not from when it could at last be sent: a sender that waits for slow
answers before it sends more would measure only the quiet moments.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

LONGEST_WAIT = 30.0
#: as many as a gateway keeps open; a request that finds none free waits, and that counts too
CONNECTIONS = 64


@dataclass(frozen=True)
class Arrivals:
    """What is sent where, and how many in a second."""

    port: int
    key: str
    rate: float
    bodies: list[str]
    path: str = "/v1/figures"


@dataclass
class Arrived:
    """Seconds that each answer took since its request was due, how many of each status, seconds until the last."""

    waits: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


class Sender:
    """Sends each request on a connection that is free."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._statuses: Counter[str] = Counter()
        self._waits: list[float] = []

    async def run(self) -> Arrived:
        began = time.perf_counter() + 0.1
        async with asyncio.TaskGroup() as group:
            for number, body in enumerate(self._arrivals.bodies):
                due = began + number / self._arrivals.rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                group.create_task(self._send(body, due))
        for _reader, writer in self._free:
            writer.close()
        return Arrived(self._waits, dict(self._statuses), time.perf_counter() - began)

    async def _send(self, body: str, due: float) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT), self._room:
                status = await self._answer(body.encode())
        except (OSError, EOFError, TimeoutError) as error:
            status = type(error).__name__
        self._statuses[status] += 1
        self._waits.append(time.perf_counter() - due)

    async def _answer(self, body: bytes) -> str:
        port = self._arrivals.port
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", port)
        writer.write(self._head(len(body)) + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(line for line in head.lower().split("\r\n") if line.startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
        self._free.append((reader, writer))
        return head.split(" ", 2)[1]

    def _head(self, length: int) -> bytes:
        return (
            f"POST {self._arrivals.path} HTTP/1.1\r\nHost: door\r\nAuthorization: Bearer {self._arrivals.key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        ).encode()


def percentile(waits: Sequence[float], share: float) -> float:
    """The wait that this share of the requests did not exceed."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> None:
    """Read what to send as JSON from standard input, send it, and write what came of it to standard output."""
    arrived = asyncio.run(Sender(Arrivals(**json.load(sys.stdin))).run())
    json.dump(asdict(arrived), sys.stdout)


if __name__ == "__main__":
    main()
