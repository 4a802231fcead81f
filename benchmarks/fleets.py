"""Fleets: generated repositories, and mirrors of the real ones, looked at anew and again.

Every number is of the program as it is called, but for the growth, which is of one process's own
processor time: on a busy machine the clock tells of others.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import Bench
from benchmarks.cases import BUNDLES
from benchmarks.repositories import run_git
from benchmarks.results import Result, Section, at_most, render_section, replace_section

TITLE = "Fleets"
_DOCUMENTS = 30
_LANGUAGES = 10
_MIRRORS = 40
_STALE = 10  # one translation in so many


class Run(NamedTuple):
    """What a call took: seconds by the clock and of processors, and a worker's most memory."""

    clock: float
    processor: float
    megabytes: float


def measure_fleets(bench: Bench) -> Iterator[Section]:
    """Measure a small fleet; ``python -m benchmarks.fleets`` measures one of any size."""
    yield measure(bench.folder / "fleet", 20 if bench.quick else 100, 0 if bench.quick else 8)


def measure(folder: Path, count: int, mirrors: int) -> Section:
    """Measure so many generated repositories, and so many mirrors of the real ones."""
    folder.mkdir(parents=True)
    places = [make_repository(folder / f"r{number}", number) for number in range(count)]
    half = call(folder, places[: count // 2], 1)
    (folder / "fleet.sqlite").unlink()
    cold = call(folder, places, 1)
    warm = call(folder, places, 1)
    two = call(folder, places, 2, "--again")
    empty = call(folder, places[:1], 1)
    total = count * _DOCUMENTS * _LANGUAGES
    growth = cold.processor / (2 * half.processor)
    each = 1000 * (warm.clock - empty.clock) / max(count - 1, 1)
    results = [
        Result("cold, one process", f"{cold.clock:.1f} s", detail=_tell(cold, count)),
        Result("cold, two processes", f"{two.clock:.1f} s", detail=_tell(two, count)),
        at_most("warm ÷ cold, one process", warm.clock / cold.clock, 0.1, " ×"),
        Result("warm", f"{warm.clock:.2f} s", detail=f"{each:.1f} ms a repository"),
        at_most("growth from half of it, of what would be even", growth, 1.15, " ×"),
        Result("memory of a worker, at most", f"{two.megabytes:.0f} MB"),
    ]
    if mirrors and BUNDLES.is_dir():
        results += _measure_mirrors(folder / "mirrored", mirrors)
    name = f"{count:,} repositories × {_DOCUMENTS * _LANGUAGES} translations"
    return Section(TITLE, results, costs=f"{name}, {total:,} in all, one in {_STALE} stale.\n")


def _tell(run: Run, count: int) -> str:
    return f"{1000 * run.clock / count:.0f} ms a repository, {run.processor:.1f} s of processors"


def _measure_mirrors(folder: Path, count: int) -> Iterator[Result]:
    """Measure mirrors of clones of the real repositories, in turn."""
    folder.mkdir()
    addresses = list(_list_addresses(folder, count))
    fetched = call(folder, addresses, 2, command="fetch")
    cold, warm = (call(folder, addresses, 2) for _ in range(2))
    size = sum(each.stat().st_size for each in (folder / "mirrors").rglob("*") if each.is_file())
    named = f"{count} mirrors of real repositories"
    yield Result(f"{named}: fetch", f"{fetched.clock:.1f} s", detail=f"{size / 1e6:.0f} MB")
    yield Result(f"{named}: cold, two processes", f"{cold.clock:.1f} s", detail=_tell(cold, count))
    yield Result(f"{named}: warm", f"{warm.clock:.2f} s")


def _list_addresses(folder: Path, count: int) -> Iterator[str]:
    bundles = [BUNDLES / f"{name}.bundle" for name in ("azd", "security-101", "agents", "otel")]
    for number in range(count):
        place = folder / f"c{number}.git"
        bundle = str(bundles[number % len(bundles)])
        run_git(folder, "clone", "--quiet", "--bare", "--branch", "main", bundle, str(place))
        run_git(place, "config", "uploadpack.allowFilter", "true")
        yield place.as_uri()


def make_repository(place: Path, number: int) -> str:
    """Make a bare repository of documents and translations, each of a size of its own, quickly."""
    from hashlib import md5

    run_git(place.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(place))
    old, new, stream = [], [], [_begin("Begin", 1_700_000_000 + number)]
    for document in range(_DOCUMENTS):
        text = f"# Page {document} of {number}\n\n" + "Some words that say a thing.\n" * 20
        stamp = md5(text.encode(), usedforsecurity=False).hexdigest()
        old.append(_file(f"page{document}.md", text))
        if document % _STALE == 0:
            new.append(_file(f"page{document}.md", f"{text}\nMore.\n"))
        for language in range(_LANGUAGES):
            head = f'<!--\nCO_OP_TRANSLATOR_METADATA:\n{{"original_hash": "{stamp}"}}\n-->\n'
            path = f"translations/{'abcdefghij'[language]}a/page{document}.md"
            old.append(_file(path, f"{head}{text}{language}"))
    stream += [*old, _begin("Change", 1_700_086_400 + number), *new, "done\n"]
    subprocess.run(
        ["git", "fast-import", "--quiet", "--done"],
        cwd=place,
        input="".join(stream).encode(),
        check=True,
    )
    return str(place)


def _begin(message: str, moment: int) -> str:
    who = f"committer A <a@example.org> {moment} +0000"
    return f"commit refs/heads/main\n{who}\ndata {len(message)}\n{message}\n"


def _file(path: str, text: str) -> str:
    return f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"


def call(
    folder: Path, places: Sequence[str], jobs: int, *options: str, command: str = "status"
) -> Run:
    """Call the program on so many repositories."""
    (folder / "fleet.txt").write_text("".join(f"{place}\n" for place in places))
    words = ("-m", "sync", "fleet", "fleet.txt", command, "--jobs", str(jobs), *options)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.DEVNULL,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _find_most(process.pid))
        time.sleep(0.02)
    clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"fleet {command} ended with {process.returncode}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(clock, used, most)


def _find_most(caller: int) -> float:
    """Return the most memory that one of a process's own Pythons has now, in MB (proc(5))."""
    sizes = [0.0]
    with suppress(OSError, ValueError, IndexError):
        children = Path(f"/proc/{caller}/task/{caller}/children").read_text().split()
        for child in children:
            if Path(f"/proc/{child}/comm").read_text().startswith("python"):
                pages = int(Path(f"/proc/{child}/statm").read_text().split()[1])
                sizes.append(pages * resource.getpagesize() / 1e6)
    return max(sizes)


def main() -> None:
    """Measure a fleet and print the section; ``--write`` puts it into the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fleets", description=__doc__)
    parser.add_argument("--repositories", type=int, default=1000)
    parser.add_argument("--mirrors", type=int, default=_MIRRORS)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fleets-") as folder:
        section = measure(Path(folder) / "fleet", given.repositories, given.mirrors)
    text = render_section(section)
    print(text)
    if given.write:
        results = Path(__file__).with_name("RESULTS.md")
        held = results.read_text("utf-8")
        results.write_text(replace_section(held, TITLE, text + "\n"), "utf-8")


if __name__ == "__main__":
    main()
