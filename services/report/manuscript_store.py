"""What editors wrote on the pages, every version of it, as one transaction sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, LargeBinary, func, insert, select

from services.report.article_files import Kept
from services.report.edition_tables import ARTICLE_ORDER, BLOB
from services.report.issue_store import IssueStore, sha256
from services.report.manuscript_tables import MANUSCRIPT, MANUSCRIPT_PICTURE
from services.report.picture_files import HEAD, PictureFile, Shape, shape_in, shape_of
from shared.bulk import inserted


@dataclass(frozen=True)
class Version:
    """An article as somebody saved it; the first has number 1."""

    period: str
    article: str
    version: int
    text: str
    withdrawn: bool
    by: str
    at: datetime


COLUMNS = tuple(Version.__dataclass_fields__)


class ManuscriptStore:
    """The articles of the pages in one transaction; no version is ever changed."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def save(self, version: Version) -> bool:
        """Keep a version; False where somebody else kept one under this number before."""
        row = {name: getattr(version, name) for name in COLUMNS}
        return bool(inserted(self._tx, MANUSCRIPT, [row], "version"))

    def latest(self, period: str) -> dict[str, Version]:
        """The newest version of each article of a period, withdrawn ones among them."""
        newest = (
            select(MANUSCRIPT.c.article, func.max(MANUSCRIPT.c.version).label("version"))
            .where(MANUSCRIPT.c.period == period)
            .group_by(MANUSCRIPT.c.article)
            .subquery()
        )
        same = (MANUSCRIPT.c.article == newest.c.article) & (MANUSCRIPT.c.version == newest.c.version)
        query = select(MANUSCRIPT).join(newest, same).where(MANUSCRIPT.c.period == period)
        rows = self._tx.execute(query.order_by(MANUSCRIPT.c.article)).mappings()
        return {row["article"]: Version(**{name: row[name] for name in COLUMNS}) for row in rows}

    def versions(self, period: str, article: str) -> list[Version]:
        """Every version of an article, the oldest first."""
        mine = (MANUSCRIPT.c.period == period) & (MANUSCRIPT.c.article == article)
        rows = self._tx.execute(select(MANUSCRIPT).where(mine).order_by(MANUSCRIPT.c.version)).mappings()
        return [Version(**{name: row[name] for name in COLUMNS}) for row in rows]

    def add_picture(self, period: str, file: str, content: bytes, by: str, at: datetime) -> bool:
        """Keep a picture; False where another one has this name already."""
        IssueStore(self._tx).keep_blobs([content])
        mine = (MANUSCRIPT_PICTURE.c.period == period) & (MANUSCRIPT_PICTURE.c.file == file)
        known = self._tx.execute(select(MANUSCRIPT_PICTURE.c.sha256).where(mine)).scalar_one_or_none()
        if known is None:
            row = {"period": period, "file": file, "sha256": sha256(content), "by": by, "at": at}
            self._tx.execute(insert(MANUSCRIPT_PICTURE), [row])
        return known in {None, sha256(content)}

    def picture(self, period: str, file: str) -> bytes | None:
        """The bytes of a picture sent for a period, or None."""
        query = select(BLOB.c.content).join(MANUSCRIPT_PICTURE, BLOB.c.sha256 == MANUSCRIPT_PICTURE.c.sha256)
        mine = (MANUSCRIPT_PICTURE.c.period == period) & (MANUSCRIPT_PICTURE.c.file == file)
        found = self._tx.execute(query.where(mine)).scalar_one_or_none()
        return None if found is None else bytes(found)

    def pictures(self, period: str) -> dict[str, PictureFile]:
        """The pictures sent for a period, by file name: what they are, without their bytes."""
        head = func.substr(BLOB.c.content, 1, HEAD, type_=LargeBinary).label("head")
        query = select(MANUSCRIPT_PICTURE.c.file, BLOB.c.sha256, func.length(BLOB.c.content).label("size"), head)
        sent = query.join(BLOB, BLOB.c.sha256 == MANUSCRIPT_PICTURE.c.sha256)
        mine = sent.where(MANUSCRIPT_PICTURE.c.period == period).order_by(MANUSCRIPT_PICTURE.c.file)
        rows = self._tx.execute(mine).all()
        return {row.file: PictureFile(row.sha256, row.size, self._shape(period, row.file, row.head)) for row in rows}

    def _shape(self, period: str, file: str, head: bytes) -> Shape | None:
        """What the beginning of a picture says of it; all of it is read where that says nothing."""
        return shape_in(bytes(head)) or shape_of(self.picture(period, file) or b"")

    def kept(self, period: str) -> Kept:
        """What goes into the edition of a period."""
        texts = {name: None if each.withdrawn else each.text for name, each in self.latest(period).items()}
        return Kept(texts, self.pictures(period))

    def ordered_at(self, period: str) -> datetime | None:
        """When the articles were put in order last; None where their authors' order stands."""
        query = select(ARTICLE_ORDER.c.at).where(ARTICLE_ORDER.c.period == period)
        return self._tx.execute(query).scalar_one_or_none()
