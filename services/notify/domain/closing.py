"""Why an alert closed, in words."""

from __future__ import annotations

from services.notify.domain.reason import Reason
from services.notify.domain.wording import Language

CLOSINGS: dict[Language, dict[Reason, str]] = {
    "vi": {
        Reason.CLOSED_RECOVERED: "đạt mục tiêu {}",
        Reason.CLOSED_CORRECTED: "số liệu đã đính chính, đạt mục tiêu {}",
        Reason.CLOSED_WITHDRAWN: "cảnh báo được rút lại do số liệu đã đính chính",
        Reason.CLOSED_NO_ACTIVITY: "không phát sinh trong kỳ, không đánh giá",
        Reason.CLOSED_TARGET_ENDED: "mục tiêu không còn áp dụng",
        Reason.CLOSED_RECEIVED: "đã nhận được số liệu",
        Reason.CLOSED_OVERTAKEN: "đã nhận được số liệu kỳ này; kết thúc cảnh báo về kỳ trước",
        Reason.CLOSED_NOT_OWED: "không còn phải gửi số liệu này",
        Reason.CLOSED_DONE: "đã hoàn thành",
        Reason.CLOSED_RESCHEDULED: "thời hạn đã được điều chỉnh",
        Reason.CLOSED_ANSWERED: "đã được xác nhận hoặc đính chính",
        Reason.CLOSED_SOURCE_SPEAKS: "hệ thống đã gửi số liệu trở lại",
    },
    "en": {
        Reason.CLOSED_RECOVERED: "meets the target of {}",
        Reason.CLOSED_CORRECTED: "figure corrected, meets the target of {}",
        Reason.CLOSED_WITHDRAWN: "alert withdrawn because the figure was corrected",
        Reason.CLOSED_NO_ACTIVITY: "nothing to count in the period, not judged",
        Reason.CLOSED_TARGET_ENDED: "the target no longer applies",
        Reason.CLOSED_RECEIVED: "the figure has come",
        Reason.CLOSED_OVERTAKEN: "the figure of this period has come; the alert about an earlier one ends",
        Reason.CLOSED_NOT_OWED: "this figure is no longer owed",
        Reason.CLOSED_DONE: "done",
        Reason.CLOSED_RESCHEDULED: "its day was changed",
        Reason.CLOSED_ANSWERED: "confirmed or corrected",
        Reason.CLOSED_SOURCE_SPEAKS: "the system sends figures again",
    },
}


def closing_text(reason: Reason, target: str, language: Language) -> str:
    """Why an alert closed: "đạt mục tiêu từ 80% trở lên"; without a target, only that it closed."""
    text = CLOSINGS[language].get(reason, CLOSINGS[language][Reason.CLOSED_RECOVERED])
    return text.format(target).rstrip()
