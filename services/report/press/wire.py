"""What goes between the service and its press: work there, what it made or raised back, each as one frame.

Frames are pickled. Both ends are our own, of the same version, on a socket that nobody else can reach.
"""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from structlog.contextvars import get_contextvars

from shared.language import LANGUAGE, Language

HEAD: Final = struct.Struct(">Q")


@dataclass(frozen=True)
class Asked:
    """Work, in the language of the request it is for, and what the log says of that."""

    work: Callable[[], Any]
    language: Language = field(default_factory=LANGUAGE.get)
    logged: dict[str, Any] = field(default_factory=get_contextvars)


@dataclass(frozen=True)
class Done:
    """What the work made, or what it raised; `told` is the traceback of what nobody expected."""

    made: Any = None
    raised: Exception | None = None
    told: str = ""


def send(line: socket.socket, content: object) -> None:
    """Send one frame. Raises OSError where the other end is gone."""
    packed = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    line.sendall(HEAD.pack(len(packed)))
    line.sendall(packed)


def receive(line: socket.socket) -> Any:
    """The next frame. Raises EOFError where the other end is gone."""
    (size,) = HEAD.unpack(_read(line, HEAD.size))
    return pickle.loads(_read(line, size))  # noqa: S301  # from our own other end


def _read(line: socket.socket, size: int) -> bytearray:
    found = bytearray(size)
    view = memoryview(found)
    while view:
        count = line.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return found
