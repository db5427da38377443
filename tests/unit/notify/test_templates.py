"""Templates: the product's, and those that a province has in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.notify.channels.template_check import template_problems
from services.notify.channels.templates import PRODUCTS, Templates
from services.notify.domain.letter import write_letter
from tests.notify_contents import alerts


def province(folder: Path, name: str, text: str) -> Path:
    (folder / "templates").mkdir()
    (folder / "templates" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_province_without_templates_has_no_problem(tmp_path: Path) -> None:
    assert template_problems(tmp_path) == []
    assert Templates.of_province(tmp_path) == Templates()


def test_the_words_of_a_province_stand_in_place_of_the_products(tmp_path: Path) -> None:
    words = Path("services/notify/templates/words.vi.j2").read_text(encoding="utf-8")
    own = province(tmp_path, "words.vi.j2", words.replace("Kính gửi", "Kính gửi đồng chí"))

    assert template_problems(own) == []
    text = Templates.of_province(own).text(write_letter(alerts(), "vi"), "a@b.example")
    assert text.startswith("Kính gửi đồng chí: Sở Nội vụ")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("alert.txt.j2", "{{ letter.unit }}\n{{ letter.nothing }}\n", "templates/alert.txt.j2:2: "),
        ("alert.html.j2", "<p>\n{% if %}\n", "templates/alert.html.j2:2: "),
        ("words.vi.j2", "{%- set to = 'x' -%}", "has no attribute"),
        ("notice.txt.j2", "{{ letter.__class__.__mro__ }}", "templates/notice.txt.j2:1: access to attribute"),
        ("alerts.txt.j2", "x", "is not one of alert.html.j2, alert.txt.j2"),
    ],
)
def test_a_template_that_cannot_write_is_named_with_its_line(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    found = template_problems(province(tmp_path, name, text))

    assert any(problem in str(each) for each in found), found


def test_the_products_templates_are_all_there() -> None:
    kinds = ("alert", "bulletin", "digest", "escalation", "notice", "sheet", "summary")

    assert set(PRODUCTS) == {f"{kind}.{form}.j2" for kind in kinds for form in ("html", "txt")} | {
        "words.en.j2",
        "words.vi.j2",
    }
