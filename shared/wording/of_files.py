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
        "Tệp không phải UTF-8 (byte thứ {byte}); hãy lưu lại dạng UTF-8",
        "the file is not UTF-8 (byte {byte}); save it as UTF-8",
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
    # a document that is to be verified
    "document-pdf": (
        "Không đọc lại được bảng của tệp PDF; hãy kiểm tra tệp DOCX hoặc HTML của chính văn bản đó (đọc được {kinds})",
        "tables of a PDF cannot be read again: verify the DOCX or HTML of the same document ({kinds} can be read)",
    ),
    "document-kinds": ("Chỉ đọc được tệp {kinds}", "only {kinds} files can be read"),
    "document-too-large": (
        "{path} có {size} byte; một văn bản có nhiều nhất {most}",
        "{path} has {size} bytes; a document may have {most}",
    ),
    "document-blocks": ("Một văn bản có nhiều nhất {most} đoạn", "a document has at most {most} paragraphs"),
    "document-paragraph": (
        "Tài liệu có đoạn dài hơn {most} ký tự",
        "the document has a paragraph of more than {most} characters",
    ),
    "document-cells": (
        "Các bảng của văn bản có nhiều nhất {most} ô",
        "the tables of a document have at most {most} cells",
    ),
    # the archive that a workbook or a document is
    "archive-broken": ("Tệp không phải là tệp {kind} đọc được: {reason}", "this is no readable {kind} file: {reason}"),
    "archive-cut-off": ("Tệp không phải là {kind}, hoặc bị cắt cụt", "this is no {kind} file, or it is cut off"),
    "archive-sealed": (
        "Tệp có mật khẩu, hoặc của Office 97-2003; hãy bỏ mật khẩu, lưu lại thành {kind}",
        "this file has a password, or is of Office 97-2003: take the password off and save it as {kind}",
    ),
    "archive-without-part": ("Tệp thiếu phần {part}", "the file has no part {part}"),
    "archive-part-broken": (
        "Không đọc được phần {part} của tệp: {reason}",
        "{part} of the file cannot be read: {reason}",
    ),
    "archive-parts": ("Tệp có nhiều nhất {most} phần", "a file has at most {most} parts"),
    "archive-size": (
        "Tệp bung ra nhiều nhất {most} byte; tệp này {size}",
        "a file unpacks to at most {most} bytes; this one to {size}",
    ),
    "archive-ratio": (
        "Một phần của tệp bung ra hơn {most} lần kích thước nén",
        "a part of the file unpacks to more than {most} times its size",
    ),
    "archive-overlap": ("Các phần của tệp chồng lên nhau", "the parts of the file overlap"),
    "archive-same-names": ("Tệp có hai phần cùng tên", "the file has two parts of one name"),
    "archive-packing": (
        "Tệp được mã hóa hoặc nén theo cách lạ; hãy lưu lại không có mật khẩu",
        "the file is encrypted or packed in an unusual way; save it without a password",
    ),
    "archive-name": (
        "Tệp có phần mang tên không được phép {part!r}",
        "the file has a part of a forbidden name {part!r}",
    ),
    "archive-more": (
        "Tệp có macro, điều khiển, tệp nhúng hoặc liên kết ra ngoài ({what}); hãy lưu lại dạng {kind} thuần",
        "the file has macros, controls, embedded files or links to other sources ({what}); save it as plain {kind}",
    ),
    "archive-file-inside": (
        "Tệp có tệp khác bên trong: {part!r}",
        "the file has another file inside: {part!r}",
    ),
    "archive-entities": (
        "XML của tệp khai báo kiểu tài liệu hoặc thực thể",
        "the XML of the file declares a document type or entities",
    ),
    "archive-depth": (
        "XML của tệp lồng sâu hơn {most} cấp",
        "the XML of the file is nested deeper than {most}",
    ),
    "archive-long-text": (
        "Một đoạn chữ của tệp có hơn {most} ký tự",
        "a text of the file holds more than {most} characters",
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
