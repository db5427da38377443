"""nameko's web server with the guard in front, bounded connections and an orderly end."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import eventlet
import structlog
from eventlet import wsgi
from eventlet.semaphore import Semaphore
from nameko.web.server import WebServer
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, RequestRedirect
from werkzeug.wrappers import Request, Response

from shared.errors import Refused, Stop
from shared.http.answers import refusal_answer
from shared.http.guard import ROUTE, Environ, Guard
from shared.http.protocol import GuardedProtocol
from shared.wording import say

SOCKET_SECONDS = 10
MAX_CONNECTIONS = 512
LAST_ANSWERS_SECONDS = 10

log = structlog.get_logger()


class GuardedServer(WebServer):  # type: ignore[misc]  # nameko is untyped
    """Listens on WEB_SERVER_ADDRESS of the container's configuration."""

    _is_accepting: bool

    def __init__(self) -> None:
        super().__init__()
        self._room = Semaphore(MAX_CONNECTIONS)

    @property
    def port(self) -> int:
        """The port listened on (given 0, the one the system chose)."""
        return int(self._sock.getsockname()[1])

    def start(self) -> None:
        try:
            super().start()
        except OSError as error:
            address, port = self.bind_addr
            raise Stop(f"cannot listen on {address}:{port}: {error.strerror}") from error

    def get_wsgi_app(self) -> Guard:
        settings = self.container.config["parts"].settings
        larger = {each.url: getattr(settings, each.limit) for each in self._providers if each.limit}
        routes = Routes(self.make_url_map())
        return Guard(routes, settings.max_body_bytes, proxies=settings.trusted_proxies, larger=larger)

    def get_wsgi_server(self, sock: Any, wsgi_app: Any, *_args: Any, **_options: Any) -> Any:
        return wsgi.Server(
            sock,
            sock.getsockname(),
            wsgi_app,
            protocol=GuardedProtocol,
            debug=False,
            log=logging.getLogger("nhipso.http"),
            log_output=False,
            socket_timeout=SOCKET_SECONDS,
        )

    def run(self) -> None:
        while self._is_accepting:
            self._room.acquire()
            try:
                sock, address = self._sock.accept()
            except OSError as error:
                self._room.release()
                log.warning("cannot accept a connection", error=str(error))
                eventlet.sleep(0.1)  # out of file descriptors: some come free when connections end
                continue
            sock.settimeout(SOCKET_SECONDS)
            self.container.spawn_managed_thread(partial(self.process_request, sock, address), "connection")

    def process_request(self, sock: Any, address: Any) -> None:
        try:
            super().process_request(sock, address)
        except OSError as error:
            log.debug("connection lost", error=str(error))
        except Exception:  # what leaves this thread ends the whole container
            log.exception("connection failed")
        finally:
            sock.close()
            self._room.release()

    def close_door(self) -> None:
        """Take no new connection, and end open ones after their answer."""
        if self._is_accepting and self._gt is not None:
            self._is_accepting = False
            self._serv.keepalive = False
            self._gt.kill()
            self._sock.close()

    def stop(self) -> None:
        self.close_door()
        with eventlet.Timeout(LAST_ANSWERS_SECONDS, False):  # noqa: FBT003
            while self._serv is not None and self._serv.outstanding_requests:
                eventlet.sleep(0.02)


class Routes:
    """Finds the route of a request; what fits none is a problem like any other."""

    def __init__(self, url_map: Map) -> None:
        self.url_map = url_map

    def __call__(self, environ: Environ) -> Response:
        request = Request(environ)
        try:
            provider, values = self.url_map.bind_to_environ(environ).match()
        except RequestRedirect as redirect:
            return Response(status=redirect.code, headers={"Location": redirect.new_url})
        except MethodNotAllowed as error:
            allowed = ", ".join(sorted(error.valid_methods or ()))
            response = refusal_answer(Refused("method-not-allowed", say("methods", methods=allowed)), request.path)
            response.headers["Allow"] = allowed
            return response
        except HTTPException as error:
            code = "not-found" if error.code == 404 else "malformed-request"  # noqa: PLR2004
            return refusal_answer(Refused(code, ""), request.path)
        environ[ROUTE] = provider.url
        request.path_values = values  # type: ignore[attr-defined]  # nameko's own place for them
        response = provider.handle_request(request)
        return response if isinstance(response, Response) else Response(response)
