"""Articles, tables, sentences and charts come in their order, with running numbers."""

from __future__ import annotations

from services.report.domain.article import Article
from services.report.render.languages import VIETNAMESE
from services.report.render.outline import outline
from tests.unit.render.edition import app_users, edition, online_services


def article(section: str, title: str = "Tên bài") -> Article:
    return Article(id="a", section=section, title=title, body="Nội dung.")


def test_tables_and_charts_are_numbered_through() -> None:
    plan = outline(edition(), VIETNAMESE)
    exhibits = [exhibit for section in plan.results for exhibit in section.exhibits]

    assert [exhibit.caption.split(".")[0] for exhibit in exhibits] == ["Bảng 1", "Bảng 2", "Bảng 3"]
    assert exhibits[0].figures[0].caption.startswith("Hình 1. Tỷ lệ")


def test_tables_of_one_section_stand_under_one_heading() -> None:
    second = app_users().model_copy(update={"section": online_services().section})
    plan = outline(edition(tables=(online_services(), second)), VIETNAMESE)

    assert [len(section.exhibits) for section in plan.results] == [2]


def test_what_is_read_off_a_table_is_listed_under_it() -> None:
    (exhibit,) = outline(edition(), VIETNAMESE).results[0].exhibits

    assert exhibit.before == ("Kết quả tính đến ngày 17/3/2023 cụ thể như sau:",)
    assert exhibit.lead == "Từ bảng trên cho thấy:"
    assert len(exhibit.points) == 2


def test_a_table_without_rows_leaves_its_sentences() -> None:
    empty = online_services().model_copy(update={"rows": (), "total": None})
    (exhibit,) = outline(edition(tables=(empty, app_users())), VIETNAMESE).results[0].exhibits

    assert (exhibit.caption, exhibit.points, len(exhibit.after)) == ("", (), 2)


def test_a_sentence_about_no_table_is_not_lost() -> None:
    assert outline(edition(), VIETNAMESE).loose == ("Trang thông tin điện tử đã đăng 73 tin, bài.",)


def test_articles_are_numbered_within_their_section_unless_they_stand_alone_or_are_numbered_already() -> None:
    articles = (article("A", "Một"), article("A", "2. Hai"), article("B", "Ba"))
    plan = outline(edition(articles=articles), VIETNAMESE)

    assert [[story.title for story in section.stories] for section in plan.articles] == [
        ["1. Một", "2. Hai"],
        ["Ba"],
    ]


def test_parts_are_numbered_so_that_each_may_count_from_one() -> None:
    articles = (article("A"), article("IV. Đã có số"))
    plan = outline(edition(articles=articles), VIETNAMESE)

    assert [section.heading for section in plan.articles] == ["I. A", "IV. Đã có số"]
    assert plan.results_heading == "III. Kết quả thực hiện"
    assert plan.results[0].heading.startswith("1. ")


def test_an_edition_of_results_alone_has_no_parts() -> None:
    assert outline(edition(articles=()), VIETNAMESE).results_heading == ""


def test_an_article_of_a_section_of_results_stands_with_its_tables() -> None:
    plan = outline(edition(articles=(article(app_users().section),)), VIETNAMESE)

    assert plan.articles == ()
    assert [story.title for story in plan.results[1].stories] == ["Tên bài"]
