"""Making the edition of a period from what the report service remembers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from services.report.article_files import load_articles
from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin
from services.report.domain.content import sealed
from services.report.domain.revised import marked
from services.report.layout_files import load_layout
from services.report.store import ReportStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Stop


def build_bulletin(database: Database, catalogue: Catalogue, province: Path, period: str, now: datetime) -> Bulletin:
    """Assemble the edition of `period` ("2023-02") and keep it as the draft; what was corrected since it was published
    is marked.

    `province` is the folder with the layout and the articles. Raises Stop when no figure of the period has come yet,
    or when the layout or an article cannot be used.
    """
    layout, articles = load_layout(province, catalogue), load_articles(province, period)
    with database.read() as tx:
        store = ReportStore(tx)
        periods = store.periods()
        if period not in periods:
            raise Stop(
                f"no figures of {period} have come yet; there are figures of: {', '.join(periods) or 'no period'}"
            )
        evaluations, rankings = list(store.evaluations(period)), list(store.rankings(period))
        doubts, published = list(store.doubts(period)), store.published(period)
    bulletin = assemble(period, evaluations, rankings, layout, catalogue, articles, doubts)
    if published is not None:
        bulletin = sealed(marked(bulletin, published))
    with database.write() as tx:
        ReportStore(tx).keep_draft(bulletin, now)
    return bulletin


def latest_bulletin(database: Database, period: str) -> Bulletin | None:
    """The edition of `period` as last built, or None."""
    with database.read() as tx:
        return ReportStore(tx).bulletin(period)
