"""Letters that a file can hold."""

from __future__ import annotations

import re

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without the control characters that neither XML nor HTML can hold."""
    return NOT_XML.sub("", text)
