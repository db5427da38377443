"""Every sentence that a published report derives from its figures, held against the product's own figures."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.system.claims import check
from tests.system.conftest import Loaded
from tests.system.published import EDITIONS, claims, evaluations
from tests.system.reported import Finding, Report

#: what the publishers got wrong, and the figures that are right
WRONG = {
    ("2022-06", "ecabinet-note"): {"value": "1982"},
    ("2023-02", "services-trend"): {"exceptions": {"so-gtvt": "88.9", "hon-quan": "91.7"}},
    ("2023-02", "dossiers-trend"): {"exceptions": {"so-tu-phap": "99.3"}},
    ("2023-07-review", "portal-services-share"): {"shares": "82.35|91.71"},
    ("2023-08-review", "portal-services-full-share"): {"value": "91.4"},
}
#: what no figure decides, and which one is lacking
OPEN = {
    ("2023-08-review", "campaign-dossiers-trend"): ("no figure of the months before the campaign", "4366"),
    ("2023-08-review", "campaign-over-target"): ("no figure of dossiers-handled-online-pct", None),
}
ALL = [(edition, claim) for edition in EDITIONS for claim in claims(edition)]


@pytest.fixture(scope="module")
def reports(loaded: Loaded) -> dict[str, Report]:
    """The four reports in one installation, with the two bulletins built from them."""
    held = evaluations(loaded.product)
    months = {period: json.loads(loaded.product.bulletin(period)) for period in ("2022-06", "2023-02")}
    return {edition: Report(edition, held, months.get(edition)) for edition in EDITIONS}


@pytest.mark.parametrize(("edition", "claim"), ALL, ids=[f"{edition}/{claim['id']}" for edition, claim in ALL])
def test_a_claim_is_borne_out_contradicted_or_left_open(
    edition: str, claim: dict[str, Any], reports: dict[str, Report]
) -> None:
    finding: Finding = check(claim, reports[edition])

    assert finding.holds is claim["holds"], finding


@pytest.mark.parametrize(("edition", "name"), WRONG)
def test_a_wrong_claim_is_contradicted_with_the_right_figures(
    edition: str, name: str, reports: dict[str, Report]
) -> None:
    (claim,) = [claim for claim in claims(edition) if claim["id"] == name]

    finding = check(claim, reports[edition])

    assert (finding.holds, finding.right) == (False, WRONG[edition, name])


@pytest.mark.parametrize(("edition", "name"), OPEN)
def test_an_open_claim_names_what_is_lacking(edition: str, name: str, reports: dict[str, Report]) -> None:
    (claim,) = [claim for claim in claims(edition) if claim["id"] == name]

    finding = check(claim, reports[edition])

    assert (finding.holds, finding.why, finding.right.get("increase")) == (None, *OPEN[edition, name])


def test_all_claims_of_the_four_reports_are_checked() -> None:
    assert len(ALL) == 59
    assert {(edition, claim["id"]) for edition, claim in ALL if claim["holds"] is False} == set(WRONG)
    assert {(edition, claim["id"]) for edition, claim in ALL if claim["holds"] is None} == set(OPEN)
