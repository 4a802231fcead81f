"""What only the history can tell of the past: stale, cosmetic, or pending after all.

It is resolved by the functions that resolve the present. Each version of a source stands for a
document of its own there, under a name that no file can have.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sync.git import Entry
from sync.history import History
from sync.model import Base, Reason, State, Status
from sync.project.inventory import Inventory
from sync.project.layout import DEFAULT_TEMPLATE, Layout
from sync.project.project import View
from sync.project.status_list import Translations
from sync.project.template import parse_template
from sync.project.trees.blobs import BlobTree
from sync.states.questions import find_questions
from sync.states.resolution import resolve_all
from sync.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.errors import GitError
    from sync.git import BlobReader, Repository
    from sync.history import BaseAnswer, BaseQuery
    from sync.history.versions import DatedVersion
    from sync.project.project import Project
    from sync.trend.replay import Open

_MARK = "\0"
_FILE = "100644"


class PastHistory(History):
    """The history as it was known at the commits that versions of sources are named after."""

    def __init__(self, repository: Repository, tip: str | None = None) -> None:
        """Look at nothing yet."""
        super().__init__(repository, tip)
        self._lines: dict[str, tuple[DatedVersion, ...]] = {}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {commit.name: number for number, commit in enumerate(self.line())}

    def find_bases(self, queries: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Find the bases as of any document, whatever version a query is about."""
        plain = {query: _strip(query) for query in queries}
        found = super().find_bases(plain.values())
        return {query: found[each] for query, each in plain.items()}

    def versions(self, source: str) -> tuple[DatedVersion, ...]:
        """Return the versions that a source had had by the commit in its name."""
        commit, _, path = source.rpartition(_MARK)
        if path not in self._lines:
            self._lines[path] = super().versions(path)
        last = self._order.get(commit, len(self._order))
        return tuple(each for each in self._lines[path] if self._order.get(each.commit, -1) <= last)


class Resolved(NamedTuple):
    """What the history says of all that was open: states, and git's names of the bases found.

    ``is_lacking`` where a partial clone lacks what would tell some of it.
    """

    states: Mapping[Open, State] = {}
    bases: Mapping[Open, str] = {}
    is_lacking: bool = False
    failures: tuple[GitError, ...] = ()


def resolve_past(
    project: Project, history: PastHistory, reader: BlobReader, asked: Iterable[Open]
) -> Resolved:
    """Resolve all that is open, at any time, at once.

    Those that hang on the same things are resolved once.
    """
    drafts = {each: _draft(each) for each in dict.fromkeys(asked)}
    if not drafts or project.repository is None:
        return Resolved()
    origins = {each: find_questions(draft, each.stamp).origin for each, draft in drafts.items()}
    answers = history.find_bases(set(origins.values()))
    found = {each: answers[origin] for each, origin in origins.items()}
    bases = {each: base.blob for each, base in found.items() if isinstance(base, Base)}
    known = {each: each.state for each in drafts if each.state is not None}
    keys = {each: _reduce(each, found[each]) for each in drafts if each not in known}
    chosen = {key: each for each, key in keys.items()}
    versions = {drafts[each].location.source: each.blob for each in chosen.values()}
    entries = (Entry(path, _FILE, blob) for path, blob in versions.items())
    tree = BlobTree(project.repository, entries, reader)
    wanted = [_number(drafts[each], number) for number, each in enumerate(chosen.values())]
    layout = Layout("", parse_template(DEFAULT_TEMPLATE))
    nothing = Inventory(layout, (), (), Translations(layout, {}), ())
    view = View(project, tree, nothing)
    resolved, failures = resolve_all(wanted, Versions(view, history=history))
    history.cache.save()
    states = {key: status.state for key, status in zip(chosen, resolved, strict=True)}
    told = known | {each: states[key] for each, key in keys.items()}
    is_lacking = any(status.reason == Reason.PARTIAL_CLONE for status in resolved)
    return Resolved(told, bases, is_lacking, failures)


def _draft(asked: Open) -> Status:
    location = asked.location
    source = f"{asked.commit}{_MARK}{location.source}"
    return Status(location._replace(source=source), State.STALE, stamp=asked.stamp)


def _number(draft: Status, number: int) -> Status:
    """Give a draft a place of its own: answers are kept by place."""
    return draft._replace(location=draft.location._replace(language=str(number)))


def _reduce(asked: Open, base: BaseAnswer) -> tuple[object, ...]:
    """Return what the state hangs on; the stamp's date counts where its base is unknown."""
    stamp, location = asked.stamp, asked.location
    hashes = (location.source, stamp.origin, stamp.destination, stamp.source_file)
    if isinstance(base, Base):
        return (*hashes, asked.blob)
    return (*hashes, asked.commit, stamp.translation_date)


def _strip(query: BaseQuery) -> BaseQuery:
    also = tuple(path.rpartition(_MARK)[2] for path in query.also)
    return query._replace(source=query.source.rpartition(_MARK)[2], also=also)
