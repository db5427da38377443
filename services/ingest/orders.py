"""What a request asks for, and what it brings: each figure as it was read, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.ingest.domain.envelope import Sent
from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.key import Key
from services.ingest.domain.names import Names
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
from shared.language import LANGUAGE, Language

Reading = Draft | list[Refused]


@dataclass(frozen=True)
class Order:
    """Who sends, and how: all or nothing (`atomic`), only to see what would happen (`dry_run`).

    `door` is where it came in ("/v1/files", "amqp"), `address` from where, `trace` a traceparent, `language` that of
    the request: what shares a transaction may be in two.
    """

    key: Key
    trace: str
    atomic: bool = False
    dry_run: bool = False
    door: str = ""
    address: str = ""
    language: Language = field(default_factory=LANGUAGE.get)


@dataclass(frozen=True)
class Brought:
    """The figures of one request as they were read, and the row of each in a file."""

    order: Order
    readings: Sequence[Reading]
    rows: Sequence[int | None]


def bring(sent: Iterable[Sent], order: Order, catalogue: Catalogue, now: datetime) -> Brought:
    """Read what was sent; nothing but the catalogue and the rights of the key is asked."""
    names, today = Names(catalogue), now.astimezone(BUSINESS_ZONE).date()
    readings: list[Reading] = []
    rows: list[int | None] = []
    for each in sent:
        readings.append(_read(each, order, names, today))
        rows.append(each.row)
    return Brought(order, readings, rows)


def _read(sent: Sent, order: Order, names: Names, today: date) -> Reading:
    if isinstance(sent.item, Refused):
        return [sent.item]
    reading = read_figure(sent.item, names, today)
    if isinstance(reading, list):
        return reading
    try:
        order.key.check_right(reading.figure, names.catalogue)
    except Refused as refused:
        return [refused]
    return replace(reading, reference=sent.reference or reading.reference, trace=sent.trace)
