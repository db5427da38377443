"""The page is whole, stands alone and repeats no text of a bulletin as markup."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from services.report.render.languages import ENGLISH, VIETNAMESE
from services.report.render.letters import printable
from services.report.render.web import html_page
from tests.unit.render.edition import app_users, edition, event, letterhead, online_services

#: where the article of the edition leads
OUTSIDE = "https://binhphuoc.onetouch.edu.vn"
VOID = {"meta", "br", "line", "rect", "link", "img"}


class Reading(HTMLParser):
    """What a browser sees: tags in order, attributes, and the text of each element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_every_element_is_closed_and_every_table_row_has_all_its_cells() -> None:
    page = html_page(edition(), VIETNAMESE)
    reading = Reading(page)
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)

    assert reading.open == []
    assert [len(reading.all(tag)) for tag in ("table", "thead", "tbody", "tfoot")] == [4] * 4
    assert len(reading.all("caption")) == 3
    for body, cells in zip(bodies, (8, 4, 14, 4), strict=True):
        assert {row.count("<td") + row.count("<th") for row in body.split("<tr>")[1:]} == {cells}


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    reading = Reading(html_page(edition(), VIETNAMESE))
    links = [value for _, attributes in reading.tags for name, value in attributes.items() if name in ("src", "href")]

    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in reading.tags}
    assert {link for link in links if not (link or "").startswith("#")} == {OUTSIDE}
    assert not [text for text in reading.texts if "@import" in text or "url(http" in text]


def test_no_level_of_headings_is_left_out() -> None:
    levels = [int(tag[1]) for tag, _ in Reading(html_page(edition(), VIETNAMESE)).tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_chart_is_drawn_for_the_page_and_for_a_telephone() -> None:
    drawings = Reading(html_page(edition(), VIETNAMESE)).all("svg")

    assert [drawing["viewbox"].split()[2] for drawing in drawings if drawing["viewbox"]] == ["720", "360"]


def test_what_a_sign_of_the_summary_means_is_heard() -> None:
    page = html_page(edition(), VIETNAMESE)

    assert '<span aria-hidden="true">○</span><span class="heard">Không đạt</span>' in page


def test_every_link_of_the_page_leads_somewhere() -> None:
    reading = Reading(html_page(edition(), VIETNAMESE))
    anchors = [str(attributes["id"]) for _, attributes in reading.tags if "id" in attributes]

    assert {str(link["href"])[1:] for link in reading.all("a") if link["href"] != OUTSIDE} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_headings_rows_and_columns_are_told_apart() -> None:
    reading = Reading(html_page(edition(), VIETNAMESE))

    assert {attributes.get("scope") for attributes in reading.all("th")} == {"col", "colgroup", "row"}
    assert reading.all("html") == [{"lang": "vi"}]
    assert reading.all("a")[0] == {"class": "skip", "href": "#noi-dung"}
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in reading.all("svg"))


def test_a_cell_tells_where_it_comes_from() -> None:
    cells = Reading(html_page(edition(), VIETNAMESE)).all("td")
    told = [attributes for attributes in cells if attributes.get("data-events")]

    assert told[0]["data-events"] == f"{event(7)} {event(8)}"
    assert "Mục tiêu: ≥ 80%" in str(told[0]["title"])


def test_a_verdict_is_a_word_and_a_sign_besides_its_colour() -> None:
    page = html_page(edition(), VIETNAMESE)

    assert '<td class="centre not_met"><span class="sign" aria-hidden="true">✗</span> Không đạt</td>' in page


def test_english_has_english_labels_and_marks_the_vietnamese_content() -> None:
    reading = Reading(html_page(edition(), ENGLISH))

    assert {"Met", "Not met", "Unit"} <= {text.strip() for text in reading.texts}
    assert reading.all("html") == [{"lang": "en"}]
    assert all(heading.get("lang") == "vi" for heading in reading.all("h1"))


def test_a_published_edition_is_not_called_a_draft() -> None:
    assert "DỰ THẢO" in html_page(edition(), VIETNAMESE)
    assert "DỰ THẢO" not in html_page(edition(status="published"), VIETNAMESE)


def test_a_name_with_markup_in_it_stays_a_name() -> None:
    rows = app_users().rows
    sly = app_users().model_copy(update={"rows": (rows[0].model_copy(update={"name": "<script>alert(1)</script>"}),)})
    page = html_page(edition(tables=(sly,), charts=()), VIETNAMESE)

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def one_newline(text: str) -> str:
    """Text with newlines as every reader of HTML makes them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_of_a_bulletin_comes_out_as_it_went_in(text: str) -> None:
    bulletin = edition(
        title=text,
        tables=(online_services().model_copy(update={"footnotes": (text,)}),),
        letterhead=letterhead(abstract=text, circulation=text),
        articles=(),
        charts=(),
    )

    reading = Reading(html_page(bulletin, VIETNAMESE))

    shown, expected = (one_newline(each) for each in ("".join(reading.texts), printable(text)))
    assert shown.count(expected) >= 4
    assert reading.open == []
