"""`nhipso bulletin articles|put-article|withdraw-article`: what people write into an edition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from services.report.article_letters import letter_warnings
from services.report.desk import By, Desk, Form, Month, opened
from services.report.domain.editor import Right
from services.report.manuscript_drawer import Collected, Drawer, Shown, collect
from services.report.manuscript_writing import add_picture, save, withdraw
from services.report.register_store import RegisterStore
from shared.errors import Refused, Stop
from shared.figures import nfc
from shared.output import Format, show, tell

log = structlog.get_logger()
LISTED = ("place", "id", "section", "title", "authors", "pictures", "written", "wrong")


def articles(
    period: Month,
    order: Annotated[str | None, typer.Option(help="put these first, in this order: their ids, with commas")] = None,
    by: By = "",
    form: Form = Format.TABLE,
) -> None:
    """List the articles of a month in printed order with what is wrong with them, or put them into another order.

    Example: nhipso bulletin articles --period 2023-02 --format json
    """
    with opened() as desk:
        drawer = _drawer(desk, period)
        if order is not None:
            wanted = [each.strip() for each in order.split(",") if each.strip()]
            _demand_known(wanted, {each.manuscript.id for each in collect(drawer).shown}, period)
            who = desk.editor(by, Right.WRITE).name
            with desk.database.write() as tx:
                RegisterStore(tx).put_in_order(period, wanted, who, desk.now)
            log.info("articles ordered", period=period, order=wanted, by=who)
        rows = _rows(collect(drawer))
    show(rows, LISTED, form)


def put_article(
    period: Month,
    file: Annotated[Path, typer.Argument(help="the article: Markdown with front matter; its name is its id")],
    pictures: Annotated[list[Path] | None, typer.Option("--picture", help="a picture it shows; repeat")] = None,
    by: By = "",
) -> None:
    """Put an article into the edition of a month, or another version of it, as the editors' page does.

    Example: nhipso bulletin put-article --period 2023-02 to-cong-nghe-so.md --by "Trần Thị B"
    """
    with opened() as desk:
        editor, drawer = desk.editor(by, Right.WRITE), _drawer(desk, period)
        for picture in pictures or []:
            add_picture(drawer, picture.name, _bytes(picture), editor, desk.now)
        known = collect(drawer).find(file.stem)
        try:
            text = nfc(_bytes(file).decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Stop(f"{file}: not UTF-8 text (byte {error.start})") from error
        version = save(drawer, file.stem, text, known.stamp if known else "", editor, desk.now)
        article = collect(drawer).article(file.stem)
        for warning in letter_warnings(article) if article else ():
            tell(warning)
        tell(f"{version.article}: version {version.version}; now: nhipso bulletin build --period {period}")


def withdraw_article(
    period: Month,
    article: Annotated[str, typer.Argument(metavar="ID", help="its id, as `articles` lists it")],
    by: By = "",
) -> None:
    """Take an article out of the edition of a month; its text is kept and can be put back.

    Example: nhipso bulletin withdraw-article --period 2023-02 to-cong-nghe-so --by "Trần Thị B"
    """
    with opened() as desk:
        editor, drawer = desk.editor(by, Right.WRITE), _drawer(desk, period)
        known = collect(drawer).find(article)
        if known is None:
            _demand_known([article], {each.manuscript.id for each in collect(drawer).shown}, period)
        else:
            withdraw(drawer, article, known.stamp, editor, desk.now)
            tell(f"{article} is withdrawn; now: nhipso bulletin build --period {period}")


def _drawer(desk: Desk, period: str) -> Drawer:
    return Drawer(desk.database, desk.settings.province, period)


def _rows(collected: Collected) -> list[dict[str, Any]]:
    return [_row(place, each) for place, each in enumerate(collected.shown, start=1)]


def _row(place: int, each: Shown) -> dict[str, Any]:
    written = "file" if each.version is None else f"{each.version.by}, version {each.version.version}"
    row = {"place": place, "id": each.manuscript.id, "written": written}
    if isinstance(each.manuscript.found, Stop):
        empty = {"section": None, "title": None, "authors": "", "pictures": 0}
        return row | empty | {"wrong": str(each.manuscript.found)}
    article, _ = each.manuscript.found
    said = {"section": article.section, "title": article.title, "authors": ", ".join(article.authors)}
    return row | said | {"pictures": len(article.pictures), "wrong": None}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}") from error


def _demand_known(wanted: list[str], known: set[str], period: str) -> None:
    strange = [each for each in wanted if each not in known]
    if strange or len(set(wanted)) != len(wanted):
        said = f"there is no article {strange[0]!r}" if strange else "an article is named twice"
        raise Refused("not-found", f"{said}; the articles of {period} are: {', '.join(sorted(known)) or 'none'}")
