"""The upload of a file in the OpenAPI document."""

from __future__ import annotations

from typing import Any

from services.ingest.answers import SummaryAnswer
from services.ingest.files.table import CSV, XLSX
from services.ingest.openapi_parts import SENDING_REFUSALS, answer, parameter, ref, refusals, sending_parameters

NUMBERS = (
    "How numbers are written, for all columns or for each: vi (1.234,5), en (1,234.5), plain (1234.5); shown or stored "
    "for percent cells (92,7% as 92.7 or as 0.927). Example: value:vi:shown,numerator:en. Without it, what can be read "
    "in two ways is refused with both readings."
)


def post_file() -> dict[str, Any]:
    """POST /v1/files."""
    binary = {"type": "string", "contentMediaType": "application/octet-stream"}
    return {
        "summary": "Send the figures of a file: CSV in UTF-8, or XLSX. Each figure is answered with its row.",
        "operationId": "postFile",
        "security": [{"key": []}],
        "parameters": [*sending_parameters(), parameter("numbers", {"type": "string"}, NUMBERS)],
        "requestBody": {
            "required": True,
            "content": {
                CSV: {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "contentMediaType": XLSX}},
                "multipart/form-data": {
                    "schema": {"type": "object", "required": ["file"], "properties": {"file": binary}}
                },
            },
        },
        "responses": {
            "200": answer("Summary of a dry run.", ref(SummaryAnswer)),
            "202": answer("What became of each figure.", ref(SummaryAnswer)),
            **refusals(SENDING_REFUSALS, "unsafe-file / "),
        },
    }
