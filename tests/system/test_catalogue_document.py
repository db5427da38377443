"""Who follows docs/catalogue.md, and nothing else, has the edition of a month that the product did not know."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.system.product import ROOT, Product, eventually
from tests.system.test_documents import shell

DOCUMENT = ROOT / "docs" / "catalogue.md"
FENCE = re.compile(r"^```(sh|csv|yaml) ?(\S*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROVINCE = "my-province"


def write(path: Path, kind: str, text: str) -> None:
    """Add what a block shows to the file it names: rows under their columns, text at the end."""
    path.parent.mkdir(exist_ok=True)
    if kind == "csv" and path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            columns = csv.DictReader(file).fieldnames or ()
        with path.open("a", encoding="utf-8", newline="") as file:
            rows = csv.DictReader(io.StringIO(text))
            csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)
    else:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)


def follow(product: Product) -> None:
    """Do every step of the document, in its order."""
    key = ""
    for kind, name, text in FENCE.findall(DOCUMENT.read_text(encoding="utf-8")):
        if kind != "sh":
            write(product.folder / PROVINCE / name, kind, text)
            continue
        for command in text.strip().splitlines():
            if command == "nhipso run all &":
                product.start()
            elif command.startswith("KEY="):
                key = shell(product, f"{command}; echo $KEY").stdout.strip()
            elif command.startswith("nhipso bulletin build"):
                eventually(partial(built, product, command), "the edition has its figures")
            elif not command.startswith("export "):
                ended = shell(product, command, KEY=key)
                assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
                assert ended.stdout.strip() or ended.stderr.strip() or command.startswith(("cp ", "sed ")), command


def built(product: Product, command: str) -> bool:
    """Build until the last figure sent is in it: imports return before everything is judged."""
    if shell(product, command).returncode != 0:
        return False
    total = table(bulletin_of(product), "online-services")["total"]
    return bool(total["cells"]["paid"]["numerator"] == "872")


def bulletin_of(product: Product) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((product.folder / "out/2023-04/bulletin.json").read_text(encoding="utf-8"))
    return made


def table(bulletin: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(table for table in bulletin["tables"] if table["id"] == name)
    return found


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "deploy").symlink_to(ROOT / "deploy")
    product = Product(folder, f"sqlite:///{folder / 'data'}", extra={"NHIPSO_PROVINCE": str(folder / PROVINCE)})
    try:
        follow(product)
        yield bulletin_of(product)
    finally:
        product.stop()


def test_the_new_column_is_judged_and_the_old_one_compared(bulletin: dict[str, Any]) -> None:
    services, paid = table(bulletin, "online-services")["columns"]

    assert services["change_heading"] == "So với báo cáo chuyên đề tháng 02/2023"
    assert (paid["change_heading"], paid["verdict_heading"]) == ("", "So với chỉ tiêu Kế hoạch 120 (30%)")


def test_the_document_tells_what_comes_out(bulletin: dict[str, Any]) -> None:
    rows = {row["unit"]: row["cells"] for row in table(bulletin, "online-services")["rows"]}
    said = {sentence["id"]: sentence["text"] for sentence in bulletin["sentences"]}

    assert [rows["hon-quan"][key]["verdict"] for key in ("services", "paid")] == ["not_met", "not_met"]
    assert rows["bu-dang"]["paid"]["status"] == "no_activity"
    assert "chưa đạt 30% hồ sơ thanh toán trực tuyến: Hớn Quản (24%)." in said["paid-behind"]
    assert said["online-payment-share"] == "Toàn tỉnh có 872/1.850 hồ sơ thanh toán trực tuyến (47,14%)."


def test_every_command_of_the_document_is_one_of_the_steps() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert text.count("```") == 2 * len(FENCE.findall(text))
