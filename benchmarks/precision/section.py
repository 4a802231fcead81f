"""The section of the benchmarks about ``lint``'s precision, skipped where its means are missing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpora import BUNDLES, find_bundle
from benchmarks.results import Section

TITLE = "Precision of lint"


def find_obstacle() -> str:
    """Return why nothing can be judged, empty where it can."""
    if find_spec("cmarkgfm") is None:
        return "no cmarkgfm, the parser that judges; it is among the development dependencies"
    missing = [name for name in ("azd", "security-101") if find_bundle(name) is None]
    return f"no bundle of {', '.join(missing)} in {BUNDLES}" if missing else ""


def measure_precision(folder: Path, *, quick: bool) -> Section:
    """Judge what ``lint`` finds in clones of the corpora within a folder."""
    obstacle = find_obstacle()
    if obstacle:
        return Section(TITLE, skipped=obstacle)
    from benchmarks.precision.measuring import measure_picture, take_picture

    return Section(TITLE, list(measure_picture(take_picture(folder, quick=quick))))
