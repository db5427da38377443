"""The order of an edition: which sections, which table with which sentences and charts, and their running numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count

from services.report.domain.article import Article
from services.report.domain.bar_chart import Chart
from services.report.domain.bulletin import Bulletin, Sentence, Table
from services.report.domain.citing import citation
from services.report.domain.trend import Trend
from services.report.render.drawing import Drawing, bars, trend_lines
from services.report.render.labels import Labels
from services.report.render.prose import Block, blocks
from services.report.render.roman import roman

NUMBERED = re.compile(r"^\s*(\d+|[IVXLC]+|[a-zđ])[.)]")


@dataclass(frozen=True)
class Story:
    """An article ready to print, with those who wrote it; `cited` is the document it tells of, `link` its address."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    cited: str = ""
    link: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart with its running caption."""

    chart: Chart | Trend
    caption: str

    def drawing(self, labels: Labels, *, narrow: bool = False) -> Drawing:
        """The chart drawn with the words of `labels`; `narrow` for a telephone."""
        if isinstance(self.chart, Trend):
            return trend_lines(self.chart, labels, narrow=narrow)
        return bars(self.chart, labels, narrow=narrow)


@dataclass(frozen=True)
class Exhibit:
    """A table with all that is said around it; `caption` is empty where the table has no rows to print."""

    table: Table
    caption: str
    before: tuple[str, ...]
    lead: str
    points: tuple[str, ...]
    after: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Section:
    """A heading with its articles and tables; `id` is its anchor."""

    id: str
    heading: str
    stories: tuple[Story, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True)
class Outline:
    """An edition in reading order; `loose` are sentences about no table of this edition.

    `results_heading` is empty where there is nothing but results.
    """

    articles: tuple[Section, ...]
    results_heading: str
    results: tuple[Section, ...]
    loose: tuple[str, ...]


def outline(bulletin: Bulletin, labels: Labels) -> Outline:
    """Bring `bulletin` into reading order: articles by section, then results by section."""
    result_headings = dict.fromkeys(table.section for table in bulletin.tables)
    exhibits = _exhibits(bulletin, labels)
    news = _news(bulletin, labels, result_headings)
    tables = {table.id for table in bulletin.tables}
    return Outline(
        tuple(
            Section(f"muc-{place}", _part(heading, place), _stories(bulletin, section))
            for place, (section, heading) in enumerate(news.items(), 1)
        ),
        _part(labels.results, len(news) + 1) if news and result_headings else "",
        tuple(
            Section(f"ket-qua-{place}", heading, _stories(bulletin, heading), tuple(_under(heading, exhibits)))
            for place, heading in enumerate(result_headings, 1)
        ),
        tuple(sentence.text for sentence in bulletin.sentences if sentence.table not in tables),
    )


def _news(bulletin: Bulletin, labels: Labels, results: Collection[str]) -> dict[str, str]:
    """The headings of the sections of articles: those declared in their order, then those articles bring along."""
    declared = {each.id: each.title_en if labels.language == "en" else each.title for each in bulletin.sections}
    brought = (article.section for article in bulletin.articles if article.section not in results)
    return declared | {section: section for section in brought if section not in declared}


def _part(heading: str, place: int) -> str:
    """Parts have Roman numbers, so that each may count its sections from 1."""
    return heading if NUMBERED.match(heading) else f"{roman(place)}. {heading}"


def _under(heading: str, exhibits: list[Exhibit]) -> list[Exhibit]:
    return [exhibit for exhibit in exhibits if exhibit.table.section == heading]


def _stories(bulletin: Bulletin, heading: str) -> tuple[Story, ...]:
    members = [article for article in bulletin.articles if article.section == heading]
    return tuple(
        Story(
            article.id,
            _title(article, place if len(members) > 1 else None),
            tuple(blocks(article.body, article.pictures)),
            article.authors,
            "" if article.directive is None else citation(article.directive),
            "" if article.directive is None else article.directive.link,
        )
        for place, article in enumerate(members, 1)
    )


def _title(article: Article, place: int | None) -> str:
    """The title with its number; one that stands alone needs none."""
    return article.title if place is None or NUMBERED.match(article.title) else f"{place}. {article.title}"


def _exhibits(bulletin: Bulletin, labels: Labels) -> list[Exhibit]:
    table_numbers, figure_numbers = count(1), count(1)
    charts: tuple[Chart | Trend, ...] = (*bulletin.charts, *bulletin.trends)
    found = []
    for table in bulletin.tables:
        said = [sentence for sentence in bulletin.sentences if sentence.table == table.id]
        printed = bool(table.rows or table.total)
        points = tuple(sentence.text for sentence in said if _is_point(sentence, printed=printed))
        found.append(
            Exhibit(
                table=table,
                caption=f"{labels.table} {next(table_numbers)}. {table.title}" if printed else "",
                before=tuple(sentence.text for sentence in said if sentence.place == "before"),
                lead=labels.after if points else "",
                points=points,
                after=tuple(
                    sentence.text
                    for sentence in said
                    if sentence.place == "after" and not _is_point(sentence, printed=printed)
                ),
                figures=tuple(
                    Figure(chart, f"{labels.figure} {next(figure_numbers)}. {chart.title}")
                    for chart in charts
                    if chart.table == table.id
                ),
            )
        )
    return found


def _is_point(sentence: Sentence, *, printed: bool) -> bool:
    """What is read off a printed table is listed under it; a statement stands by itself."""
    return printed and sentence.place == "after" and sentence.kind != "statement"
