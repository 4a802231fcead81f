"""What a reader sees of a text, loosely written: to be held beside what mdformat makes of it.

mdformat keeps most of a text to the letter, so that here white space, escapes and the choice
between two ways to write a thing may go. What it drops is what must be here: code and HTML in
what describes an image, the text of a footnote that it takes for a link's definition, a definition
that only HTML names, and the line breaks that make an alert, a definition list or a directive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sync.markdown.references import fold_label

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# CommonMark's white space; what Python takes for some besides is text.
_SPACE = re.compile(r"[ \t\n]+")
# A break beside such a line is more than a space: alerts (GitHub's, Obsidian's) end their first
# line, an item of a definition list begins one, what a site generator reads has one for itself.
_ALERT = re.compile(r"\[![A-Za-z]+\]")
_OWN_LINE = re.compile(
    r"[:~][ \t]|:::|!!!|\?\?\?|\*\[[^\]]*\]:|(?:\$\$|\+\+\+)\Z|\{[{%:#<][^\n]*\}\Z"
)
# Formulas and expressions are read before Markdown is: an escape in them is text.
_RAW = re.compile(r"\$[^$]+\$|\{[^{}]+\}")
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
# A footnote is a level more than mdformat counts, and what is too deep would be dropped.
_DEEPEST = 200
_DIGIT = re.compile(r"[0-9]")


def list_seen(text: str) -> tuple[str, ...]:
    """Return what ``text``, which must not be nested too deep for a parser, shows, in order.

    Footnotes and definitions stand last, by label: where a text has them changes nothing.
    """
    tokens = _parser().parse(text)
    body, notes = _part_notes(tokens)
    return (
        *_read_all(body),
        *sorted("\n".join(_read_all(note)) for note in notes),
        *sorted(_find_named(tokens)),
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    class Parser(MarkdownIt):
        """A parser that leaves addresses as they are written, host names among them."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802  the parser's own name
            return url

    options = {"inline_definitions": True, "maxNesting": _DEEPEST}
    parser = Parser("commonmark", options).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin)
    return parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)


def _part_notes(tokens: Sequence[Token]) -> tuple[list[Token], list[list[Token]]]:
    """Part the footnotes from the rest; what stands in one, another note too, is part of it."""
    body: list[Token] = []
    notes: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if token.type == "footnote_reference_open":
            depth += 1
            if depth == 1:
                notes.append([])
        (notes[-1] if depth else body).append(token)
        if token.type == "footnote_reference_close":
            depth -= 1
    return body, notes


def _find_named(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the definitions that HTML names, which to mdformat nothing uses."""
    definitions = [token.meta for token in tokens if token.type == "definition"]
    if not definitions:
        return
    html = (token.content for token in tokens if token.type == "html_block")
    named = {fold_label(label) for text in html for label in _BRACKETS.findall(text)}
    for meta in definitions:
        label = fold_label(meta["label"])
        if label in named:
            yield " ".join(("definition", label, unquote(meta["url"]), meta["title"]))


def _read_all(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield _read_inline(token)
        elif token.type == "front_matter":
            yield "".join(_DIGIT.findall(token.content))
        elif token.type in ("code_block", "fence"):
            yield f"code {_fold(token.info)} {_fold(token.content)}"
        elif token.type == "html_block":
            yield f"html {_fold(token.content)}"
        elif token.type != "definition":
            yield _read_mark(token)


def _read_mark(token: Token) -> str:
    """Return what opens or closes something: a list with its first number, a cell, a link."""
    attributes = (f"{name}={unquote(str(value))}" for name, value in sorted(token.attrs.items()))
    return " ".join((token.type, token.tag, str(token.meta.get("label", "")), *attributes))


def _read_inline(token: Token) -> str:
    text = "".join(map(_read_child, token.children or ()))
    lines = [_fold(line) for line in text.split("\n")]
    parts = [f"[x]{lines[0][3:]}" if lines[0].startswith("[X] ") else lines[0]]
    for place, (before, line) in enumerate(pairwise(lines)):
        ends_alert = place == 0 and _ALERT.match(before)
        is_kept = ends_alert or _OWN_LINE.match(before) or _OWN_LINE.match(line)
        parts += ("\n" if is_kept else " ", line)
    return "\0".join(("".join(parts), *map(_fold, _RAW.findall(token.content))))


def _read_child(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "softbreak":
        return "\n"
    if token.type == "image":
        shown = _fold("".join(map(_describe, token.children or ())))
        return f"\0{_fold(_read_mark(token))} {shown}\0"
    if token.type in ("code_inline", "html_inline"):
        return f"\0{token.type} {_fold(token.content)}\0"
    return f"\0{_fold(_read_mark(token))}\0" + ("\n" if token.type == "hardbreak" else "")


def _describe(token: Token) -> str:
    """Return what a part of an image's description says, emphasis and links aside."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(_describe, token.children)) if token.children else token.content


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")
