"""The stub as a service: what speaks to a model over HTTP speaks to this instead.

It answers as the chat completions of OpenAI's API do, and as lingo.dev's own API. A message that is
a JSON object is a batch, its values the texts.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.peers.stub import BASELINE, UPDATE, count_words, translate


class Service:
    """An address, and how many words were sent there since the translations were made."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.words = 0
        self.mark = UPDATE
        self._lock = threading.Lock()

    def make_baseline(self, *, is_baseline: bool) -> None:
        """Say whether what comes now are the first translations, which cost nothing here."""
        self.mark = BASELINE if is_baseline else UPDATE

    def answer(self, path: str, asked: dict[str, Any]) -> object:
        """Answer a request by its path."""
        if path.endswith("/whoami"):
            return {"email": "stub@example.org"}
        if path.endswith("/i18n"):
            return {"data": self._translate_all(asked["data"])}
        text = self._answer_message(_read_text(asked["messages"][-1]["content"]))
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        head = {"id": "stub", "object": "chat.completion", "created": 0, "model": "stub"}
        return {**head, "choices": [choice], "usage": usage}

    def _answer_message(self, text: str) -> str:
        try:
            batch = json.loads(text)
        except ValueError:
            batch = None
        is_batch = isinstance(batch, dict)
        return json.dumps(self._translate_all(batch)) if is_batch else self._translate(text)

    def _translate_all(self, data: object) -> object:
        if isinstance(data, dict):
            return {key: self._translate_all(each) for key, each in data.items()}
        if isinstance(data, list):
            return [self._translate_all(each) for each in data]
        return self._translate(data) if isinstance(data, str) else data

    def _translate(self, text: str) -> str:
        if self.mark == UPDATE:
            with self._lock:
                self.words += count_words(text)
        return translate(text, self.mark)


@contextmanager
def serve() -> Iterator[Service]:
    """Run a service on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send({"object": "list", "data": [{"id": "stub", "object": "model"}]})

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._send(service.answer(self.path, json.loads(data) if data else {}))

        def log_message(self, *_: object) -> None:
            pass

        def _send(self, answer: object) -> None:
            data = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = Service(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _read_text(content: str | list[dict[str, str]]) -> str:
    """Return a message's text, which may come in parts."""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)
