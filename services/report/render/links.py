"""Where a link of an article leads, as every program that shows it can follow it."""

from __future__ import annotations

import re
from typing import Final

from markdown_it.common.normalize_url import normalizeLink

#: Word calls a file damaged that has a link to anything longer, or to a host or mailbox that cannot be
LONGEST: Final = 2000
HOST: Final = r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
FOLLOWED: Final = re.compile(
    rf"https?://{HOST}(?::[0-5]?\d{{1,4}})?(?:[/?#][!-~]*)?|mailto:[a-z0-9_.+%-]+@{HOST}(?:\?[!-~]*)?",
    re.IGNORECASE | re.ASCII,
)


def followed(address: str) -> str:
    """The address in ASCII, or nothing where it is no http, https or mailto address that all programs take."""
    plain = normalizeLink(address)
    return plain if len(plain) <= LONGEST and FOLLOWED.fullmatch(plain) else ""
