"""``diff``: what changed in the source since each translation was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.changes.document import compare_document
from sync.changes.values import Changes
from sync.errors import SyncError
from sync.model import State
from sync.reports.changes import ChangedTranslation
from sync.workflow.linking import open_link_space
from sync.workflow.texts import Texts, parse_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.markdown.generated import GeneratedPair
    from sync.model import Status
    from sync.project.project import Project, View

_MADE_FROM_A_SOURCE = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING)


class Comparison(NamedTuple):
    """The changes behind each status, and what could not be read."""

    entries: tuple[ChangedTranslation, ...]
    failures: tuple[SyncError, ...]


def compare_translations(project: Project, view: View, statuses: Sequence[Status]) -> Comparison:
    """Find what changed since each translation was made; one that fails hides no other."""
    history = project.open_history()
    texts = Texts(view.tree, history)
    texts.load_bases(status for status in statuses if status.state in _MADE_FROM_A_SOURCE)
    entries: list[ChangedTranslation] = []
    failures: list[SyncError] = []
    for status in statuses:
        changes = None
        try:
            changes = _compare(view, texts, status, project.generated)
        except SyncError as error:
            failures.append(error)
        entries.append(ChangedTranslation(status, changes))
    if history is not None:
        history.cache.save()
    return Comparison(tuple(entries), tuple(failures))


def _compare(
    view: View, texts: Texts, status: Status, pairs: tuple[GeneratedPair, ...]
) -> Changes | None:
    if status.state not in _MADE_FROM_A_SOURCE or status.stamp is None:
        return None
    location = status.location
    base = texts.parse_version(location, status.stamp.original_hash)
    if base is None:
        return None
    source = texts.parse_source(location)
    if base is source:
        return Changes()
    known = texts.parse_version(location, status.stamp.synced_hash) or base
    translation = parse_document(view.tree.read(location.path), location.path)
    space = open_link_space(view, location)
    return compare_document(base, source, translation, known, space, pairs=pairs)
