"""The page for leaders: it never grows beyond one sheet, and counts what it has no room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.report.domain.bulletin import Cell
from services.report.domain.extract.parts import Attention, IndicatorStanding, Movement, Summary, TaskLine
from services.report.render.grid import figure_text
from services.report.render.leaflet.leaflet import Column, Field, Leaflet, Panel
from services.report.render.leaflet.unit_page import counts, doubt_points
from services.report.render.leaflet.words import Words

LONGEST = 90
#: the lines of one sheet, of about so many letters each
SHEET_LINES, LINE_LETTERS = 60, 104
#: what a heading takes, and what stands between two rows or points, in lines
HEADING_LINES, BETWEEN = 2.7, 0.3


@dataclass(frozen=True)
class Room:
    """How many of each thing are told, and with how many letters a doubt."""

    indicators: int
    moves: int
    attention: int
    tasks: int
    doubts: int
    letters: int = 2 * LONGEST


#: from much to little: the first that fits a sheet is taken
ROOMS = (
    Room(16, 6, 16, 10, 8, 4 * LONGEST),
    Room(11, 4, 12, 6, 5, 4 * LONGEST),
    Room(8, 3, 8, 4, 3),
    Room(7, 3, 6, 3, 2),
    Room(6, 2, 5, 2, 2),
    Room(5, 2, 4, 2, 1),
    Room(4, 1, 3, 1, 1),
)


def leaders_page(summary: Summary, words: Words) -> Leaflet:
    """Lay out the page for leaders, with as much as one sheet holds."""
    heading = summary.heading
    laid = [tuple(_panels(summary, words, room)) for room in ROOMS]
    panels = next((each for each in laid if lines_of(each) <= SHEET_LINES), laid[-1])
    return Leaflet(
        language=words.labels.language,
        locale=words.labels.locale,
        issuer=heading.issuing_body,
        mark="" if heading.status == "published" else words.labels.draft,
        title=words["summary"].format(title=heading.title[:1].lower() + heading.title[1:]),
        subject=words["whole_title"].format(count=words.count(summary.units)),
        source=words.source(heading),
        counts=tuple(counts(summary.standing, words)),
        panels=tuple(panel.without_gaps() for panel in panels),
        identifier=heading.content_hash,
        day=heading.issued_on,
        size=10.0,
    )


def lines_of(panels: Sequence[Panel]) -> float:
    """How many lines of a sheet these take, on the safe side."""
    return sum(_lines_of(panel) for panel in panels)


def _lines_of(panel: Panel) -> float:
    whole = sum(column.share for column in panel.columns)
    texts = [text for text in (panel.text, panel.note, *panel.points) if text]
    lines = HEADING_LINES + sum(BETWEEN + _wrapped(text, LINE_LETTERS) for text in texts)
    if panel.columns:
        widths = [LINE_LETTERS * column.share // whole for column in panel.columns]
        heads = tuple(Field(column.heading) for column in panel.columns)
        rows = (heads, *panel.rows)
        lines += sum(BETWEEN + max(map(_wrapped, (field.text for field in row), widths)) for row in rows)
    return lines


def _wrapped(text: str, letters: int) -> int:
    return -(-len(text) * 11 // (10 * letters)) or 1


def _panels(summary: Summary, words: Words, room: Room) -> Iterator[Panel]:
    yield _met(summary.indicators, words, room.indicators)
    yield _attention(summary.attention, words, room.attention)
    moves = [*_moves("rises", summary.rises, words, room.moves), *_moves("falls", summary.falls, words, room.moves)]
    if moves:
        yield Panel(words["moves_panel"], points=tuple(moves))
    if summary.tasks:
        shares = {"unit": 20, "task": 40, "basis": 28, "due": 12}
        columns = tuple(Column(words[name], share, "left") for name, share in shares.items())
        shown = summary.tasks[: room.tasks]
        left = _left(len(summary.tasks) - len(shown), "what_tasks", words)
        heading = f"{words['overdue_panel']}: {words.count(len(summary.tasks))}"
        yield Panel(heading, columns=columns, rows=tuple(_overdue(shown, words)), note=left)
    if summary.doubts:
        points = [
            point
            for one in summary.doubts[: room.doubts]
            for point in doubt_points(f"{one.unit_name}: {words.name(one.name)}", one.cell, words)
        ]
        left = _left(len(summary.doubts) - room.doubts, "what_doubts", words)
        heading = f"{words['doubts_panel']}: {words.count(len(summary.doubts))}"
        yield Panel(heading, points=tuple(_cut(point, room.letters) for point in points), note=left)


def _met(indicators: Sequence[IndicatorStanding], words: Words, most: int) -> Panel:
    if not indicators:
        return Panel(words["met_panel"], text=words["no_targets"])
    columns = (Column(words["indicator"], 62, "left"), Column(words["units_met"], 20), Column(words["whole"], 18))
    # Those that few units meet come first.
    ordered = sorted(indicators, key=lambda one: (one.met * 1000 // one.judged, -one.judged))
    rows = tuple(
        (
            Field(_cut(words.name(one.name))),
            Field(f"{one.met}/{one.judged}", weighs=one.met < one.judged),
            Field("" if one.whole is None else _whole(one.whole, words)),
        )
        for one in ordered[:most]
    )
    left = _left(len(indicators) - most, "what_indicators", words)
    return Panel(words["met_panel"], columns=columns, rows=rows, note=left)


def _whole(cell: Cell, words: Words) -> str:
    """The figure of the whole, and how it was judged: that counts among the results at the head as well."""
    judged = f" ({words.labels.judged(cell)})" if cell.verdict else ""
    return f"{figure_text(cell)}{judged}"


def _attention(units: Sequence[Attention], words: Words, most: int) -> Panel:
    if not units:
        return Panel(words["attention_panel"], text=words["nothing"])
    columns = (Column(words["unit"], 34, "left"), Column(words["behind"], 12), Column(words["furthest"], 54, "left"))
    rows = tuple(
        (
            Field(one.unit_name),
            Field(words.count(one.standing.not_met), weighs=True),
            Field(_furthest(one, words)),
        )
        for one in units[:most]
    )
    heading = f"{words['attention_panel']}: {words.count(len(units))} {words['what_units']}"
    return Panel(heading, columns=columns, rows=rows, note=_left(len(units) - most, "what_units", words))


def _furthest(one: Attention, words: Words) -> str:
    worst = one.worst[0]
    told = [figure_text(worst.cell), words.target(worst.cell, worst.measure), words.gap(worst.cell, worst.measure)]
    return f"{_cut(words.name(worst.name))}: {'; '.join(text for text in told if text)}"


def _moves(name: str, moved: Sequence[Movement], words: Words, most: int) -> Iterator[str]:
    if moved:
        told = "; ".join(
            f"{_cut(one.unit_name, 40)} ({_cut(words.name(one.name), 60)}): {one.cell.text}, {words.moved(one.cell)}"
            for one in moved[:most]
        )
        yield f"{words[name]}: {told}."


def _left(count: int, what: str, words: Words) -> str:
    return words["others"].format(count=words.count(count), what=words[what]) if count > 0 else ""


def _overdue(tasks: Sequence[TaskLine], words: Words) -> Iterator[tuple[Field, ...]]:
    for task in tasks:
        title, basis = _cut(task.title), _cut(task.legal_basis)
        yield Field(task.unit_name), Field(f"{title} ({words[task.stage]})"), Field(basis), Field(words.day(task.due))


def _cut(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
