"""What commands find out, as values that reports, pages and scripts are made from."""

from __future__ import annotations

import posixpath
from collections import Counter
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError
from sync.model import Note, State
from sync.names import quote_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.changes.values import Changes
    from sync.errors import SyncError
    from sync.exchange.handed import Handed
    from sync.exchange.judging import Judged
    from sync.exchange.memory import TranslationMemory
    from sync.findings import Finding
    from sync.merge.values import TableMerge, UnitMerge
    from sync.model import Location, Status


# Deeper than any path climbs, so that ``..`` above the root survives the arithmetic.
_FAR_ROOT = "/_" * 64


class Caller(NamedTuple):
    """How the program was called, so that a command in a report can be called the same way.

    ``options`` are the global ones, quoted for a shell, with a blank before each. One of the
    paths is None: ``root`` is the root seen from the current folder where that lies outside of
    it, ``folder`` the current folder seen from the root, empty for the root itself. ``upstreams``
    are the clones that hold sources, relative to the root, by what the sources' paths begin with.
    ``names_config`` says that the configuration is not the root's own, but a file that was named.
    ``nested`` are the folders below the root that are repositories of their own: submodules.
    """

    options: str = ""
    root: str | None = None
    folder: str | None = ""
    upstreams: tuple[tuple[str, str], ...] = ()
    names_config: bool = False
    nested: frozenset[str] = frozenset()

    def command(self, name: str) -> str:
        """Return how to call a command of the program."""
        return f"translation-sync{self.options} {name}"

    def path(self, path: str) -> str:
        """Return a path that is relative to the root as an argument, seen from where we are."""
        return self.paths((path,))

    def paths(self, paths: Sequence[str]) -> str:
        """Return several of them, as the last arguments of a command."""
        return quote_names([self._see(path) for path in paths])

    def git(self, command: str, paths: Sequence[str] = ()) -> str:
        """Return how to call git about files, with paths relative to the root.

        Each repository is called about its own: without any, the root's.
        """
        groups: dict[str, list[str]] = {}
        for path in paths:
            held = (folder for folder in self.nested if path.startswith(f"{folder}/"))
            groups.setdefault(max(held, key=len, default=""), []).append(path)
        inner = [
            f"git -C {quote_names((self._see(folder),))} {command} "
            + quote_names([path[len(folder) + 1 :] for path in groups[folder]])
            for folder in sorted(filter(None, groups))
        ]
        own = groups.get("", ())
        calls = inner if inner and not own else [self._call_own(command, own), *inner]
        return " && ".join(calls)

    def _call_own(self, command: str, paths: Sequence[str]) -> str:
        if self.root is None:
            named = self.paths(paths)
            return f"git {command} {named}" if paths else f"git {command}"
        call = f"git -C {quote_names((self.root,))} {command}"
        return f"{call} {quote_names(paths)}" if paths else call

    def git_about(self, source: str, command: str) -> str:
        """Return how to call git about the repository that a source, or a document, lies in."""
        clones = (clone for mount, clone in self.upstreams if source.startswith(f"{mount}/"))
        clone = next(clones, None)
        if clone is None:
            return self.git(command)
        return f"git -C {quote_names((self._see(clone),))} {command}"

    def _see(self, path: str) -> str:
        if self.root is not None:
            return posixpath.normpath(f"{self.root}/{path}")
        if not self.folder:
            return path
        return posixpath.relpath(f"{_FAR_ROOT}/{path}", f"{_FAR_ROOT}/{self.folder}")


class Detail(NamedTuple):
    """How much of a report a reader wants to hear, and how it was asked for.

    ``is_each`` asks for each of the selected by itself, ``is_quiet`` for nothing but what fails.
    ``is_narrowed`` says that only some languages were asked for. ``arguments`` are those that
    selected translations, quoted for a shell, with a blank before each.
    """

    is_each: bool = False
    is_quiet: bool = False
    is_narrowed: bool = False
    arguments: str = ""


class Report(NamedTuple):
    """The translations selected, and how a reader wants to hear of them.

    ``listed`` are those that a text names one by one, ``picture`` those that its table counts
    (no table where it is empty), ``conclusion`` its last line. ``failing`` are those of the listed
    that fail a gate. ``findings`` are what rules found in translations, which fail one where
    they are errors, or ``warnings_fail``, ``changes`` what changed
    in the sources of some; None where nobody looked. ``failures`` kept something from being looked
    at. ``left_out`` is a line about translations that a sparse checkout leaves out, None for none.
    ``prefix`` is the root relative to the repository's top: empty, or ending in ``/``; what
    servers read (annotations and the like) has paths that begin there. ``caller`` is how the
    commands that a report advises are called, ``detail`` how much a text tells. ``unstaged`` are
    files that were mended on disk, while git's index was looked at. ``owners`` looks after each
    language, ``*`` after any other one. ``since`` says from when on (ISO 8601) the source was
    another than the one that a translation was made from, where somebody asked.
    """

    statuses: Sequence[Status]
    listed: Sequence[Status]
    picture: Sequence[Status] = ()
    conclusion: str | None = None
    failing: frozenset[Status] = frozenset()
    findings: tuple[Finding, ...] | None = None
    warnings_fail: bool = False
    changes: Mapping[Location, Changes] | None = None
    failures: tuple[SyncError, ...] = ()
    left_out: str | None = None
    prefix: str = ""
    caller: Caller = Caller()
    detail: Detail = Detail()
    unstaged: tuple[str, ...] = ()
    owners: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    since: Mapping[Location, str] = MappingProxyType({})

    def find_owners(self, language: str) -> tuple[str, ...]:
        """Return who looks after a language."""
        return self.owners.get(language, self.owners.get("*", ()))

    def keep_failing(self) -> Report:
        """Return the same with nothing in it but what fails."""
        from sync.findings import Severity

        def fails(finding: Finding) -> bool:
            return self.warnings_fail or finding.severity is Severity.ERROR

        return self._replace(
            listed=tuple(status for status in self.listed if status in self.failing),
            findings=tuple(filter(fails, self.findings or ())),
            picture=(),
            conclusion=None,
        )


class Result(NamedTuple):
    """A command's report, the lines for standard error, and whether it found what it looks for.

    ``failures`` make the run a failure, whatever was found beside them.
    """

    report: Report
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()
    has_findings: bool = False


class Outcome(StrEnum):
    """What became of a translation."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class FilledUnits(NamedTuple):
    """How many units took words that are known already: without a mark, and to be looked at."""

    unmarked: int = 0
    fuzzy: int = 0


class Updated(NamedTuple):
    """A translation, as it was found, and what became of it.

    ``stamped`` says that its stamp now vouches for the whole source. ``units`` are the blocks of
    prose that were not kept, ``counts`` counts all of them by what became of them. ``before`` and
    ``after`` are the file's texts, where they are to be shown; ``before`` is None for a new file.
    ``files`` are those that were written or removed, ``target`` the place that it moved to.
    ``filled`` counts the units that took words from memory, None where that was not asked for; the
    other counts are those before that. ``is_double`` says that it is the same file as another one,
    which says what became of it.
    """

    status: Status
    outcome: Outcome
    stamped: bool = False
    tables: tuple[TableMerge, ...] = ()
    units: tuple[UnitMerge, ...] = ()
    counts: Mapping[str, int] = MappingProxyType({})
    notes: tuple[Note, ...] = ()
    refusal: Note | None = None
    before: str | None = None
    after: str | None = None
    files: tuple[str, ...] = ()
    target: str | None = None
    filled: FilledUnits | None = None
    is_double: bool = False

    def explain(self) -> str:
        """Return why it was refused, on one line, with the file and the line."""
        note = self.refusal or Note(None, self.outcome.value)
        return f"{self.status.location.path}{show_line(note)}: {note.message}"


def refuse(status: Status, error: SyncError) -> Updated:
    """Return that a translation is refused, and why; a word for it is the status's reason."""
    note = note_error(status.location, error)
    reason = error.reason if isinstance(error, RefusedError) else None
    if reason is not None:
        status = status._replace(reason=reason)
        note = note._replace(message=f"{note.message} ({reason})")
    return Updated(status, Outcome.REFUSED, refusal=note)


def show_line(note: Note) -> str:
    """Return a note's line as it stands behind a path."""
    return "" if note.line is None else f":{note.line}"


def note_error(location: Location, error: SyncError) -> Note:
    """Return an error as a note on a translation; the file is named where it is another."""
    if error.path in (None, location.path):
        return Note(error.line, error.message)
    return Note(None, str(error))


class WritingRun(NamedTuple):
    """What became of each translation, in order, what failed, and what else there is to say."""

    updates: tuple[Updated, ...]
    failures: tuple[SyncError, ...]
    notices: tuple[str, ...]


class UpdatesReport(NamedTuple):
    """What became of translations, and how a reader wants to hear of it.

    ``command`` is what wrote them, ``is_dry`` says that it only showed what it would do.
    ``is_strict`` says that what was written, or would be, fails the call. ``is_staging`` asks for
    what git has to be told, ``is_quiet`` for nothing but what fails.
    """

    updates: Sequence[Updated]
    command: str = ""
    caller: Caller = Caller()
    is_dry: bool = False
    is_strict: bool = False
    is_staging: bool = False
    is_quiet: bool = False


class EntriesReport(NamedTuple):
    """What became of entries that came back, and of the translations that they were for.

    ``updates`` are the translations that were written, or would be where ``is_dry``.
    """

    entries: Sequence[Judged]
    updates: Sequence[Updated]
    caller: Caller = Caller()
    is_dry: bool = False


class KnownLanguage(NamedTuple):
    """What the translations of a language know; ``name`` is what files call it."""

    language: str
    name: str
    memory: TranslationMemory


class MemoryReport(NamedTuple):
    """What is known in each language that was asked for.

    ``source_language`` is what files call that of the sources. ``compendium`` is that of one
    language as entries, None where nobody asked for it.
    """

    languages: Sequence[KnownLanguage]
    source_language: str = "en"
    compendium: Handed | None = None


class ChangedTranslation(NamedTuple):
    """A translation and what changed in its source since; ``changes`` is None where unknown.

    ``words`` are those that it owes: all of a missing one, of others what is new; None where
    nobody knows, or asked.
    """

    status: Status
    changes: Changes | None
    words: int | None = None


class ChangesReport(NamedTuple):
    """What changed since translations were made, and how a reader wants to hear of it.

    ``failing`` are those of the translations that fail a gate.
    """

    entries: Sequence[ChangedTranslation]
    caller: Caller = Caller()
    detail: Detail = Detail()
    failing: frozenset[Status] = frozenset()


class Point(NamedTuple):
    """How many translations of each language were in which state at a commit.

    ``date`` is the committer's, ISO 8601. Every language has all eight states. ``words`` are those
    of the sources, in the same way, by what they are in the language; None where nobody asked.
    """

    commit: str
    date: str
    languages: Mapping[str, Mapping[State, int]]
    words: Mapping[str, Mapping[State, int]] | None = None

    @property
    def states(self) -> Mapping[State, int]:
        """The counts of all languages together."""
        counted: Counter[State] = Counter()
        for counts in self.languages.values():
            counted.update(counts)
        return {state: counted[state] for state in State}


class Trend(NamedTuple):
    """The points of a history, the oldest first."""

    points: Sequence[Point]
