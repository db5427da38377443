"""The OpenAPI 3.1 description of the HTTP door, made from the models that answer.

`python -m services.ingest.openapi` writes docs/openapi.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from services.ingest.answers import ReceiptAnswer, SummaryAnswer
from services.ingest.catalogue_answers import IndicatorAnswer, TargetAnswer, UnitAnswer
from services.ingest.domain.envelope import TYPE
from services.ingest.domain.item import Item
from services.ingest.openapi_files import post_file
from services.ingest.openapi_pages import get_form, get_key, post_file_report
from services.ingest.openapi_parts import SENDING_REFUSALS, answer, parameter, ref, refusals, sending_parameters
from services.ingest.pages.forms import FormAnswer
from services.ingest.pages.row_report import FileReport
from services.ingest.pages.sender import SenderAnswer
from shared.http.codes import CODES
from shared.http.problem import TYPES, Problem

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
MODELS: tuple[type[BaseModel], ...] = (
    Item,
    SummaryAnswer,
    ReceiptAnswer,
    UnitAnswer,
    IndicatorAnswer,
    TargetAnswer,
    FileReport,
    FormAnswer,
    SenderAnswer,
    Problem,
)
#: of an event in binary mode
ATTRIBUTES = ("specversion", "type", "source", "id", "subject", "traceparent")
BINARY = "CloudEvents attribute in binary mode, where the body is the figure itself as application/json."
LISTS: dict[str, type[BaseModel]] = {"units": UnitAnswer, "indicators": IndicatorAnswer, "targets": TargetAnswer}


def openapi() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Nhịp Số: figures in",
            "version": "1",
            "description": "Send the figures of a province's digital-transformation month. Invalid figures never stop "
            "valid ones unless mode=atomic; the same figure again counts once. Several refusals of one figure are "
            "listed at once; their codes are below.\n\n" + _codes(),
        },
        "paths": {
            "/v1/figures": {"post": _post_figures()},
            "/v1/files": {"post": post_file()},
            "/v1/files/report": {"post": post_file_report()},
            "/v1/form": {"get": get_form()},
            "/v1/key": {"get": get_key()},
            "/v1/receipts/{receipt}": {"get": _get_receipt()},
            **{f"/v1/catalogue/{kind}": {"get": _get_list(kind, model)} for kind, model in LISTS.items()},
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "An API key, nhs_…"}},
        },
    }


def _codes() -> str:
    return "\n".join(f"- `{TYPES}/{name}`: {code.english}" for name, code in CODES.items())


def _schemas() -> dict[str, Any]:
    _refs, found = models_json_schema(
        [(model, "validation") for model in MODELS], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = found["$defs"]
    return {**schemas, "SubmittedFigure": _event()}


def _post_figures() -> dict[str, Any]:
    figure, event = ref(Item), {"$ref": "#/components/schemas/SubmittedFigure"}
    return {
        "summary": "Send figures: one, a JSON array, one a line, or CloudEvents.",
        "operationId": "postFigures",
        "security": [{"key": []}],
        "parameters": [
            *sending_parameters(),
            *(parameter(f"ce-{name}", {"type": "string"}, BINARY, "header") for name in ATTRIBUTES),
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"oneOf": [figure, {"type": "array", "items": figure}]}},
                "application/x-ndjson": {"schema": figure},
                "application/cloudevents+json": {"schema": event},
                "application/cloudevents-batch+json": {"schema": {"type": "array", "items": event}},
            },
        },
        "responses": {
            "200": answer("Summary of a dry run.", ref(SummaryAnswer)),
            "202": answer("What became of each figure.", ref(SummaryAnswer)),
            **refusals(SENDING_REFUSALS),
        },
    }


def _event() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "A figure in a CloudEvents 1.0 envelope; `source` and `id` together never count twice.",
        "required": ["specversion", "type", "source", "id", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "type": {"const": TYPE},
            "source": {"type": "string"},
            "id": {"type": "string"},
            "subject": {"type": "string", "description": "The unit, as `data` names it."},
            "datacontenttype": {"const": "application/json"},
            "traceparent": {"type": "string"},
            "data": ref(Item),
        },
    }


def _get_receipt() -> dict[str, Any]:
    return {
        "summary": "What has become of a request: stored, published, evaluated. Only for the key that made it.",
        "operationId": "getReceipt",
        "security": [{"key": []}],
        "parameters": [
            {"name": "receipt", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        ],
        "responses": {"200": answer("The receipt.", ref(ReceiptAnswer)), **refusals((401, 403, 404, 429, 503))},
    }


def _get_list(kind: str, model: type[BaseModel]) -> dict[str, Any]:
    schema = {"type": "array", "items": ref(model)}
    return {
        "summary": f"The {kind} of the catalogue.",
        "operationId": f"list{kind.capitalize()}",
        "responses": {"200": answer(f"All {kind}.", schema)},
    }


def text() -> str:
    """The document as the file holds it."""
    return json.dumps(openapi(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
