"""The pieces of a document as plain data for the template: no text of a bulletin is ever read as markup."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from services.report.domain.picture import Picture
from services.report.render.drawing.svg import Drawing, tag
from services.report.render.grid import Grid, Leaf, Line
from services.report.render.heading_levels import levels
from services.report.render.keeping import ENDS, WHOLE
from services.report.render.paper_size import PORTRAIT_MM
from services.report.render.photo_size import photo_mm
from services.report.render.pieces import Contents, Drawn, Item, Listing, Photo, Piece, Said, Sheet, Signature, Turn
from services.report.render.prose import Run, by_link

Stated = dict[str, Any]


def sheets(pieces: Iterable[Piece]) -> list[Stated]:
    """The pieces by sheet of paper, upright or landscape."""
    listed = list(pieces)
    found: list[Stated] = [{"landscape": False, "pieces": []}]
    for piece, level in zip(listed, levels(_style(piece) for piece in listed), strict=True):
        if isinstance(piece, Turn):
            found.append({"landscape": piece.landscape, "pieces": []})
        else:
            found[-1]["pieces"].append(stated(piece) | {"level": level})
    return found


def _style(piece: Piece) -> str:
    return piece.style if isinstance(piece, Said) else ""


@singledispatch
def stated(piece: Any) -> Stated:
    """One piece as data; its `kind` says which."""
    raise TypeError(piece)


@stated.register
def _(piece: Said) -> Stated:
    return {"kind": "said", "style": piece.style, "runs": _runs(piece.runs), "anchor": piece.anchor}


@stated.register
def _(piece: Item) -> Stated:
    block = piece.block
    return {
        "kind": "item",
        "style": "List Bullet",
        "mark": piece.mark,
        "depth": min(block.depth, 2),
        "runs": _runs(block.runs),
    }


@stated.register
def _(piece: Sheet) -> Stated:
    grid = piece.grid
    lines = [*grid.lines, *([grid.total] if grid.total else [])]
    return {
        "kind": "sheet",
        "size": piece.fit.size,
        "widths": piece.fit.widths,
        "caption": piece.caption,
        "whole": len(lines) <= WHOLE,
        "ends": ENDS,
        "heads": [[vars(head) for head in heads] for heads in grid.heads],
        "aligns": [_align(leaf) for leaf in grid.leaves],
        "lines": [_line(line, grid) for line in lines],
    }


@stated.register
def _(piece: Listing) -> Stated:
    rows = [[_runs(cell) for cell in row] + [[]] * (len(piece.widths) - len(row)) for row in piece.rows]
    return {"kind": "listing", "widths": piece.widths, "rows": rows}


@stated.register
def _(piece: Photo) -> Stated:
    width, height = photo_mm(piece.picture, PORTRAIT_MM)
    drawing = _framed(piece.picture, piece.content)
    return {"kind": "drawing", "svg": drawing.svg, "alt": drawing.alt, "width": width, "height": height}


@stated.register
def _(piece: Drawn) -> Stated:
    drawing = piece.drawing
    height = PORTRAIT_MM * drawing.height / drawing.width
    return {"kind": "drawing", "svg": drawing.svg, "alt": drawing.alt, "width": PORTRAIT_MM, "height": height}


@stated.register
def _(piece: Contents) -> Stated:
    entries = [{"text": entry.entry, "anchor": entry.anchor, "style": piece.style_of(entry)} for entry in piece.entries]
    return {"kind": "contents", "title": piece.title, "entries": entries}


@stated.register
def _(_: Signature) -> Stated:
    return {"kind": "signature"}


def _runs(runs: Iterable[Run]) -> list[Stated]:
    """The runs by the link they belong to."""
    return [
        {"link": link, "runs": [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in members]}
        for link, members in by_link(runs)
    ]


def _line(line: Line, grid: Grid) -> Stated:
    total = line is grid.total
    verdicts = [slot.cell.verdict if slot.cell and slot.leaf.kind == "verdict" else None for slot in line.slots]
    return {
        "texts": [line.ordinal, line.name, *(slot.text for slot in line.slots)],
        "bold": [total, total, *(total or verdict == "not_met" for verdict in verdicts)],
        "shaded": [False, False, *(grid.signs and verdict == "not_met" for verdict in verdicts)],
    }


def _align(leaf: Leaf) -> str:
    return {"Table Name": "left", "Table Right": "right"}.get(leaf.part, "center")


def _framed(picture: Picture, content: bytes) -> Drawing:
    """The picture inside a drawing, which the template can be handed as text."""
    link = f"data:{picture.media_type};base64,{b64encode(content).decode()}"
    width, height = float(picture.width), float(picture.height)
    return Drawing(width, height, (tag("image", width=width, height=height, href=link),), picture.alt)
