"""What translations know as entries that are done: a compendium for `msgmerge --compendium`.

An entry is of one document, as those of `export` are, so that a text is found there by its
document: gettext takes the words of another one for fuzzy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sync.exchange.memory import KnownDocument, KnownPair, is_same
from sync.exchange.values import EntryKey, HandoverEntry, HandoverUnit, Place
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark


def list_done(documents: Iterable[KnownDocument]) -> Iterator[HandoverEntry]:
    """Yield an entry for each text of each document, with its most frequent words there.

    What stands in the source's own words is left out.
    """
    for document in documents:
        texts: defaultdict[str, list[KnownPair]] = defaultdict(list)
        for pair in document.pairs:
            if not is_same(pair.words, pair.text):
                texts[pair.text].append(pair)
        for text, pairs in texts.items():
            yield _make_entry(EntryKey(document.source, text), pairs)


def _make_entry(key: EntryKey, pairs: list[KnownPair]) -> HandoverEntry:
    said: defaultdict[str, list[KnownPair]] = defaultdict(list)
    for pair in pairs:
        said[fold_space(pair.words)].append(pair)
    most = max(said.values(), key=len)
    units = tuple(map(_make_unit, most))
    return HandoverEntry(key, None, most[0].words, Mark.UNTRANSLATED, units)


def _make_unit(pair: KnownPair) -> HandoverUnit:
    kind, text, words, source_line, line = pair
    return HandoverUnit(Place(0), kind, text, None, words, None, source_line, line)
