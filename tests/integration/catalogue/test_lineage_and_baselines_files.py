"""lineage.csv and baselines.csv: left out, read, and refused with their lines."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shared.catalogue import Succession
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.settings import ROOT

BINH_PHUOC = ROOT / "deploy" / "provinces" / "binh-phuoc"
LINEAGE = "day,kind,predecessor,successor,legal_basis\n"
BASELINES = "programme,unit,indicator,dimension,as_of,value,numerator,denominator,source\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in BINH_PHUOC.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    (tmp_path / "lineage.csv").unlink()
    (tmp_path / "baselines.csv").unlink()
    return tmp_path


def found(folder: Path) -> list[str]:
    return [str(problem) for problem in problems(folder)]


def test_a_folder_without_them_has_no_lineage_and_no_baselines(folder: Path) -> None:
    assert found(folder) == []

    catalogue = load_catalogue(folder)

    assert (catalogue.lineage.successions, catalogue.baselines) == ((), ())


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        (
            "lineage.csv",
            "2025-07-01,fusion,dong-xoai,dong-phu,Nghị quyết",
            "lineage.csv:2: kind is 'fusion', not one of rename, level, merge, split",
        ),
        ("lineage.csv", ",rename,dong-xoai,dong-xoai,Nghị quyết", "lineage.csv:2: day is empty"),
        (
            "lineage.csv",
            "1/7/2025,rename,dong-xoai,dong-xoai,Nghị quyết",
            "lineage.csv:2: day is '1/7/2025', not a date such as 2022-10-01",
        ),
        ("lineage.csv", "2025-07-01,rename,dong-xoai,dong-xoai,", "lineage.csv:2: legal_basis is empty"),
        (
            "baselines.csv",
            "ke-hoach-57,binh-phuoc,app-users,,2023-01-31,,,,Báo cáo",
            "baselines.csv:2: value is empty",
        ),
        (
            "baselines.csv",
            "ke-hoach-57,binh-phuoc,app-users,,2023-01-31,1,1,,Báo cáo",
            "baselines.csv:2: denominator is empty, numerator is not",
        ),
        ("baselines.csv", "ke-hoach-57,binh-phuoc,app-users,,,1,,,Báo cáo", "baselines.csv:2: as_of is empty"),
        (
            "baselines.csv",
            "ke-hoach-58,binh-phuoc,app-users,,2023-01-31,1,,,Báo cáo",
            "baselines.csv:2: programme ke-hoach-58 is not in programmes.csv",
        ),
    ],
)
def test_a_line_that_cannot_be_is_named(folder: Path, file: str, line: str, problem: str) -> None:
    header = LINEAGE if file == "lineage.csv" else BASELINES
    (folder / file).write_text(f"{header}{line}\n", encoding="utf-8")

    assert problem in found(folder)


def test_the_province_knows_how_chon_thanh_became_a_town_and_keeps_its_past() -> None:
    lineage = load_catalogue(BINH_PHUOC).lineage

    assert lineage.successions == (
        Succession(
            date(2022, 10, 1), "rename", "chon-thanh", "chon-thanh", "Nghị quyết số 570/NQ-UBTVQH15 ngày 11/8/2022"
        ),
    )
    assert lineage.origin("chon-thanh", date(2023, 1, 1)) is None


def test_the_campaign_of_92_days_started_from_four_figures() -> None:
    starts = load_catalogue(BINH_PHUOC).baselines

    assert [start.value for start in starts] == [Decimal(text) for text in ("91", "59.58", "65.98", "81.5")]
    assert {(start.programme, start.as_of) for start in starts} == {("chien-dich-92-ngay", date(2022, 5, 31))}
