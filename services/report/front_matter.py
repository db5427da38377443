"""The text of an article as editors write and keep it: front matter between two lines of ---, then Markdown."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import yaml
from pydantic import Field, ValidationError, field_validator

from services.report.article_flaws import flaw
from services.report.domain.article import Directive
from services.report.domain.periods import Rule
from shared.figures import nfc

FENCE: Final = "---\n"
#: characters of a value that a message repeats
SHOWN: Final = 60
#: what is wrong with a field, by the name that the check has for it
VIETNAMESE: Final = {
    "missing": "chưa được ghi",
    "extra_forbidden": "không có trong phần thông tin của bài viết",
    "string_too_short": "để trống",
    "string_too_long": "quá dài",
    "string_type": "phải là chữ",
    "too_long": "có quá nhiều giá trị",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "date_from_datetime_parsing": "phải là ngày dạng 2023-03-06",
    "date_type": "phải là ngày dạng 2023-03-06",
    "model_type": "phải gồm các mục con",
}


class FrontMatter(Rule):
    """What stands before the text of an article: its section, title, place among the others and authors.

    `document` is the one of an authority that it tells of.
    """

    section: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=300)
    order: int = Field(default=0, ge=-9999, le=9999)
    authors: tuple[str, ...] = Field(default=(), max_length=20)
    document: Directive | None = None

    @field_validator("authors", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @field_validator("title")
    @classmethod
    def _on_one_line(cls, given: str) -> str:
        title = " ".join(given.split())
        if not title.isprintable() or not title:
            raise ValueError("is one line of text")
        return title

    @field_validator("document")
    @classmethod
    def _can_be_followed(cls, given: Directive | None) -> Directive | None:
        if given is not None and given.link and not given.link.startswith(("https://", "http://")):
            raise ValueError("link begins with http:// or https://")
        return given


class Written(NamedTuple):
    """An article as it is written: what stands before its text, and the text."""

    front: FrontMatter
    body: str


def read_written(where: object, text: str) -> Written:
    """Take a text apart. Raises Stop naming the file, the field, its value and what is wrong."""
    start, head, body = (*nfc(text.replace("\r\n", "\n")).split(FENCE, 2), "", "")[:3]
    if start or not head:
        raise flaw(where, "no-front")
    try:
        given = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise flaw(where, "front-unreadable", why=" ".join(str(error).split())) from error
    try:
        return Written(FrontMatter.model_validate(given), body.strip())
    except ValidationError as error:
        first: Any = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "---"
        why = {"why": first["msg"], "why_vi": VIETNAMESE.get(first["type"], f"chưa đúng: {first['msg']}")}
        raise flaw(where, "field", field=field, value=repr(first["input"])[:SHOWN], **why) from error
