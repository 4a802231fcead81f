"""One merge as the tests ask for it, between a source and its translation in another folder."""

from __future__ import annotations

from collections.abc import Mapping

from sync.markdown.document import Markdown, read_markdown
from sync.markdown.links import LinkSpace
from sync.merge.document import merge_document
from sync.merge.values import Merge, MergeOptions
from tests.cases import make_case

FOLDER = "translations/xx/"
COPIES = frozenset({"guide/tea.md", "guide/cups.md", "README.md"})


def to_source(path: str) -> str:
    return path.removeprefix(FOLDER)


def to_translation(path: str) -> str | None:
    return FOLDER + path if path in COPIES else None


SPACE = LinkSpace("guide/tea.md", f"{FOLDER}guide/tea.md", to_source, to_translation)
"""``guide/tea.md`` and its translation; of what both link to, only ``COPIES`` are translated."""

PLAIN = MergeOptions()


def merge(base: str | None, source: str, translated: str, options: MergeOptions = PLAIN) -> Merge:
    """Merge the tables of three texts; ``base`` is None where the old version is not known."""
    return merge_document(make_case(source, translated, SPACE, base=base), options)


def merge_all(base: str, source: str, translated: str, options: MergeOptions = PLAIN) -> Merge:
    """Merge three texts, prose and tables."""
    case = make_case(source, translated, SPACE, base=base, is_whole=True)
    return merge_document(case, options)


def merge_twice(base: str, source: str, translated: str) -> Merge:
    """Merge three texts, which nothing keeps from it; the next merge changes nothing any more."""
    merged = merge_all(base, source, translated)
    assert merged.refusal is None
    assert merge_all(source, source, merged.text).text == merged.text
    return merged


def replace_each(text: str, words: Mapping[str, str]) -> str:
    """Return a text with all words replaced, in their order."""
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def read_cells(text: str) -> list[list[list[str]]]:
    """Return table by table, row by row, what the cells of a text hold."""
    return [[list(row) for row in table.content] for table in read_markdown(text).tables]


def outside_tables(document: Markdown) -> list[str]:
    """Return the lines that belong to no table."""
    inside = {line for table in document.tables for line in range(table.start, table.end)}
    return [line for number, line in enumerate(document.lines) if number not in inside]
