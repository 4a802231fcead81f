"""What GitHub's runner takes from a step: lines of its log, and files that it names.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TITLE = "translation-sync"


def log(*texts: bytes) -> None:
    """Write texts to the log, in which nothing counts as a command to the runner.

    Names of files and words of documents are in them, which anybody may have written.
    """
    token = secrets.token_hex(16)
    whole = b"".join(text if text.endswith(b"\n") else text + b"\n" for text in texts if text)
    if whole:
        command(f"::stop-commands::{token}\n".encode() + whole + f"::{token}::\n".encode())


def command(lines: bytes) -> None:
    """Write lines that are commands to the runner."""
    sys.stdout.buffer.write(lines)
    sys.stdout.buffer.flush()


def tell_error(message: str) -> None:
    """Show an error on the page of the run."""
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    command(f"::error title={_TITLE}::{escaped}\n".encode("utf-8", "backslashreplace"))


def set_output(environment: Mapping[str, str], name: str, value: str) -> None:
    """Set an output of the step; the value may be of several lines, and say anything."""
    file = environment.get("GITHUB_OUTPUT")
    if file:
        end = secrets.token_hex(16)
        text = f"{name}<<{end}\n{value}\n{end}\n"
        _append(file, text.encode("utf-8", "backslashreplace"))


def add_summary(environment: Mapping[str, str], text: bytes) -> None:
    """Add Markdown to the summary of the step."""
    file = environment.get("GITHUB_STEP_SUMMARY")
    if file:
        _append(file, text if text.endswith(b"\n") else text + b"\n")


def _append(file: str, data: bytes) -> None:
    with Path(file).open("ab") as stream:
        stream.write(data)
