"""Readers of the library: the edition's page and files, and the pages of all units, one by one and many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from tests.system.product import Product

READERS_AT_ONCE = 8
LEAFLETS = ("html", "docx", "pdf")


def read_library(product: Product) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is read under which name, each to be done when it is its turn."""
    root = f"http://127.0.0.1:{product.library_port}"
    (volume,) = _get(root, "/editions?format=json").json()["editions"]
    page = volume["path"]
    files = [file["path"] for file in volume["files"]]
    units = [path.removesuffix(".json") for path in _get(root, f"{page}?format=json").json()["units"]]
    leaflets = [f"{unit}.{form}" for unit in units for form in LEAFLETS]
    yield "library: the page of the edition, 10 times", lambda: _each(root, [page] * 10)
    yield "library: its files", lambda: _each(root, files)
    yield f"library: its files, to {READERS_AT_ONCE} readers at once", lambda: _at_once(root, files * READERS_AT_ONCE)
    for form in LEAFLETS:
        yield f"library: {form} of all units", lambda form=form: _each(root, [f"{unit}.{form}" for unit in units])  # type: ignore[misc]
    yield f"library: all of these to {READERS_AT_ONCE} readers at once", lambda: _at_once(root, leaflets)


def _each(root: str, paths: Sequence[str]) -> None:
    for path in paths:
        _get(root, path)


def _at_once(root: str, paths: Sequence[str]) -> None:
    with ThreadPoolExecutor(READERS_AT_ONCE) as readers:
        list(readers.map(lambda path: _get(root, path), paths))


def _get(root: str, path: str) -> Any:
    return httpx.get(f"{root}{path}", timeout=60).raise_for_status()
