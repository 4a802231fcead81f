"""The form in which two texts are the same if they differ in nothing but their format.

That is what mdformat makes of a text with its GFM and front-matter plugins, paragraphs unwrapped
and generated blocks emptied, and below it what mdformat drops of what a reader sees; front matter
other than YAML, which mdformat takes for prose, stays as it is. It serves to compare, never to be
written to a file.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.hashing import digest
from sync.markdown.counted import Counted, leave_out_uncounted
from sync.markdown.front_matter import FrontMatterKind, find_front_matter
from sync.markdown.generated import KNOWN_PAIRS, GeneratedPair, without_generated
from sync.markdown.letters import MARKER_WITHIN
from sync.markdown.lines import split_lines
from sync.markdown.parser import is_deep, parse_blocks
from sync.markdown.seen import list_seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LIMIT = 1_000_000
"""The longest text, in characters, for which a canonical form is worth its time."""

LINE_LIMIT = 100_000
"""The longest line: some need time that grows with the square of their length."""

LIST_LIMIT = 1_000
"""The most items of one list, or of lists on end: mdformat's time grows with their square."""

TOKEN_LIMIT = 50_000
"""The most tokens of markdown-it-py, such as a cell's three: mdformat takes 0.1 ms for each."""

MARK_LIMIT = 10_000_000
"""The most that the squares of marks add up to, over all texts that are read as one line.

So grows the time for emphasis, backticks, brackets and the like within one paragraph or cell.
"""

_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)")
_MARK = re.compile(r"[\\`*_~\[\]!<>&:@\n]")
_EXTENSIONS = ("gfm", "frontmatter")
# Padded columns would let one long cell widen every row of its table.
_OPTIONS = {"wrap": "no", "compact_tables": True}
# What the form is beside mdformat's: to be counted up with every change of what it is made of.
_EDITION = 4
_DISTRIBUTIONS = (
    "mdformat",
    "mdformat-gfm",
    "mdformat-frontmatter",
    "markdown-it-py",
    "mdit-py-plugins",
)
# What mdformat, its plugins and the parsers beneath them raise for a text that they cannot read.
_FAILURES = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def canonical_form(text: str, pairs: tuple[GeneratedPair, ...] = ()) -> str | None:
    """Return the canonical form of ``text``, or None where mdformat cannot give one.

    None is equal to nothing, not to another None either. Line endings and an encoding mark are
    format. ``pairs`` are generated blocks beside the known ones.

    Raises:
        RefusedError: as `parse_blocks`.
    """
    plain = simplify(text, pairs)
    if read_bounded(plain) is None:
        return None
    shown, rendered = list_shown(plain), render_body(plain)
    return None if shown is None or rendered is None else "\0".join((*shown, rendered))


def read_bounded(plain: str) -> Sequence[Token] | None:
    """Return the blocks of a text that is worth the time, None for one that is not.

    Raises:
        RefusedError: as `parse_blocks`.
    """
    lines = split_lines(plain)
    if len(plain) > LIMIT or any(len(line) > LINE_LIMIT for line in lines):
        return None
    if _count_items(lines) > LIST_LIMIT:
        return None
    tokens, _ = parse_blocks(plain, lines)
    # What a parser drops for its depth would look the same in every version.
    return None if is_deep(tokens) or _is_costly(tokens) else tokens


def list_shown(plain: str) -> tuple[str, ...] | None:
    """Return the part of a form that needs no renderer; None for a text that cannot be read.

    That is front matter which mdformat takes for prose, and what a reader sees. ``plain`` is
    simplified and bounded.
    """
    kept = _find_rendered(plain)
    try:
        return (plain[:kept], *list_seen(plain[kept:]))
    except _FAILURES:
        return None


def render_body(plain: str) -> str | None:
    """Return the part of a form that mdformat renders; None where it cannot. ``plain`` as above."""
    try:
        return _format(plain[_find_rendered(plain) :])
    except _FAILURES:
        return None


def _find_rendered(plain: str) -> int:
    front = find_front_matter(plain)
    return 0 if front is None or front.kind is FrontMatterKind.YAML else front.end


def _format(text: str) -> str:
    import mdformat

    with _silence():
        return mdformat.text(text, options=_OPTIONS, extensions=_EXTENSIONS)


def simplify(text: str, pairs: tuple[GeneratedPair, ...] = (), counted: Counted = None) -> str:
    """Return ``text`` without an encoding mark, with LF alone, its generated blocks empty.

    Of front matter stays what is ``counted``. Texts that are equal so have the same canonical form,
    and no parser is asked.
    """
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return without_generated(leave_out_uncounted(unified, counted), pairs)


def differ_in_values(one: str, other: str) -> bool:
    """Tell whether two texts have other values in front matter of YAML.

    True says that their canonical forms differ, as mdformat dumps what it has loaded above all
    else; False says nothing. It takes a hundredth of the time of the two forms.
    """
    blocks = find_front_matter(one), find_front_matter(other)
    if blocks[0] is None or blocks[1] is None:
        return False
    has_one_body = one[blocks[0].end :] == other[blocks[1].end :]
    heads = one[: blocks[0].end], other[: blocks[1].end]
    if not has_one_body and any(map(MARKER_WITHIN.search, heads)):
        return False
    if not blocks[0].kind is blocks[1].kind is FrontMatterKind.YAML:
        return False
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        values = [
            yaml.load(text[block.inner : block.inner_end], Loader=loader)  # noqa: S506  both are safe
            for text, block in ((one, blocks[0]), (other, blocks[1]))
        ]
        # A number that is none (`.nan`) is not equal to itself.
        return bool(values[0] != values[1]) and repr(values[0]) != repr(values[1])
    except (yaml.YAMLError, *_FAILURES):
        return False


def _count_items(lines: Sequence[str]) -> int:
    """Return how many items the longest list has at most, those of the lists within it included.

    A list ends, at the latest, where an unindented line that begins no item follows a blank one.
    """
    most = count = 0
    is_after_blank = False
    for line in lines:
        if _ITEM.match(line):
            count += 1
            most = max(most, count)
        elif is_after_blank and not line[:1].isspace():
            count = 0
        is_after_blank = not line.strip()
    return most


def _is_costly(tokens: Sequence[Token]) -> bool:
    marks = (len(_MARK.findall(token.content)) for token in tokens if token.type == "inline")
    return len(tokens) > TOKEN_LIMIT or sum(count**2 for count in marks) > MARK_LIMIT


def canonical_version(pairs: tuple[GeneratedPair, ...] = (), counted: Counted = None) -> str:
    """Return a word that differs where canonical forms may.

    That is so with other parsers, other ``pairs``, and other keys that are ``counted``.
    """
    facts = (_EDITION, _find_versions(), _OPTIONS, KNOWN_PAIRS, pairs, counted)
    return digest(repr(facts).encode("utf-8", "backslashreplace"))


def _find_versions() -> list[str]:
    """Return the versions of the distributions, in their order.

    The names of the folders that installers leave (PyPA's "Recording installed projects") tell
    them; importlib.metadata says the same, but every check would wait for its import.
    """
    installed: dict[str, str] = {}
    for folder in sys.path:
        for entry in _list_folder(folder or os.curdir):
            name, _, version = entry.removesuffix(".dist-info").partition("-")
            if entry.endswith(".dist-info"):
                installed.setdefault(name.lower(), version)
    return [installed.get(name.replace("-", "_")) or _ask(name) for name in _DISTRIBUTIONS]


def _list_folder(path: str) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208  names alone are asked for
    except OSError:
        return []


def _ask(name: str) -> str:
    from importlib.metadata import version

    return version(name)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep mdformat's warnings, of front matter that is no YAML, off the terminal."""
    import logging

    logger = logging.getLogger("mdformat.renderer")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = was_disabled
