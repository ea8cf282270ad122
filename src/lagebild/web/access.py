"""Who may look where the pages are served beyond this machine: whoever brings the token, kept by a cookie after that.

The token is the secret that is printed once; the cookie is another one, made anew with each start of the server, so
that neither tells the other.
"""

from __future__ import annotations

import secrets

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lagebild.errors import LagebildError
from lagebild.web.render import render

SIGN_IN = "/sign-in"
SHORTEST_TOKEN = 16
_OPEN = ("/static/", SIGN_IN)


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def check_token(token: str) -> None:
    """Raise :class:`LagebildError` for a token that could be guessed or cannot be sent."""
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise LagebildError(
            "the token cannot be used",
            remedy=f"give at least {SHORTEST_TOKEN} plain characters, or none to have one made",
        )


class SignedIn:
    """Lets nobody past without the cookie: every page is an explanation (401), with a field for the token."""

    def __init__(self, app: ASGIApp, session: str) -> None:
        self.app = app
        self._session = session.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on who is signed in."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN) or self._known(Request(scope)):
            await self.app(scope, receive, send)
            return
        answer = await run_in_threadpool(_explanation, Request(scope), wrong=False)
        await answer(scope, receive, send)

    def _known(self, request: Request) -> bool:
        return secrets.compare_digest(request.cookies.get(_cookie(request), "").encode(), self._session)


async def sign_in_form(request: Request) -> Response:
    """Exchange the token for the cookie, and go to the first page."""
    async with request.form(max_files=0, max_fields=5) as sent:
        given = sent.get("token")
    return _exchanged(request, given if isinstance(given, str) else "")


async def sign_in_page(request: Request) -> Response:
    """The same for the address that the server prints, which holds the token."""
    return _exchanged(request, request.query_params.get("token", ""))


def _exchanged(request: Request, token: str) -> Response:
    state = request.app.state
    if not secrets.compare_digest(token.encode(), state.access_token.encode()):
        return _explanation(request, wrong=bool(token))
    # Refreshed to, not redirected: after a redirect from elsewhere a browser would not send a SameSite=Strict cookie.
    answer = RedirectResponse("/", 303) if request.method == "POST" else render(request, "signed_in.html")
    answer.set_cookie(
        _cookie(request), state.session, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


def _cookie(request: Request) -> str:
    """The cookie's name, with the port: browsers keep one set of cookies for all ports of a machine."""
    return f"lagebild-{(request.scope.get('server') or ('', 0))[1]}"


def _explanation(request: Request, *, wrong: bool) -> Response:
    answer = render(request, "sign_in.html", 401, wrong=wrong, sign_in=SIGN_IN)
    answer.headers["www-authenticate"] = 'Token realm="Lagebild"'
    return answer
