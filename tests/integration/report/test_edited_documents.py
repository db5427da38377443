"""An edition's own document after somebody worked on it: unchanged nothing is found, a slip is, at its place."""

from __future__ import annotations

import pytest

from services.report.domain.article import Article
from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.document import Document, Passage
from services.report.domain.claims.finding import Finding
from services.report.render import rendered
from services.report.verify.expected import expected
from services.report.verify.files import read_document
from services.report.verify.verifying import verified
from tests.edited_documents import Slip
from tests.integration.report.scored import PERIODS, catalogue, edition
from tests.slip_runs import LAYOUT, at, document, files, found, printed, run, slips
from tests.slips_of_texts import TextSlip

#: what the document's own tables give away, whatever else was changed in it
ALWAYS_SEEN = {
    "ordinal",
    "verdict",
    "sentence: name",
    "sentence: unit left out",
    "row deleted",
    "row name",
    "rows swapped",
    "mark",
}


def of_each_kind(period: str) -> list[Slip]:
    """One slip of every kind, from the middle of them."""
    kinds: dict[str, list[Slip]] = {}
    for slip in slips(period):
        kinds.setdefault(slip.kind, []).append(slip)
    return [every[len(every) // 2] for every in kinds.values()]


@pytest.mark.parametrize("alone", [False, True], ids=["with the edition", "by itself"])
@pytest.mark.parametrize("name", ["bulletin.docx", "bulletin.html"])
@pytest.mark.parametrize("period", PERIODS)
def test_nothing_is_found_in_what_nobody_changed(period: str, name: str, *, alone: bool) -> None:
    given = read_document(files(period)[name], f".{name.partition('.')[2]}")

    found = verified(given.document, catalogue(), LAYOUT, period, None if alone else printed(period))

    assert found.findings == ()
    assert found.tables == len(edition(period).tables)
    assert found.held > len(edition(period).sentences)


@pytest.mark.parametrize(("period", "half"), [("2022-06", 0), ("2023-02", 1)])
def test_a_slip_of_every_kind_is_shown_at_its_place(period: str, half: int) -> None:
    """Half of the kinds in either edition; every slip of both is `make faults FAULTS=…/test_every_slip.py`."""
    seen = run(period, of_each_kind(period)[half::2])

    assert len(seen.all) > 15
    assert seen.missed == [], seen.table()


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_tables_alone_give_away_needs_no_edition(period: str) -> None:
    for slip in of_each_kind(period):
        if slip.kind in ALWAYS_SEEN:
            findings, read = found(period, document(period).written(slip), alone=True)
            assert any(at(finding, slip, read) for finding in findings), (slip, findings)


def test_a_changed_cell_is_shown_with_the_figure_that_was_printed() -> None:
    slip = next(slip for slip in slips("2023-02") if (slip.before, slip.row) == ("91,7%", "Huyện Hớn Quản"))

    findings, _ = found("2023-02", document("2023-02").written(slip))

    (cell,) = [finding for finding in findings if finding.rule == "edition-cell"]
    assert (cell.says, cell.right, cell.source) == (slip.after, "91,7%", "edition")
    assert cell.place.caption.endswith("Kết quả cung cấp, sử dụng dịch vụ công trực tuyến")
    (sentence,) = [finding for finding in findings if finding.rule == "selected"]
    assert (sentence.says, sentence.right) == ("Hớn Quản (91,7%)", f"Hớn Quản ({slip.after})")


def test_other_words_for_the_same_facts_are_no_mistake_and_told_for_information() -> None:
    (slip,) = [
        TextSlip("words", run, text, text.replace("đã tổ chức", "tổ chức được"))
        for run, text in enumerate(document("2023-02").texts)
        if text.startswith("Các cơ quan, đơn vị đã tổ chức")
    ]

    (changed,) = found("2023-02", document("2023-02").written(slip))[0]
    assert (changed.result, changed.rule) == ("changed", "edition-text")
    assert (changed.says, changed.right) == ("∅ … được", "đã … ∅")


def with_article(body: str) -> Bulletin:
    article = Article(id="one", section="Kinh nghiệm", title="Một", body=body)
    return edition("2023-02").model_copy(update={"articles": (article,)})


def told(bulletin: Bulletin, document: Document) -> list[Finding]:
    return list(verified(document, catalogue(), LAYOUT, "2023-02", expected(bulletin)).findings)


def whole(bulletin: Bulletin, body: str | None) -> Document:
    """The edition as a document, with this article in front."""
    headings = [Passage(900, "", text, head=True) for text in ("I. Kinh nghiệm", "Một", "II. Kết quả thực hiện")]
    articles = (Passage(901, "I. Kinh nghiệm", body),) if body else ()
    return Document((*headings, *articles, *expected(bulletin).computed.blocks))


def test_an_article_that_was_worked_on_is_told_for_information() -> None:
    bulletin = with_article("Sở đã tập huấn cho 120 cán bộ của các huyện trong tháng.")

    (changed,) = told(bulletin, whole(bulletin, "Sở đã tập huấn cho 130 cán bộ của các huyện trong tháng."))
    (gone,) = told(bulletin, whole(bulletin, None))

    assert (changed.result, changed.rule, changed.says, changed.right) == ("changed", "article-text", "130", "120")
    assert (gone.result, gone.right) == ("changed", "Sở đã tập huấn cho 120 cán bộ của các huyện trong tháng.")


def test_an_article_is_held_against_the_tables_where_it_speaks_plainly_of_them() -> None:
    body = "Tất cả các đơn vị đạt 100% hồ sơ xử lý trực tuyến."
    bulletin = with_article(body)

    (finding,) = told(bulletin, whole(bulletin, body))

    assert (finding.result, finding.rule, finding.right) == ("contradicted", "allat", "Sở Tư pháp (99,3%)")


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_words_of_links_are_read_as_any_others(form: str) -> None:
    bulletin = with_article(
        "Sở đã tập huấn, xem [tài **liệu**](https://hoc.example.vn/a?b=1) và <https://tinh.gov.vn>."
    )
    (content,) = rendered(bulletin, [form]).values()

    read = read_document(content, f".{form}").document

    said = "Sở đã tập huấn, xem tài liệu (https://hoc.example.vn/a?b=1) và https://tinh.gov.vn."
    assert said in [block.text for block in read.blocks if isinstance(block, Passage)]
    assert told(bulletin, read) == []
