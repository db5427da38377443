"""What an editor does with articles on the pages: write, withdraw, put back, move, and send pictures."""

from __future__ import annotations

from typing import NamedTuple

from werkzeug.wrappers import Request

from services.report.domain.editor import Right
from services.report.manuscript_drawer import collect, stamp_of
from services.report.manuscript_store import ManuscriptStore, Version
from services.report.manuscript_writing import add_picture, free_name, move, plain_name, put_back, save, withdraw
from services.report.pages.desk.article_form import EMPTY, Fields, fields_of, sent, text_of
from services.report.pages.desk.seat import Seat
from shared.errors import Refused

#: the address of an article that is not there yet; no article can have this name
NEW = "+"


class Opened(NamedTuple):
    """An article in the form; `stamp` tells the text it was opened at, `versions` are those saved so far."""

    name: str
    fields: Fields
    stamp: str
    versions: list[Version]


def open_article(seat: Seat, period: str, name: str, section: str = "") -> Opened:
    """An article to be edited, or an empty form. Raises Refused where there is none."""
    if name == NEW:
        return Opened(NEW, EMPTY | {"section": section}, "", [])
    found = collect(seat.drawer(period)).find(name)
    if found is None:
        raise Refused("not-found", f"{period} has no article {name!r}", value=name)
    with seat.parts.database.read() as tx:
        versions = ManuscriptStore(tx).versions(period, name)
    return Opened(name, fields_of(name, found.manuscript.text), found.stamp, versions)


def change_article(request: Request, seat: Seat, period: str, name: str) -> str:
    """Do with an article what its form asks for, and return how that is told.

    Raises Stop saying what is wrong with it, Refused where somebody else has changed it meanwhile.
    """
    seat.editor.demand(Right.WRITE)
    drawer, seen = seat.drawer(period), request.form.get("seen", "")
    action = request.form.get("action", "save")
    if action == "withdraw":
        withdraw(drawer, name, seen, seat.editor, seat.now)
        return "withdrawn"
    if action == "put-back":
        put_back(drawer, name, seat.editor, seat.now)
        return "back"
    fields = sent(request.form)
    if name == NEW:
        collected = collect(drawer)
        taken = [*(each.manuscript.id for each in collected.shown), *(each.article for each in collected.withdrawn)]
        name, seen = free_name(fields["title"], taken), stamp_of(None)
    save(drawer, name, text_of(fields), seen, seat.editor, seat.now)
    return "saved"


def move_article(request: Request, seat: Seat, period: str) -> None:
    """Move an article up or down. Raises Refused where the order is another one by now."""
    seat.editor.demand(Right.WRITE)
    by = -1 if request.form.get("way") == "up" else 1
    form = request.form
    move(seat.drawer(period), form.get("article", ""), by, form.get("seen", ""), seat.editor, seat.now)


def take_picture(request: Request, seat: Seat, period: str) -> None:
    """Keep a picture that was sent. Raises Stop saying what is wrong with it."""
    seat.editor.demand(Right.WRITE)
    given = request.files.get("file")
    content = b""
    if given is not None:
        with given.stream as stream:
            content = stream.read()
    own = "" if given is None else (given.filename or "").replace("\\", "/").rpartition("/")[2]
    name = request.form.get("name", "").strip().lower().replace(" ", "-") or plain_name(own)
    add_picture(seat.drawer(period), name, content, seat.editor, seat.now, seat.away)
