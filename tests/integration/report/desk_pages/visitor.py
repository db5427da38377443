"""Somebody who visits the editors' desk with a browser, and what they read there."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.report.away import Away, at_once
from services.report.domain.editor import Editor, Right
from services.report.editor_store import EditorStore
from services.report.pages.desk import answering
from services.report.pages.desk.door import COOKIE, Doorman
from services.report.pages.desk.seat import Seat
from shared.database import Database
from shared.parts import Parts
from tests.integration.report.desk import TIME
from tests.unit.report.factories import NOW

HOME = "/editions/desk"
ARTICLE = {"section": "news", "title": "Tin <b>mới</b>", "body": "Nội dung.", "action": "save"}


@dataclass
class Visitor:
    """Somebody at the desk; their browser keeps the cookie."""

    parts: Parts
    doorman: Doorman
    cookie: str = ""
    away: Away = at_once
    headers: dict[str, str] = field(default_factory=lambda: {"Sec-Fetch-Site": "same-origin"})

    def request(self, path: str = HOME, form: dict[str, Any] | None = None) -> Request:
        headers = {**self.headers, "Cookie": f"{COOKIE}={self.cookie}"}
        method = "GET" if form is None else "POST"
        environ = EnvironBuilder(path=path, method=method, data=form, headers=list(headers.items())).get_environ()
        with environ["wsgi.input"] as sent:
            return Request(environ | {"wsgi.input": io.BytesIO(sent.read())})

    def sign_in(self, secret: str, back: str = HOME) -> Response:
        request = self.request(form={"key": secret, "back": back})
        answer = self.doorman.sign_in(request, self.parts.database, TIME, secure=False)
        found = re.search(rf"{COOKIE}=([^;]+)", answer.headers.get("Set-Cookie", ""))
        self.cookie = found[1] if found else ""
        return answer

    def let_in(self, request: Request, now: Any = TIME) -> Editor | Response:
        return self.doorman.let_in(request, self.parts.database, now)

    def seat(self) -> Seat:
        editor = self.let_in(self.request())
        assert isinstance(editor, Editor)
        return Seat(self.parts, editor, TIME, self.away)

    def write(self, name: str = "+", **fields: str) -> Response:
        return answering.article(self.request(form=ARTICLE | fields), self.seat(), NOW, name)

    def step(self, **form: str) -> Response:
        return answering.step(self.request(form=form), self.seat(), NOW)


def key(database: Database, name: str, *may: Right) -> str:
    with database.write() as tx:
        return EditorStore(tx).add(name, may or tuple(Right), TIME)[1]


def text(response: Response) -> str:
    return response.get_data(as_text=True)


def stamp_in(page: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page)
    assert found is not None
    return found[1]
