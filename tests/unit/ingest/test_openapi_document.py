"""The committed OpenAPI document is the one the code makes."""

from __future__ import annotations

import json
from typing import Any

from services.ingest.docs_page import docs_page
from services.ingest.openapi import FILE, openapi, text
from shared.http.codes import CODES


def test_the_committed_document_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "run: python -m services.ingest.openapi"


def test_every_reference_in_it_leads_somewhere() -> None:
    document = openapi()

    assert set(references(document)) <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


def test_the_page_tells_of_every_address_field_and_code() -> None:
    page, document = docs_page(), openapi()

    for word in [*document["paths"], *document["components"]["schemas"]["Item"]["properties"], *CODES]:
        assert f"<code>{word}</code>" in page


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for value in node.values() for found in references(value)]
    return [found for value in node for found in references(value)] if isinstance(node, list) else []


def test_it_is_plain_json() -> None:
    assert json.loads(text()) == openapi()
