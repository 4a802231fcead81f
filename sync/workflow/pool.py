"""The same work on many items, by several processes where that pays, with the same answers.

Workers compute and write nothing: files, cache and locks are the caller's, so that a worker may be
ended at any moment. An item that has no answer from its worker, because it raised or because the
worker died, is done in the caller's process.

Each worker has a pipe of its own. The standard library's pool has one for all of them, on which it
waits for ever when a worker is killed in the midst of an answer.
"""

from __future__ import annotations

import copyreg
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import cycle
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sync.workflow.progress import track

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")
_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Answer_co = TypeVar("_Answer_co", covariant=True)

PAYS_FROM = {"fork": 48, "spawn": 400}
"""How many translations it takes for workers to save more than starting them costs.

Measured with two: forking takes 30 ms, mostly the import of multiprocessing, and a translation of
common size (20 kB) takes 2 ms at best; fresh interpreters take 0.4 s to import what is needed.
"""

_WHAT = "translations"
_MOST = 60  # processes, which is what Windows can wait for at once
_LEAST = 8  # items a chunk, as each costs the caller some work
_SHARES = 4  # chunks a worker, at the least, so that none waits long for the last
_AHEAD = 2  # chunks a worker, whose answers may be kept until those before them have come


def _freeze(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)  # whose class cannot be sent by its name


# Answers hold them where there is nothing to count. An answer that cannot be sent ends its worker.
copyreg.pickle(MappingProxyType, lambda proxy: (_freeze, (dict(proxy),)))


class Task(Protocol[_Item_contra, _Answer_co]):
    """Work that can be sent to another process: it must survive pickling."""

    def open(self) -> Callable[[_Item_contra], _Answer_co]:
        """Return what does the work on an item, in the process in which it is called."""


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
) -> Iterator[Iterator[_Answer]]:
    """Yield the answers of ``task`` to ``items``, in order, from up to ``jobs`` processes.

    Neighbours for which ``together`` is the same go to one process. Where workers do not pay,
    there are none. No process is left when the context ends, however it does.
    """
    method = method or choose_method()
    if jobs < 2 or len(items) < PAYS_FROM[method]:  # noqa: PLR2004
        with closing(track(map(task.open(), items), len(items), _WHAT)) as answers:
            yield answers
        return
    chunks = list(_split(items, together, most=max(1, len(items) // (jobs * _SHARES))))
    count = min(jobs, _MOST, len(chunks))
    crew: list[_Worker] = []
    try:
        for first in range(count):
            with _uninterrupted():
                crew.append(_Worker(method, task, items, chunks[first::count]))
        told = track(_answer_all(task, items, chunks, crew), len(items), _WHAT)
        with closing(told) as answers:
            yield answers
    finally:
        with _uninterrupted():
            for worker in crew:
                worker.end()


def _split(
    items: Sequence[_Item], together: Callable[[_Item], Hashable], most: int
) -> Iterator[range]:
    """Cut the items into ranges of up to ``most``, if possible not between neighbours."""
    start = 0
    for end in range(1, len(items)):
        is_border = together(items[end]) != together(items[end - 1])
        if end - start == most or (is_border and end - start >= _LEAST):
            yield range(start, end)
            start = end
    yield range(start, len(items))


class _Worker:
    """A process, and the pipe by which its answers come, chunk by chunk."""

    def __init__(
        self, method: str, task: Task[Any, Any], items: Sequence[Any], chunks: Sequence[range]
    ) -> None:
        from multiprocessing import get_context

        context: Any = get_context(method)  # their common type lacks what all of them have
        self.pipe, theirs = context.Pipe(duplex=False)
        self.heard: deque[list[Any]] = deque()
        arguments = (self.pipe, theirs, task, items, chunks)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        with theirs, suppress(OSError):  # the system allows no more: it is as one that died
            self._process.start()

    def hear(self) -> None:
        """Take the answers to a chunk; none from a worker that died."""
        try:
            self.heard.append(self.pipe.recv())
        except (EOFError, OSError):
            self.heard.append([])

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()


def _answer_all(
    task: Task[_Item, _Answer],
    items: Sequence[_Item],
    chunks: Sequence[range],
    crew: Sequence[_Worker],
) -> Iterator[_Answer]:
    """Yield the answers of workers and, to the items that have none, of this process."""
    from multiprocessing.connection import wait

    open_here = cache(task.open)
    for chunk, due in zip(chunks, cycle(crew)):
        while not due.heard:
            pipes = {worker.pipe: worker for worker in crew if len(worker.heard) < _AHEAD}
            for pipe in wait(pipes):
                pipes[pipe].hear()
        answers = due.heard.popleft()
        yield from answers
        yield from (open_here()(items[place]) for place in chunk[len(answers) :])


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
    callers: Connection,
    pipe: Connection,
    task: Task[_Item, _Answer],
    items: Sequence[_Item],
    chunks: Sequence[range],
) -> None:
    """Answer in a worker, chunk by chunk, up to an item that raises, which the caller does again.

    ``callers`` is a copy of the caller's end of the pipe. As long as it is open here, nothing
    tells that the caller is no more. Workers that were started later hold copies, too: they see
    the end first, and with them those go.
    """
    callers.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what an interruption means
    gc.set_threshold(200_000)  # as in the program itself
    gc.freeze()
    open_here = cache(task.open)
    with suppress(OSError):
        for chunk in chunks:
            answers: list[_Answer] = []
            with suppress(Exception):
                answers.extend(open_here()(items[place]) for place in chunk)
            pipe.send(answers)
