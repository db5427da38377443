"""The changes printed in February 2023, whose January edition is lost: restored from them, they come out again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.system.product import PROVINCE, embedded
from tests.system.published import Fact, facts, wait_until_judged
from tests.system.sample import figures
from tests.system.settled import await_reported
from tests.system.test_same_bulletin_everywhere import send

OPENINGS = PROVINCE / "openings" / "2023-01.csv"


def printed() -> list[Fact]:
    """Every cell of the edition with a printed change, that of the province's total (a sum) left out."""
    return [fact for fact in facts("2023-02") if fact["change"] and fact["unit"] != "binh-phuoc"]


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with embedded(tmp_path_factory.mktemp("january")) as product:
        key = product.create_key("opening-figures")
        for receipt in product.json("import", str(OPENINGS), "--key", key)["receipts"]:
            wait_until_judged(product, key, receipt)
        send(product, figures("2023-02"))
        await_reported(product)
        yield json.loads(product.bulletin("2023-02"))


def cells(bulletin: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (row["unit"], column["indicator"]): row["cells"][column["key"]]
        for table in bulletin["tables"]
        if table["id"] in ("online-services", "app-users")
        for row in [*table["rows"], *([table["total"]] if table["total"] else [])]
        for column in table["columns"]
    }


def test_every_printed_change_is_ours(bulletin: dict[str, Any]) -> None:
    ours = cells(bulletin)
    theirs = {(fact["unit"], fact["indicator"]): fact["change"] for fact in printed()}

    assert {key: ours[key]["change_text"] for key in theirs} == theirs
    assert len(theirs) == 66


def test_the_increase_of_all_units_adds_up_to_the_printed_one(bulletin: dict[str, Any]) -> None:
    assert cells(bulletin)["binh-phuoc", "app-users"]["change_text"] == "1.281"


def test_the_heading_names_january_2023_where_the_print_had_the_wrong_year(bulletin: dict[str, Any]) -> None:
    headings = {
        column["change_heading"]
        for table in bulletin["tables"]
        if table["id"] == "online-services"
        for column in table["columns"]
    }

    assert headings == {"So với báo cáo chuyên đề tháng 01/2023"}
