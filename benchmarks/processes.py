"""Which processes of git a command starts, as git itself notes them (its trace2 events)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from benchmarks.timing import Command, environment


def list_processes(command: Command) -> list[str]:
    """Run a command once; return git's verbs, in the order in which the processes began."""
    with tempfile.TemporaryDirectory() as folder:
        if command.prepare is not None:
            command.prepare()
        traced = {**environment(), "GIT_TRACE2_EVENT": folder}
        subprocess.run(
            command.arguments,
            cwd=command.folder,
            env=traced,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return _read_verbs(Path(folder))


def _read_verbs(folder: Path) -> list[str]:
    """Read the files of events, one a process: https://git-scm.com/docs/api-trace2."""
    found = []
    for file in folder.iterdir():
        for line in file.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["event"] == "cmd_name" and not event["name"].startswith("_"):
                found.append((event["time"], event["name"]))
    return [verb for _, verb in sorted(found)]
