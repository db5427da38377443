"""What the upload page says when something goes wrong, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping

OF_TROUBLES: Mapping[str, tuple[str, str]] = {
    "again": ("Thử lại", "Try again"),
    "again_in": ("Thử lại (sau {seconds} giây)", "Try again (in {seconds} s)"),
    "can_try": ("Có thể thử lại.", "You can try again now."),
    "trouble_network": ("Mất kết nối với hệ thống", "The connection was lost"),
    "way_network": (
        "Chưa biết hệ thống đã nhận hay chưa. Kiểm tra mạng rồi bấm “Thử lại”; số liệu không bị tính hai lần.",
        "It is not known whether it arrived. Check the network and try again: nothing counts twice.",
    ),
    "trouble_slow": ("Hệ thống chưa trả lời", "The service did not answer in time"),
    "trouble_down": ("Hệ thống tạm ngừng", "The service is down"),
    "way_later": (
        "Việc đang làm vẫn được giữ trên trang này. Hãy chờ rồi bấm “Thử lại”.",
        "Your work is kept on this page. Wait, then try again.",
    ),
    "way_key": (
        "Hãy mở lại liên kết cá nhân, dán khóa khác, hoặc xin cơ quan thường trực cấp liên kết mới.",
        "Open your personal link again, paste another key, or ask the standing office for a new link.",
    ),
    "way_address": (
        "Hãy dùng máy trong mạng của cơ quan, hoặc liên hệ cơ quan thường trực.",
        "Use a computer in your office's network, or ask the standing office.",
    ),
    "way_right": (
        "Hãy chỉ để trong tệp số liệu của đơn vị mình, hoặc xin cơ quan thường trực mở rộng quyền của khóa.",
        "Leave only your unit's figures in the file, or ask the standing office for more rights.",
    ),
    "trouble_large": ("Tệp quá lớn", "The file is too large"),
    "too_large": (
        "Tệp {name} có {size}; nhiều nhất {most}.",
        "The file {name} has {size}; at most {most} are taken.",
    ),
    "way_large": (
        "Hãy xóa các trang và hình ảnh không cần thiết, hoặc chia thành nhiều tệp rồi gửi từng tệp.",
        "Remove sheets and pictures that are not needed, or send it as several files.",
    ),
    "trouble_kind": ("Không nhận loại tệp này", "This kind of file is not taken"),
    "other_kind": ("Tệp {name} không phải Excel (.xlsx) hoặc CSV.", "The file {name} is neither .xlsx nor CSV."),
    "one_file": ("Hãy chọn từng tệp một.", "Choose one file at a time."),
    "way_kind": (
        "Hãy mở tệp bằng Excel rồi lưu thành “Excel Workbook (.xlsx)”, hoặc dùng biểu mẫu tải ở trên.",
        "Open it in Excel and save it as “Excel Workbook (.xlsx)”, or use the form above.",
    ),
    "file_gone": (
        "Không đọc được tệp {name}: tệp đã bị sửa hoặc xóa sau khi chọn.",
        "The file {name} cannot be read: it was changed or removed after it was chosen.",
    ),
    "way_gone": (
        "Hãy lưu và đóng tệp trong Excel, rồi chọn lại tệp.",
        "Save and close it in Excel, then choose again.",
    ),
    "way_file": (
        "Hãy tải biểu mẫu ở trên, chép số liệu vào các ô màu vàng rồi chọn lại tệp.",
        "Download the form above, copy the figures into its yellow cells and choose it again.",
    ),
    "way_unsafe": (
        "Tệp không được mở. Hãy chép số liệu vào biểu mẫu mới tải từ trang này.",
        "The file was not opened. Copy the figures into a form freshly downloaded here.",
    ),
    "way_recheck": (
        "Số liệu đã thay đổi từ lúc kiểm tra. Hãy chọn lại tệp để kiểm tra lần nữa.",
        "Something has changed since the check. Choose the file again.",
    ),
    "way_other": (
        "Hãy thử lại; nếu vẫn lỗi, hãy báo cơ quan thường trực kèm mã {trace}.",
        "Try again; if it goes on, tell the standing office this code: {trace}.",
    ),
}
