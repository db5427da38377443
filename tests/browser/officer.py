"""An officer at the upload page: what they do, and what they see."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from playwright.sync_api import ConsoleMessage, FilePayload, Locator, Page, expect

#: of the office; its figures of today are those of the current month
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
HEAD = "unit,indicator,as_of,value\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: what a browser says of an answer that is a refusal; the page tells it to the officer
ANSWERED = ("Failed to load resource",)


class Officer:
    """A page, and what its browser complained of."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(f"{request.url} {request.headers.get('referer', '')}"))

    def open(self, link: str) -> None:
        """Open a personal link and wait for the desk."""
        self.page.goto(link)
        expect(self.page.locator("#asked")).to_be_visible()

    def choose(self, name: str, content: bytes | str) -> None:
        """Choose a file."""
        raw = content.encode() if isinstance(content, str) else content
        kind = XLSX if name.endswith("xlsx") else "text/csv"
        self.page.set_input_files("#file", FilePayload(name=name, mimeType=kind, buffer=raw))

    def check(self, content: bytes | str, name: str = "so-lieu.csv") -> None:
        """Choose a file and wait until its rows are shown."""
        self.choose(name, content)
        expect(self.page.locator("#check")).to_be_visible()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def saved(self, name: str) -> bytes:
        """Press a button and get the file that the browser saves."""
        with self.page.expect_download() as download:
            self.press(name)
        return Path(download.value.path()).read_bytes()

    def counts(self) -> list[str]:
        """How many rows are accepted, known, refused."""
        return [text.split()[0] for text in self.page.locator("#counts li").all_inner_texts()]

    def table(self, box: str) -> list[list[str]]:
        """The rows of a table, without those for mending."""
        rows = self.page.locator(f"{box} tbody tr:not(.mending)").all()
        return [row.locator("th, td").all_inner_texts() for row in rows]

    def told(self) -> Locator:
        """The trouble that is told."""
        return self.page.get_by_role("alert")

    def refuse(  # the parts of an answer
        self, address: str, status: int, code: str, title: str, headers: dict[str, str] | None = None
    ) -> None:
        """Have the next request there answered as the service does in a bad moment."""
        body = json.dumps({"type": f"https://nhipso.example/problems/{code}", "title": title, "status": status})
        kind = "application/problem+json"
        self.page.route(
            address,
            lambda route: route.fulfill(status=status, headers=headers or {}, content_type=kind, body=body),
            times=1,
        )

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERED):
            self.complaints.append(message.text)


def csv(*rows: Sequence[Any]) -> str:
    """A file of figures of the unit, of today: indicator, value."""
    return HEAD + "".join(f"so-noi-vu,{indicator},{TODAY},{value}\n" for indicator, value in rows)


def fill_in(form: bytes, values: dict[str, Any]) -> bytes:
    """The form with values by the indicator of their row."""
    book = load_workbook(io.BytesIO(form))
    sheet = book.worksheets[0]
    heading = {str(cell.value): place for place, cell in enumerate(sheet[7], start=1)}
    for row in range(8, sheet.max_row + 1):
        indicator = sheet.cell(row, heading["indicator"]).value
        if indicator in values:
            sheet.cell(row, heading["value:shown"]).value = values[str(indicator)]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
