"""A unit is resolved by id, code or any spelling of its name; what is not certain is refused with the nearest."""

from __future__ import annotations

from datetime import date

import pytest

from shared.catalogue import Catalogue, Indicator, Name, ReportingCalendar, Unit
from shared.catalogue.resolve import resolve_indicator, resolve_unit
from shared.catalogue.unit import Level
from shared.errors import Refused


def unit(identifier: str, name: str, level: Level = "district", short: str = "", **given: object) -> Unit:
    return Unit(identifier, level, None, (Name(name),), short or name, **given)  # type: ignore[arg-type]


def catalogue(*units: Unit) -> Catalogue:
    indicators = {name: Indicator(name, name, name, "count") for name in ("app-users", "hamlet-teams")}
    return Catalogue({one.id: one for one in units}, indicators, {}, {}, ReportingCalendar())


PROVINCE = unit("binh-phuoc", "Tỉnh Bình Phước", "province", aliases=("Bình Phước", "Tổng", "UBND tỉnh"))
BU_DANG = unit("bu-dang", "Huyện Bù Đăng", short="Bù Đăng", aliases=("BÙ ĐẰNG",), national_code="696")
PHU_RIENG = unit("phu-rieng", "Huyện Phú Riềng", short="Phú Riềng")
YOUTH = unit("tinh-doan", "Tỉnh Đoàn", "other")
ALL = catalogue(PROVINCE, BU_DANG, PHU_RIENG, YOUTH)


@pytest.mark.parametrize(
    "text",
    [
        "bu-dang",
        " 696 ",
        "Bù Đăng",
        "BÙ ĐĂNG",
        "Huyện Bù Đăng",
        "UBND H.Bù Đăng",
        "UBND huyện Bù Đăng",
        "Uỷ ban nhân dân huyện Bù Đăng",
        "H. Bù Đăng",
        "TX.Bù Đăng",
        "BÙ ĐẰNG",
    ],
)
def test_every_spelling_of_a_unit_means_it(text: str) -> None:
    assert resolve_unit(ALL, text).id == "bu-dang"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("X. An Phú", "xa-an-phu"),
        ("UBND xã An Phú", "xa-an-phu"),
        ("P.An Phú", "phuong-an-phu"),
        ("TT Lộc Ninh", "loc-ninh"),
        ("TP. Sông Lam", "song-lam"),
    ],
)
def test_communes_and_a_city_that_is_a_province_are_known_by_their_kind(text: str, meant: str) -> None:
    communes = (
        unit("xa-an-phu", "Xã An Phú", "commune"),
        unit("phuong-an-phu", "Phường An Phú", "commune"),
        unit("loc-ninh", "Thị trấn Lộc Ninh", "commune", short="Lộc Ninh"),
    )
    city = unit("song-lam", "Thành phố Sông Lam", "province", short="Sông Lam")

    assert resolve_unit(catalogue(city, *communes), text).id == meant


@pytest.mark.parametrize("text", ["Tổng", "TỔNG", "UBND tỉnh", "UBND tỉnh Bình Phƣớc", "tỉnh Bình Phước"])
def test_the_province_has_its_spellings_too(text: str) -> None:
    assert resolve_unit(ALL, text).id == "binh-phuoc"


@pytest.mark.parametrize("text", ["Phu Rieng", "UBND huyện Phú Riêng", "phu rieng"])
def test_a_name_is_never_guessed_across_diacritics_but_offered(text: str) -> None:
    with pytest.raises(Refused) as refused:
        resolve_unit(ALL, text)

    assert refused.value.code == "unknown-unit"
    assert "gần nhất: Huyện Phú Riềng (phu-rieng)" in refused.value.message


@pytest.mark.parametrize(
    "text", ["Huyện Đoàn", "Tỉnh Bù Đăng", "Huyện Bình Phước", "UBND Tỉnh Đoàn", "UBND xã Phú Riềng", ""]
)
def test_a_name_of_another_kind_of_unit_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Không có đơn vị"):
        resolve_unit(ALL, text)


def test_a_name_of_two_units_is_refused_with_both() -> None:
    both = catalogue(unit("xa-a", "Xã Tân Lập", "commune"), unit("xa-b", "Xã Tân Lập", "commune"))

    with pytest.raises(Refused) as refused:
        resolve_unit(both, "Xã Tân Lập")

    assert refused.value.code == "ambiguous-unit"
    assert "xa-a" in refused.value.message
    assert "xa-b" in refused.value.message


def test_of_two_units_of_a_name_the_one_that_exists_on_the_day_is_meant() -> None:
    before = unit("old", "Xã Tân Lập", "commune", valid_to=date(2024, 12, 31))
    after = unit("new", "Xã Tân Lập", "commune", valid_from=date(2025, 1, 1))

    assert resolve_unit(catalogue(before, after), "Xã Tân Lập", date(2024, 6, 1)).id == "old"
    assert resolve_unit(catalogue(before, after), "Xã Tân Lập", date(2025, 6, 1)).id == "new"


def test_a_unit_is_unknown_on_a_day_it_does_not_exist() -> None:
    gone = catalogue(unit("old", "Xã Tân Lập", "commune", valid_to=date(2024, 12, 31)))

    with pytest.raises(Refused, match="không tồn tại vào ngày 01/6/2025"):
        resolve_unit(gone, "old", date(2025, 6, 1))


def test_an_indicator_is_resolved_by_its_id_only() -> None:
    assert resolve_indicator(ALL, "app-users").id == "app-users"

    with pytest.raises(Refused, match=r"gần nhất: app-users \(app-users\)") as refused:
        resolve_indicator(ALL, "app_users")

    assert refused.value.code == "unknown-indicator"
