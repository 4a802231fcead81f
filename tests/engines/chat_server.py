"""A server of chat completions on this machine, which behaves as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

Texts = list[dict[str, str]]


class Reply(NamedTuple):
    """What the server answers: ``body`` as JSON, or bytes as they are.

    ``claims`` is what Content-Length says, None for the truth.
    """

    body: object
    status: int = 200
    headers: Mapping[str, str] = {}
    claims: int | None = None


Behave = Callable[["ChatServer", Texts], Reply]


@dataclass
class ChatServer:
    """The server: what it is asked, and how it behaves, the last way for good."""

    behaviours: list[Behave]
    url: str = ""
    requests: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: threading.Event = field(default_factory=threading.Event)

    def behave(self, path: str, key: str, request: dict[str, object]) -> Reply:
        with self.lock:
            self.paths.append(path)
            self.requests.append(request)
            self.keys.append(key)
            behave = self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]
        return behave(self, read_texts(request))

    @property
    def batches(self) -> list[list[str]]:
        """The ids of the texts of each request."""
        return [[each["id"] for each in read_texts(request)] for request in self.requests]


def read_texts(request: Mapping[str, object]) -> Texts:
    messages = request["messages"]
    assert isinstance(messages, list)
    texts = json.loads(messages[-1]["content"])
    assert isinstance(texts, list)
    return texts


def complete(content: object, reason: str = "stop", **more: object) -> Reply:
    """Return a completion with a text in it."""
    message = {"role": "assistant", "content": content, **more}
    return Reply(
        {"id": "1", "choices": [{"index": 0, "message": message, "finish_reason": reason}]}
    )


def answer(texts: Texts) -> list[dict[str, str]]:
    return [{"id": each["id"], "text": f"es {each['text']}"} for each in texts]


def behave_well(_server: ChatServer, texts: Texts) -> Reply:
    return complete(json.dumps(answer(texts), ensure_ascii=False))


@contextmanager
def serve(*behaviours: Behave) -> Iterator[ChatServer]:
    server = ChatServer(list(behaviours) or [behave_well])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(size))
            key = self.headers.get("Authorization") or self.headers.get("api-key") or ""
            reply = server.behave(self.path, key, request)
            body = reply.body
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(reply.claims or len(data)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a client that went away."""

    httpd = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    server.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    try:
        yield server
    finally:
        server.done.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()
