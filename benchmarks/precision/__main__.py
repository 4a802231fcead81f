"""Prints how right ``lint`` is, and all that a person should look at.

``python -m benchmarks.precision [--quick]``
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.precision.section import TITLE, find_obstacle
from benchmarks.results import Section, render_section


def main() -> None:
    """Judge, print the results, then everything that was not judged real, missed or piled up."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer commits, fewer seeds")
    options = parser.parse_args()
    obstacle = find_obstacle()
    if obstacle:
        print(render_section(Section(TITLE, skipped=obstacle)))
        return
    from benchmarks.precision.measuring import measure_picture, take_picture

    with tempfile.TemporaryDirectory(prefix="precision-") as folder:
        picture = take_picture(Path(folder), quick=options.quick)
    print(render_section(Section(TITLE, list(measure_picture(picture)))))
    for line in (*picture.doubts, *(f"unreported: {path}" for path in picture.unreported)):
        print(f"- {line}")


if __name__ == "__main__":
    main()
