"""What all facts are made of: frozen models, decimals written as strings, identifiers, periods."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from shared.figures import plain

Number = Annotated[
    Decimal, Field(allow_inf_nan=False), PlainSerializer(plain, return_type=str, when_used="json-unless-none")
]
Period = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=120)]


class Fact(BaseModel):
    """A frozen part of an event; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
