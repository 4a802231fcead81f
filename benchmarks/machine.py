"""What was measured on: the machine, and the versions of what takes part."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("click", "markdown-it-py", "mdformat")


def describe_machine() -> str:
    """Return the machine, the versions and the day, in one paragraph."""
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True)
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}. {os.cpu_count()} CPUs ({_find_model()}), "
        f"{platform.system()} {platform.release()} {platform.machine()}, "
        f"Python {platform.python_version()}, {git.stdout.strip()}, {libraries}. "
        "Medians of runs in turns; CPU is user and system time, children included; "
        "ratios are of CPU time unless said."
    )


def _find_model() -> str:
    """Return the processor's name, as Linux has it, else as Python does."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")
