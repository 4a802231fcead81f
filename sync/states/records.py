"""Stamps in projects' own forms, read from where a project keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FileError, LackingError, StampError
from sync.model import NameKind, Record, Stamp, StampFormat, StampKind, VersionName
from sync.project.record_texts import read_record_text
from sync.stamps.spec import SUBMODULE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.model import Location
    from sync.project.trees import Tree
    from sync.stamps.spec import StampSpec
    from sync.versions import Versions


class RecordReader:
    """Reads the stamps in one state of the files; a file that holds many is read once."""

    def __init__(self, tree: Tree | Versions, find_submodule: Callable[[str], str | None]) -> None:
        """Read nothing yet; ``find_submodule`` returns the commit of a submodule."""
        self._tree = tree
        self._find_submodule = find_submodule
        self._files: dict[str, Mapping[str, object] | StampError] = {}

    def read(self, location: Location, spec: StampSpec) -> Stamp | None:
        """Return the stamp of a translation that is there; None if it has none.

        Raises:
            StampError: it cannot be read or trusted.
            LackingError: a partial clone lacks it.
        """
        if spec.kind is StampKind.HISTORY:
            name = VersionName(NameKind.LAST, location.path)
            return Stamp(
                StampFormat.HISTORY, None, record=Record(spec.kind, name=name, ignore=spec.ignore)
            )
        if not spec.is_in_text:
            return self._read_file(location, spec)
        from sync.stamps.records import parse_record

        text = read_record_text(self._tree, location.path, spec)
        return parse_record(text, spec, location.path)

    def read_adopted(self, location: Location, spec: StampSpec) -> Stamp | None:
        """Return the commit that was recorded where there are no stamps but history."""
        if spec.kind is not StampKind.HISTORY:
            return None
        from sync.stamps.known import ADOPTED

        return self.read(location, ADOPTED)

    def find_values(self, location: Location, spec: StampSpec) -> tuple[str | None, str | None]:
        """Return what a file of stamps holds for a translation: its value, and a flag's commit.

        Raises:
            StampError: the file cannot be read.
        """
        return self._find(spec, spec.key, location), self._find(spec, spec.since, location)

    def forget(self, path: str) -> None:
        """Drop what a file of stamps holds: the next question reads it again."""
        self._files.pop(path, None)

    def _read_file(self, location: Location, spec: StampSpec) -> Stamp | None:
        """Return what a file of stamps says of a translation."""
        from sync.stamps.key_lines import NOTHING
        from sync.stamps.records import make_flag, make_record
        from sync.stamps.values import describe_form

        (value, since), key = self.find_values(location, spec), spec.key
        if spec.kind is StampKind.FLAG:
            key = spec.since
            record = make_flag(spec, value or "", since or "")
        elif not value or value in NOTHING:
            return None
        else:
            record = make_record(spec, value)
        if record is None:
            message = f"{key} is not {describe_form(spec.kind)}; correct it, or remove it"
            raise StampError(message, path=spec.place)
        return Stamp(StampFormat.FILE, None, record=record)

    def _find(self, spec: StampSpec, key: str | None, location: Location) -> str | None:
        """Return what a key holds that stands in no translation."""
        if key is None:
            return None
        if spec.place == SUBMODULE:
            return self._find_submodule(key)
        from sync.stamps.files import find_value

        return find_value(self._read_values(spec.place), key, location)

    def _read_values(self, path: str) -> Mapping[str, object]:
        """Return what a file of stamps holds, nothing where there is none."""
        if path not in self._files:
            from sync.stamps.files import read_values

            try:
                self._files[path] = (
                    read_values(self._tree.read(path), path) if self._tree.exists(path) else {}
                )
            except LackingError:
                raise
            except StampError as error:
                self._files[path] = error
            except FileError as error:
                self._files[path] = StampError(error.message, path=error.path)
        known = self._files[path]
        if isinstance(known, StampError):
            raise known
        return known
