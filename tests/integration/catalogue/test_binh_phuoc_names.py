"""The province that comes with the product knows its units and names, its calendar and whom to write to."""

from __future__ import annotations

from datetime import date

import pytest

from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.catalogue.resolve import resolve_unit
from shared.figures import nfc
from shared.settings import ROOT

FOLDER = ROOT / "deploy" / "provinces" / "binh-phuoc"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Sở LĐ- TB&XH", "so-ldtbxh"),
        ("Sở Tƣ pháp", "so-tu-phap"),
        ("Sở Tài nguyên và Môi Trƣờng", "so-tnmt"),
        ("VPUBND tỉnh", "vp-ubnd-tinh"),
        ("VP UBND tỉnh", "vp-ubnd-tinh"),
        ("UBND TP.Đông Xòài", "dong-xoai"),
        ("UBND H.Đông Phú", "dong-phu"),
        ("UBND H.Phú Riêng", "phu-rieng"),
        ("UBND H.Bù Đẳng", "bu-dang"),
        ("HÓN QUẢN", "hon-quan"),
        ("CHON THÀNH", "chon-thanh"),
        ("BÙ ĐÓP", "bu-dop"),
        ("Huyện Chơn Thành", "chon-thanh"),
        ("UBND TX.Chơn Thành", "chon-thanh"),
        ("Không xác định", "khong-xac-dinh"),
        ("Trung tâm XTĐT- TM&DL", "tt-xtdt-tmdl"),
        ("Tổng", "binh-phuoc"),
        ("Cấp tỉnh", "binh-phuoc"),
        ("toàn tỉnh", "binh-phuoc"),
        ("Tổng Thuế và Phí, lệ phí", "binh-phuoc"),
        ("UBND tỉnh Bình Phƣớc", "binh-phuoc"),
        ("UBND các huyện, thị xã, thành phố", "ubnd-cap-huyen"),
    ],
)
def test_every_printed_name_means_its_unit(printed: str, unit: str, catalogue: Catalogue) -> None:
    assert resolve_unit(catalogue, printed, date(2022, 6, 16)).id == unit


def test_every_own_spelling_means_its_unit(catalogue: Catalogue) -> None:
    for unit in catalogue.units.values():
        for text in (unit.id, unit.short_name, *unit.aliases, *(name.text for name in unit.names)):
            assert resolve_unit(catalogue, text).id == unit.id


def test_chon_thanh_is_a_district_until_september_2022_and_a_town_after(catalogue: Catalogue) -> None:
    unit = catalogue.units["chon-thanh"]

    assert unit.name_on(date(2022, 6, 16)) == "Huyện Chơn Thành"
    assert unit.name_on(date(2022, 10, 1)) == "Thị xã Chơn Thành"


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2022, 5, 31), "2022-05"),
        (date(2022, 6, 16), "2022-06"),
        (date(2022, 6, 20), "2022-06"),
        (date(2023, 3, 17), "2023-02"),
    ],
)
def test_the_calendar_knows_the_edition_of_a_day(day: date, period: str, catalogue: Catalogue) -> None:
    assert catalogue.calendar.period_of(day) == period


def test_every_department_and_district_can_be_written_to_at_a_made_up_address(catalogue: Catalogue) -> None:
    for unit in catalogue.units.values():
        if unit.level in ("department", "district"):
            assert catalogue.contacts_of(unit.id)
    assert all(contact.email.endswith(".example") for contact in catalogue.contacts)


def test_every_file_is_free_of_damaged_letters() -> None:
    for path in FOLDER.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert nfc(text) == text
