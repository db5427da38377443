"""The summary of verdicts: every unit against every target it is judged by."""

from __future__ import annotations

from services.report.domain.bulletin import Bulletin
from services.report.render.grid import Grid
from services.report.render.heat import heat_grid
from services.report.render.languages import VIETNAMESE
from services.report.render.outline import outline
from tests.unit.render.edition import NAMES, app_users, edition, online_services


def heat(bulletin: Bulletin) -> Grid | None:
    exhibits = [each for section in outline(bulletin, VIETNAMESE).results for each in section.exhibits]
    return heat_grid(exhibits, VIETNAMESE)


def whole() -> Grid:
    found = heat(edition())
    assert found is not None
    return found


def signs(name: str) -> list[str]:
    return next([slot.text for slot in line.slots] for line in whole().lines if line.name == name)


def test_every_judged_unit_has_a_row_and_every_judged_column_a_number() -> None:
    assert [line.name for line in whole().lines] == list(NAMES)
    assert [leaf.heading for leaf in whole().leaves] == ["STT", "Đơn vị", "(1)", "(2)"]


def test_met_not_met_no_activity_and_missing_have_signs_of_their_own() -> None:
    assert signs("Sở Y tế") == ["●", "●"]
    assert signs("Huyện Hớn Quản") == ["○", "○"]
    assert signs("Công an tỉnh") == ["●", "-"]
    assert signs("Huyện Bù Đăng") == ["●", "…"]


def test_the_last_row_counts_who_met_the_target_among_the_judged() -> None:
    total = whole().total

    assert total is not None
    assert [slot.text for slot in total.slots] == ["26/27", "24/25"]


def test_the_notes_say_what_signs_and_numbers_mean() -> None:
    legend, first, _ = whole().notes

    assert legend.startswith("●: đạt; ○: không đạt")
    assert first.startswith("(1) Bảng 1. Dịch vụ công trực tuyến")
    assert first.endswith("So với chỉ tiêu 80%.")


def test_a_unit_that_a_table_does_not_list_leaves_an_empty_cell() -> None:
    half = online_services().model_copy(update={"id": "half", "rows": online_services().rows[:3]})
    found = heat(edition(tables=(half, online_services()), charts=()))

    assert found is not None
    assert [line.name for line in found.lines] == list(NAMES)
    assert [slot.text for slot in found.lines[5].slots] == ["", "", "●", "●"]


def test_too_little_to_sum_up_makes_no_summary() -> None:
    assert heat(edition(tables=(app_users(),), charts=())) is None
