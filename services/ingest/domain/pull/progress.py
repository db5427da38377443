"""How far a source has been read: what to ask for next, and where an answer leads."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict

from services.ingest.domain.pull.figure_rule import Form
from services.ingest.domain.pull.pointer import MISSING, found_at
from services.ingest.domain.pull.source import Cursor, Pages, Source
from shared.errors import Refused
from shared.figures import plain

LONGEST_CURSOR = 2000
WRITTEN: dict[Form, str] = {"yyyy-mm-dd": "%Y-%m-%d", "dd/mm/yyyy": "%d/%m/%Y", "yyyymmdd": "%Y%m%d"}


class Checkpoint(BaseModel):
    """`done` is the last day of the windows read to their end; the rest is the window and the page under way."""

    model_config = ConfigDict(frozen=True)

    under_way: bool = False
    start: date | None = None
    end: date | None = None
    done: date | None = None
    page: int | None = None
    cursor: str | None = None


def begun(source: Source, at: Checkpoint, today: date) -> Checkpoint:
    """The checkpoint of the next request: of the window under way, else of a new one."""
    if at.under_way:
        return at
    start, end = _window(source, at, today)
    cursor = at.cursor if isinstance(source.paging, Cursor) and source.paging.kept else None
    page = source.paging.first if isinstance(source.paging, Pages) else None
    return Checkpoint(under_way=True, start=start, end=end, done=at.done, page=page, cursor=cursor)


def address(source: Source, at: Checkpoint) -> str:
    """The address to ask at a checkpoint that has begun."""
    facts: dict[str, str] = {}
    if source.window and at.start and at.end:
        form = WRITTEN[source.window.form]
        facts |= {"from": f"{at.start:{form}}", "to": f"{at.end:{form}}"}
    if isinstance(source.paging, Pages):
        facts["page"] = str(at.page)
    if isinstance(source.paging, Cursor):
        facts["cursor"] = source.paging.first if at.cursor is None else at.cursor
    url = source.url
    for name, value in facts.items():
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
    return url


def advanced(source: Source, at: Checkpoint, records: int, document: Any) -> Checkpoint:
    """Where an answer with so many records leads. Raises Refused for a cursor that is none."""
    match source.paging:
        case Pages(size=size, step=step):
            if records and (size is None or records >= size):
                return at.model_copy(update={"page": (at.page or 0) + step})
        case Cursor(at=place):
            following = _cursor(document, place)
            if following and following != at.cursor:
                return at.model_copy(update={"cursor": following})
    return at.model_copy(update={"under_way": False, "done": at.end, "start": None, "end": None, "page": None})


def caught_up(source: Source, at: Checkpoint, today: date) -> bool:
    """Say whether nothing is left to ask for now, behind an answer."""
    return not at.under_way and (source.window is None or (at.done is not None and at.done >= today))


def _window(source: Source, at: Checkpoint, today: date) -> tuple[date | None, date | None]:
    if source.window is None:
        return None, None
    start = source.window.since if at.done is None else at.done + timedelta(days=1 - source.window.overlap)
    start = min(max(start, source.window.since), today)
    return start, min(start + timedelta(days=source.window.days - 1), today)


def _cursor(document: Any, place: str) -> str | None:
    found = found_at(document, place)
    if found is MISSING or found is None or found == "":
        return None
    text = plain(found) if isinstance(found, Decimal) else found if isinstance(found, str) else ""
    if not text or len(text) > LONGEST_CURSOR or not text.isprintable():
        raise Refused("malformed-json", f"the cursor at {place} is no text or number", pointer=place)
    return text
