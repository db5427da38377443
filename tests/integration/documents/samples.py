"""One document of each kind the product writes, in every format: what the validators are shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from services.report.domain.article import Article
from services.report.domain.bulletin import Bulletin, Table
from services.report.domain.correction import Correction, Said
from services.report.domain.issuance import Issuance
from services.report.domain.picture import NO_PICTURES, Picture, Pictures
from services.report.render import rendered
from services.report.render.leaflet import extract_files, summary_files
from tests.bench.photos import jpeg, png
from tests.integration.report.scored import edition as published_figures
from tests.unit.render.edition import ARTICLE
from tests.unit.render.edition import edition as made_up
from tests.unit.render.test_leaflets import EXTRACT, HEADING, crowded

ARTICLES: Final = 20
SECTIONS: Final = ("Kinh nghiệm, giải pháp", "Hoạt động chuyển đổi số", "Văn bản chỉ đạo, điều hành")
#: what an article may have beside paragraphs, lists and pictures; a heading below one that is skipped, and an empty one
MORE: Final = """

# Số liệu

### Theo tháng

##

| Tháng | Hồ sơ |
|---|---|
| 01/2023 | 1.250 |
| 02/2023 | 1.310 |

Thư gửi về [**văn thư** *của sở*](mailto:van-thu@tinh.gov.vn), xem <https://tinh.gov.vn/?a=1&b=2>.

> - [Bài gốc](https://tinh.gov.vn/bài-gốc)
>
> | Nguồn |
> |---|
> | [Cổng thông tin](https://tinh.gov.vn/?a=1&b=2) |
"""
FORMATS: Final = ("html", "docx", "pdf", "xlsx")
DRAFT: Final = EXTRACT.model_copy(update={"heading": HEADING.model_copy(update={"status": "draft", "number": None})})


def document(name: str, form: str) -> bytes:
    """The document `name` (one of BULLETINS or LEAFLETS) in the format `form`."""
    return bulletin_file(name, form) if name in BULLETINS else leaflet_file(name, form)


@cache
def bulletin_file(name: str, form: str) -> bytes:
    bulletin, pictures, language = BULLETINS[name]()
    (content,) = rendered(bulletin, [form], language, pictures).values()
    return content


@cache
def leaflet_file(name: str, form: str) -> bytes:
    (content,) = LEAFLETS[name](form).values()
    return content


Whole = tuple[Bulletin, Pictures, str]


def draft() -> Whole:
    """A draft: watermarked, with an article, charts, annexes upright and turned."""
    return made_up(), NO_PICTURES, "vi"


def results() -> Whole:
    """The real figures of 2022-06: results alone."""
    return published_figures("2022-06"), NO_PICTURES, "vi"


@cache
def full() -> Whole:
    """The real figures of 2023-02, issued, with as many articles as an edition may have, each with pictures."""
    pictures: dict[str, bytes] = {}
    articles = tuple(_article(number, pictures) for number in range(ARTICLES))
    bulletin = published_figures("2023-02")
    return bulletin.model_copy(update={"articles": articles, "status": "published", **_issued(1)}), pictures, "vi"


def reissued() -> Whole:
    """Issued again after a correction, in English: figures marked (R)."""
    bulletin = made_up()
    first, *others = bulletin.tables
    changes = {"tables": (_revised(first), *others), "corrections": (_correction(first),), **_issued(2)}
    return bulletin.model_copy(update={"status": "published", **changes}), NO_PICTURES, "en"


def _issued(issue: int) -> dict[str, Any]:
    known = datetime(2023, 3, 20, 8, tzinfo=UTC)
    on = date(2023, 3, 20)
    return {
        "issuance": Issuance(kind="BC-STTTT", number=2, year=2023, issue=issue, issued_on=on, known_at=known),
    }


def _revised(table: Table) -> Table:
    row = table.rows[0]
    cells = {key: cell.model_copy(update={"revised": True}) for key, cell in row.cells.items()}
    return table.model_copy(update={"rows": (row.model_copy(update={"cells": cells}), *table.rows[1:])})


def _correction(table: Table) -> Correction:
    row, column = table.rows[0], table.columns[0]
    return Correction(
        period="2023-02", number="02/2023", kind="corrected", table=table.id, unit=row.unit, name=row.name,
        indicator=column.indicator, dimension="", heading=column.heading, measure=column.measure,
        published=Said(status="reported", value="1", text="1"), corrected=Said(status="reported", value="2", text="2"),
        reason="nhập nhầm",
    )  # fmt: skip


def _article(number: int, pictures: dict[str, bytes]) -> Article:
    shown = [
        _picture(number, "jpg", jpeg(160, 96, number), (160, 96)),
        _picture(number, "png", png(60, 40, number), (60, 40)),
    ]
    body = ARTICLE + MORE
    for picture, content in shown:
        pictures[picture.sha256] = content
        body += f'\n\n![{picture.alt}]({picture.file} "{picture.caption}")\n'
    return Article(
        id=f"bai-{number:02d}",
        section=SECTIONS[number % len(SECTIONS)],
        title=f"Cách làm thứ {number + 1}",
        authors=("Phòng Chuyển đổi số",),
        body=body,
        pictures=tuple(picture for picture, _ in shown),
    )


def _picture(number: int, kind: str, content: bytes, size: tuple[int, int]) -> tuple[Picture, bytes]:
    picture = Picture(
        file=f"anh-{number:02d}.{kind}",
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="image/jpeg" if kind == "jpg" else "image/png",
        width=size[0],
        height=size[1],
        alt="Tổ công nghệ số hướng dẫn người dân nộp hồ sơ",
        caption=f"Bài {number + 1}",
    )
    return picture, content


BULLETINS: Final[Mapping[str, Callable[[], Whole]]] = {
    "draft": draft,
    "results": results,
    "full": full,
    "reissued": reissued,
}
LEAFLETS: Final[Mapping[str, Callable[[str], dict[str, bytes]]]] = {
    "unit": lambda form: extract_files(EXTRACT, [form]),
    "unit-of-a-draft": lambda form: extract_files(DRAFT, [form], "en"),
    "leaders": lambda form: summary_files(crowded(), [form]),
}
