"""Editions and their extracts as web pages: everybody can read them, on every screen, and axe says when not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_upload_accessibility import faults
from tests.integration.documents.samples import BULLETINS, LEAFLETS, document


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader without a network: what a page needs is in it."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", [*BULLETINS, *LEAFLETS])
def test_every_page_is_accessible_at_every_width(kind: str, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(document(kind, "html"))
    page.goto(path.as_uri())

    assert faults(page) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<h2", "<h5", "heading-order"),
        ('aria-label="Biểu đồ', 'data-label="Biểu đồ', "svg-img-alt"),
        ("<html lang=", "<html data-lang=", "html-has-lang"),
        ("</style>", "p { color: #aaa !important; }</style>", "color-contrast"),
    ],
)
def test_a_page_that_is_not_is_found_out(old: str, new: str, rule: str, page: Page, tmp_path: Path) -> None:
    stated = document("draft", "html").decode()
    assert old in stated
    path = tmp_path / "page.html"
    path.write_text(stated.replace(old, new), encoding="utf-8")
    page.goto(path.as_uri())

    assert rule in " ".join(faults(page))
