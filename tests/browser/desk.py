"""Editors at their desk: what they do with the keyboard, and what they see."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser.officer import ANSWERED
from tests.system.product import Product

HOME = "/editions/desk"
UNIT_FIELD = re.compile(r'name="unit" value="([^"]+)"')


class Desk:
    """One editor's browser; whatever it complains of is kept."""

    def __init__(self, browser: Browser, url: str, secret: str, width: int = 1280) -> None:
        self.context = browser.new_context(locale="vi-VN", viewport={"width": width, "height": 900})
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.url = url
        self.secret = secret
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self) -> None:
        """Sign in with the keyboard alone."""
        self.page.goto(f"{self.url}{HOME}")
        self.walk(self.page.get_by_label("Khóa biên tập viên"))
        self.page.keyboard.type(self.secret)
        self.enter()
        expect(self.page.get_by_role("heading", name="Các kỳ báo cáo")).to_be_visible()

    def open(self, period: str) -> None:
        self.page.goto(f"{self.url}{HOME}/{period}")

    def press(self, name: str) -> None:
        """Go to a button with Tab and press it."""
        self.walk(self.page.get_by_role("button", name=name, exact=True))
        self.enter()

    def enter(self) -> None:
        """Press Enter, and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, link: Locator) -> None:
        """Click, and wait for the page that answers."""
        with self.page.expect_navigation():
            link.click()

    def walk(self, wanted: Locator) -> None:
        """Press Tab until the focus is there."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("node => node === document.activeElement"):
                return
        raise AssertionError(f"{wanted} is not reached with Tab")

    def told(self) -> str:
        """What the page says first of all; it has the focus."""
        said = self.page.locator("#told")
        expect(said).to_be_focused()
        return said.inner_text()

    def close(self) -> None:
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERED):
            self.complaints.append(message.text)


def library_url(product: Product) -> str:
    return f"http://127.0.0.1:{product.library_port}"


def declare_all_but_one(product: Product, secret: str, period: str) -> None:
    """Build the draft and declare the figures of every unit missing but of one."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=library_url(product), timeout=30, headers=headers, follow_redirects=False) as client:
        client.post(f"{HOME}/sign-in", data={"key": secret})
        client.post(f"{HOME}/{period}/steps", data={"step": "build"})
        page = client.get(f"{HOME}/{period}").text
        for unit in list(dict.fromkeys(UNIT_FIELD.findall(page)))[1:]:
            answer = client.post(f"{HOME}/{period}/missing", data={"unit": unit, "reason": "Chưa kết nối hệ thống"})
            assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
