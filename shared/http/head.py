"""The head of a request, read strictly: what two readers could read two ways is no request."""

from __future__ import annotations

import re
from email import errors
from email.message import Message
from typing import Any

#: of the flaws that the parser of mail finds, those of a header; what it misses in the body is not there yet
FLAWS = (
    errors.MissingHeaderBodySeparatorDefect,
    errors.InvalidHeaderDefect,
    errors.FirstHeaderLineIsContinuationDefect,
)
LENGTH = re.compile(r"[0-9]{1,18}")


class Malformed(Exception):
    """The head is not HTTP; the text says why."""


class HeaderLines:
    """The header lines of a request. Raises Malformed for one that another reader might split or join differently."""

    def __init__(self, lines: Any) -> None:
        self._lines = lines

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._lines.readline(size)
        text = line.removesuffix(b"\n").removesuffix(b"\r")
        if not line:
            raise Malformed("the request ends within its headers")
        if b"\r" in text or b"\0" in text or line[:1] in (b" ", b"\t"):
            raise Malformed("a header is one line of text")
        return line


def flaw(headers: Message, version: str) -> str | None:
    """What is wrong with headers that could each be read."""
    lengths = headers.get_all("Content-Length", [])
    if any(isinstance(defect, FLAWS) for defect in headers.defects):
        return "a header line has no name or no colon"
    if version != "HTTP/1.0" and len(headers.get_all("Host", [])) != 1:
        return "Host is needed, once"
    if lengths and "Transfer-Encoding" in headers:
        return "Content-Length and Transfer-Encoding exclude each other"
    if lengths and (len(lengths) > 1 or not LENGTH.fullmatch(lengths[0])):
        return "Content-Length is one whole number"
    return None
