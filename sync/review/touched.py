"""The translations that a change touched itself, and what it did to their stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.model import StampKind, name_digest
from sync.review.change import read_stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.model import Location, Stamp, Status, VersionName
    from sync.review.change import Change
    from sync.review.prior import Prior
    from sync.versions import Versions


class Touched(NamedTuple):
    """A translation that the change touched, its file or its stamp.

    ``old`` is its stamp before, None where it had none or none that could be read; ``prior`` is
    where it was, if it was there at all. ``status`` is what it is now.
    """

    old: Stamp | None
    prior: Prior
    status: Status

    @property
    def location(self) -> Location:
        """Where it is."""
        return self.status.location

    @property
    def moved(self) -> tuple[VersionName, ...]:
        """The versions that its stamp names now and did not name before."""
        old, new = self.old, self.status.stamp
        if new is None:
            return ()
        known = () if old is None else (old.origin, old.destination)
        named = dict.fromkeys((new.origin, new.destination))
        return tuple(each for each in named if each is not None and each not in known)


def find_touched(change: Change, statuses: Iterable[Status]) -> Iterator[Touched]:
    """Yield those of the translations that are there and that the change touched."""
    stamps = read_stamps(change)
    for status in statuses:
        place = status.location
        if not change.after.view.inventory.holds(place):
            continue
        if change.paths.isdisjoint((place.path, *stamps.find_files(place))):
            continue
        prior, old = change.before.find(place), change.before.read_stamp(place)
        if place.path in change.paths or old != status.stamp:
            new = _name_present(change.after, place, status.stamp)
            old = _name_present(prior.versions, prior.location, old)
            yield Touched(old, prior, status._replace(stamp=new))


def _name_present(versions: Versions, place: Location, stamp: Stamp | None) -> Stamp | None:
    """Return a stamp with what it says where its flag is down: that the source is as it was then.

    So that a flag which is taken back has to be earned as any other stamp.
    """
    record = None if stamp is None else stamp.record
    if stamp is None or record is None or record.kind is not StampKind.FLAG or record.value:
        return stamp
    try:
        name = name_digest(versions.source(place.source).digest)
    except FileError:
        return stamp
    return stamp._replace(record=record._replace(name=name))


def find_tables_name(stamp: Stamp | None) -> VersionName | None:
    """Return the name of the version that a translation's tables were last brought to."""
    return None if stamp is None else stamp.destination or stamp.origin


def find_prose_name(stamp: Stamp | None) -> VersionName | None:
    """Return the name of the version that a translation's prose was last brought to."""
    if stamp is None:
        return None
    return stamp.choose_prose(stamp.origin, stamp.destination)


def find_earned_name(stamp: Stamp | None) -> VersionName | None:
    """Return the name of the version that all of a translation was made from."""
    return None if stamp is None else stamp.origin
