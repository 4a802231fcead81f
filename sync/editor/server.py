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
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from sync.editor.desk import Answer
    from sync.editor.open_files import OpenFile

LARGEST = 1_000_000
"""How many bytes a request may have."""

FIRST, PAGE = 100, 500
"""How many entries make a page: so few at first that one may begin with them."""

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
        """Send whole documents with their entries, one or as many as make a page.

        The next page begins with the document ``next``. A document's entries are those of the
        revision that its file names, whatever is saved between two pages.
        """
        given = request.query_params
        files = list(self._desk.files)
        if "document" in given:
            files = [each for each in files if each.location.source == given["document"]]
        sources = [each.location.source for each in files]
        after = given.get("from", "")
        start = sources.index(after) if after in sources else 0
        end = _end_page(files, start)
        sent = files[start:end]
        return JSONResponse(
            {
                "files": [view_file(file) for file in sent],
                "entries": [view_entry(entry) for file in sent for entry in file.entries],
                "next": sources[end] if end < len(files) else None,
            }
        )

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


def _end_page(files: Sequence[OpenFile], start: int) -> int:
    """Return where a page of documents ends: with the one that makes it full."""
    least = PAGE if start else FIRST
    count = 0
    for place, file in enumerate(files[start:], start + 1):
        count += len(file.entries)
        if count >= least:
            return place
    return len(files)


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
