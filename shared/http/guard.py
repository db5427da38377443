"""The guard in front of every route: bounds each request, traces it, measures it and logs one line."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import eventlet
import structlog
from eventlet.semaphore import Semaphore
from structlog.contextvars import bound_contextvars
from werkzeug.wrappers import Response

from shared.errors import Refused
from shared.http.answers import problem_answer, refusal_answer, refusal_page
from shared.http.peer import Network, client_address
from shared.http.problem import problem
from shared.http.trace import TRACE, language_of, traces_of
from shared.language import speaking
from shared.metrics import REQUEST_SECONDS
from shared.trace import continued, say_traced, trace_id
from shared.wording import say

Environ = dict[str, Any]
BODY_SECONDS = 10
#: a larger body may take longer, but only so many are held in memory at once
LARGE_SECONDS = 60
LARGE_AT_ONCE = 8
WITH_BODY = ("POST", "PUT", "PATCH")
#: what browsers ask for when a form is sent or a link followed, and programs do not
PAGE = "text/html"
METHODS = ("GET", "HEAD", "OPTIONS", "DELETE", *WITH_BODY)
#: left in the environment by the connection, the routes and the service
CLOSE, ROUTE, SOURCE = "nhipso.close", "nhipso.route", "nhipso.source"

log = structlog.get_logger()


class Guard:
    """A WSGI application. `answer` is called with a complete, bounded body, so a slow sender never holds a worker."""

    def __init__(
        self,
        answer: Callable[[Environ], Response],
        max_body_bytes: int,
        body_seconds: float = BODY_SECONDS,
        proxies: Sequence[Network] = (),
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self.answer = answer
        self.max_body_bytes = max_body_bytes
        self.body_seconds = body_seconds
        self.proxies = proxies
        #: the bytes that some paths take
        self.larger = larger or {}
        self._large = Semaphore(LARGE_AT_ONCE)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        started = time.perf_counter()
        # From here on it is who asks, for the log, the rate limit and the right of a key alike.
        environ["REMOTE_ADDR"] = client_address(environ, self.proxies)
        trace = environ[TRACE] = continued(environ.get("HTTP_TRACEPARENT"))
        with bound_contextvars(trace_id=trace_id(trace)), speaking(language_of(environ)):
            response = self._answered(environ)
            response.headers["traceparent"] = trace
            response.headers.setdefault("Vary", "Accept-Language")
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
            _record(environ, response.status_code, time.perf_counter() - started)
        return response(environ, start_response)

    def _answered(self, environ: Environ) -> Response:
        if not self._is_large(environ):
            return self._guarded(environ, self.body_seconds)
        if not self._large.acquire(blocking=False):
            environ.get(CLOSE, bool)()
            return problem_answer(problem("try-later", say("readers-busy")))
        try:
            return self._guarded(environ, max(LARGE_SECONDS, self.body_seconds))
        finally:
            self._large.release()

    def _is_large(self, environ: Environ) -> bool:
        declared = environ.get("CONTENT_LENGTH") or "0"
        return environ.get("PATH_INFO", "") in self.larger and int(declared) > self.max_body_bytes

    def _guarded(self, environ: Environ, seconds: float) -> Response:
        try:
            environ["wsgi.input"] = io.BytesIO(self._body(environ, seconds))
        except Refused as refused:
            environ.get(CLOSE, bool)()  # what is left of the body would be read as the next request
            if PAGE in environ.get("HTTP_ACCEPT", ""):
                return refusal_page(refused)
            return refusal_answer(refused, environ.get("PATH_INFO", ""))
        try:
            return self.answer(environ)
        except Exception:
            log.exception("request failed")
            return problem_answer(problem("internal-error"))

    def _body(self, environ: Environ, seconds: float) -> bytes:
        length = self._length(environ)
        if not length:
            return b""
        try:
            with eventlet.Timeout(seconds, TimeoutError("body")):
                body: bytes = environ["wsgi.input"].read(length)
        except TimeoutError:
            raise Refused("body-too-slow", say("body-in-time", seconds=seconds)) from None
        except OSError as error:
            raise Refused("malformed-request", say("body-broke")) from error
        if len(body) < length:
            raise Refused("malformed-request", say("body-short", got=len(body), length=length))
        return body

    def _length(self, environ: Environ) -> int:
        declared = environ.get("CONTENT_LENGTH")
        if environ.get("HTTP_TRANSFER_ENCODING"):
            raise Refused("length-required", say("no-chunks"))
        if declared is None and environ["REQUEST_METHOD"] in WITH_BODY:
            raise Refused("length-required", say("send-a-length"))
        length = int(declared or 0)
        most = self.larger.get(environ.get("PATH_INFO", ""), self.max_body_bytes)
        if length > most:
            raise Refused("body-too-large", say("body-at-most", most=most, length=length))
        if length and environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
            raise Refused("unsupported-media-type", say("no-encoding", name="Content-Encoding"))
        return length


def _record(environ: Environ, status: int, seconds: float) -> None:
    method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in METHODS else "other"
    route = environ.get(ROUTE, "unmatched")
    REQUEST_SECONDS.labels(method, route, str(status)).observe(seconds)
    say_traced(
        log.info,
        "request",
        traces_of(environ),
        method=method,
        route=route,
        status=status,
        seconds=round(seconds, 6),
        source=environ.get(SOURCE),
        address=environ.get("REMOTE_ADDR"),
    )
