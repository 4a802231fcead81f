"""What commands found, as the site keeps it: their own JSON reports, side by side."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.errors import FileError
from sync.model import (
    Base,
    Location,
    Pending,
    Record,
    Stamp,
    StampFormat,
    StampKind,
    State,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTS = ("status", "changes", "findings")
"""The parts that tell of translations: what ``status``, ``diff`` and ``lint`` found."""

HISTORY = "history"
"""The part that tells of the past: what ``history`` found."""

Object = Mapping[str, Any]


class Known(NamedTuple):
    """A translation, what changed in its source (None: nobody looked), and what lint found.

    ``words`` are those that it owes, None where nobody knows.
    """

    status: Status
    changes: Object | None = None
    findings: Sequence[Object] = ()
    words: int | None = None

    @property
    def has_page(self) -> bool:
        """Whether there is more to tell than its state."""
        return bool(self.findings) or (self.changes is not None and self._is_behind)

    @property
    def _is_behind(self) -> bool:
        return self.status.state not in (State.CURRENT, State.MISSING)


def read_part(text: str, path: str) -> Object:
    """Read a part; raises FileError where it is none of ours."""
    try:
        part = json.loads(text)
    except ValueError as error:
        raise FileError("is no report; remove it and write the site anew", path=path) from error
    if not isinstance(part, dict) or part.get("version") != 1:
        raise FileError("is no report of this version; remove the folder", path=path)
    return part


def combine(parts: Mapping[str, Object]) -> tuple[Known, ...]:
    """Put together what is known of each translation, in the reports' order.

    The first part of :data:`PARTS` that there is says which there are; what another says of one
    that is in another state by now counts no more.
    """
    leading = next((parts[name] for name in PARTS if name in parts), None)
    if leading is None:
        return ()
    changes = {each["path"]: each for each in _list(parts, "changes") if "changes" in each}
    linted = {each["path"]: each for each in _list(parts, "findings")}
    findings = _group(parts.get("findings", {}).get("findings", ()))
    known = []
    for each in leading["translations"]:
        path = each["path"]
        is_compared = path in changes and _is_same(each, changes[path])
        is_linted = path in linted and _is_same(each, linted[path])
        known.append(
            Known(
                read_status(each),
                changes[path]["changes"] if is_compared else None,
                findings.get(path, ()) if is_linted else (),
                changes[path].get("words") if is_compared else None,
            )
        )
    return tuple(known)


def read_status(each: Object) -> Status:
    """Return a translation's status from its object in a report."""
    stamp, base, pending = each["stamp"], each["base"], each["pending"]
    return Status(
        Location(each["language"], each["document"], each["source"], each["path"]),
        State(each["state"]),
        each["reason"],
        each["moved_to"],
        None if stamp is None else _read_stamp(stamp),
        None if base is None else Base(base["commit"], base["path"], base["blob"], base["date"]),
        Pending(pending["untranslated"], pending["fuzzy"]),
    )


def _read_stamp(stamp: Object) -> Stamp:
    return Stamp(
        StampFormat(stamp["format"]),
        stamp["original_hash"],
        stamp["synced_hash"],
        stamp["translation_date"],
        stamp["source_file"],
        record=_read_record(stamp),
    )


def _read_record(stamp: Object) -> Record | None:
    """Return what a stamp in a project's own form records; a kind that is not ours is a package's.

    None for one of our own form.
    """
    if (stamp["key"], stamp["value"]) == ("original_hash", stamp["original_hash"]):
        return None
    known = [each for each in StampKind if each == stamp["kind"]]
    kind, *_ = (*known, StampKind.PLUGIN)
    plugin = None if known else stamp["kind"]
    return Record(kind, stamp["key"], stamp["value"], plugin=plugin)


def _list(parts: Mapping[str, Object], name: str) -> Sequence[Object]:
    found: Sequence[Object] = parts.get(name, {}).get("translations", ())
    return found


def _is_same(ours: Object, theirs: Object) -> bool:
    return all(ours[key] == theirs[key] for key in ("state", "stamp", "base", "pending"))


def _group(findings: Iterable[Object]) -> dict[str, list[Object]]:
    found: defaultdict[str, list[Object]] = defaultdict(list)
    for finding in findings:
        found[finding["path"]].append(finding)
    return found
