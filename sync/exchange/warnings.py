"""What words look wrong by, beside the text that they translate; a person may know better.

Of words that people accepted (23,000 units of two courses in ten languages) `same-as-source` tells
in 9 %, as names stay names, `emphasis` and `end-mark` in 0.4 %, the others in 0.1 % at most. With
the refusals they find four of five translations that were swapped, and nine of ten cut to a third.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sync.align.likeness import find_likeness
from sync.exchange.kept import find_broken_tags, find_expressions
from sync.exchange.scripts import explain_script
from sync.lint.invisible import find_turning, find_unseen, has_trace, name_characters
from sync.lint.naming import name_some, quote
from sync.lint.numbers import explain_numbers
from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.inline import read_inline, replace_pieces
from sync.markdown.lines import fold_space
from sync.markdown.signature import is_verbatim
from sync.units.attributes import blank_words
from sync.units.values import UnitKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class Caution(StrEnum):
    """The rules that words may break and be taken all the same, as reports name them."""

    PLACEHOLDER = "placeholder"
    NUMBERS = "numbers"
    SAME_AS_SOURCE = "same-as-source"
    LENGTH = "length"
    SCRIPT = "script"
    EMPHASIS = "emphasis"
    END_MARK = "end-mark"
    BIDI = "bidi"
    REUSED = "reused"


# Tags that say what asterisks say: languages without spaces need them.
_MARKING = "(?:strong|b|em|i|s|del)"
# What programs and site generators fill in: {name}, {{ name }}, ${NAME}, %s, %(name)d, %1$s; tags
# by their names, as attributes have words, and so {% tag … %}, {{< code … >}} and {{% code … %}}.
_PLACEHOLDER = re.compile(
    r"\{(?:%-?|\{[<%])[ \t]*/?[ \t]*[\w./-]+|\{\{[^{}<%\n][^{}\n]*\}\}|\$?\{[A-Za-z_][\w.-]*\}"
    r"|(?<![\w%])%(?:\d+\$|\([A-Za-z_]\w*\))?[-+#0]*\d*(?:\.\d+)?[sdifoxXeEgGcu](?![\w%])"
    rf"|</?(?!{_MARKING}\b)[A-Za-z][\w.-]*(?=[\s/>][^<>]*>|>)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_MARKS = {"strong": "bold text", "em": "emphasis", "s": "struck text"}
_SAME_MARKS = {"b": "strong", "i": "em", "del": "s"}
_SOME_MARK = re.compile(r"[*_~<]")
_MARKING_TAG = re.compile(rf"<({_MARKING})(?=[\s>])", re.IGNORECASE)

# Shorter texts may be of any length.
_LEAST = 25
_SHORTEST, _LONGEST = 0.4, 3.0

_WORD = re.compile(r"\w+")
# Texts that are more alike may well be translated the same, in percent.
_ALIKE = 80

# What ends a sentence, in any script, by what it says of it.
_END_MARKS = {
    "?": "?？؟⁇՞፧⸮",
    "!": "!！՜",
    ":": ":：︰",
}
_CLOSERS = re.compile(r"[\s\"'”’»)\]*_~`]+\Z")


def find_cautions(
    text: str, words: str, kind: str, language: str, dialect: Dialect = MARKDOWN
) -> Iterator[tuple[Caution, str]]:
    """Yield what looks wrong about a translation of ``text``, and why.

    Both are spelled as the source is, whose ``dialect`` is given. Code is looked at for what acts
    unseen, and placeholders.
    """
    is_code = kind == UnitKind.CODE
    if is_code:  # its fence is no code span around all of it
        text, words = (each.replace("`", "'") for each in (text, words))
    has_expressions = dialect.is_mdx and kind not in (UnitKind.CODE, UnitKind.FRONT_MATTER)
    lost = _explain_placeholder(text, words, has_expressions=has_expressions)
    if lost is not None:
        yield Caution.PLACEHOLDER, lost
    for caution, explain in _EXPLAIN.items():
        if is_code and caution is not Caution.BIDI:
            continue
        message = explain(text, words, language)
        if message is not None:
            yield caution, message


def _explain_placeholder(text: str, words: str, *, has_expressions: bool) -> str | None:
    read = _list_expressions if has_expressions else _list_placeholders
    ours, theirs = Counter(read(text)), Counter(read(words))
    lacking, more = list((ours - theirs).elements()), list((theirs - ours).elements())
    if lacking:
        return f"it lacks {name_some(lacking, str)} of the source's"
    return f"{name_some(more, str)} is not in the source" if more else None


def _list_placeholders(text: str) -> list[str]:
    if not any(sign in text for sign in "{%<"):
        return []
    codes = read_inline(text).codes
    plain = replace_pieces(_COMMENT.sub("", text), dict.fromkeys(codes, ""))
    return [_name_placeholder(each) for each in _PLACEHOLDER.findall(plain)]


def _list_expressions(text: str) -> list[str]:
    """Return what is run, and the placeholders beside it, of a text of MDX."""
    plain = blank_words(text)
    found = list(find_expressions(plain))
    for each in reversed(found):
        plain = plain[: each.start] + plain[each.end :]
    broken = (each.name for each in find_broken_tags(text))
    return [*(each.name for each in found), *broken, *_list_placeholders(plain)]


def _name_placeholder(written: str) -> str:
    """Return what a placeholder is compared and told by: white space in it says nothing."""
    return f"{written}>" if written.startswith("<") else "".join(written.split())


def _explain_numbers(text: str, words: str, _language: str) -> str | None:
    return explain_numbers(text, words)


def _explain_same(text: str, words: str, _language: str) -> str | None:
    is_same = _read_words(text) == _read_words(words) and not is_verbatim(text)
    return "it says what the source says" if is_same else None


def _explain_length(text: str, words: str, _language: str) -> str | None:
    before, now = _measure(text), _measure(words)
    if before < _LEAST:
        return None
    ratio = now / before
    if ratio < _SHORTEST:
        return "it is much shorter than the source"
    return "it is much longer than the source" if ratio > _LONGEST else None


def _measure(text: str) -> int:
    """Return how much room the words take; a wide letter says as much as two."""
    words = read_inline(text).words
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in words)


def _explain_emphasis(text: str, words: str, _language: str) -> str | None:
    ours, theirs = _count_marks(text), _count_marks(words)
    for mark, name in _MARKS.items():
        if ours[mark] != theirs[mark]:
            return f"{name}: {theirs[mark]} in it, {ours[mark]} in the source"
    return None


def _count_marks(text: str) -> Counter[str]:
    if _SOME_MARK.search(text) is None:
        return Counter()
    found: Counter[str] = Counter()
    for token in _parser().parseInline(text, {})[0].children or ():
        tag = _MARKING_TAG.match(token.content) if token.type == "html_inline" else None
        if tag is not None:
            name = tag[1].lower()
            found[_SAME_MARKS.get(name, name)] += 1
        elif token.nesting > 0:
            found[token.tag] += 1
    return found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough")


def _explain_end(text: str, words: str, _language: str) -> str | None:
    ours, theirs = _find_end(text), _find_end(words)
    if ours == theirs:
        return None
    if ours:
        return f"the source ends in {ours!r}"
    return f"it ends in {theirs!r}"


def _find_end(text: str) -> str:
    last = _CLOSERS.sub("", text)[-1:]
    return next((name for name, signs in _END_MARKS.items() if last and last in signs), "")


def _explain_bidi(text: str, words: str, _language: str) -> str | None:
    known = Counter(_list_unseen(text))
    more = next((Counter(_list_unseen(words)) - known).elements(), None)
    return None if more is None else " ".join((name_characters(more[0]), more[1]))


def _list_unseen(text: str) -> Iterator[tuple[str, str]]:
    """Yield what turns or hides text, and how."""
    if not has_trace(text):
        return
    for find in (find_turning, find_unseen):
        yield from ((fault.text, fault.kind) for fault in find(text))


_Explain = Callable[[str, str, str], str | None]
_EXPLAIN: Mapping[Caution, _Explain] = {
    Caution.NUMBERS: _explain_numbers,
    Caution.SAME_AS_SOURCE: _explain_same,
    Caution.LENGTH: _explain_length,
    Caution.SCRIPT: explain_script,
    Caution.EMPHASIS: _explain_emphasis,
    Caution.END_MARK: _explain_end,
    Caution.BIDI: _explain_bidi,
}


def explain_reused(text: str, others: Iterable[str]) -> str | None:
    """Say so where another text has the same words, but is not much the same; None otherwise.

    ``others`` are the texts that those words translate elsewhere in the document.
    """
    ours = fold_words(text)
    for other in others:
        if find_likeness(ours, fold_words(other)) < _ALIKE:
            return f"{quote(other)} has the same translation"
    return None


def fold_words(words: str) -> str:
    """Return what words are compared by, to find where they are used again."""
    return " ".join(_WORD.findall(read_inline(words).words)).casefold()


def _read_words(text: str) -> str:
    return fold_space(read_inline(text).words)
