"""Labels of reference links: a translation's own for the definitions of its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from sync.markdown.inline import Piece, replace_pieces
from sync.markdown.references import Definition, fold_label, list_uses

if TYPE_CHECKING:
    from sync.markdown.document import Markdown

_Resolve = Callable[[str], str | None]


class Labels:
    """How a translation spells what its source's reference links name.

    A translator may translate labels, ``[the guide]`` to ``[die Anleitung]``, with their
    definitions, or write destinations in the text, and have no definitions at all. The source's
    texts name neither. Nothing is read before a text is asked for that has a reference link.
    """

    def __init__(
        self, source: Markdown, olds: Iterable[Markdown | None], translation: Markdown
    ) -> None:
        """Take the source as it is now, older versions of it, and the translation."""
        self._source = source
        self._olds = [old for old in olds if old is not None]
        self._translation = translation

    def spell(
        self,
        text: str,
        resolve: tuple[_Resolve, _Resolve],
        localise: Callable[[str], str],
    ) -> str:
        """Let the source's text name the translation's definitions; one it lacks is written out.

        ``resolve`` says what destinations point at in the source and in the translation.
        """
        if "[" not in text or not self._definitions:
            return text
        theirs = self._translation.definitions
        new: dict[Piece, str] = {}
        for reference, words, label in list_uses(text, self._definitions):
            if label in theirs:
                continue
            own = self._find_label(label, resolve)
            if own is not None:
                new[reference] = f"{words}[{own}]"
            elif label in self._known:
                new[reference] = f"{words}({localise(reference.text)})"
        return replace_pieces(text, new) if new else text

    def list_uses(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the destinations of a text's reference links as their definitions write them.

        Each comes with whether it is the source's: only what the source does not define is the
        translation's own.
        """
        if "[" in text and self._all:
            for use in list_uses(text, self._all):
                yield use.reference.text, use.label in self._definitions

    def defines(self, label: str) -> bool:
        """Tell whether the source or the translation defines a label."""
        return fold_label(label) in self._all

    @cached_property
    def _all(self) -> Mapping[str, Definition]:
        return {**self._translation.definitions, **self._definitions}

    @cached_property
    def _known(self) -> Mapping[str, Definition]:
        """The definitions that the source had: what the translation has of them, or has not."""
        return {label: found for old in self._olds for label, found in old.definitions.items()}

    @cached_property
    def _definitions(self) -> Mapping[str, Definition]:
        return {**self._known, **self._source.definitions}

    def _find_label(self, label: str, resolve: tuple[_Resolve, _Resolve]) -> str | None:
        """Return the translation's label for what leads to where one of the source's leads."""
        ours, theirs = resolve
        found = (each.get(label) for each in (self._definitions, self._known))
        aims = {ours(each.text) or each.text for each in found if each is not None}
        there = self._translation.definitions.values()
        same = (each.label for each in there if (theirs(each.text) or each.text) in aims)
        return next(same, None)
