"""Writing a stamp in a project's own form: in its value's place and style, or as a new key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.errors import StampError
from sync.markdown.front_matter import FrontMatter, FrontMatterKind, find_front_matter
from sync.model import Record, Stamp, StampFormat, StampKind
from sync.stamps.json_text import find_members, parse_json
from sync.stamps.key_lines import KeyLine, find_end, find_key, list_paths, read_key_lines
from sync.stamps.lines import BOM, line_at, line_end
from sync.stamps.records import list_beside, parse_record, read_comments
from sync.stamps.spec import COMMENT, StampSpec

_PLAIN = re.compile(r"(?!(?:0b)?[0-9]+(?:[eE][0-9]+)?\Z)[\w./+:-]*[\w/]", re.ASCII)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LAST_COMMA = re.compile(r",([ \t]*(?:\r\n|\n|\r)\s*[}\]])")
_DIGITS = re.compile(r"[0-9A-Fa-f]{8,64}\Z")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


class _Edit(NamedTuple):
    """The characters ``[start, end)`` give way to ``text``."""

    start: int
    end: int
    text: str


def render_record(
    text: str,
    spec: StampSpec,
    stamp: Stamp,
    *,
    lowered: str | None = None,
    has_html: bool = True,
) -> str:
    """Return ``text`` with a stamp as ``spec`` has it, all the rest kept as it is.

    The project's own flag goes where the stamp has no ``synced_hash``; it is set to ``lowered``
    instead where that is given. ``has_html`` says whether comments of HTML may be written.

    Raises:
        StampError: the present stamp cannot be read, or cannot be replaced where it stands.
    """
    if spec.place == COMMENT:
        edited = _edit_comments(text, spec, stamp, has_html=has_html)
    else:
        block = find_front_matter(text)
        if block is None:
            edited = _add_front_matter(text, spec, stamp)
        else:
            edited = _apply(text, _BlockEditor(text, block, spec).edit(stamp, lowered))
            edited = _end_lists(edited, block)
    _require_written(edited, spec, stamp, text)
    return edited


def render_key(text: str, key: str, value: str) -> str:
    """Return a text whose front matter has a key with a value, in place of the old or new.

    Raises:
        StampError: it cannot be written where it belongs.
    """
    spec = StampSpec(StampKind.HASH, key)
    stamp = Stamp(StampFormat.FRONT_MATTER, None, record=Record(spec.kind, key, value))
    block = find_front_matter(text)
    if block is None:
        return _add_front_matter(text, spec, stamp)
    edited = _apply(text, _BlockEditor(text, block, spec).put(value))
    return _end_lists(edited, block)


def _require_written(edited: str, spec: StampSpec, stamp: Stamp, text: str) -> None:
    """Raise StampError where what was written reads otherwise than it was meant."""
    found = parse_record(edited, spec)
    wanted = None if stamp.record is None else stamp.record.value
    is_there = found is not None and found.record is not None
    value = found.record.value if is_there and found and found.record else None
    if value != wanted or (found.synced_hash if found else None) != stamp.synced_hash:
        block = find_front_matter(text)
        line = 1 if block is None else line_at(text, block.start)
        message = f"the key {spec.key} cannot be written here line by line; write it plainly"
        raise StampError(message, line=line)


class _BlockEditor:
    """Edits the keys of a stamp in front matter, by their lines."""

    def __init__(self, text: str, block: FrontMatter, spec: StampSpec) -> None:
        self._text = text
        self._block = block
        self._spec = spec
        self._key = spec.key or ""
        self._lines = list(read_key_lines(text, block))
        self._found = find_key(self._lines, self._key)

    def edit(self, stamp: Stamp, lowered: str | None) -> Iterator[_Edit]:
        """Yield what brings the keys up to a stamp."""
        value = None if stamp.record is None else stamp.record.value
        new: dict[str, str] = {}
        if self._spec.kind is StampKind.FLAG:
            yield from self._lower(stamp, lowered)
        elif self._found and value is not None:
            yield self._replace(self._found[0], value)
        elif value is not None:
            new[self._key] = value
        yield from self._edit_second(stamp)
        yield from self._edit_own(stamp, new)
        if new:
            yield from self._add(new)
        if stamp.synced_hash is None and self._spec.outdated is not None:
            yield from self._set_flag(self._spec.outdated, lowered)

    def put(self, value: str) -> Iterator[_Edit]:
        """Yield what gives the key a value."""
        if self._found:
            yield self._replace(self._found[0], value)
        else:
            yield from self._add({self._key: value})

    def _edit_second(self, stamp: Stamp) -> Iterator[_Edit]:
        """Yield what brings the digest up that another key records beside the stamp's."""
        second = None if stamp.record is None else stamp.record.second
        key = None if self._spec.second is None else self._spec.second.key
        for line in find_key(self._lines, key or "") if second is not None else ():
            old = _DIGITS.search(line.value)
            digits = "" if second is None else second.name.text.rpartition(":")[2]
            if old is not None and old[0].lower() != digits:
                yield self._replace(line, line.value[: old.start()] + digits)

    def _edit_own(self, stamp: Stamp, new: dict[str, str]) -> Iterator[_Edit]:
        """Yield what brings our own keys up to a stamp; what is not there yet goes to ``new``.

        A ``synced`` that has no ``synced_hash`` beside it is the project's own.
        """
        is_ours = bool(self._find_own("synced_hash"))
        for name, said in (("synced", stamp.synced), ("synced_hash", stamp.synced_hash)):
            there = self._find_own(name)
            if there and not is_ours:
                if said is not None:
                    message = f"the key {name!r} is the project's own here; give it another name"
                    raise StampError(message, line=line_at(self._text, there[0].start))
            elif said is None:
                yield from self._drop(there)
            elif there:
                yield self._replace(there[0], said)
            else:
                new[name] = said

    def _lower(self, stamp: Stamp, lowered: str | None) -> Iterator[_Edit]:
        """Take a flag back, with what it says since when, where the stamp does not raise it."""
        if stamp.record is not None and stamp.record.value is None:
            yield from self._set_flag(self._key, lowered)
            if self._spec.since is not None:
                yield from self._drop(find_key(self._lines, self._spec.since))

    def _set_flag(self, key: str, lowered: str | None) -> Iterator[_Edit]:
        for line in find_key(self._lines, key):
            if lowered is None:
                yield from self._drop([line])
            elif line.value != lowered:
                below = self._text[line.line_end : self._find_end(line)]
                yield _Edit(line.start, line.rest_end, lowered)
                yield _Edit(line.line_end, line.line_end + len(below), "")

    def _find_own(self, name: str) -> list[KeyLine]:
        beside = list_beside(self._key, name)
        return [line for line in self._lines if line.path in beside][:1]

    def _drop(self, lines: Sequence[KeyLine]) -> Iterator[_Edit]:
        for line in lines:
            yield _Edit(line.line_start, self._find_end(line), "")

    def _find_end(self, line: KeyLine) -> int:
        """Return where what a key holds ends."""
        if self._block.kind is not FrontMatterKind.YAML:
            return line.line_end
        return find_end(self._text, line, self._block.inner_end)

    def _replace(self, line: KeyLine, value: str) -> _Edit:
        """Put a value in the place of another, in its quotes; what was said of that one goes."""
        if line.value == value:
            return _Edit(line.end, line.end, "")
        if self._find_end(line) != line.line_end:
            message = f"the value of {self._key} stands on lines of its own; write it on one"
            raise StampError(message, line=line_at(self._text, line.start))
        text = self._text
        written, rest = text[line.start : line.end], text[line.end : line.rest_end]
        space = "" if text[line.start - 1 : line.start] in (" ", "\t") else " "
        comma = "," if rest.lstrip(" \t").startswith(",") else ""
        return _Edit(line.start, line.rest_end, space + self._quote_like(written, value) + comma)

    def _add(self, new: Mapping[str, str]) -> Iterator[_Edit]:
        """Add keys beside the stamp's, or at the end of its mapping, or of the front matter."""
        place, heads, indent, last = self._find_home()
        named = {last if name == self._key else name: value for name, value in new.items()}
        lines = [*heads, *(self._spell(indent, name, value) for name, value in named.items())]
        newline = line_end(self._text)
        if self._block.kind is FrontMatterKind.JSON:
            yield from self._part(place)
        yield _Edit(place, place, "".join(line + newline for line in lines))

    def _part(self, place: int) -> Iterator[_Edit]:
        """Part what is put in at a place of JSON from what stands above it."""
        above = self._text[self._block.inner : place].rstrip()
        if above and not above.endswith((",", "{")):
            end = self._block.inner + len(above)
            yield _Edit(end, end, ",")

    def _find_home(self) -> tuple[int, list[str], str, str]:
        """Return where a new key goes, which mappings to open, its indent, and its own name."""
        if self._found:
            line = self._found[0]
            return line.line_end, [], self._measure(line), line.path[-1]
        *parents, last = list(list_paths(self._key))[-1]
        if self._block.kind is FrontMatterKind.TOML:
            return self._find_home_in_toml(tuple(parents), last)
        if self._block.kind is FrontMatterKind.JSON:
            return self._find_home_in_json(tuple(parents), last)
        return self._find_home_in_yaml(tuple(parents), last)

    def _find_home_in_toml(
        self, parents: tuple[str, ...], last: str
    ) -> tuple[int, list[str], str, str]:
        """Put a key in its table, or, dotted, above all tables."""
        inside = [line for line in self._lines if line.path[:-1] == parents]
        if parents and inside:
            return inside[-1].line_end, [], self._measure(inside[-1]), last
        table = _TABLE.search(self._text[: self._block.inner_end], self._block.inner)
        place = self._block.inner_end if table is None else table.start()
        return place, [], "", ".".join((*parents, last))

    def _find_home_in_json(
        self, parents: tuple[str, ...], last: str
    ) -> tuple[int, list[str], str, str]:
        """Put a key at the end of the object, or of that which it is to stand in."""
        beside = [line for line in self._lines if line.path[:-1] == parents]
        close = self._find_close(parents) if beside or not parents else None
        if close is None:
            message = f"its front matter is JSON without {'.'.join(parents)}; add it by hand"
            raise StampError(message, line=line_at(self._text, self._block.start))
        start = max(self._text.rfind(newline, 0, close) for newline in "\r\n") + 1
        is_alone = not self._text[start:close].strip()
        place = start if is_alone else len(self._text[:close].rstrip())
        heads = [] if is_alone else [""]
        return place, heads, self._measure(beside[0]) if beside else "  ", last

    def _find_close(self, parents: tuple[str, ...]) -> int | None:
        """Return where the brace stands that closes the object, or one that it holds, if it does.

        Raises:
            StampError: it is no JSON, and one that it holds is asked for.
        """
        text, at = self._text, self._block.inner
        end = text.rindex("}", at, self._block.inner_end) + 1
        if parents:
            parse_json(text, None, start=at, end=end)
        for parent in parents:
            members = [each for each in find_members(text[at:end]) if each.key == parent]
            if not members:
                return None
            at, end = at + members[0].value, at + members[0].end
        return end - 1

    def _find_home_in_yaml(
        self, parents: tuple[str, ...], last: str
    ) -> tuple[int, list[str], str, str]:
        """Put a key at the end of the innermost mapping that is there."""
        size, inside = len(parents), list[KeyLine]()
        while size and not inside:
            inside = [line for line in self._lines if line.path[:size] == parents[:size]]
            size -= not inside
        if not inside:
            place, indent = self._block.inner_end, ""
        else:
            if self._text[inside[0].start : inside[0].end]:
                message = f"{inside[0].path[-1]} holds no mapping of lines; write it so"
                raise StampError(message, line=line_at(self._text, inside[0].start))
            place = self._find_end(inside[-1])
            beside = [line for line in inside if len(line.path) == size + 1]
            indent = self._measure(beside[0]) if beside else self._measure(inside[0]) + "  "
        heads = [f"{indent}{'  ' * at}{name}:" for at, name in enumerate(parents[size:])]
        return place, heads, indent + "  " * len(heads), last

    def _measure(self, line: KeyLine) -> str:
        written = self._text[line.line_start : line.line_end]
        return written[: len(written) - len(written.lstrip(" \t"))]

    def _spell(self, indent: str, name: str, value: str) -> str:
        if self._block.kind is FrontMatterKind.JSON:
            return f'{indent}"{name}": "{value}",'
        sign = " =" if self._block.kind is FrontMatterKind.TOML else ":"
        return f"{indent}{name}{sign} {self._quote_like('', value)}"

    def _quote_like(self, written: str, value: str) -> str:
        """Return a value in the quotes of another, or in those that it needs."""
        if written[:1] in ('"', "'"):
            return f"{written[0]}{value}{written[0]}"
        is_bare = self._block.kind is FrontMatterKind.YAML and _is_plain(value)
        return value if is_bare else f'"{value}"'


def _is_plain(value: str) -> bool:
    return _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS


def _end_lists(text: str, block: FrontMatter) -> str:
    """Take commas of JSON away behind which nothing stands any more."""
    present = find_front_matter(text) if block.kind is FrontMatterKind.JSON else None
    if present is None:
        return text
    head, tail = text[: present.end], text[present.end :]
    return _LAST_COMMA.sub(r"\1", head) + tail


def _add_front_matter(text: str, spec: StampSpec, stamp: Stamp) -> str:
    """Put YAML with nothing but the stamp on top of a text."""
    newline, mark = line_end(text), BOM * text.startswith(BOM)
    empty = f"{mark}---{newline}---{newline}{text.removeprefix(BOM)}"
    start = len(mark)
    inner = start + len(f"---{newline}")
    block = FrontMatter(FrontMatterKind.YAML, start, inner, inner, inner + len(f"---{newline}"))
    return _apply(empty, _BlockEditor(empty, block, spec).edit(stamp, None))


def _edit_comments(text: str, spec: StampSpec, stamp: Stamp, *, has_html: bool) -> str:
    """Write the comments of a stamp: in their place, or below the front matter."""
    key = spec.key or ""
    lines = read_comments(text, key, spec.since)
    value = None if stamp.record is None else stamp.record.value
    wanted = {key: value, "synced": stamp.synced, "synced_hash": stamp.synced_hash}
    if spec.since is not None and value is None:
        wanted[spec.since] = None
    edits, new = [], []
    opening, closing = _find_notation(text, lines, has_html=has_html)
    for name, said in wanted.items():
        there = [line for line in lines if line.path == (name,)]
        if there and said is not None:
            edits.append(_Edit(there[0].start, there[0].end, said))
        elif there:
            edits.append(_Edit(there[0].line_start, there[0].line_end, ""))
        elif said is not None:
            new.append(f"{opening} {name}: {said} {closing}")
    if new:
        newline = line_end(text)
        own = [line for line in lines if line.path == (key,)]
        block = find_front_matter(text)
        top = block.end if block is not None else int(text.startswith(BOM))
        place = own[0].line_end if own else top
        edits.append(_Edit(place, place, "".join(each + newline for each in new)))
    return _apply(text, edits)


def _find_notation(text: str, lines: Sequence[KeyLine], *, has_html: bool) -> tuple[str, str]:
    is_mdx = not has_html or any("{/*" in text[line.line_start : line.start] for line in lines)
    return ("{/*", "*/}") if is_mdx else ("<!--", "-->")


def _apply(text: str, edits: Iterator[_Edit] | Sequence[_Edit]) -> str:
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        pieces += [text[done : edit.start], edit.text]
        done = max(done, edit.end)
    return "".join([*pieces, text[done:]])
