"""Plain text read: a paragraph a line, and tables where lines are divided by tabs or bars."""

from __future__ import annotations

from services.report.verify.paging import Pages

LEAST_ROWS = 2


def read_text(text: str, pages: Pages) -> None:
    """Lines of cells that follow each other are a table; a single one is a paragraph."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        cells = _cells(line)
        if len(cells) > 1:
            rows.append(cells)
            continue
        if len(rows) >= LEAST_ROWS:
            pages.table(rows)
        elif rows:
            pages.paragraph(" ".join(rows[0]))
        rows = []
        pages.paragraph(line)


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    bare = line.strip()
    if bare.count("|") > 1:
        cells = [cell.strip() for cell in bare.strip("|").split("|")]
        return [] if all(set(cell) <= set("-: ") for cell in cells) else cells
    return []
