"""The versions of sources at commits that stamps name.

A commit is looked up by the digits of its id and read as an object, its trees after it: what a
stamp says never becomes an argument of git that could be an option or an expression.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.git.dates import read_date
from sync.history.links import LINK_MODE, LONGEST_CHAIN, AbsentError, read_link
from sync.history.log import spell_suffixes
from sync.history.renames import FIRST_PARENTS, Walk, read_renames
from sync.model import MARKDOWN_SUFFIXES, Base, NameKind, Reason

if TYPE_CHECKING:
    from sync.git import RawChange
    from sync.history.clone import Clone
    from sync.history.queries import BaseAnswer, BaseQuery
    from sync.history.renames import Renames

_PARENT = re.compile(rb"^parent ([0-9a-f]+)$", re.MULTILINE)
_TREE = re.compile(rb"tree ([0-9a-f]+)\n")
_ASKED = 400  # abbreviations in one call of git
_SHA1_DIGITS = 40


class _Commit(NamedTuple):
    """A commit: its name, its tree's, its first parent's, and when it was made."""

    name: str
    tree: str
    parent: str | None
    date: str


class AtCommits:
    """One look-up of many versions by commits; each commit and each tree is read once."""

    def __init__(self, clone: Clone) -> None:
        """Read nothing yet."""
        self._kept = clone.renames
        self._git = clone.git
        self._objects = clone.blobs
        self._is_shallow = clone.is_shallow
        self._commits: dict[str, _Commit | None] = {}
        self._trees: dict[str, Mapping[bytes, tuple[str, str]] | None] = {}

    def run(self, wanted: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Answer for each commit what its document was there, or why that is not known."""
        queries = tuple(wanted)
        names = self._complete({query.name.text for query in queries})
        found = {each: self._find(each, names[each.name.text], (each.source,)) for each in queries}
        lost = [each for each, answer in found.items() if answer is Reason.NOT_IN_COMMIT]
        renames = self._read_renames(lost)
        for each in lost:
            former = tuple(_list_former(renames.changes, each.source))
            found[each] = self._find(each, names[each.name.text], (*former, *each.also))
            is_unsure = not {each.source, *former}.isdisjoint(renames.unsure)
            if found[each] is Reason.NOT_IN_COMMIT and is_unsure:
                found[each] = Reason.PARTIAL_CLONE
        return found

    def _complete(self, written: Collection[str]) -> dict[str, str | Reason]:
        """Return the whole name of the one commit that begins with some digits."""
        found: dict[str, str | Reason] = {}
        short = []
        for digits in written:
            if len(digits) == self._whole:
                found[digits] = digits
            else:
                short.append(digits)
        for start in range(0, len(short), _ASKED):
            found |= self._disambiguate(short[start : start + _ASKED])
        return found

    @cached_property
    def _whole(self) -> int:
        """How many digits the whole name of an object has: more of them with SHA-256."""
        return len(self._objects.resolve("HEAD") or "0" * _SHA1_DIGITS)

    def _disambiguate(self, written: Sequence[str]) -> dict[str, str | Reason]:
        options = [f"--disambiguate={digits}" for digits in written]
        objects = (self._git.find("rev_parse", *options) or "").split()
        found: dict[str, str | Reason] = {}
        for digits in written:
            alike = [name for name in dict.fromkeys(objects) if name.startswith(digits)]
            commits = [name for name in alike if self._read_commit(name) is not None]
            if len(commits) > 1:
                found[digits] = Reason.AMBIGUOUS_COMMIT
            else:  # what no object begins with may still be a branch's name
                found[digits] = commits[0] if commits else self._unknown
        return found

    @property
    def _unknown(self) -> Reason:
        """Why a commit is not known: nothing else that has such a name is asked for."""
        return Reason.SHALLOW if self._is_shallow else Reason.UNKNOWN_COMMIT

    def _find(self, query: BaseQuery, name: str | Reason, paths: Iterable[str]) -> BaseAnswer:
        """Return the version that a commit holds at the first of ``paths`` that it has."""
        if isinstance(name, Reason):
            return name
        try:
            commit = self._read_commit(name)
            if commit is not None and query.name.kind is NameKind.BEFORE:
                if commit.parent is None:
                    return Reason.NOT_IN_COMMIT
                commit = self._read_commit(commit.parent)
            if commit is None:
                return self._unknown
            return self._find_in(commit, paths)
        except AbsentError:
            return Reason.PARTIAL_CLONE
        except GitError as error:
            return error

    def _find_in(self, commit: _Commit, paths: Iterable[str]) -> BaseAnswer:
        for path in paths:
            found = self._find_file(commit.tree, path)
            if found is not None:
                return Base(commit.name, *found, commit.date)
        return Reason.NOT_IN_COMMIT

    def _read_renames(self, lost: Sequence[BaseQuery]) -> Renames:
        """Return the renames on the first-parent line that led to documents."""
        # A rename is one only where both of its names are looked at.
        sources = {each.source for each in lost}
        patterns = spell_suffixes({*sources, *(f"x{each}" for each in MARKDOWN_SUFFIXES)})
        walk = Walk(patterns, FIRST_PARENTS, is_back=True)
        return read_renames(self._git, sources, self._kept, walk)

    def _find_file(self, tree: str, path: str) -> tuple[str, str] | None:
        """Return path and blob of the regular file that a path is, or leads to, in a tree."""
        for _ in range(LONGEST_CHAIN):
            mode, blob = self._find_entry(tree, path)
            if mode != LINK_MODE:
                return (path, blob) if mode.startswith("100") else None
            target = read_link(self._git, path, blob)
            if target is None:
                break
            path = target
        return None

    def _find_entry(self, tree: str, path: str) -> tuple[str, str]:
        """Return mode and name of what stands at a path of a tree, both empty for nothing."""
        *folders, last = path.encode("utf-8", "surrogateescape").split(b"/")
        for folder in folders:
            mode, name = self._read_tree(tree).get(folder, ("", ""))
            if mode != "40000":
                return "", ""
            tree = name
        return self._read_tree(tree).get(last, ("", ""))

    def _read_tree(self, name: str) -> Mapping[bytes, tuple[str, str]]:
        if name not in self._trees:
            kind, data = self._find_object(name) or ("", b"")
            self._trees[name] = _parse_tree(data, len(name) // 2) if kind == "tree" else None
        tree = self._trees[name]
        if tree is None:
            raise AbsentError(f"git: the tree {name} is not here")
        return tree

    def _read_commit(self, name: str) -> _Commit | None:
        """Return a commit; None where there is no commit of that name."""
        if name not in self._commits:
            found = self._find_object(name)
            self._commits[name] = None if found is None else _parse_commit(name, *found)
        return self._commits[name]

    def _find_object(self, name: str) -> tuple[str, bytes] | None:
        """Return an object; where a partial clone lacks one, git ends over it."""
        try:
            return self._objects.find_object(name)
        except GitError:
            if self._git.is_partial:
                return None
            raise


def _list_former(renames: Iterable[RawChange], path: str) -> Iterator[str]:
    """Yield the paths that a document had, the newest first."""
    for change in renames:
        if change.path == path and change.old_path is not None:
            path = change.old_path
            yield path


def _parse_commit(name: str, kind: str, data: bytes) -> _Commit | None:
    tree = _TREE.match(data) if kind == "commit" else None
    if tree is None:
        return None
    head = data.partition(b"\n\n")[0]
    parent = _PARENT.search(head)
    date = read_date(head)
    return _Commit(name, tree[1].decode(), parent[1].decode() if parent else None, date)


def _parse_tree(data: bytes, size: int) -> Mapping[bytes, tuple[str, str]]:
    """Return mode and name of each entry (gitformat: mode, space, name, NUL, ``size`` bytes)."""
    entries = {}
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + size
        entries[name] = (mode.decode("ascii"), data[end + 1 : at].hex())
    return entries
