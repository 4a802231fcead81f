"""Standard output that is no file: led into memory by a script, or closed."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync.cli import run
from tests.commands.calling import PROJECT, call
from tests.commands.teas import REWORDED, SOURCE, make_teas
from tests.translated import Course

CALLS = (
    ("status",),
    ("status", "--format", "json"),
    ("check", "--format", "sarif"),
    ("check", "--format", "github"),
    ("diff", "--format", "json"),
    ("lint", "--format", "junit"),
    ("sync", "--diff"),
    ("history", "--format", "csv"),
    ("rule", "number"),
    ("schema",),
    ("--version",),
)


class Sink:
    """The least that print() wants."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Do nothing."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = make_teas(tmp_path_factory.mktemp("streams") / "course")
    course.commit({SOURCE: REWORDED.replace("Boil water.", "Boil \N{SNOWMAN}.")})
    return course


@pytest.mark.parametrize("arguments", CALLS)
def test_text_without_an_encoding_is_what_a_file_would_hold(
    course: Course, arguments: tuple[str, ...]
) -> None:
    expected = call(course.root, *arguments)
    held, sink = io.StringIO(), Sink()
    for stream in (held, sink):
        with contextlib.chdir(course.root), contextlib.redirect_stdout(stream):
            assert run(list(arguments)) == expected.code
    assert held.getvalue() == sink.text == expected.out != ""


def test_a_stream_in_memory_of_an_encoding_of_its_own_escapes(course: Course) -> None:
    class Narrow(io.StringIO):
        encoding = "ascii"

    stream = Narrow()
    with contextlib.chdir(course.root), contextlib.redirect_stdout(stream):
        run(["diff"])
    assert "Boil \\u2603." in stream.getvalue()
    assert "\N{SNOWMAN}" in call(course.root, "diff").out


def test_a_closed_standard_output_is_said(course: Course) -> None:
    command = f'exec "{sys.executable}" -m sync status >&-'
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        ["sh", "-c", command], cwd=course.root, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr == (
        b"error: standard output is closed: open it, or name a file with --output\n"
    )


def test_a_module_that_is_run_says_the_same(course: Course, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import contextlib, io, runpy, sys\n"
        "sys.argv = ['translation-sync', 'status']\n"
        "with contextlib.redirect_stdout(io.StringIO()) as held:\n"
        "    try:\n"
        "        runpy.run_module('sync', run_name='__main__')\n"
        "    except SystemExit as end:\n"
        "        code = end.code\n"
        "sys.stdout.write(f'{held.getvalue()}{code}')\n"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=course.root,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == call(course.root, "status").out + "0"
