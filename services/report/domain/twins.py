"""Texts in two languages: `heading_en` is the English of `heading`, wherever a model has both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from services.report.domain.change_text import english_text
from services.report.domain.part import Part

Model = TypeVar("Model", bound=BaseModel)
MARK = "_en"


def in_english(part: Model) -> Model:
    """The same with its English in the place of its Vietnamese, down to the figures; what has no English stays."""
    return part.model_copy(update={name: _said(part, name) for name in type(part).model_fields})


def beside(part: Model, english: Model) -> Model:
    """`part` with the texts of `english`, the same in English, beside its own."""
    return part.model_copy(update={twin: getattr(english, name) for name, twin in twins_of(part)})


def twins_of(part: BaseModel) -> Iterator[tuple[str, str]]:
    """The fields that have another for their English, each with that one."""
    fields = type(part).model_fields
    return ((twin.removesuffix(MARK), twin) for twin in fields if twin.endswith(MARK))


def english_of(value: Any) -> Iterator[str]:
    """Every English text inside a part."""
    if isinstance(value, Part):
        for name in type(value).model_fields:
            held = getattr(value, name)
            if name.endswith(MARK):
                yield from (held,) if isinstance(held, str) else held
            else:
                yield from english_of(held)
    elif isinstance(value, tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from english_of(each)


def _said(part: BaseModel, name: str) -> Any:
    value = getattr(part, name)
    if isinstance(part, Part) and name in part.printed:
        return english_text(value)
    return getattr(part, f"{name}{MARK}", None) or _deep(value)


def _deep(value: Any) -> Any:
    if isinstance(value, Part):
        return in_english(value)
    if isinstance(value, tuple):
        return tuple(map(_deep, value))
    return {key: _deep(each) for key, each in value.items()} if isinstance(value, dict) else value
