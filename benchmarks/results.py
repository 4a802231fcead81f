"""Results as rows of a Markdown table, each with its goal and whether it was reached."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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
    return Result(what, _show(value, unit), f"≤ {limit:g}{unit}", value <= limit, detail)


def at_least(what: str, share: float, limit: float, detail: str = "") -> Result:
    """Hold a share to a lower limit; both are shown as percentages."""
    shown = f"{100 * share:.4f}".rstrip("0").rstrip(".")
    return Result(what, f"{shown} %", f"≥ {100 * limit:g} %", share >= limit, detail)


def none_of(what: str, count: int, detail: str = "") -> Result:
    """Hold a count to zero."""
    return Result(what, str(count), "0", count == 0, detail)


def render_section(section: Section) -> str:
    """Return a section in Markdown."""
    head = f"## {section.title}\n"
    if section.skipped:
        return f"{head}\nSkipped: {section.skipped}.\n"
    lines = ["| what | measured | goal | reached | detail |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {r.what} | {r.value} | {r.goal} | {_say(reached=r.reached)} | {r.detail} |"
        for r in section.results
    ]
    costs = [section.costs] if section.costs else []
    return "\n".join([head, *costs, *(lines if section.results else []), ""])


def replace_sections(text: str, head: str, sections: Mapping[str, str]) -> str:
    """Return a file of results with these sections, by title, put in; the others stay."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    kept = {part.partition("\n")[0].removeprefix("## "): part.strip() + "\n" for part in parts}
    kept.update({title: section.strip() + "\n" for title, section in sections.items()})
    return "\n".join([head, *kept.values()])


def _show(value: float, unit: str) -> str:
    return f"{value:.0f}{unit}" if value >= 100 else f"{value:.2f}{unit}"


def _say(*, reached: bool | None) -> str:
    return "" if reached is None else "yes" if reached else "**no**"
