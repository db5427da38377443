"""An HTML page read: headings, paragraphs, items and tables with their merged cells."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from services.report.verify.paging import Pages
from services.report.verify.word_grid import is_mark
from shared.errors import Refused
from shared.wording import say

HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINES = HEADS | {
    "p",
    "li",
    "caption",
    "figcaption",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "main",
    "footer",
    "header",
}
SILENT = frozenset({"script", "style", "svg", "nav", "head", "template", "noscript", "details", "dialog"})
PICTURES, TABLES = ("svg", "img"), ("table", "thead", "tr", "td", "th")
#: what only a screen reader says, beside what is seen
UNSEEN = frozenset({"heard", "visually-hidden", "sr-only"})
WIDEST, LONGEST_SPAN, MOST_OPEN = 100, 6, 1000


class Page(HTMLParser):
    """Tells the pages what it reads; what is closed by nothing ends with what follows."""

    def __init__(self, pages: Pages) -> None:
        super().__init__(convert_charrefs=True)
        self._pages = pages
        self._line: list[str] = []
        self._tag = ""
        self._silent, self._unseen, self._raised = 0, 0, False
        self._rows: list[list[str]] | None = None
        self._cell: list[str] | None = None
        self._spans: tuple[int, int] = (1, 1)
        self._down: dict[int, tuple[int, str]] = {}
        self._heads, self._in_head = 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in PICTURES:
            self._pages.picture(given.get("aria-label") or given.get("alt") or "")
        if tag in SILENT:
            self._silent += 1
        elif tag == "span":
            self._opens_span(given)
        elif tag in TABLES:
            self._opens_table(tag, given)
        elif tag in LINES and self._cell is None:
            self._flush()
            self._tag = tag
        elif tag == "sup":
            self._raised = True
        elif tag == "br":
            self.handle_data(" ")

    def _opens_span(self, given: Mapping[str, str | None]) -> None:
        if self._unseen or UNSEEN & set((given.get("class") or "").split()):
            self._unseen += 1
        elif self._tag == "caption":
            # Under the name of a table stands what is noted about it.
            self._flush()

    def _opens_table(self, tag: str, given: Mapping[str, str | None]) -> None:
        if tag == "table":
            self._flush()
            self._rows, self._down, self._heads = [], {}, 0
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr":
            if self._rows is not None:
                self._rows.append([])
                self._heads += self._in_head
        elif self._rows:
            self._cell, self._spans = [], (_span(given.get("colspan")), _span(given.get("rowspan")))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "span":
            self._unseen = max(0, self._unseen - 1)
        elif tag == "thead":
            self._in_head = False
        elif tag == "sup":
            self._raised = False
        elif tag in ("td", "th") and self._cell is not None:
            self._close_cell()
        elif tag == "table" and self._rows is not None:
            self._pages.table([row for row in self._rows if row], self._heads)
            self._rows = None
        elif tag in LINES and self._cell is None:
            self._flush()

    def handle_data(self, data: str) -> None:
        told = self._line if self._cell is None else self._cell
        if not (self._silent or self._unseen or (self._raised and is_mark(data, "".join(told[-1:])[-1:]))):
            told.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        text, self._line = "".join(self._line), []
        self._pages.paragraph(text, heading=self._tag in HEADS, caption=self._tag == "caption")
        self._tag = ""

    def _close_cell(self) -> None:
        text, self._cell = "".join(self._cell or ()), None
        row = self._rows[-1] if self._rows else []
        self._fill_down(row)
        across, down = self._spans
        self._pages.take(across)
        for _ in range(across):
            if down > 1:
                self._down[len(row)] = (down - 1, text)
            row.append(text)
        self._fill_down(row)

    def _fill_down(self, row: list[str]) -> None:
        """What cells of rows above reach down into this one."""
        while len(row) in self._down:
            left, text = self._down.pop(len(row))
            self._pages.take(1)
            row.append(text)
            if left > 1:
                self._down[len(row) - 1] = (left - 1, text)


def read_html(text: str, pages: Pages) -> None:
    """Tell `pages` what the page holds. Raises Refused when it is none."""
    if text.count("<") > 2 * text.count(">") + MOST_OPEN:
        # The library reads the rest again for every tag that is never closed.
        raise Refused("malformed-file", say("file-other-kind", kind="HTML"))
    page = Page(pages)
    try:
        page.feed(text)
        page.close()
    except AssertionError:
        # What the library thinks of half a declaration.
        raise Refused("malformed-file", say("file-other-kind", kind="HTML")) from None


def _span(text: str | None) -> int:
    """What is no number of sensible length is 1, as in browsers."""
    known = text is not None and text.isascii() and text.isdecimal() and len(text) <= LONGEST_SPAN
    return max(1, min(int(text or 1), WIDEST)) if known else 1
