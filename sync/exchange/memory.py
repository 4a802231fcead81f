"""What translations know: the words that texts of the source have already, wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.exchange.rules import find_refusals
from sync.exchange.values import CELL, Document, Filling, HandoverUnit
from sync.lint.numbers import explain_numbers
from sync.markdown.inline import read_inline
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark
from sync.units.values import UnitKind, fold_unit

_LIKE_TEXT = "text"


class KnownPair(NamedTuple):
    """A text of a source and the words for it that nobody owes any more.

    Both are spelled as in `HandoverUnit`, and both lines are 1-based.
    """

    kind: str
    text: str
    words: str
    source_line: int
    line: int


class KnownDocument(NamedTuple):
    """What one translation knows; ``source`` and ``path`` are relative to the root."""

    language: str
    source: str
    path: str
    pairs: tuple[KnownPair, ...]


class Saying(NamedTuple):
    """Words for a text, and the translation that says so."""

    document: KnownDocument
    pair: KnownPair


class Wording(NamedTuple):
    """Words for a text as often as they are said; the first saying gives their spelling."""

    words: str
    sayings: tuple[Saying, ...]

    @property
    def number(self) -> int:
        """How often it is said."""
        return len(self.sayings)


class Choice(NamedTuple):
    """Words for a unit; ``is_sure`` where no person has to look at them."""

    words: str
    is_sure: bool


def learn(document: Document, space: LinkSpace, *, knows_prose: bool = True) -> KnownDocument:
    """Return what a translation knows: what is marked, or breaks a rule, teaches nothing.

    Where nobody knows which version its prose is of, its cells alone do.
    """
    pairs = tuple(
        KnownPair(unit.kind, unit.text, unit.words, unit.source_line, unit.line)
        for unit in document.units
        if unit.mark is None
        and (knows_prose or unit.kind == CELL)
        and unit.words.strip()
        and keeps(unit.text, unit.words, unit.kind, space)
    )
    return KnownDocument(document.language, document.source, document.path, pairs)


def join_known(after: KnownDocument, before: KnownDocument) -> KnownDocument:
    """Add to what a translation will know what it knew besides: what left it may come again."""
    known: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in after.pairs:
        known[tell_text(pair.kind, pair.text)].add(fold_space(pair.words))
    gone = (
        pair
        for pair in before.pairs
        if fold_space(pair.words) not in known[tell_text(pair.kind, pair.text)]
    )
    return after._replace(pairs=(*after.pairs, *gone))


def keeps(text: str, words: str, kind: str, space: LinkSpace) -> bool:
    """Tell whether words keep the links, the code, the labels and the numbers of a text."""
    if words == text:
        return True
    if next(find_refusals(text, words, kind, space), None) is not None:
        return False
    return kind == UnitKind.CODE or explain_numbers(text, words) is None


def tell_text(kind: str, text: str) -> tuple[str, str]:
    """Return what counts as the same text: that of code and HTML only among their own kind.

    A value of one word in the front matter may be a name for programs; longer ones are text.
    """
    known = UnitKind(kind) if kind in (UnitKind.CODE, UnitKind.HTML) else UnitKind.PARAGRAPH
    folded = fold_unit(known, text)
    is_apart = known is not UnitKind.PARAGRAPH or (
        kind == UnitKind.FRONT_MATTER and " " not in folded
    )
    return (kind if is_apart else _LIKE_TEXT), folded


class TranslationMemory:
    """What the translations of one language know, in the order of the documents."""

    def __init__(self, documents: Iterable[KnownDocument]) -> None:
        """Take what each translation knows; nothing is sorted before it is asked for."""
        self.documents = tuple(documents)

    @cached_property
    def sayings(self) -> Mapping[tuple[str, str], Sequence[Saying]]:
        """All that is said, by what counts as the same text (`tell_text`)."""
        found: dict[tuple[str, str], list[Saying]] = defaultdict(list)
        for document in self.documents:
            for pair in document.pairs:
                found[tell_text(pair.kind, pair.text)].append(Saying(document, pair))
        return dict(found)

    def find(self, kind: str, text: str) -> tuple[Wording, ...]:
        """Return the words that a text has, the most frequent first, ties as they come."""
        return _word(self.sayings.get(tell_text(kind, text), ()))

    def list_texts(self) -> Iterator[tuple[str, tuple[Wording, ...]]]:
        """Yield each text with its words, in the order of the documents.

        A text that stands in the source's own words has none there: nobody knows whether it is a
        name, or waits for a translator.
        """
        for key, sayings in self.sayings.items():
            words = self.list_words(key)
            if words:
                yield sayings[0].pair.text, words

    def list_words(self, key: tuple[str, str]) -> tuple[Wording, ...]:
        """Return the words that a text (`tell_text`) has besides the source's own."""
        _, text = key
        known = _word(self.sayings.get(key, ()))
        return tuple(each for each in known if not is_same(each.words, text))

    def choose(self, document: str, unit: HandoverUnit, space: LinkSpace) -> Choice | None:
        """Choose words for a unit of a document that has none; None where nothing is known.

        The most frequent ones that keep what the text holds. They need no look where the same
        document says so, and no translation says anything else. A text that stands untranslated
        elsewhere is no such words, but something else.
        """
        known = self.find(unit.kind, unit.text)
        fitting = (each for each in known if _fits(each, document, unit, space))
        chosen = next(fitting, None)
        if chosen is None:
            return None
        says = any(saying.document.source == document for saying in chosen.sayings)
        return Choice(chosen.words, is_sure=says and len(known) == 1)

    def fill(self, document: Document, space: LinkSpace) -> Iterator[Filling]:
        """Yield words for the units of a document that have none."""
        for unit in document.open:
            if unit.mark is Mark.UNTRANSLATED and not unit.words:
                choice = self.choose(document.source, unit, space)
                if choice is not None:
                    mark = None if choice.is_sure else Mark.FUZZY
                    yield Filling(unit.place, choice.words, mark)


def _word(sayings: Iterable[Saying]) -> tuple[Wording, ...]:
    found: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        found[fold_space(saying.pair.words)].append(saying)
    wordings = (Wording(said[0].pair.words, tuple(said)) for said in found.values())
    return tuple(sorted(wordings, key=lambda each: -each.number))


def _fits(wording: Wording, document: str, unit: HandoverUnit, space: LinkSpace) -> bool:
    if is_same(wording.words, unit.text):
        return False
    if not keeps(unit.text, wording.words, unit.kind, space):
        return False
    # An anchor of the same page names a heading by the words that it has there.
    is_here = any(saying.document.source == document for saying in wording.sayings)
    return is_here or _list_anchors(wording.words) == _list_anchors(unit.text)


def is_same(words: str, text: str) -> bool:
    """Tell whether words are the source's own."""
    return fold_space(words) == fold_space(text)


def _list_anchors(text: str) -> list[str]:
    found = (piece.text for piece in read_inline(text).links)
    return sorted(each for each in found if each.startswith("#"))
