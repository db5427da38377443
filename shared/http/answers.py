"""Answers of the HTTP doors: JSON, or problem+json with the headers its code asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from pydantic import BaseModel
from werkzeug.wrappers import Response

from shared.errors import Refused
from shared.http.codes import CODES
from shared.http.problem import MEDIA_TYPE, Problem, problem
from shared.language import LANGUAGE

TRY_AGAIN_SECONDS = 5
REFUSAL: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }}</style>
</head>
<body><main><h1>{title}</h1><p>{detail}</p></main></body>
</html>
"""


def json_answer(content: BaseModel | Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a model or plain JSON values."""
    plain = content.model_dump(mode="json") if isinstance(content, BaseModel) else content
    return Response(
        json.dumps(plain, ensure_ascii=False), status=status, headers=dict(headers or {}), mimetype="application/json"
    )


def problem_answer(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a problem; 401 names the scheme, 503 says when to come back."""
    body = found.model_dump(mode="json", exclude_defaults=True)
    added = dict(headers or {})
    if found.status == 401:  # noqa: PLR2004
        added["WWW-Authenticate"] = "Bearer"
    if found.status == 503:  # noqa: PLR2004
        added["Retry-After"] = str(TRY_AGAIN_SECONDS)
    return Response(json.dumps(body, ensure_ascii=False), status=found.status, headers=added, content_type=MEDIA_TYPE)


def refusal_answer(refused: Refused, instance: str = "") -> Response:
    """Answer a refused request. The value of one that came too often is the seconds to wait."""
    too_often = CODES[refused.code].status == 429  # noqa: PLR2004
    headers = {"Retry-After": str(refused.value)} if too_often else {}
    return problem_answer(problem(refused.code, refused.message, instance=instance), headers)


def refusal_page(refused: Refused) -> Response:
    """The same for who sent a form with a browser: a page to read, with the way back that browsers have."""
    found = problem(refused.code, refused.message)
    answer = html_answer(
        REFUSAL.format(language=LANGUAGE.get(), title=escape(found.title), detail=escape(found.detail))
    )
    answer.status_code = found.status
    return answer


def html_answer(page: str) -> Response:
    """Answer with a page that needs nothing from elsewhere and runs no script."""
    return Response(
        page,
        mimetype="text/html",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"},
    )


def vitals_answer(vitals: tuple[str, str, bytes]) -> Response:
    """Answer with what the process says of itself."""
    status, kind, body = vitals
    return Response(body, status=status, content_type=kind)
