"""Mail headers in Vietnamese that every reader puts together again as they were."""

from __future__ import annotations

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any


class HeaderPolicy(EmailPolicy):
    """The policy of SMTP, but for headers that need encoded words.

    The standard library's folding leaves a space at the end of an encoded word outside of it, where RFC 2047 6.2 has
    readers drop it: "chỉ tiêu" arrives as "chỉtiêu".
    """

    def fold(self, name: str, value: Any) -> str:
        """The header as lines."""
        return super().fold(name, value) if value.isascii() else f"{name}: {_spelled(name, value)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as it goes over the wire."""
        return super().fold_binary(name, value) if value.isascii() else self.fold(name, value).encode("ascii")


HEADERS = HeaderPolicy(linesep="\r\n")


def _spelled(name: str, value: Any) -> str:
    addresses: tuple[Address, ...] | None = getattr(value, "addresses", None)
    if addresses is None:
        return _words(str(value), len(name) + 2)
    return ",\r\n ".join(f"{_words(each.display_name, len(name) + 2)}\r\n <{each.addr_spec}>" for each in addresses)


def _words(text: str, indent: int) -> str:
    return Header(text, "utf-8", header_name=" " * indent).encode(linesep="\r\n")
