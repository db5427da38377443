"""What editors do with articles, one transaction each; of two who change the same thing at once, one is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

import structlog

from services.report.article_files import LARGEST, picture_of, read_manuscript
from services.report.article_flaws import flaw
from services.report.away import Away, at_once
from services.report.domain.editor import Editor
from services.report.domain.picture import Picture
from services.report.issue_store import sha256
from services.report.manuscript_drawer import Drawer, collect, section_of, stamp_of
from services.report.manuscript_store import ManuscriptStore, Version
from services.report.picture_files import demand_picture
from services.report.picture_turn import upright
from services.report.register_store import RegisterStore
from services.report.render.pdf.proof import is_printable
from shared.catalogue.spelling import bare_form
from shared.errors import Refused

log = structlog.get_logger()
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
PICTURE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}\.(?:png|jpe?g)")
LONGEST_NAME: Final = 60


def save(drawer: Drawer, article: str, text: str, seen: str, editor: Editor, now: datetime) -> Version:  # noqa: PLR0917
    """Keep another version of an article; `seen` is the stamp of the one it was made from, empty for a new one.

    Raises Stop saying what is wrong with it, Refused where somebody else has changed it meanwhile.
    """
    if not NAME.fullmatch(article):
        raise Refused("malformed-field", "an article is named with a-z, 0-9 and -", pointer="article", value=article)
    if len(text.encode()) > LARGEST:
        raise flaw(f"{article}.md", "large", most=LARGEST // 1024)
    with drawer.database.read() as tx:
        kept = ManuscriptStore(tx).kept(drawer.period)
    read_manuscript(f"{article}.md", article, text, drawer.sections(), picture_of(drawer.home, article, kept))
    return _keep(drawer, article, seen, editor, now, lambda _: (text, False))


def withdraw(drawer: Drawer, article: str, seen: str, editor: Editor, now: datetime) -> Version:
    """Take an article out of the edition; its text stays and can be put back."""
    return _keep(drawer, article, seen, editor, now, lambda text: (text, True))


def put_back(drawer: Drawer, article: str, editor: Editor, now: datetime) -> Version:
    """Put a withdrawn article back as it was. Raises Refused where none was withdrawn."""
    with drawer.database.read() as tx:
        held = ManuscriptStore(tx).latest(drawer.period).get(article)
    if held is None or not held.withdrawn:
        raise Refused("not-found", f"no article {article!r} of {drawer.period} was withdrawn", value=article)
    return _keep(drawer, article, stamp_of(None), editor, now, lambda _: (held.text, False))


def _keep(  # noqa: PLR0917
    drawer: Drawer, article: str, seen: str, editor: Editor, now: datetime, change: Callable[[str], tuple[str, bool]]
) -> Version:
    """Keep a version after the newest one, unless that is another than the one `seen`."""
    collected = collect(drawer)
    found = collected.find(article)
    with drawer.database.write() as tx:
        store = ManuscriptStore(tx)
        held = store.latest(drawer.period).get(article)
        known = found.manuscript.text if found and held is None else held.text if held and not held.withdrawn else None
        if stamp_of(known) != seen:
            raise _changed(article, held)
        text, withdrawn = change(known or "")
        number = 1 if held is None else held.version + 1
        version = Version(drawer.period, article, number, text, withdrawn, editor.name, now)
        if not store.save(version):
            raise _changed(article, held)
    log.info("article kept", period=drawer.period, article=article, version=number, withdrawn=withdrawn, by=editor.name)
    return version


def add_picture(  # noqa: PLR0917
    drawer: Drawer, file: str, content: bytes, editor: Editor, now: datetime, away: Away = at_once
) -> None:
    """Keep a picture for the articles of a period, turned as its camera was held.

    Raises Stop where it is none or cannot be printed, Refused where the name is taken.
    """
    if not PICTURE_NAME.fullmatch(file):
        raise flaw(drawer.period, "picture-name", file=file)
    content = _printable(drawer, file, content, away)
    with drawer.database.write() as tx:
        if not ManuscriptStore(tx).add_picture(drawer.period, file, content, editor.name, now):
            raise Refused("picture-known", f"another picture of {drawer.period} is called {file!r}", value=file)
    log.info("picture kept", period=drawer.period, file=file, size=len(content), by=editor.name)


def move(drawer: Drawer, article: str, by: int, seen: str, editor: Editor, now: datetime) -> None:  # noqa: PLR0917
    """Move an article one place up (-1) or down (1) within its section; `seen` is the stamp of the order seen."""
    collected = collect(drawer)
    if collected.stamp != seen:
        raise Refused("order-changed", f"the articles of {drawer.period} stand in another order by now", value=article)
    shown = collected.shown
    names = [each.manuscript.id for each in shown]
    place = names.index(article) if article in names else -1
    other = place + by
    if place < 0 or not 0 <= other < len(names) or section_of(shown[place]) != section_of(shown[other]):
        raise Refused("not-found", f"{article!r} cannot be moved there", value=article)
    names[place], names[other] = names[other], names[place]
    with drawer.database.write() as tx:
        RegisterStore(tx).put_in_order(drawer.period, names, editor.name, now)
    log.info("articles ordered", period=drawer.period, order=names, by=editor.name)


def _printable(drawer: Drawer, file: str, content: bytes, away: Away) -> bytes:
    """The picture as it is to be printed. Raises Stop where it cannot be."""
    demand_picture(drawer.period, file, content)
    try:
        content = away(partial(upright, content))
    except OSError:
        raise flaw(drawer.period, "picture-unprintable", file=file) from None
    shape = demand_picture(drawer.period, file, content)
    picture = Picture(file=file, sha256=sha256(content), **shape._asdict(), alt=file)
    if not away(partial(is_printable, picture, content)):
        raise flaw(drawer.period, "picture-unprintable", file=file)
    return content


def free_name(title: str, taken: Sequence[str]) -> str:
    """A name for a new article, made of its title: "Tổ công nghệ số" is to-cong-nghe-so."""
    plain = re.sub(r"[^a-z0-9]+", "-", bare_form(title)).strip("-")[:LONGEST_NAME].strip("-") or "bai-viet"
    names = [plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def plain_name(file: str) -> str:
    """A name that a picture can be kept under, made of that of its file: "Hội nghị (1).JPG" is hoi-nghi-1.jpg."""
    stem, _, kind = file.rpartition(".")
    plain = re.sub(r"[^a-z0-9]+", "-", bare_form(stem)).strip("-")[:LONGEST_NAME].strip("-") or "anh"
    return f"{plain}.{kind.lower()}"


def _changed(article: str, held: Version | None) -> Refused:
    who = "its file" if held is None else f"{held.by}, version {held.version}"
    return Refused("article-changed", f"{article} has been changed meanwhile ({who}); look at it again", value=article)
