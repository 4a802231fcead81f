"""The same work on many items, by several processes where that pays, with the same answers.

Workers compute and write nothing: files, cache and locks are the caller's. An item that no worker
answered, because it raised or because a worker died, is done in the caller's process.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
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

_MOST = 60  # processes, which is what Windows can wait for at once
_LEAST = 8  # items a chunk, as each costs the caller some work
_SHARES = 4  # chunks a worker, at the least, so that none waits long for the last
_AHEAD = 4  # chunks a worker, by which questions may run ahead of the answer that is due
_GRACE = 1.0  # seconds that a worker has to finish an item, once nobody needs it any more


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
        yield map(task.open(), items)
        return
    chunks = _split(items, together, most=max(1, len(items) // (jobs * _SHARES)))
    with _executing(method, min(jobs, _MOST), (task, items)) as executor:
        yield _answer_all(task, items, _ask_ahead(executor, chunks, jobs * _AHEAD))


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


@contextmanager
def _executing(
    method: str, count: int, work: tuple[Task[Any, Any], Sequence[Any]]
) -> Iterator[Executor | None]:
    """Yield what starts workers when it is asked; None where the system lacks semaphores for it.

    Nothing in the standard library ends a worker whose caller was killed
    (https://github.com/python/cpython/issues/111873). So each of them waits for the end of a pipe
    that the caller alone holds open.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context(method)
    theirs, ours = context.Pipe(duplex=False)
    with theirs, ours:
        try:
            executor = ProcessPoolExecutor(count, context, _begin, (ours, theirs, *work))
        except (OSError, NotImplementedError):
            yield None
            return
        try:
            yield executor
        finally:
            with _uninterrupted():
                ours.close()
                executor.shutdown(cancel_futures=True)


def _ask_ahead(
    executor: Executor | None, chunks: Iterator[range], ahead: int
) -> Iterator[tuple[range, Future[list[Any]] | None]]:
    """Yield each chunk with its answers to come, or None where no worker is there to give any."""
    asked: deque[tuple[range, Future[list[Any]] | None]] = deque()
    for chunk in chunks:
        future = None
        try:
            with _uninterrupted():
                future = executor.submit(_answer_chunk, chunk) if executor else None
        except (OSError, RuntimeError):  # no process or thread can be started, or one has died
            executor = None
        asked.append((chunk, future))
        if len(asked) == ahead:
            yield asked.popleft()
    yield from asked


def _answer_all(
    task: Task[_Item, _Answer],
    items: Sequence[_Item],
    asked: Iterator[tuple[range, Future[list[_Answer]] | None]],
) -> Iterator[_Answer]:
    """Yield the answers of workers and, to the items that have none, of this process."""
    from concurrent.futures import BrokenExecutor

    open_here = cache(task.open)
    for chunk, future in asked:
        answers: list[_Answer] = []
        if future is not None:
            with suppress(BrokenExecutor):
                answers = future.result()
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


class _Worker(NamedTuple):
    """What a worker has from its beginning."""

    open: Callable[[], Callable[[Any], Any]]
    items: Sequence[Any]
    is_over: threading.Event


_worker: _Worker  # in workers alone


def _begin(
    callers: Connection, pipe: Connection, task: Task[_Item, _Answer], items: Sequence[_Item]
) -> None:
    """Get ready in a worker; ``callers`` is its copy of the end that the caller holds open."""
    global _worker  # noqa: PLW0603  the way from an initializer to what is submitted
    callers.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what an interruption means
    gc.set_threshold(200_000)  # as in the program itself
    gc.freeze()
    _worker = _Worker(cache(task.open), items, threading.Event())
    threading.Thread(target=_wait_for_end, args=(pipe, _worker.is_over), daemon=True).start()


def _wait_for_end(pipe: Connection, is_over: threading.Event) -> None:
    with suppress(EOFError, OSError):
        pipe.recv_bytes()
    is_over.set()
    time.sleep(_GRACE)
    os._exit(1)


def _answer_chunk(chunk: range) -> list[Any]:
    """Answer in a worker until an item raises, which the caller does again, or all is over."""
    answers: list[Any] = []
    with suppress(Exception):
        for place in chunk:
            if _worker.is_over.is_set():
                break
            answers.append(_worker.open()(_worker.items[place]))
    return answers
