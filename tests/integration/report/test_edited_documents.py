"""An edition's own document after somebody worked on it: unchanged nothing is found, a slip is, at its place."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.domain.claims.document import Document
from services.report.domain.claims.finding import Finding
from services.report.layout_files import load_layout
from services.report.render import rendered
from services.report.verify.expected import expected
from services.report.verify.files import read_document
from services.report.verify.verifying import verified
from tests.edited_documents import Edited, Slip
from tests.integration.report.scored import PERIODS, PROVINCE, catalogue, edition

LAYOUT = load_layout(PROVINCE, catalogue())
NAMES = [unit.short_name for unit in catalogue().units.values() if unit.level in ("department", "district")]
#: what the document's own tables give away, whatever else was changed in it
ALWAYS_SEEN = {"ordinal", "verdict", "name"}


@cache
def files(period: str) -> dict[str, bytes]:
    return rendered(edition(period), ["docx", "html"])


@cache
def document(period: str) -> Edited:
    return Edited(files(period)["bulletin.docx"])


@cache
def printed(period: str) -> Document:
    return expected(edition(period))


@cache
def slips(period: str) -> list[Slip]:
    return document(period).slips(NAMES)


def wrong(period: str, content: bytes, suffix: str = ".docx", *, alone: bool = False) -> list[Finding]:
    kept = None if alone else printed(period)
    given = read_document(content, suffix)
    return verified(given.document, catalogue(), LAYOUT, period, kept).of("contradicted")


def at(finding: Finding, slip: Slip, content: bytes) -> bool:
    """Whether a finding is in the row (the sentence) of a slip."""
    if slip.table is not None:
        return (finding.place.table, finding.place.row) in {(slip.table, slip.row), (slip.table, slip.after)}
    passages = read_document(content, ".docx").document.passages
    return any(p.number == finding.place.paragraph and p.text == " ".join(slip.after.split()) for p in passages)


@pytest.mark.parametrize("alone", [False, True], ids=["with the edition", "by itself"])
@pytest.mark.parametrize("name", ["bulletin.docx", "bulletin.html"])
@pytest.mark.parametrize("period", PERIODS)
def test_nothing_is_found_in_what_nobody_changed(period: str, name: str, *, alone: bool) -> None:
    given = read_document(files(period)[name], f".{name.partition('.')[2]}")

    found = verified(given.document, catalogue(), LAYOUT, period, None if alone else printed(period))

    assert found.findings == ()
    assert found.tables == len(edition(period).tables)
    assert found.held > len(edition(period).sentences)


@pytest.mark.parametrize("period", PERIODS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_slip_is_found_in_its_row_or_sentence(period: str, data: st.DataObject) -> None:
    slip = data.draw(st.sampled_from(slips(period)))
    content = document(period).written(slip)

    found = wrong(period, content)

    assert any(at(finding, slip, content) for finding in found), (slip, found)


@pytest.mark.parametrize("period", PERIODS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_the_tables_alone_give_away_needs_no_edition(period: str, data: st.DataObject) -> None:
    slip = data.draw(st.sampled_from([slip for slip in slips(period) if slip.kind in ALWAYS_SEEN]))
    content = document(period).written(slip)

    found = wrong(period, content, alone=True)

    assert any(at(finding, slip, content) for finding in found), (slip, found)


def test_a_changed_cell_is_shown_with_the_figure_that_was_printed() -> None:
    slip = next(slip for slip in slips("2023-02") if (slip.before, slip.row) == ("91,7%", "Huyện Hớn Quản"))

    found = wrong("2023-02", document("2023-02").written(slip))

    (cell,) = [finding for finding in found if finding.rule == "edition-cell"]
    assert (cell.says, cell.right, cell.source) == (slip.after, "91,7%", "edition")
    assert cell.place.caption == "Bảng 3. Kết quả cung cấp, sử dụng dịch vụ công trực tuyến"
    (sentence,) = [finding for finding in found if finding.rule == "selected"]
    assert (sentence.says, sentence.right) == ("Hớn Quản (91,7%)", f"Hớn Quản ({slip.after})")


def test_other_words_for_the_same_facts_are_no_mistake() -> None:
    (slip,) = [
        Slip("words", run, text, text.replace("đã tổ chức", "tổ chức được"))
        for run, text in enumerate(run.text or "" for run in document("2023-02").runs)
        if text.startswith("Các cơ quan, đơn vị đã tổ chức")
    ]

    assert wrong("2023-02", document("2023-02").written(slip)) == []
