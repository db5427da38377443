"""The published editions of Bình Phước against ours, table by table; `pytest -s` prints the comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from tests.integration.report.our_edition import OurEdition
from tests.integration.report.paper import headings, printed, rows
from tests.integration.report.scored import PERIODS, catalogue, edition
from tests.integration.report.side_by_side import INCREASES, Beside, Difference, beside

PARTS = ("figure", "day", "change", "verdict", "name", "heading")
#: as they followed one another on paper; two more, e-invoice and loudspeakers, stood among the news
ORDER = {
    "2022-06": (
        "portal",
        "procedures",
        "online-services",
        "app-users",
        "training",
        "office-software",
        "video-conference-system",
        "hotline-1022",
        "infrastructure",
        "community-teams",
        "online-tax",
        "e-certification",
        "sectors",
    ),
    "2023-02": (
        "training",
        "party-handbook",
        "online-services",
        "app-users",
        "hotline-1022",
        "office-software",
        "community-teams",
        "e-certification",
        "online-tax",
        "outreach",
    ),
}


@cache
def compared(period: str) -> list[Beside]:
    """Every published table beside the one of the edition that was rebuilt with its articles and opening figures."""
    return beside(period, OurEdition(edition(period, openings=True)), catalogue())


def explained(period: str) -> dict[Difference, str]:
    """Every difference there may be, and why: the published error it is, or what was found when it was reviewed."""
    errors = {row["id"]: f"{row['id']}: {row['why']}" for row in rows(period, "arithmetical")}
    listed = [row for row in rows(period, "differences") if row["part"] != "none"]
    return {
        Difference(*(row[name] for name in Difference._fields)): errors.get(row["id"], row["why"]) for row in listed
    }


def told(one: Beside, why: dict[Difference, str]) -> Iterator[str]:
    """The lines that are printed of a table."""
    counts = ", ".join(f"{one.same[part]}/{one.of[part]} {part}s" for part in PARTS if one.of[part])
    order = {0: "", 1: "in order, "}[one.same["order"]] if one.of["order"] == one.same["order"] else "OUT OF ORDER, "
    elsewhere = "; ".join(place for place in one.places if place not in ("table", "nowhere"))
    otherwise = f"; {one.written_otherwise} numbers written otherwise" if one.written_otherwise else ""
    yield f"{one.table:24} {one.rows:2} rows, {order}{counts}{otherwise}{f'; in {elsewhere}' if elsewhere else ''}"
    for found in one.differences:
        where = " ".join(filter(None, (found.unit, found.indicator, found.dimension)))
        yield f"    {found.part} {where}: {found.paper!r}, ours {found.ours!r}: {why.get(found, 'NOT EXPLAINED')}"


@pytest.mark.parametrize("period", PERIODS)
def test_every_published_table_is_printed_again_except_where_the_publisher_was_wrong(period: str) -> None:
    found, why = compared(period), explained(period)

    print(f"\n{period}", *(line for one in found for line in told(one, why)), sep="\n")  # noqa: T201  # the comparison
    differences = {difference for one in found for difference in one.differences}
    assert differences - set(why) == set(), "not explained"
    assert set(why) - differences == set(), "explained, and no difference any more"


@pytest.mark.parametrize(
    ("period", "same"),
    [
        (
            "2022-06",
            {"figure": (473, 474), "day": (461, 462), "change": (0, 1), "verdict": (59, 59), "name": (100, 100)},
        ),
        (
            "2023-02",
            {"figure": (472, 490), "day": (438, 440), "change": (67, 67), "verdict": (54, 54), "name": (91, 100)},
        ),
    ],
)
def test_so_much_is_the_same(period: str, same: dict[str, tuple[int, int]]) -> None:
    counts: dict[str, Counter[str]] = {"same": Counter(), "of": Counter()}
    for one in compared(period):
        counts["same"] += one.same
        counts["of"] += one.of

    assert {part: (counts["same"][part], counts["of"][part]) for part in same} == same
    assert counts["same"]["order"] == counts["of"]["order"] > 0


@pytest.mark.parametrize("period", PERIODS)
def test_every_known_error_of_the_edition_is_a_difference_or_has_a_reason_to_be_none(period: str) -> None:
    known = {row["id"] for row in rows(period, "arithmetical")}
    listed = rows(period, "differences")

    assert {row["id"] for row in listed if row["id"]} == known
    assert all(bool(row["why"]) == (row["part"] == "none" or not row["id"]) for row in listed)


@pytest.mark.parametrize("period", PERIODS)
def test_the_tables_stand_in_the_published_order(period: str) -> None:
    tables = [table.id for table in edition(period, openings=True).tables]

    assert tuple(table for table in tables if table in ORDER[period]) == ORDER[period]


@pytest.mark.parametrize("period", PERIODS)
def test_every_table_of_ours_is_a_published_one(period: str) -> None:
    ours = OurEdition(edition(period, openings=True))
    cells = [cell for group in printed(period).values() for cell in group]

    known = {table.id for cell in cells if (column := ours.columns.get(cell.column)) for table in column[:1]}

    assert {table.id for table in ours.bulletin.tables} == known


@pytest.mark.parametrize("period", PERIODS)
def test_the_heading_of_every_column_is_compared(period: str) -> None:
    ours = OurEdition(edition(period, openings=True))
    cells = [cell for group in printed(period).values() for cell in group if cell.indicator not in INCREASES]

    known = {(heading.column, heading.part) for heading in headings(period)}

    assert {column for column, _ in known} == set(ours.columns)
    assert {(cell.column, "change") for cell in cells if cell.change} == {key for key in known if key[1] == "change"}
    assert {(cell.column, "verdict") for cell in cells if cell.verdict} == {key for key in known if key[1] == "verdict"}


def test_opening_figures_change_nothing_but_what_is_compared_with_them() -> None:
    plain, opened = (edition("2023-02", openings=openings) for openings in (False, True))
    changes = {"change", "change_text", "compared_with", "change_revised", "events"}

    for before, after in zip(plain.tables, opened.tables, strict=True):
        for one, other in zip(before.rows, after.rows, strict=True):
            assert (one.unit, one.name, one.rank) == (other.unit, other.name, other.rank)
            for key, cell in one.cells.items():
                assert cell.model_dump(exclude=changes) == other.cells[key].model_dump(exclude=changes)
    assert plain.sentences == opened.sentences
    assert edition("2022-06").tables == edition("2022-06", openings=True).tables
