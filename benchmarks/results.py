"""Results as rows of a Markdown table, each with its goal and whether it was reached."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("click", "markdown-it-py", "mdformat")
_REACHED = {None: "", True: "yes", False: "**no**"}


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement: what, how much, the goal in words, and whether it was reached.

    ``reached`` is None where nothing was asked for.
    """

    what: str
    value: str
    goal: str = ""
    reached: bool | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Results that belong together, after a table of costs or none; ``skipped`` says why not."""

    title: str
    results: Sequence[Result] = ()
    skipped: str = ""
    costs: str = ""


def at_most(what: str, value: float, limit: float, unit: str, detail: str = "") -> Result:
    """Hold a number to an upper limit."""
    shown = f"{value:.0f}{unit}" if value >= 100 else f"{value:.2f}{unit}"
    return Result(what, shown, f"≤ {limit:g}{unit}", value <= limit, detail)


def at_least(what: str, part: int, whole: int, limit: float, detail: str = "") -> Result:
    """Hold a share to a lower limit, in percent; a share of nothing reaches it."""
    share = 100 * part / whole if whole else 100.0
    counts = f"{part:,} of {whole:,}"
    detail = f"{counts}; {detail}" if detail else counts
    return Result(what, f"{share:.6g} %", f"≥ {limit:g} %", share >= limit, detail)


def none_of(what: str, count: int, detail: str = "") -> Result:
    """Hold a count to zero."""
    return Result(what, str(count), "0", count == 0, detail)


def render_section(section: Section) -> str:
    """Return a section in Markdown."""
    head = f"## {section.title}\n"
    if section.skipped:
        return f"{head}\nSkipped: {section.skipped}.\n"
    cells = ((r.what, r.value, r.goal, _REACHED[r.reached], r.detail) for r in section.results)
    table = render_table(("what", "measured", "goal", "reached", "detail"), cells)
    return "\n".join([head, *[section.costs] * bool(section.costs), table])


def date_section(text: str) -> str:
    """Return a rendered section that says when it was measured, for one that stands by itself."""
    head, _, rest = text.partition("\n")
    return f"{head}\n\nMeasured for itself, {datetime.now(UTC):%Y-%m-%d}.\n{rest}"


def replace_section(text: str, title: str, section: str) -> str:
    """Return a file of results with a section in place of the one of its title, or at the end."""
    old = find_section(text, title)
    return text.replace(old, section) if old else f"{text.rstrip()}\n\n{section}"


def find_section(text: str, title: str) -> str:
    """Return a section of a file of results, empty where there is none."""
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    return found[0] if found else ""


def render_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


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
    known = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", known.read_text() if known.is_file() else "")
    return found[1] if found else platform.processor() or "unknown"
