"""What commands found, as the site keeps it: their JSON reports, side by side, states in one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.errors import FileError
from sync.hashing import digest
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

_JUDGED = ("state", "stamp", "base", "pending")
_SEEN = "seen"  # in a part without states: which state its translation was in
_TOLD = ("words", "changes")


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
    leading = _find_leading(parts)
    if leading is None:
        return ()
    changes = {each["path"]: each for each in _list(parts, "changes") if "changes" in each}
    linted = {each["path"]: each for each in _list(parts, "findings")}
    findings = _group(parts.get("findings", {}).get("findings", ()))
    known = []
    for each in parts[leading]["translations"]:
        path, seen = each["path"], _name_state(each)
        is_compared = path in changes and _name_state(changes[path]) == seen
        is_linted = path in linted and _name_state(linted[path]) == seen
        known.append(
            Known(
                read_status(each),
                changes[path]["changes"] if is_compared else None,
                findings.get(path, ()) if is_linted else (),
                changes[path].get("words") if is_compared else None,
            )
        )
    return tuple(known)


def leave_out_states(parts: Mapping[str, Object]) -> dict[str, Object]:
    """Return the parts of which another says the states, without them.

    A word for the state in which each translation was seen stays in their place.
    """
    leading = _find_leading(parts)
    followers = [name for name in PARTS if name in parts and name != leading]
    return {name: _leave_out_states(parts[name]) for name in followers}


def _leave_out_states(part: Object) -> Object:
    translations = [
        {"path": each["path"], _SEEN: _name_state(each)}
        | {key: each[key] for key in _TOLD if key in each}
        for each in part["translations"]
    ]
    return {
        key: translations if key == "translations" else value
        for key, value in part.items()
        if key != "summary"
    }


def _find_leading(parts: Mapping[str, Object]) -> str | None:
    """Return the first part that has states: of the others somebody may have removed it."""
    return next((name for name in PARTS if name in parts and _has_states(parts[name])), None)


def _has_states(part: Object) -> bool:
    return not any(_SEEN in each for each in part["translations"][:1])


def _name_state(each: Object) -> str:
    """Return a word for what a part says of a translation's state."""
    if _SEEN in each:
        return str(each[_SEEN])
    judged = json.dumps([each[key] for key in _JUDGED], sort_keys=True)
    return digest(judged.encode("utf-8", "backslashreplace"))[:16]


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


def _group(findings: Iterable[Object]) -> dict[str, list[Object]]:
    found: defaultdict[str, list[Object]] = defaultdict(list)
    for finding in findings:
        found[finding["path"]].append(finding)
    return found
