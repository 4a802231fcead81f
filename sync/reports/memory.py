"""What translations know, as a table, as JSON and as files of translators' tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.exchange.po import render_po as render_po_file
from sync.exchange.tmx import find_unfit
from sync.exchange.tmx import render_tmx as render_tmx_file
from sync.reports.columns import render_columns
from sync.reports.json import VERSION, render_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sync.exchange.memory import Saying, Wording
    from sync.reports.values import Json, Screen
    from sync.results import KnownLanguage, MemoryReport

_HEADER = ("language", "translations", "units", "texts", "with several translations")


def render_text(report: MemoryReport, screen: Screen) -> str:
    """Render a row for each language: what teaches something, and how much."""
    if not report.languages:
        return "there is no translation yet\n"
    rows = [_HEADER, *map(_fill_row, report.languages)]
    return render_columns(rows, screen, texts=(0,))


def _fill_row(known: KnownLanguage) -> tuple[str, ...]:
    documents = [each for each in known.memory.documents if each.pairs]
    texts = list(known.memory.list_texts())
    numbers = (
        len(documents),
        sum(wording.number for _, wordings in texts for wording in wordings),
        len(texts),
        sum(len(wordings) > 1 for _, wordings in texts),
    )
    return known.language, *map(str, numbers)


def render_json(report: MemoryReport, _screen: Screen) -> str:
    """Render the object: each text of a language with its translations, the most frequent first."""
    entries = [entry for known in report.languages for entry in _describe(known)]
    return render_object({"version": VERSION, "entries": entries})


def _describe(known: KnownLanguage) -> Iterator[Json]:
    for text, wordings in known.memory.list_texts():
        yield {
            "language": known.language,
            "text": text,
            "translations": [_describe_wording(wording) for wording in wordings],
        }


def _describe_wording(wording: Wording) -> Json:
    return {
        "words": wording.words,
        "count": wording.number,
        "places": [_describe_place(saying) for saying in wording.sayings],
    }


def _describe_place(saying: Saying) -> Json:
    document, pair = saying
    return {
        "source": document.source,
        "source_line": pair.source_line,
        "path": document.path,
        "line": pair.line,
    }


def render_tmx(report: MemoryReport, _screen: Screen) -> str:
    """Render a TMX 1.4."""
    memories = {known.name: known.memory for known in report.languages}
    return render_tmx_file(memories, report.source_language)


def render_po(report: MemoryReport, _screen: Screen) -> str:
    """Render a compendium of the one language that was asked for."""
    return "" if report.compendium is None else render_po_file(report.compendium)


def tell_left_out(report: MemoryReport) -> Iterator[str]:
    """Yield what a TMX lacks, a line each."""
    for known in report.languages:
        for document, pair in find_unfit(known.memory):
            yield f"{document.path}:{pair.line}: left out of the TMX: XML forbids a character in it"


FORMATS: Mapping[str, Callable[[MemoryReport, Screen], str]] = {
    "text": render_text,
    "json": render_json,
    "tmx": render_tmx,
    "po": render_po,
}
"""The formats by name, the default first."""
