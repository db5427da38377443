"""Writes the page from its template; every text is escaped on the way."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from services.report.domain.bulletin import Bulletin, Cell, Table
from services.report.domain.picture import NO_PICTURES, Picture, Pictures
from services.report.render.annexes import is_wide
from services.report.render.grid import Slot, grid, total_way
from services.report.render.heat import heat_grid
from services.report.render.labels import Labels
from services.report.render.letters import printable
from services.report.render.links import followed
from services.report.render.outline import Figure, outline
from services.report.render.prose import by_link
from services.report.render.provenance import provenance
from services.report.render.recipients import recipient_lines
from services.report.render.web.foreign import Foreign
from services.report.render.web.tree import tree


def html_page(bulletin: Bulletin, labels: Labels, pictures: Pictures = NO_PICTURES) -> str:
    """The edition as HTML, in the words of `labels`."""
    environment = _environment()
    style = Markup(environment.get_template("page.css").render())  # noqa: S704 - our own file, without a bulletin's text
    plan = outline(bulletin, labels)
    words = Foreign(bulletin, labels)
    return environment.get_template("page.html").render(
        bulletin=bulletin,
        letterhead=bulletin.letterhead,
        labels=labels,
        vi=words.mark,
        vietnamese=words.attribute,
        is_english=words.has_english,
        plan=plan,
        style=style,
        recipients=recipient_lines(bulletin.letterhead.recipients),
        pictures=pictures,
        heat=heat_grid([each for section in plan.results for each in section.exhibits], labels),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("services.report.render.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        grid=grid,
        wide=is_wide,
        origin=_origin,
        drawn=_drawn,
        tree=tree,
        align=_align,
        source=_source,
        by_link=by_link,
        followed=followed,
    )
    return environment


def _finalize(value: object) -> object:
    """Control characters have no place in HTML either."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _origin(slot: Slot, table: Table, labels: Labels, *, total: bool = False) -> str:
    column, cell = slot.leaf.column, slot.cell
    if column is None or not isinstance(cell, Cell):
        return ""
    way = total_way(table.total, column.key, labels) if total else ""
    return provenance(cell, column, labels, way)


def _source(picture: Picture, pictures: Pictures) -> str:
    """The picture itself, inside the page."""
    return f"data:{picture.media_type};base64,{b64encode(pictures[picture.sha256]).decode()}"


def _drawn(figure: Figure, labels: Labels, *, narrow: bool) -> Markup:
    """The chart itself; its text was escaped as it was drawn."""
    return Markup(figure.drawing(labels, narrow=narrow).svg)  # noqa: S704 - made of escaped parts only


def _align(slot: Slot) -> str:
    return "amount" if slot.leaf.part == "Table Right" else "centre"
