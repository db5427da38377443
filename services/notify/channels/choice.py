"""Which channel the settings ask for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from services.notify.channels.channel import Channel
from services.notify.channels.folder import Folder
from services.notify.channels.smtp import Smtp
from shared.errors import Stop

FORMS = "use smtp://user:password@host:port, smtps://… or file:DIR"
PORTS = {"smtp": 25, "smtps": 465}


def open_channel(mail_url: str) -> Channel:
    """The channel of NHIPSO_MAIL_URL. Raises Stop for a URL that is none; never prints its password."""
    parsed = urlsplit(mail_url)
    if parsed.scheme == "file" and not parsed.netloc and parsed.path:
        return Folder(Path(unquote(parsed.path)))
    if parsed.scheme in PORTS and parsed.hostname:
        return _server(parsed)
    raise Stop(f"NHIPSO_MAIL_URL is not a mail server or folder; {FORMS}")


def _server(parsed: SplitResult) -> Smtp:
    try:
        port = parsed.port or PORTS[parsed.scheme]
    except ValueError:
        raise Stop(f"NHIPSO_MAIL_URL: the port is not a number from 1 to 65535; {FORMS}") from None
    return Smtp(
        host=parsed.hostname or "",
        port=port,
        user=unquote(parsed.username or ""),
        password=unquote(parsed.password or ""),
        implicit_tls=parsed.scheme == "smtps",
    )
