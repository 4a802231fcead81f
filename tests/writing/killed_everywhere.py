"""Kills (or interrupts) an edit at every step that Python's audit hooks report.

Usage: ``killed_everywhere.py BASE KIND SIDECAR WHAT HOW``, with "git" or "plain", "1" or "0",
"change", "new" or "removal", and "kill" or "interrupt". Lays out a course ``BASE/<n>`` for each
step n = 1, 2, ..., applies one edit to it in a process that is killed when it reaches that step,
and stops after the first that runs to its end. Prints how many courses there are.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import filelock  # noqa: F401 - its import would be hundreds of steps

from sync.writing import locked
from tests.writing.written_course import FOLDER, Course, edit, make_course, removal

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.chown", "os.rmdir"}


def apply_until(course: Course, step: int, how: str, *, sidecar: bool, what: str) -> None:
    """Apply the edit in this process, which ends at ``step``."""
    reached = 0

    def count(event: str, _arguments: object) -> None:
        nonlocal reached
        if event not in STEPS:
            return
        reached += 1
        if reached == step and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if reached == step:
            raise KeyboardInterrupt

    sys.addaudithook(count)
    with locked(course.root, FOLDER, state_dir=course.state) as folder:
        if what == "removal":
            folder.apply_edit(removal(0, sidecar=sidecar))
        else:
            folder.apply_edit(edit(0, sidecar=sidecar, new=what == "new"))


def run_to(course: Course, step: int, how: str, *, sidecar: bool, what: str) -> bool:
    """Lay out ``course`` and apply the edit in a child; tell whether it ran to its end."""
    course.lay_out(1, sidecar=True)
    if what == "new":
        (course.root / FOLDER / "0.md").unlink()
    child = os.fork()
    if child == 0:
        try:
            apply_until(course, step, how, sidecar=sidecar, what=what)
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """Kill at one step after the other."""
    base, kind, sidecar, what, how = sys.argv[1:]
    step = 1
    while not run_to(
        make_course(Path(base, str(step)), kind), step, how, sidecar=sidecar == "1", what=what
    ):
        step += 1
    print(step)  # noqa: T201 - its only output


main()
