"""The entrypoint of an HTTP route: what its method refuses becomes problem+json, never an exception text."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import structlog
from nameko.exceptions import ContainerBeingKilled
from nameko.web.handlers import HttpRequestHandler
from structlog.contextvars import bound_contextvars
from werkzeug.wrappers import Request, Response

from shared.errors import Refused
from shared.http.answers import problem_answer, refusal_answer
from shared.http.problem import problem
from shared.http.server import GuardedServer
from shared.http.trace import language_of, trace_of
from shared.language import speaking
from shared.messaging.failure import Reaction, reaction_to
from shared.trace import trace_id

View = TypeVar("View", bound=Callable[..., Response])

log = structlog.get_logger()


class Route(HttpRequestHandler):  # type: ignore[misc]  # nameko is untyped
    """nameko's HTTP entrypoint on the guarded server."""

    server = GuardedServer()

    def __init__(self, method: str, url: str, limit: str | None = None, **kwargs: Any) -> None:
        super().__init__(method, url, **kwargs)
        self.limit = limit

    def stop(self) -> None:
        self.server.close_door()
        super().stop()

    def response_from_exception(self, exc: Exception) -> Response:
        if isinstance(exc, ContainerBeingKilled):
            return problem_answer(problem("try-later"))
        return problem_answer(problem("internal-error"))


def route(method: str, path: str, limit: str | None = None) -> Callable[[View], View]:
    """Answer `method` requests to `path` ("/v1/receipts/<receipt>") with a service method (request, **values).

    `limit` names the setting of how many bytes a body of this path may have, where they are more than elsewhere.
    """

    def register(view: View) -> View:
        @wraps(view)
        def answer(service: Any, request: Request, **values: str) -> Response:
            # A worker is another green thread than its connection, with its own context.
            trace, language = trace_of(request.environ), language_of(request.environ)
            with bound_contextvars(trace_id=trace_id(trace)), speaking(language):
                return _answered(view, service, request, values)

        entrypoint: View = Route.decorator(method, path, limit)(answer)
        return entrypoint

    return register


def _answered(view: Callable[..., Response], service: Any, request: Request, values: dict[str, str]) -> Response:
    try:
        return view(service, request, **values)
    except Refused as refused:
        return refusal_answer(refused, request.path)
    except Exception as error:
        if reaction_to(error) is not Reaction.HOLD:
            raise
        log.warning("cannot answer now", error=str(error))
        return problem_answer(problem("try-later", instance=request.path))
