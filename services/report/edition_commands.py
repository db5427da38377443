"""`nhipso bulletin check|approve|publish|reopen|reissue|history`: the way of an edition."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from services.report import editing
from services.report.archive import Archived, write_archive
from services.report.build import draft_of
from services.report.desk import By, Desk, Form, Month, Note, Seen, Why, opened
from services.report.domain.editor import Right
from services.report.editing import Hand, held_bulletin, open_gaps
from services.report.edition_store import Edition, EditionStore
from services.report.layout_files import load_layout
from services.report.publishing import Order
from services.report.publishing import publish as publish_edition
from shared.clock import business_time
from shared.output import Format, fail, show, tell

DONE = ("at", "by", "editor", "action", "before", "after", "issue", "content_hash", "note")


def check(period: Month, seen: Seen, by: By = "", note: Note = "") -> None:
    """Say that the draft of a month was read and found right; prints the hash to be approved.

    Example: nhipso bulletin check --period 2023-02 --hash 1f3a5c7e --by "Nguyễn Văn A"
    """
    with opened() as desk:
        edition = editing.check(desk.database, period, _hand(desk, by, Right.CHECK, seen, note))
        waiting = [gap for gap in open_gaps(desk.database, desk.catalogue, period) if gap.reason is None]
        if waiting:
            tell(f"{len(waiting)} figures have not come; see: nhipso bulletin missing --period {period}")
        _tell_of_news(desk, edition)
    typer.echo(edition.content_hash)


def approve(period: Month, seen: Seen, by: By = "", note: Note = "") -> None:
    """Approve the checked edition of a month; prints its hash. Ends with 3 while the edition waits for figures.

    Example: nhipso bulletin approve --period 2023-02 --hash 1f3a5c7e --by "Trần Thị B"
    """
    with opened() as desk:
        text = held_bulletin(desk.database, period)
        hand, four_eyes = _hand(desk, by, Right.APPROVE, seen, note), desk.settings.editions_four_eyes
        edition = editing.approve(desk.database, desk.catalogue, period, hand, four_eyes=four_eyes)
        _tell_of_news(desk, edition, text.content_hash)
    typer.echo(edition.content_hash)


def publish(  # options, not positions
    period: Month,
    by: By = "",
    seen: Annotated[str | None, typer.Option("--hash", help="beginning of the hash of the approved edition")] = None,
    number: Annotated[int | None, typer.Option(min=1, help="its number in the year; by default the next one")] = None,
    issued_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="its date; by default today")] = None,
) -> None:
    """Publish the approved edition of a month: give it its number, freeze it, archive its files and announce it.

    Example: nhipso bulletin publish --period 2023-02 --by "Trần Thị B"
    """
    with opened() as desk:
        day: date | None = issued_on.date() if issued_on else None
        registered = load_layout(desk.settings.province, desk.catalogue).editions
        editor = desk.editor(by, Right.PUBLISH)
        order = Order(period, editor.name, seen, number, day, registered, editor=editor.id or None, trace=desk.trace)
        issue, files = publish_edition(desk.database, desk.catalogue, order, desk.now)
        tell(f"{issue.kind} {issue.label}: {issue.content_hash}")
        for file in files:
            typer.echo(f"{file.sha256}  {issue.folder}/{file.name}")
        try:
            tell(f"archived in {write_archive(desk.database, desk.settings.archive, Archived(issue, files))}")
        except OSError as error:
            fail(f"it is published, but {error.filename}: {error.strerror}; then: nhipso bulletin archive --restore")


def reopen(period: Month, why: Why, by: By = "") -> None:
    """Make the checked or approved edition of a month a draft again.

    Example: nhipso bulletin reopen --period 2023-02 --by "Trần Thị B" --reason "Bổ sung bài viết"
    """
    with opened() as desk:
        edition = editing.reopen(desk.database, period, _hand(desk, by, Right.APPROVE, note=why))
    typer.echo(edition.content_hash)


def reissue(period: Month, why: Why, by: By = "") -> None:
    """Begin another issue of the published edition of a month, under the same number with (R), as a draft.

    Example: nhipso bulletin reissue --period 2023-02 --by "Trần Thị B" --reason "Đính chính số liệu huyện Hớn Quản"
    """
    with opened() as desk:
        editing.reissue(desk.database, period, _hand(desk, by, Right.PUBLISH, note=why))
        tell(f"begun; now: nhipso bulletin build --period {period}, then check, approve and publish it")


def history(period: Month, form: Form = Format.TABLE) -> None:
    """List who did what with the edition of a month, and when.

    Example: nhipso bulletin history --period 2023-02 --format json
    """
    with opened() as desk, desk.database.read() as tx:
        deeds = EditionStore(tx).history(period)
        show([{**vars(deed), "at": business_time(deed.at)} for deed in deeds], DONE, form)


def _hand(desk: Desk, by: str, right: Right, seen: str | None = None, note: str = "") -> Hand:
    editor = desk.editor(by, right)
    return Hand(editor.name, desk.now, seen, note, editor.id or None)


def _tell_of_news(desk: Desk, edition: Edition, content_hash: str = "") -> None:
    """Say when the edition would be another one now: what came since it was built is not in it."""
    now = draft_of(desk.database, desk.catalogue, desk.settings.province, edition.period, desk.now).bulletin
    if now.content_hash != (content_hash or edition.content_hash):
        tell("figures, articles or the layout have changed since it was built; build it again to take them in")
