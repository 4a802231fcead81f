"""Where the documents of orphaned translations went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FileError, GitError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.history import History
    from sync.model import Stamp, Status
    from sync.project.inventory import Inventory
    from sync.versions import Versions


def find_moves(
    orphans: Sequence[Status], versions: Versions
) -> tuple[Mapping[str, str], tuple[GitError, ...]]:
    """Return gone document → the present one that it became, and git's failures.

    Git's renames come first, then the hash in the stamp, where exactly one present document has
    it. Neither may be known: then the document is left out.
    """
    inventory, history = versions.view.inventory, versions.history
    moves: dict[str, str] = {}
    failures: list[GitError] = []
    if history is not None and orphans:
        try:
            moves.update(_ask_git(orphans, inventory, history))
        except GitError as error:
            failures.append(error)
    left = [orphan for orphan in orphans if orphan.location.document not in moves]
    if any(orphan.stamp for orphan in left):
        documents = _read_digests(inventory, versions)
        for orphan in left:
            found = _find_by_hash(orphan.stamp, documents)
            if found is not None:
                moves[orphan.location.document] = found
    return moves, tuple(failures)


def _ask_git(
    orphans: Sequence[Status], inventory: Inventory, history: History
) -> Mapping[str, str]:
    path = inventory.layout.source_path
    present = {path(document): document for document in inventory.documents}
    gone = {orphan.location.source: orphan.location.document for orphan in orphans}
    moves = history.find_moves(gone, present.keys())
    return {gone[old]: present[new] for old, new in moves.items()}


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
    hashes = (stamp.original_hash, stamp.synced_hash) if stamp is not None else ()
    found = {document for each in hashes if each for document in documents.get(each, ())}
    return found.pop() if len(found) == 1 else None
