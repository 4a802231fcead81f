"""The lines of a text that show what changed in a cell or a block, its changed words apart."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from sync.changes.values import ProseChangeKind
from sync.changes.words import Stretch, compare_words
from sync.markdown.lines import fold_space
from sync.names import render_part
from sync.reports.painting import paint
from sync.units.values import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.changes.values import ProseChange
    from sync.reports.values import Screen

COLOURS = {"+": "green", "-": "red", ">": "blue", "~": "yellow", "=": "dim"}
"""The colour of each sign."""

_MARGIN = " " * 10
_NAMES = {
    UnitKind.ITEM: "list item",
    UnitKind.HTML: "HTML",
    UnitKind.FRONT_MATTER: "front matter",
    UnitKind.REFERENCE: "link definition",
}
_BY_LINES = (UnitKind.CODE, UnitKind.HTML)
_LONGEST = 60


def name_block(block: ProseChange) -> str:
    """Return what readers call a block."""
    return name_kind(block.block, block.key)


def name_kind(kind: UnitKind, key: str | None) -> str:
    """Return what readers call a block of a kind, with a key's name."""
    name = _NAMES.get(kind, kind.value)
    return f"{name} {key}" if key else name


class ChangeLines(NamedTuple):
    """Writes lines with a sign: what was, what is, and what the translation has."""

    screen: Screen

    def write_sides(
        self, before: str | None, after: str | None, translation: str | None
    ) -> Iterator[str]:
        """Yield a text as it was, as it is and as it is translated; each may be None."""
        ours: Sequence[Stretch] = () if before is None else (Stretch(before, differs=False),)
        theirs: Sequence[Stretch] = () if after is None else (Stretch(after, differs=False),)
        if before is not None and after is not None and self.screen.has_colour:
            ours, theirs = compare_words(before, after)
        if before is not None:
            yield from self._write_words("-", ours)
        if after is not None:
            yield from self._write_words("+", theirs)
        if translation is not None:
            yield from (f"{_MARGIN}= {self._text(line)}" for line in _split(translation))

    def write_block(self, block: ProseChange) -> Iterator[str]:
        """Yield the same of a block; of code the lines that changed, and those around them."""
        before, after, translation = block.before, block.after, block.translation
        if block.kind is ProseChangeKind.MOVED:
            text = fold_space(after or "")
            shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            yield f"{_MARGIN}  {self._text(shown)}"
        elif block.block in _BY_LINES and before is not None and after is not None:
            yield from self._write_lines(_split(before), _split(after), translation)
        else:
            yield from self.write_sides(before, after, translation)

    def _write_lines(
        self, ours: Sequence[str], theirs: Sequence[str], translation: str | None
    ) -> Iterator[str]:
        there = None if translation is None else _split(translation)
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        gone: list[int] = []
        for place, group in enumerate(matcher.get_grouped_opcodes(1)):
            if place:
                yield f"{_MARGIN}  …"
            for tag, a, b, c, d in group:
                if tag == "equal":
                    yield from (f"{_MARGIN}  {self._text(line)}" for line in ours[a:b])
                    continue
                gone += range(a, b)
                yield from self.write_sides(_join(ours[a:b]), _join(theirs[c:d]), None)
        if there is not None:
            # Translators keep the lines of code: those that changed are told alone.
            shown = [there[k] for k in gone] if len(there) == len(ours) else there
            yield from (f"{_MARGIN}= {self._text(line)}" for line in shown)

    def _write_words(self, sign: str, stretches: Sequence[Stretch]) -> Iterator[str]:
        colour = COLOURS[sign]
        line = paint(f"{_MARGIN}{sign} ", colour, self.screen)
        for stretch in stretches:
            style = f"bold underline {colour}" if stretch.differs else colour
            first, *rest = stretch.text.split("\n")
            line += paint(self._text(first), style, self.screen)
            for part in rest:
                yield line
                line = paint(f"{_MARGIN}{sign} ", colour, self.screen)
                line += paint(self._text(part), style, self.screen)
        yield line

    def _text(self, text: str) -> str:
        return render_part(text, is_terminal=self.screen.is_terminal)


def _split(text: str) -> list[str]:
    return text.splitlines() or [""]


def _join(lines: Sequence[str]) -> str | None:
    return "\n".join(lines) if lines else None
