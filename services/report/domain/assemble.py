"""The assembly of an edition: a pure function of what was evaluated, the layout, the catalogue and the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from services.report.domain.article import Article
from services.report.domain.bar_chart import Chart
from services.report.domain.bulletin import Bulletin, Sentence
from services.report.domain.chart import chart_of
from services.report.domain.content import sealed
from services.report.domain.layout import Layout, Variant
from services.report.domain.letterhead import letterhead_of, titles_of
from services.report.domain.records import Known, Records, newest_doubts
from services.report.domain.sentences import sentence_of
from services.report.domain.sheet import Sheet
from services.report.domain.table import sheet_of
from services.report.domain.trend import Trend
from services.report.domain.trend_of import trend_of
from shared.catalogue import Catalogue
from shared.facts import Doubts, Evaluation, Ranking


def assemble(  # noqa: PLR0917  # an edition is made from these things
    period: str,
    evaluations: Iterable[Evaluation],
    rankings: Iterable[Ranking],
    layout: Layout,
    catalogue: Catalogue,
    articles: Sequence[Article] = (),
    doubts: Iterable[Doubts] = (),
) -> Bulletin:
    """The draft edition of `period` ("2023-02").

    `evaluations` are those of the period and all before it; the same facts give the same bytes, in whatever order
    and however often they are given.
    """
    known = Known(period, Records.of(evaluations, rankings).standing(), catalogue, newest_doubts(doubts))
    printed = [(variant, sheet_of(rule, variant, known)) for rule, variant in layout.printed(period)]
    edition = next((edition for edition in layout.editions if edition.period == period), None)
    compared = [column.compared_with for _, sheet in printed for column in sheet.table.columns if column.compared_with]
    return sealed(
        Bulletin(
            period=period,
            previous_period=max(compared, default=None),
            **titles_of(layout.letterhead, period),
            as_of=known.cut_off,
            status="draft",
            letterhead=letterhead_of(layout.letterhead, edition, period, known.cut_off),
            tables=tuple(sheet.table for _, sheet in printed),
            sentences=tuple(_sentences(printed, period)),
            articles=tuple(articles),
            sections=layout.sections.printed(articles),
            charts=tuple(chart for pair in printed for chart in _charts(*pair)),
            trends=tuple(trend for pair in printed for trend in _trends(*pair, known)),
        )
    )


def _sentences(printed: Sequence[tuple[Variant, Sheet]], period: str) -> Iterator[Sentence]:
    """Sentences of one kind take turns with their wordings down the edition, and from month to month."""
    month = sum(map(int, period.split("-")))
    told: Counter[str] = Counter()
    for variant, sheet in printed:
        for rule in variant.sentences:
            sentence = sentence_of(rule, sheet, month + told[rule.kind])
            told[rule.kind] += sentence is not None
            if sentence is not None:
                yield sentence


def _charts(variant: Variant, sheet: Sheet) -> list[Chart]:
    found = (chart_of(rule, sheet) for rule in variant.charts)
    return [chart for chart in found if chart is not None]


def _trends(variant: Variant, sheet: Sheet, known: Known) -> list[Trend]:
    rules = {rule.key: rule for rule in variant.columns}
    found = (trend_of(rules[chart.column], chart, sheet, known) for chart in _charts(variant, sheet))
    return [trend for trend in found if trend is not None]
