"""`nhipso bulletin`: building and looking at editions; every other command of editors in one table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from services.report.archive import contents, find_issue
from services.report.article_commands import articles, put_article, withdraw_article
from services.report.build import build_bulletin, latest_bulletin, pictures_of
from services.report.desk import KEY, Desk, Form, Lang, Number, SomeMonth, name, opened
from services.report.domain.bulletin import Bulletin
from services.report.domain.content import bulletin_json
from services.report.domain.editor import Editor, Right
from services.report.domain.twins import in_english
from services.report.editing import not_built
from services.report.edition_commands import approve, check, history, publish, reissue, reopen
from services.report.edition_store import EditionStore
from services.report.editor_commands import editors_app
from services.report.extract_commands import extract, summary
from services.report.issue_commands import archive, list_editions, note_revision, revisions
from services.report.issue_store import IssueStore
from services.report.manuscript_commands import declare_missing, missing
from services.report.render import demand_known, write_files
from services.report.render.languages import labels_in
from services.report.verify.commands import verify
from services.report.write import unprintable_letters, write_bulletin
from shared.output import Format, fail, show, tell

Tongue = Annotated[Lang, typer.Option(help="language of the list: vi or en")]
ALL_FORMATS = "docx,pdf,html,xlsx,json"
bulletin_app = typer.Typer(help="Editions of the bulletin.", no_args_is_help=True)


@bulletin_app.callback()
def bulletin() -> None:
    """Editions of the bulletin."""


@bulletin_app.command()
def build(
    *,
    period: SomeMonth = None,
    edition: Number = None,
    out: Annotated[Path, typer.Option(help="folder to write PERIOD/bulletin.* into")] = Path("out"),
    formats: Annotated[str, typer.Option("--format", help="any of docx,pdf,html,xlsx,json")] = ALL_FORMATS,
    lang: Annotated[str, typer.Option(help="language: vi or en")] = "vi",
    by: Annotated[str, typer.Option("--by", help="who does it", callback=name)] = "",
) -> None:
    """Assemble the edition of a month from what has come and write its files, or those of a published one again.

    Example: nhipso bulletin build --period 2023-02 --out out --format docx,pdf,html,xlsx,json
    """
    if (period is None) == (edition is None):
        raise typer.BadParameter("give --period for an edition to be made, or --edition for a published one")
    wanted = list(dict.fromkeys(form.strip() for form in formats.split(",") if form.strip()))
    with opened() as desk:
        demand_known(wanted, lang)
        if period is not None:
            _make(desk, period, out, wanted, lang, by)
        elif edition is not None:
            _again(desk, edition, out, wanted, lang)


def _make(desk: Desk, period: str, out: Path, wanted: list[str], lang: str, by: str) -> None:  # noqa: PLR0917
    who = desk.editor(by, Right.WRITE) if by or os.environ.get(KEY) else Editor("", "")
    made = build_bulletin(
        desk.database, desk.catalogue, desk.settings.province, period, desk.now, who.name, who.id or None
    )
    for path in write_bulletin(made, out, wanted, lang, pictures_of(desk.database, made)):
        typer.echo(path)
    for warning in unprintable_letters(made):
        tell(warning)
    with desk.database.read() as tx:
        kept = EditionStore(tx).edition(period)
    tell(f"{made.title}: {len(made.tables)} tables, {len(made.sentences)} sentences, {made.content_hash[:12]}")
    if kept is not None and kept.content_hash != made.content_hash:
        tell(
            f"the edition is {kept.status} and stays as it is ({kept.content_hash[:12]}); this is what it would be now"
        )


def _again(desk: Desk, edition: str, out: Path, wanted: list[str], lang: str) -> None:
    found = find_issue(desk.database, edition)
    files = contents(desk.database, found, wanted, lang)
    for path in write_files(out / found.issue.period, files):
        typer.echo(path)
    tell(f"{found.issue.kind} {found.issue.label} as published on {found.issue.issued_on}: {found.issue.content_hash}")


@bulletin_app.command("show")
def show_edition(
    period: SomeMonth = None, edition: Number = None, lang: Tongue = Lang.VI, form: Form = Format.TABLE
) -> None:
    """Show an edition as it stands, or as published: its tables and sentences, or the whole bulletin.json.

    What is for programs is the same in every language: it has both.

    Example: nhipso bulletin show --period 2023-02
    """
    with opened() as desk:
        found = _found(desk, period, edition)
    if form is Format.JSON:
        typer.echo(bulletin_json(found), nl=False)
        return
    if lang is Lang.EN:
        found = in_english(found)
    number = labels_in(lang.value).numbered(found.letterhead.number).strip()
    typer.echo(f"{found.title} ({number}, {found.status}, {found.content_hash})")
    for sentence in found.sentences:
        typer.echo(f"- {sentence.text}")
    show(list(_tables(found)), ("table", "title", "rows", "missing", "not_met"))


def _found(desk: Desk, period: str | None, edition: str | None) -> Bulletin:
    if (period is None) == (edition is None):
        fail("give --period, or --edition of a published one", 2)
    if edition is not None:
        issue = find_issue(desk.database, edition).issue
        with desk.database.read() as tx:
            published = IssueStore(tx).bulletin(issue.period, issue.issue)
    else:
        published = latest_bulletin(desk.database, period or "")
    if published is None:
        raise not_built(period or "")
    return published


def _tables(found: Bulletin) -> Iterator[dict[str, Any]]:
    for table in found.tables:
        cells = [cell for row in table.rows for cell in row.cells.values()]
        yield {
            "table": table.id,
            "title": table.title,
            "rows": len(table.rows),
            "missing": sum(cell.status == "missing" for cell in cells),
            "not_met": sum(cell.verdict == "not_met" for cell in cells),
        }


bulletin_app.command("list")(list_editions)
bulletin_app.command("extract")(extract)
bulletin_app.command("summary")(summary)
bulletin_app.command("missing")(missing)
bulletin_app.command("declare-missing")(declare_missing)
bulletin_app.command("articles")(articles)
bulletin_app.command("put-article")(put_article)
bulletin_app.command("withdraw-article")(withdraw_article)
bulletin_app.add_typer(editors_app)
bulletin_app.command("check")(check)
bulletin_app.command("approve")(approve)
bulletin_app.command("publish")(publish)
bulletin_app.command("reopen")(reopen)
bulletin_app.command("reissue")(reissue)
bulletin_app.command("history")(history)
bulletin_app.command("revisions")(revisions)
bulletin_app.command("note-revision")(note_revision)
bulletin_app.command("archive")(archive)
bulletin_app.command("verify")(verify)
