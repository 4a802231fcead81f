"""Definitions of links that the source took out, while a translation's texts still name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sync.markdown.references import Definition, fold_label, list_uses
from sync.units.values import DocumentUnit, UnitKind


def find_used(
    there: Sequence[DocumentUnit], gone: Collection[int], texts: Iterable[str]
) -> frozenset[int]:
    """Return the places of the definitions among those that are ``gone`` which a text names.

    A translator's words that wait for another text would hold a dead link without them.
    """
    definitions = [place for place in gone if there[place].kind is UnitKind.REFERENCE]
    if not definitions:
        return frozenset()
    places = {_read_label(there[place]): place for place in sorted(definitions, reverse=True)}
    known = {label: Definition(place, 0, "", label) for label, place in places.items()}
    uses = (use for text in texts if "[" in text for use in list_uses(text, known))
    return frozenset(places[use.label] for use in uses)


def _read_label(unit: DocumentUnit) -> str:
    return fold_label(unit.text.partition("]:")[0].strip().removeprefix("["))
