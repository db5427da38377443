"""How a record of a source's list is read as figures: every field declared, nothing guessed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from services.ingest.domain.notation import Language
from services.ingest.domain.pull.pointer import is_pointer

Form = Literal["yyyy-mm-dd", "dd/mm/yyyy", "yyyymmdd", "rfc3339", "yyyy-mm", "mm/yyyy", "yyyymm"]
DAYS: tuple[Form, ...] = ("yyyy-mm-dd", "dd/mm/yyyy", "yyyymmdd", "rfc3339")
MONTHS: tuple[Form, ...] = ("yyyy-mm", "mm/yyyy", "yyyymm")
NUMBERS = ("value", "numerator", "denominator")
DATES = ("as_of", "window_start")


def checked_pointer(text: object) -> object:
    """Raises ValueError for what is no JSON pointer."""
    if isinstance(text, str) and not is_pointer(text):
        raise ValueError(f"{text!r} is no JSON pointer such as /data/items")
    return text


Pointer = Annotated[str, BeforeValidator(checked_pointer)]


class Rule(BaseModel):
    """A part of the file of a source."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FieldRule(Rule):
    """Where a field of a figure comes from: `at` a place of the record, or `is` always the same.

    `words` puts what the source says into our words; `numbers` and `form` say how it writes numbers and dates.
    """

    at: Pointer | None = None
    fixed: str | None = Field(default=None, alias="is", min_length=1)
    words: dict[str, str] = {}
    numbers: Language | None = None
    form: Form | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> FieldRule:
        if (self.at is None) == (self.fixed is None):
            raise ValueError("give either `at` (a place of the record) or `is` (always the same)")
        return self


def spelled_out(given: Any) -> Any:
    """A text alone is a place when it begins with /, else what it always is."""
    if isinstance(given, str):
        return {"at": given} if given.startswith("/") else {"is": given}
    return given


FieldOf = Annotated[FieldRule, BeforeValidator(spelled_out)]


class NothingRule(Rule):
    """The unit had nothing to count `when` the record says one of these there."""

    at: Pointer
    when: tuple[str, ...] = Field(min_length=1)


class FigureRule(Rule):
    """One figure of a record. `optional`: a record may be without it."""

    unit: FieldOf
    indicator: FieldOf
    as_of: FieldOf
    dimension: dict[str, FieldOf] = {}
    period: FieldOf | None = None
    window_start: FieldOf | None = None
    value: FieldOf | None = None
    numerator: FieldOf | None = None
    denominator: FieldOf | None = None
    no_activity: NothingRule | None = None
    id: FieldOf | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _declares_what_fits(self) -> FigureRule:
        if self.value is None and (self.numerator is None or self.denominator is None):
            raise ValueError("say where the figure stands: `value`, or `numerator` and `denominator`")
        for name, rule in self.fields.items():
            if rule.numbers and name not in NUMBERS:
                raise ValueError(f"{name} is no number: `numbers` belongs to {', '.join(NUMBERS)}")
            forms = DAYS if name in DATES else MONTHS if name == "period" else ()
            if rule.form and rule.form not in forms:
                raise ValueError(f"{name} cannot have the form {rule.form}; {', '.join(forms) or 'it is no date'}")
        return self

    @property
    def fields(self) -> dict[str, FieldRule]:
        """The rules that are given, by the field; without dimension and no_activity."""
        named = {name: getattr(self, name) for name in ("unit", "indicator", *DATES, "period", *NUMBERS, "id")}
        return {name: rule for name, rule in named.items() if rule is not None}
