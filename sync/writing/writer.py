"""From a translation's new text and stamp to the edit of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import FileError, RefusedError, StampError
from sync.git.nested import find_nested
from sync.hashing import digest, name_blob, vary
from sync.model import Stamp, StampFormat
from sync.project.checkout import describe_nested, find_adding, require_checked_out
from sync.project.trees import find_mount
from sync.results import WritingRun
from sync.stamps import FORMATS, find_embedded, render_embedded
from sync.stamps.embedded import read_embedded, remove_embedded
from sync.stamps.fields import is_text, names_source
from sync.states.stamps import StampReader
from sync.writing import FileEdit, LockedFolder, Recovery, SidecarEdit, locked
from sync.writing import recover as recover_folders
from sync.writing.path_keys import add_path
from sync.writing.records import RecordMaker, describe_elsewhere, empty_record_stamp
from sync.writing.samples import Samples

if TYPE_CHECKING:
    from pathlib import Path

    from sync.errors import SyncError
    from sync.git import Repository
    from sync.model import Location
    from sync.project.project import Project, View
    from sync.results import Updated
    from sync.stamps.spec import StampSpec
    from sync.versions import Versions
    from sync.writing.plugins import PluginWriter


_BY_HISTORY = (
    "nothing to stamp: its last commit says what it was made from; commit it, "
    "or record stamps with `stamp --adopt`"
)


class Writer:
    """Writes translations with their stamps, under a lock by language folder."""

    def __init__(self, versions: Versions) -> None:
        """Write nothing yet."""
        view = versions.view
        self._versions = versions
        self._project = view.project
        self._view = view
        self._blobs: dict[str, dict[str, str]] = {}
        self._nested: dict[str, None] = {}
        self._notices: list[str] = []
        self._reader = StampReader(view.tree, view.layout, view.specs)

    def _read_source(self, location: Location) -> bytes:
        """Return the bytes of a source of which a stamp records the hash.

        Where they differ from git's blob in line endings only, those are the blob's.
        """
        data = self._versions.source(location.source).data
        if self._project.repository is None or find_mount(
            location.source, self._view.layout.mounts
        ):
            return data
        blob = self._find_held(self._project.repository, location.source)
        return next((each for each in vary(data) if _is_blob(each, blob)), data)

    def _find_held(self, repository: Repository, source: str) -> str | None:
        """Return the blob of a source in the index of the repository that it lies in."""
        from sync.git import read_listing
        from sync.git.nested import open_nested

        folder = find_nested(repository.root, source) or ""
        if folder not in self._blobs:
            place = open_nested(repository, folder) if folder else repository
            self._blobs[folder] = read_listing(place).held
        return self._blobs[folder].get(source.removeprefix(f"{folder}/") if folder else source)

    def synced_stamp(self, location: Location, stamp: Stamp | None, synced: str) -> Stamp:
        """Return the stamp of a translation whose ``synced`` was brought to a version.

        One without an ``original_hash`` was begun with the source's own words: its prose is of no
        other version than its tables, whatever was brought there.
        """
        known = stamp or self.new_stamp(location)
        says = None if known.is_started else synced
        return known._replace(synced_hash=digest(self._read_source(location)), synced=says)

    def current_stamp(self, location: Location, stamp: Stamp | None) -> Stamp:
        """Return the stamp of a translation that is up to date.

        Raises:
            RefusedError: nothing can record that.
        """
        spec = self._view.specs.find(location)
        if stamp is not None and stamp.format is StampFormat.HISTORY:
            raise RefusedError(_BY_HISTORY)
        if spec is not None and spec.is_elsewhere:
            return self._confirm_elsewhere(location, spec, stamp)
        is_own = stamp is not None and stamp.original_hash is not None
        if spec is not None and spec.plugin is not None and not is_own:
            return self._plugins.make(spec, self._read_source(location))
        if spec is not None and spec.plugin is None and spec.is_in_text:
            return self._records.make(location, spec, stamp, self._read_source(location))
        return (stamp or self.new_stamp(location))._replace(
            original_hash=digest(self._read_source(location)),
            synced=None,
            synced_hash=None,
            translation_date=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _confirm_elsewhere(self, location: Location, spec: StampSpec, stamp: Stamp | None) -> Stamp:
        """Return a stamp without our part, where the project's own names the present source.

        Raises:
            RefusedError: it does not; with what to write there.
        """
        if stamp is not None and self._records.names_present(location, stamp):
            return stamp._replace(synced=None, synced_hash=None)
        made = self._records.make(location, spec, stamp, self._read_source(location))
        wanted = describe_elsewhere(location, spec, made.record, self._view)
        is_begun = stamp is not None and stamp.synced_hash is not None
        raise RefusedError(f"{wanted}; then stamp it again" if is_begun else wanted)

    def read_stamp(self, location: Location) -> Stamp | None:
        """Return a translation's stamp as it is now; RefusedError where it cannot be trusted."""
        view = self._view
        reader = StampReader(view.tree, view.layout, view.specs)
        try:
            return reader.read(location)
        except StampError as error:
            raise RefusedError(error.message, path=error.path, line=error.line) from error

    def new_stamp(self, location: Location) -> Stamp:
        """Return an empty stamp in the format that the configuration or the folder asks for.

        Where the sidecar knows the document already it counts, so it has to be written.

        Raises:
            RefusedError: the sidecar cannot be read.
        """
        try:
            is_known = self._reader.read_entry(location) is not None
        except StampError as error:
            raise RefusedError(error.message, path=error.path, line=error.line) from error
        spec = self._view.specs.find(location)
        if spec is not None and spec.is_in_text:
            return empty_record_stamp(spec)
        wanted = self._view.config_of(location).stamp
        stamp_format = wanted or self._samples.find_format(location.language)
        layout = self._view.layout
        return Stamp(
            StampFormat.SIDECAR if is_known else stamp_format,
            original_hash=None,
            source_file=self.name_source(location),
            language_code=layout.code_of(location.language),
        )

    def name_source(self, location: Location) -> str | None:
        """Return what a stamp calls a source; None where no stamp can, and its place alone says."""
        name = self._view.layout.entry_name(location)
        return name if names_source(name) else None

    def build_edit(
        self, location: Location, before: bytes | None, text: str, stamp: Stamp
    ) -> FileEdit:
        """Return the edit that writes a text with its stamp.

        A stamp that is in a sidecar stays there; the configured format comes beside it.

        Raises:
            RefusedError: the stamp cannot be written there without losing something, or a file is
                left out of the checkout.
        """
        require_checked_out(self._view, location, location.path)
        spec = self._view.specs.find(location)
        if spec is not None and spec.plugin is not None:
            return self._build_plugin_edit(location, before, text, stamp, spec)
        if stamp.format is StampFormat.FILE:
            return self._build_progress_edit(location, before, text, stamp)
        if FORMATS[stamp.format].read_only:
            raise RefusedError(f"a {stamp.format}'s stamp is read only", path=location.path)
        if spec is not None and spec.is_in_text:
            return self.build_record_edit(location, before, text, stamp, spec)
        wanted = self._view.config_of(location).stamp
        embedded = stamp._replace(format=wanted) if wanted and find_embedded(wanted) else stamp
        has_html = self._project.find_dialect(location.path).has_html_comments
        try:
            after = render_embedded(text, embedded, has_html=has_html).encode()
        except StampError as error:
            raise RefusedError(error.message, path=location.path, line=error.line) from error
        sidecar = None
        if StampFormat.SIDECAR in (stamp.format, wanted):
            entry = stamp._replace(format=StampFormat.SIDECAR)
            sidecar = self.build_entry(location, entry)
        return FileEdit(location.path, before, after, sidecar)

    def build_entry(self, location: Location, entry: Stamp | None) -> SidecarEdit:
        """Return the edit of a translation's entry in its sidecar; without a stamp it goes."""
        path = self._view.layout.find_sidecar(location)
        if path is None:
            message = "this layout has no folder by language, so no sidecar: set `stamp`"
            raise RefusedError(message, path=location.path)
        require_checked_out(self._view, location, path)
        name = self._view.layout.entry_name(location)
        if not is_text(name):
            message = "its name is not UTF-8, and no sidecar can hold it: rename the source"
            raise RefusedError(message, path=location.path)
        return SidecarEdit(path, name, entry)

    def build_record_edit(
        self, location: Location, before: bytes | None, text: str, stamp: Stamp, spec: StampSpec
    ) -> FileEdit:
        """Return the edit that writes a text with a stamp in the project's own form."""
        from sync.stamps.record_edit import render_record

        try:
            lowered = self._samples.find_lowered(spec)
            has_html = self._project.find_dialect(location.path).has_html_comments
            after = render_record(text, spec, stamp, lowered=lowered, has_html=has_html)
            after = add_path(location, text, after, spec, self._samples)
        except StampError as error:
            raise RefusedError(error.message, path=location.path, line=error.line) from error
        return FileEdit(location.path, before, after.encode())

    def _build_progress_edit(
        self, location: Location, before: bytes | None, text: str, stamp: Stamp
    ) -> FileEdit:
        """Return the edit that writes how far a translation was brought, in a stamp of our own.

        What it was made from is recorded elsewhere. What a stamp of our form says of that stays as
        it is, and counts for nothing.
        """
        present = self._reader.read_entry(location) or read_embedded(text)
        own = present or self.new_stamp(location)
        own = own._replace(synced_hash=stamp.synced_hash, synced=stamp.synced)
        if own.source_file is not None:
            own = own._replace(source_file=self.name_source(location))
        if own.original_hash or own.synced_hash:
            return self.build_edit(location, before, text, own)
        is_kept = own.format is StampFormat.SIDECAR
        sidecar = self.build_entry(location, None) if is_kept else None
        return FileEdit(location.path, before, remove_embedded(text).encode(), sidecar)

    def _build_plugin_edit(
        self, location: Location, before: bytes | None, text: str, stamp: Stamp, spec: StampSpec
    ) -> FileEdit:
        """Return the edit that writes a text with a stamp of a package's kind."""
        has_html = self._project.find_dialect(location.path).has_html_comments
        data = self._read_source(location)
        try:
            after = self._plugins.render(location, text, spec, stamp, data, has_html=has_html)
        except StampError as error:
            raise RefusedError(error.message, path=location.path, line=error.line) from error
        return FileEdit(location.path, before, after.encode())

    @cached_property
    def _records(self) -> RecordMaker:
        return RecordMaker(self._versions, self._samples)

    @cached_property
    def _samples(self) -> Samples:
        return Samples(self._versions, self._reader)

    @cached_property
    def _plugins(self) -> PluginWriter:
        from sync.writing.plugins import PluginWriter  # here, as nearly all need none

        return PluginWriter(self._versions)

    def replace(self, location: Location, known: Stamp | None, edit: FileEdit) -> None:
        """Apply the edit of a translation that is there, unless its stamp is no longer ``known``.

        Translation and stamp may be two files: that the one is as it was read says nothing of the
        other, which another run may have written in between.

        Raises:
            RefusedError, FileError: as `LockedFolder.apply_edit`.
        """
        with self.locked(location) as folder:
            if self.read_stamp(location) != known:
                message = "its stamp changed meanwhile, so nothing is written; run again"
                raise RefusedError(message, path=location.path)
            folder.apply_edit(edit)

    @contextmanager
    def locked(self, location: Location) -> Iterator[LockedFolder]:
        """Lock the folder of a translation's language."""
        folder = self._view.layout.find_language_folder(location) or ""
        with locked(self._project.root, folder, state_dir=find_state_dir(self._project)) as held:
            if held.recovered is not None:
                self._notices.append(describe_recovery(held.recovered))
            yield held
        nested = find_nested(self._project.root, location.path)
        if nested is not None:
            self._nested[nested] = None

    def conclude(self, updates: Iterable[Updated], failures: Iterable[SyncError]) -> WritingRun:
        """Return the run that these updates and failures make, with what was met on the way."""
        told = (describe_nested(self._project.root, folder) for folder in self._nested)
        return WritingRun(tuple(updates), tuple(failures), (*self._notices, *told))


def find_unsafe(project: Project, paths: Sequence[str]) -> Mapping[str, str]:
    """Map those files that git could not give back, once written over, to what is in the way."""
    if project.repository is None:
        reason = "there is no git to give the old file back; use --force to write over it"
        return dict.fromkeys(paths, reason)
    from sync.git import find_differing, list_flags

    differing = find_differing(project.repository, paths)
    if not differing:
        return {}
    flags, add = list_flags(project.repository, differing), find_adding(project.repository)
    return {path: _explain_differing(project, path, flags.get(path, ()), add) for path in differing}


def _explain_differing(project: Project, path: str, flags: Sequence[str], add: str) -> str:
    commands = (*(f"update-index --no-{flag}" for flag in flags), add)
    calls = " && ".join(project.caller.git(command, (path,)) for command in commands)
    hidden = f", which {' and '.join(flags)} keeps from it" if flags else ""
    message = f"has changes that git's index does not hold{hidden}"
    return f"{message}; use --force, or hold on to them: {calls}"


def find_state_dir(project: Project) -> Path | None:
    """Return our own folder in the git directory, None outside git.

    Raises:
        FileError: a link stands there: what is written through it may lie anywhere.
    """
    repository = project.repository
    if repository is None:
        return None
    folder = repository.git_dir / "translation-sync"
    if folder.is_symlink():
        raise FileError("is a link: remove it, and run again", path=str(folder))
    return folder


def describe_recovery(recovery: Recovery) -> str:
    """Return a line about an edit that a killed run had left unfinished."""
    return f"{recovery.path}: {recovery.message}"


def recover(view: View) -> tuple[Recovery, ...]:
    """Complete what a killed run left unfinished, before anything is read to be written.

    Where it did something, the files have to be looked at again.
    """
    project, layout = view.project, view.layout
    state_dir = find_state_dir(project)
    folders: set[str] = set()
    if state_dir is None:  # else that knows of all folders
        places = view.inventory.locations()
        folders = {layout.find_language_folder(location) or "" for location in places}
    return recover_folders(project.root, sorted(folders), state_dir=state_dir)


def _is_blob(data: bytes, blob: str | None) -> bool:
    """Tell whether git names these bytes ``blob``."""
    return blob is not None and name_blob(data, len(blob)) == blob
