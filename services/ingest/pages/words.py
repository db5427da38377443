"""What the upload page says, by name, in Vietnamese and English, with the places of its facts."""

from __future__ import annotations

from collections.abc import Mapping

from services.ingest.pages.words_of_results import OF_RESULTS
from services.ingest.pages.words_of_troubles import OF_TROUBLES
from shared.language import Language

OF_PAGE: Mapping[str, tuple[str, str]] = {
    "product": ("Nhịp Số", "Nhịp Số"),
    "title": ("Gửi số liệu chuyển đổi số", "Send digital transformation figures"),
    "skip": ("Đến nội dung chính", "Skip to the content"),
    "other_language": ("English", "Tiếng Việt"),
    "sign_out": ("Đăng xuất", "Sign out"),
    "needs_script": (
        "Trang này cần JavaScript. Hãy bật JavaScript, hoặc gửi tệp cho cơ quan thường trực.",
        "This page needs JavaScript. Turn it on, or send the file to the standing office.",
    ),
    # signing in
    "sign_in": ("Đăng nhập", "Sign in"),
    "sign_in_how": (
        "Mở liên kết cá nhân mà cơ quan thường trực đã cấp cho đơn vị, hoặc dán khóa vào ô dưới đây.",
        "Open the personal link that the standing office gave your unit, or paste the key below.",
    ),
    "key": ("Khóa gửi số liệu", "Key"),
    "key_hint": (
        "Bắt đầu bằng nhs_. Khóa chỉ được giữ trong thẻ trình duyệt này và mất khi đóng thẻ.",
        "Begins with nhs_. It is kept in this browser tab only, and gone when the tab is closed.",
    ),
    "key_form": ("Khóa bắt đầu bằng nhs_; hãy dán lại toàn bộ khóa.", "A key begins with nhs_; paste all of it."),
    "signing_in": ("Đang đăng nhập…", "Signing in…"),
    "signed_in": ("Đã đăng nhập.", "Signed in."),
    "signed_out": ("Đã đăng xuất.", "Signed out."),
    "who": ("Người gửi: {source}.", "Sender: {source}."),
    "who_until": ("Người gửi: {source}. Khóa có hiệu lực đến {day}.", "Sender: {source}. The key works until {day}."),
    # the form
    "form_part": ("Lấy biểu mẫu", "Get the form"),
    "unit": ("Đơn vị", "Unit"),
    "period": ("Kỳ báo cáo", "Reporting period"),
    "period_current": ("tháng {month} (kỳ hiện tại)", "{month} (current)"),
    "period_past": ("tháng {month}", "{month}"),
    "cut_off": ("Hạn chốt số liệu: {day}.", "Figures are taken up to {day}."),
    "cut_off_grace": (
        "Hạn chốt số liệu: {day}; bổ sung chậm nhất {last}.",
        "Figures are taken up to {day}; late ones up to {last}.",
    ),
    "download_form": ("Tải biểu mẫu Excel", "Download the Excel form"),
    "loading_form": ("Đang tải biểu mẫu…", "Loading the form…"),
    "form_saved": ("Đã tải biểu mẫu {name}.", "Saved the form {name}."),
    "asked": ("Chỉ tiêu cần gửi ({sent}/{count} đã có số liệu kỳ này)", "Asked for ({sent} of {count} sent)"),
    "asked_caption": ("Chỉ tiêu đơn vị cần gửi trong kỳ", "What the unit is asked for in the period"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "due": ("Hạn gửi", "Due"),
    "before": ("Kỳ trước", "Before"),
    "held": ("Kỳ này", "This period"),
    "not_sent": ("chưa gửi", "not sent"),
    "none_before": ("chưa có", "none"),
    "no_activity": ("không phát sinh", "nothing to count"),
    # the file
    "file_part": ("Chọn tệp đã điền", "Choose the filled-in file"),
    "file": ("Tệp Excel (.xlsx) hoặc CSV", "Excel (.xlsx) or CSV file"),
    "choose": ("Chọn tệp…", "Choose a file…"),
    "file_hint": (
        "Kéo thả tệp vào đây hoặc bấm nút; nhiều nhất {size}, {figures} dòng. Tệp được kiểm tra trước, chưa gửi.",
        "Drop the file here or choose it; at most {size}, {figures} rows. It is checked first; nothing is sent yet.",
    ),
    "notation": ("Cách viết số trong tệp (chỉ khi không dùng biểu mẫu)", "How numbers are written (other files only)"),
    "numbers": ("Số", "Numbers"),
    "numbers_asked": ("Tự nhận biết, hỏi lại nếu có hai cách đọc", "As found; ask where there are two readings"),
    "numbers_vi": ("1.234,5 (kiểu Việt Nam)", "1.234,5 (Vietnamese)"),
    "numbers_en": ("1,234.5 (kiểu Anh)", "1,234.5 (English)"),
    "percents": ("Ô phần trăm", "Percent cells"),
    "percents_asked": ("Hỏi lại nếu có hai cách đọc", "Ask where there are two readings"),
    "percents_shown": ("92,7% là 92,7", "92.7% is 92.7"),
    "percents_stored": ("92,7% là 0,927", "92.7% is 0.927"),
    "checking": ("Đang kiểm tra {name}…", "Checking {name}…"),
}
WORDS: Mapping[str, tuple[str, str]] = {**OF_PAGE, **OF_RESULTS, **OF_TROUBLES}
PLACE: Mapping[Language, int] = {"vi": 0, "en": 1}


def words_of(language: Language) -> dict[str, str]:
    """Every word of the page in a language."""
    return {name: said[PLACE[language]] for name, said in WORDS.items()}
