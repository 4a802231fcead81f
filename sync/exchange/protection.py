"""What an engine must not touch, taken out of a text behind tokens, and put back into its answer.

Of 600 texts with links, code or emoji a plain engine spoils 229; behind tokens of this form it
spoils one. A token is a pair of brackets that no document has with a number between them: ⟦1⟧.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sync.changes.amount import count_words
from sync.exchange.kept import find_expressions, find_mails, find_openings
from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.inline import read_inline
from sync.markdown.references import fold_label
from sync.units.attributes import list_attributes, list_forms

OPENING, CLOSING = "⟦", "⟧"

# Engines put blanks beside numbers, and write them with their language's own digits.
_TOKEN = re.compile(rf"{OPENING}\s*(\d{{1,6}})\s*{CLOSING}")
_SOME_TOKEN = re.compile(f"[{OPENING}{CLOSING}]")
_LETTER = re.compile(r"[^\W\d_]")

# What stays as it is, wherever it stands; the first that fits counts. Quantifiers have bounds or
# are possessive: the time is in proportion to the text, whatever stands in it.
_KEPT = re.compile(
    r"""
    <!--.{0,2000}?-->                                     # comments, of HTML and of MDX
    | \{/\*.{0,2000}?\*/\}
    | <(?:script|style|pre)\b(?>(?:(?!</(?:script|style|pre)).)*)(?:</(?:script|style|pre)\s*>)?
    | (?P<ticks>(?<!`)`++)(?!`).{1,4000}?(?<!`)(?P=ticks)(?!`)  # code
    | </?[A-Za-z][\w.:-]*+(?:\s[^<>]*+)?/?>               # tags
    | <[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>            # addresses in brackets
    | \{\{[^\n]{0,500}?\}\} | \{%[^\n]{0,500}?%\}                     # what site generators fill in
    | \{[:\#.][^{}\n]*+\}                                # ids and classes
    | \$?\{[^{}\s]++\} | %\{\w++\} | \$[A-Z_][A-Z0-9_]++  # what programs fill in
    | (?<![\w%])%(?:\d++\$|\([A-Za-z_]\w*+\))?[-+\#0]*+\d*+(?:\.\d++)?[sdifoxXeEgGcu@](?![\w%])
    | (?<![\w%])%[A-Z_][A-Z0-9_]++%
    | \$\$.{1,4000}?\$\$ | (?<![\w$\\])\$(?=[^\s\d$])[^$\n]*?[^\s$\\]\$(?![\d$]) # formulas
    | \\\(.{1,2000}?\\\) | \\\[.{1,2000}?\\\]
    | &(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});
    | \[\^[^\]\s]++\]                                     # footnotes
    | (?<=\])\[[^\[\]]*+\]                                # the label behind a link's text
    | (?<![\w:]):[a-z][a-z0-9_+-]*+:(?![\w:])             # emoji by name, and as they are
    | (?:[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]
        [\ufe0e\ufe0f\u20e3\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+)++
    | [0-9\#*]\ufe0f?\u20e3
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
# Thai and its neighbours, Chinese, Japanese; in Korean endings stand at a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00020000-\U0003ffff"
)
_SPACED = re.compile(rf"(?![{_UNSPACED}])\w")
_TAG_NAME = re.compile(r"<[A-Za-z][\w.:-]*|\{\{[<%]\s*/?\s*[\w./-]*")
_SHORTCUT = re.compile(r"\[([^\[\]]++)\](?:\[\])?(?![\[(:])")


class Protected(NamedTuple):
    """A text as it is sent: each of ``kept`` is a token in it, numbered from 1."""

    text: str
    kept: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        """Whether anything is left to translate."""
        return _LETTER.search(_TOKEN.sub("", self.text)) is not None

    @property
    def words(self) -> int:
        """How many words are left to translate."""
        return count_words(_TOKEN.sub(" ", self.text))

    def restore(self, answer: str) -> str:
        """Put back into an answer what its tokens stand for, in whatever order they come.

        Raises:
            TokenError: a token is missing, there twice, or none of this text's; or a tag would
                break.
        """
        fault = self._find_fault(answer)
        if fault is not None:
            raise TokenError(fault)
        restored, original = self._put_back(answer), self._put_back(self.text)
        theirs, ours = Counter(list_forms(restored)), Counter(list_forms(original))
        known = set(map(_name_tag, ours))
        more = next((form for form in theirs if _name_tag(form) not in known), None)
        if more is not None:
            raise TokenError(f"{more} is not in the text")
        if theirs != ours:
            message = "what a tag says in its attributes is not where it was, or has a quotation "
            raise TokenError(f"{message}mark that ends it")
        return restored

    def _put_back(self, text: str) -> str:
        return _TOKEN.sub(lambda found: self.kept[int(found[1]) - 1], text)

    def _find_fault(self, answer: str) -> str | None:
        found = Counter(int(number) for number in _TOKEN.findall(answer))
        wanted = range(1, len(self.kept) + 1)
        lacking = [_write(number) for number in wanted if not found[number]]
        if lacking:
            return f"it lacks {', '.join(lacking[:5])}"
        more = [_write(number) for number, times in found.items() if times > 1]
        if more:
            return f"{', '.join(more[:5])} stands in it more than once"
        others = [_write(number) for number in found if number not in wanted]
        if others:
            return f"{', '.join(others[:5])} is not in the text"
        if _SOME_TOKEN.search(_TOKEN.sub("", answer)) is not None:
            return f"a token in it is broken: {OPENING} or {CLOSING} stands alone"
        return None


class TokenError(ValueError):
    """An answer does not hold each token of its text exactly once."""


class _Span(NamedTuple):
    start: int
    end: int


def holds_token(text: str) -> bool:
    """Tell whether a text has a token's brackets already, so that nobody could tell them apart."""
    return _SOME_TOKEN.search(text) is not None


def protect(
    text: str,
    terms: Sequence[str] = (),
    labels: Collection[str] = (),
    dialect: Dialect = MARKDOWN,
) -> Protected:
    """Put tokens in place of what has to stay in a text of a ``dialect``.

    ``terms`` are words that stay as they are, ``labels`` the folded ones that links of the document
    name by themselves (``[label]``).
    """
    spans = [*_find_links(text), *_find_shortcuts(text, labels), *_find_terms(text, terms)]
    unchanging = (*find_openings(text), *find_mails(text))
    spans += (_Span(each.start, each.end) for each in unchanging)
    kept = [_Span(*found.span()) for found in _KEPT.finditer(text)]
    kept += _find_expressions(text) if dialect.is_mdx else ()
    spans += _leave_words(text, _join(kept))
    return _replace(text, _join(spans))


def _leave_words(text: str, spans: Iterable[_Span]) -> Iterator[_Span]:
    """Yield what stays of tags and others, around the words that attributes in them say."""
    words = [_Span(*each.inside) for each in list_attributes(text)]
    starts = [each.start for each in words]
    for span in spans:
        place = span.start
        within = slice(bisect_right(starts, span.start), bisect_left(starts, span.end))
        for each in words[within]:
            if each.end <= span.end:
                yield _Span(place, each.start)
                yield from (_Span(*found.span()) for found in _KEPT.finditer(text, *each))
                place = each.end
        yield _Span(place, span.end)


def _find_links(text: str) -> Iterator[_Span]:
    """Yield destinations and bare addresses."""
    for piece in read_inline(text).links:
        if piece.end > piece.start:
            yield _Span(piece.start, piece.end)


def _find_expressions(text: str) -> Iterator[_Span]:
    """Yield what is run; the words of a literal are sent."""
    for each in find_expressions(text):
        if each.name != '{""}':
            yield _Span(each.start, each.end)


def _find_shortcuts(text: str, labels: Collection[str]) -> Iterator[_Span]:
    """Yield what is a link only as long as it reads as its definition does."""
    for found in _SHORTCUT.finditer(text) if labels else ():
        if fold_label(found[1]) in labels:
            yield _Span(*found.span())


def _find_terms(text: str, terms: Iterable[str]) -> Iterator[_Span]:
    longest_first = sorted(filter(None, terms), key=len, reverse=True)
    if longest_first:
        pattern = "|".join(map(bound_term, longest_first))
        yield from (_Span(*found.span()) for found in re.finditer(pattern, text))


def bound_term(term: str) -> str:
    """Return the pattern of a term that is no part of another word.

    Words of scripts without blanks between them have no such bounds, and no others beside them.
    """
    before = rf"(?<!(?![{_UNSPACED}])\w)" if _SPACED.match(term[0]) else ""
    after = rf"(?!(?![{_UNSPACED}])\w)" if _SPACED.match(term[-1]) else ""
    return f"{before}{re.escape(term)}{after}"


def _join(spans: Iterable[_Span]) -> list[_Span]:
    """Return spans that do not meet: those that overlap count as one."""
    joined: list[_Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = _Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _replace(text: str, spans: Sequence[_Span]) -> Protected:
    parts: list[str] = []
    kept: list[str] = []
    place = 0
    for span in spans:
        kept.append(text[span.start : span.end])
        parts += (text[place : span.start], _write(len(kept)))
        place = span.end
    return Protected("".join((*parts, text[place:])), tuple(kept))


def _write(number: int) -> str:
    return f"{OPENING}{number}{CLOSING}"


def _name_tag(form: str) -> str:
    found = _TAG_NAME.match(form)
    return form if found is None else found[0]
