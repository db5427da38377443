"""An edition waits for every figure it should print, until it has come or is declared missing with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.report.domain.absence import ALL, Absence, Absences, explained
from services.report.domain.bulletin import Bulletin
from services.report.domain.watermark import Gap, arrived, demand_complete, demand_current, gaps
from shared.catalogue import Catalogue, Duty
from shared.catalogue.duty import DueRule
from shared.catalogue.target import Scope
from shared.errors import Refused
from shared.figures import FigureKey
from tests.unit.report.factories import (
    CATALOGUE,
    NOW,
    SHARE,
    USERS,
    a_column,
    a_table,
    an_edition,
    an_evaluation,
    cell_of,
)

CUT_OFF = date(2023, 3, 17)
AFTER = datetime(2023, 3, 18, 8, tzinfo=UTC)
ONLY_NORTH = an_edition(an_evaluation())


def with_duty(scope: str, value: str, *, applies: bool = True) -> Catalogue:
    duty = Duty(
        id="duty",
        programme="law",
        indicator=SHARE,
        dimension="",
        scope=Scope(scope, value),  # type: ignore[arg-type]  # one of its kinds
        applies=applies,
        frequency="monthly",
        due=DueRule("cut-off"),
        legal_basis="Văn bản",
    )
    return replace(CATALOGUE, duties=(duty,))


def waiting(bulletin: Bulletin, *declared: Absence, catalogue: Catalogue = CATALOGUE) -> dict[str, str | None]:
    """The units whose figures have not come, with the reasons declared."""
    come = {FigureKey(unit, SHARE, "", NOW) for unit in ("north", "south", "east", "west") if come_in(bulletin, unit)}
    return {gap.unit: gap.reason for gap in gaps(bulletin, come, Absences(declared), catalogue)}


def come_in(bulletin: Bulletin, unit: str) -> bool:
    return cell_of(bulletin.tables[0], unit).status != "missing"


def test_without_duties_everybody_with_a_line_in_the_layout_is_waited_for() -> None:
    assert set(waiting(ONLY_NORTH)) == {"south", "east", "west"}


def test_no_activity_has_come() -> None:
    assert "south" not in waiting(an_edition(an_evaluation(), an_evaluation(None, "south")))


def test_with_duties_those_who_owe_are_waited_for_and_no_others() -> None:
    assert set(waiting(ONLY_NORTH, catalogue=with_duty("unit", "south"))) == {"south"}
    assert waiting(ONLY_NORTH, catalogue=with_duty("level", "district", applies=False)) == {}


def test_who_owes_a_figure_for_the_total_is_waited_for_without_a_line() -> None:
    short = an_edition(an_evaluation(), tables=(a_table(rows=["north"]),))

    found = gaps(short, {FigureKey("north", SHARE, "", NOW)}, Absences(()), with_duty("level", "district"))

    assert {(gap.unit, gap.table) for gap in found} == {("south", ""), ("east", ""), ("west", "")}


def test_a_figure_is_waited_for_once_however_often_it_is_printed() -> None:
    twice = an_edition(tables=(a_table(a_column(), a_column(key="again")),))

    assert len(gaps(twice, set(), Absences(()), CATALOGUE)) == 4


def test_a_word_on_one_indicator_goes_before_one_on_the_unit() -> None:
    both = (Absence("south", ALL, "Mất điện"), Absence("south", SHARE, "Chưa chốt"), Absence("east", USERS, "Khác"))

    assert waiting(ONLY_NORTH, *both) == {"south": "Chưa chốt", "east": None, "west": None}


def test_a_declared_figure_says_why_in_its_cell_and_under_the_table() -> None:
    told = explained(ONLY_NORTH, Absences((Absence("south", ALL, "Sự cố hệ thống."),)))

    assert cell_of(told.tables[0], "south").missing_reason == "Sự cố hệ thống."
    assert told.tables[0].footnotes[-1] == "South: chưa có số liệu; lý do: Sự cố hệ thống."
    assert cell_of(told.tables[0], "east").missing_reason is None


def test_the_note_names_the_columns_where_others_of_the_unit_have_come() -> None:
    table = a_table(a_column(), a_column(USERS, key="users", heading="Người dùng"))
    edition = an_edition(an_evaluation("80", "south"), tables=(table,))

    told = explained(edition, Absences((Absence("south", ALL, "Chưa chốt"),)))

    assert told.tables[0].footnotes[-1] == "South (Người dùng): chưa có số liệu; lý do: Chưa chốt."


def test_a_figure_that_came_after_all_has_no_reason() -> None:
    assert explained(ONLY_NORTH, Absences((Absence("north", ALL, "Mất điện"),))) == ONLY_NORTH


def test_what_waits_is_refused_by_name_and_what_is_declared_is_not() -> None:
    with pytest.raises(Refused, match="1 figures have not come: south share-pct; wait for them, or: nhipso bulletin"):
        demand_complete([Gap("south", SHARE, "", "table"), Gap("east", SHARE, "", "table", "Mất điện")], CUT_OFF, AFTER)

    demand_complete([Gap("east", SHARE, "", "table", "Mất điện")], CUT_OFF, AFTER)


def test_an_edition_that_takes_figures_is_refused_until_its_last_day_as_the_province_counts_days() -> None:
    with pytest.raises(Refused, match="takes figures until 2023-03-17; today is 2023-03-16"):
        demand_complete([], CUT_OFF, datetime(2023, 3, 16, 16, 59, tzinfo=UTC))

    demand_complete([], CUT_OFF, datetime(2023, 3, 16, 17, tzinfo=UTC))


def test_what_has_come_since_the_draft_called_it_missing_is_named() -> None:
    come = {FigureKey("south", SHARE, "", NOW), FigureKey("north", SHARE, "", NOW)}

    found = arrived(ONLY_NORTH, come)

    assert [gap.unit for gap in found] == ["south"]
    with pytest.raises(Refused, match="1 figures that the draft calls missing have come since: south share-pct; build"):
        demand_current(found)
    demand_current(arrived(ONLY_NORTH, set()))
