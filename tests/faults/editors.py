"""Two editors at the pages of the report service, and the processes in which it makes their documents."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from tests.system.product import Product

HOME = "/editions/desk"
UNIT_FIELD = re.compile(r'name="unit" value="([^"]+)"')
SEE_OTHER = 303
PATIENCE = 60
#: such a process says so in its command line
PRESS = "report.press"


class Editors:
    """One writes and checks, the other approves and publishes."""

    def __init__(self, product: Product, period: str) -> None:
        self.page = f"{HOME}/{period}"
        self._root = f"http://127.0.0.1:{product.library_port}"
        self._first, self._second = (self._signed_in(product, name) for name in ("A", "B"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._first.close()
        self._second.close()

    def approve(self) -> None:
        """Build the edition, declare what has not come, and approve it."""
        self._first.post(f"{self.page}/steps", data={"step": "build"})
        for unit in dict.fromkeys(UNIT_FIELD.findall(self._first.get(self.page).text)):
            self._first.post(f"{self.page}/missing", data={"unit": unit, "reason": "Chưa kết nối hệ thống"})
        for editor, step in ((self._first, "build"), (self._first, "check"), (self._second, "approve")):
            answer = editor.post(f"{self.page}/steps", data={"step": step})
            assert answer.status_code == SEE_OTHER, f"{step}: {answer.text}"

    def publish(self) -> int:
        """Publish it; returns the status of the answer."""
        return self._second.post(f"{self.page}/steps", data={"step": "publish"}).status_code

    def _signed_in(self, product: Product, name: str) -> httpx.Client:
        secret = product.run("bulletin", "editors", "add", "--name", name).stdout.strip()
        client = httpx.Client(base_url=self._root, timeout=PATIENCE, headers={"Sec-Fetch-Site": "same-origin"})
        client.post(f"{HOME}/sign-in", data={"key": secret})
        return client


@contextmanager
def halted_presses(pid: int) -> Iterator[list[int]]:
    """Halt the processes in which service `pid` makes documents: within the block they take for ever."""
    found = [child for child in _children(pid) if PRESS in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8")]
    for press in found:
        os.kill(press, signal.SIGSTOP)
    try:
        yield found
    finally:
        for press in found:
            os.kill(press, signal.SIGCONT)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]
