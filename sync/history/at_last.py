"""The versions of sources as of the last commits of their translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FetchError, GitError
from sync.git.changes import HEADER, parse_raw
from sync.git.fetching import read_boundary
from sync.history.links import LINK_MODE, LONGEST_CHAIN, AbsentError, read_link
from sync.history.log import RENAMES, SAME, spell_suffixes, split_fields
from sync.history.renames import FIRST_PARENTS, Renames, Walk, read_renames
from sync.model import Base, Reason

if TYPE_CHECKING:
    from sync.git import RawChange
    from sync.history.clone import Clone
    from sync.history.queries import BaseAnswer, BaseQuery

_FORMAT = f"--format={HEADER.decode()}%H %cI %s"


class _Step(NamedTuple):
    """What a commit of the first-parent line left at a path; ``order`` is 0 for the newest.

    ``blob`` is None where it left no regular file; ``old_path`` is where that was before. A link
    leads to ``target``.
    """

    order: int
    commit: str
    date: str
    subject: str
    blob: str | None
    old_path: str | None
    target: str | None = None


class _Line(NamedTuple):
    """The first-parent line: the steps of each path, the newest first, and each commit's place.

    Commits that changed nothing have none. Of the paths in ``unsure`` a partial clone cannot tell
    under which names they were before, or where they lead.
    """

    steps: Mapping[str, Sequence[_Step]]
    orders: Mapping[str, int]
    unsure: Collection[str]

    def list_targets(self) -> set[str]:
        """Return where links lead."""
        steps = (step for each in self.steps.values() for step in each)
        return {step.target for step in steps if step.target is not None}


class AtLast:
    """One look-up of many versions; the first-parent line is read once."""

    def __init__(self, clone: Clone) -> None:
        """Read nothing yet."""
        self._git = clone.git
        self._kept = clone.renames
        self._is_shallow = clone.is_shallow
        self._cut_off = frozenset(read_boundary(clone.repository) if clone.is_shallow else ())

    def run(self, wanted: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Answer for each translation what its source was at its last commit that counts."""
        queries = tuple(wanted)
        if not self._git.has_commits:
            return dict.fromkeys(queries, Reason.NOT_COMMITTED)
        paths = {query.name.text.partition("\0")[0] for query in queries}
        paths |= {query.source for query in queries}
        try:
            line = self._read(set(paths))
            while not (targets := line.list_targets()) <= paths:  # what they lead to has steps, too
                paths |= targets
                line = self._read(set(paths))
        except FetchError:
            raise
        except GitError:
            if not self._git.is_partial:
                raise
            return dict.fromkeys(queries, Reason.PARTIAL_CLONE)  # it lacks trees
        return {query: self._find(query, line) for query in queries}

    def _read(self, wanted: set[str]) -> _Line:
        """Read the steps of some paths; renames lead on to former names."""
        renames = self._read_renames(wanted)
        unsure = set(renames.unsure)
        edited = {_name_change(each): each for each in renames.changes}
        command = ("--raw", "-z", "--no-abbrev", _FORMAT, *FIRST_PARENTS)
        options = (SAME if self._git.is_partial else RENAMES,)
        steps: dict[str, list[_Step]] = defaultdict(list)
        orders: dict[str, int] = {}
        with self._git.stream("log", *command, *options, self._git.head, "--") as output:
            for raw in parse_raw(split_fields(output)):
                commit, _, rest = raw.header.partition(" ")
                order = orders.setdefault(commit, len(orders))
                if raw.path not in wanted and raw.old_path not in wanted:
                    continue
                change = edited.get(_name_change(raw), raw)
                date, _, subject = rest.partition(" ")
                told = self._git.find_date(commit, date)
                target = self._find_target(change, unsure)
                left = _Step(order, commit, told, subject, change.file, change.old_path, target)
                if change.old_path is not None:  # from where it went there is nothing left
                    gone = left._replace(blob=None, old_path=None, target=None)
                    steps[change.old_path].append(gone)
                if change.path in wanted:
                    steps[change.path].append(left)
                    wanted.update((change.old_path,) if change.old_path else ())
        return _Line(steps, orders, unsure)

    def _find_target(self, change: RawChange, unsure: set[str]) -> str | None:
        """Return where a link leads that a commit put there."""
        if change.mode != LINK_MODE:
            return None
        try:
            return read_link(self._git, change.path, change.blob)
        except AbsentError:
            unsure.add(change.path)
            return None

    def _read_renames(self, wanted: set[str]) -> Renames:
        """Return what the log of a partial clone does not tell: renames of files that changed."""
        if not self._git.is_partial:
            return Renames()
        walk = Walk(spell_suffixes(wanted), FIRST_PARENTS, is_back=True)
        return read_renames(self._git, wanted, self._kept, walk)

    def _find(self, query: BaseQuery, line: _Line) -> BaseAnswer:
        path, _, end = query.name.text.partition("\0")
        newest = line.orders.get(end, -1)
        steps = [step for step in line.steps.get(path, ()) if step.order >= newest]
        if steps and steps[0].blob is None:  # it was removed, and is not committed again
            return Reason.NOT_COMMITTED
        own = [step for step in steps if step.blob is not None]
        if not own:
            return Reason.SHALLOW if self._is_shallow else Reason.NOT_COMMITTED
        last = next((step for step in own if not is_ignored(step.subject, query.ignore)), own[-1])
        if last.commit in self._cut_off:
            return Reason.SHALLOW
        return self._find_source(query, line, newest, last.order)

    def _find_source(self, query: BaseQuery, line: _Line, newest: int, last: int) -> BaseAnswer:
        """Return what the source was at a place of the line, under the name that it had there."""
        path, since, links = query.source, list[_Step](), 0
        while True:
            here = [step for step in line.steps.get(path, ()) if step.order >= newest]
            found = next((step for step in here if step.order >= last), None)
            since += [step for step in here if step.order < last]
            if found is not None and found.blob is not None:
                same = _find_same(since, query.ignore)
                return Base(found.commit, path, found.blob, found.date, same)
            if found is not None and found.target is not None and links < LONGEST_CHAIN:
                path, links = found.target, links + 1
                continue
            came_from = here[-1].old_path if here and found is None else None
            if came_from is None:
                return self._explain(path, line)
            path, newest = came_from, here[-1].order

    def _explain(self, path: str, line: _Line) -> Reason:
        """Return why it is not known what a source was that seems to be younger."""
        if path in line.unsure:
            return Reason.PARTIAL_CLONE
        return Reason.SHALLOW if self._is_shallow else Reason.NOT_IN_COMMIT


def _name_change(change: RawChange) -> tuple[str, str]:
    """Return what tells a change from all others of a line: the commit and the path."""
    return change.header.partition(" ")[0], change.path


def _find_same(since: Sequence[_Step], words: Sequence[str]) -> str | None:
    """Return what a source is since, where nothing but commits that do not count changed it."""
    if not since or not all(is_ignored(step.subject, words) for step in since):
        return None
    return since[0].blob


def is_ignored(subject: str, words: Iterable[str]) -> bool:
    """Tell whether a commit's subject holds one of the words, in any case."""
    folded = subject.casefold()
    return any(word.casefold() in folded for word in words)
