"""The same work on many items, by several processes where that pays, with the same answers.

Answers come in the order of the items. Workers compute and write nothing: files, cache and locks
are the caller's, so that a worker may be ended at any moment. One that dies concerns the item that
it was at alone, which another one tries once more. Each process is sent a few items at a time, so
that neither questions nor answers pile up.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from sync.errors import FileError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from sync.model import Location

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")
_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Answer_co = TypeVar("_Answer_co", covariant=True)

PAYS_FROM = {"fork": 48, "spawn": 400}
"""How many translations it takes for workers to save more than starting them costs.

Measured with two: forking takes 30 ms, mostly the import of multiprocessing, and a translation of
common size (20 kB) takes 2 ms at best; fresh interpreters take 0.4 s to import what is needed.
"""

_MOST = 60  # what Windows can wait for at once
_AHEAD = 128  # items a worker, by which questions may run ahead of the answer that is due
_CHUNKS = 4  # a worker, at the least, so that none waits long for the last


class Task(Protocol[_Item_contra, _Answer_co]):
    """Work that can be sent to another process: it must survive pickling."""

    def open(self) -> Callable[[_Item_contra], _Answer_co]:
        """Return what does the work on an item, in the process in which it is called.

        What it raises is an error of ours: the caller's process does the item again, to be told.
        """


class Lost(NamedTuple):
    """In place of an answer: each process that worked on the item died, with this exit code."""

    code: int | None


def explain_loss(location: Location, lost: Lost) -> FileError:
    """Return the error about a translation on which worker processes died."""
    message = f"the processes that worked on it died (exit code {lost.code}); try --jobs 1"
    return FileError(message, path=location.path)


def count_processors() -> int:
    """Return how many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def choose_method() -> str:
    """Return how processes are started here: by fork only where that is known to be safe."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@contextmanager
def working(
    task: Task[_Item, _Answer],
    items: Sequence[_Item],
    jobs: int,
    *,
    together: Callable[[_Item], Hashable],
    method: str | None = None,
) -> Iterator[Iterator[_Answer | Lost]]:
    """Yield the answers of ``task`` to ``items``, in order, from up to ``jobs`` processes.

    Neighbours for which ``together`` is the same go to one process. Where workers do not pay,
    there are none. No process is left when the context ends, however it does.
    """
    method = method or choose_method()
    if jobs < 2 or len(items) < PAYS_FROM[method]:  # noqa: PLR2004
        yield map(task.open(), items)
        return
    crew = _Crew(task, items, method, _split(items, together, jobs))
    try:
        crew.start(min(jobs, _MOST))
        yield crew.answer()
    finally:
        crew.end()


def _split(
    items: Sequence[_Item], together: Callable[[_Item], Hashable], jobs: int
) -> deque[range]:
    """Cut the items into ranges of neighbours, none of them too long to share the rest out."""
    most = max(1, len(items) // (jobs * _CHUNKS))
    chunks: deque[range] = deque()
    start = 0
    for end in range(1, len(items) + 1):
        is_last = end == len(items) or together(items[end]) != together(items[start])
        if is_last or end - start == most:
            chunks.append(range(start, end))
            start = end
    return chunks


class _Worker:
    """A process, our end of its pipe, and the places of the items that it was sent."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.places: deque[int] = deque()
        self.is_ready = False

    def end(self) -> int | None:
        """End the process, if it has not ended, and return its exit code."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code


class _Crew(Generic[_Item, _Answer]):
    """The workers, what is left to send, and the answers that are not due yet."""

    def __init__(
        self,
        task: Task[_Item, _Answer],
        items: Sequence[_Item],
        method: str,
        chunks: deque[range],
    ) -> None:
        self._task = task
        self._items = items
        self._method = method
        self._chunks = chunks
        self._workers: list[_Worker] = []
        self._size = 0
        self._ready: dict[int, _Answer | Lost] = {}
        self._suspects: set[int] = set()
        self._own: Callable[[_Item], _Answer] | None = None

    def start(self, count: int) -> None:
        """Start so many workers, or as many as the system allows."""
        self._size = min(count, len(self._chunks))
        with suppress(OSError):
            while len(self._workers) < self._size:
                self._start_one()

    def _start_one(self) -> None:
        from multiprocessing import get_context

        context: Any = get_context(self._method)  # their common type lacks what all of them have
        ours, theirs = context.Pipe()
        arguments = (ours, theirs, self._task, self._items)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        with _uninterrupted(), theirs:
            process.start()
            self._workers.append(_Worker(process, ours))

    def end(self) -> None:
        """End all workers, whatever they are at."""
        with _uninterrupted():
            while self._workers:
                self._workers.pop().end()

    def answer(self) -> Iterator[_Answer | Lost]:
        """Yield the answers in order."""
        for due in range(len(self._items)):
            while due not in self._ready and self._workers:
                self._send(due)
                self._receive()
            yield self._ready.pop(due) if due in self._ready else self._answer_here(due)

    def _answer_here(self, place: int) -> _Answer:
        if self._own is None:
            self._own = self._task.open()
        return self._own(self._items[place])

    def _send(self, due: int) -> None:
        """Keep each worker busy, but do not run far ahead of the answer that is due."""
        for worker in self._workers:
            limit = due + _AHEAD * self._size
            if len(worker.places) < 2 and self._chunks and self._chunks[0].start < limit:  # noqa: PLR2004
                chunk = self._chunks.popleft()
                worker.places.extend(chunk)
                with suppress(OSError):  # it is dead, which its pipe will tell
                    worker.pipe.send(chunk)

    def _receive(self) -> None:
        from multiprocessing.connection import wait

        heard = set(wait([worker.pipe for worker in self._workers]))
        for worker in [worker for worker in self._workers if worker.pipe in heard]:
            try:
                self._take(worker, worker.pipe.recv())
            except (EOFError, OSError):
                self._bury(worker)

    def _take(self, worker: _Worker, message: tuple[bool, _Answer] | None) -> None:
        """Take a message: that a worker is ready, or whether it has an answer, and which."""
        if message is None:
            worker.is_ready = True
            return
        place = worker.places.popleft()
        has_answer, answer = message
        self._ready[place] = answer if has_answer else self._answer_here(place)

    def _bury(self, worker: _Worker) -> None:
        """Send what a dead worker left undone to others, and the item that it was at alone."""
        self._workers.remove(worker)
        code = worker.end()
        left = list(worker.places)
        if worker.is_ready and left:
            place = left.pop(0)
            if place in self._suspects:
                self._ready[place] = Lost(code)
            else:
                self._suspects.add(place)
                left.insert(0, place)
            with suppress(OSError):
                self._start_one()
        for place in reversed(left):
            self._chunks.appendleft(range(place, place + 1))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold an interruption back for a moment; what is started meanwhile does so for good."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    callers: Connection, pipe: Connection, task: Task[_Item, _Answer], items: Sequence[_Item]
) -> None:
    """Answer until nobody asks any more.

    ``callers`` is a copy of the caller's end of the pipe. As long as it is open here, nothing
    tells that the caller is no more. Workers that were started later hold copies, too: they see
    the end first, and with them those go.
    """
    callers.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what an interruption means
    gc.set_threshold(200_000)  # as in the program itself
    gc.freeze()
    do = task.open()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            for place in pipe.recv():
                pipe.send(_attempt(do, items[place]))


def _attempt(do: Callable[[_Item], _Answer], item: _Item) -> tuple[bool, _Answer | None]:
    try:
        return True, do(item)
    except Exception:  # noqa: BLE001  the caller does it again, and its catch-all tells
        return False, None
