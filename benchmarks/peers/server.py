"""The stub as a service: what speaks to a model over HTTP speaks to this instead.

It answers as the chat completions of OpenAI's API do, which every peer knows. A message that is a
JSON object is a batch, its values the texts.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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

    def answer(self, text: str) -> str:
        """Translate one message."""
        try:
            batch = json.loads(text)
        except ValueError:
            batch = None
        if not isinstance(batch, dict):
            return self._translate(text)
        return json.dumps({key: self._translate(str(each)) for key, each in batch.items()})

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
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            text = _read_text(asked["messages"][-1]["content"])
            message = {"role": "assistant", "content": service.answer(text)}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            head = {"id": "stub", "object": "chat.completion", "created": 0, "model": "stub"}
            self._send({**head, "choices": [choice], "usage": usage})

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
