"""The commits that edited a source and its translation together, read from git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.exchange.joint_edits import JointEdit
from sync.markdown.document import read_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.case import Case
    from sync.history import History
    from sync.markdown.dialect import Dialect
    from sync.markdown.document import Markdown


def read_joint_edits(history: History, case: Case) -> Iterator[JointEdit]:
    """Yield what such commits made of both, the newest first.

    Raises:
        GitError: git failed, or lacks an object.
    """
    location = case.location
    for change in history.find_joint_changes(location.source, location.path):
        yield JointEdit(
            f"commit {change.commit[:10]} of {change.date[:10]}",
            _read(history, change.one, case.source.dialect),
            _read(history, change.other, case.translation.dialect),
        )


def _read(history: History, blobs: tuple[str, str], dialect: Dialect) -> tuple[Markdown, Markdown]:
    before, after = (
        # Whatever its encoding was: texts are only held against those of the present.
        read_markdown(data.decode("utf-8", "replace"), dialect)
        for _, data in history.read_blobs(blobs)
    )
    return before, after
