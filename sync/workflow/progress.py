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
_PACE = 0.1  # seconds from one look to the next


@contextmanager
def waiting(what: str, patience: float = _PATIENCE) -> Iterator[None]:
    """Say that something is being done, of which nobody knows how long it takes.

    No thread of it is left when the context ends: workers are forked from processes without any.
    """
    if not _is_watched():
        yield
        return
    from threading import Timer

    shown: list[Console] = []

    def show() -> None:
        shown.append(_open_console())
        shown[0].print(f"{what} …", end="", soft_wrap=True)

    timer = Timer(patience, show)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for console in shown:
            _erase_line(console)


def track(
    items: Iterator[_T], total: int, what: str, patience: float = _PATIENCE
) -> Generator[_T, None, None]:
    """Yield items, and say how many of ``total`` there were; ``what`` names them."""
    if not _is_watched():
        yield from items
        return
    from time import monotonic

    told, progress = monotonic(), None
    try:
        for count, item in enumerate(items, start=1):
            now = monotonic()
            if progress is None and now - told >= patience:
                progress = _start_progress(what, total)
            if progress is not None:
                is_due = now - told >= _PACE
                told = now if is_due else told
                progress[0].update(progress[1], completed=count, refresh=is_due)
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


def _erase_line(console: Console) -> None:
    from rich.control import Control
    from rich.segment import ControlType

    console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))


def _start_progress(what: str, total: int) -> tuple[Progress, TaskID]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    # It draws itself when it is told to: a thread of its own would keep workers from being forked.
    progress = Progress(*columns, console=_open_console(), transient=True, auto_refresh=False)
    progress.start()
    return progress, progress.add_task(what, total=total)
