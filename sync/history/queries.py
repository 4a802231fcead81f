"""The questions that are asked of the history, and one kind of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sync.model import NameKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.errors import GitError
    from sync.model import Base, Reason, VersionName


class BaseQuery(NamedTuple):
    """The question for the version of ``source`` that ``name`` names.

    ``also`` are more paths that the document may have had (a stamp's ``source_file``), in the order
    in which they count; all are relative to the root, with ``/``. Commits whose subjects hold one
    of the words in ``ignore`` do not count.
    """

    source: str
    name: VersionName
    also: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def move(self, rename: Callable[[str], str]) -> BaseQuery:
        """Return the question as it is asked from another folder, where ``rename`` says paths."""
        name = self.name
        if name.kind is NameKind.LAST:
            path, mark, commit = name.text.partition("\0")
            name = name._replace(text=rename(path) + mark + commit)
        also = tuple(map(rename, self.also))
        return self._replace(source=rename(self.source), name=name, also=also)


BaseAnswer: TypeAlias = "Base | Reason | GitError"
"""A base, or why there is none: what the clone lacks, or what git cannot read."""


class BaseText(NamedTuple):
    """A base and the bytes of its blob."""

    base: Base
    data: bytes
