"""What the interpreter does while a test watches: files opened, processes started."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_watchers: list[tuple[str, list[tuple[object, ...]]]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    for name, seen in _watchers:
        if name == event:
            seen.append(arguments)


# A hook stays for as long as the interpreter runs (PEP 578).
sys.addaudithook(_note)


@contextmanager
def watch(event: str) -> Iterator[list[tuple[object, ...]]]:
    """Collect the arguments of an audit event of this process, in order."""
    watcher: tuple[str, list[tuple[object, ...]]] = (event, [])
    _watchers.append(watcher)
    try:
        yield watcher[1]
    finally:
        _watchers.remove(watcher)
