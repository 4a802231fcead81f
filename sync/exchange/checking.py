"""Whether words may stand for a text: what refuses them, and why, for those who sent them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sync.exchange.judging import Given, Problem
from sync.exchange.rules import Refusal, find_refusals
from sync.exchange.values import Document, HandoverEntry
from sync.exchange.warnings import Caution, explain_reused, find_cautions, fold_words
from sync.markdown.links import LinkSpace

EXPLAINED = {
    Refusal.LINKS: "its links must lead where the source's do, as often",
    Refusal.CODE: "its code spans must be the source's",
    Refusal.LINE_BREAK: "it must stay on one line",
    Refusal.COMMENT: "its comments must be the source's",
    Refusal.CONTROL_CHARACTER: "it holds a control character that the source does not",
    Refusal.SHAPE: "it would read as another block, or as several",
    Refusal.TOKEN: "it holds a token (⟦…⟧) that stands for something else",
}

BY_HAND = "it is a list or the like in the front matter: translate it by hand"
"""Why no words can be put in for an entry."""

ALL_CAUTIONS = frozenset(Caution)
"""What refuses words under ``--strict``."""

_Texts = Mapping[str, Collection[str]]


class Checking:
    """Checks words for entries, as a `Judge` asks: what refuses them, and what only warns."""

    def __init__(
        self,
        language: str,
        spaces: Mapping[str, LinkSpace],
        refused: Collection[Caution] = (),
        given: Iterable[Given] = (),
    ) -> None:
        """Take where links lead in each document, by its source, and the cautions that refuse too.

        ``language`` is the code of the language, whatever its folder is called. ``given`` are the
        entries that come back together: their words are held beside one another.
        """
        self._language = language
        self._spaces = spaces
        self._refused = refused
        self._given: dict[str, list[Given]] = defaultdict(list)
        for each in given:
            if each.document is not None and each.words:
                self._given[each.document].append(each)
        self._texts: dict[str, _Texts] = {}

    def __call__(
        self, document: Document, entry: HandoverEntry, given: Given
    ) -> tuple[list[Problem], list[Problem]]:
        """Return what refuses the words, and what only warns."""
        problems = list(find_problems(entry, given, self._spaces[document.source]))
        warnings: list[Problem] = []
        for caution, message in self._find_cautions(document, entry, given.words):
            told = problems if caution in self._refused else warnings
            told.append(Problem(caution.value, message))
        return problems, warnings

    def _find_cautions(
        self, document: Document, entry: HandoverEntry, words: str
    ) -> Iterator[tuple[Caution, str]]:
        found: dict[Caution, str] = {}
        for kind in dict.fromkeys(unit.kind for unit in entry.units):
            found |= dict(find_cautions(entry.text, words, kind, self._language, document.dialect))
        yield from found.items()
        others = self._list_texts(document).get(fold_words(words), ())
        reused = explain_reused(entry.text, others)
        if reused is not None:
            yield Caution.REUSED, reused

    def _list_texts(self, document: Document) -> _Texts:
        """Return the texts that words translate, in what is done and in what comes with them."""
        if document.source not in self._texts:
            texts: dict[str, dict[str, None]] = defaultdict(dict)
            for unit in document.units:
                if unit.mark is None:
                    texts[fold_words(unit.words)].setdefault(unit.text)
            for each in self._given[document.source]:
                texts[fold_words(each.words)].setdefault(each.text)
            texts.pop("", None)
            self._texts[document.source] = texts
        return self._texts[document.source]


def find_problems(entry: HandoverEntry, given: Given, space: LinkSpace) -> Iterator[Problem]:
    """Yield what keeps an entry's words from being taken, once for each rule."""
    if not entry.takes_words:
        yield Problem(Refusal.SHAPE.value, BY_HAND)
        return
    kinds = dict.fromkeys(unit.kind for unit in entry.units)
    rules = (rule for kind in kinds for rule in find_refusals(entry.text, given.words, kind, space))
    for rule in dict.fromkeys(rules):
        yield Problem(rule.value, EXPLAINED[rule])
