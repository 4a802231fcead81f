"""Patterns for paths: ``*`` and ``?`` stay within a folder, ``**`` stands for any folders or none.

As in gitignore(5), ``**/*.md`` matches at the top, too, and a pattern that matches a folder covers
all that lies in it. Unlike there, a pattern without a slash speaks of the top folder only.
Matching respects case on every system.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

MARKDOWN_SUFFIXES = (".md", ".markdown")

_WILD = re.compile(r"[*?\[]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9_-]+\Z")
_SIMPLE = re.compile(r"\*\*/\*(\.[A-Za-z0-9_.-]+)\Z")
_TOKEN = re.compile(r"\\(.)|(\*+)|(\?)|\[([!^]?)(\]?[^]/]*)\]|(.)", re.DOTALL)


class Glob(NamedTuple):
    """One pattern, compiled.

    ``segments`` are its parts between slashes, ``**`` being the empty one.
    """

    text: str
    segments: tuple[str, ...]
    pattern: re.Pattern[str]

    def covers(self, path: str) -> bool:
        """Say whether the pattern matches ``path`` or a folder above it: to exclude."""
        return self.pattern.match(path) is not None

    def admits(self, path: str, special: Collection[int] = ()) -> bool:
        """Say whether the pattern speaks of the document ``path``: to include.

        One that ends in a suffix must match the whole path; any other covers folders, too, and
        admits Markdown only. ``special`` are 0-based segments of ``path`` that must be spelled
        out: a wildcard matches none of them, but that a pattern with a leading dot matches
        hidden names.
        """
        has_suffix = _SUFFIX.search(self.segments[-1]) is not None
        if not has_suffix and not path.endswith(MARKDOWN_SUFFIXES):
            return False
        if special:
            return _names(self.segments, path.split("/"), special, covers=not has_suffix)
        return (
            self.pattern.fullmatch(path) if has_suffix else self.pattern.match(path)
        ) is not None


@lru_cache(maxsize=256)
def parse_glob(text: str) -> Glob:
    """Compile a pattern relative to a folder.

    Raises:
        ConfigError: the pattern is empty, negated, or leaves the folder.
    """
    parts = [part for part in text.split("/") if part not in {"", "."}]
    if not parts:
        raise ConfigError(f"the pattern {text!r} is empty: write '**' for every file")
    if text.startswith("!"):
        raise ConfigError(f"the pattern {text!r} is negated: list it under 'exclude' instead")
    if ".." in parts:
        raise ConfigError(f"the pattern {text!r} leaves the root: write it without '..'")
    segments = tuple("" if part == "**" else part for part in parts)
    last = len(segments) - 1
    body = "".join(_render(part, is_last=at == last) for at, part in enumerate(segments))
    try:
        return Glob(text, segments, re.compile(rf"{body}(?:/|\Z)", re.DOTALL))
    except re.error as error:
        raise ConfigError(f"the pattern {text!r} cannot be read: {error.msg}") from error


def build_include(globs: Sequence[Glob]) -> Callable[[str], bool]:
    """Return a fast test whether any of ``globs`` admits a path without special segments."""
    simple = [_SIMPLE.match(glob.text) for glob in globs]
    if all(simple):
        suffixes = tuple(match[1] for match in simple if match)
        return lambda path: path.endswith(suffixes)
    return lambda path: any(glob.admits(path) for glob in globs)


def _render(part: str, *, is_last: bool) -> str:
    if not part:
        return ".+" if is_last else "(?:[^/]+/)*"
    return "".join(_render_token(token) for token in _TOKEN.finditer(part)) + "/" * (not is_last)


def _render_token(token: re.Match[str]) -> str:
    escaped, stars, mark, negation, members, plain = token.groups()
    if stars:
        return "[^/]*"
    if mark:
        return "[^/]"
    if members is not None:
        body = re.escape(members).replace(r"\-", "-")
        return f"(?!/)[{'^' if negation else ''}{body}]"
    return re.escape(escaped or plain)


def _names(
    segments: Sequence[str], names: Sequence[str], special: Collection[int], *, covers: bool
) -> bool:
    """Match from the left; a state is the number of names that are used up."""
    states = {0}
    for segment in segments:
        states = set(_advance(segment, names, special, states))
    if not covers:
        return len(names) in states
    return any(not any(at in special for at in range(end, len(names))) for end in states)


def _advance(
    segment: str, names: Sequence[str], special: Collection[int], states: Iterable[int]
) -> Iterable[int]:
    for at in states:
        if not segment:
            yield at
            end = at
            while end < len(names) and end not in special:
                end += 1
                yield end
        elif at < len(names) and _names_one(segment, names[at], is_special=at in special):
            yield at + 1


def _names_one(segment: str, name: str, *, is_special: bool) -> bool:
    if segment == name:
        return True
    if (is_special and not segment.startswith(".")) or not _WILD.search(segment):
        return False
    return parse_glob(segment).pattern.fullmatch(name) is not None
