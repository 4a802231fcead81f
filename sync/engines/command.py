"""An external command as an engine: JSON objects, a line each, in and out."""

from __future__ import annotations

import json
import os
import queue
import shlex
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from typing import IO, NamedTuple

from sync.engines.engine import EngineError, tell_short
from sync.errors import UsageError
from sync.exchange.questions import EngineAnswer, Question, read_answer

# What a program may print: texts are a few kilobytes, and what it says beside them is not for us.
_LONGEST_LINE = 4 * 1024 * 1024
_LEAST_ALL, _ALL_BY_SENT = 16 * 1024 * 1024, 20
_CHUNK = 64 * 1024
_KEPT_ERRORS = 4096  # bytes
_PATIENCE = 5.0  # seconds that a program may take to end after its last answer
_GRACE = 2.0  # seconds that it gets where it must end


class Command:
    """Runs a program once for all questions: they go in, a line each, and answers come out.

    ``words`` is the command, split as a shell would; no shell runs it.
    """

    def __init__(self, command: str, timeout: float) -> None:
        """Take a command line, and how many seconds may pass without an answer.

        Raises:
            UsageError: it cannot be split into words.
        """
        try:
            self._words = shlex.split(command)
        except ValueError as error:
            raise UsageError(f"--command cannot be read: {error}") from error
        if not self._words:
            raise UsageError("--command is empty: name a program")
        self._timeout = timeout

    def ask(self, questions: Sequence[Question]) -> Generator[EngineAnswer, None, None]:
        """Yield answers as they come.

        Raises:
            EngineError: the program broke off, or said what is no answer.
        """
        lines = [_render(each) for each in questions]
        process = _Process(self._words, lines, self._timeout)
        waiting = {each.id for each in questions}
        known = frozenset(waiting)
        try:
            for line in process.read():
                answer = self._read(line, waiting, known)
                waiting.discard(answer.id)
                yield answer
            process.finish()
        finally:
            process.stop()

    def _read(self, line: bytes, waiting: set[str], known: frozenset[str]) -> EngineAnswer:
        name = self._words[0]
        try:
            answer = read_answer(_load(line))
        except ValueError as error:
            shown = tell_short(line[:200].decode("utf-8", "replace"))
            raise EngineError(f"{name} said what is no answer ({error}): {shown}") from error
        if answer.id not in waiting:
            what = "twice" if answer.id in known else "what was not asked"
            raise EngineError(f"{name} answered {what}: id {tell_short(answer.id)!r}")
        return answer


def _render(question: Question) -> bytes:
    return json.dumps(question.describe(), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _load(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON") from error


class _End(NamedTuple):
    """The end of what a program prints, and what is wrong with it, if anything."""

    fault: str | None = None


class _Process:
    """A running program: one thread feeds it, one reads its answers, one its complaints."""

    def __init__(self, words: Sequence[str], lines: Sequence[bytes], timeout: float) -> None:
        self._name = words[0]
        self._timeout = timeout
        self._lines = lines
        self._most = max(_LEAST_ALL, _ALL_BY_SENT * sum(map(len, lines)))
        self._answers: queue.Queue[bytes | _End] = queue.Queue(maxsize=256)
        self._is_stopped = threading.Event()
        self._errors: deque[bytes] = deque()
        try:
            # A session of its own: Ctrl+C is ours to handle, and all that it starts can be ended.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise EngineError(f"{self._name} cannot be started: {reason}") from error
        tasks = (self._feed, self._read_answers, self._read_errors)
        self._threads = [threading.Thread(target=task, daemon=True) for task in tasks]
        for thread in self._threads:
            thread.start()

    def read(self) -> Iterator[bytes]:
        """Yield the lines that it prints, until it closes its output.

        Raises:
            EngineError: it prints nothing for too long, or what is too much.
        """
        while True:
            try:
                answer = self._answers.get(timeout=self._timeout)
            except queue.Empty:
                waited = f"{self._timeout:g} s"
                raise self._fail(f"gave no answer for {waited} (--timeout)") from None
            if not isinstance(answer, _End):
                yield answer
            elif answer.fault is not None:
                raise self._fail(answer.fault)
            else:
                return

    def finish(self) -> None:
        """Wait for its end, which is near: it has closed its output.

        Raises:
            EngineError: it does not end, or says that it failed.
        """
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            raise self._fail("closed its output and did not end; it was stopped") from None
        if code < 0:
            raise self._fail(f"was ended by signal {-code}")
        if code:
            raise self._fail(f"ended with exit code {code}")

    def stop(self) -> None:
        """End it and what it started, whatever it does about it, and leave no thread behind."""
        self._is_stopped.set()
        if self._process.poll() is None:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE)
        self._signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        self._process.wait()
        for thread in self._threads:
            thread.join(_GRACE)
        if not any(thread.is_alive() for thread in self._threads):
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                with suppress(OSError, ValueError):
                    _require(stream).close()

    def _signal(self, number: int) -> None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, number)
            elif self._process.poll() is None:
                self._process.kill()

    def _fail(self, what: str) -> EngineError:
        """Return what went wrong, with the last of what it complained of."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.2)
        self._threads[2].join(0.5)
        said = tell_short(b"".join(self._errors).decode("utf-8", "replace")[-_KEPT_ERRORS:])
        return EngineError(f"{self._name} {what}" + (f"; it said: {said}" if said else ""))

    def _feed(self) -> None:
        stream = _require(self._process.stdin)
        with suppress(OSError, ValueError):  # it may have ended, or read no more
            for line in self._lines:
                stream.write(line)
            stream.close()

    def _read_answers(self) -> None:
        self._put(_End(self._read_lines(_require(self._process.stdout))))

    def _read_lines(self, stream: IO[bytes]) -> str | None:
        """Hand on lines; return what is wrong, where something is."""
        rest, total = b"", 0
        while chunk := os.read(stream.fileno(), _CHUNK):
            total += len(chunk)
            if total > self._most:
                return "printed far more than it was asked"
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > _LONGEST_LINE or any(len(line) > _LONGEST_LINE for line in lines):
                return f"printed a line of more than {_LONGEST_LINE // 1024 // 1024} MB"
            for line in filter(bytes.strip, lines):
                self._put(line)
            if self._is_stopped.is_set():
                return None
        if rest.strip():
            self._put(rest)
        return None

    def _put(self, item: bytes | _End) -> None:
        while not self._is_stopped.is_set():
            with suppress(queue.Full):
                self._answers.put(item, timeout=0.2)
                return

    def _read_errors(self) -> None:
        """Keep the last of what it complains of."""
        stream, size = _require(self._process.stderr), 0
        with suppress(OSError, ValueError):
            while chunk := os.read(stream.fileno(), _CHUNK):
                self._errors.append(chunk[-_KEPT_ERRORS:])
                size += len(self._errors[-1])
                while size - len(self._errors[0]) >= _KEPT_ERRORS:
                    size -= len(self._errors.popleft())


def _require(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:  # pragma: no cover - they are all pipes
        raise ValueError("no pipe")
    return stream
