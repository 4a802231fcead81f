"""Where the peers come from: each is installed for itself, and one that cannot be is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PLACE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "translation-sync-peers"
"""Where environments of the peers are made, and kept."""


class MissingError(Exception):
    """A peer cannot be had here; it says why."""


def install(package: str) -> Path:
    """Return the folder of a Python package's programs, in an environment of its own."""
    folder = PLACE / package
    done = folder / ".installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        try_command([str(folder / "bin" / "pip"), "install", "--quiet", package])
        done.touch()
    return folder / "bin"


def install_module(package: str, program: str) -> Path:
    """Return a program of a package of npm, in a folder of its own."""
    folder = PLACE / package
    found = folder / "node_modules" / ".bin" / program
    if shutil.which("npm") is None:
        raise MissingError("npm is not installed")
    if not found.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try_command(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), package])
    return found


def find_system(program: str, package: str) -> None:
    """Install a program of the system where it is missing, and that is allowed."""
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package]
    if shutil.which(program) is None:
        if os.geteuid() or not shutil.which("apt-get"):
            raise MissingError(f"{program} is not installed; {' '.join(command)} does it for root")
        try_command(command)


def find_version(package: str) -> str:
    """Return the version of a Python package that was installed."""
    script = f"from importlib.metadata import version; print(version({package!r}))"
    return try_command([str(PLACE / package / "bin" / "python"), "-c", script])


def try_command(command: Sequence[str]) -> str:
    """Return what a command prints; MissingError where it fails."""
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise MissingError(f"{command[0].rpartition('/')[2]}: {find_reason(run.stderr)}")
    return run.stdout.strip()


def find_reason(text: str) -> str:
    """Return the first error that a program tells in a sentence, else its last line.

    What names an address is left out: it is the same everywhere.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and "://" not in line]
    told = [line for line in lines if "error" in line.lower() and len(line.split()) > 5]
    said = (told or lines[-1:] or ["it does not say why"])[0]
    return re.sub(r"^npm error \d*\s*", "", said).replace("|", "\\|")
