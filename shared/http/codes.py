"""Every problem code of the HTTP doors: its status and one sentence in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.language import LANGUAGE


@dataclass(frozen=True)
class Code:
    """What a problem code means; `status` is the HTTP status when it is the whole answer."""

    status: int
    english: str
    vietnamese: str

    @property
    def title(self) -> str:
        """The sentence in the language of the request."""
        return self.english if LANGUAGE.get() == "en" else self.vietnamese


CODES: Mapping[str, Code] = {
    # the request
    "malformed-request": Code(400, "The request cannot be read.", "Yêu cầu không đọc được."),
    "malformed-json": Code(400, "The body is not valid JSON.", "Nội dung gửi lên không phải JSON hợp lệ."),
    "unauthorised": Code(401, "A valid API key is needed.", "Cần có khóa API hợp lệ."),
    "malformed-file": Code(400, "The file is not a table of figures.", "Tệp không phải là bảng số liệu đọc được."),
    "unsafe-file": Code(
        422,
        "The file has macros, links or entities, or unpacks to too much.",
        "Tệp có macro, liên kết hoặc thực thể XML, hoặc bung ra quá lớn.",
    ),
    "not-allowed": Code(
        403,
        "The key may not send figures of this unit or indicator.",
        "Khóa API không có quyền gửi số liệu của đơn vị hoặc chỉ tiêu này.",
    ),
    "key-expired": Code(401, "The API key is no longer valid.", "Khóa API đã hết hạn."),
    "address-not-allowed": Code(
        403,
        "The key may not be used from this network address.",
        "Khóa API không được dùng từ địa chỉ mạng này.",
    ),
    "not-found": Code(404, "There is nothing at this address.", "Không có nội dung tại địa chỉ này."),
    "method-not-allowed": Code(405, "The address does not take this method.", "Địa chỉ không nhận phương thức này."),
    "body-too-slow": Code(408, "The body did not arrive in time.", "Nội dung gửi lên không đến kịp thời hạn."),
    "idempotency-key-in-use": Code(
        409, "A request with this Idempotency-Key is running.", "Yêu cầu có cùng Idempotency-Key đang được xử lý."
    ),
    "head-too-slow": Code(
        408, "The head of the request did not arrive in time.", "Phần đầu của yêu cầu không đến kịp thời hạn."
    ),
    "length-required": Code(411, "Content-Length is needed.", "Cần có tiêu đề Content-Length."),
    "body-too-large": Code(413, "The body is too large.", "Nội dung gửi lên quá lớn."),
    "too-many-figures": Code(413, "The request has too many figures.", "Yêu cầu có quá nhiều số liệu."),
    "uri-too-long": Code(414, "The address is too long.", "Địa chỉ quá dài."),
    "unsupported-media-type": Code(415, "The content type is not taken.", "Kiểu nội dung không được hỗ trợ."),
    "idempotency-key-reused": Code(
        422, "The Idempotency-Key was used for another body.", "Idempotency-Key đã dùng cho nội dung khác."
    ),
    "no-figures": Code(422, "The request has no figure.", "Yêu cầu không có số liệu nào."),
    "figures-refused": Code(422, "No figure was stored.", "Không có số liệu nào được ghi nhận."),
    "too-many-requests": Code(429, "The key makes requests too fast.", "Khóa API gửi yêu cầu quá nhanh."),
    "too-many-wrong-keys": Code(
        429,
        "Too many unknown API keys came from this network address.",
        "Có quá nhiều khóa API không hợp lệ gửi từ địa chỉ mạng này.",
    ),
    "headers-too-large": Code(431, "The headers are too large.", "Phần đầu của yêu cầu quá lớn."),
    "internal-error": Code(500, "Something went wrong on our side.", "Hệ thống gặp lỗi."),
    "try-later": Code(503, "The service cannot answer now.", "Hệ thống tạm thời chưa phục vụ được."),
    "version-not-supported": Code(
        505, "HTTP/1.0 and HTTP/1.1 are spoken here.", "Hệ thống chỉ nhận HTTP/1.0 và HTTP/1.1."
    ),
    # one figure
    "not-an-object": Code(422, "A figure is a JSON object.", "Một số liệu phải là một đối tượng JSON."),
    "duplicate-key": Code(422, "A field is given twice.", "Một trường được ghi hai lần."),
    "unknown-field": Code(422, "There is no such field.", "Không có trường này."),
    "missing-field": Code(422, "A field is missing.", "Thiếu một trường bắt buộc."),
    "malformed-field": Code(422, "A field has the wrong form.", "Một trường sai định dạng."),
    "malformed-event": Code(422, "The CloudEvents envelope is wrong.", "Phong bì CloudEvents không hợp lệ."),
    "unknown-unit": Code(422, "There is no such unit.", "Không có đơn vị này."),
    "ambiguous-unit": Code(422, "Several units answer to this name.", "Tên này ứng với nhiều đơn vị."),
    "unknown-indicator": Code(422, "There is no such indicator.", "Không có chỉ tiêu này."),
    "unknown-dimension": Code(
        422, "The indicator does not have this dimension.", "Chỉ tiêu không có chiều phân tổ này."
    ),
    "not-a-date": Code(422, "A date is written 2023-03-17.", "Ngày phải viết dạng 2023-03-17."),
    "date-in-future": Code(422, "The date lies in the future.", "Ngày ở tương lai."),
    "window-after-as-of": Code(422, "The window starts after the figure's day.", "Ngày đầu kỳ sau ngày chốt số liệu."),
    "period-closed": Code(422, "The edition of this period closed before the figure's day.", "Kỳ báo cáo đã chốt."),
    "not-a-period": Code(422, "A period is written 2023-02.", "Kỳ báo cáo phải viết dạng 2023-02."),
    "not-a-number": Code(
        422,
        "A number is written with digits and one decimal point.",
        "Số phải viết bằng chữ số và một dấu chấm thập phân.",
    ),
    "formula-cell": Code(422, "A cell holds a formula.", "Ô chứa công thức."),
    "ambiguous-number": Code(422, "The number can be read two ways.", "Con số có thể hiểu theo hai cách."),
    "number-out-of-bounds": Code(422, "The number has too many digits.", "Con số có quá nhiều chữ số."),
    "percent-out-of-range": Code(422, "A percent lies between 0 and 100.", "Tỷ lệ phải từ 0 đến 100."),
    "not-a-count": Code(422, "A count is a whole number, 0 or more.", "Số lượng phải là số nguyên không âm."),
    "negative-amount": Code(422, "An amount is 0 or more.", "Số tiền không được âm."),
    "not-a-rank": Code(422, "A rank is a whole number, 1 or more.", "Thứ hạng phải là số nguyên từ 1."),
    "no-figure": Code(
        422,
        "There is neither value, nor numerator and denominator, nor no_activity.",
        "Không có giá trị, không có tử số và mẫu số, cũng không có no_activity.",
    ),
    "too-much": Code(422, "Figure and no_activity exclude each other.", "Đã có số liệu thì không ghi no_activity."),
    "half-a-ratio": Code(422, "Numerator and denominator go together.", "Tử số và mẫu số phải đi cùng nhau."),
    "parts-not-taken": Code(
        422, "Only percents have numerator and denominator.", "Chỉ tỷ lệ phần trăm mới có tử số và mẫu số."
    ),
    "numerator-above-denominator": Code(422, "The numerator exceeds the denominator.", "Tử số lớn hơn mẫu số."),
    "denominator-zero": Code(
        422, "A denominator of 0 means no activity: say so.", "Mẫu số bằng 0 nghĩa là không phát sinh: ghi no_activity."
    ),
    "contradiction": Code(
        422, "The value is not numerator / denominator.", "Giá trị không khớp với tử số chia mẫu số."
    ),
    "stale-revision": Code(422, "A later revision has been accepted.", "Đã có lần cập nhật mới hơn được ghi nhận."),
    "repeated-cell": Code(
        422, "The request has another figure for the same cell.", "Yêu cầu có số liệu khác cho cùng một ô."
    ),
    "id-reused": Code(422, "The id was used for another figure.", "Mã id đã dùng cho số liệu khác."),
}
