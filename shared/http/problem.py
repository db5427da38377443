"""What is answered when a request or a figure is refused: RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from shared.errors import Refused
from shared.figures import plain
from shared.http.codes import CODES
from shared.wording import told

TYPES = "https://nhipso.example/problems"
MEDIA_TYPE = "application/problem+json"
SHOWN = 200


class ItemError(BaseModel):
    """One thing wrong with one figure of a request."""

    model_config = ConfigDict(frozen=True)

    index: int = Field(description="Place of the figure in the request, from 0.")
    row: int | None = Field(default=None, description="The row of the file, for a figure that came in one.")
    pointer: str = Field(description="JSON pointer to the field within the figure.")
    code: str = Field(description="Problem code.")
    title: str = Field(description="What the code means, in the language asked for.")
    message: str = Field(description="What is wrong and what is allowed, in the language asked for.")
    value: str | None = Field(default=None, description="What was sent there.")

    @classmethod
    def of(cls, index: int, refused: Refused, row: int | None = None) -> ItemError:
        return cls(
            index=index,
            row=row,
            pointer=refused.pointer,
            code=refused.code,
            title=CODES[refused.code].title,
            message=told(refused.message),
            value=None if refused.value is None else shown(refused.value),
        )


class Problem(BaseModel):
    """RFC 9457 problem details; `errors` names every refused figure."""

    model_config = ConfigDict(frozen=True)

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    errors: tuple[ItemError, ...] = ()


def problem(code: str, detail: str = "", *, instance: str = "", errors: Sequence[ItemError] = ()) -> Problem:
    """The problem of a listed code."""
    known = CODES[code]
    return Problem(
        type=f"{TYPES}/{code}",
        title=known.title,
        status=known.status,
        detail=told(detail),
        instance=instance,
        errors=tuple(errors),
    )


def shown(value: object) -> str:
    """A sent value as text that is safe to send back: short, and always valid Unicode."""
    text = plain_text(value).encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def plain_text(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) and value.is_finite() else str(value)
