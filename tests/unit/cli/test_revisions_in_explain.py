"""What `nhipso explain` says of the revisions of a figure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.cli.revisions import revisions_told
from tests.unit.report.factories import an_edition, an_evaluation

FIRST, SECOND = UUID(int=1), UUID(int=2)


def a_revision(number: int, event: UUID) -> dict[str, Any]:
    return {"revision": number, "event_id": str(event)}


BOTH = [a_revision(1, FIRST), a_revision(2, SECOND)]


def test_the_one_that_is_judged_counts() -> None:
    told = revisions_told(BOTH, an_evaluation("85", revision=2, causes=(SECOND,)), None)

    assert [(one["revision"], one["counts"], one["printed_in"]) for one in told] == [(1, False, None), (2, True, None)]


def test_an_edition_may_still_show_an_older_one() -> None:
    edition = an_edition(an_evaluation("80", causes=(FIRST,))).model_copy(update={"status": "published"})

    told = revisions_told(BOTH, an_evaluation("85", revision=2, causes=(SECOND,)), edition)

    assert [one["printed_in"] for one in told] == ["published", None]


def test_where_a_computed_total_stands_no_submission_of_the_unit_counts() -> None:
    total = an_evaluation("85", how="sum", causes=(FIRST, SECOND))

    assert not any(one["counts"] for one in revisions_told(BOTH, total, None))
