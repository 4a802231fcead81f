"""A change: two states of the files, and the paths between them that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import StampError, UsageError
from sync.git import (
    BlobReader,
    Listing,
    compare,
    find_merge_base,
    list_commit,
    list_paths,
    list_staged,
    list_untracked,
    read_listing,
    require_index,
    require_sound_head,
)
from sync.model import MARKDOWN_SUFFIXES
from sync.project.trees import BlobTree
from sync.review.prior import Compared, PriorState
from sync.states.stamps import StampReader
from sync.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.git import Entry, Repository
    from sync.model import Location, Stamp
    from sync.project.project import Project


class Change(NamedTuple):
    """The readers of two states of the files, and what lies between them.

    ``listing`` is git's index where ``after`` is that.
    """

    compared: Compared
    before: PriorState
    after: Versions
    listing: Listing | None = None

    @property
    def repository(self) -> Repository:
        """The repository of both states."""
        return self.compared.repository

    @property
    def commit(self) -> str | None:
        """The commit that ``before`` shows, None before the first, and where nothing is staged."""
        return self.compared.commit

    @property
    def paths(self) -> frozenset[str]:
        """The paths whose content differs."""
        return self.compared.paths

    @property
    def is_staged(self) -> bool:
        """Whether ``after`` is git's index."""
        return self.listing is not None


def build_change(
    compared: Compared, before: BlobTree, after: Versions, listing: Listing | None = None
) -> Change:
    """Put two states of the files side by side.

    The one after has been looked at, as its stamps say how both are read. The content of a link is
    what it leads to.
    """
    paths = compared.paths | before.find_leading(compared.paths)
    compared = compared._replace(paths=paths)
    return Change(compared, PriorState(before, after, compared), after, listing)


def read_staged(project: Project) -> Change:
    """Return the change that git's index would commit.

    Raises:
        UsageError: there is no repository.
    """
    repository = _need_repository(project, "--staged")
    reader = BlobReader(repository)
    index, staged = read_listing(repository), list_staged(repository)
    require_index(repository)
    head = reader.resolve("HEAD^{commit}") if staged else None
    if staged and head is None:
        require_sound_head(repository)
    tree = BlobTree(repository, index, reader)
    before = BlobTree(repository, _restore(repository, head, index, staged), reader)
    sides = () if head is None else ("--cached", head)
    compared = Compared(repository, head, sides, frozenset(staged))
    after = Versions(project.view(tree), find_uncommitted=lambda: compared.paths)
    return build_change(compared, before, after, index)


def read_since(project: Project, revision: str) -> Change:
    """Return the change on disk since HEAD and ``revision`` parted.

    Raises:
        UsageError: there is no repository, no such revision, or no common history.
        GitError: the history is too shallow to tell.
    """
    repository = _need_repository(project, "--changed-from")
    commit = find_merge_base(repository, revision)
    paths = list_paths(compare(repository, commit)) | list_untracked(repository)
    before = BlobTree.of_commit(repository, commit)
    compared = Compared(repository, commit, (commit,), paths)
    # What git does not track is no part of a commit before it is added.
    after = Versions(
        project.view_disk(), find_uncommitted=lambda: list_paths(compare(repository, "HEAD"))
    )
    return build_change(compared, before, after)


def _restore(
    repository: Repository,
    head: str | None,
    index: Listing,
    staged: Mapping[str, Entry | None],
) -> Sequence[Entry] | Listing:
    """Return HEAD's files: the index's but for what is staged."""
    old = [entry for entry in staged.values() if entry is not None]
    if head is not None and any(entry.stage for entry in old):
        return list_commit(repository, head)
    blobs = {path: blob for path, blob in index.blobs.items() if path not in staged}
    others = (entry for entry in index.others if entry.path not in staged)
    return Listing(blobs, (*others, *old))


def find_concerned(change: Change, locations: Iterable[Location]) -> Iterator[Location]:
    """Yield the translations of which the change touched anything that their state is made of."""
    if change.before.is_read_otherwise:
        yield from locations
        return
    stamps = read_stamps(change)
    # Most changes touch documents alone, and no translation has to be asked where its stamp may be.
    others = [path for path in change.paths if not path.endswith(MARKDOWN_SUFFIXES)]
    for place in locations:
        if not change.paths.isdisjoint((place.source, place.path)):
            yield place
        elif others and not stamps.find_files(place).isdisjoint(others):
            before, after = (_read_beside(side, place) for side in (change.before, stamps))
            if before != after:
                yield place


def read_stamps(change: Change) -> StampReader:
    """Return what reads the stamps of the state after."""
    view = change.after.view
    return StampReader(change.after, view.layout, view.specs)


def _read_beside(reader: StampReader | PriorState, place: Location) -> Stamp | str | None:
    """Return what a file beside a translation says of it, or what is wrong with that."""
    try:
        return reader.read_beside(place)
    except StampError as error:
        return str(error)


def _need_repository(project: Project, option: str) -> Repository:
    if project.repository is None:
        raise UsageError(f"{option} needs a git repository: run in one, or leave it out")
    return project.repository
