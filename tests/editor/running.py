"""The program's own server, started as its users do, and ended by Ctrl+C."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.commands.calling import start

PATIENCE = 30


@dataclass
class Running:
    """A server that runs: its process, the address that it printed, and the lines before it."""

    process: subprocess.Popen[bytes]
    address: str
    told: str

    @property
    def home(self) -> str:
        """Where its addresses begin."""
        return self.address.partition("?")[0]

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl+C; return the exit code, and what was said on standard error."""
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err.decode()


@contextmanager
def running(root: Path, language: str = "he", *arguments: str) -> Iterator[Running]:
    """Start the server on a free port, and see that it ends cleanly."""
    options = arguments or ("--port", "0")
    process = start(root, "edit", "--lang", language, "--no-open", *options)
    assert process.stdout is not None
    told = process.stdout.readline().decode()
    address = process.stdout.readline().decode().strip()
    server = Running(process, address, told)
    try:
        yield server
        if process.poll() is None:
            assert server.interrupt() == (0, "")
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
