"""Work for worker processes to do, and to fail at."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sync.workflow.pool import PAYS_FROM, working

LONG = 1 << 8_000_000
"""A number that takes a megabyte, more than a pipe holds."""

NOTHING: Mapping[str, tuple[int, ...]] = MappingProxyType({"none": ()})
"""What a frozen value has for a mapping that nobody may change."""


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers, after what each number stands for in ``faults``; notes who did what."""

    folder: Path
    faults: tuple[tuple[int, str], ...] = ()

    def open(self) -> Callable[[int], object]:
        return self._double

    def _double(self, number: int) -> object:
        with (self.folder / str(os.getpid())).open("a") as notes:
            notes.write(f"{number}\n")
        fault = dict(self.faults).get(number, "")
        if fault.endswith(" once"):
            try:
                (self.folder / f"met-{number}").touch(exist_ok=False)
            except FileExistsError:
                return 2 * number
        if fault == "dies once":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault.startswith("raises"):
            raise ZeroDivisionError(number)
        if fault == "hangs":
            threading.Event().wait()
        if fault == "sleeps":
            time.sleep(0.2)
        return {"is long": LONG, "is a mapping": NOTHING}.get(fault, 2 * number)


def read_notes(folder: Path) -> dict[int, list[int]]:
    """Return process → the numbers that it was at, in order."""
    files = [file for file in folder.iterdir() if file.name.isdigit()]
    return {int(file.name): [int(line) for line in file.read_text().split()] for file in files}


if __name__ == "__main__":
    notes, method = sys.argv[1:]
    items = range(PAYS_FROM[method] * 3)
    with working(Doubling(Path(notes)), items, 2, together=int, method=method) as answers:
        sys.stdout.write(f"{next(answers)}\n")
        sys.stdout.flush()
        threading.Event().wait()
