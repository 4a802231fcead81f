"""The server's addresses: the page, its parts, and what the page asks and sends."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sync.editor.desk import AnswerKind, Desk, find_entry
from sync.editor.guards import Guard, RunKey
from sync.editor.pages import MEDIA_TYPES, Setting, read_part, render_file, render_page
from sync.editor.requests import BadRequestError, Words, read_words
from sync.editor.views import view_answer, view_details, view_entry, view_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from sync.editor.desk import Answer

LARGEST = 1_000_000
"""How many bytes a request may have."""

FIRST, PAGE = 100, 500
"""How many entries are sent at once: so few at first that one may begin with them."""

_CODES = {
    AnswerKind.OUTDATED: HTTPStatus.CONFLICT,
    AnswerKind.REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
    AnswerKind.WARNED: HTTPStatus.UNPROCESSABLE_ENTITY,
    AnswerKind.UNTRANSLATED: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def make_server(desk: Desk, setting: Setting, key: RunKey) -> ASGIApp:
    """Return the application, which answers its own page alone."""
    served = _Served(desk, setting)
    app = Starlette(
        routes=[
            Route("/", served.show_page),
            Route("/file", served.show_file),
            Route("/parts/{name}", served.send_part),
            Route("/api/files", served.list_files),
            Route("/api/entries", served.list_entries),
            Route("/api/entry", served.tell_entry, methods=["POST"]),
            Route("/api/check", served.check, methods=["POST"]),
            Route("/api/save", served.save, methods=["POST"]),
            Route("/api/undo", served.undo, methods=["POST"]),
        ],
        max_body_size=LARGEST,
    )
    return Guard(app, key)


class _Served:
    def __init__(self, desk: Desk, setting: Setting) -> None:
        self._desk = desk
        self._setting = setting

    def show_page(self, _: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        return _send_page(render_page(self._setting, nonce), nonce)

    def show_file(self, request: Request) -> Response:
        """Show a translation's file, or its source's, as text; no other file is shown."""
        path = request.query_params.get("path", "")
        text = self._desk.read_text(path)
        if text is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        nonce = secrets.token_urlsafe(16)
        return _send_page(render_file(self._setting, path, text, nonce), nonce)

    def send_part(self, request: Request) -> Response:
        name = request.path_params["name"]
        suffix = name.rpartition(".")[2]
        text = read_part(name) if suffix in MEDIA_TYPES else None
        if text is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(text, media_type=MEDIA_TYPES[suffix])

    def list_files(self, _: Request) -> Response:
        self._desk.look()
        files = [view_file(file) for file in self._desk.files]
        return JSONResponse({"files": files, "undo": self._desk.can_undo})

    def list_entries(self, request: Request) -> Response:
        """Send a page of entries, of one document or of all; the next begins at ``next``."""
        given = request.query_params
        start = int(given["from"]) if given.get("from", "").isdecimal() else 0
        wanted = given.get("document")
        files = [each for each in self._desk.files if wanted in (None, each.location.source)]
        entries = [entry for file in files for entry in file.entries]
        end = start + (PAGE if start else FIRST)
        sent = [view_entry(entry) for entry in entries[start:end]]
        following = end if end < len(entries) else None
        revisions = {file.location.source: file.revision for file in files}
        return JSONResponse({"entries": sent, "next": following, "revisions": revisions})

    async def tell_entry(self, request: Request) -> Response:
        words = await _read(request)

        def tell() -> Response:
            file = self._desk.read(words.key.document)
            entry = None if file is None else find_entry(file, words)
            if file is None or entry is None:
                raise HTTPException(HTTPStatus.CONFLICT)
            return JSONResponse(view_details(file, entry, self._desk.suggest(entry)))

        return await run_in_threadpool(tell)

    async def check(self, request: Request) -> Response:
        return await self._answer(request, self._desk.check, HTTPStatus.OK)

    async def save(self, request: Request) -> Response:
        answer = await self._answer(request, self._desk.save)
        answer.background = BackgroundTask(self._desk.settle)
        return answer

    async def undo(self, request: Request) -> Response:
        await _read_json(request)
        return self._tell(await run_in_threadpool(self._desk.undo))

    async def _answer(
        self, request: Request, ask: Callable[[Words], Answer], code: HTTPStatus | None = None
    ) -> Response:
        words = await _read(request)
        return self._tell(await run_in_threadpool(ask, words), code)

    def _tell(self, answer: Answer, code: HTTPStatus | None = None) -> Response:
        told = view_answer(answer, can_undo=self._desk.can_undo)
        return JSONResponse(told, code or _CODES.get(answer.kind, HTTPStatus.OK))


def _send_page(text: str, nonce: str) -> Response:
    rules = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": f"'nonce-{nonce}'",
        "connect-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


async def _read(request: Request) -> Words:
    try:
        return read_words(await _read_json(request))
    except BadRequestError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error


async def _read_json(request: Request) -> object:
    try:
        sent: object = await request.json()
    except (ValueError, RecursionError) as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "not JSON") from error
    return sent
