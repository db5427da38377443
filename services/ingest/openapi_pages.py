"""The addresses behind the upload page, as the OpenAPI document has them."""

from __future__ import annotations

from typing import Any

from services.ingest.files.table import CSV, XLSX
from services.ingest.openapi_files import NUMBERS
from services.ingest.openapi_parts import answer, parameter, ref, refusals
from services.ingest.pages.forms import FormAnswer
from services.ingest.pages.row_report import FileReport
from services.ingest.pages.sender import SenderAnswer

WORKBOOK = {XLSX: {"schema": {"type": "string", "contentMediaType": XLSX}}}
LANGUAGE = parameter("Accept-Language", {"type": "string"}, "en: told in English; else in Vietnamese.", "header")
LOOKING_REFUSALS = (400, 401, 403, 408, 411, 413, 415, 429, 503)


def post_file_report() -> dict[str, Any]:
    """POST /v1/files/report."""
    looked_at = answer("Each row with what stands in it and what would become of it.", ref(FileReport))
    return {
        "summary": "What would become of each row of a file: as data, or as the file marked with it. Stores nothing.",
        "operationId": "reportOnFile",
        "security": [{"key": []}],
        "parameters": [parameter("numbers", {"type": "string"}, NUMBERS), LANGUAGE],
        "requestBody": {
            "required": True,
            "content": {
                CSV: {"schema": {"type": "string"}},
                **WORKBOOK,
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
                    }
                },
            },
        },
        "responses": {
            "200": {**looked_at, "content": {**looked_at["content"], **WORKBOOK}},
            **refusals(LOOKING_REFUSALS),
            "422": _unprocessable("unsafe-file"),
        },
    }


def get_form() -> dict[str, Any]:
    """GET /v1/form."""
    asked = answer("The form: as the workbook to fill in, or as what it asks for.", ref(FormAnswer))
    period = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
    return {
        "summary": "The form of a unit for a month, with what the key may send.",
        "operationId": "getForm",
        "security": [{"key": []}],
        "parameters": [
            {**parameter("unit", {"type": "string"}, "Id, national code or name of the unit."), "required": True},
            {**parameter("period", period, "The month."), "required": True},
            LANGUAGE,
        ],
        "responses": {
            "200": {**asked, "content": {**WORKBOOK, **asked["content"]}},
            **refusals((400, 401, 403, 404, 429, 503)),
            "422": _unprocessable("unknown-unit / ambiguous-unit / not-a-period"),
        },
    }


def get_key() -> dict[str, Any]:
    """GET /v1/key."""
    return {
        "summary": "Who sends with this key, and what it may send: units, indicators, months, the size of a file.",
        "operationId": "getKey",
        "security": [{"key": []}],
        "responses": {"200": answer("The sender.", ref(SenderAnswer)), **refusals((401, 403, 429, 503))},
    }


def _unprocessable(codes: str) -> dict[str, Any]:
    (found,) = refusals((422,)).values()
    return {**found, "description": codes}
