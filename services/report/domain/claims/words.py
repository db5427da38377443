"""Words of a text without what carries no meaning, for finding which column a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from shared.catalogue.spelling import bare_form, normal_form
from shared.figures import nfc

ABBREVIATIONS: Mapping[str, str] = {
    "dvctt": "dịch vụ công trực tuyến",
    "dvc": "dịch vụ công",
    "tthc": "thủ tục hành chính",
    "cb": "cán bộ",
    "cc": "công chức",
    "vc": "viên chức",
    "cbccvc": "cán bộ công chức viên chức",
    "hs": "hồ sơ",
    "vb": "văn bản",
    "gd": "giao dịch",
}
#: words of headings that do not tell one column from another
COMMON = (
    "số tỷ lệ kết quả đến ngày từ của đơn vị các có là được và với so tính tháng năm trong thời điểm báo cáo "
    "thực hiện cơ quan đạt tổng toàn tỉnh sở ban ngành huyện thị xã thành phố cấp theo qua cho tại về đã người"
)
NOT_A_SUBJECT = frozenset(normal_form(COMMON).split())
#: soft hyphens, joiners and marks of direction: word processors put them in where nobody typed them
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
#: without its marks a shorter syllable could be too many words: hồ, hộ, họ
LEAST_BARE = 3


# The headings of a document's tables are asked for again with every sentence.
@lru_cache(maxsize=2048)
def words(text: str) -> frozenset[str]:
    """The words a text is about, abbreviations written out, in the form in which they are compared."""
    found = (part for word in normal_form(text).split() for part in normal_form(ABBREVIATIONS.get(word, word)).split())
    return frozenset(_compared(part) for part in found if part not in NOT_A_SUBJECT and not part.isdecimal())


def _compared(word: str) -> str:
    return bare_form(word) if len(word) >= LEAST_BARE else word


def weights(labels: Iterable[frozenset[str]]) -> dict[str, int]:
    """How much a word tells between these labels, in thousandths: the rarer, the more."""
    sets = list(labels)
    known = frozenset().union(*sets) if sets else frozenset()
    return {word: round(1000 * log(1 + len(sets) / sum(word in label for label in sets))) for word in known}


def likeness(sentence: frozenset[str], label: frozenset[str], weight: Mapping[str, int]) -> int:
    """How much of a label a sentence speaks of, in thousandths."""
    whole = sum(weight[word] for word in label)
    return 1000 * sum(weight[word] for word in label & sentence) // whole if whole else 0


def tidy(text: str) -> str:
    """One line, composed letters, plain spaces, nothing that is never seen."""
    return re.sub(r"\s+", " ", UNSEEN.sub("", nfc(text))).strip()
