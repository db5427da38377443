"""What a cell shows of ranges and of targets that only score points."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.bulletin import Column
from services.report.domain.cell import cell_of, verdict_of
from services.report.render.languages import VIETNAMESE
from services.report.render.provenance import provenance
from shared.catalogue import Programme
from tests.unit.report.factories import a_verdict, an_evaluation

COLUMN = Column(key="share", indicator="share", heading="Tỷ lệ", measure="percent")
PROGRAMMES = {name: Programme(name, "", "", order) for order, name in enumerate(("law", "plan"))}


def test_a_target_that_only_scores_points_speaks_last() -> None:
    points = a_verdict("not_met", programme="law").model_copy(update={"kind": "full_score"})
    plan = a_verdict("met", programme="plan")

    assert verdict_of(an_evaluation(verdicts=(points, plan)), None, PROGRAMMES) == plan
    assert verdict_of(an_evaluation(verdicts=(points,)), None, PROGRAMMES) == points


def test_a_range_is_shown_with_both_ends() -> None:
    verdict = a_verdict().model_copy(update={"comparator": "between", "upper": Decimal("92.5")})

    cell = cell_of(an_evaluation(), "percent", verdict, None)

    assert (cell.target, cell.upper) == ("80", "92.5")
    assert "80% – 92,5%" in provenance(cell, COLUMN, VIETNAMESE)


def test_a_cell_without_a_range_is_written_as_ever() -> None:
    assert "upper" not in cell_of(an_evaluation(), "percent", a_verdict(), None).model_dump()
