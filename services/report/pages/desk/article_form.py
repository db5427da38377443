"""An article as a form: its fields, made into the text that is kept, and back."""

from __future__ import annotations

from typing import Final

import yaml
from werkzeug.datastructures import MultiDict

from services.report.front_matter import FENCE, Written, read_written
from shared.errors import Stop
from shared.figures import nfc

FIELDS: Final = ("section", "title", "authors", "order", "body")
DOCUMENT: Final = ("kind", "number", "date", "issuer", "abstract", "link")
EMPTY: Final = {**dict.fromkeys(FIELDS, ""), "order": "0", **{f"d_{name}": "" for name in DOCUMENT}}
Fields = dict[str, str]


def sent(form: MultiDict[str, str]) -> Fields:
    """The fields as they were sent; what was not sent is empty."""
    return {name: nfc(form.get(name, "")).replace("\r\n", "\n") for name in EMPTY}


def text_of(fields: Fields) -> str:
    """The text that is kept. Whether it is right is said by reading it: nothing is mended here."""
    front: dict[str, object] = {"section": fields["section"], "title": " ".join(fields["title"].split())}
    order = fields["order"].strip()
    if order not in {"", "0"}:
        front["order"] = int(order) if order.removeprefix("-").isdecimal() else order
    if authors := [name for line in fields["authors"].splitlines() if (name := " ".join(line.split()))]:
        front["authors"] = authors
    document = {name: " ".join(fields[f"d_{name}"].split()) for name in DOCUMENT}
    if any(document.values()):
        front["document"] = {name: value for name, value in document.items() if value}
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{FENCE}{head}{FENCE}{fields['body'].strip()}\n"


def fields_of(name: str, text: str) -> Fields:
    """The fields of a kept text; all of it as body where it cannot be taken apart."""
    try:
        return _fields(read_written(name, text))
    except Stop:
        return EMPTY | {"body": text}


def _fields(written: Written) -> Fields:
    front = written.front
    fields = EMPTY | {"section": front.section, "title": front.title, "authors": "\n".join(front.authors)}
    fields |= {"order": str(front.order), "body": written.body}
    if front.document is not None:
        stated = front.document.model_dump(mode="json")
        fields |= {f"d_{name}": str(stated[name]) for name in DOCUMENT}
    return fields
