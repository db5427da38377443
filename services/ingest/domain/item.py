"""A figure as it is sent: its fields, what they mean and how they are written."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

NUMBER_FORM = r"^-?\d+(\.\d+)?$"


class Item(BaseModel):
    """One figure of one unit. Exactly one of: `value`; `numerator` with `denominator` (percents); `no_activity`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"unit": "so-gtvt", "indicator": "dossiers-handled-online-pct", "as_of": "2023-03-17", "value": "88.9"},
                {
                    "unit": "so-gtvt",
                    "indicator": "dossiers-handled-online-pct",
                    "as_of": "2023-03-17",
                    "numerator": 3537,
                    "denominator": 3558,
                },
            ]
        },
    )

    unit: str = Field(description="Id, national code or name of the unit.", max_length=200)
    indicator: str = Field(description="Id of the indicator.", max_length=200)
    dimension: dict[str, str] | None = Field(
        default=None, description="Which part of the indicator, as the catalogue allows it."
    )
    period: str | None = Field(
        default=None,
        description="Month of the edition; by default the one the reporting calendar gives for `as_of`.",
        pattern=r"^\d{4}-(0[1-9]|1[0-2])$",
    )
    window_start: str | None = Field(
        default=None, description="First day the figure counts from.", json_schema_extra={"format": "date"}
    )
    as_of: str = Field(description="Day the figure was taken.", json_schema_extra={"format": "date"})
    value: str | Decimal | None = Field(
        default=None,
        description='JSON number or decimal string. Percents are 0-100. "1.069" as a string is refused: it can be '
        "read as 1069 or as 1.069.",
    )
    numerator: str | Decimal | None = Field(default=None, description="With `denominator`: the parts of a percent.")
    denominator: str | Decimal | None = Field(default=None, description="0 only together with `no_activity`.")
    no_activity: bool | None = Field(default=None, description="There was nothing to count (printed `-`).")
    revision: int | None = Field(
        default=None, ge=1, description="Higher replaces lower; by default a changed figure is the next revision."
    )
    id: str | None = Field(
        default=None, max_length=200, description="The sender's own id: the same one never counts twice."
    )


FIELDS = tuple(Item.model_fields)
