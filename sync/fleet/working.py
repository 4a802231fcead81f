"""The same work on many repositories: in this process, in several, or on a cluster.

Workers compute and write nothing but caches: the store is the caller's. What a worker has no
answer to, because it died, is done in the caller's process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, TypeVar

from sync.errors import SyncError, UsageError
from sync.workflow.pool import choose_method

if TYPE_CHECKING:
    from concurrent.futures import Future

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")

PATIENCE = 30
"""Seconds after which a scheduler that says nothing is taken for absent."""

_MOST = 60  # processes, which is what Windows can wait for at once


class SchedulerError(SyncError):
    """A scheduler that does not answer."""


def share(
    work: Callable[[_Item], _Answer], items: Sequence[_Item], jobs: int, scheduler: str | None
) -> Iterator[_Answer]:
    """Yield the answers of ``work`` as they come, in no order.

    Raises:
        UsageError: the library for a ``scheduler`` is not installed.
        SchedulerError: the scheduler does not answer.
    """
    if scheduler is not None:
        return _share_on_cluster(work, items, scheduler)
    if min(jobs, len(items)) < 2:  # noqa: PLR2004
        return map(work, items)
    return _share_here(work, items, min(jobs, len(items), _MOST))


def _share_here(
    work: Callable[[_Item], _Answer], items: Sequence[_Item], jobs: int
) -> Iterator[_Answer]:
    from concurrent.futures import ProcessPoolExecutor, as_completed

    context = multiprocessing.get_context(choose_method())
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        futures = {pool.submit(work, item): item for item in items}
        for future in as_completed(futures):
            yield _answer(future, work, futures[future])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _answer(future: Future[_Answer], work: Callable[[_Item], _Answer], item: _Item) -> _Answer:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        return work(item)


def _begin() -> None:
    """Begin a worker: the caller decides what an interruption means, and ends it when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(200_000)  # as in the program itself
    caller = multiprocessing.parent_process()
    if caller is not None:
        threading.Thread(target=_end_with, args=(caller,), daemon=True).start()


def _end_with(caller: Any) -> None:  # noqa: ANN401  multiprocessing names no type for it
    """Wait for the caller's end: a killed one tells nobody, and leaves workers waiting."""
    caller.join()
    os._exit(1)


def require_cluster() -> None:
    """Raise UsageError where the library that a scheduler needs is not installed."""
    if find_spec("distributed") is None:
        message = "--scheduler needs Dask, which is not installed"
        raise UsageError(f"{message}: pip install 'translation-sync[fleet]'")


def _share_on_cluster(
    work: Callable[[_Item], _Answer], items: Sequence[_Item], address: str
) -> Iterator[_Answer]:
    """Hand the work to the workers of a cluster, which is Dask's."""
    require_cluster()
    from distributed import as_completed

    return _collect(_connect(address), as_completed, work, items)


def _connect(address: str) -> Any:  # noqa: ANN401  an optional library has no types here
    """Return a client of a scheduler.

    The library's own patience counts for a connection alone: for the answer of something that
    takes connections and says nothing it waits for ever.
    """
    from distributed import Client

    made: Queue[Any] = Queue()

    def connect() -> None:
        try:
            made.put(Client(address, timeout=PATIENCE, set_as_default=False))
        except (OSError, ValueError, RuntimeError) as error:  # an address of none, or nobody there
            made.put(error)

    threading.Thread(target=connect, daemon=True).start()
    try:
        client = made.get(timeout=PATIENCE)
    except Empty:
        client = TimeoutError(f"nothing within {PATIENCE} seconds")
    if isinstance(client, Exception):
        said = " ".join(str(client).split())
        message = f"the scheduler {address!r} does not answer ({said})"
        raise SchedulerError(f"{message}: start it, or leave --scheduler out") from client
    return client


def _collect(
    client: Any,  # noqa: ANN401  an optional library has no types here
    as_completed: Any,  # noqa: ANN401
    work: Callable[[_Item], _Answer],
    items: Sequence[_Item],
) -> Iterator[_Answer]:
    with closing(client):
        futures = client.map(work, items, pure=False, retries=1)
        places = {future.key: item for future, item in zip(futures, items, strict=True)}
        for future in as_completed(futures, loop=client.loop):
            if future.status == "finished":
                yield future.result()
            else:  # its worker died, or cannot reach what we can
                yield work(places[future.key])
