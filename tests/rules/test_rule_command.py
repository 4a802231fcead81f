"""``rule``: a page, or the list of them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from sync.rules import RULES, Kind
from tests.commands.calling import call, command, environment


def test_without_a_name_all_rules_are_listed(tmp_path: Path) -> None:
    reply = call(tmp_path, "rule")
    lines = reply.out.splitlines()
    assert reply.code == 0
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(RULES)
    assert len(lines) == len(RULES) + len(Kind)
    assert "  number             warning  A number differs from the source's." in lines
    assert "  stale              The source changed since the translation was made." in lines


def test_an_unknown_name_is_a_usage_error_with_the_nearest(tmp_path: Path) -> None:
    reply = call(tmp_path, "rule", "emptycell")
    assert (reply.code, reply.out) == (2, "")
    assert "'emptycell' is no rule: did you mean 'empty-cell'?" in reply.err


def read_terminal(*arguments: str, **variables: str) -> str:
    """Run the program on a terminal of 60 columns and return what it shows."""
    pty = pytest.importorskip("pty")
    process, terminal = pty.fork()
    if process == 0:
        os.execve(
            sys.executable,
            command(*arguments),
            environment() | {"COLUMNS": "60", "TERM": "xterm", **variables},
        )
    shown = b""
    try:
        while data := os.read(terminal, 4096):
            shown += data
    except OSError:  # how a terminal of Linux ends
        pass
    assert os.waitpid(process, 0)[1] == 0
    return shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_a_page_is_laid_out() -> None:
    shown = read_terminal("rule", "number")
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "## Example" not in plain
    assert "Example" in plain
    assert max(map(len, plain.splitlines())) <= 60


def test_without_colour_there_is_none() -> None:
    shown = read_terminal("rule", "number", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(3|4|9)[0-7]m", shown)
