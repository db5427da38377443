"""Documents that nobody wrote by hand: cut off, spoilt, with numbers nobody prints. Refused or read, nothing else."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from itertools import count

import pytest

from services.report.verify.files import read_document
from services.report.verify.listing import listed, row_of
from services.report.verify.verifying import verified
from shared.errors import Refused
from tests.integration.report.scored import catalogue
from tests.slip_runs import LAYOUT, files, printed

PERIOD = "2023-02"
BODY = "word/document.xml"
TEXT = re.compile(r"(?<=<w:t>)[^<]*(?=</w:t>)")
#: what broke the reading once, or could have
ODD = (
    "7" * 5000,
    "²",
    "١٢",
    "9" * 39 + "%",
    "Bảng 99999999999999999999. Mọi thứ",
    "0/0 đơn vị đạt 50%",
    "31/2/2023",
    "tăng từ 5% lên 0%",
    "(1) Bảng 4. x – y.",
    "(Kèm theo Báo cáo số 9/BC-STTTT ngày 99 tháng 99 năm 9999)",
)
PIECES = ("<w:del/>", "<w:tbl>", "</w:tc>", "<w:tr/>", "<w:gridSpan w:val='" + "9" * 5000 + "'/>", "<w:vMerge/>", "&x;")
MARKUP = (
    "<table>",
    "</table>",
    "<td colspan=²>",
    f"<td rowspan={'9' * 5000}>",
    "<![u",
    "<caption>",
    "&#xD800;",
)


def body() -> str:
    with zipfile.ZipFile(BytesIO(files(PERIOD)["bulletin.docx"])) as archive:
        return archive.read(BODY).decode()


def packed(text: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BODY, text)
    return out.getvalue()


def outcome(content: bytes, suffix: str) -> str:
    """How it ended: refused, or read, and told to the last word."""
    try:
        document = read_document(content, suffix).document
    except Refused as error:
        return error.code
    for kept in (printed(PERIOD), None):
        found = verified(document, catalogue(), LAYOUT, PERIOD, kept)
        assert all(row_of(finding, "vi") for finding in listed(found))
    return "read"


@pytest.mark.parametrize("text", ODD)
def test_any_text_in_every_fifth_cell_and_paragraph_can_be_read(text: str) -> None:
    places = count()

    spoilt = TEXT.sub(lambda found: text if next(places) % 5 == 0 else found[0], body())

    assert outcome(packed(spoilt), ".docx") == "read"


@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_file_is_refused_or_read(seed: int) -> None:
    chance = random.Random(seed)
    content, text, page = files(PERIOD)["bulletin.docx"], body(), files(PERIOD)["bulletin.html"].decode()
    at, in_page = chance.randrange(len(text)), chance.randrange(len(page))

    ends = {
        outcome(content[: chance.randrange(len(content))], ".docx"),
        outcome(packed(text[:at] + chance.choice(PIECES) + text[at:]), ".docx"),
        outcome(packed(text[:at] + text[at + chance.randrange(1, 200) :]), ".docx"),
        outcome((page[:in_page] + chance.choice(MARKUP) + page[in_page:]).encode(), ".html"),
    }

    assert ends <= {"read", "malformed-file", "unsafe-file"}
