"""Measures peers beside us on one tree: ``python -m benchmarks.peers [--quick]``.

What each can do of our job without a translation service, which none of them has here:

- co-op-translator's ``co-op-review`` compares hashes and structure, one language after the other;
- mdpo's ``md2po`` extracts the sources' messages, and gettext's ``msgmerge`` finds those that each
  language lacks or has for an older text. Neither starts from existing translations, so each
  language's PO file is made beforehand, from the older sources, and not measured;
- po4a ``--no-translations`` does the same in one program, from the same beginning.

Each is stopped at a bound of wall time, and reported so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import Plan, generate_repository
from benchmarks.results import Result, Section, describe_machine, render_section
from benchmarks.timing import Command, bound, measure, tool

BOUND = 120
PLACE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "translation-sync-peers"
"""Where environments of the peers are made, and kept."""


class MissingError(Exception):
    """A peer cannot be had here; it says why."""


class Peer(NamedTuple):
    """A program's name and version, its job, our command that does that job, and its own."""

    name: str
    job: str
    ours: str
    command: Command


def install(package: str, program: str) -> str:
    """Return a program's path in an environment of its own."""
    folder = PLACE / package
    found = folder / "bin" / program
    if not found.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        _try([str(folder / "bin" / "pip"), "install", "--quiet", package])
    return str(found)


def find_system(program: str, package: str) -> None:
    """Install a program of the system where it is missing, and that is allowed."""
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package]
    if shutil.which(program) is None:
        if os.geteuid() or not shutil.which("apt-get"):
            raise MissingError(f"{program} is not installed; {' '.join(command)} does it for root")
        _try(command)


def _try(command: Sequence[str]) -> None:
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise MissingError(f"{' '.join(command)}: {_last(run.stderr)}")


def measure_peers(plan: Plan, folder: Path) -> Section:
    """Measure every peer, and us, on a generated tree."""
    tree, work = generate_repository(plan, folder / "tree"), folder / "work"
    languages = sorted(path.name for path in (tree / "translations").iterdir())
    prepare_catalogues(tree, work)
    title = f"Peers, {plan.documents} documents × {plan.languages} languages"
    return Section(title, [_measure(name, tree, work, languages) for name in _PEERS])


def prepare_catalogues(tree: Path, work: Path) -> None:
    """Put the sources of the translations' day into ``work/old`` and today's into ``work/new``."""
    for name, revision in (("old", "HEAD~1"), ("new", "HEAD")):
        (work / name).mkdir(parents=True)
        command = ["git", "-C", str(tree), "archive", revision, ":(exclude)translations"]
        archive = subprocess.run(command, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(work / name)], input=archive, check=True)


def _open_review(tree: Path, _: Path, languages: Sequence[str]) -> Peer:
    review = install("co-op-translator", "co-op-review")
    name = f"co-op-translator {_version('co-op-translator')}, `co-op-review`"
    asked = [word for language in languages for word in ("-l", language)]
    command = Command([review, "-r", ".", *asked], tree, frozenset({0, 1}))
    return Peer(name, "which translations are stale or broken", "check", command)


def _open_mdpo(_: Path, work: Path, languages: Sequence[str]) -> Peer:
    extract = install("mdpo", "md2po")
    find_system("msgmerge", "gettext")
    folder = work / "mdpo"
    folder.mkdir()
    _run([extract, "-q", "-s", "-p", "old.po", *_list_sources(work / "old")], folder)
    for language in languages:
        _run(["msgen", "-o", f"{language}.old.po", "old.po"], folder)
    script = (
        'rm -f new.po; "$0" -q -s -p new.po "$@" && '
        'for po in *.old.po; do msgmerge -q -o merged.po "$po" new.po || exit; done'
    )
    command = Command(["sh", "-c", script, extract, *_list_sources(work / "new")], folder)
    name = f"mdpo {_version('mdpo')}, `md2po` and `msgmerge`"
    return Peer(name, "which strings changed since", "diff", command)


def _open_po4a(_: Path, work: Path, languages: Sequence[str]) -> Peer:
    find_system("po4a", "po4a")
    folder = work / "po4a"
    shutil.copytree(work / "old", folder)
    sources = [os.path.relpath(path, folder) for path in _list_sources(folder)]
    (folder / "po").mkdir()
    (folder / "po4a.cfg").write_text(_render_configuration(sources, languages))
    update = ["po4a", "--quiet", "--force", "--no-translations", "po4a.cfg"]
    _run(update, folder)
    for language in languages:
        _run(["msgen", "-o", f"po/{language}.po", "po/all.pot"], folder)
    shutil.copytree(folder / "po", work / "po.old")
    shutil.copytree(work / "new", folder, dirs_exist_ok=True)

    def restore() -> None:
        shutil.copytree(work / "po.old", folder / "po", dirs_exist_ok=True)

    name = _run(["po4a", "--version"], folder).splitlines()[0].replace("version ", "").rstrip(".")
    command = Command(update, folder, prepare=restore)
    return Peer(f"{name}, `po4a`", "which strings changed since", "diff", command)


_PEERS: dict[str, Callable[[Path, Path, Sequence[str]], Peer]] = {
    "co-op-translator": _open_review,
    "mdpo": _open_mdpo,
    "po4a": _open_po4a,
}


def _list_sources(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*.md"))


def _render_configuration(sources: Sequence[str], languages: Sequence[str]) -> str:
    """Return po4a.cfg, as po4a(1) describes it: all documents in one catalogue a language."""
    lines = [f"[po4a_langs] {' '.join(languages)}", "[po4a_paths] po/all.pot $lang:po/$lang.po"]
    lines += [f'[type: text] {s} $lang:out/$lang/{s} opt:"--option markdown"' for s in sources]
    return "\n".join([*lines, ""])


def _measure(name: str, tree: Path, work: Path, languages: Sequence[str]) -> Result:
    try:
        peer = _PEERS[name](tree, work, languages)
        ours = measure(tool(tree, peer.ours), cold=True)
        theirs = measure(bound(peer.command, BOUND))
    except (MissingError, RuntimeError) as error:
        return Result(name, "not measured", detail=_last(str(error)))
    is_stopped = theirs.wall >= BOUND
    least, end = ("> ", f"; stopped after {BOUND} s") if is_stopped else ("", "")
    detail = f"{peer.job}; {least}{theirs} against {ours} of `{peer.ours}`, nothing cached{end}"
    return Result(peer.name, f"{least}{theirs.cpu / ours.cpu:.0f}×", detail=detail)


def _run(arguments: Sequence[str], folder: Path) -> str:
    run = subprocess.run(arguments, cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout.strip()


def _version(package: str) -> str:
    script = f"from importlib.metadata import version; print(version({package!r}))"
    return _run([str(PLACE / package / "bin" / "python"), "-c", script], PLACE)


def _last(text: str) -> str:
    """Return the last line of what a program said, the last error's if any, as a cell's text."""
    lines = text.strip().splitlines() or ["it does not say why"]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines)[-1].replace("|", "\\|")


def main() -> None:
    """Install, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small tree")
    sizes = ((6, 2),) if parser.parse_args().quick else ((65, 5), (65, 55))
    PLACE.mkdir(parents=True, exist_ok=True)
    print(f"# Peers\n\n{describe_machine()}\n")
    for documents, languages in sizes:
        with tempfile.TemporaryDirectory(prefix="peers-") as folder:
            plan = Plan(documents, languages, sidecar=True, stale=0.2)
            print(render_section(measure_peers(plan, Path(folder))), flush=True)


if __name__ == "__main__":
    main()
