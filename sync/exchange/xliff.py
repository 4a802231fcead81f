"""Entries as XLIFF 1.2, as http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from sync.exchange.entries import describe_place
from sync.exchange.handed import Handed, Noted
from sync.exchange.values import HandoverUnit
from sync.exchange.xml_text import render_tree, replace_forbidden

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
"""What all elements of the format are in."""

UNTRANSLATED, FUZZY = "needs-translation", "needs-review-translation"
"""The states of what goes out."""

PREVIOUS = "previous-version"
"""The kind of an ``alt-trans`` that holds the previous text."""

PLACE, LINE = "x-place", "linenumber"
"""The kinds of a ``context`` that say where a text stands: in words, and on which line."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def render_xliff(handed: Handed) -> str:
    """Render the file: a ``file`` for each document."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    for document, entries in groupby(handed.entries, key=lambda each: each.entry.key.document):
        attributes = {
            "original": document,
            "source-language": handed.source_language.replace("_", "-"),
            "target-language": handed.language.replace("_", "-"),
            "datatype": "x-markdown",
        }
        body = ET.SubElement(ET.SubElement(root, "file", attributes), "body")
        for noted in entries:
            _add_unit(body, noted)
    return render_tree(root)


def _add_unit(body: ET.Element, noted: Noted) -> None:
    entry = noted.entry
    unit = ET.SubElement(body, "trans-unit", {"id": entry.key.id, _SPACE: "preserve"})
    ET.SubElement(unit, "source").text = entry.text
    state = FUZZY if entry.is_fuzzy else UNTRANSLATED
    ET.SubElement(unit, "target", {"state": state}).text = entry.words or entry.text
    for place in entry.units:
        _add_place(unit, entry.key.document, place)
    for note in noted.notes:
        ET.SubElement(unit, "note", {"from": "developer"}).text = replace_forbidden(note)
    if entry.is_fuzzy:
        earlier = ET.SubElement(unit, "alt-trans", {"alttranstype": PREVIOUS})
        previous = entry.text if entry.previous is None else entry.previous
        ET.SubElement(earlier, "source").text = previous
        ET.SubElement(earlier, "target").text = entry.words


def _add_place(unit: ET.Element, document: str, place: HandoverUnit) -> None:
    group = ET.SubElement(unit, "context-group", {"purpose": "location"})
    for kind, told in _list_contexts(document, place):
        ET.SubElement(group, "context", {"context-type": kind}).text = replace_forbidden(told)


def _list_contexts(document: str, place: HandoverUnit) -> Iterator[tuple[str, str]]:
    yield "sourcefile", document
    yield LINE, str(place.source_line)
    where = describe_place(place)
    if where:
        yield PLACE, where
