"""Progress of long work: on a terminal alone, on standard error, and gone when the work is done.

Hooks and CI see nothing of it, and neither does who looks at a short run: it begins after a second.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from rich.console import Console
    from rich.progress import Progress, TaskID

_T = TypeVar("_T")
_PATIENCE = 1.0  # seconds


@contextmanager
def waiting(what: str, patience: float = _PATIENCE) -> Iterator[None]:
    """Say that something is being done, of which nobody knows how long it takes.

    No thread of it is left when the context ends: workers are forked from processes without any.
    """
    if not _is_watched():
        yield
        return
    from threading import Timer

    shown = []

    def show() -> None:
        status = _open_console().status(what)
        status.start()
        shown.append(status)

    timer = Timer(patience, show)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for status in shown:
            status.stop()


def track(
    items: Iterator[_T], total: int, what: str, patience: float = _PATIENCE
) -> Generator[_T, None, None]:
    """Yield items, and say how many of ``total`` there were; ``what`` names them."""
    if not _is_watched():
        yield from items
        return
    from time import monotonic

    begun, progress = monotonic(), None
    try:
        for count, item in enumerate(items, start=1):
            if progress is None and monotonic() - begun >= patience:
                progress = _start_progress(what, total)
            if progress is not None:
                progress[0].update(progress[1], completed=count)
            yield item
    finally:
        if progress is not None:
            progress[0].stop()


def _is_watched() -> bool:
    stream = sys.stderr
    return stream is not None and not stream.closed and stream.isatty()


def _open_console() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def _start_progress(what: str, total: int) -> tuple[Progress, TaskID]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    progress = Progress(*columns, console=_open_console(), transient=True)
    progress.start()
    return progress, progress.add_task(what, total=total)
