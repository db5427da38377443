"""What was corrected since the edition was published is marked, and nothing else."""

from __future__ import annotations

from services.report.domain.bulletin import Bulletin, Cell
from services.report.domain.revised import marked
from tests.unit.report.factories import an_edition, an_evaluation


def cells(bulletin: Bulletin) -> dict[str, Cell]:
    return {row.unit: row.cells["figure"] for table in bulletin.tables for row in table.rows}


def test_a_newer_revision_than_the_published_one_is_marked() -> None:
    published = an_edition(an_evaluation("80", revision=1), an_evaluation("70", "south"))
    corrected = an_edition(an_evaluation("85", revision=2), an_evaluation("70", "south"), an_evaluation("60", "east"))

    found = cells(marked(corrected, published))

    assert {unit for unit, cell in found.items() if cell.revised} == {"north"}
    assert found["north"].value == "85"


def test_an_edition_like_the_published_one_is_not_marked() -> None:
    published = an_edition(an_evaluation("80", revision=2))

    assert marked(published, published) == published


def test_a_figure_withdrawn_or_first_printed_now_is_not_a_correction() -> None:
    empty, full = an_edition(an_evaluation("1", "west")), an_edition(an_evaluation("80", revision=3))

    assert not any(cell.revised for cell in cells(marked(full, empty)).values())
    assert not any(cell.revised for cell in cells(marked(empty, full)).values())
