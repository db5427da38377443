"""The page of a unit, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from services.report.domain.bulletin import Cell
from services.report.domain.extract.parts import Extract, Line, Standing, TaskLine
from services.report.render.grid import figure_text
from services.report.render.leaflet.leaflet import Column, Field, Leaflet, Panel
from services.report.render.leaflet.words import Words

#: how many periods a page is wide enough for
PERIODS = 6
#: a trend is worth a line from this many figures on
LEAST = 2


def unit_page(extract: Extract, words: Words) -> Leaflet:
    """Lay out what the edition says of one unit."""
    heading = extract.heading
    return Leaflet(
        language=words.labels.language,
        locale=words.labels.locale,
        issuer=heading.issuing_body,
        mark="" if heading.status == "published" else words.labels.draft,
        title=words["extract"].format(title=_lowered(heading.title)),
        subject=extract.name,
        source=words.source(heading),
        counts=tuple(counts(extract.standing, words)),
        panels=tuple(panel.without_gaps() for panel in _panels(extract, words)),
        identifier=heading.content_hash,
        day=heading.issued_on,
    )


def counts(standing: Standing, words: Words) -> Iterator[tuple[str, str]]:
    """The large figures at the head: those met and behind always, the others where there are any."""
    for name in ("met", "not_met", "missing", "doubted"):
        number = getattr(standing, name)
        if number or name in {"met", "not_met"}:
            yield words.count(number), words[name]


def task_rows(tasks: Iterable[TaskLine], words: Words) -> tuple[tuple[Field, ...], ...]:
    """Tasks as lines of a table."""
    return tuple(
        (
            Field(f"{task.title} ({words[task.stage]})"),
            Field(task.legal_basis),
            Field(words.day(task.due)),
            Field(words[task.state], weighs=task.state == "overdue"),
        )
        for task in tasks
    )


def doubt_points(line: str, cell: Cell, words: Words) -> Iterator[str]:
    """What is doubted about a figure, a sentence each."""
    for doubt in cell.doubts:
        yield f"{line} ({cell.text}): {doubt.text if words.is_vietnamese else doubt.text_en}"


def _panels(extract: Extract, words: Words) -> Iterator[Panel]:
    judged = [line for line in extract.lines if line.cell.verdict is not None]
    others = [line for line in extract.lines if line.cell.verdict is None and line.cell.status != "missing"]
    missing = [line for line in extract.lines if line.cell.status == "missing"]
    yield _judged(judged, words) if judged else Panel(words["judged_panel"], text=words["no_targets"])
    if others:
        yield _others(others, words)
    if missing:
        yield Panel(words["missing_panel"], points=tuple(_missing(line, words) for line in missing))
    trends = [line for line in extract.lines if sum(point.value is not None for point in line.trend) >= LEAST]
    if trends:
        yield _trends(trends, words)
    if extract.tasks:
        columns = _columns(words, task=44, basis=30, due=13, state=13)
        yield Panel(words["tasks_panel"], columns=columns, rows=task_rows(extract.tasks, words))
    doubts = [point for line in extract.lines for point in doubt_points(words.name(line.name), line.cell, words)]
    if doubts:
        yield Panel(words["doubts_panel"], points=tuple(doubts))


def _judged(lines: Sequence[Line], words: Words) -> Panel:
    rows = tuple(
        (
            Field(words.name(line.name)),
            Field(figure_text(line.cell)),
            Field(words.target(line.cell, line.measure)),
            Field(words.labels.judged(line.cell), weighs=line.cell.verdict == "not_met"),
            Field(words.gap(line.cell, line.measure)),
            Field(_changed(line.cell)),
            Field(words.place(line.place)),
        )
        for line in lines
    )
    columns = _columns(words, indicator=30, result=11, target=11, verdict=12, gap=14, change=12, place=10)
    basis = dict.fromkeys(line.cell.legal_basis for line in lines if line.cell.legal_basis)
    return Panel(words["judged_panel"], columns=columns, rows=rows, note=f"{words['basis']}: {'; '.join(basis)}.")


def _others(lines: Sequence[Line], words: Words) -> Panel:
    rows = tuple(
        (
            Field(words.name(line.name)),
            Field(figure_text(line.cell)),
            Field(_changed(line.cell)),
            Field(words.place(line.place)),
        )
        for line in lines
    )
    columns = _columns(words, indicator=58, result=18, change=14, place=10)
    return Panel(words["other_panel"], columns=columns, rows=rows, note=_marks(lines, words))


def _trends(lines: Sequence[Line], words: Words) -> Panel:
    periods = sorted({point.period for line in lines for point in line.trend})[-PERIODS:]
    share = 60 // len(periods)
    heads = [Column(f"{period[5:]}/{period[:4]}", share) for period in periods]
    rows = tuple((Field(words.name(line.name)), *_points(line, periods)) for line in lines)
    return Panel(words["trend_panel"], columns=(Column(words["indicator"], 40, "left"), *heads), rows=rows)


def _points(line: Line, periods: Sequence[str]) -> Iterator[Field]:
    known = {point.period: point.text for point in line.trend}
    yield from (Field(known.get(period, "")) for period in periods)


def _missing(line: Line, words: Words) -> str:
    reason = line.cell.missing_reason
    name = words.name(line.name)
    return name if reason is None else f"{name}; {words['reason'].format(reason=reason.rstrip('.'))}"


def _changed(cell: Cell) -> str:
    return f"{cell.change_text} (R)" if cell.change_revised and cell.change_text else cell.change_text


def _marks(lines: Sequence[Line], words: Words) -> str:
    marked = any(line.cell.status != "reported" or line.cell.revised or line.cell.doubts for line in lines)
    return words["marks"] if marked else ""


def _columns(words: Words, **shares: int) -> tuple[Column, ...]:
    wide = {"indicator", "task", "basis", "unit", "furthest"}
    return tuple(Column(words[name], share, "left" if name in wide else "centre") for name, share in shares.items())


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]
