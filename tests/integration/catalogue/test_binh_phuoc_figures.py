"""The figures that come with the product agree with what the bulletins of Bình Phước published."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shared.catalogue import Catalogue
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.figures import parse_dimension
from shared.settings import ROOT

FOLDER = ROOT / "deploy" / "provinces" / "binh-phuoc"
EDITIONS = ("2022-06", "2023-02")
PROVINCE = "binh-phuoc"
SERVICES, DOSSIERS = "services-with-online-dossiers-pct", "dossiers-handled-online-pct"
Row = dict[str, str]


def figures(edition: str, folder: str = "figures") -> list[Row]:
    return lines(FOLDER / folder / f"{edition}.csv")


def lines(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


def value(row: Row) -> Decimal | None:
    if row["no_activity"] == "1":
        return None
    return Decimal(row["value"]) if row["value"] else 100 * Decimal(row["numerator"]) / Decimal(row["denominator"])


def total(edition: str, indicator: str, dimension: str, catalogue: Catalogue) -> Decimal:
    """The total by the indicator's own rule, over the figures of the file."""
    rule = catalogue.indicators[indicator].total
    assert rule is not None
    if rule.parts:
        return sum((total(edition, part, dimension, catalogue) for part in rule.parts), Decimal(0))
    if rule.over_dimensions:
        ((key, whole),) = rule.over_dimensions
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
            ((key, whole),) = rule.over_dimensions
            assert parse_dimension(row["dimension"])[key] != whole


def test_the_province_figure_of_february_2023_that_its_own_table_contradicts_is_not_kept() -> None:
    kept = {(row["unit"], row["indicator"]) for row in figures("2023-02")}

    assert ("binh-phuoc", SERVICES) not in kept
    assert ("binh-phuoc", DOSSIERS) not in kept


def test_the_opening_figures_of_january_2023_are_what_the_printed_changes_imply() -> None:
    published = lines(ROOT / "tests" / "oracle" / "2023-02" / "facts.csv")
    changes = {(row["unit"], row["indicator"]): row for row in published if row["change"] and row["unit"] != PROVINCE}
    openings = {(row["unit"], row["indicator"]): row for row in figures("2023-01", "openings")}

    assert openings.keys() == changes.keys()
    assert len(openings) == 66
    for key, row in openings.items():
        printed, change = changes[key]["printed"], changes[key]["change"]
        assert Decimal(changes[key]["value"]) - Decimal(row["value"]) == difference(change)
        assert (row["period"], row["as_of"]) == ("2023-01", "2023-02-17")
        assert row["#source"].startswith("Suy ra từ Báo cáo số 02/BC-STTTT ngày 20/3/2023: ")
        assert printed in row["#source"]
        assert change.lower() in row["#source"]


def difference(change: str) -> Decimal:
    """How far a figure moved: "Giảm 4%" is -4."""
    if change == "Bằng":
        return Decimal(0)
    number = Decimal(change.rsplit(maxsplit=1)[-1].rstrip("%").replace(".", "").replace(",", "."))
    return -number if change.startswith("Giảm") else number


def test_no_opening_figure_is_out_of_what_a_percent_can_be() -> None:
    shares = [row for row in figures("2023-01", "openings") if row["indicator"].endswith("-pct")]

    assert len(shares) == 54
    assert all(0 <= Decimal(row["value"]) <= 100 for row in shares)


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
