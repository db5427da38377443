"""What the parts of a bulletin have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of the bulletin."""

    model_config = ConfigDict(frozen=True, extra="forbid")
