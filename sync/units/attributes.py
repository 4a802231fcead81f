"""Words in what tags and shortcodes are given: ``alt``, ``title``, ``description``.

All else in a tag of HTML, of a component, of Hugo (``{{< … >}}``, ``{{% … %}}``,
gohugo.io/content-management/shortcodes) or of Liquid (``{% … %}``, GitBook's and Jekyll's) is the
same in every language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.markdown.badges import is_badge_address
from sync.markdown.inline import read_inline
from sync.markdown.marks import Mark, join_marks
from sync.markdown.signature import is_verbatim
from sync.units.head_texts import is_text_key, says_words

_QUOTED = r"\"[^\"]*\"|'[^']*'|`[^`]*`"
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
_SHORTCODE = r"\{\{[<%](?>(?:[^\"`{}<>%]|[<>%](?!\}\})|\"[^\"]*\"|`[^`]*`)*)[>%]\}\}"
_LIQUID = r"\{%-?(?>(?:[^\"'{}%]|%(?!\})|\"[^\"]*\"|'[^']*')*)%\}"
_TAG = re.compile(rf"<[A-Za-z](?:[^<>\"'`{{}}]|{_QUOTED}|{_BRACES})*+>?|{_SHORTCODE}|{_LIQUID}")
_SOME_TAG = re.compile(r"<|\{[{%]")
_ATTRIBUTE = re.compile(
    r"(?<![\w.:-])([A-Za-z][\w-]*)\s*=\s*"
    r"(?:(\"[^\"]*\"|'[^']*')|\{\s*(\"[^\"]*\"|'[^']*'|`[^`$]*`)\s*\}"
    rf"|({_BRACES}))"
)
_PICTURE = re.compile(r"<img\s(?:[^>]*\s)?src\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_NAME = re.compile(r"\{\{[<%]\s*/?\s*[\w./-]*")  # of a shortcode
_ARGUMENT = re.compile(r"(?:([\w-]+)\s*=\s*)?(\"[^\"]*\"|`[^`]*`|[^\s\"`<>%{}=]+)")
_ADDRESS = re.compile(r"[\"'`]?(?:[\w+.-]+:|#|[\w.@-]*/|[\w-]+\.\w+)[^\s\"'`{}]*[\"'`]?")


class Attribute(NamedTuple):
    """A value with its name, and where it stands with its quotes; ``says``: it has words.

    What a shortcode is given without a name has an empty one. What stands in braces may be words,
    which only a translation that has others tells.
    """

    name: str
    value: str
    start: int
    end: int
    says: bool

    @property
    def inside(self) -> tuple[int, int]:
        """Where the value stands without its quotes."""
        quote = int(self.value[:1] in ('"', "'", "`"))
        return self.start + quote, self.end - quote

    @property
    def leads(self) -> bool:
        """Whether it is an address."""
        return not self.says and _ADDRESS.fullmatch(self.value) is not None


class Carried(NamedTuple):
    """A new text with a translator's values in its attributes.

    ``mark`` is fuzzy where those of an older version are among them, else untranslated where there
    are new words that nobody has translated.
    """

    text: str
    mark: Mark | None


def find_tags(text: str) -> list[range]:
    """Return where the tags of a text stand that open or are elements; the last may stay open."""
    return [range(*tag.span()) for tag in _TAG.finditer(text)]


def blank_tags(text: str) -> str:
    """Return a text with blanks in place of its tags, on as many lines."""
    return _TAG.sub(lambda tag: "\n".join(" " * len(part) for part in tag[0].split("\n")), text)


def is_tags(text: str) -> bool:
    """Tell whether a text is tags, or the beginning of one, and no word beside them."""
    return is_verbatim(_TAG.sub(" ", text) if _SOME_TAG.search(text) else text)


def list_attributes(text: str) -> list[Attribute]:
    """Return the attributes in a text, outside of code, that say something in words."""
    return [each for each in _list_all(text) if each.says]


def blank_words(text: str) -> str:
    """Return a text without what the attributes in it say in words."""
    for each in reversed(list_attributes(text)):
        start, end = each.inside
        text = text[:start] + text[end:]
    return text


def list_forms(text: str) -> list[str]:
    """Return the tags of a text without what they say in words, sorted."""
    return sorted(blank_words(text[tag.start : tag.stop]) for tag in find_tags(text))


def list_values(text: str) -> list[Attribute]:
    """Return the attributes in a text, outside of code, that have letters and are no addresses."""
    return [each for each in _list_all(text) if says_words("text", each.value) and not each.leads]


def _list_all(text: str) -> list[Attribute]:
    return list(_read_attributes(text)) if _SOME_TAG.search(text) else []


def _read_attributes(text: str) -> Iterator[Attribute]:
    codes = read_inline(text).codes
    starts = [code.start for code in codes]
    for tag in find_tags(text):
        before = bisect_right(starts, tag.start)
        if before and tag.start < codes[before - 1].end:
            continue
        name = _NAME.match(text, tag.start)
        if name is not None:
            yield from _read_arguments(text, range(name.end(), tag.stop))
            continue
        source = _PICTURE.match(text, tag.start, tag.stop)
        is_badge = source is not None and is_badge_address(source[1])
        for found in _ATTRIBUTE.finditer(text, tag.start, tag.stop):
            group = found.lastindex or 0
            is_text = is_text_key(found[1]) and not found[4] and not is_badge
            # What a template is given has any name.
            is_text = is_text or (text.startswith("{%", tag.start) and " " in found[group])
            says = is_text and says_words(found[1], found[group][1:-1])
            yield Attribute(found[1], found[group], *found.span(group), says)


def _read_arguments(text: str, place: range) -> Iterator[Attribute]:
    """Yield what a shortcode is given; a value without a name may be words."""
    for found in _ARGUMENT.finditer(text, place.start, place.stop - len("%}}")):
        name, said = found[1] or "", found[2].strip('"`')
        is_text = is_text_key(name) if name else _is_word(found[2])
        says = says_words("text", said) and (is_text or " " in said)
        yield Attribute(name, found[2], *found.span(2), says)


def _is_word(written: str) -> bool:
    """Tell whether what a shortcode is given without a name is a word, and no id or address."""
    said = written.strip('"`')
    return said.isalpha() and (said != written or not said[0].islower())


def carry_attributes(old: str, new: str, there: str) -> Carried | None:
    """Put the values of a translation's attributes into the new source's text.

    A value that the source left alone stays the translation's, and so do words that it changed.
    None where the translation has no values of its own, or other attributes than the old source.
    """
    sides = _pair_attributes(old, there)
    if sides is None:
        return None
    ours, translated = sides
    theirs = list_attributes(new) if all(each.says for each in ours) else _list_all(new)
    known = _pair_values(ours, translated, theirs)
    is_same_row = _list_names(ours) == _list_names(theirs)
    if not is_same_row and _would_lose(ours, translated, theirs):
        return Carried(there, Mark.FUZZY)
    marks: set[Mark] = set()
    parts: list[str] = []
    end = 0
    for place, each in enumerate(theirs):
        value = next(known[each[:2]], None)
        is_own = is_same_row and translated[place].value != ours[place].value
        if value is None and is_own and not each.leads:
            value = translated[place].value
            marks |= {Mark.FUZZY} if value != each.value else set()
        elif value is None:
            value = each.value
            marks |= {Mark.UNTRANSLATED} if each.says else set()
        parts += (new[end : each.start], value)
        end = each.end
    return Carried("".join((*parts, new[end:])), join_marks(marks))


def _pair_attributes(old: str, there: str) -> tuple[list[Attribute], list[Attribute]] | None:
    """Return attributes of both texts that answer to each other one for one, some otherwise."""
    for read in (_list_all, list_attributes):
        ours, translated = read(old), read(there)
        if _list_names(ours) == _list_names(translated):
            sides = zip(ours, translated, strict=True)
            is_copy = all(before.value == now.value for before, now in sides)
            return None if is_copy else (ours, translated)
    return _pair_by_address(old, there)


def _pair_by_address(old: str, there: str) -> tuple[list[Attribute], list[Attribute]] | None:
    """Return the attributes of the tags that lead to the same places, where only one does so.

    A translation may have a card less than the source, or more.
    """
    ours, theirs = _list_by_address(old), _list_by_address(there)
    before: list[Attribute] = []
    now: list[Attribute] = []
    for address, attributes in ours.items():
        if _list_names(attributes) == _list_names(theirs.get(address, ())):
            before += attributes
            now += theirs[address]
    return (before, now) if _list_said(before) != _list_said(now) else None


def _list_by_address(text: str) -> Mapping[Hashable, list[Attribute]]:
    found: dict[Hashable, list[Attribute]] = {}
    seen: Counter[Hashable] = Counter()
    for tag in find_tags(text):
        each = _list_all(text[tag.start : tag.stop])
        address = tuple((one.name, one.value) for one in each if one.leads)
        seen[address] += 1
        found[address] = each
    return {address: each for address, each in found.items() if address and seen[address] == 1}


def _pair_values(
    ours: Sequence[Attribute], translated: Sequence[Attribute], theirs: Sequence[Attribute]
) -> Mapping[tuple[str, str], Iterator[str]]:
    """Return a translation's values for each of the new source's names and values, in order.

    There are none where it has several for one, and the source has it more often or less.
    """
    values = defaultdict(list)
    for before, now in zip(ours, translated, strict=True):
        values[before[:2]].append(now.value)
    found = {}
    for name, count in Counter(each[:2] for each in theirs).items():
        same = list(dict.fromkeys(values[name]))
        is_clear = len(values[name]) == count
        found[name] = iter(values[name] if is_clear else same * count if len(same) == 1 else [])
    return found


def _would_lose(
    ours: Sequence[Attribute], translated: Sequence[Attribute], theirs: Sequence[Attribute]
) -> bool:
    """Tell whether a translator's value that no name tells to be words would have no place."""
    left = {each[:2] for each in theirs}
    return any(
        before.value != now.value and before[:2] not in left and not (now.leads or now.says)
        for before, now in zip(ours, translated, strict=True)
    )


def adds_words(old: str, new: str) -> bool:
    """Tell whether a text's attributes say something that those of its old version did not."""
    return not {each[:2] for each in list_attributes(new)} <= {
        each[:2] for each in list_attributes(old)
    }


def _list_names(attributes: Sequence[Attribute]) -> list[str]:
    return [each.name for each in attributes]


def _list_said(attributes: Sequence[Attribute]) -> list[str]:
    return [each.value for each in attributes]
