"""The library: what the commands find out, as values.

>>> from sync import open_project
>>> project = open_project("handbook")
>>> for status in project.statuses(languages=["he"]):
...     print(status.location.path, status.state)
translations/he/README.md current
translations/he/guide.md stale
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import ConfigError, FileError, GitError, StampError, SyncError, UsageError
from sync.model import NameKind, VersionName
from sync.project.project import open_project as find_project
from sync.project.query import Query
from sync.stamps.plugins import PresentSource, StampPlugin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.exchange.judging import Judged
    from sync.findings import Finding
    from sync.model import Status
    from sync.project.project import Project
    from sync.results import ChangedTranslation, Updated
    from sync.workflow.asked import Asked

__all__ = [
    "ConfigError",
    "FileError",
    "GitError",
    "NameKind",
    "OpenProject",
    "PresentSource",
    "StampError",
    "StampPlugin",
    "SyncError",
    "UsageError",
    "VersionName",
    "open_project",
]


@dataclass(frozen=True, slots=True)
class OpenProject:
    """A project opened by :func:`open_project`; each question looks at the files anew.

    What cannot be read keeps nothing else from being told: :meth:`failures` names it.
    """

    _folder: Path
    _project: Project
    _failed: list[tuple[SyncError, ...]] = field(default_factory=list, repr=False, compare=False)

    @property
    def root(self) -> Path:
        """The project's root, to which all paths in answers are relative."""
        return self._project.root

    def statuses(
        self, paths: Iterable[str] = (), languages: Iterable[str] = ()
    ) -> tuple[Status, ...]:
        """Return the status of each translation, by document, then language.

        That of one that could not be found out says why in its ``reason``.

        ``paths`` are sources or translations, files or folders, relative to the folder that the
        project was opened with; a source stands for its translations. None of a kind means all. A
        text in place of a list is one path, or one language.

        Raises:
            UsageError: a path or a language is not there.
            SyncError: git or the file system failed, so that nothing could be found out.
        """
        return tuple(self._ask(paths, languages, bodies=False).statuses)

    def failures(self) -> tuple[SyncError, ...]:
        """Return what kept the last question from being answered in full, each failure once.

        Where nothing has been asked yet, it is asked for all statuses first.
        """
        if not self._failed:
            self._ask((), (), bodies=False)
        return self._failed[-1]

    def changes(
        self, paths: Iterable[str] = (), languages: Iterable[str] = ()
    ) -> tuple[ChangedTranslation, ...]:
        """Return what changed in the source since each translation was made.

        Arguments and errors are those of :meth:`statuses`; ``changes`` is None where the version
        that a translation was made from is not known.
        """
        from sync.workflow.diff import compare_translations

        asked = self._ask(paths, languages)
        comparison = compare_translations(asked.versions, asked.statuses)
        self._note(asked.failures, comparison.failures)
        return comparison.entries

    def merges(
        self, paths: Iterable[str] = (), languages: Iterable[str] = ()
    ) -> tuple[Updated, ...]:
        """Return what ``sync`` would make of each translation, with the texts; writes nothing.

        Arguments and errors are those of :meth:`statuses`. One that would be refused says why.
        """
        from sync.workflow.merging import SyncOptions, choose_merge
        from sync.workflow.sync import sync_translations

        asked = self._ask(paths, languages)
        config = self._project.config
        merge = choose_merge(config)
        options = SyncOptions(merge, writes=False, shows=True, recalls=config.memory)
        run = sync_translations(asked.versions, asked.statuses, options, self._folder)
        self._note(asked.failures, run.failures)
        return run.updates

    def moves(
        self, paths: Iterable[str] = (), languages: Iterable[str] = ()
    ) -> tuple[Updated, ...]:
        """Return what ``move`` would make of each orphan, its new path in ``target``.

        Nothing is written. Arguments and errors are those of :meth:`statuses`. One that would be
        refused says why.
        """
        from sync.workflow.move import MoveOptions, move_translations

        asked = self._ask(paths, languages, bodies=False)
        run = move_translations(asked.versions, asked.statuses, MoveOptions(writes=False))
        self._note(asked.failures, run.failures)
        return run.updates

    def findings(
        self, paths: Iterable[str] = (), languages: Iterable[str] = ()
    ) -> tuple[Finding, ...]:
        """Return what ``lint`` finds, by the rules that the configuration chose.

        Arguments and errors are those of :meth:`statuses`.
        """
        from sync.workflow.lint import LintOptions, look_closely

        query = Query(self._folder, _list(paths), _list(languages))
        linted = look_closely(self._project.view_files(), query, LintOptions())
        self._note(linted.failures)
        return linted.findings

    def export(self, language: str, paths: Iterable[str] = (), file_format: str = "po") -> str:
        """Return what translations into a language owe, as the text of a file.

        ``file_format`` is ``po``, ``xliff`` or ``json``. What a format cannot hold is left out.
        Paths and errors are those of :meth:`statuses`.
        """
        from sync.exchange.formats import FORMATS
        from sync.workflow.export import export_entries, keep_fit

        kind = FORMATS.get(file_format)
        if kind is None:
            raise UsageError(f"{file_format!r} is no format: choose from {', '.join(FORMATS)}")
        asked = self._ask(paths, (language,))
        exported = export_entries(asked.versions, asked.statuses, language)
        self._note(asked.failures, exported.failures)
        return kind.render(keep_fit(exported.handed, kind)[0])

    def imports(self, files: Iterable[str], language: str | None = None) -> tuple[Judged, ...]:
        """Return what ``import`` would make of each entry of some files; writes nothing.

        ``files`` are relative to the folder that the project was opened with; ``language`` is that
        of files that do not name theirs.

        Raises:
            UsageError: a file is none of ``export``'s formats, or in none of the languages.
            SyncError: the file system failed.
        """
        from sync.workflow.importing import (
            ImportOptions,
            choose_languages,
            import_entries,
            read_files,
        )
        from sync.workflow.taking import TakingOptions

        returned = read_files(self._project, self._folder, _list(files))
        view = self._project.view_files()
        entries = choose_languages(view, returned, language)
        imported = import_entries(view, entries, ImportOptions(TakingOptions(writes=False)))
        self._note(imported.failures)
        return tuple(imported.report.entries)

    def _ask(self, paths: Iterable[str], languages: Iterable[str], *, bodies: bool = True) -> Asked:
        from sync.workflow.asked import ask

        query = Query(self._folder, _list(paths), _list(languages))
        asked = ask(self._project.view_files(), query, bodies=bodies)
        self._note(asked.failures)
        return asked

    def _note(self, *failures: Iterable[SyncError]) -> None:
        """Keep what failed at a question, in the place of what failed at the one before."""
        told = {str(each): each for several in failures for each in several}
        self._failed[:] = [tuple(told.values())]


def _list(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a list of texts as it is; a text alone is its only one, not a list of letters."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def open_project(path: str | os.PathLike[str] = ".", revision: str | None = None) -> OpenProject:
    """Open the project that the folder ``path`` belongs to.

    With a ``revision``, which may be anything that git takes for a commit, its files are those
    that a clean checkout of that would have, and the configuration is that commit's; the work tree
    and the index count for nothing. ``path`` may then be a bare repository, and without a revision
    that is read at ``HEAD``. Nothing is fetched.

    Raises:
        UsageError, ConfigError: there is no such folder or revision, or its configuration makes no
            sense.
        GitError, FileError: git refuses to look, or lacks the configuration.
    """
    from sync.project.at_commit import find_bare

    folder = Path(path).absolute()
    if not folder.is_dir():
        raise UsageError(f"there is no folder {str(folder)!r}: name that of a project")
    if revision is None and find_bare(folder) is not None:
        revision = "HEAD"
    if revision is not None:
        return _open_at(folder, revision)
    return OpenProject(folder, find_project(folder))


def _open_at(folder: Path, revision: str) -> OpenProject:
    from sync.project.at_commit import open_at

    return OpenProject(folder, open_at(folder, revision))
