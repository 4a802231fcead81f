"""A stamp in a project's own form, read from a translation's text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.markdown.front_matter import find_front_matter
from sync.model import Record, SecondStamp, Stamp, StampFormat, StampKind
from sync.stamps.fields import find_fault, leads_outside
from sync.stamps.key_lines import KeyLine, find_key, holds_nothing, list_paths, read_key_lines
from sync.stamps.lines import find_marker, line_at
from sync.stamps.spec import COMMENT, FRONT_MATTER, StampSpec
from sync.stamps.values import describe_form, is_raised, read_value

if TYPE_CHECKING:
    from sync.markdown.front_matter import FrontMatter

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\r\n]*(?:\r\n|\n|\r)", re.MULTILINE)
_SYNCED = ("synced", "synced_hash")


def parse_record(text: str, spec: StampSpec, path: str | None = None) -> Stamp | None:
    """Read the stamp that ``spec`` describes; None where its key is not there, or holds nothing.

    A flag that is not there, or not raised, is a stamp that has no value.

    Raises:
        StampError: a key is there twice, in conflict, or its value has another form.
    """
    if not spec.is_in_text:
        return None
    if spec.plugin is not None:
        from sync.stamps.plugin_stamps import parse_plugin_stamp  # here, as nearly all need none

        return parse_plugin_stamp(text, spec, path or "")
    block = find_front_matter(text)
    _refuse_conflict(text, spec, block, path)
    front = [] if block is None else list(read_key_lines(text, block))
    lines = front if spec.place == FRONT_MATTER else read_comments(text, spec.key, spec.since)
    found = _find_one(lines, spec.key, text, path)
    places = _read_paths(front, spec, text, path)
    if spec.kind is StampKind.FLAG:
        return _read_flag(found, lines, spec, text, path)
    if found is None or holds_nothing(text, found):
        return _read_started(spec, lines, path)
    record = make_record(spec, found.value, places)
    if record is None:
        message = f"{spec.key} is not {describe_form(spec.kind)}; correct it, or remove it"
        raise StampError(message, path=path, line=line_at(text, found.start))
    record = record._replace(second=_read_second(spec.second, lines))
    return _add_synced(record, spec, lines, path)


def _read_second(spec: StampSpec | None, lines: Sequence[KeyLine]) -> SecondStamp | None:
    """Return what is recorded beside the stamp that counts, where it can be read."""
    found = [] if spec is None else find_key(lines, spec.key or "")
    named = read_value(spec, found[0].value) if spec is not None and len(found) == 1 else None
    return None if named is None else SecondStamp(found[0].path[-1], named.name)


def _read_started(spec: StampSpec, lines: Sequence[KeyLine], path: str | None) -> Stamp | None:
    """Return the stamp of a translation that was begun, which names nothing but its progress."""
    stamp = _add_synced(Record(spec.kind), spec, lines, path)
    return None if stamp.synced_hash is None else stamp._replace(record=None)


def read_document(text: str, spec: StampSpec, path: str | None = None) -> str | None:
    """Return what the key says that names the source in place of the translation's path.

    It stands in front matter, or in a comment where the stamp does; None where it says nothing.

    Raises:
        StampError: the key is there twice, in conflict, or its value leaves the source root.
    """
    key = spec.document or ""
    block = find_front_matter(text)
    _refuse_conflict(text, spec, block, path)
    lines = [] if block is None else list(read_key_lines(text, block))
    found = _find_one(lines, key, text, path)
    if found is None and spec.place == COMMENT:
        found = _find_one(read_comments(text, key), key, text, path)
    if found is None or holds_nothing(text, found):
        return None
    if leads_outside(found.value):
        message = f"{key} leaves the source root; write a path below it, or remove it"
        raise StampError(message, path=path, line=line_at(text, found.start))
    return found.value


def read_key(text: str, key: str) -> str | None:
    """Return what a key of the front matter holds as it is written; None where it is not there."""
    block = find_front_matter(text)
    found = [] if block is None else find_key(list(read_key_lines(text, block)), key)
    return found[0].value if found else None


def is_flagged(text: str, key: str) -> bool:
    """Tell whether a key of the front matter of a text says that it is outdated."""
    block = find_front_matter(text)
    lines = [] if block is None else list(read_key_lines(text, block))
    return any(is_raised(line.value) for line in find_key(lines, key))


def make_record(spec: StampSpec, value: str, paths: Sequence[str] = ()) -> Record | None:
    """Return what a value records; None where it has another form."""
    named = read_value(spec, value)
    if named is None:
        return None
    places = paths if named.path is None else (named.path, *paths)
    return Record(spec.kind, spec.key, value, named.name, tuple(dict.fromkeys(places)))


def make_flag(spec: StampSpec, value: str, since: str) -> Record | None:
    """Return what a flag records, raised or not; None where ``since`` has another form."""
    if not is_raised(value):
        return Record(spec.kind, spec.key)
    record = Record(spec.kind, spec.key, value)
    if not since:
        return record
    named = read_value(spec, since)
    return None if named is None else record._replace(name=named.name)


def _read_flag(
    found: KeyLine | None, lines: Sequence[KeyLine], spec: StampSpec, text: str, path: str | None
) -> Stamp:
    if found is None or not is_raised(found.value):
        return _add_synced(Record(spec.kind, spec.key), spec, lines, path)
    since = None if spec.since is None else _find_one(lines, spec.since, text, path)
    commit = "" if since is None or holds_nothing(text, since) else since.value
    record = make_flag(spec, found.value, commit)
    if record is None:
        message = f"{spec.since} is not {describe_form(spec.kind)}; correct it, or remove it"
        line = None if since is None else line_at(text, since.start)
        raise StampError(message, path=path, line=line)
    return _add_synced(record, spec, lines, path)


def _find_one(
    lines: Sequence[KeyLine], key: str | None, text: str, path: str | None
) -> KeyLine | None:
    found = [] if key is None else find_key(lines, key)
    if len(found) > 1:
        line = line_at(text, found[1].line_start)
        raise StampError(f"the key {key!r} is there twice; remove one", path=path, line=line)
    return found[0] if found else None


def _read_paths(
    lines: Sequence[KeyLine], spec: StampSpec, text: str, path: str | None
) -> tuple[str, ...]:
    """Return one more path of the source, where a key names it and it stays inside."""
    found = _find_one(lines, spec.path, text, path)
    if found is None or holds_nothing(text, found) or leads_outside(found.value):
        return ()
    return (posixpath.normpath(found.value),)


def _add_synced(
    record: Record, spec: StampSpec, lines: Sequence[KeyLine], path: str | None
) -> Stamp:
    """Return the stamp with the ``synced_hash`` that stands beside the key."""
    fields: dict[str, object] = {}
    for name in _SYNCED:
        for beside in list_beside(spec.key or "", name):
            found = [line for line in lines if line.path == beside]
            if found:
                fields[name] = found[0].value
                break
    if "synced_hash" in fields:
        fault = find_fault(fields)
        if fault is not None:
            raise StampError(fault.message, path=path)
    synced_hash, synced = fields.get("synced_hash"), fields.get("synced")
    return Stamp(
        StampFormat.COMMENT if spec.place == COMMENT else StampFormat.FRONT_MATTER,
        None,
        str(synced_hash).lower() if synced_hash else None,
        synced=str(synced) if synced else None,
        record=record,
    )


def list_beside(key: str, name: str) -> list[tuple[str, ...]]:
    """Return where a key of ours may stand beside another one."""
    return list(dict.fromkeys((*path[:-1], name) for path in list_paths(key)))


def _refuse_conflict(
    text: str, spec: StampSpec, block: FrontMatter | None, path: str | None
) -> None:
    if block is None or spec.place != FRONT_MATTER:
        return
    marker = find_marker(text, block.inner, block.inner_end)
    if marker is not None:
        message = "conflict markers in the front matter; resolve the conflict"
        raise StampError(message, path=path, line=line_at(text, marker))


def read_comments(text: str, *keys: str | None) -> list[KeyLine]:
    """Return the comments ``<!-- KEY: value -->`` or ``{/* KEY: value */}``, outside of code."""
    names = "|".join(re.escape(key) for key in (*keys, *_SYNCED) if key)
    comment = re.compile(
        rf"(?:<!--|\{{/\*)[ \t]*({names})[ \t]*[:=][ \t]*([^\r\n]*?)[ \t]*(?:-->|\*/\}})"
    )
    code = _find_code(text)
    found = []
    for match in comment.finditer(text):
        is_quoted = text[: match.start()].endswith("`") and text.startswith("`", match.end())
        if is_quoted or any(start <= match.start() < end for start, end in code):
            continue
        line_start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        ends = [at for at in (text.find("\n", match.end()), len(text)) if at >= 0]
        found.append(
            KeyLine(
                (match[1],),
                match[2],
                match.start(2),
                match.end(2),
                match.end(),
                line_start,
                min(min(ends) + 1, len(text)),
            )
        )
    return found


def _find_code(text: str) -> list[tuple[int, int]]:
    """Return the fenced code of a text, as indexes."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(f"{text}\n"):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]) and not fence[0].strip(" \r\n\t`~"):
            found.append((opened.start(), fence.end()))
            opened = None
    if opened is not None:
        found.append((opened.start(), len(text)))
    return found
