"""Series are held behind alike in memory, on SQLite and on PostgreSQL, in whatever order their figures come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

from services.scoring.store import ScoringStore
from shared.database import Database
from shared.figures import FigureKey
from tests.unit.scoring.desk import Desk, Transactions, in_database, in_memory
from tests.unit.scoring.factories import SERVICES, a_catalogue, a_figure, a_target
from tests.unit.scoring.memory_store import final_evaluations, flips_of

CATALOGUE = a_catalogue(a_target("plan", threshold="80", margin=Decimal("0.5")))
MONTHS = {"2022-01": "79.9", "2022-02": "80.1", "2022-03": None, "2022-04": "80.2"}


def submit(desk: Desk, *periods: str) -> Desk:
    for period in periods:
        figure = a_figure(MONTHS[period], period=period, as_of=date.fromisoformat(f"{period}-16"))
        desk.submit(figure)
    return desk


def test_every_order_ends_where_memory_does(transactions: Transactions) -> None:
    expected = final_evaluations(submit(Desk(in_memory(), CATALOGUE), *MONTHS).announced)

    desk = submit(Desk(transactions, CATALOGUE), *reversed(MONTHS))

    held = {key.period: known.verdicts[0].held for key, known in expected.items() if known.verdicts}
    assert final_evaluations(desk.announced) == expected
    assert held == {"2022-01": False, "2022-02": True, "2022-04": True}
    assert flips_of(desk.announced)[-1][2] == "not_met"


def test_memory_ends_alike_in_all_orders() -> None:
    ends = [final_evaluations(submit(Desk(in_memory(), CATALOGUE), *order).announced) for order in permutations(MONTHS)]

    assert all(end == ends[0] for end in ends)


def test_neighbours_are_the_nearest_reported_figures_of_the_same_series(database: Database) -> None:
    submit(Desk(in_database(database), CATALOGUE), *MONTHS)
    asked = [FigureKey("north", SERVICES, "", f"2022-{month:02d}") for month in range(1, 6)]

    with database.read() as tx:
        found = ScoringStore(tx).neighbours([*asked, FigureKey("south", SERVICES, "", "2022-02")])

    assert {key.period[-2:]: tuple(one and one.period[-2:] for one in near) for key, near in found.items()} == {
        "01": (None, "02"),
        "02": ("01", "04"),
        "03": ("02", "04"),
        "04": ("02", None),
        "05": ("04", None),
    }
