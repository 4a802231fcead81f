"""What a fleet is, and what is found out of each of its repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Listed(NamedTuple):
    """A repository as FILE lists it.

    ``address`` is what git takes, ``place`` the folder of one on this machine; of a mirrored one
    that is None. ``shown`` is the address without secrets. ``line`` is where FILE says so.
    """

    name: str
    address: str
    shown: str
    place: Path | None
    revision: str = "HEAD"
    root: str = "."
    line: int = 1


class Fleet(NamedTuple):
    """The repositories of FILE, and what it says in the place of options; None where nothing."""

    file: Path
    repositories: tuple[Listed, ...]
    mirrors: Path | None = None
    store: Path | None = None
    jobs: int | None = None
    scheduler: str | None = None


class WayOut(NamedTuple):
    """What to do where contents are lacking, those of the past, and where nothing is there."""

    lacking: str
    lacking_past: str
    absent: str


class RepositoryTask(NamedTuple):
    """A repository to be looked at, by whoever can reach ``place``.

    ``known`` is the fingerprint of what is in the store, ``counts`` what that counts by language:
    where the fingerprint holds still, the rest is not looked at. ``judges`` asks for the gate as
    well.
    """

    name: str
    place: str
    root: str
    revision: str
    way_out: WayOut
    known: str | None = None
    counts: Mapping[str, Mapping[str, int]] | None = None
    judges: bool = False


class OwedTranslation(NamedTuple):
    """A translation that is not current."""

    language: str
    document: str
    path: str
    state: str
    reason: str | None
    original_hash: str | None
    synced_hash: str | None


class LookedAt(NamedTuple):
    """What is known of a repository after a look.

    ``error`` is a line where something could not be found out. ``languages`` count by state.
    ``is_same`` says that what the store has holds still, and nothing else is told but
    ``failing``: how many translations fail the repository's gate, None where nobody asked.
    """

    name: str
    commit_id: str | None = None
    fingerprint: str | None = None
    error: str | None = None
    languages: Mapping[str, Mapping[str, int]] = {}
    rows: tuple[OwedTranslation, ...] = ()
    is_same: bool = False
    failing: int | None = None


class KnownRepository(NamedTuple):
    """A repository as the store has it; ``failing`` is what a gate said in this run."""

    name: str
    address: str
    root: str
    revision: str
    commit_id: str | None
    fingerprint: str | None
    error: str | None
    summary: Mapping[str, int]
    languages: Mapping[str, Mapping[str, int]]
    finished: str
    rows: tuple[OwedTranslation, ...] = ()
    failing: int | None = None
