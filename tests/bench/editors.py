"""Editors at the desk's pages: they look, preview, build, check, approve and publish from a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx

from tests.system.product import Product

FORMS = ("html", "docx", "pdf", "xlsx")
SEE_OTHER = 303
PATIENCE_SECONDS = 300


class AtThePages:
    """Two editors: whoever approves is not the one who checked."""

    def __init__(self, product: Product, period: str) -> None:
        self._product = product
        self._page = f"/editions/desk/{period}"
        self._names = [self._signed_in(name) for name in ("A", "B")]

    def work(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """What is done under which name, each to be done when it is its turn."""
        first, second = self._names
        yield "desk: the page of the edition", lambda: self._look(first)
        for form in FORMS:
            yield f"desk: preview {form}", lambda form=form: self._get(first, f"preview/now.{form}")  # type: ignore[misc]
        yield "desk: build", lambda: self._step(first, "build")
        yield "desk: check", lambda: self._step(first, "check")
        yield "desk: approve", lambda: self._step(second, "approve")
        yield "desk: publish", lambda: self._step(second, "publish")

    def _signed_in(self, name: str) -> httpx.Client:
        key = self._product.run("bulletin", "editors", "add", "--name", name).stdout.split()[-1]
        root = f"http://127.0.0.1:{self._product.library_port}"
        client = httpx.Client(base_url=root, timeout=PATIENCE_SECONDS)
        answer = client.post("/editions/desk/sign-in", data={"key": key})
        if answer.status_code != SEE_OTHER:
            raise SystemExit(f"not signed in: {answer.status_code}")
        return client

    def _look(self, client: httpx.Client) -> None:
        client.get(self._page).raise_for_status()

    def _get(self, client: httpx.Client, name: str) -> None:
        client.get(f"{self._page}/{name}").raise_for_status()

    def _step(self, client: httpx.Client, step: str) -> None:
        answer = client.post(f"{self._page}/steps", data={"step": step})
        if answer.status_code != SEE_OTHER:
            raise SystemExit(f"{step}: {answer.status_code} {answer.text[-2000:]}")
