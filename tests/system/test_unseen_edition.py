"""An edition of a month that nobody foresaw, with indicators, a column and a table of its own, is data only."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.system.product import PROVINCE, Product, embedded
from tests.system.published import wait_until_judged

UNSEEN = Path(__file__).parent / "unseen"
PERIOD = "2023-04"


def add_rows(folder: Path, name: str) -> None:
    """Write the new rows under those of the province, each cell in its column."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames
    assert columns is not None
    with (UNSEEN / name).open(encoding="utf-8", newline="") as new, (folder / name).open("a", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(csv.DictReader(new))


def add_text(path: Path, more: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + more.read_text(encoding="utf-8"), encoding="utf-8")


def extended(folder: Path) -> Path:
    """The province with the unseen month: the steps of docs/catalogue.md, one by one."""
    province = folder / "province"
    shutil.copytree(PROVINCE, province)
    for name in ("indicators.csv", "programmes.csv", "targets.csv"):
        add_rows(province, name)
    tables = province / "layout" / "tables"
    services = tables / "online-services.yaml"
    known = services.read_text(encoding="utf-8")
    assert known.count("periods: {from: 2023-01}") == 1
    services.write_text(known.replace("{from: 2023-01}", "{from: 2023-01, to: 2023-03}"), encoding="utf-8")
    add_text(services, UNSEEN / "layout" / "online-services.variant.yaml")
    shutil.copy(UNSEEN / "layout" / "wifi.yaml", tables)
    add_text(province / "layout" / "editions.yaml", UNSEEN / "editions.yaml")
    return province


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("unseen")
    with embedded(folder, NHIPSO_PROVINCE=str(extended(folder))) as running:
        key = running.create_key()
        for figures in (PROVINCE / "figures" / "2023-02.csv", UNSEEN / "figures.csv"):
            said = running.json("import", str(figures), "--key", key)
            assert said["rejected"] == 0, said["errors"]
            for receipt in said["receipts"]:
                wait_until_judged(running, key, receipt)
        yield running


@pytest.fixture(scope="module")
def bulletin(product: Product) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(product.bulletin(PERIOD))
    return made


def table(bulletin: Mapping[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(table for table in bulletin["tables"] if table["id"] == name)
    return found


def cell(bulletin: Mapping[str, Any], name: str, unit: str, column: str) -> dict[str, Any]:
    rows = [*table(bulletin, name)["rows"], table(bulletin, name)["total"]]
    found: dict[str, Any] = next(row["cells"][column] for row in rows if row and row["unit"] == unit)
    return found


def columns(bulletin: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    return {column["key"]: column for column in table(bulletin, name)["columns"]}


def test_the_folder_is_consistent(product: Product) -> None:
    assert product.run("catalogue", "check", product.extra["NHIPSO_PROVINCE"]).returncode == 0


def test_the_edition_is_of_its_month_with_its_own_number(bulletin: dict[str, Any]) -> None:
    assert (bulletin["period"], bulletin["previous_period"], bulletin["as_of"]) == (PERIOD, "2023-02", "2023-05-17")
    assert bulletin["letterhead"]["number"] == "Số: 04/BC-STTTT"


def test_a_column_that_stood_before_is_compared_with_the_last_month_that_has_figures(bulletin: dict[str, Any]) -> None:
    services = columns(bulletin, "online-services")["services"]
    texts = {
        unit: cell(bulletin, "online-services", unit, "services")["change_text"]
        for unit in ("so-gtvt", "so-tttt", "hon-quan")
    }

    assert services["change_heading"] == "So với báo cáo chuyên đề tháng 02/2023"
    assert texts == {"so-gtvt": "Tăng 1,1%", "so-tttt": "Bằng", "hon-quan": "Giảm 11,8%"}


def test_a_new_column_has_nothing_to_be_compared_with(bulletin: dict[str, Any]) -> None:
    paid = columns(bulletin, "online-services")["paid"]

    assert (paid["compared_with"], paid["show_change"], paid["change_heading"]) == (None, False, "")
    assert paid["heading"] == "Tỷ lệ hồ sơ thanh toán trực tuyến (đến ngày 15/5/2023)"


def test_new_figures_are_judged_by_the_new_target_of_their_level(bulletin: dict[str, Any]) -> None:
    judged = {
        unit: (found["text"], found["target"], found["verdict"])
        for unit in ("so-gtvt", "so-tttt", "dong-phu", "chon-thanh", "bu-dang")
        for found in [cell(bulletin, "online-services", unit, "paid")]
    }

    assert judged == {
        "so-gtvt": ("40%", "45", "not_met"),
        "so-tttt": ("45%", "45", "met"),
        "dong-phu": ("30%", "30", "met"),
        "chon-thanh": ("29,9%", "30", "not_met"),
        "bu-dang": ("-", None, None),
    }


def test_an_old_column_keeps_its_target(bulletin: dict[str, Any]) -> None:
    verdicts = {u: cell(bulletin, "online-services", u, "services")["verdict"] for u in ("chon-thanh", "hon-quan")}

    assert verdicts == {"chon-thanh": "met", "hon-quan": "not_met"}


def test_totals_follow_the_new_rules(bulletin: dict[str, Any]) -> None:
    paid = cell(bulletin, "online-services", "binh-phuoc", "paid")

    assert (paid["numerator"], paid["denominator"], paid["text"]) == ("2227", "5620", "39,63%")
    assert table(bulletin, "online-services")["total"]["ways"]["paid"] == "ratio_of_sums"
    assert cell(bulletin, "wifi", "binh-phuoc", "points")["value"] == "158"


def test_a_number_that_is_not_whole_may_have_a_ceiling(bulletin: dict[str, Any]) -> None:
    days = cell(bulletin, "wifi", "binh-phuoc", "days")

    assert (days["text"], days["verdict"], days["gap"]) == ("5,25", "not_met", "-0.25")
    assert columns(bulletin, "wifi")["days"]["verdict_heading"] == "So với chỉ tiêu (không quá 5 ngày)"


def test_sentences_are_computed_from_the_new_columns(bulletin: dict[str, Any]) -> None:
    said = {sentence["id"]: sentence["text"] for sentence in bulletin["sentences"]}

    assert said["paid-behind"] == (
        "03/12 đơn vị chưa đạt chỉ tiêu thanh toán trực tuyến: Sở GTVT (40%), Chơn Thành (29,9%), Phước Long (22,5%)."
    )
    assert said["paid-top"] == "Thanh toán trực tuyến cao nhất: Đồng Xoài (50,75%), Lộc Ninh (50,75%)."
    assert said["paid-total"] == "Toàn tỉnh có 39,63% hồ sơ được thanh toán trực tuyến (đến ngày 15/5/2023)."
    assert said["wifi-points"] == "Toàn tỉnh có 158 điểm phát Wi-Fi công cộng, trong đó 17 điểm tại quảng trường."


def test_places_are_shared_by_equal_figures(bulletin: dict[str, Any]) -> None:
    ranks = {row["unit"]: row["rank"] for row in table(bulletin, "online-services")["rows"]}

    assert {unit: ranks[unit] for unit in ("dong-xoai", "loc-ninh", "binh-long", "bu-dang", "so-tttt")} == {
        "dong-xoai": 1,
        "loc-ninh": 1,
        "binh-long": 3,
        "bu-dang": None,
        "so-tttt": 1,
    }


def test_the_units_behind_on_the_new_target_are_told(product: Product) -> None:
    behind = {(row["unit"], row["indicator"]) for row in product.json("alerts", "list")}

    assert {("so-gtvt", "services-paid-online-pct"), ("binh-phuoc", "dossier-handling-days")} <= behind
