"""Who may talk to the server: this machine's user, from our own page, with the run's token.

A page from elsewhere must not read or write here, be it that its own name leads to this machine
(https://en.wikipedia.org/wiki/DNS_rebinding): such reads have no `Origin`, but the wrong `Host`.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NamedTuple

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost", "[::1]")
_READING = ("GET", "HEAD")
# A page that was opened by hand, or is our own; another port of this machine is another site's.
_SITES = ("same-origin", "none")
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# What is refused before it was read, and then is not read to its end.
_UNREAD = (403, 413, 415, 421)
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class RunKey(NamedTuple):
    """What opens the server: the token of the run, and the port that it listens on."""

    token: str
    port: int

    @property
    def cookie(self) -> str:
        """The cookie's name; browsers send those of all ports of a machine to each."""
        return f"translation-sync-{self.port}"

    @property
    def address(self) -> str:
        """What is printed for the browser."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def fits(self, given: str) -> bool:
        """Tell whether a token is the run's, in the same time whatever it is."""
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self.token.encode())


class Guard:
    """Lets requests through that may be answered, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, key: RunKey) -> None:
        """Stand before an application."""
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", _POLICY)
                if message["status"] in _UNREAD:
                    headers["Connection"] = "close"
            await send(message)

        asked = HTTPConnection(scope)
        answer = self._refuse(asked) or self._let_in(asked) or self._app
        await answer(scope, receive, send_guarded)

    def _refuse(self, asked: HTTPConnection) -> Response | None:
        """Return the answer to who comes from elsewhere; None for others."""
        headers = asked.headers
        hosts = [each.lower() for each in headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] not in {f"{name}:{self._key.port}" for name in _NAMES}:
            return PlainTextResponse("This is not the host that you asked for.\n", 421)
        origins = headers.getlist("origin")
        sites = headers.getlist("sec-fetch-site")
        if any(each.lower() != f"http://{hosts[0]}" for each in origins):
            return PlainTextResponse("Only this server's own page may ask.\n", 403)
        if any(each.lower() not in _SITES for each in sites):
            return PlainTextResponse("Only this server's own page may ask.\n", 403)
        return None

    def _let_in(self, asked: HTTPConnection) -> Response | None:
        """Turn the address's token into a cookie; who has neither is turned away."""
        is_reading = asked.scope["method"] in _READING
        given = asked.query_params.get("token")
        if given is not None and is_reading and asked.scope["path"] == "/":
            if not self._key.fits(given):
                return _turn_away()
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._key.cookie, given, httponly=True, samesite="strict")
            return answer
        if not self._key.fits(asked.cookies.get(self._key.cookie, "")):
            return _turn_away()
        kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not is_reading and kind != "application/json":
            return PlainTextResponse("Only JSON is read here.\n", 415)
        return None


def _turn_away() -> Response:
    words = "Open the address that `translation-sync edit` printed: its token opens this page.\n"
    return PlainTextResponse(words, 403)
