"""What is said of a whole request or message: by name, in Vietnamese and English, with the places of its facts."""

from __future__ import annotations

from collections.abc import Mapping

OF_REQUESTS: Mapping[str, tuple[str, str]] = {
    # who sends
    "send-a-key": (
        "Hãy gửi tiêu đề Authorization: Bearer nhs_…",
        "send the header Authorization: Bearer nhs_…",
    ),
    "key-unknown": ("Khóa API này không có hoặc đã bị thu hồi", "this API key is unknown or revoked"),
    "key-ended": ("Khóa API này đã hết hạn; hãy xin khóa mới", "this API key has expired; ask for a new one"),
    "key-replaced": (
        "Khóa API này đã được thay bằng khóa mới và đã hết thời gian chuyển tiếp",
        "this API key was replaced by a new one, and its time is over",
    ),
    "key-elsewhere": (
        "Khóa API này không được dùng từ địa chỉ mạng này",
        "this API key may not be used from this network address",
    ),
    "requests-a-minute": (
        "Mỗi khóa được gửi {most} yêu cầu một phút; hãy chờ {wait} giây",
        "a key may make {most} requests a minute; wait {wait} s",
    ),
    "wrong-keys-a-minute": (
        "Mỗi địa chỉ được thử {most} khóa không dùng được một phút; hãy chờ {wait} giây",
        "an address may try {most} keys a minute that cannot be used; wait {wait} s",
    ),
    "user-without-key": (
        "Tài khoản {user!r} trên RabbitMQ chưa được gắn với khóa API nào",
        "user {user!r} of the broker sends with no key",
    ),
    "no-user": ("Thông điệp không có user_id", "the message names no user_id"),
    # how it asks
    "no-parameter": ("Không có tham số {name!r}; các tham số: {known}", "no parameter {name!r}; parameters: {known}"),
    "mode-values": ("mode là {modes}", "mode is one of: {modes}"),
    "dry-run-values": ("dry_run là true hoặc false", "dry_run is true or false"),
    "idempotency-key-form": (
        "Idempotency-Key có từ 1 đến {most} ký tự in được",
        "Idempotency-Key has 1 to {most} printable characters",
    ),
    "idempotency-key-elsewhere": (
        "Idempotency-Key này đã dùng cho nội dung hoặc tham số khác",
        "this Idempotency-Key was used for another body or parameters",
    ),
    "same-request-runs": (
        "Yêu cầu giống hệt đang được xử lý; hãy hỏi lại để nhận câu trả lời",
        "the same request is being handled; ask again for its answer",
    ),
    "catalogue-parts": ("Danh mục gồm: {parts}", "the catalogue has: {parts}"),
    "no-receipt": ("Khóa API này không có biên nhận nào mang mã này", "this key has no receipt of this id"),
    "form-period": ("Tham số period là một tháng như 2023-02", "period is a month such as 2023-02"),
    "form-empty": (
        "Kỳ này không có chỉ tiêu nào để đơn vị báo cáo bằng khóa này",
        "there is nothing that the unit is asked for in this period with this key",
    ),
    "methods": ("Được dùng: {methods}", "allowed: {methods}"),
    # its body
    "no-figure-sent": ("Yêu cầu không có số liệu nào", "the request has no figure"),
    "figures-at-most": (
        "Một yêu cầu có nhiều nhất {most} số liệu; yêu cầu này có {count}",
        "a request may have {most} figures; this one has {count}",
    ),
    "media-types": ("Hãy gửi một trong các kiểu: {kinds}", "send one of: {kinds}"),
    "binary-media-type": (
        "Dữ liệu của CloudEvents ở dạng nhị phân là {kind}",
        "the data of a CloudEvent in binary mode is {kind}",
    ),
    "send-an-event": (
        "Hãy gửi CloudEvents: content_type {event} hoặc {events}, hoặc {kind} với các thuộc tính đặt ở header",
        "send a CloudEvent: content_type {event} or {events}, or {kind} with its attributes as headers",
    ),
    "batch-array": ("Một lô CloudEvents là một mảng JSON", "a batch of CloudEvents is a JSON array"),
    "attribute-twice": (
        "Thuộc tính CloudEvents {name!r} được ghi hai lần khác nhau",
        "the CloudEvents attribute {name!r} is given twice",
    ),
    "header-encoding": (
        "Tiêu đề CloudEvents không phải UTF-8 viết bằng dấu phần trăm",
        "a CloudEvents header is not UTF-8 in percent signs",
    ),
    "not-utf-8": ("Nội dung không phải UTF-8 tại byte {byte}", "the body is not UTF-8 at byte {byte}"),
    "not-json": (
        "Không phải JSON tại dòng {line}, cột {column}: {reason}",
        "not JSON at line {line}, column {column}: {reason}",
    ),
    "half-a-surrogate": ("Một chuỗi ký tự có nửa cặp surrogate", "a string holds half of a surrogate pair"),
    "too-deep": ("JSON được lồng nhiều nhất {most} tầng", "JSON may be nested {most} deep"),
    "body-at-most": (
        "Nội dung có nhiều nhất {most} byte; nội dung này có {length}",
        "a body may have {most} bytes; this one has {length}",
    ),
    "body-in-time": ("Nội dung phải đến trong vòng {seconds:g} giây", "the body must arrive within {seconds:g} s"),
    "body-broke": ("Kết nối bị ngắt trước khi hết nội dung", "the connection broke before the end of the body"),
    "body-short": (
        "Nội dung kết thúc sau {got} trong số {length} byte",
        "the body ended after {got} of {length} bytes",
    ),
    "no-chunks": (
        "Không nhận nội dung chia khúc; hãy gửi Content-Length",
        "a chunked body is not taken; send Content-Length",
    ),
    "send-a-length": ("Hãy gửi Content-Length", "send Content-Length"),
    "no-encoding": ("Hãy gửi nội dung không kèm {name}", "send the body without {name}"),
    "readers-busy": ("Hệ thống đang đọc quá nhiều tệp cùng lúc", "too many files are being read at once"),
    # what became of it
    "nothing-stored": (
        "{rejected} trong số {count} số liệu bị từ chối; không có số liệu nào được ghi nhận",
        "{rejected} of {count} figures were refused; nothing was stored",
    ),
}
