"""Whether two texts have one canonical form, told by the sections in which they differ.

mdformat takes most of the time of a comparison, and renders a document block after block. What it
makes of a section below a heading depends on the section, and on the definitions of links that the
whole document has; so those sections alone are rendered that are not the same in both texts, below
all definitions. Wherever that may not hold, the whole texts are compared.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sync.markdown.canonical import list_shown, read_bounded, render_body
from sync.markdown.front_matter import FrontMatterKind, find_front_matter
from sync.markdown.letters import MARKER_WITHIN
from sync.markdown.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

_STUB = "# -\n\n"
"""A heading that parts what stands above a section from it, as the one before it would."""


class Sectioned(NamedTuple):
    """A text by its sections: what stands above the first heading, and each with its heading.

    ``front`` is its front matter, ``definitions`` those of links, as they are written.
    """

    front: str
    sections: tuple[str, ...]
    definitions: tuple[str, ...]


class _Read(NamedTuple):
    """Whether a text is worth a comparison, and its sections, where those are free."""

    is_bounded: bool
    parts: Sectioned | None


class FormComparison:
    """Compares texts, as `simplify` returns them; each is read and rendered once."""

    def __init__(self) -> None:
        """Know no text yet."""
        self._known: dict[str, _Read] = {}
        self._forms: dict[str, str | None] = {}

    def are_same(self, one: str, other: str) -> bool:
        """Tell whether two texts have the same canonical form.

        Raises:
            RefusedError: as `parse_blocks`.
        """
        ours, theirs = self._read(one), self._read(other)
        if not (ours.is_bounded and theirs.is_bounded):
            return False
        reduced = None
        if ours.parts is not None and theirs.parts is not None:
            reduced = reduce_texts(ours.parts, theirs.parts)
        texts = reduced or (one, other)
        # What a reader sees takes a tenth of mdformat's time, and tells most texts apart.
        return _are_equal(map(list_shown, texts)) and _are_equal(map(self._render, texts))

    def _read(self, text: str) -> _Read:
        if text not in self._known:
            tokens = read_bounded(text)
            parts = None if tokens is None else part_text(text, tokens)
            self._known[text] = _Read(tokens is not None, parts)
        return self._known[text]

    def _render(self, text: str) -> str | None:
        if text not in self._forms:
            self._forms[text] = render_body(text)
        return self._forms[text]


def _are_equal(parts: Iterable[object]) -> bool:
    one, other = parts
    return one is not None and one == other


def reduce_texts(one: Sectioned, other: Sectioned) -> tuple[str, str] | None:
    """Return texts that have one form if, and only if, those of these parts have; None if unknown.

    A section is compared with the one that has its place, where there are as many of them.
    """
    if (one.front, one.definitions) != (other.front, other.definitions):
        return None
    ours, theirs = list(one.sections), list(other.sections)
    begins = ours[0] == theirs[0] or (ours[0][:1] == theirs[0][:1] == "#")
    if not begins and not one.front.startswith("---"):
        return None  # what begins a document may be taken for front matter
    while ours and theirs and ours[-1] == theirs[-1]:
        del ours[-1], theirs[-1]
    start = 0
    while start < min(len(ours), len(theirs)) and ours[start] == theirs[start]:
        start += 1
    del ours[:start], theirs[:start]
    if len(ours) == len(theirs):
        pairs = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
        ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    above = "".join((*(f"{each}\n" for each in one.definitions), "\n", _STUB))
    return "".join((above, *ours)), "".join((above, *theirs))


def part_text(text: str, tokens: Sequence[Token]) -> Sectioned | None:
    """Part a text by the headings among its ``tokens``; None where its sections are not free."""
    front = find_front_matter(text)
    end = 0 if front is None else front.end
    is_yaml = front is not None and front.kind is FrontMatterKind.YAML
    if "[^" in text or MARKER_WITHIN.search(text, 0, end):
        return None
    if not is_yaml and text[end:].lstrip()[:1] in ("-", "*", "+"):
        return None
    lines = split_lines(text)
    definitions = [token for token in tokens if token.type == "definition"]
    if any(token.level for token in definitions):
        return None
    first = text.count("\n", 0, end)
    heads = [first, *(at for at in _list_headings(tokens) if lines[at].startswith("#"))]
    bounds = [*dict.fromkeys(heads), len(lines)]
    return Sectioned(
        text[:end],
        tuple("".join(lines[start:stop]) for start, stop in pairwise(bounds)),
        tuple("".join(lines[slice(*token.map)]).strip("\n") for token in definitions if token.map),
    )


def _list_headings(tokens: Sequence[Token]) -> list[int]:
    """Return the lines of headings that no container holds."""
    return [
        token.map[0]
        for token in tokens
        if token.type == "heading_open" and token.level == 0 and token.map
    ]
