"""Which channels the settings and the contacts ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from services.notify.channels.apprise import Apprise
from services.notify.channels.channel import Channel
from services.notify.channels.folder import Folder
from services.notify.channels.post import MailChannel, Post
from services.notify.channels.smtp import Smtp
from services.notify.channels.stationery import Stationery
from services.notify.channels.templates import Templates
from services.notify.channels.webhook import Webhook
from services.notify.domain.linking import LinkMaker
from services.notify.domain.reach import Reach
from services.notify.link_key import editions_url, link_key, public_url
from shared.catalogue import Contact
from shared.catalogue.contact import Channel as ChannelName
from shared.clock import Clock
from shared.errors import Stop
from shared.settings import Settings

FORMS = "use smtp://user:password@host:port, smtps://… or file:DIR"
PORTS = {"smtp": 25, "smtps": 465}
Channels = Mapping[ChannelName, Channel]


def open_channels(settings: Settings, contacts: Iterable[Contact], clock: Clock) -> Channels:
    """Every channel, by name. Raises Stop for a mail server that is none."""
    listed, stationery = list(contacts), stationery_of(settings)
    return {
        "mail": MailChannel(open_post(settings.mail_url.get_secret_value()), stationery),
        "webhook": Webhook(_by_address(listed, "webhook"), Reach(settings.allow_private_webhooks), clock),
        "apprise": Apprise(_by_address(listed, "apprise"), stationery),
    }


def stationery_of(settings: Settings) -> Stationery:
    """What messages are written on."""
    key = link_key(settings)
    links = None if key is None else LinkMaker(public_url(settings), key)
    return Stationery(settings.mail_from, Templates.of_province(settings.province), links, editions_url(settings))


def _by_address(contacts: Iterable[Contact], channel: ChannelName) -> dict[str, Contact]:
    return {contact.address: contact for contact in contacts if contact.channel == channel}


def open_post(mail_url: str) -> Post:
    """The mail server or folder of NHIPSO_MAIL_URL. Raises Stop for a URL that is none; never prints its password."""
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
