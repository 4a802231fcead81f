"""What was found out about texts once, kept in the cache: it holds as long as they do.

Keys name contents by their digests, and all else that an answer depends on.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sync.hashing import digest
from sync.version import __version__

if TYPE_CHECKING:
    from sync.cache import Section, Value
    from sync.model import Location
    from sync.project.project import Project

_ENTRIES = 1_000
_LONGEST = 4_096


class Memory:
    """Answers about translations; one that is lost is found out again."""

    def __init__(self, project: Project) -> None:
        """Remember nothing yet."""
        self._project = project
        self._history = project.history

    def name(self, kind: str, location: Location, *texts: bytes | None) -> str:
        """Return the key of an answer of some ``kind`` about the texts of a translation."""
        config = self._project.config
        facts = (
            *(kind, __version__, location),
            *(config.translations, config.source, config.generated, config.lint, config.lint_paths),
            *(config.containers, config.projects, config.spec, config.front_matter),
        )
        digests = [None if text is None else digest(text) for text in texts]
        return digest(repr((facts, digests)).encode("utf-8", "backslashreplace"))

    def recall(self, name: str) -> Value:
        """Return an answer, None where there is none; its shape is the caller's to check."""
        return None if self._section is None else self._section.get(name)

    def keep(self, name: str, *, answer: Value) -> None:
        """Keep an answer, unless it is long."""
        if self._section is not None and len(repr(answer)) <= _LONGEST:
            self._section.put(name, answer)

    def save(self) -> None:
        """Write what is new to the cache."""
        if self._history is not None:
            self._history.cache.save()

    @cached_property
    def _section(self) -> Section | None:
        return None if self._history is None else self._history.cache.section("changes", _ENTRIES)
