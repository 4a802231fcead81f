"""Measures peers beside us on one tree: ``python -m benchmarks.peers [--write] [--quick]``.

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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.costs import forget
from benchmarks.gate import tool
from benchmarks.generate import Plan, generate_repository
from benchmarks.machine import describe_machine
from benchmarks.results import Result, Section, render_section, replace_sections
from benchmarks.timing import Command, Cost, measure

BOUND = 120
RESULTS = Path(__file__).with_name("RESULTS.md")
PLACE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "translation-sync-peers"
"""Where environments of the peers are made, and kept."""

# timeout(1): a command that it had to end.
_STOPPED = 124


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: its name and version, the job, and our command that does that job."""

    name: str
    job: str
    ours: tuple[str, ...]
    command: Command


def install(package: str, program: str) -> Path | str:
    """Return a program's path in an environment of its own; a reason where it cannot be had."""
    folder = PLACE / package
    found = folder / "bin" / program
    if found.exists():
        return found
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", package]
    run = subprocess.run(pip, capture_output=True, text=True, check=False)
    if run.returncode or not found.exists():
        return f"pip could not install {package}: {_last(run.stderr)}"
    return found


def find_system(program: str, package: str) -> str:
    """Return why a program of the system cannot be had, empty where it can."""
    if shutil.which(program):
        return ""
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package]
    if os.geteuid() or not shutil.which("apt-get"):
        return f"{program} is not installed; {' '.join(command)} does it for root"
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if shutil.which(program) else f"apt-get could not: {_last(run.stderr)}"


def measure_peers(plan: Plan, folder: Path) -> Section:
    """Measure every peer, and us, on a generated tree."""
    tree, work = folder / "tree", folder / "work"
    generate_repository(plan, tree)
    languages = sorted(path.name for path in (tree / "translations").iterdir())
    prepare_catalogues(tree, work)
    rows: list[Result] = []
    for peer in _list_peers(tree, work, languages):
        rows += [peer] if isinstance(peer, Result) else _measure(peer, tree)
    title = f"Peers, {plan.documents} documents × {plan.languages} languages"
    return Section(title, rows)


def prepare_catalogues(tree: Path, work: Path) -> None:
    """Put the sources of the translations' day into ``work/old`` and today's into ``work/new``."""
    for name, revision in (("old", "HEAD~1"), ("new", "HEAD")):
        (work / name).mkdir(parents=True)
        command = ["git", "-C", str(tree), "archive", revision, ":(exclude)translations"]
        archive = subprocess.run(command, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(work / name)], input=archive, check=True)


def _list_peers(tree: Path, work: Path, languages: list[str]) -> Iterator[Peer | Result]:
    review = install("co-op-translator", "co-op-review")
    if isinstance(review, str):
        yield Result("co-op-translator", "not measured", detail=review)
    else:
        name = f"co-op-translator {_version('co-op-translator')}, `co-op-review`"
        asked = [word for language in languages for word in ("-l", language)]
        command = _bounded([str(review), "-r", ".", *asked], tree, 1)
        yield Peer(name, "which translations are stale or broken", ("check",), command)
    yield _find_mdpo(work, languages)
    yield _find_po4a(work, languages)


def _find_mdpo(work: Path, languages: list[str]) -> Peer | Result:
    extract = install("mdpo", "md2po")
    reason = extract if isinstance(extract, str) else find_system("msgmerge", "gettext")
    if reason:
        return Result("mdpo", "not measured", detail=str(reason))
    folder = work / "mdpo"
    folder.mkdir()
    sources = sorted(str(path) for path in (work / "old").rglob("*.md"))
    _run([str(extract), "-q", "-s", "-p", "old.po", *sources], folder)
    for language in languages:
        _run(["msgen", "-o", f"{language}.old.po", "old.po"], folder)
    script = (
        'rm -f new.po; "$0" -q -s -p new.po "$@" && '
        'for po in *.old.po; do msgmerge -q -o merged.po "$po" new.po || exit; done'
    )
    new = sorted(str(path) for path in (work / "new").rglob("*.md"))
    name = f"mdpo {_version('mdpo')}, `md2po` and `msgmerge`"
    command = _bounded(["sh", "-c", script, str(extract), *new], folder)
    return Peer(name, "which strings changed since", ("diff",), command)


def _find_po4a(work: Path, languages: list[str]) -> Peer | Result:
    reason = find_system("po4a", "po4a")
    if reason:
        return Result("po4a", "not measured", detail=reason)
    folder = work / "po4a"
    shutil.copytree(work / "old", folder)
    sources = sorted(path.relative_to(folder) for path in folder.rglob("*.md"))
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

    bounded = _bounded(update, folder)
    command = Command(bounded.arguments, folder, bounded.codes, restore)
    version = subprocess.run(["po4a", "--version"], check=True, capture_output=True, text=True)
    name = version.stdout.splitlines()[0].replace("version ", "").rstrip(".")
    return Peer(f"{name}, `po4a`", "which strings changed since", ("diff",), command)


def _render_configuration(sources: list[Path], languages: list[str]) -> str:
    """Return po4a.cfg, as po4a(1) describes it: all documents in one catalogue a language."""
    lines = [f"[po4a_langs] {' '.join(languages)}", "[po4a_paths] po/all.pot $lang:po/$lang.po"]
    lines += [f'[type: text] {s} $lang:out/$lang/{s} opt:"--option markdown"' for s in sources]
    return "\n".join([*lines, ""])


def _measure(peer: Peer, tree: Path) -> Iterator[Result]:
    forget(tree)
    ours = _costs(tool(tree, *peer.ours))
    theirs = _costs(peer.command)
    if isinstance(ours, str) or isinstance(theirs, str):
        yield Result(peer.name, "failed", detail=f"{ours if isinstance(ours, str) else theirs}")
        return
    stopped = theirs.wall >= BOUND
    least = "> " if stopped else ""
    against = f"{ours.cpu:.2f} s of `{' '.join(peer.ours)}`, nothing cached"
    detail = f"{peer.job}; {least}{theirs.cpu:.1f} s, {theirs.peak:.0f} MB against {against}"
    if stopped:
        detail += f"; stopped after {BOUND} s"
    yield Result(peer.name, f"{least}{theirs.cpu / ours.cpu:.0f}×", detail=detail)


def _costs(command: Command) -> Cost | str:
    try:
        return measure(command)
    except RuntimeError as error:
        return _last(str(error))


def _bounded(arguments: list[str], folder: Path, *codes: int) -> Command:
    """Return a command, ended at the bound with all that it started; more codes are no failure."""
    bounded = ["timeout", "--kill-after=1", str(BOUND), *arguments]
    return Command(bounded, folder, frozenset({0, _STOPPED, *codes}))


def _run(arguments: list[str], folder: Path) -> None:
    subprocess.run(arguments, cwd=folder, check=True, capture_output=True)


def _version(package: str) -> str:
    script = f"from importlib.metadata import version; print(version({package!r}))"
    python = str(PLACE / package / "bin" / "python")
    run = subprocess.run([python, "-c", script], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def _last(text: str) -> str:
    """Return the last line of what a program said, as a cell can hold it."""
    return (text.strip().splitlines() or ["it does not say why"])[-1].replace("|", "\\|")


def main() -> None:
    """Install, measure, print, and with ``--write`` keep the results beside the others."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name}")
    parser.add_argument("--quick", action="store_true", help="one small tree")
    given = parser.parse_args()
    PLACE.mkdir(parents=True, exist_ok=True)
    sizes = ((6, 2),) if given.quick else ((65, 5), (65, 55))
    head = f"# Benchmarks\n\n{describe_machine()}\n"
    written: dict[str, str] = {}
    for documents, languages in sizes:
        with tempfile.TemporaryDirectory(prefix="peers-") as folder:
            plan = Plan(documents, languages, sidecar=True, stale=0.2)
            section = measure_peers(plan, Path(folder))
        written[section.title] = render_section(section)
        print(written[section.title], flush=True)
    if given.write:
        old = RESULTS.read_text(encoding="utf-8")
        RESULTS.write_text(replace_sections(old, head, written), encoding="utf-8")


if __name__ == "__main__":
    main()
