"""From a source's answer to the figures in it, and what is new among them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.ingest.domain.cell import Cell
from services.ingest.domain.envelope import Sent
from services.ingest.domain.notation import Notation, read_written, spelled
from services.ingest.domain.pull.figure_rule import DATES, NUMBERS, FieldRule, FigureRule, Form
from services.ingest.domain.pull.pointer import MISSING, found_at
from services.ingest.domain.pull.source import Source
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused
from shared.figures import nfc, plain
from shared.wording import say

PARTS: Mapping[Form, tuple[re.Pattern[str], str]] = {
    "dd/mm/yyyy": (re.compile(r"(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})", re.ASCII), "{y}-{m}-{d}"),
    "yyyymmdd": (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII), "{y}-{m}-{d}"),
    "yyyy-mm-dd": (re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII), "{y}-{m}-{d}"),
    "mm/yyyy": (re.compile(r"(?P<m>\d{2})/(?P<y>\d{4})", re.ASCII), "{y}-{m}"),
    "yyyymm": (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})", re.ASCII), "{y}-{m}"),
    "yyyy-mm": (re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})", re.ASCII), "{y}-{m}"),
}
STATED = (*NUMBERS, "no_activity", "as_of")
SHOWN = 40


@dataclass(frozen=True)
class Pulled:
    """A figure of a record, and two hashes: of which figure it is, and of all that is said of it."""

    sent: Sent
    cell: str
    content: str


def list_of(document: Any, source: Source) -> list[Any]:
    """The records of an answer. Raises Refused when it has no list there."""
    found = found_at(document, source.records)
    if not isinstance(found, list):
        place = source.records or "the top"
        raise Refused("malformed-json", f"the answer has no list at {place}", pointer=source.records)
    return found


def figures_of(records: Sequence[Any], source: Source) -> Iterator[Pulled]:
    """Every figure of the records; in place of what cannot be read stands the Refused that says why."""
    for row, record in enumerate(records, start=1):
        for rule in source.figures:
            item = _item(record, rule)
            if item is not None:
                yield Pulled(Sent(item, row=row), *_hashes(item))


def news(pulled: Sequence[Pulled], known: Mapping[str, str]) -> list[Pulled]:
    """What this source did not say before, given what it said last of each figure.

    What it says again is left alone, so that a figure corrected in another way is not undone by it.
    """
    said: dict[str, set[str]] = {}
    for each in pulled:
        said.setdefault(each.cell, set()).add(each.content)
    return [each for each in pulled if len(said[each.cell]) > 1 or known.get(each.cell) != each.content]


def _item(record: Any, rule: FigureRule) -> Any:
    if not isinstance(record, Mapping):
        return record
    nothing = rule.no_activity is not None and _text(found_at(record, rule.no_activity.at)) in rule.no_activity.when
    item: dict[str, Any] = {}
    for name, field in rule.fields.items():
        if nothing and name in NUMBERS and rule.no_activity is not None and field.at == rule.no_activity.at:
            continue
        item[name] = _field(name, field, record)
    if nothing:
        item["no_activity"] = True
    if rule.dimension:
        item["dimension"] = {key: _field(key, field, record) for key, field in rule.dimension.items()}
    given = {name: value for name, value in item.items() if value is not None}
    return None if rule.optional and not any(name in given for name in STATED[:-1]) else given


def _field(name: str, rule: FieldRule, record: Mapping[str, Any]) -> Any:
    try:
        return _read(name, rule, record)
    except Refused as refused:
        refused.pointer = f"/{name}"
        return refused


def _read(name: str, rule: FieldRule, record: Mapping[str, Any]) -> Any:
    if rule.at is None:
        return rule.fixed
    found = found_at(record, rule.at)
    if found is MISSING or found is None:
        return None
    if name in NUMBERS:
        return _number(found, rule)
    text = _text(found)
    if not isinstance(text, str):
        return text
    text = rule.words.get(text, text)
    return _day(text, rule.form) if name in (*DATES, "period") and rule.form else text


def _number(found: Any, rule: FieldRule) -> Any:
    if not isinstance(found, str) or rule.numbers is None:
        return found
    cell = Cell("text", nfc(found).strip(), str(rule.at))
    return spelled(read_written(cell, Notation(rule.numbers, "shown")))


def _day(text: str, form: Form) -> str:
    if form == "rfc3339":
        return _day_of(text)
    pattern, shape = PARTS[form]
    found = pattern.fullmatch(text)
    if found is None:
        raise Refused("not-a-date", say("date-other-form", text=text[:SHOWN], form=form), value=text)
    return shape.format(**found.groupdict())


def _day_of(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(BUSINESS_ZONE).date().isoformat()
    except (ValueError, OverflowError):
        pass  # told below, like a moment without a zone
    raise Refused("not-a-date", say("date-other-form", text=text[:SHOWN], form="rfc3339"), value=text)


def _text(found: Any) -> Any:
    """What is read as text; a code may come as a number."""
    if isinstance(found, Decimal):
        return plain(found)
    return nfc(found).strip() if isinstance(found, str) else found


def _hashes(item: Any) -> tuple[str, str]:
    if not isinstance(item, Mapping):
        return _hash(item), _hash(item)
    # Within a period a newer day is a newer word on the same figure.
    moving = STATED if "period" in item else STATED[:-1]
    which = {name: value for name, value in item.items() if name not in moving}
    return _hash(which), _hash(item)


def _hash(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)
