"""Links that a translation had mended before its source's new version was merged.

Who moves a page often gives all languages its new address at once. What shows that a row, or a
block, is the translation of one of the old version is then its new link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from sync.align.versions import TablePair
from sync.markdown.addresses import name_everywhere
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.inline import read_inline
from sync.units.reading import list_units
from sync.units.values import UnitKind

Resolve: TypeAlias = Callable[[str], str | None]


def list_targets(texts: Iterable[str], resolve: Resolve) -> frozenset[str]:
    """Return what the links of texts lead to, as `name_everywhere` has it."""
    return name_targets(frozenset(_list_links(texts)), resolve)


def name_targets(destinations: Iterable[str], resolve: Resolve) -> frozenset[str]:
    """Return the same of destinations, as they are written."""
    return frozenset(name_everywhere(resolve(each) or "") for each in destinations)


@lru_cache(maxsize=8)  # all translations of a source ask the same
def list_destinations(document: Markdown, generated: tuple[GeneratedPair, ...]) -> frozenset[str]:
    """Return the destinations in a document's prose, as they are written."""
    units = list_units(document, generated).units
    return frozenset(_list_links(unit.text for unit in units if unit.kind is not UnitKind.CODE))


def _list_links(texts: Iterable[str]) -> Iterator[str]:
    return (link.text for text in texts for link in read_inline(text).links)


def find_old_targets(
    changed: Iterable[tuple[str, str]], known: frozenset[str], resolve: Resolve
) -> Mapping[str, str]:
    """Return what links led to that changed in texts where nothing else did, by what they do now.

    What they do now is as `name_everywhere` has it. Those of which the old version, whose targets
    are ``known``, has the new one as well, or which were several, are left out.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for before, after in changed:
        if before == after:
            continue
        was, now = read_inline(before), read_inline(after)
        if was.frame != now.frame:
            continue
        for here, there in zip(was.links, now.links, strict=False):
            old, new = resolve(here.text), resolve(there.text)
            if old and new and old != new:
                found[name_everywhere(new)].add(old)
    return {new: min(olds) for new, olds in found.items() if len(olds) == 1 and new not in known}


def pair_cells(
    old: Markdown, new: Markdown, pairs: Iterable[TablePair]
) -> Iterator[tuple[str, str]]:
    """Yield the cells of two versions' tables that are each other's."""
    for pair in pairs:
        before, after = old.tables[pair.base], new.tables[pair.source]
        for i, j in pair.rows:
            ours, theirs = before.rows[i].cells, after.rows[j].cells
            for here, there in pair.columns:
                if here < len(ours) and there < len(theirs):
                    yield ours[here], theirs[there]


def list_cells(document: Markdown) -> Iterator[str]:
    """Yield the cells of all tables."""
    return (cell for table in document.tables for row in table.rows for cell in row.cells)
