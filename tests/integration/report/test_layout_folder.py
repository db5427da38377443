"""The layout and the articles of a province, read from its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from services.report.article_files import load_articles
from services.report.layout_files import layout_problems, load_layout
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.errors import Stop
from shared.settings import ROOT

BINH_PHUOC = ROOT / "deploy" / "provinces" / "binh-phuoc"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(BINH_PHUOC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the province that may be spoilt."""
    shutil.copytree(BINH_PHUOC / "layout", tmp_path / "layout")
    return tmp_path


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file and return the number of its line."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return content[: content.index(old)].count("\n") + 1


def test_the_layout_that_comes_with_the_product_has_no_problem(catalogue: Catalogue) -> None:
    assert layout_problems(BINH_PHUOC, catalogue) == []
    assert layout_problems(BINH_PHUOC) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("app-users.yaml", "- bu-dop", "- bu-dup", "unknown unit 'bu-dup'"),
        ("app-users.yaml", "order: 40", "order: first", "order: Input should be a valid integer"),
        ("app-users.yaml", "names", "nams", "nams: Extra inputs are not permitted"),
        ("online-services.yaml", "indicator: dossiers", "indicator: dossier", "unknown indicator"),
        ("online-services.yaml", "{movement}", "{moved}", "{moved} is not known here"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    folder: Path, catalogue: Catalogue, file: str, old: str, new: str, reason: str
) -> None:
    path = folder / "layout" / "tables" / file
    if old == "names":
        spoil(path, "    rows:", "    names: short\n    rows:")
    line = spoil(path, old, new)

    problems = layout_problems(folder, catalogue)

    assert problems
    assert (problems[0].file, problems[0].line) == (f"layout/tables/{file}", line)
    assert reason in problems[0].reason


def test_a_file_that_is_not_yaml_is_named_with_its_line(folder: Path, catalogue: Catalogue) -> None:
    (folder / "layout" / "editions.yaml").write_text("- period: [2022-06\n- x: }\n", encoding="utf-8")

    problems = layout_problems(folder, catalogue)

    assert [(problem.file, problem.line) for problem in problems] == [("layout/editions.yaml", 2)]


def test_a_layout_with_mistakes_is_not_used(folder: Path, catalogue: Catalogue) -> None:
    (folder / "layout" / "letterhead.yaml").unlink()

    with pytest.raises(Stop, match=r"layout/letterhead\.yaml:1: cannot be read"):
        load_layout(folder, catalogue)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("tháng {month}\n", "tháng {mouth}\n", "{mouth} is not known here; known: month, quarter"),
        (
            "title_en: Thematic report on digital transformation, {month}",
            "title_en: Report of {as_of}",
            "{as_of} is not",
        ),
        ("place: Bình Phước", "place: Bình Phước, {month}", "{month} is not known here; this text is printed"),
        ("title: Báo cáo chuyên đề về chuyển đổi số tháng {month}", 'title: " "', "title is empty"),
    ],
)
def test_a_letterhead_asks_for_nothing_that_nobody_fills_in(
    folder: Path, catalogue: Catalogue, old: str, new: str, reason: str
) -> None:
    line = spoil(folder / "layout" / "letterhead.yaml", old, new)

    (problem,) = layout_problems(folder, catalogue)

    assert (problem.file, problem.line) == ("layout/letterhead.yaml", line)
    assert reason in problem.reason


def test_a_province_that_has_issued_nothing_yet_lists_no_editions(folder: Path, catalogue: Catalogue) -> None:
    (folder / "layout" / "editions.yaml").unlink()

    assert layout_problems(folder, catalogue) == []
    assert load_layout(folder, catalogue).editions == ()


def test_two_tables_of_one_name_are_refused(folder: Path, catalogue: Catalogue) -> None:
    tables = folder / "layout" / "tables"
    shutil.copy(tables / "app-users.yaml", tables / "copy.yaml")

    assert "two tables are called 'app-users'" in layout_problems(folder, catalogue)[0].reason


def test_articles_come_in_their_order_with_their_text(tmp_path: Path) -> None:
    articles = tmp_path / "articles" / "2023-02"
    articles.mkdir(parents=True)
    for name, order in (("first", 2), ("second", 1)):
        front = f"---\nsection: Tin tức\ntitle: Bài {name}\norder: {order}\n---\n"
        (articles / f"{name}.md").write_text(f"{front}Nội dung\n\n---\n\nsau vạch.\n", encoding="utf-8")

    found = load_articles(tmp_path, "2023-02").articles

    assert [(article.id, article.title) for article in found] == [("second", "Bài second"), ("first", "Bài first")]
    assert found[0].body == "Nội dung\n\n---\n\nsau vạch."


def test_an_edition_without_articles_has_none() -> None:
    assert load_articles(BINH_PHUOC, "2022-07").articles == ()
    assert len(load_articles(BINH_PHUOC, "2023-02").articles) > 1


@pytest.mark.parametrize("content", ["Không có phần đầu", "---\ntitle: Thiếu mục\n---\nNội dung", "---\n[\n---\n"])
def test_an_article_without_proper_front_matter_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "articles" / "2023-02").mkdir(parents=True)
    (tmp_path / "articles" / "2023-02" / "bad.md").write_text(content, encoding="utf-8")

    with pytest.raises(Stop, match=r"bad\.md"):
        load_articles(tmp_path, "2023-02")


def test_the_sections_of_articles_are_checked_by_line(folder: Path, catalogue: Catalogue) -> None:
    (folder / "layout" / "sections.yaml").write_text(
        "- {id: news, kind: activities, title: Tin, title_en: News}\n"
        "- {id: orders, kind: directives, title: I. TIN, title_en: Orders}\n",
        "utf-8",
    )

    problems = layout_problems(folder, catalogue)

    assert [str(problem) for problem in problems] == [
        "layout/sections.yaml:2: 'I. TIN' is a name of another section too"
    ]
