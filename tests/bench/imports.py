"""A month of a large province as one file, and how long others wait meanwhile: `python -m tests.bench.imports`."""

from __future__ import annotations

import argparse
import csv
import http.client
import io
import json
import os
import threading
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Known, and said once in docs/decisions/0002-nameko.md.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from openpyxl import Workbook  # noqa: E402

from tests.bench.big_province import BigProvince, Size  # noqa: E402
from tests.bench.place import Places  # noqa: E402
from tests.bench.table import columns  # noqa: E402
from tests.servers.ports import free_port  # noqa: E402
from tests.system.product import Product  # noqa: E402

HEADING = ["unit", "indicator", "period", "as_of", "value", "numerator", "denominator"]
KINDS = {"CSV": "text/csv", "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
BETWEEN_SECONDS = 0.01
ACCEPTED = 202


class Waits:
    """Asks for the health of a process again and again; `longest` is the longest that an answer took."""

    def __init__(self, port: int) -> None:
        self.longest = 0.0
        self._port = port
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def end(self) -> float:
        """The longest wait in seconds."""
        self._over.set()
        self._thread.join()
        return self.longest

    def _ask(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)) as connection:
            while not self._over.wait(BETWEEN_SECONDS):
                began = time.perf_counter()
                connection.request("GET", "/health/live")
                connection.getresponse().read()
                self.longest = max(self.longest, time.perf_counter() - began)


def rows(province: BigProvince, period: str) -> Iterator[list[str | int | None]]:
    """A month of figures as the rows of a file."""
    yield list(HEADING)
    for indicator in province.indicators:
        for event in province.sent(indicator, period, province.units):
            said = event.data
            parts = [None if part is None else int(part) for part in (said.numerator, said.denominator)]
            value = None if said.value is None or parts[0] is not None else int(said.value)
            yield [said.unit, indicator, period, str(said.as_of), value, *parts]


def in_csv(lines: Iterator[list[str | int | None]]) -> bytes:
    """The rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def in_xlsx(lines: Iterator[list[str | int | None]]) -> bytes:
    """The rows as a workbook."""
    book, out = Workbook(write_only=True), io.BytesIO()
    page = book.create_sheet()
    for line in lines:
        page.append(line)
    book.save(out)
    return out.getvalue()


def upload(product: Product, key: str, kind: str, body: bytes) -> dict[str, Any]:
    """Send a file, all or nothing; how long it took, and how long others waited meanwhile."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": KINDS[kind]}
    waits, began = Waits(product.http_port), time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", product.http_port, timeout=120)) as connection:
        connection.request("POST", "/v1/files?mode=atomic", body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
    seconds = time.perf_counter() - began
    if answer.status != ACCEPTED:
        raise AssertionError(f"{answer.status}: {said}")
    found = {"figures": said["accepted"], "seconds": round(seconds, 2), "longest_wait_ms": round(waits.end() * 1000)}
    return {"file": kind, **found}


def measure(places: Places) -> Iterator[dict[str, Any]]:
    """Upload a month in each form to the ingest process, on SQLite and on PostgreSQL."""
    with TemporaryDirectory() as folder, places.fresh() as place:
        province = BigProvince(Path(folder), Size(months=2))
        extra = {"NHIPSO_PROVINCE": folder, "NHIPSO_HTTP_PORT": str(free_port())}
        for name, url in (("sqlite", f"sqlite:///{place.folder}"), ("postgresql", place.database_url)):
            product = Product(place.folder, url, place.broker_url, extra)
            product.http_port = int(extra["NHIPSO_HTTP_PORT"])
            product.start_one("ingest")
            try:
                product.wait_ready("ingest")
                key = product.create_key("bench")
                for kind, period, write in zip(KINDS, province.periods, (in_csv, in_xlsx), strict=True):
                    yield {"database": name, **upload(product, key, kind, write(rows(province, period)))}
            finally:
                product.stop()


def show(found: Sequence[Mapping[str, Any]]) -> str:
    """The files as a table."""
    return columns([list(found[0]), *([str(value) for value in each.values()] for each in found)])


def main() -> None:
    """Measure and show."""
    argparse.ArgumentParser(prog="tests.bench.imports", description=__doc__).parse_args()
    places = Places(os.environ)
    with places.open():
        print(show(list(measure(places))))


if __name__ == "__main__":
    main()
