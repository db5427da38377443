"""The OpenAPI document as a page for people: complete in itself, readable offline."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from services.ingest.examples import EXAMPLES
from services.ingest.openapi import openapi
from shared.http.codes import CODES

PAGE = Path(__file__).with_name("docs.html")


@cache
def docs_page() -> str:
    """The page as HTML."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters["shape"] = shape
    document = openapi()
    example = json.dumps(document["components"]["schemas"]["Item"]["examples"], ensure_ascii=False, indent=2)
    return environment.from_string(PAGE.read_text(encoding="utf-8")).render(
        api=document, codes=CODES, example=example, examples=EXAMPLES
    )


def shape(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words: "string or null", "array of Item"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " or ".join(dict.fromkeys(map(shape, schema[choice])))
    if schema.get("type") == "array":
        return f"array of {shape(schema.get('items', {}))}"
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " or ".join(json.dumps(value) for value in schema["enum"])
    return str(schema.get("format", schema.get("type", "any value")))
