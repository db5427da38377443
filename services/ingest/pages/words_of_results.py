"""What the upload page says of rows: what would become of them, how to mend them, what became of them."""

from __future__ import annotations

from collections.abc import Mapping

OF_RESULTS: Mapping[str, tuple[str, str]] = {
    # what would become of each row
    "check_part": ("Kiểm tra từng dòng", "Check each row"),
    "check_of": ("Tệp {name}: {count} dòng, chưa ghi nhận gì.", "File {name}: {count} rows, nothing stored yet."),
    "mend_of": ("Sửa số liệu đã gửi.", "Correct a figure that was sent."),
    "accepted": ("Hợp lệ", "Accepted"),
    "duplicate": ("Đã có, không đổi", "Already known"),
    "rejected": ("Bị từ chối", "Refused"),
    "editing": ("Đang sửa", "Being corrected"),
    "only_problems": ("Chỉ xem dòng có vấn đề", "Only rows with problems"),
    "download_marked": ("Tải tệp đã đánh dấu lỗi", "Download the marked file"),
    "marking": ("Đang đánh dấu tệp…", "Marking the file…"),
    "marked": ("Đã tải tệp đã đánh dấu {name}.", "Saved the marked file {name}."),
    "rows_caption": ("Từng dòng của tệp và kết quả kiểm tra", "The rows of the file and what would become of them"),
    "row": ("Dòng", "Row"),
    "day": ("Số liệu đến ngày", "As of"),
    "value": ("Giá trị", "Value"),
    "numerator": ("Tử số", "Numerator"),
    "denominator": ("Mẫu số", "Denominator"),
    "dimension": ("Phân tổ", "Dimension"),
    "window_start": ("Tính từ ngày", "From"),
    "revision": ("Lần cập nhật", "Revision"),
    "no_activity_mark": ("Không phát sinh (ghi x)", "Nothing to count (x)"),
    "result": ("Kết quả", "Result"),
    "all_shown": ("Hiển thị {count} dòng.", "{count} rows shown."),
    "some_shown": ("Hiển thị {shown}/{count} dòng.", "{shown} of {count} rows shown."),
    "more": ("Hiển thị thêm", "Show more"),
    "no_problems": ("Không có dòng nào có vấn đề.", "No row has a problem."),
    "counts": (
        "{accepted} dòng hợp lệ, {duplicate} dòng đã có, {rejected} dòng bị từ chối.",
        "{accepted} accepted, {duplicate} already known, {rejected} refused.",
    ),
    # mending
    "mend_row": ("Sửa dòng {row}", "Correct row {row}"),
    "two_readings": (
        "“{text}” có thể là {one} hoặc {other}; hãy chọn ở dưới, hoặc khai báo cách viết số ở bước 2.",
        "“{text}” can be {one} or {other}; choose below, or say in step 2 how numbers are written.",
    ),
    "choose_reading": ("Chọn cách đọc của “{text}”", "Choose what “{text}” means"),
    "reading": ("Là {number}", "It is {number}"),
    "cannot_mend": (
        "Không sửa được tại đây: hãy sửa trong tệp rồi chọn lại tệp.",
        "It cannot be corrected here: correct the file and choose it again.",
    ),
    "recheck": ("Kiểm tra lại các dòng đã sửa", "Check the corrected rows"),
    "rechecking": ("Đang kiểm tra các dòng đã sửa…", "Checking the corrected rows…"),
    "nothing_mended": ("Chưa sửa dòng nào.", "No row has been corrected yet."),
    # sending
    "send": ("Gửi chính thức {count} số liệu", "Send ({count})"),
    "send_again": ("Xem kết quả của số liệu đã gửi", "See what became of the figures sent before"),
    "send_without": (
        "{count} dòng bị từ chối sẽ không được gửi; có thể sửa và gửi sau.",
        "{count} refused rows will not be sent; correct and send them later.",
    ),
    "nothing_to_send": ("Chưa có dòng nào gửi được; hãy sửa các dòng bị từ chối.", "No row can be sent yet."),
    "sending": ("Đang gửi…", "Sending…"),
    # what became of it
    "sent_part": ("Kết quả gửi", "What became of it"),
    "sent": (
        "Đã ghi nhận {count} số liệu lúc {time}. Mã biên nhận: {receipts}.",
        "{count} figures were stored at {time}. Receipt: {receipts}.",
    ),
    "stored": ("Đã ghi nhận", "Stored"),
    "published": ("Đã chuyển để đánh giá", "Passed on to be judged"),
    "evaluated": ("Đã đánh giá", "Judged"),
    "of": ("{done}/{count}", "{done} of {count}"),
    "done": ("Đã đánh giá xong tất cả số liệu.", "All figures have been judged."),
    "waiting": (
        "Hệ thống đang đánh giá. Có thể đóng trang; số liệu đã được ghi nhận.",
        "The figures are being judged. You may leave; they are stored.",
    ),
    "refresh": ("Cập nhật", "Refresh"),
    "verdicts": (
        "Đạt mục tiêu: {met}. Không đạt: {not_met}. Không xét mục tiêu: {none}.",
        "Target met: {met}. Missed: {not_met}. No target: {none}.",
    ),
    "met": ("Đạt", "Met"),
    "not_met": ("Không đạt", "Missed"),
    "no_verdict": ("Không xét mục tiêu", "No target"),
    "awaited": ("Đang chờ", "Awaited"),
    "results_caption": ("Từng số liệu đã gửi và kết quả đánh giá", "The figures sent and how they were judged"),
    "doubts": ("Số liệu cần kiểm tra lại", "Figures to look at again"),
    "doubts_how": (
        "Số liệu dưới đây vẫn được giữ như đã gửi. Nếu sai, hãy sửa và gửi lại.",
        "These figures stand as they were sent. If one is wrong, correct it.",
    ),
    "doubts_right": (
        "Nếu đúng, hãy báo cơ quan thường trực kèm căn cứ; khi được xác nhận, số liệu có ghi “Đã xác nhận”.",
        "If one is right, tell the standing office and why; once that is on record it says “Confirmed” here.",
    ),
    "no_doubts": ("Chưa có nghi vấn nào về các số liệu này.", "Nothing is doubted about these figures so far."),
    "confirmed": ("Đã xác nhận", "Confirmed"),
    "expected_same": ("Mức hợp lý: {low}.", "Expected: {low}."),
    "expected_both": ("Mức hợp lý: từ {low} đến {high}.", "Expected: {low} to {high}."),
    "expected_least": ("Mức hợp lý: từ {low} trở lên.", "Expected: at least {low}."),
    "expected_most": ("Mức hợp lý: không quá {high}.", "Expected: at most {high}."),
    "correct": ("Sửa số liệu này", "Correct this figure"),
    "correct_of": ("Sửa số liệu này: {name}, dòng {row}", "Correct this figure: {name}, row {row}"),
    "another": ("Gửi tệp khác", "Send another file"),
}
