"""A system that only offers a list is asked by the running product, and its figure is judged like any other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.list_source import ListSource, Told, list_source, listed
from tests.system.product import Product, embedded, eventually

FILE = """\
url: {url}
every: 1h
timeout: 2m
networks: [127.0.0.1/32]
records: /items
figures:
  - unit: /don_vi
    indicator: dossiers-handled-online-pct
    as_of: {{at: /ngay, form: dd/mm/yyyy}}
    value: {{at: /ty_le, numbers: vi}}
"""
RECORD = {"don_vi": "Sở Giao thông vận tải", "ngay": "17/03/2023", "ty_le": "88,9"}
WANTED = ("--unit", "so-gtvt", "--indicator", "dossiers-handled-online-pct", "--period", "2023-02")


@pytest.fixture(scope="module")
def server() -> Iterator[ListSource]:
    with list_source() as running:
        running.answer = lambda asked: Told(b"[" * 120, pace=1) if asked.path == "/slow" else listed(RECORD)
        yield running


@dataclass(frozen=True)
class Running:
    """The product, and the key of the source that answers."""

    product: Product
    key: str


@pytest.fixture(scope="module")
def running(server: ListSource, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Running, with one source that answers and one that takes two minutes."""
    folder = tmp_path_factory.mktemp("pulled")
    (folder / "sources").mkdir()
    for name in ("cong-dvc", "slow"):
        (folder / "sources" / f"{name}.yaml").write_text(FILE.format(url=f"{server.url}/{name}"), encoding="utf-8")
    made = Product(folder, f"sqlite:///{folder / 'data'}")
    keys = {name: made.create_key(name) for name in ("cong-dvc", "slow")}
    with embedded(folder, NHIPSO_SOURCES=str(folder / "sources")) as product:
        yield Running(product, keys["cong-dvc"])


def test_a_pulled_figure_is_judged_and_leads_back_to_the_answer(running: Running) -> None:
    def story() -> Any:
        done = running.product.run("explain", *WANTED, "--format", "json", check=False)
        return json.loads(done.stdout) if done.returncode == 0 else None

    found = eventually(story, "the figure that was pulled is judged")

    (submission,) = found["submissions"]
    answer = running.product.run("pull", "answer", submission["pulled"]["answer"]).stdout
    assert found["figure"]["value"] == "88.9"
    assert found["verdicts"]
    assert submission["source"] == "cong-dvc"
    assert json.loads(answer)["items"][submission["pulled"]["record"] - 1] == RECORD


def test_a_source_that_takes_its_time_holds_up_neither_the_door_nor_another(
    running: Running, server: ListSource
) -> None:
    eventually(lambda: {"/slow", "/cong-dvc"} <= {asked.path for asked in server.asked}, "both are asked")
    figure = {"unit": "so-y-te", "indicator": WANTED[3], "as_of": "2023-03-17", "value": "80"}

    answer = running.product.post(running.key, figure)

    assert answer.status_code == 202
    eventually(
        lambda: states(running.product) == {"cong-dvc": "waiting", "slow": "being pulled"}, "one is done, the other not"
    )


def states(product: Product) -> dict[str, str]:
    return {row["name"]: row["state"] for row in product.json("pull", "list")}
