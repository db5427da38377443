"""One running product, one browser, and an officer with a personal link; shared by all tests of the upload page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.officer import Officer
from tests.servers.install import chromium
from tests.system.product import Product, embedded

#: no sandbox within a container, and no talk with anybody but the page
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNIT = "so-noi-vu"
#: milliseconds: what comes at once costs nothing of it, and a busy machine now and then needs some
PATIENCE = 30_000
BEFORE = {
    "digitally-signed-docs-pct": "93.24",
    "dossiers-handled-online-pct": "100",
    "official-email-users-pct": "96.49",
}


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("upload")
    with embedded(folder, NHIPSO_MAX_FILE_BYTES="60000", NHIPSO_MAX_BODY_BYTES="60000") as running:
        yield running


@pytest.fixture(scope="package")
def link(product: Product) -> str:
    """The personal link of an officer of Sở Nội vụ, which has sent figures of the month before."""
    made = product.run("upload-link", "--unit", UNIT, "--url", product.http_url).stdout.strip()
    secret = made.partition("#")[2]
    _current, before, *_more = sender(product, secret)["periods"]
    sent = {"unit": UNIT, "period": before["period"], "as_of": before["cut_off"]}
    answer = product.post(secret, [sent | {"indicator": name, "value": value} for name, value in BEFORE.items()])
    assert answer.json()["accepted"] == len(BEFORE), answer.text
    return made


def sender(product: Product, secret: str) -> Any:
    """What the key may send."""
    headers = {"Authorization": f"Bearer {secret}"}
    return httpx.get(f"{product.http_url}/v1/key", headers=headers, timeout=30).raise_for_status().json()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def officer(browser: Browser, product: Product) -> Iterator[Officer]:
    """Somebody at a computer of their own; whatever the browser complains of fails the test."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    sitting = Officer(context.new_page(), product.http_url)
    yield sitting
    context.close()
    assert not sitting.complaints
