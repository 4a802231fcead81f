"""po4a with gettext: catalogues that are made of a translation, where its structure allows that.

It is helped: stamps and the disclaimer at the end are taken off, and nobody has to look through the
catalogue before it counts. Where it refuses, a catalogue without a translation is all there is.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.leaves import read_leaves
from benchmarks.peers.installing import find_system, install, try_command
from benchmarks.peers.work import Done, Outcome, Work
from benchmarks.timing import Command, measure

_DRIVER = Path(__file__).parent / "drivers" / "fill_po.py"
_OPTIONS = (
    "-f text -o markdown -o neverwrap -o yfm_lenient -o yfm_keys=title,linkTitle,description "
    "-M UTF-8"
)
_LOCALE = "LC_ALL=C.UTF-8"
_UPDATE = f"po4a-updatepo {_OPTIONS} -m source.md -p catalogue.po"
_WRITE = f"po4a-translate {_OPTIONS} -L UTF-8 -k 0 -m source.md -p catalogue.po -l new.md"
_ACCEPT = "msgattrib --clear-fuzzy -o catalogue.po catalogue.po"


def run_po4a(work: Work) -> Outcome:
    """Make catalogues, and update them, have them translated and the documents written."""
    for program, package in (("po4a", "po4a"), ("msgmerge", "gettext")):
        find_system(program, package)
    folders = [work.folder / f"{place:04}" for place, _ in enumerate(work.cases)]
    for folder, case in zip(folders, work.cases, strict=True):
        _prepare(folder, case)
    cost = measure(_repeat(_UPDATE, work.folder)).cpu
    line = ["env", f"PYTHONPATH={Path(__file__).parents[2]}", str(install("polib") / "python")]
    words = try_command([*line, str(_DRIVER), *(str(each / "catalogue.po") for each in folders)])
    cost += measure(_repeat(_WRITE, work.folder)).cpu
    version = try_command(["po4a", "--version"]).splitlines()[0].split()[-1].rstrip(".")
    done = [
        Done(case, _read(folder / "new.md"))
        for folder, case in zip(folders, work.cases, strict=True)
    ]
    return Outcome(f"po4a {version} with gettext", done, cost, int(words))


def _prepare(folder: Path, case: Case) -> None:
    folder.mkdir()
    texts = {"base.md": case.base, "source.md": case.source, "old.md": _cut_disclaimer(case)}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    line = ["po4a-gettextize", *_OPTIONS.split(), "-L", "UTF-8", "-m", "base.md", "-l", "old.md"]
    if _run([*line, "-p", "catalogue.po"], folder):
        _run(_ACCEPT.split(), folder)
    else:
        (folder / "catalogue.po").unlink(missing_ok=True)


def _cut_disclaimer(case: Case) -> str:
    """Return a translation without what Co-op Translator put at its end."""
    lines = case.translation.splitlines()
    said = read_leaves(case.translation).disclaimer
    end = len(lines) - 1 - lines[::-1].index(said[0]) if said else len(lines)
    return "\n".join([*lines[:end], ""])


def _run(line: Sequence[str], folder: Path) -> bool:
    line = ["env", _LOCALE, *line]
    return subprocess.run(line, cwd=folder, capture_output=True, check=False).returncode == 0


def _repeat(line: str, folder: Path) -> Command:
    """Return a command that runs a line in each folder, whatever comes of it."""
    script = f'for folder in */; do (cd "$folder" && {line}); done; true'
    return Command(["env", _LOCALE, "sh", "-c", script], folder)


def _read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.is_file() else None
