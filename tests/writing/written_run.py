"""A run in a process of its own: applies edits, one lock an edit, and says what came of each.

Usage: ``written_run.py JSON`` with the keys ``root``, ``state``, ``first``, ``count``, ``sidecar``,
``new``; optionally ``limit`` (the largest file in bytes) and ``user`` (to become that user).
Prints "ready", then the name of the error's class or "done" for each edit.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import filelock  # noqa: F401 - another user may not be allowed to read it later

from sync.errors import SyncError
from sync.writing import locked
from tests.writing.written_course import FOLDER, edit


def main() -> None:
    """Apply the edits that the first argument describes."""
    plan = json.loads(sys.argv[1])
    if "limit" in plan:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (plan["limit"], plan["limit"]))
    if "user" in plan:
        os.setuid(plan["user"])
    print("ready", flush=True)  # noqa: T201 - its only output
    root, state = Path(plan["root"]), plan["state"] and Path(plan["state"])
    for number in range(plan["first"], plan["first"] + plan["count"]):
        try:
            with locked(root, FOLDER, state_dir=state) as folder:
                folder.apply_edit(edit(number, sidecar=plan["sidecar"], new=plan["new"]))
            print("done", flush=True)  # noqa: T201
        except SyncError as error:
            print(f"{type(error).__name__} {error}", flush=True)  # noqa: T201


main()
