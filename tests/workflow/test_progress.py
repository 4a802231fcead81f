"""Progress: on a terminal's standard error alone, and nothing of it is left."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

WAIT = """
import threading, time
from sync.workflow.progress import waiting
with waiting("looking around", patience=0):
    time.sleep(0.3)
print("done", threading.active_count())
"""
TRACK = """
import threading
from sync.workflow.progress import track
print(list(track(iter("abc"), 3, "letters", patience=0)), threading.active_count())
"""
FOREVER = "patience=1e9"


def run(script: str, tmp_path: Path, *, watched: bool) -> tuple[str, str]:
    """Run a script; return its standard output and what a terminal, or a file, saw as its other."""
    file = tmp_path / "err"
    with file.open("wb") as plain:
        master, slave = pty.openpty()
        done = subprocess.run(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=slave if watched else plain,
            env={**os.environ, "TERM": "xterm"},
            check=True,
        )
        os.close(slave)
        seen = b""
        try:
            while data := os.read(master, 4096):
                seen += data
        except OSError:  # what Linux raises at the end of a terminal
            pass
        os.close(master)
    return done.stdout.decode(), (seen if watched else file.read_bytes()).decode()


@pytest.mark.parametrize(
    ("script", "said", "out"),
    [(WAIT, "looking around", "done 1\n"), (TRACK, "letters", "['a', 'b', 'c'] 1\n")],
)
def test_a_terminal_sees_it_and_nothing_else_does(
    script: str, said: str, out: str, tmp_path: Path
) -> None:
    shown, seen = run(script, tmp_path, watched=True)
    assert (shown, said in seen) == (out, True)
    assert run(script, tmp_path, watched=False) == (out, "")


@pytest.mark.parametrize("script", [WAIT, TRACK])
def test_short_work_shows_nothing(script: str, tmp_path: Path) -> None:
    quiet = script.replace("patience=0", FOREVER)
    assert run(quiet, tmp_path, watched=True)[1] == ""
