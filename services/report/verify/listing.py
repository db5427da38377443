"""The list of what verify found in a document, and what came of it in one line."""

from __future__ import annotations

from collections.abc import Mapping

from services.report.domain.bulletin import Bulletin
from services.report.domain.claims.finding import Finding, Result, Source
from services.report.verify.telling import place_text, right_text, why_text
from services.report.verify.verifying import Verified
from shared.language import Language
from shared.vietnamese import month_text

#: in this order
LISTED: tuple[Result, ...] = ("contradicted", "missing", "changed", "undecided")
#: the columns of the list, what came of it, and what the document was held against
COLUMNS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("nơi", "đang ghi", "đúng là", "vì sao", "đối chiếu với"),
    "en": ("place", "says", "right", "why", "held against"),
}
SOURCES: Mapping[Language, Mapping[Source, str]] = {
    "vi": {"document": "chính văn bản", "edition": "báo cáo đã lưu"},
    "en": {"document": "the document", "edition": "the edition"},
}
SUMMARY: Mapping[Language, str] = {
    "vi": (
        "{tables} bảng; {held} nội dung khớp, {unclear} chưa xác định được; {wrong} mâu thuẫn, {missing} chỗ thiếu, "
        "{changed} chỗ đã sửa (để biết); đối chiếu với {against}; {read}/{figured} đoạn có số liệu kiểm tra được theo "
        "bảng, các đoạn còn lại cần người đọc"
    ),
    "en": (
        "{tables} tables; {held} statements hold, {unclear} cannot be decided; {wrong} contradictions, {missing} parts "
        "missing, {changed} changed (for information); held against {against}; {read} of {figured} paragraphs with "
        "figures could be checked by the tables, the others need a reader"
    ),
}
AGAINST: Mapping[Language, tuple[str, str]] = {
    "vi": ("các bảng của chính văn bản", "các bảng của chính văn bản và báo cáo tháng {period} ({content})"),
    "en": ("its own tables", "its own tables and edition {period} ({content})"),
}


def listed(found: Verified) -> list[Finding]:
    """What is told of a document, the worst first."""
    return [finding for result in LISTED for finding in found.of(result)]


def row_of(finding: Finding, language: Language) -> Mapping[str, str]:
    """One line of the list by its columns."""
    cells = (
        place_text(finding.place, language),
        finding.says,
        right_text(finding, language),
        why_text(finding, language),
        SOURCES[language][finding.source],
    )
    return dict(zip(COLUMNS[language], cells, strict=True))


def summary(found: Verified, kept: Bulletin | None, language: Language) -> str:
    """How much was read, how much of it holds, and what it was held against."""
    against, both = AGAINST[language]
    if kept is not None:
        month = month_text(kept.period) if language == "vi" else kept.period
        against = both.format(period=month, content=kept.content_hash[:12])
    return SUMMARY[language].format(
        tables=found.tables,
        read=found.read,
        figured=found.figured,
        held=found.held,
        unclear=len(found.of("undecided")),
        wrong=len(found.of("contradicted")),
        missing=len(found.of("missing")),
        changed=len(found.of("changed")),
        against=against,
    )
