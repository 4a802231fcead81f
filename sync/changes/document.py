"""A whole document: all that changed since a translation was made."""

from __future__ import annotations

from functools import lru_cache

from sync.align.alignment import Alignment
from sync.align.version_pairs import VersionPairs
from sync.case import Case
from sync.changes.prose import compare_prose
from sync.changes.tables import Views, compare_tables
from sync.changes.values import Changes
from sync.markdown.counted import Counted
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair


def compare_document(case: Case) -> Changes | None:
    """Compare the base of a translation with its source, the translation's words beside them.

    None where the base is not known.
    """
    base, source = case.base, case.source
    if base is None:
        return None
    alignment = Alignment(case._replace(known=case.known or base))
    views = Views(alignment.see_from(base), alignment.see_from(source))
    return Changes(
        compare_tables(alignment, base, source, views),
        compare_prose(alignment, base, source, case.counted, alignment.find_translated_unit),
    )


@lru_cache(maxsize=8)  # all translations of a source ask the same
def compare_versions(
    base: Markdown,
    source: Markdown,
    generated: tuple[GeneratedPair, ...],
    counted: Counted = None,
) -> Changes:
    """Compare two versions of a source: what changed, with no translation beside it.

    What a translation has where its source changed takes much longer to find out.
    """
    versions = VersionPairs(generated)
    prose = compare_prose(versions, base, source, counted)
    return Changes(compare_tables(versions, base, source), prose)
