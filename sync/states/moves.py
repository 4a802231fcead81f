"""Where the documents of orphaned translations went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, GitError
from sync.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.history import History
    from sync.model import Stamp, Status
    from sync.project.inventory import Inventory
    from sync.versions import Versions


class Moves(NamedTuple):
    """Gone document → the present one that it became, and git's failures.

    Of one in ``unknown`` nobody can say here whether it moved, for the reason that stands there.
    """

    found: Mapping[str, str]
    unknown: Mapping[str, str]
    failures: tuple[GitError, ...] = ()

    def tell(self, orphan: Status) -> Status:
        """Return the status of an orphan with what is known of its source."""
        document = orphan.location.document
        moved_to = self.found.get(document)
        reason = None if moved_to is not None else self.unknown.get(document)
        return orphan._replace(moved_to=moved_to, reason=reason)


def find_moves(orphans: Sequence[Status], versions: Versions) -> Moves:
    """Find out what became of the documents of orphaned translations.

    Git's renames come first, then a path that differs in case alone, then the hash in the stamp,
    where exactly one present document has it.
    """
    inventory, history = versions.view.inventory, versions.history
    if not orphans:
        return Moves({}, {})
    moves: dict[str, str] = {}
    unknown: dict[str, str] = {}
    gone = dict.fromkeys(orphan.location.document for orphan in orphans)
    failures: list[GitError] = []
    if history is None:
        unknown = dict.fromkeys(gone, Reason.NO_GIT.value)
    else:
        try:
            answers = _ask_git(orphans, inventory, history)
            moves = {old: new for old, new in answers.items() if not isinstance(new, Reason)}
            unknown = {old: new.value for old, new in answers.items() if isinstance(new, Reason)}
        except GitError as error:
            failures.append(error)
            unknown = dict.fromkeys(gone, str(error))
    moves = {**_find_by_case(gone, inventory.documents), **moves}
    left = [orphan for orphan in orphans if orphan.location.document not in moves]
    if any(_list_hashes(orphan.stamp) for orphan in left):
        documents = _read_digests(inventory, versions)
        for orphan in left:
            found = _find_by_hash(orphan.stamp, documents)
            if found is not None:
                moves[orphan.location.document] = found
    return Moves(moves, unknown, tuple(failures))


def _ask_git(
    orphans: Sequence[Status], inventory: Inventory, history: History
) -> Mapping[str, str | Reason]:
    path = inventory.layout.source_path
    present = {path(document): document for document in inventory.documents}
    gone = {orphan.location.source: orphan.location.document for orphan in orphans}
    moves = history.find_moves(gone, present.keys())
    return {
        gone[old]: new if isinstance(new, Reason) else present[new] for old, new in moves.items()
    }


def _find_by_case(gone: Iterable[str], documents: Iterable[str]) -> Mapping[str, str]:
    """Return gone document → the one present that is spelled so but for its case."""
    spelled: dict[str, list[str]] = {}
    for document in documents:
        spelled.setdefault(document.casefold(), []).append(document)
    pairs = ((document, spelled.get(document.casefold(), ())) for document in gone)
    return {document: others[0] for document, others in pairs if len(others) == 1}


def _read_digests(inventory: Inventory, versions: Versions) -> Mapping[str, set[str]]:
    """Return digest → the documents that have it."""
    documents: dict[str, set[str]] = {}
    for document in inventory.documents:
        try:
            found = versions.source(inventory.layout.source_path(document)).digests
        except FileError:  # reported with the document's own translations
            continue
        for each in found:
            documents.setdefault(each, set()).add(document)
    return documents


def _find_by_hash(stamp: Stamp | None, documents: Mapping[str, set[str]]) -> str | None:
    hashes = _list_hashes(stamp)
    found = {document for each in hashes for document in documents.get(each, ())}
    return found.pop() if len(found) == 1 else None


def _list_hashes(stamp: Stamp | None) -> list[str]:
    """Return the digests by which a source may be found; a commit's name is none."""
    return [] if stamp is None else list(filter(None, (stamp.original_hash, stamp.synced_hash)))
