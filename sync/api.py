"""The library: what the commands find out, as values.

>>> from sync import open_project
>>> project = open_project("path/to/project")  # doctest: +SKIP
>>> for status in project.statuses(languages=["he"]):  # doctest: +SKIP
...     print(status.location.path, status.state)
translations/he/README.md current
translations/he/guide.md stale
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sync.workflow.project import open_project as open_workflow_project
from sync.workflow.query import Query
from sync.workflow.states import assess

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.model import Status
    from sync.workflow.project import Project as WorkflowProject


@dataclass(frozen=True, slots=True)
class Project:
    """A project opened by :func:`open_project`; each question looks at the files anew."""

    _folder: Path
    _project: WorkflowProject

    @property
    def root(self) -> Path:
        """The project's root, to which all paths in answers are relative."""
        return self._project.root

    def statuses(
        self, paths: Iterable[str] = (), languages: Iterable[str] = ()
    ) -> tuple[Status, ...]:
        """Return the status of each translation, by document, then language.

        ``paths`` are sources or translations, files or folders, relative to the folder that the
        project was opened with; a source stands for its translations. None of a kind means all.

        Raises:
            UsageError: a path or a language is not there.
            SyncError: git or the file system failed, so that a status could not be found out.
        """
        view = self._project.view_disk()
        query = Query(self._folder, tuple(paths), tuple(languages))
        assessment = assess(self._project, view, query.select(self._project, view).locations)
        for failure in assessment.failures:
            raise failure
        return assessment.statuses


def open_project(path: str | os.PathLike[str] = ".") -> Project:
    """Open the project that the folder ``path`` belongs to.

    Raises:
        UsageError, ConfigError: there is no such folder, or its configuration makes no sense.
        GitError: git refuses to look.
    """
    folder = Path(path).absolute()
    root = None if folder.is_dir() else os.fspath(folder)
    return Project(folder, open_workflow_project(folder, root))
