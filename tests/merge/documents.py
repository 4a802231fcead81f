"""Documents of many kinds of units, each with a word that no other has, and their translations.

A translation turns each letter of a word into another one, so that whoever reads a merge's result
can tell which unit a text came from, and whether it was translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OTHERS = "zyxwvutsrqponmlkjihgfedcba"
_TRANSLATED = str.maketrans(_LETTERS + _LETTERS.upper(), _OTHERS + _OTHERS.upper())
_KEPT = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\[![A-Z]+\]|\[\^\w+\]:?|!\[")
ITEMS = ("item", "number", "task")
INSIDE = ("continued", "inner fence", "inner quote", "inner table")
KINDS = (
    *("paragraph", "lines", "break", "heading", "setext", "quote", "alert", "quoted item"),
    *("fence", "indented", "html", "rule", "table", "footnote", "reference", "definition"),
    *(*ITEMS, *INSIDE),
)
_NO_LINK = frozenset({"fence", "inner fence", "indented", "rule", "table", "inner table"})


@dataclass(frozen=True)
class Part:
    """One unit: its kind, its own word and the words around that; ``link`` where it leads.

    ``depth`` is how deep an item is nested, and the level of a heading.
    """

    kind: str
    name: str
    words: tuple[str, ...]
    link: str = ""
    depth: int = 1

    @property
    def text(self) -> str:
        """What it says."""
        said = " ".join((self.name, *self.words))
        return f"{said} [see](https://tea.example/{self.link})" if self.link else said


@dataclass(frozen=True)
class Style:
    """How a document is written: bullets, blanks behind them, items apart or not, line ends."""

    bullet: str = "-"
    blanks: int = 1
    delimiter: str = "."
    is_loose: bool = False
    newline: str = "\n"
    rule: str = "***"
    start: int = 1
    is_open: bool = False  # without a line's end at the end


@dataclass(frozen=True)
class Document:
    """Keys of front matter of a ``kind``, if any, above the parts of the text."""

    parts: tuple[Part, ...]
    keys: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    style: Style = field(default_factory=Style)

    def write(self) -> str:
        """Write the document."""
        text = _write_keys(self.kind, self.keys) + "".join(_Writer(self.style).write(self.parts))
        text = text.removesuffix("\n") if self.style.is_open else text
        return text.replace("\n", self.style.newline)

    def translate(self, style: Style) -> Document:
        """Translate the document, written in a style of its own."""
        keys = tuple(
            (key, value if key == "date" else translate(value)) for key, value in self.keys
        )
        parts = tuple(translate_part(part) for part in self.parts)
        return Document(parts, keys, self.kind, style)


def _write_keys(kind: str, keys: Sequence[tuple[str, str]]) -> str:
    if not keys:
        return ""
    if kind == "json":
        return json.dumps(dict(keys), indent=2) + "\n\n"
    if kind == "toml":
        return "".join(("+++\n", *(f'{key} = "{value}"\n' for key, value in keys), "+++\n\n"))
    return "".join(("---\n", *(f"{key}: {value}\n" for key, value in keys), "---\n\n"))


class _Writer:
    """Writes parts one below the other; knows which items are open, and how far they indent."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._open: list[tuple[int, str, int]] = []  # column of the content, kind and number

    def write(self, parts: Sequence[Part]) -> Iterator[str]:
        before = ""
        for place, part in enumerate(parts):
            kind = self._settle(part, before)
            lines, is_tight = self._lay_out(part, kind, before)
            yield "" if not place else "\n" if is_tight else "\n\n"
            yield "\n".join(lines)
            before = kind
        yield "\n"

    def _settle(self, part: Part, before: str) -> str:
        """Return the kind that a part can be where it stands."""
        if part.kind in INSIDE and not self._open:
            return {"continued": "paragraph"}.get(part.kind, part.kind.removeprefix("inner "))
        if part.kind == "indented" and before not in ("heading", "paragraph", "html"):
            return "fence"
        return part.kind

    def _lay_out(self, part: Part, kind: str, before: str) -> tuple[list[str], bool]:
        if kind in ITEMS:
            is_tight = before in ITEMS and not self._style.is_loose
            lines = self._write_item(part, kind)
            return lines, is_tight and (kind != "number" or self._open[-1][2] != self._style.start)
        if kind in INSIDE:
            margin = " " * self._open[-1][0]
            inner = kind.removeprefix("inner ")
            lines = write_block(part, "paragraph" if inner == "continued" else inner, self._style)
            return [margin + line for line in lines], False
        self._open = []
        return write_block(part, kind, self._style), kind == before == "definition"

    def _write_item(self, part: Part, kind: str) -> list[str]:
        depth = min(part.depth, len(self._open) + 1)
        above = self._open[depth - 2][0] if depth > 1 else 0
        sibling = self._open[depth - 1] if len(self._open) >= depth else None
        number = self._style.start
        if sibling is not None and sibling[1] == kind:
            number = sibling[2] + 1
        marker = f"{number}{self._style.delimiter}" if kind == "number" else self._style.bullet
        opening = " " * above + marker + " " * self._style.blanks
        self._open = [*self._open[: depth - 1], (len(opening), kind, number)]
        return [opening + ("[ ] " if kind == "task" else "") + part.text]


def write_block(part: Part, kind: str, style: Style) -> list[str]:
    """Write a part that is no item."""
    text, words, name = part.text, " ".join(part.words), part.name
    is_deep = part.depth > 1
    return {
        "heading": [f"{'#' * (part.depth + 1)} {text}"],
        "setext": [text, "---" if is_deep else "==="],
        "quote": [f"> {text}", f"> {words}"],
        "alert": ["> [!NOTE]", f"> {text}"],
        "quoted item": [f"> {style.bullet} {text}"],
        "fence": ["```py", f"# {text}", f"call('{name}')", "", f"done('{name}')", "```"],
        "indented": [f"    # {text}", f"    call('{name}')"],
        "html": ['<div align="center">', f"<b>{text}</b>", "</div>"],
        "rule": [style.rule],
        "table": [f"| {name} | {words} |", "| --- | --- |", f"| {text} | {words} |"],
        "footnote": [f"[^{len(words)}]: {text}"],
        "reference": [f"{text} [{part.words[0]}][{name}]"],
        "definition": [f"[{name}]: https://tea.example/{part.link or 'x'}"],
        "lines": [text, words],
        "break": [f"{text}\\" if is_deep else f"{text}  ", words],
    }.get(kind, [text])


def translate(text: str) -> str:
    """Translate words; code, links and tags stay."""
    out: list[str] = []
    place = 0
    for kept in _KEPT.finditer(text):
        out += [text[place : kept.start()].translate(_TRANSLATED), kept[0]]
        place = kept.end()
    return "".join((*out, text[place:].translate(_TRANSLATED)))


def translate_part(part: Part) -> Part:
    """Translate a part's words; where its link leads stays."""
    return replace(
        part, name=translate(part.name), words=tuple(translate(word) for word in part.words)
    )


def _name(number: int) -> str:
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 8)
        letters += "bdfghkmn"[rest] + "aeiou"[(number + rest) % 5]
    return letters


_WORDS = ("water", "boils", "slowly", "green", "leaves", "cup", "wait", "minutes", "warm", "taste")
_KEYS = ("title", "description", "date", "summary")


@st.composite
def documents(
    draw: st.DrawFn, *, least: int = 3, most: int = 16, kinds: Sequence[str] = KINDS
) -> Document:
    """Draw a document."""
    count = draw(st.integers(least, most))
    drawn = tuple(draw(part(number, kinds)) for number in range(count))
    kind = draw(st.sampled_from(("", "", "yaml", "toml", "json")))
    keys: tuple[tuple[str, str], ...] = ()
    if kind:
        keys = tuple((key, draw(_values(key, 200 + k))) for k, key in enumerate(_KEYS))
    return Document(drawn, keys, kind, draw(styles()))


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Draw a way to write."""
    return Style(
        draw(st.sampled_from("-*+")),
        draw(st.sampled_from((1, 1, 2, 3))),
        draw(st.sampled_from(".)")),
        draw(st.booleans()),
        draw(st.sampled_from(("\n", "\n", "\r\n"))),
        draw(st.sampled_from(("***", "___"))),
        draw(st.sampled_from((1, 1, 0, 9))),
        draw(st.sampled_from((False, False, True))),
    )


@st.composite
def _values(draw: st.DrawFn, key: str, number: int) -> str:
    if key == "date":
        return f"2026-01-{draw(st.integers(10, 28))}"
    return " ".join(
        (_name(number), *draw(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=5)))
    )


@st.composite
def part(draw: st.DrawFn, number: int, kinds: Sequence[str] = KINDS) -> Part:
    """Draw a part whose own word stands for a number."""
    usual = [kind for kind in ("item", "paragraph", "number", "heading") if kind in kinds]
    kind = draw(st.sampled_from((*kinds, *usual, *usual)))
    words = tuple(draw(st.lists(st.sampled_from(_WORDS), min_size=3, max_size=9)))
    link = draw(st.sampled_from(("", "", _name(number)))) if kind not in _NO_LINK else ""
    if kind == "definition":
        link = _name(number)
    return Part(kind, "" if kind == "rule" else _name(number), words, link, draw(st.integers(1, 3)))


@st.composite
def edits(draw: st.DrawFn, old: Document, *, most: int = 4) -> Document:
    """Draw a later version: parts are edited, lead elsewhere, go, come or move."""
    new = list(old.parts)
    for number in range(draw(st.integers(0, most))):
        what = draw(st.sampled_from(("edit", "link", "insert", "remove", "move")))
        place = draw(st.integers(0, len(new) - 1))
        if what == "insert":
            new.insert(place, draw(part(1000 + number)))
        elif what == "remove" and len(new) > 1:
            del new[place]
        elif what == "move":
            new.insert(draw(st.integers(0, len(new) - 1)), new.pop(place))
        elif what == "link" and new[place].link:
            new[place] = replace(new[place], link=f"{new[place].link}-later")
        elif what == "edit" and new[place].kind not in ("rule", "definition"):
            new[place] = replace(new[place], words=(*new[place].words, "again"))
    return replace(old, parts=tuple(new), keys=draw(_edit_keys(old.keys)))


@st.composite
def _edit_keys(draw: st.DrawFn, keys: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if draw(st.booleans()) and keys:
        at = draw(st.integers(0, len(keys) - 1))
        key, value = keys[at]
        value = "2027-02-11" if key == "date" else f"{value} again"
        keys = (*keys[:at], (key, value), *keys[at + 1 :])
    return keys
