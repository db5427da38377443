"""What the parts of a bulletin have in common."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

#: the English of the field that is called the same without `_en`; left out where there is none
English = Annotated[str, Field(exclude_if=lambda text: not text)]
EnglishLines = Annotated[tuple[str, ...], Field(exclude_if=lambda texts: not texts)]


class Part(BaseModel):
    """A frozen part of the bulletin; `printed` names the fields that hold a figure as Vietnamese print has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    printed: ClassVar[tuple[str, ...]] = ()
