"""What is said of a file of figures and its cells: by name, in Vietnamese and English, with the places of its facts."""

from __future__ import annotations

from collections.abc import Mapping

OF_FILES: Mapping[str, tuple[str, str]] = {
    # a cell
    "cell-no-number": (
        "Ô {place}: {text!r} không phải là số; viết bằng chữ số, ví dụ 1234 hoặc 92,7",
        "Cell {place}: {text!r} is not a number; write digits, for example 1234 or 92.7",
    ),
    "cell-other-notation": (
        "Ô {place}: {text!r} không phải là số theo cách viết {notation!r} đã khai báo",
        "Cell {place}: {text!r} is not a number in the notation {notation!r} that was declared",
    ),
    "cell-a-day": (
        "Ô {place} là ngày tháng, không phải số; hãy đổi định dạng ô và nhập lại số",
        "Cell {place} is a day, not a number; change the format of the cell and enter the number again",
    ),
    "cell-two-readings": (
        'Ô {place}: {text!r} có thể đọc là {one} hoặc là {other}; hãy khai báo cách viết số của cột ("vi" hoặc "en")',
        'Cell {place}: {text!r} can be read as {one} or as {other}; declare how the column is written ("vi" or "en")',
    ),
    "cell-two-percents": (
        'Ô phần trăm {place}: {text!r} có thể đọc là {one} hoặc {other}; hãy khai báo cách đọc ("shown" hay "stored")',
        'Percent cell {place}: {text!r} can be read as {one} or {other}; declare which counts ("shown" or "stored")',
    ),
    "cell-too-many-digits": (
        "Ô {place}: một số có nhiều nhất {most} chữ số",
        "Cell {place}: a number has at most {most} digits",
    ),
    "cell-formula": (
        "Ô {place} là công thức; hãy dán giá trị thay cho công thức",
        "Cell {place} is a formula; paste its value in its place",
    ),
    "cell-error": ("Ô {place} có giá trị lỗi {text}", "Cell {place} holds the error {text}"),
    "cell-true-or-false": ("Ô {place} là đúng/sai, không phải chữ", "Cell {place} is true or false, not text"),
    "cell-no-flag": (
        "Ô {place}: {text!r} không phải là 1, x hoặc 0",
        "Cell {place}: {text!r} is neither 1, x nor 0",
    ),
    "date-other-form": (
        "{text!r} không phải là ngày hoặc kỳ theo dạng {form} đã khai báo",
        "{text!r} is no date in the form {form} that was declared",
    ),
    "cell-dimension": (
        "Ô {place}: phân tổ viết dạng khóa=giá trị, cách nhau bằng dấu ;",
        "Cell {place}: a dimension is written key=value, parted by ;",
    ),
    # the heading
    "no-notation": (
        "Không có cách viết số {text!r}; các cách viết: {known}",
        "there is no notation {text!r}; notations: {known}",
    ),
    "no-number-column": (
        "Tệp không có cột số {column!r} như đã khai báo cách viết",
        "numbers: the file has no column of numbers {column!r}",
    ),
    "column-without-numbers": (
        "Dòng {row}: cột {column!r} không chứa số nên không khai báo cách viết",
        "row {row}: column {column!r} has no numbers to declare",
    ),
    "column-unknown": (
        "Dòng {row}: không có cột {column!r}; các cột: {columns}",
        "row {row}: column {column!r} is unknown; columns: {columns}",
    ),
    "column-twice": ("Dòng {row}: cột {column!r} có hai lần", "row {row}: column {column!r} is there twice"),
    "column-missing": ("Dòng {row}: thiếu cột {column!r}", "row {row}: column {column!r} is missing"),
    "cell-without-heading": (
        "Ô {place} không có tiêu đề cột ở dòng {row}",
        "cell {place} has no heading in row {row}",
    ),
    # the file
    "file-encoding": (
        "Tệp không phải UTF-8 (byte thứ {byte}); hãy lưu lại dạng CSV UTF-8",
        "the file is not UTF-8 (byte {byte}); save it as CSV UTF-8",
    ),
    "file-not-text": ("Tệp không phải là CSV: có ký tự NUL", "not a CSV file: it has NUL characters"),
    "file-not-csv": ("Tệp không phải là CSV ở dòng {line}: {reason}", "not a CSV file at line {line}: {reason}"),
    "file-without-figures": ("Tệp không có số liệu nào", "the file has no figures"),
    "file-several-sheets": (
        "Số liệu nằm ở nhiều trang tính: {sheets}; hãy giữ lại một trang",
        "figures stand in several sheets: {sheets}; keep one",
    ),
    "file-figures-at-most": (
        "Một tệp có nhiều nhất {most} số liệu; tệp này có nhiều hơn: hãy chia nhỏ",
        "a file may have {most} figures; this one has more: split it",
    ),
    "file-old-or-locked": (
        "Tệp là XLS hoặc có mật khẩu; hãy lưu lại dạng XLSX không có mật khẩu",
        "this is an XLS file or has a password; save it as XLSX without one",
    ),
    "file-too-large": (
        "{path} có {size} byte; một tệp có nhiều nhất {most}: hãy chia nhỏ",
        "{path} has {size} bytes; a file may have {most}: split it",
    ),
    "file-unreadable": ("Không đọc được {path}: {reason}", "cannot read {path}: {reason}"),
    "file-empty": ("Tệp trống", "the file is empty"),
    "file-other-kind": ("Nội dung không phải là {kind}", "the body is not {kind}"),
    "form-unreadable": ("Không đọc được biểu mẫu gửi lên", "the form cannot be read"),
    "form-one-file": ("Hãy gửi một tệp, là trường duy nhất", "send one file, as the only field of the form"),
    # the workbook
    "workbook-broken": ("Tệp không phải là bảng tính XLSX đọc được: {reason}", "not a workbook (XLSX): {reason}"),
    "workbook-cut-off": ("Tệp không phải là XLSX, hoặc bị cắt cụt", "not a workbook (XLSX), or cut off"),
    "workbook-without-part": ("Bảng tính thiếu phần {part}", "the workbook has no part {part}"),
    "workbook-part-broken": (
        "Không đọc được phần {part} của bảng tính: {reason}",
        "{part} of the workbook cannot be read: {reason}",
    ),
    "workbook-parts": ("Bảng tính có nhiều nhất {most} phần", "a workbook has at most {most} parts"),
    "workbook-size": (
        "Bảng tính bung ra nhiều nhất {most} byte; tệp này {size}",
        "a workbook unpacks to at most {most} bytes; this one to {size}",
    ),
    "workbook-ratio": (
        "Một phần của bảng tính bung ra hơn {most} lần kích thước nén",
        "a part of the workbook unpacks to more than {most} times its size",
    ),
    "workbook-overlap": ("Các phần của bảng tính chồng lên nhau", "the parts of the workbook overlap"),
    "workbook-same-names": ("Bảng tính có hai phần cùng tên", "the workbook has two parts of one name"),
    "workbook-packing": (
        "Bảng tính được mã hóa hoặc nén theo cách lạ; hãy lưu lại không có mật khẩu",
        "the workbook is encrypted or packed in an unusual way; save it without a password",
    ),
    "workbook-name": (
        "Bảng tính có phần mang tên không được phép {part!r}",
        "the workbook has a part of a forbidden name {part!r}",
    ),
    "workbook-more": (
        "Bảng tính có macro, điều khiển, tệp nhúng hoặc liên kết ra ngoài ({what}); hãy lưu lại dạng XLSX thuần",
        "the workbook has macros, controls, embedded files or links to other sources ({what}); save it as plain XLSX",
    ),
    "workbook-file-inside": (
        "Bảng tính có tệp khác bên trong: {part!r}",
        "the workbook has another file inside: {part!r}",
    ),
    "workbook-entities": (
        "XML của bảng tính khai báo kiểu tài liệu hoặc thực thể",
        "the XML of the workbook declares a document type or entities",
    ),
    "workbook-depth": (
        "XML của bảng tính lồng sâu hơn {most} cấp",
        "the XML of the workbook is nested deeper than {most}",
    ),
    "workbook-long-text": (
        "Một ô của bảng tính có hơn {most} ký tự",
        "a cell of the workbook holds more than {most} characters",
    ),
    "sheet-order": (
        "Các ô của trang tính không theo thứ tự ở dòng {row}",
        "the cells of the sheet are out of order at row {row}",
    ),
    "sheet-no-cell": ("{text!r} không phải là ô của dòng {row}", "{text!r} is no cell of row {row}"),
    "sheet-no-text": (
        "Ô {place} trỏ đến một chuỗi không có trong tệp",
        "cell {place} refers to a text that is not there",
    ),
    "sheet-no-number": ("Ô {place} chứa {text!r}, không phải là số", "cell {place} holds {text!r}, which is no number"),
}
