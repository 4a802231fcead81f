"""A whole document: all that changed since a translation was made."""

from __future__ import annotations

from sync.align.alignment import Alignment
from sync.case import Case
from sync.changes.prose import compare_prose
from sync.changes.tables import compare_tables
from sync.changes.values import Changes


def compare_document(case: Case) -> Changes | None:
    """Compare the base of a translation with its source, the translation's rows beside them.

    None where the base is not known.
    """
    if case.base is None:
        return None
    alignment = Alignment(case._replace(known=case.known or case.base))
    blocks = alignment.pair_blocks(case.base, case.source)
    return Changes(
        compare_tables(alignment, case.base),
        compare_prose(case.base, case.source, blocks, case.generated),
    )
