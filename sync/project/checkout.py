"""What a sparse checkout leaves out, told to a reader with the command that brings it here."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError
from sync.git import call_git, run
from sync.git.nested import find_nested
from sync.model import Reason
from sync.names import quote_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sync.git import Repository
    from sync.model import Location, Status
    from sync.project.layout import Layout
    from sync.project.project import View

_FEW = 3


def require_checked_out(view: View, location: Location, path: str) -> None:
    """Raise RefusedError where a file of a translation may not be written, as it is not here."""
    repository = view.project.repository
    for folder in view.inventory.absent:
        if path.startswith(f"{folder}/"):
            message = f"would lie in the submodule {folder}, which is not here"
            command = _advise_submodule(view, folder)
            raise RefusedError(f"{message}: {command}", reason=Reason.SUBMODULE.value)
    if repository is None or path not in view.tree.left_out:
        return
    command = advise_checkout(repository, (find_folder(view.layout, location, path),))
    name = "" if path == location.path else f"{path} "
    message = f"{name}exists in git, and this checkout leaves it out, so nothing is written; "
    way_out = f"to have it here: {command}"
    raise RefusedError(message + way_out, reason=Reason.NOT_CHECKED_OUT.value)


def describe_left_out(view: View, statuses: Sequence[Status]) -> str | None:
    """Return a line that says how many translations were read from git alone; None for none."""
    repository, left_out = view.project.repository, view.tree.left_out
    if repository is None or not left_out:
        return None
    places = [each.location for each in statuses if each.location.path in left_out]
    if not places:
        return None
    folders = sorted({find_folder(view.layout, each, each.path) for each in places})
    those = "1 translation is" if len(places) == 1 else f"{len(places)} translations are"
    command = advise_checkout(repository, _choose_folders(folders))
    return f"{those} left out of this checkout and read from git; to have them here: {command}"


def describe_absent(view: View) -> Iterator[str]:
    """Yield a line for each submodule that is not here and may hold documents or translations."""
    for folder in sorted(view.inventory.absent):
        command = _advise_submodule(view, folder)
        yield f"{folder}: is a submodule that is not here, so nobody knows what it holds: {command}"


def describe_nested(root: Path, folder: str) -> str:
    """Return a line about a repository within another in which something was written."""
    status = f"{call_git(root / folder)} status"
    return f"{folder}: is a repository of its own; commit there what was written: {status}"


def _advise_submodule(view: View, folder: str) -> str:
    """Return the command that initialises a submodule, called in the repository that holds it."""
    root = view.project.root
    nested = find_nested(root, folder)
    inner = folder if nested is None else folder[len(nested) + 1 :]
    git = call_git(root if nested is None else root / nested)
    return f"{git} submodule update --init {quote_name(inner)}"


def find_folder(layout: Layout, location: Location, path: str) -> str:
    """Return the folder that a checkout has to hold for a file of a translation, else the file."""
    folder = layout.find_language_folder(location)
    if folder is not None and path.startswith(f"{folder}/"):
        return folder
    return posixpath.dirname(path) or path


def advise_checkout(repository: Repository, places: Sequence[str]) -> str:
    """Return the command that brings files or folders, relative to the root, into the checkout."""
    settings = _read_settings(repository)
    git = call_git(repository.toplevel)
    paths = [repository.prefix + place for place in places]
    if not any(paths):
        return f"{git} sparse-checkout disable"
    if "core.sparsecheckout" not in settings:
        names = " ".join(map(quote_name, paths))
        listed = f"{git} ls-files -z -- {names} | {git} update-index -z --no-skip-worktree --stdin"
        return f"{listed} && {git} checkout -- {names}"
    if "core.sparsecheckoutcone" not in settings:
        paths = [_spell_pattern(path) for path in paths]
    return f"{git} sparse-checkout add {' '.join(map(quote_name, paths))}"


def find_adding(repository: Repository) -> str:
    """Return git's command that stages a file, be it outside of what a sparse checkout holds."""
    return "add --sparse" if "core.sparsecheckout" in _read_settings(repository) else "add"


def _choose_folders(folders: Sequence[str]) -> Sequence[str]:
    """Return some of ``folders`` that together hold all of them, few enough for a line."""
    return folders if len(folders) <= _FEW else (posixpath.commonpath(folders),)


def _spell_pattern(path: str) -> str:
    """Spell a path as a pattern that means no other (gitignore(5)).

    A name needs a slash, and a path that begins with a colon, so that it is quoted as it is.
    """
    escaped = re.sub(r"([*?\[\]\\])", r"\\\1", path)
    return escaped if "/" in path and not path.startswith(":") else f"/{escaped}"


def _read_settings(repository: Repository) -> Collection[str]:
    """Return the settings about sparse checkouts that are on."""
    pattern = r"^core\.sparsecheckout(cone)?$"
    command = ("config", "--type=bool", "--get-regexp", pattern)
    lines = run(repository, *command, accept=(0, 1)).decode().splitlines()
    return {name for name, _, value in (line.partition(" ") for line in lines) if value == "true"}
