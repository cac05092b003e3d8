"""A web server for the interface, on textual-serve, which itself lets anyone in who can reach it.

Here a link with a token, made anew each time and good for once, gives one browser a cookie, and nothing is served
without that. Requests from other sites' pages are refused, and the page itself asks nothing of anyone else.
"""

from __future__ import annotations

import html
import ipaddress
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from string import Template
from typing import NoReturn

from aiohttp import web
from textual_serve.server import Server

from interviewcoder.errors import Refused
from interviewcoder.locale import language, say
from interviewcoder.store.addresses import Place
from interviewcoder.store.encryption import PASSWORD, own_password

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGE = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self' {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
_GRACE = 1.0
"""Seconds that tabs get to end of themselves when the server stops."""
_OWN = Path(__file__).parent / "static"


def is_own_machine(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class BrowserServer(Server):
    """Serves the interface on a study, as one coder, to the one browser that has the link."""

    def __init__(self, place: str, coder: str, title: str, host: str, port: int) -> None:
        """Takes the address at once. Raises Refused when it is not to be had."""
        super().__init__(session_command(place, coder), host, port, title)
        self._token: str | None = secrets.token_urlsafe(32)
        self._key = secrets.token_urlsafe(32)
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._socket = socket.create_server((host, port), family=family)
        except OSError as error:
            raise Refused("serve.no-port", host=host, port=port, fault=error.strerror or str(error)) from error
        self.port = self._socket.getsockname()[1]
        self._cookie = f"interviewcoder-{self.port}"

    @property
    def link(self) -> str:
        """The link that lets in the first browser that opens it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/?token={self._token}"

    def serve(self, debug: bool = False) -> None:
        """Serve until interrupted."""
        web.run_app(
            self._make_app(),
            sock=self._socket,
            print=None,
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=_GRACE,
        )

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is printed: the command has told where to go."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        app.router.add_static("/own", _OWN)
        return app

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page, with the address at which the browser knows this server."""
        filled = {
            "language": language(),
            "title": self.title,
            "socket": f"{_ws(request)}/ws",
            "ended": say("serve.ended"),
            "again": say("serve.again"),
        }
        page = _PAGE.substitute({name: html.escape(value) for name, value in filled.items()})
        return web.Response(text=page, content_type="text/html")

    # --- who may come in --------------------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._from_here(request):
            raise web.HTTPForbidden(text=say("serve.foreign"))
        token = request.query.get("token")
        if token is not None and request.path == "/":
            self._let_in(token)
        if not secrets.compare_digest(request.cookies.get(self._cookie, "").encode(), self._key.encode()):
            raise web.HTTPForbidden(text=say("serve.no-token"))
        response = await handler(request)
        if not response.prepared:
            response.headers.update({name: value.format(socket=_ws(request)) for name, value in _HEADERS.items()})
        return response

    def _from_here(self, request: web.Request) -> bool:
        """Whether a request is for this server by its own name, and from its own page if from one."""
        name = request.host.rpartition(":")[0].strip("[]") or request.host
        if is_own_machine(self.host) and not is_own_machine(name):
            return False  # another's name that was made to lead here
        origin = request.headers.get("Origin")
        if origin is None:
            return request.path != "/ws" and request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        return origin == f"{request.scheme}://{request.host}"

    def _let_in(self, token: str) -> NoReturn:
        """The first to show the token gets the cookie, and the link is worth nothing from then on."""
        if self._token is None or not secrets.compare_digest(token.encode(), self._token.encode()):
            raise web.HTTPForbidden(text=say("serve.used"))
        self._token = None
        response = web.HTTPSeeOther("/", headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
        response.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict", path="/")
        raise response


def _ws(request: web.Request) -> str:
    return f"{'wss' if request.scheme == 'https' else 'ws'}://{request.host}"


def session_command(place: str, coder: str) -> str:
    """The command of a tab's own process, quoted for the shell that textual-serve starts it with."""
    words = [sys.executable, "-m", "interviewcoder.tui.browser.session", place, coder]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def session_environment(place: Place) -> dict[str, str]:
    """What a tab's process is told by its environment: the language, and the password of the study, which others
    could read in a command."""
    named, password = (PASSWORD, own_password(place)) if isinstance(place, Path) else ("PGPASSWORD", place.password)
    return {"INTERVIEWCODER_LANG": language()} | ({named: password} if password else {})
