"""A process of lines between two programs, each of which can be cut, muted, slowed, reset or listened on.

Told what to do by lines of JSON on its standard input, and answers each one when it is done; ends with its starter.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
import sys
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

CHUNK = 65536
#: chunks on their way in one direction of one connection; more, and the sender has to wait
QUEUE = 64
NAP = 0.01
#: modes in which a new connection is answered with a reset
CLOSED = ("reset", "refuse")
UP, DOWN = "up", "down"


@dataclass
class Trap:
    """What springs when bytes that match go one way: the connection falls silent before (`stall`) or after them
    (`lose`: they arrive, their answer does not).
    """

    pattern: re.Pattern[bytes]
    way: str
    then: str


@dataclass(eq=False)
class Connection:
    """One accepted connection and the one made for it."""

    near: StreamWriter
    far: StreamWriter
    mute: bool = False
    stalled: bool = False  # mute until its near side is gone: a program that ends is seen to end
    deaf: bool = False  # the answers of the far side are thrown away

    def reset(self) -> None:
        """End both sides without a farewell."""
        for writer in (self.near, self.far):
            reset(writer)


@dataclass
class Line:
    """A listening port and what becomes of the bytes that go through it."""

    target: int
    mode: str = "pass"
    amount: float = 0.0
    port: int = 0
    hits: int = 0
    accepted: int = 0
    trap: Trap | None = None
    connections: set[Connection] = field(default_factory=set)

    async def open(self) -> None:
        server = await asyncio.start_server(self.accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    def set(self, mode: str, amount: float = 0.0) -> None:
        self.mode, self.amount = mode, amount
        if mode == "zombie":
            for connection in self.connections:
                connection.mute = True
        if mode == "reset":
            for connection in list(self.connections):
                connection.reset()

    async def accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.accepted += 1
        while self.mode == "hole":  # noqa: ASYNC110  # its end is no event: modes follow each other
            await asyncio.sleep(NAP)
        if self.mode in CLOSED:
            reset(writer)
            return
        try:
            far_reader, far = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            reset(writer)
            return
        connection = Connection(writer, far)
        self.connections.add(connection)
        try:
            await asyncio.gather(
                self.carry(connection, reader, far, UP), self.carry(connection, far_reader, writer, DOWN)
            )
        finally:
            self.connections.discard(connection)
            for one in (writer, far):
                one.close()

    async def carry(self, connection: Connection, reader: StreamReader, writer: StreamWriter, way: str) -> None:
        """Move bytes one way; reading and writing apart, so that a delay is a delay and not a narrow pipe."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(QUEUE)
        sending = asyncio.create_task(self.send(connection, queue, writer, way))
        clock = asyncio.get_running_loop().time
        try:
            with suppress(OSError):
                while data := await reader.read(CHUNK):
                    late = self.amount / 1000 if self.mode == "delay" else 0.0
                    await queue.put((clock() + late, data))
            if connection.stalled:
                connection.reset()
                return
            await queue.put((clock(), b""))
            await sending
        finally:
            sending.cancel()

    async def send(
        self, connection: Connection, queue: asyncio.Queue[tuple[float, bytes]], writer: StreamWriter, way: str
    ) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            due, data = await queue.get()
            if (late := due - clock()) > 0:
                await asyncio.sleep(late)
            losing = bool(data) and self.springs(connection, data, way)
            while self.mode == "hole" or connection.mute:  # noqa: ASYNC110
                await asyncio.sleep(NAP)
            if not data:
                with suppress(OSError, RuntimeError):
                    writer.write_eof()
                return
            if self.mode == f"drop-{way}" or (way == DOWN and connection.deaf):
                continue
            if self.mode == "rate":
                await asyncio.sleep(len(data) / 1024 / self.amount)
            writer.write(data)
            try:
                await writer.drain()
            except OSError:
                # The other direction may still have something to say; nobody reads this one any more.
                connection.reset()
                return
            connection.deaf |= losing

    def springs(self, connection: Connection, data: bytes, way: str) -> bool:
        """Whether the trap springs on these bytes and their answer must be lost."""
        trap = self.trap
        if trap is None or trap.way != way or not trap.pattern.search(data):
            return False
        self.hits += 1
        self.trap = None
        if trap.then == "stall":
            connection.mute = connection.stalled = True
        return trap.then == "lose"


def reset(writer: StreamWriter) -> None:
    """Close a socket so that its peer sees a reset."""
    with suppress(OSError, AttributeError):
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


async def obey(lines: dict[str, Line], order: dict[str, Any]) -> dict[str, Any]:
    """Do one thing that was asked for; returns the state of the line."""
    if "target" in order:
        lines[order["line"]] = Line(order["target"])
        await lines[order["line"]].open()
    line = lines[order["line"]]
    if "mode" in order:
        line.set(order["mode"], order.get("amount", 0.0))
    if "pattern" in order:
        line.hits = 0
        line.trap = Trap(re.compile(order["pattern"].encode("latin-1"), re.DOTALL), order["way"], order["then"])
    return {"port": line.port, "hits": line.hits, "accepted": line.accepted, "open": len(line.connections)}


async def main() -> None:
    """Obey until the starter is gone."""
    lines: dict[str, Line] = {}
    orders = StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while order := await orders.readline():
        answer = await obey(lines, json.loads(order))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
