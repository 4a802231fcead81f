"""Patterns for paths, with gitignore's rules (https://git-scm.com/docs/gitignore).

Pathspec turns each into a regular expression.

The patterns of a list are one specification: the last one that matches a file, or a folder above
it, decides. So what lies in an excluded folder can be taken back, which git, going from folder to
folder, does not do. Matching respects case on every system.
"""

from __future__ import annotations

import re
import warnings
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import ConfigError
from sync.model import MARKDOWN_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SUFFIX = r"\.[A-Za-z][A-Za-z0-9_-]*"
_ENDS_IN_SUFFIX = re.compile(rf"[^/]({_SUFFIX})\Z")
_SIMPLE = re.compile(rf"(?:\*\*/)?\*({_SUFFIX})")
# What pathspec writes for ``*``, for ``**`` between two names, and for one that leads.
_STAR, _ANY_FOLDERS, _ANYWHERE = "[^/]*", "(?:/.+)?/", "^(?:.+/)?"
_STARS = re.compile(rf"(?:{re.escape(_STAR)}){{2,}}")
_BETWEEN_STARS = re.compile(
    rf"""{re.escape(_STAR)}
    ((?:(?!{re.escape(_STAR)}) (?: \\. | \[\^?\]?(?:\\.|[^]\\])*\] | [^]/()[\\$*+?{{}}] ))+)
    (?={re.escape(_STAR)})""",
    re.VERBOSE | re.DOTALL,
)


class Pattern(NamedTuple):
    """One pattern, compiled; ``kinds`` are the suffixes of the documents that it speaks of."""

    is_negated: bool
    kinds: tuple[str, ...]
    regex: re.Pattern[str]

    def matches(self, path: str, other: str) -> bool:
        """Say whether the pattern matches one of a file's two paths, or a folder above it."""
        find = self.regex.search
        return find(path) is not None or (other != path and find(other) is not None)


def check_pattern(text: str) -> str:
    """Return a pattern that makes sense; one for a suffix is known to, and pathspec not imported.

    Raises:
        ConfigError: the pattern is empty, leaves the folder or cannot be read.
    """
    if not _SIMPLE.fullmatch(text):
        _parse_pattern(text)
    return text


def covers(patterns: Sequence[str], path: str, other: str) -> bool:
    """Say whether a list of patterns covers a file.

    The file goes by two paths, which may be the same; what matches one of them matches the file.
    """
    return _decide(map(_parse_pattern, reversed(patterns)), path, other)


def build_include(patterns: Sequence[str]) -> Callable[[str, str], bool]:
    """Return a test like `covers`, whether a list of patterns admits a file as a document.

    A pattern that ends in a suffix admits files with that suffix only, any other only Markdown.
    """
    simple = [_SIMPLE.fullmatch(text) for text in patterns]
    if all(simple):
        suffixes = tuple(match[1] for match in simple if match)
        return lambda path, _: path.endswith(suffixes)
    parsed = tuple(map(_parse_pattern, reversed(patterns)))
    return lambda path, other: _decide(
        (pattern for pattern in parsed if path.endswith(pattern.kinds)), path, other
    )


def spells_out(text: str, names: Iterable[str]) -> bool:
    """Say whether a pattern has ``names`` of folders as they are, one after the other.

    A wildcard stands for none of them, but that a segment with a leading dot may have some.
    """
    segments = iter(text.split("/"))
    return all(any(_spells_one(segment, name) for segment in segments) for name in names)


def _spells_one(segment: str, name: str) -> bool:
    return segment == name or (segment.startswith(".") and fnmatchcase(name, segment))


def is_negated(text: str) -> bool:
    """Say whether a pattern takes back what others before it matched."""
    return text.startswith("!")


def _decide(last_first: Iterable[Pattern], path: str, other: str) -> bool:
    decisive = next((each for each in last_first if each.matches(path, other)), None)
    return decisive is not None and not decisive.is_negated


@lru_cache(maxsize=256)
def _parse_pattern(text: str) -> Pattern:
    _check_segments(text)
    return Pattern(is_negated(text), _find_kinds(text), _compile(text))


def _find_kinds(text: str) -> tuple[str, ...]:
    if is_negated(text):
        return ("",)
    suffix = _ENDS_IN_SUFFIX.search(text)
    return (suffix[1],) if suffix else MARKDOWN_SUFFIXES


def _check_segments(text: str) -> None:
    parts = text.removeprefix("!").rstrip().removeprefix("/").removesuffix("/").split("/")
    if parts == [""]:
        raise ConfigError(f"the pattern {text!r} is empty: write '**' for every file")
    if ".." in parts:
        raise ConfigError(f"the pattern {text!r} leaves the root: write it without '..'")
    if "" in parts or "." in parts:
        raise ConfigError(
            f"the pattern {text!r} matches nothing: write it without '.' and with one '/' "
            "between two names"
        )


def _compile(text: str) -> re.Pattern[str]:
    """Compile a pattern; what pathspec takes for no pattern and what `re` warns of is refused.

    `re` warns of ``[[:alpha:]]`` and the like, which mean other things to it than to git.
    """
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    try:
        regex, _ = GitIgnoreSpecPattern.pattern_to_regex(text)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if regex is not None:
                return re.compile(_commit(regex), re.DOTALL)  # a name may hold a line's end
    except (ValueError, re.error, FutureWarning) as error:
        raise _refuse(text) from error
    raise _refuse(text)


def _commit(regex: str) -> str:
    """Let each wildcard but the last take what it takes first, so that nothing is tried again.

    That finds what there is to find: whatever follows a wildcard has a fixed length, in characters
    within a name and in names between ``**``, so that the first place for it leaves the most to
    the next. Else a few wildcards and a name of many equal letters take hours.
    """
    regex = _STARS.sub(_STAR, regex)
    regex = _BETWEEN_STARS.sub(r"(?>[^/]*?\1)", regex)
    first, *others = regex.split(_ANY_FOLDERS)
    if not others:
        return regex
    if first.startswith(_ANYWHERE):
        first = f"^(?>(?:.+?/)??{first.removeprefix(_ANYWHERE)}(?=/))"
    between = "".join(f"(?>(?:/.+?)??/{part}(?=/))" for part in others[:-1])
    return f"{first}{between}{_ANY_FOLDERS}{others[-1]}"


def _refuse(text: str) -> ConfigError:
    return ConfigError(
        f"the pattern {text!r} cannot be read: write a backslash before a '[' or a backslash that "
        "stands for itself, and before a leading '#'"
    )
