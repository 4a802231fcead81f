"""The receipt of a run of an engine, as text, as JSON, and as Markdown for a summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from sync.exchange.receipts import DocumentFate, Fate, Receipt, Size, TextFate
from sync.markdown.lines import fold_space
from sync.names import escape_text
from sync.reports.json import render_object
from sync.reports.values import Json, Screen

_LONGEST = 60  # characters of a text that a line shows
_TICKS = re.compile("`+")
_TOLD = (Fate.REFUSED, Fate.UNANSWERED, Fate.NOT_SENT)


def render_receipt_json(receipt: Receipt, _screen: Screen) -> str:
    """Render the object that ``schema translate`` describes."""
    fates = receipt.fates
    return render_object(
        {
            "version": 1,
            "dry_run": receipt.is_dry,
            "sent": receipt.sent._asdict(),
            "surroundings": receipt.surroundings,
            "again": receipt.again._asdict(),
            "whole_files": {
                "words": receipt.whole.words,
                "characters": receipt.whole.characters,
            },
            "summary": {fate.value: fates[fate] for fate in Fate},
            "translations": [_describe(each) for each in receipt.documents],
        }
    )


def _describe(translated: DocumentFate) -> dict[str, Json]:
    document = translated.document
    return {
        "language": document.language,
        "source": document.source,
        "path": document.path,
        "texts": [_describe_text(each) for each in translated.texts],
    }


def _describe_text(text: TextFate) -> dict[str, Json]:
    unit = text.entry.units[0]
    return {
        "id": text.entry.key.id,
        "text": text.entry.text,
        "kind": unit.kind,
        "source_line": unit.source_line,
        "line": unit.line,
        "units": len(text.entry.units),
        "outcome": text.fate.value,
        "problems": [each._asdict() for each in text.problems],
        "warnings": [each._asdict() for each in text.warnings],
    }


def render_receipt_text(receipt: Receipt, _screen: Screen) -> str:
    """Render a line a translation, one for each text that a person has to see to, and the sum."""
    lines = [line for each in receipt.documents for line in _tell(each)]
    return "".join(f"{line}\n" for line in [*lines, *_conclude(receipt)])


def _tell(translated: DocumentFate) -> Iterator[str]:
    path = translated.document.path
    counts = _count(translated)
    if counts:
        yield f"{escape_text(path)}: {counts}"
    for text in translated.texts:
        for kind, message in _list_remarks(text):
            line = text.entry.units[0].line
            yield f"    line {line}: {kind}: {message}: {_show(text.entry.text)}"
    doubts = Counter(each.rule or "" for text in translated.texts for each in text.warnings)
    if doubts:
        told = ", ".join(f"{number} {rule}" for rule, number in sorted(doubts.items()))
        yield f"    warnings: {told} (each: --format json)"


def _count(translated: DocumentFate) -> str:
    fates = [text.fate for text in translated.texts]
    parts = (f"{fates.count(fate)} {_WORDS[fate]}" for fate in Fate if fate in fates)
    return ", ".join(parts)


_WORDS = {
    Fate.WRITTEN: "written, marked fuzzy",
    Fate.REFUSED: "refused",
    Fate.UNANSWERED: "without an answer",
    Fate.NOT_SENT: "not sent",
    Fate.LEFT: "left for another run (--limit)",
    Fate.TO_SEND: "to send",
}


def _list_remarks(text: TextFate) -> Iterator[tuple[str, str]]:
    if text.fate in _TOLD:
        for each in text.problems:
            yield each.rule or _WORDS[text.fate], escape_text(each.message)


def _show(text: str) -> str:
    shown = fold_space(text)
    return escape_text(shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…")


def _conclude(receipt: Receipt) -> Iterator[str]:
    """Yield what was sent, and what came of it."""
    if not receipt.documents:
        yield "nothing is untranslated"
        return
    verb = "would be sent" if receipt.is_dry else "sent"
    whole = receipt.whole
    yield ""
    yield f"{_number(receipt.sent.texts, 'text')} {verb}: {_measure(receipt.sent)}"
    if receipt.again.texts:
        yield f"{_number(receipt.again.texts, 'text')} sent again: {_measure(receipt.again)}"
    if receipt.surroundings:
        yield f"{receipt.surroundings:,} characters beside them, to help with them"
    if whole.texts:
        yield (
            f"whole files would be {_number(whole.words, 'word')}, "
            f"{_number(whole.characters, 'character')}"
        )
    yield _sum_up(receipt)


def _measure(size: Size) -> str:
    pairs = ((size.units, "unit"), (size.words, "word"), (size.characters, "character"))
    return ", ".join(_number(number, name) for number, name in pairs)


def _sum_up(receipt: Receipt) -> str:
    fates = receipt.fates
    parts = (f"{fates[fate]:,} {_WORDS[fate]}" for fate in Fate if fates[fate])
    return f"{_number(len(receipt.documents), 'translation')}: {', '.join(parts)}"


def _number(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def render_receipt_markdown(receipt: Receipt, _screen: Screen) -> str:
    """Render a summary for a job or a pull request."""
    rows = [
        f"| {_code(each.document.path)} | " + " | ".join(map(str, _list_counts(each))) + " |"
        for each in receipt.documents
    ]
    names = ("to send", "to send") if receipt.is_dry else ("written", "written")
    head = [f"| translation | {names[0]} | refused | without an answer | not sent | left |"]
    table = [*head, "| --- | --: | --: | --: | --: | --: |", *rows] if rows else []
    remarks = list(_list_markdown(receipt.documents))
    told = [line for line in _conclude(receipt) if line]
    parts = ["## Machine translation", "  \n".join(told)]
    parts += ["\n".join(table)] if table else []
    parts += ["Everything written is marked fuzzy: a person has to look at it."] if rows else []
    parts += ["\n".join(remarks)] if remarks else []
    return "\n\n".join(parts) + "\n"


def _list_counts(translated: DocumentFate) -> Iterator[int]:
    fates = [text.fate for text in translated.texts]
    yield fates.count(Fate.WRITTEN) + fates.count(Fate.TO_SEND)
    for fate in (Fate.REFUSED, Fate.UNANSWERED, Fate.NOT_SENT, Fate.LEFT):
        yield fates.count(fate)


def _list_markdown(documents: Iterable[DocumentFate]) -> Iterator[str]:
    for each in documents:
        for text in each.texts:
            for kind, message in _list_remarks(text):
                place = _code(f"{each.document.path}:{text.entry.units[0].line}")
                yield f"- {place} {kind}: {_code(message)}: {_code(_show(text.entry.text))}"


def _code(text: str) -> str:
    """Return a text as code in Markdown, which nothing in it can leave."""
    plain = escape_text(text).replace("|", "\\|")
    longest = max((len(run) for run in _TICKS.findall(plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


RECEIPT_FORMATS: Mapping[str, Callable[[Receipt, Screen], str]] = {
    "text": render_receipt_text,
    "json": render_receipt_json,
    "markdown": render_receipt_markdown,
}
"""The formats of a receipt."""
