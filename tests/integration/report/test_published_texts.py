"""What verify finds in the two bulletins as their publishers printed them: all that is known to be wrong, no more."""

from __future__ import annotations

from collections import Counter

import pytest

from services.report.domain.claims.checking import checked
from services.report.domain.claims.finding import Finding
from services.report.verify.files import read_document
from tests.integration.report.scored import catalogue
from tests.published_documents import WINDOWS, claims, published, said_in_words, wrong_cells

EDITIONS = ("2022-06", "2023-02")
WAYS = (0, 1, 2)
#: says nothing of what is: only what would be
CONDITIONAL = {("2022-06", "e-invoice-vs-nation")}
RIGHT = {
    ("2022-06", "ecabinet-note"): ("182", "1.982"),
    ("2023-02", "services-trend"): ("100%", "Sở GTVT (88,90%), Hớn Quản (91,70%)"),
    ("2023-02", "dossiers-trend"): ("100%", "Sở Tư pháp (99,30%)"),
}


def found(edition: str, way: int) -> tuple[list[Finding], dict[int, str]]:
    """Everything that was read, and the paragraphs by their number."""
    document = read_document(published(edition, way), ".docx").document
    paragraphs = {passage.number: passage.text for passage in document.passages}
    return list(checked(document, catalogue()).findings), paragraphs


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_published_claim_is_read_and_judged_as_it_is_known_to_be(edition: str, way: int) -> None:
    findings, paragraphs = found(edition, way)

    judged: dict[str, set[str]] = {}
    for finding in findings:
        judged.setdefault(paragraphs.get(finding.place.paragraph or 0, ""), set()).add(finding.result)
    for claim in claims(edition):
        expected = {"holds"} if claim["holds"] else {"contradicted"}
        if (edition, claim["id"]) in CONDITIONAL:
            expected = set()
        assert judged.get(said_in_words(claim, way).rstrip(), set()) == expected, claim["id"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_exactly_the_listed_contradictions_are_found(edition: str, way: int) -> None:
    findings, _ = found(edition, way)

    wrong = [finding for finding in findings if finding.result == "contradicted"]
    counted = Counter(finding.rule for finding in wrong)
    assert counted["lost-zeros"] == len(wrong_cells(edition))
    assert counted["window"] == (edition in WINDOWS)
    assert counted["total"] + counted["trend"] == sum(name == edition for name, _ in RIGHT)
    assert counted.total() == {"2022-06": 2, "2023-02": 16}[edition]


@pytest.mark.parametrize(("edition", "name"), RIGHT)
def test_a_contradicted_sentence_is_shown_with_what_is_right(edition: str, name: str) -> None:
    findings, paragraphs = found(edition, 0)

    (claim,) = [claim for claim in claims(edition) if claim["id"] == name]
    (finding,) = [
        finding for finding in findings if paragraphs.get(finding.place.paragraph or 0) == said_in_words(claim, 0)
    ]
    assert (finding.says, finding.right) == RIGHT[edition, name]


def test_a_cell_that_lost_its_zeros_is_named_with_what_the_total_proves() -> None:
    findings, _ = found("2023-02", 0)

    cells = {(f.place.row, f.says): f.right for f in findings if f.rule == "lost-zeros"}
    assert (cells["Bình Long", "215"], cells["Chơn Thành", "875,1"]) == ("215.000", "875.100")
