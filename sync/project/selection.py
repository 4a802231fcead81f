"""Which translations a call speaks of: by paths, and by languages."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from sync.errors import UsageError
from sync.model import MARKDOWN_SUFFIXES, Location
from sync.names import suggest
from sync.project.inventory import Inventory
from sync.project.trees import find_mount, is_below
from sync.results import Caller


class Selection(NamedTuple):
    """The translations asked for, in order, and what there is to say about paths passed over."""

    locations: Sequence[Location]
    notices: tuple[str, ...] = ()


def select(
    inventory: Inventory,
    *,
    paths: Sequence[str],
    languages: Sequence[str],
    root: Path,
    cwd: Path,
    caller: Caller = Caller(),  # noqa: B008  it is frozen
) -> Selection:
    """Select by ``paths`` (relative to ``cwd``) and ``languages``; none of a kind means all.

    A source selects its translations, a folder all that it holds of either; a file to which a
    source is a link is one. A path that exists but is no document is passed over.

    Raises:
        UsageError: a path does not exist and names nothing that is known, or a language is not
            among the project's.
    """
    chosen = _choose(inventory, languages, caller)
    if not paths:
        return Selection(chosen)
    wanted: set[str] = set()
    notices: list[str] = []
    linked = _find_linked(inventory, root)
    for path in paths:
        places = set(relate(path, root, cwd, inventory.layout.mounts))
        if not path or not (os.path.lexists(cwd / path) or _holds(inventory, places)):
            raise UsageError(f"the path {path!r} does not exist: check its spelling")
        wanted |= places.union(*(linked.get(place, ()) for place in places))
        notices.extend(_find_notices(path, places, root))
    return Selection(tuple(_filter(chosen, wanted)), tuple(notices))


def _choose(inventory: Inventory, languages: Sequence[str], caller: Caller) -> Sequence[Location]:
    return inventory.find_places(match_languages(languages, inventory.languages, caller))


def is_meant(language: str, wanted: Iterable[str]) -> bool:
    """Tell whether one of several names or patterns means a language."""
    return any(language == each or fnmatchcase(language, each) for each in wanted)


def match_languages(
    wanted: Iterable[str], known: Collection[str], caller: Caller
) -> frozenset[str]:
    """Return the languages that some names or patterns (``zh*``) mean; none mean none.

    Raises:
        UsageError: one means none of those that are known.
    """
    found: set[str] = set()
    for language in wanted:
        ours = {each for each in known if is_meant(each, (language,))}
        if not ours:
            is_pattern = any(sign in language for sign in "*?[")
            kind = "no language matches" if is_pattern else "unknown language"
            hint = suggest(language, sorted(known)) if known else _say_none(caller)
            raise UsageError(f"{kind} {language!r}: {hint}")
        found |= ours
    return frozenset(found)


def _say_none(caller: Caller) -> str:
    return f"no translation is found yet; `{caller.command('init')}` says where some are"


def relate(path: str, root: Path, cwd: Path, mounts: Collection[str] = ()) -> Iterator[str]:
    """Yield ``path`` relative to the root, as it is spelled and with its links followed.

    It may lie outside of the root where one of the ``mounts`` does.
    """
    spelled = os.path.normpath(cwd / path)
    pairs = ((spelled, os.fspath(root)), (os.path.realpath(spelled), os.path.realpath(root)))
    for place, top in pairs:
        if place == top:
            yield ""
        elif Path(place).is_relative_to(top):
            yield Path(place).relative_to(top).as_posix()
        elif mounts:
            seen = Path(os.path.relpath(place, top)).as_posix()
            if find_mount(seen, mounts) is not None:
                yield seen


def _find_linked(inventory: Inventory, root: Path) -> dict[str, list[str]]:
    """Return the sources that are links, by the file below the root to which they lead."""
    linked: dict[str, list[str]] = {}
    for source in map(inventory.layout.source_path, inventory.documents):
        if os.path.islink(root / source):  # noqa: PTH114  called once a document
            for place in relate(source, root, root):
                linked.setdefault(place, []).append(source)
    return linked


def _holds(inventory: Inventory, places: Collection[str]) -> bool:
    return any(True for _ in _filter(inventory.find_places(), places))


def _filter(locations: Sequence[Location], places: Collection[str]) -> Iterator[Location]:
    if "" in places:
        yield from locations
        return
    for location in locations:
        if is_below(location.path, places) or is_below(location.source, places):
            yield location


def _find_notices(path: str, places: Collection[str], root: Path) -> Iterator[str]:
    """Speak up where a folder stands in a source's place."""
    if any(at.endswith(MARKDOWN_SUFFIXES) and (root / at).is_dir() for at in places):
        yield f"{path}: is a folder, not a document: put a file in its place"
