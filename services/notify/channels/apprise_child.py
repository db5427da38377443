"""One message by apprise, in a process of its own: it is slow to load, and some of its services never answer.

Reads {"url", "title", "body"} as JSON from standard input and writes {"taken", "known", "status"} to standard output.
"""

from __future__ import annotations

import json
import logging
import re
import sys

STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")


class _Heard(logging.Handler):
    """Keeps the HTTP status that apprise mentions in its log, and nothing else: the rest may hold secrets."""

    def __init__(self) -> None:
        super().__init__()
        self.status: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        found = STATUS.search(record.getMessage())
        if found:
            self.status = int(found[1])


def main() -> None:
    """Send the message, or only say whether the address is known where there is no body."""
    import apprise  # noqa: PLC0415  # what only looks at this module need not wait for it

    asked, heard = json.load(sys.stdin), _Heard()
    logger = logging.getLogger("apprise")
    logger.addHandler(heard)
    logger.propagate = False
    service = apprise.Apprise.instantiate(asked["url"], suppress_exceptions=True)
    taken = False
    if service is not None and asked["body"]:
        taken = bool(service.notify(body=asked["body"], title=asked["title"], body_format=apprise.NotifyFormat.TEXT))
    json.dump({"taken": taken, "known": service is not None, "status": heard.status}, sys.stdout)


if __name__ == "__main__":
    main()
