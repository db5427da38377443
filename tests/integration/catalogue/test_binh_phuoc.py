"""The province that comes with the product agrees with what its bulletins published."""

from __future__ import annotations

import csv
import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from shared.catalogue import Catalogue, Target
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.catalogue.resolve import resolve_unit
from shared.figures import nfc, parse_dimension
from shared.settings import ROOT

FOLDER = ROOT / "deploy" / "provinces" / "binh-phuoc"
EDITIONS = ("2022-06", "2023-02")
SERVICES, DOSSIERS = "services-with-online-dossiers-pct", "dossiers-handled-online-pct"
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
Row = dict[str, str]


def figures(edition: str) -> list[Row]:
    with (FOLDER / "figures" / f"{edition}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


def value(row: Row) -> Decimal | None:
    if row["no_activity"] == "1":
        return None
    return Decimal(row["value"]) if row["value"] else 100 * Decimal(row["numerator"]) / Decimal(row["denominator"])


def applies(target: Target, row: Row, catalogue: Catalogue) -> bool:
    bound = {"all": True, "unit": target.scope.value == row["unit"]}.get(
        target.scope.kind, target.scope.value == catalogue.units[row["unit"]].level
    )
    same = (target.indicator, target.dimension) == (row["indicator"], row["dimension"])
    return bound and same and target.in_force_on(date.fromisoformat(row["as_of"]))


def missed(edition: str, catalogue: Catalogue) -> set[tuple[str, str]]:
    return {
        (row["unit"], row["indicator"])
        for row in figures(edition)
        for target in catalogue.targets.values()
        if applies(target, row, catalogue)
        and (figure := value(row)) is not None
        and not COMPARE[target.comparator](figure, target.threshold)
    }


def total(edition: str, indicator: str, dimension: str, catalogue: Catalogue) -> Decimal:
    """The total by the indicator's own rule, over the figures of the file."""
    rule = catalogue.indicators[indicator].total
    assert rule is not None
    if rule.parts:
        return sum((total(edition, part, dimension, catalogue) for part in rule.parts), Decimal(0))
    if rule.over_dimension is not None:
        key, whole = rule.over_dimension
        parts = [
            row
            for row in figures(edition)
            if (row["unit"], row["indicator"]) == (rule.unit, indicator)
            and parse_dimension(row["dimension"]).get(key) != whole
        ]
    else:
        members = {unit.id for unit in catalogue.members(rule.members, date(2022, 6, 16))}
        parts = [
            row
            for row in figures(edition)
            if row["unit"] in members and (row["indicator"], row["dimension"]) == (indicator, dimension)
        ]
    return sum((value(row) or Decimal(0) for row in parts), Decimal(0))


def test_nothing_is_inconsistent() -> None:
    assert problems(FOLDER) == []


@pytest.mark.parametrize(
    ("edition", "indicator", "dimension", "printed"),
    [
        ("2022-06", "app-users", "", 2376),
        ("2023-02", "app-users", "", 25856),
        ("2022-06", "ecabinet-meetings", "", 1982),
        ("2023-02", "ecabinet-meetings", "", 2647),
        ("2022-06", "commune-teams", "", 96),
        ("2022-06", "commune-team-members", "", 937),
        ("2022-06", "hamlet-teams", "", 703),
        ("2022-06", "hamlet-team-members", "", 4515),
        ("2023-02", "commune-teams", "", 111),
        ("2023-02", "commune-team-members", "", 1680),
        ("2023-02", "hamlet-teams", "", 843),
        ("2023-02", "hamlet-team-members", "", 5962),
        ("2022-06", "e-certification-dossiers", "status=total", 10229),
        ("2023-02", "e-certification-dossiers", "status=total", 86304),
        ("2023-02", "loudspeaker-clusters", "project=total", 1639),
        ("2023-02", "loudspeakers", "project=total", 3807),
        ("2022-06", "tax-transactions", "date=2022-06-11;period=day", 65),
        ("2022-06", "tax-transactions", "date=2022-06-12;period=day", 43),
        ("2022-06", "tax-amount-vnd", "date=2022-06-13;period=day", 10_716_925_117),
        ("2022-06", "tax-transactions", "period=month", 2929),
        ("2022-06", "tax-amount-vnd", "period=cumulative", 474_480_125_069),
        ("2023-02", "tax-amount-vnd", "date=2023-03-16;period=day", 576_460_499),
        ("2023-02", "fee-transactions", "date=2023-03-16;period=day", 83),
        ("2023-02", "fee-amount-vnd", "date=2023-03-16;period=day", 15_109_000),
        ("2023-02", "fee-amount-vnd", "period=month", 166_055_101),
        ("2023-02", "fee-amount-vnd", "period=year-to-date", 758_911_512),
        ("2023-02", "tax-and-fee-transactions", "date=2023-03-16;period=day", 178),
        ("2023-02", "tax-and-fee-transactions", "period=month", 2379),
        ("2023-02", "tax-and-fee-transactions", "period=year-to-date", 8452),
        ("2023-02", "tax-and-fee-amount-vnd", "date=2023-03-16;period=day", 591_569_499),
        ("2023-02", "tax-and-fee-amount-vnd", "period=month", 11_074_141_071),
        ("2023-02", "tax-and-fee-amount-vnd", "period=year-to-date", 34_630_065_119),
    ],
)
def test_the_figures_add_up_to_the_printed_totals(
    edition: str, indicator: str, dimension: str, printed: int, catalogue: Catalogue
) -> None:
    assert total(edition, indicator, dimension, catalogue) == printed


def test_what_the_product_computes_is_not_among_the_figures(catalogue: Catalogue) -> None:
    for edition in EDITIONS:
        for row in figures(edition):
            rule = catalogue.indicators[row["indicator"]].total
            if rule is None or rule.how != "sum" or row["unit"] != rule.unit:
                continue
            assert rule.over_dimension is not None
            key, whole = rule.over_dimension
            assert parse_dimension(row["dimension"])[key] != whole


def test_in_june_2022_exactly_the_units_printed_as_behind_miss_a_target(catalogue: Catalogue) -> None:
    services = "so-tnmt so-tu-phap chon-thanh hon-quan phu-rieng bu-dop bu-dang"
    dossiers = "so-gddt so-noi-vu dong-phu hon-quan phu-rieng bu-dop bu-gia-map loc-ninh bu-dang"

    assert missed("2022-06", catalogue) == {
        *((unit, SERVICES) for unit in services.split()),
        *((unit, DOSSIERS) for unit in dossiers.split()),
    }


def test_in_february_2023_no_unit_misses_a_target(catalogue: Catalogue) -> None:
    assert missed("2023-02", catalogue) == set()


def test_the_province_figure_of_february_2023_that_its_own_table_contradicts_is_not_kept() -> None:
    kept = {(row["unit"], row["indicator"]) for row in figures("2023-02")}

    assert ("binh-phuoc", SERVICES) not in kept
    assert ("binh-phuoc", DOSSIERS) not in kept


def test_the_trend_of_june_2022_has_its_baseline() -> None:
    own = {
        (row["indicator"], row["period"]): row["value"]
        for row in figures("2022-06")
        if row["unit"] == "binh-phuoc" and row["indicator"] in (SERVICES, DOSSIERS)
    }

    assert own == {
        (SERVICES, "2022-05"): "91",
        (DOSSIERS, "2022-05"): "80.47",
        (SERVICES, "2022-06"): "94.5",
        (DOSSIERS, "2022-06"): "90.18",
    }


def test_the_two_months_of_portal_visits_are_one_series() -> None:
    visits = {
        row["period"]: row["value"]
        for row in figures("2022-06")
        if (row["indicator"], row["dimension"]) == ("portal-visits", "period=month")
    }

    assert visits == {"2022-05": "4567343", "2022-06": "4978615"}


def test_a_dash_is_no_activity_and_a_zero_is_a_zero() -> None:
    rows = {(row["unit"], row["indicator"], row["dimension"]): row for row in figures("2022-06")}

    assert rows["so-tai-chinh", DOSSIERS, ""]["no_activity"] == "1"
    assert rows["so-ngoai-vu", DOSSIERS, ""]["no_activity"] == "1"
    assert rows["so-noi-vu", DOSSIERS, ""]["value"] == "0"
    assert rows["dong-phu", "tax-transactions", "date=2022-06-11;period=day"]["value"] == "0"
    assert rows["dong-phu", "tax-amount-vnd", "date=2022-06-11;period=day"]["no_activity"] == "1"


def test_a_count_carries_no_fraction(catalogue: Catalogue) -> None:
    for edition in EDITIONS:
        for row in figures(edition):
            fraction = bool(row["numerator"] or row["denominator"])
            assert not fraction or catalogue.indicators[row["indicator"]].measure == "percent"


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
