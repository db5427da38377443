"""Letting editors in: with their key once, then with a session that ends by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from services.report.domain.editor import Editor
from services.report.editor_store import SIGNED_IN, EditorStore
from services.report.pages.desk.page import page, to
from services.report.pages.desk.words import words
from shared.buckets import Buckets
from shared.database import Database

HOME: Final = "/editions/desk"
COOKIE: Final = "nhipso_editor"
#: of one address, wrong keys
WRONG_PER_MINUTE: Final = 20
LONGEST_SECRET: Final = 200


@dataclass
class Doorman:
    """Knows who has a session, and counts wrong keys."""

    wrong: Buckets = field(default_factory=lambda: Buckets(WRONG_PER_MINUTE))

    def let_in(self, request: Request, database: Database, now: datetime) -> Editor | Response:
        """Who asks; else the page to sign in, with whatever was sent so that it is not lost."""
        if request.method == "POST" and not _from_here(request):
            return page("sign-in", words()["sign_in_title"], 403, told=words()["told_form"], unsent="", back=HOME)
        token = request.cookies.get(COOKIE, "")
        with database.read() as tx:
            editor = EditorStore(tx).signed_in(token, now) if token else None
        if editor is not None:
            return editor
        unsent = json.dumps(request.form.to_dict(), ensure_ascii=False, indent=1) if request.form else ""
        back = request.path if request.method == "GET" else HOME
        return page("sign-in", words()["sign_in_title"], 401, told="", unsent=unsent, back=back)

    def sign_in(self, request: Request, database: Database, now: datetime, *, secure: bool) -> Response:
        """Begin a session for whoever shows a key."""
        heading, address = words()["sign_in_title"], request.remote_addr or ""
        if not _from_here(request):
            return page("sign-in", heading, 403, told=words()["told_form"], unsent="", back=HOME)
        wait = self.wrong.take(address, now)
        if wait:
            answer = page("sign-in", heading, 429, told=words()["told_busy"].format(seconds=wait), unsent="", back=HOME)
            answer.headers["Retry-After"] = str(wait)
            return answer
        secret = request.form.get("key", "").strip()[:LONGEST_SECRET]
        with database.write() as tx:
            editor = EditorStore(tx).with_secret(secret)
            token = None if editor is None else EditorStore(tx).sign_in(editor, now)
        if token is None:
            return page("sign-in", heading, 401, told=words()["told_sign_in"], unsent="", back=_back(request))
        self.wrong.give_back(address)
        answer = to(_back(request))
        seconds = int(SIGNED_IN.total_seconds())
        answer.set_cookie(COOKIE, token, seconds, path=HOME, secure=secure, httponly=True, samesite="Strict")
        return answer

    def sign_out(self, request: Request, database: Database) -> Response:
        """End the session."""
        if _from_here(request):
            with database.write() as tx:
                EditorStore(tx).sign_out(request.cookies.get(COOKIE, ""))
        answer = to(HOME)
        answer.delete_cookie(COOKIE, path=HOME)
        return answer


def _back(request: Request) -> str:
    """Where to go on: only to a page of the desk."""
    back = request.form.get("back", HOME)
    return back if back.startswith(f"{HOME}/") and "\\" not in back and back.isprintable() else HOME


def _from_here(request: Request) -> bool:
    """Whether a form was sent by our own page: the browser says so itself."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
