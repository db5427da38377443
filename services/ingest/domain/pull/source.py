"""A source to be pulled, as its file describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from ipaddress import ip_network
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from services.ingest.domain.pull.figure_rule import DAYS, FigureRule, Form, Pointer, Rule

PLACES = re.compile(r"\{([^{}]*)\}")
SPAN = re.compile(r"([0-9]{1,5})([smhd])")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
#: nothing that is not meant for a source can be sent to one
VARIABLE = r"^SOURCE_[A-Z0-9_]{1,80}$"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
#: where machines of a cloud ask for their own secrets: never a source
LINK_LOCAL = (ip_network("169.254.0.0/16"), ip_network("fe80::/10"))
MIB = 1_048_576


def read_span(given: Any) -> Any:
    """A span of time such as 30s, 15m, 1h or 1d."""
    found = SPAN.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"{given!r} is no span of time such as 30s, 15m, 1h or 1d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def read_network(given: Any) -> str:
    """A network of addresses such as 10.0.0.0/8."""
    network = ip_network(str(given))
    if any(network.version == local.version and network.overlaps(local) for local in LINK_LOCAL):
        raise ValueError(f"{given} holds link-local addresses, where no source is")
    return str(network)


Span = Annotated[timedelta, BeforeValidator(read_span)]
Network = Annotated[str, BeforeValidator(read_network)]


class Pages(Rule):
    """The list comes in numbered pages; an answer without records is behind the last, one with fewer than `size` it."""

    by: Literal["page"]
    first: int = Field(default=1, ge=0)
    step: int = Field(default=1, ge=1)
    size: int | None = Field(default=None, ge=1)


class Cursor(Rule):
    """Each answer says `at` where the next begins; nothing there ends it. `kept`: the next pull goes on from there."""

    by: Literal["cursor"]
    at: Pointer
    first: str = ""
    kept: bool = False


class Window(Rule):
    """Each pull asks for some `days`, from the first of all (`since`) until today, `overlap` days of them once more."""

    since: date
    days: int = Field(default=31, ge=1, le=3660)
    # Of the last day not all was there yet.
    overlap: int = Field(default=1, ge=1)
    form: Form = "yyyy-mm-dd"

    @model_validator(mode="after")
    def _gets_on(self) -> Window:
        if self.overlap >= self.days:
            raise ValueError(f"overlap must be less than days ({self.days}), or the window never moves on")
        if self.form not in DAYS[:3]:
            raise ValueError(f"form is one of {', '.join(DAYS[:3])}")
        return self


class Secret(Rule):
    """A header with a secret, which stands in the environment or in the file that VARIABLE_FILE names."""

    header: str = Field(default="Authorization", pattern=r"^[A-Za-z0-9-]{1,60}$")
    value: str = Field(default="Bearer {secret}", pattern=r"^[ -~]*\{secret\}[ -~]*$")
    variable: str = Field(pattern=VARIABLE)


class Source(Rule):
    """Where, how often and how to ask, and how to read what is answered. `source` is whose key the figures go with."""

    name: str
    source: str
    url: str
    every: Span
    jitter: Span | None = None
    networks: tuple[Network, ...] = ()
    secret: Secret | None = None
    records: Pointer = ""
    paging: Annotated[Pages | Cursor, Field(discriminator="by")] | None = None
    window: Window | None = None
    figures: tuple[FigureRule, ...] = Field(min_length=1)
    most_bytes: int = Field(default=2 * MIB, ge=1024, le=10 * MIB)
    most_pages: int = Field(default=100, ge=1, le=10_000)
    timeout: Span = timedelta(seconds=30)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return {"source": given.get("name"), **given} if isinstance(given, Mapping) else given

    @model_validator(mode="after")
    def _can_be_asked(self) -> Source:
        _check_url(self)
        if not timedelta(seconds=10) <= self.every <= timedelta(days=31):
            raise ValueError("every: from 10s to 31d")
        if not timedelta(seconds=1) <= self.timeout <= timedelta(minutes=2):
            raise ValueError("timeout: from 1s to 2m")
        if not NAME.fullmatch(self.source):
            raise ValueError(f"source: {self.source!r} is no name of a source; use a-z, 0-9 and -")
        return self


def _check_url(source: Source) -> None:
    parts = urlsplit(source.url)
    if not (source.url.isascii() and source.url.isprintable()) or " " in source.url or parts.port == 0:
        raise ValueError("url: no spaces, and letters beyond ASCII percent-encoded")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.fragment:
        raise ValueError("url: an address such as https://host/list, without a user or a password")
    if parts.scheme == "http" and not source.networks:
        raise ValueError("url: without TLS only within `networks`; use https://")
    wanted = {"page"} if isinstance(source.paging, Pages) else {"cursor"} if source.paging else set()
    wanted |= {"from", "to"} if source.window else set()
    said = set(PLACES.findall(f"{parts.path}?{parts.query}"))
    if said != wanted or PLACES.search(parts.netloc):
        asked = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "nothing"
        raise ValueError(f"url: paging and window ask for {asked} in its path or query, and for nothing else")
