"""What translations know as TMX 1.4, as https://www.gala-global.org/tmx-14b has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from sync.exchange.memory import Saying, TranslationMemory, Wording
from sync.exchange.xml_text import find_forbidden, render_tree, replace_forbidden
from sync.version import __version__

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HEADER = {
    "creationtool": "translation-sync",
    "creationtoolversion": __version__,
    "segtype": "block",
    "o-tmf": "Markdown",
    "adminlang": "en",
    "datatype": "x-markdown",
}


def render_tmx(memories: Mapping[str, TranslationMemory], source_language: str) -> str:
    """Render what is known in some languages, by their names in files as the sources' is.

    Each text stands there once with each of its translations, and the documents that say so; what
    holds a character that XML forbids is left out (`find_unfit`).
    """
    units = [unit for name, memory in memories.items() for unit in _list_units(name, memory)]
    root = ET.Element("tmx", {"version": "1.4"})
    source = source_language.replace("_", "-")
    ET.SubElement(root, "header", {**_HEADER, "srclang": source})
    body = ET.SubElement(root, "body")
    for unit in units:
        if not unit.is_unfit:
            _add_unit(body, unit, source)
    return render_tree(root, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')


def find_unfit(memory: TranslationMemory) -> Iterator[Saying]:
    """Yield the first saying of all words that no TMX can hold."""
    for unit in _list_units("", memory):
        if unit.is_unfit:
            yield unit.wording.sayings[0]


class _Unit(NamedTuple):
    language: str
    text: str
    wording: Wording

    @property
    def is_unfit(self) -> bool:
        return find_forbidden(self.text + self.wording.words) is not None


def _list_units(language: str, memory: TranslationMemory) -> Iterator[_Unit]:
    for text, wordings in memory.list_texts():
        for wording in wordings:
            yield _Unit(language, text, wording)


def _add_unit(body: ET.Element, unit: _Unit, source: str) -> None:
    element = ET.SubElement(body, "tu", {"usagecount": str(unit.wording.number)})
    for document in _list_documents(unit.wording):
        ET.SubElement(element, "prop", {"type": "x-document"}).text = document
    for language, text in ((source, unit.text), (unit.language, unit.wording.words)):
        variant = ET.SubElement(element, "tuv", {_LANGUAGE: language.replace("_", "-")})
        ET.SubElement(variant, "seg").text = text


def _list_documents(wording: Wording) -> Iterable[str]:
    named = dict.fromkeys(saying.document.source for saying in wording.sayings)
    return map(replace_forbidden, named)
