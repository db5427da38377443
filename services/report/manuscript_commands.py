"""`nhipso bulletin missing|declare-missing|articles`: what goes into an edition."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import structlog
import typer

from services.report.article_files import load_articles
from services.report.desk import By, Form, Month, name, opened, reason
from services.report.domain.absence import ALL, Absence
from services.report.editing import open_gaps
from services.report.register_store import RegisterStore
from shared.errors import Refused
from shared.output import Format, fail, show, tell

log = structlog.get_logger()
WAITING = ("unit", "indicator", "dimension", "table", "reason")
LISTED = ("place", "id", "section", "title", "authors", "pictures")


def missing(period: Month, form: Form = Format.TABLE) -> None:
    """List the figures that the edition of a month still waits for, and the reasons of those declared missing.

    Example: nhipso bulletin missing --period 2023-02 --format json
    """
    with opened() as desk:
        show([asdict(gap) for gap in open_gaps(desk.database, desk.catalogue, period)], WAITING, form)


def declare_missing(
    *,
    period: Month,
    unit: Annotated[str, typer.Option(help="whose figures, by its id")],
    by: By,
    why: Annotated[str, typer.Option("--reason", help="why, as the edition prints it", callback=reason)] = "",
    indicator: Annotated[str | None, typer.Option(help="only this indicator; by default all")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="take the declaration back")] = False,
) -> None:
    """Declare that figures of a unit will not come in time; the next build prints the reason.

    Example: nhipso bulletin declare-missing --period 2023-02 --unit bu-dop --reason "Sự cố hệ thống" --by "Trần Thị B"
    """
    if bool(why) == withdraw:
        raise typer.BadParameter("give --reason, or --withdraw to take the declaration back")
    with opened() as desk:
        for given, known in ((unit, desk.catalogue.units), (indicator, desk.catalogue.indicators)):
            if given is not None and given not in known:
                fail(f"the catalogue has no {given!r}; see: nhipso catalogue show unit|indicator ID")
        with desk.database.write() as tx:
            register = RegisterStore(tx)
            if not withdraw:
                register.declare(period, Absence(unit, indicator or ALL, why), by, desk.now)
            elif not register.withdraw(period, unit, indicator or ALL):
                raise Refused("not-found", f"nothing of {unit} was declared missing in {period}")
        log.info("declared missing", period=period, unit=unit, indicator=indicator, by=by, withdrawn=withdraw)
        tell(f"noted; now: nhipso bulletin build --period {period}")


def articles(
    period: Month,
    order: Annotated[str | None, typer.Option(help="put these first, in this order: their ids, with commas")] = None,
    by: Annotated[str, typer.Option("--by", help="who orders them", callback=name)] = "",
    form: Form = Format.TABLE,
) -> None:
    """List the articles of a month in printed order, or put them into another.

    Example: nhipso bulletin articles --period 2023-02 --format json
    """
    with opened() as desk:
        province = desk.settings.province
        if order is not None:
            if not by:
                raise typer.BadParameter("say with --by who orders them")
            wanted = [each.strip() for each in order.split(",") if each.strip()]
            _demand_known(wanted, {article.id for article in load_articles(province, period).articles}, period)
            with desk.database.write() as tx:
                RegisterStore(tx).put_in_order(period, wanted, by, desk.now)
            log.info("articles ordered", period=period, order=wanted, by=by)
        with desk.database.read() as tx:
            kept = RegisterStore(tx).order(period)
        found = load_articles(province, period, kept).articles
    rows = [
        {
            "place": place,
            "id": article.id,
            "section": article.section,
            "title": article.title,
            "authors": ", ".join(article.authors),
            "pictures": len(article.pictures),
        }
        for place, article in enumerate(found, start=1)
    ]
    show(rows, LISTED, form)


def _demand_known(wanted: list[str], known: set[str], period: str) -> None:
    strange = [each for each in wanted if each not in known]
    if strange or len(set(wanted)) != len(wanted):
        said = f"there is no article {strange[0]!r}" if strange else "an article is named twice"
        raise Refused("not-found", f"{said}; the articles of {period} are: {', '.join(sorted(known)) or 'none'}")
