"""Articles stand in the sections that a layout declares, and directives are cited as the decree asks."""

from __future__ import annotations

from datetime import date

import pytest

from services.report.domain.article import Article, Directive
from services.report.domain.citing import citation
from services.report.domain.sections import UNDECLARED, USUAL, Sections, section_flaws
from services.report.render.languages import ENGLISH, VIETNAMESE
from services.report.render.outline import outline
from tests.unit.render.edition import edition

DECLARED = Sections(USUAL)


def article(section: str, title: str = "Bài") -> Article:
    return Article(id=title, section=section, title=title, body="Nội dung.")


@pytest.mark.parametrize(
    "given",
    ["directives", "Văn bản chỉ đạo, điều hành", "III. VĂN BẢN CHỈ ĐẠO, ĐIỀU HÀNH", "3) văn bản  chỉ đạo, điều hành"],
)
def test_a_section_is_named_by_its_id_its_title_or_a_heading_from_before(given: str) -> None:
    found = DECLARED.find(given)

    assert found is not None
    assert found.id == "directives"


def test_a_heading_that_nobody_declared_is_no_section() -> None:
    assert DECLARED.find("Tin vắn") is None


def test_sections_are_printed_in_the_order_of_the_layout_and_empty_ones_are_not() -> None:
    articles = (article("directives"), article("experience-and-solutions"))

    assert [each.id for each in DECLARED.printed(articles)] == ["experience-and-solutions", "directives"]


def test_parts_are_counted_on_over_a_section_that_is_not_printed() -> None:
    articles = (article("directives"), article("experience-and-solutions"))
    made = edition(articles=articles).model_copy(update={"sections": DECLARED.printed(articles)})

    plan = outline(made, VIETNAMESE)

    assert [section.heading for section in plan.articles] == [
        "I. Góc chia sẻ kinh nghiệm, giải pháp",
        "II. Văn bản chỉ đạo, điều hành",
    ]
    assert plan.results_heading == "III. Kết quả thực hiện"
    assert outline(made, ENGLISH).articles[1].heading == "II. Directives"


def test_an_edition_from_before_sections_were_declared_keeps_its_headings() -> None:
    plan = outline(edition(articles=(article("Tin vắn"),)), VIETNAMESE)

    assert [section.heading for section in plan.articles] == ["I. Tin vắn"]
    assert not UNDECLARED.closed


def test_two_sections_of_one_name_are_a_mistake_of_the_layout() -> None:
    second = USUAL[1].model_copy(update={"also": ("I. Văn bản chỉ đạo, điều hành",)})

    flaws = list(section_flaws((USUAL[2], second)))

    assert flaws == [((1, "also", 0), "'I. Văn bản chỉ đạo, điều hành' is a name of another section too")]


@pytest.mark.parametrize(
    ("kind", "number", "day", "abstract", "cited"),
    [
        ("Công văn", "12/UBND-NC", date(2023, 3, 6), "V/v rà soát", "Công văn số 12/UBND-NC ngày 06 tháng 3 năm 2023"),
        ("Quyết định", "3/QĐ-UBND", date(2023, 2, 17), "về việc rà soát", "Quyết định số 3/QĐ-UBND ngày 17 tháng 02"),
        ("Văn bản", "", date(2023, 11, 1), "rà soát", "Văn bản ngày 01 tháng 11 năm 2023 của Ủy ban nhân dân tỉnh"),
    ],
)
def test_a_directive_is_cited_with_kind_number_day_issuer_and_matter(
    kind: str, number: str, day: date, abstract: str, cited: str
) -> None:
    found = citation(Directive(kind=kind, number=number, date=day, issuer="Ủy ban nhân dân tỉnh", abstract=abstract))

    assert found.startswith(cited)
    assert found.endswith(" của Ủy ban nhân dân tỉnh về việc rà soát")
