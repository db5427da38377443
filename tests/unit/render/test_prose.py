"""An editor's Markdown becomes plain blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.report.render.links import followed
from services.report.render.prose import Block, Run, blocks, by_link
from services.report.render.web.tree import tree


def test_bold_and_italic_become_runs_of_one_weight() -> None:
    (paragraph,) = blocks("Đạt **rất *tốt*** lắm")

    assert paragraph.runs == (
        Run("Đạt "),
        Run("rất ", bold=True),
        Run("tốt", bold=True, italic=True),
        Run(" lắm"),
    )


def test_a_link_is_printed_with_its_address() -> None:
    (paragraph,) = blocks("Xem [trang học](https://hoc.example.vn).")

    assert paragraph.text == "Xem trang học (https://hoc.example.vn)."


def test_an_address_is_not_printed_twice() -> None:
    (paragraph,) = blocks("Xem <https://hoc.example.vn>.")

    assert paragraph.text == "Xem https://hoc.example.vn."


def test_the_words_of_a_link_lead_where_it_leads_whatever_their_weight() -> None:
    (paragraph,) = blocks("Xem [trang **học**](https://hoc.example.vn).")

    assert by_link(paragraph.runs) == [
        ("", (Run("Xem "),)),
        (
            "https://hoc.example.vn",
            (Run("trang ", link="https://hoc.example.vn"), Run("học", bold=True, link="https://hoc.example.vn")),
        ),
        ("", (Run(" (https://hoc.example.vn)"), Run("."))),
    ]


def test_a_link_without_words_leads_on_from_its_address() -> None:
    (paragraph,) = blocks("Xem [](https://hoc.example.vn)")

    assert paragraph.runs[-1] == Run(" (https://hoc.example.vn)", link="https://hoc.example.vn")


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://hoc.example.vn/a b?c=đ#e", "https://hoc.example.vn/a%20b?c=%C4%91#e"),
        ("HTTP://10.0.0.1:8080", "HTTP://10.0.0.1:8080"),
        ("https://tỉnh.vn/", "https://xn--tnh-dlz.vn/"),
        ("mailto:van-thu@tinh.gov.vn?subject=a", "mailto:van-thu@tinh.gov.vn?subject=a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//hoc.example.vn", ""),
        ("trang.html", ""),
        ("https://", ""),
        ("https://a..vn", ""),
        ("https://[x", ""),
        ("https://ai:mat-khau@hoc.example.vn", ""),
        ("https://hoc.example.vn:99999", ""),
        ("mailto:a@b@c", ""),
        ("mailto:", ""),
        ("https://hoc.example.vn/" + "a" * 2000, ""),
    ],
)
def test_a_link_is_followed_only_where_every_program_can(address: str, leads: str) -> None:
    assert followed(address) == leads


@given(st.text(max_size=60))
def test_whatever_is_followed_is_one_plain_address(text: str) -> None:
    address = followed(f"https://hoc.example.vn/{text}")

    assert address.isascii()
    assert not set(address) & set(' "<>\n')


def test_html_stays_text() -> None:
    assert [block.text for block in blocks("<script>alert(1)</script>")] == ["<script>alert(1)</script>"]


def test_items_keep_their_depth_mark_and_list() -> None:
    found = blocks("3. ba\n4. bốn\n   - trong\n\n     tiếp\n\nhết")

    assert [(block.kind, block.depth, block.mark) for block in found] == [
        ("number", 1, "3."),
        ("number", 1, "4."),
        ("bullet", 2, "-"),
        ("bullet", 2, ""),
        ("paragraph", 0, ""),
    ]
    assert found[0].series == found[1].series != found[2].series


def test_html_lists_nest_as_the_article_does() -> None:
    numbers, after = tree(blocks("3. ba\n4. bốn\n   - trong\n\nhết"))
    inner = numbers.children[1].children[1]

    assert (numbers.tag, numbers.start, len(numbers.children)) == ("ol", 3, 2)
    assert (inner.tag, inner.children[0].children[0].runs) == ("ul", (Run("trong"),))
    assert after.tag == "p"


def test_headings_of_an_article_stand_below_its_title_without_a_gap() -> None:
    found = blocks("# Một\n\n#### Sâu\n\n###### Sâu hơn\n\n## Hai")

    assert [block.depth for block in found] == [1, 2, 2, 2]
    assert [node.tag for node in tree(found, 4)] == ["h5", "h6", "h6", "h6"]


def test_a_small_table_keeps_its_cells_and_their_weight() -> None:
    (table,) = blocks("| Việc | Hạn |\n| --- | --- |\n| Rà **soát** | 31/3 |")

    assert table.rows == (
        ((Run("Việc"),), (Run("Hạn"),)),
        ((Run("Rà "), Run("soát", bold=True)), (Run("31/3"),)),
    )
    assert tree([table])[0].rows == table.rows


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_nested(text: str) -> None:
    found = blocks(text)

    assert all(isinstance(block, Block) for block in found)
    assert len(tree(found)) <= len(found)
