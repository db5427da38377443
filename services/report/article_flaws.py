"""What is wrong with an article: said in English to whoever works at a terminal, in Vietnamese on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from shared.errors import Stop
from shared.language import Language

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "no-front": (
        "bài viết phải mở đầu bằng phần thông tin đặt giữa hai dòng ---",
        "an article starts with front matter between two lines of ---",
    ),
    "front-unreadable": ("phần thông tin đầu bài không đọc được: {why}", "front matter: {why}"),
    "field": (
        "mục “{field}” {why_vi} (đã ghi: {value})",
        "front matter: {field}: {why} (given: {value})",
    ),
    "section": (
        "mục “section” ghi {value!r}, không phải chuyên mục đã khai báo; được dùng: {allowed}",
        "front matter: section: {value!r} is not a section of the layout; use one of: {allowed}",
    ),
    "directive-place": (
        "mục “document” chỉ dùng cho bài trong chuyên mục văn bản chỉ đạo, điều hành; bài này ở chuyên mục {value!r}",
        "front matter: document: belongs to articles of a section of directives only, not of {value!r}",
    ),
    "link": (
        "địa chỉ liên kết {value!r} không dùng được; chỉ nhận http://, https:// hoặc mailto:",
        "the link {value!r} is not taken; allowed are http://, https:// and mailto:",
    ),
    "html": (
        "dòng {line} của nội dung: không dùng mã HTML trong bài viết: {value}",
        "line {line} of the text: HTML is not allowed in an article: {value}",
    ),
    "table-large": (
        "dòng {line} của nội dung: bảng {columns} cột, {rows} dòng; tối đa {most_columns} cột, {most_rows} dòng",
        "line {line} of the text: a table of {columns} columns and {rows} rows; at most {most_columns} and {most_rows}",
    ),
    "empty": ("bài viết chưa có nội dung", "the article has no text"),
    "link-file": ("bài viết phải là tệp thật, không phải liên kết tệp", "an article is a file of its own, not a link"),
    "large": ("bài viết tối đa {most} kB", "an article has at most {most} kB"),
    "encoding": ("không phải văn bản UTF-8 (byte thứ {at})", "not UTF-8 text (byte {at})"),
    "picture-alt": (
        "ảnh {file!r} cần có mô tả cho người không xem được ảnh: ![mô tả ảnh]({file})",
        "picture {file!r} needs a description: ![what it shows]({file})",
    ),
    "picture-place": (
        "ảnh {file!r} phải là tệp đặt cạnh bài viết",
        "picture {file!r} must be a file beside the article",
    ),
    "picture-outside": (
        "ảnh {file!r} nằm ngoài thư mục của bài viết",
        "picture {file!r} lies outside the folder of the article",
    ),
    "picture-absent": ("không có ảnh {file!r}", "picture {file!r} is not there"),
    "picture-heavy": (
        "ảnh {file!r} nặng {size} byte; tối đa {most} byte",
        "picture {file!r} has {size} bytes; at most {most} are allowed",
    ),
    "picture-kind": (
        "ảnh {file!r} không phải tệp PNG hoặc JPEG nguyên vẹn; hãy mở bằng phần mềm ảnh, lưu lại thành PNG, JPEG RGB",
        "picture {file!r} is not a whole PNG or JPEG picture; save it again in a picture program, as PNG or RGB JPEG",
    ),
    "picture-unprintable": (
        "ảnh {file!r} không in được; hãy mở bằng phần mềm ảnh, lưu lại thành PNG, JPEG RGB",
        "picture {file!r} cannot be printed; save it again in a picture program, as PNG or RGB JPEG",
    ),
    "picture-pixels": (
        "ảnh {file!r} có {width} x {height} điểm ảnh; tối đa {most} điểm ảnh",
        "picture {file!r} has {width} x {height} pixels; at most {most} are allowed",
    ),
    "picture-name": (
        "tên ảnh {file!r} chưa đúng; dùng chữ a-z, số 0-9, dấu - hoặc _, đuôi .png, .jpg hoặc .jpeg",
        "the name {file!r} is no name of a picture; use a-z, 0-9, - and _, and end with .png, .jpg or .jpeg",
    ),
}


class Flaw(str):
    """A flaw in English that knows its Vietnamese words, and which article it is in."""

    __slots__ = ("vietnamese", "where")
    vietnamese: str
    where: str


def flaw(where: object, name: str, /, **facts: Any) -> Stop:
    """What is wrong in the file or article `where`."""
    vietnamese, english = (words.format(**facts) for words in WORDS[name])
    said = Flaw(f"{where}: {english}")
    said.vietnamese, said.where = f"{where}: {vietnamese}", f"{where}: "
    return Stop(said)


def flaw_text(error: Stop, language: Language, *, named: bool = True) -> str:
    """The flaw in a language, with the bare name of its file or article unless not `named`.

    Empty where it is no flaw of an article: pages do not show what only an operator understands.
    """
    said = error.args[0] if error.args else ""
    if not isinstance(said, Flaw):
        return ""
    text = (said.vietnamese if language == "vi" else str(said)).removeprefix(said.where)
    return f"{PurePath(said.where).name}{text}" if named else text
