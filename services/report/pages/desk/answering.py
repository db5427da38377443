"""Answering editors at their desk."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import structlog
from werkzeug.wrappers import Request, Response

from services.report.domain.steps import Status
from services.report.edition_store import EditionStore
from services.report.manuscript_drawer import collect, stamp_of
from services.report.pages.answering import POLICY
from services.report.pages.desk.article_form import sent
from services.report.pages.desk.door import HOME
from services.report.pages.desk.letters import odd_words
from services.report.pages.desk.page import page, to
from services.report.pages.desk.pictures import lying_beside, picture_content
from services.report.pages.desk.previews import file_held, file_now
from services.report.pages.desk.seat import Seat
from services.report.pages.desk.standing import WAY, offers, standing, waiting
from services.report.pages.desk.stepping import declare, take_step
from services.report.pages.desk.words import period_text, refusal_text, words
from services.report.pages.desk.writing import NEW, Opened, change_article, move_article, open_article, take_picture
from services.report.picture_files import shape_of
from services.report.published_event import media_type
from services.report.store import ReportStore
from shared.errors import Refused, Stop, TryLater

log = structlog.get_logger()
FORMS: Final = ("html", "docx", "pdf", "xlsx")
NOT_FOUND, CONFLICT, WRONG, LATER = 404, 409, 422, 503
CONFLICTS: Final = frozenset({"article-changed", "order-changed", "edition-changed", "edition-state"})


def at_desk(seat: Seat, work: Callable[[Seat], Response]) -> Response:
    """What `work` answers; where the set-up or the edition does not allow it, a page that says so."""
    try:
        return work(seat)
    except Stop as error:
        return page("trouble", words()["desk"], WRONG, editor=seat.editor, told=refusal_text(error))
    except Refused as error:
        status = NOT_FOUND if error.code == "not-found" else _status(error)
        return page("trouble", words()["desk"], status, editor=seat.editor, told=refusal_text(error))
    except TryLater as error:
        log.warning("cannot answer now", error=str(error))
        return page("trouble", words()["desk"], LATER, editor=seat.editor, told=words()["told_later"])


def show_list(seat: Seat) -> Response:
    """Every period there are figures or an edition of, the newest first."""
    with seat.parts.database.read() as tx:
        editions = {edition.period: edition for edition in EditionStore(tx).editions()}
        periods = sorted({*ReportStore(tx).periods(), *editions}, reverse=True)
    rows = [(period, editions.get(period)) for period in periods]
    return page("list", words()["editions"], editor=seat.editor, rows=rows)


def show_edition(
    request: Request, seat: Seat, period: str, error: Refused | Stop | None = None, **sent_again: Any
) -> Response:
    """Where the edition of a period stands, its articles, and what may come next; `error` is what was refused."""
    seat.drawer(period)
    found = standing(seat, period)
    told = "" if error is None else refusal_text(error, found.bulletin)
    odd = odd_words(seat, found.collected.articles)
    facts = {
        "found": found,
        "offers": offers(seat, found),
        "waiting": list(waiting(seat, found)),
        "way": [(status, found.done(status)) for status in (*WAY, Status.PUBLISHED)],
        "sections": seat.drawer(period).sections(),
        "wrong": [each for each in found.collected.shown if isinstance(each.manuscript.found, Stop)],
        "said_of": refusal_text,
        "odd": odd,
        "lying": lying_beside(seat, period, found.collected),
        "forms": FORMS,
        "locked": found.status in {Status.APPROVED, Status.PUBLISHED},
        "four_eyes": seat.parts.settings.editions_four_eyes,
    }
    done = words().get(f"done_{request.args.get('done', '')}", "") if error is None else ""
    done = f"{done} {words()['odd_some']}" if odd and request.args.get("done") == "saved" else done
    heading = f"{words()['period']} {period_text(period)}"
    return page("edition", heading, _status(error), editor=seat.editor, told=told, done=done, **facts, **sent_again)


def step(request: Request, seat: Seat, period: str) -> Response:
    """Take a step of the edition."""
    return _after(lambda: take_step(request, seat, period), request, seat, period)


def order(request: Request, seat: Seat, period: str) -> Response:
    """Move an article."""
    return _after(partial(_done, "moved", lambda: move_article(request, seat, period)), request, seat, period)


def missing(request: Request, seat: Seat, period: str) -> Response:
    """Declare figures missing."""
    return _after(partial(_done, "declared", lambda: declare(request, seat, period)), request, seat, period)


def picture(request: Request, seat: Seat) -> Response:
    """Take a picture."""
    period = request.form.get("period", "")
    return _after(partial(_done, "picture", lambda: take_picture(request, seat, period)), request, seat, period)


def show_article(request: Request, seat: Seat, period: str, name: str, error: Refused | Stop | None = None) -> Response:
    """The form of an article; what was sent and refused is still in it."""
    if error is None:
        opened, theirs = open_article(seat, period, name, request.args.get("section", "")), ""
    else:
        opened, theirs = _sent_again(request, seat, period, name, error)
    told = "" if error is None else words()["conflict"] if theirs else refusal_text(error, named=False)
    heading = words()["new_article" if name == NEW else "edit_article"]
    drawer = seat.drawer(period)
    collected = collect(drawer)
    pictures = [*collected.pictures, *(each.link for each in lying_beside(seat, period, collected) if not each.wrong)]
    facts = {"sections": drawer.sections(), "pictures": pictures, "theirs": theirs, "period": period}
    return page("article", heading, _status(error), editor=seat.editor, told=told, opened=opened, new=NEW, **facts)


def article(request: Request, seat: Seat, period: str, name: str) -> Response:
    """Keep an article, withdraw it or put it back."""
    try:
        done = change_article(request, seat, period, name)
    except (Refused, Stop) as error:
        if request.form.get("action", "save") == "save":
            return show_article(request, seat, period, name, error)
        return show_edition(request, seat, period, error)
    return to(f"{HOME}/{period}", done)


def show_picture(seat: Seat, period: str, name: str) -> Response:
    """A picture that was sent for a period, or lies in its folder."""
    content = picture_content(seat, period, name)
    shape = shape_of(content)
    if shape is None:
        raise Refused("not-found", f"{period} has no picture {name!r}", value=name)
    headers = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": POLICY}
    return Response(content, headers=headers, content_type=shape.media_type)


def preview(seat: Seat, period: str, name: str) -> Response:
    """The edition as it was built ("bulletin.docx"), or as it would be now ("now.html")."""
    stem, _, form = name.rpartition(".")
    if stem not in {"now", "bulletin"} or form not in FORMS:
        raise Refused("not-found", f"there is no {name!r}", value=name)
    parts = seat.parts
    seat.drawer(period)
    if stem == "now":
        sources = (parts.database, parts.catalogue, parts.settings.province, period, seat.now)
        content = seat.away(partial(file_now, *sources, form))
    else:
        content = seat.away(partial(file_held, parts.database, period, form))
    shown = "inline" if form in {"html", "pdf"} else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="{period}-{name}"',
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
    }
    return Response(io.BytesIO(content), headers=headers, content_type=media_type(name), direct_passthrough=False)


def _after(work: Callable[[], str], request: Request, seat: Seat, period: str) -> Response:
    """Back to the edition with what was done, or with why it was not."""
    try:
        seat.drawer(period)
        done = work()
    except (Refused, Stop) as error:
        return show_edition(request, seat, period, error)
    return to(f"{HOME}/{period}", done)


def _done(name: str, work: Callable[[], None]) -> str:
    work()
    return name


def _sent_again(request: Request, seat: Seat, period: str, name: str, error: Refused | Stop) -> tuple[Opened, str]:
    """What was sent, and in a conflict the text of somebody else, upon which a second try is saved."""
    mine = sent(request.form)
    found = None if name == NEW else collect(seat.drawer(period)).find(name)
    if isinstance(error, Stop) or error.code != "article-changed":
        return Opened(name, mine, request.form.get("seen", ""), []), ""
    text = found.manuscript.text if found else None
    return Opened(name, mine, stamp_of(text), []), text or "-"


def _status(error: Refused | Stop | None) -> int:
    if error is None:
        return 200
    return CONFLICT if isinstance(error, Refused) and error.code in CONFLICTS else WRONG
