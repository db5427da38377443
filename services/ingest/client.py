"""The sending end of the HTTP door: one request at a time, patient with a busy server."""

from __future__ import annotations

import hashlib
import http.client
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from services.ingest.domain.row import Row
from shared.errors import Stop, TryLater

TIMEOUT = 60
TRIES = 6
LONGEST_WAIT = 30
BUSY = (429, 503)
ROOM = 2  # for the brackets


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    content: dict[str, Any]


@dataclass(frozen=True)
class Door:
    """Where to send, and with which key."""

    url: str
    key: str
    #: a run of its own: only its repeated tries are the same request, so that an import tells what is known by now
    run: str = field(default_factory=lambda: secrets.token_hex(8))

    def send(self, rows: Sequence[Row], *, atomic: bool, dry_run: bool) -> Answer:
        """Send rows. Raises TryLater when the server stays away, Stop when it can never be reached this way."""
        body = body_of(rows)
        query = urlencode({"mode": "atomic" if atomic else "partial", "dry_run": str(dry_run).lower()})
        same = hashlib.sha256(f"{self.run}\n{query}\n".encode() + body).hexdigest()
        for attempt in range(TRIES):
            answer, wait = self._post(f"/v1/figures?{query}", body, same)
            if answer is not None and answer.status not in BUSY:
                return answer
            time.sleep(min(wait or 2**attempt, LONGEST_WAIT))
        raise TryLater(f"{self.url} did not answer {TRIES} times; what it accepted will not count twice: import again")

    def _post(self, path: str, body: bytes, same: str) -> tuple[Answer | None, int | None]:
        connection = _connection(self.url)
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": same,
        }
        try:
            connection.request("POST", urlsplit(self.url).path.rstrip("/") + path, body, headers)
            response = connection.getresponse()
            wait = response.getheader("Retry-After", "")
            content = json.loads(response.read())
        except ConnectionRefusedError:
            raise Stop(f"nobody answers at {self.url}; is the ingest service running?") from None
        except (OSError, http.client.HTTPException):
            return None, None
        except ValueError:
            raise Stop(f"{self.url} does not answer like an ingest service") from None
        finally:
            connection.close()
        return Answer(response.status, content), int(wait) if wait.isdigit() else None


def chunks(rows: Sequence[Row], most_rows: int, most_bytes: int) -> Iterator[list[Row]]:
    """Rows in requests that the server takes."""
    chunk: list[Row] = []
    size = ROOM
    for row in rows:
        weight = len(_text(row).encode()) + 1
        if chunk and (len(chunk) == most_rows or size + weight > most_bytes):
            yield chunk
            chunk, size = [], ROOM
        chunk.append(row)
        size += weight
    if chunk:
        yield chunk


def body_of(rows: Sequence[Row]) -> bytes:
    return f"[{','.join(map(_text, rows))}]".encode()


def _text(row: Row) -> str:
    return json.dumps(row.item, ensure_ascii=False, separators=(",", ":"), default=_unread)


def _unread(_refused: object) -> list[object]:
    """In place of a cell that cannot be read: no field takes a list, so the row is refused with all that is wrong."""
    return []


def _connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Stop(f"{url!r} is not an address such as http://127.0.0.1:8080")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname, parts.port, timeout=TIMEOUT)
