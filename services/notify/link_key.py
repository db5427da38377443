"""The key that signs the links in messages, and the address that they begin with."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from shared.database import folder_of
from shared.errors import Stop
from shared.settings import Settings

KEY_FILE = "link.key"
LEAST = 32


def link_key(settings: Settings) -> bytes | None:
    """The key: the one that is set, or the one beside the SQLite files, made if need be; else None.

    Raises Stop for one that is too short to be safe, or a file that can be neither read nor made.
    """
    given = settings.link_key.get_secret_value()
    if given:
        if len(given) < LEAST:
            raise Stop(f"NHIPSO_LINK_KEY has {len(given)} characters; it needs at least {LEAST}")
        return given.encode()
    folder = folder_of(settings.database_url.get_secret_value())
    return None if folder is None else _kept(folder / KEY_FILE)


def public_url(settings: Settings) -> str:
    """What links begin with."""
    return settings.public_url or f"http://{settings.http_host}:{settings.notify_http_port}"


def editions_url(settings: Settings) -> str:
    """What links to published editions begin with."""
    root = settings.editions_url or settings.public_url or f"http://{settings.http_host}:{settings.report_http_port}"
    return f"{root.rstrip('/')}/editions"


def _kept(file: Path) -> bytes:
    try:
        if not file.exists():
            _make(file)
        return file.read_bytes()
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}") from error


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(secrets.token_urlsafe(LEAST), encoding="ascii")
    # Of several that make one, the first wins, and all of them read that one whole.
    with suppress(FileExistsError):
        os.link(part, file)
    part.unlink()
