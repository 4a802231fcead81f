"""A whole document: all that changed since a translation was made."""

from __future__ import annotations

from sync.align.document_tables import list_tables
from sync.changes.beside import Beside
from sync.changes.prose import compare_prose
from sync.changes.tables import Views, compare_tables
from sync.changes.values import Changes
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace


def compare_document(
    base: Markdown,
    source: Markdown,
    translated: Markdown,
    known: Markdown,
    space: LinkSpace,
    *,
    pairs: tuple[GeneratedPair, ...] = (),
) -> Changes:
    """Compare two versions of a source and put the translation's rows and cells beside them.

    ``known`` is the version that the translation's tables were last brought to: ``base`` itself,
    the version named by ``synced_hash``, or ``source``.
    """
    before, after = list_tables(base, pairs), list_tables(source, pairs)
    versions = {id(base): before, id(source): after}
    aligned = versions.get(id(known)) or list_tables(known, pairs)
    beside = Beside(aligned, list_tables(translated, pairs), space)
    views = Views(beside.see_from(before), beside.see_from(after))
    return Changes(compare_tables(before, after, views), compare_prose(base, source, pairs))
