"""Pieces of the OpenAPI document that several addresses share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from shared.http.codes import CODES
from shared.http.problem import MEDIA_TYPE, Problem

#: whatever carries figures can be refused so
SENDING_REFUSALS = (400, 401, 403, 408, 409, 411, 413, 415, 422, 429, 503)
UNPROCESSABLE = 422


def sending_parameters() -> list[dict[str, Any]]:
    """How figures are to be treated, however they come."""
    return [
        parameter("mode", {"enum": ["partial", "atomic"], "default": "partial"}, "atomic: all figures or none."),
        parameter("dry_run", {"type": "boolean", "default": False}, "The same summary, nothing stored."),
        parameter(
            "Idempotency-Key",
            {"type": "string", "maxLength": 200},
            "The same key and body get the same answer again.",
            "header",
        ),
        parameter("traceparent", {"type": "string"}, "W3C trace context, carried to the last mail.", "header"),
        parameter("Accept-Language", {"type": "string"}, "en: told in English; else in Vietnamese.", "header"),
    ]


def ref(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def parameter(name: str, schema: dict[str, Any], description: str, place: str = "query") -> dict[str, Any]:
    return {"name": name, "in": place, "required": False, "schema": schema, "description": description}


def answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def refusals(statuses: tuple[int, ...], unprocessable: str = "no-figures / ") -> dict[str, Any]:
    """The problems of an address; of 422 `unprocessable` names what is its own."""
    return {
        str(status): {
            "description": " / ".join(name for name, code in CODES.items() if code.status == status)
            if status != UNPROCESSABLE
            else f"figures-refused / {unprocessable}idempotency-key-reused; `errors` names each figure and field",
            "content": {MEDIA_TYPE: {"schema": ref(Problem)}},
        }
        for status in statuses
    }
