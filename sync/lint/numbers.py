"""The rule about numbers in cells, however a language writes them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sync.align.sequences import subtract
from sync.findings import Found
from sync.lint.cells import CellPair, identify_cell, list_comparable
from sync.lint.naming import name_some
from sync.markdown.inline import read_inline

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_DIGITS = attrgetter("digits")
_SOME_DIGIT = re.compile(r"\d")
# What stands between the digits of one number: points, commas and apostrophes, native ones too.
_NUMBER = re.compile(r"\d+(?:[.,'\u2019\u066b\u066c]\d+)*")
# Many languages part thousands by a space, which is a no-break one at best.
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)")
_GROUP_SPACE = re.compile("[ \u00a0\u2009\u202f]")
# What a number is multiplied by: languages count in thousands, in ten thousands, in lakhs.
_MAGNITUDE = re.compile(
    r"\s?(?:[kKMmBGT](?![A-Za-z])|[十百千万萬亿億兆]|[십백천만억조]"
    r"|(?:thousand|million|billion|lakh|crore|mil|mln|mio|mrd|mld|tys|tis|tsd|тыс|млн|млрд|хил|тис)"
    r"|(?:ألف|آلاف|مليون|هزار|میلیون|אלף|אלפי|מיליון|हजार|हज़ार|लाख|करोड़|พัน|หมื่น|แสน|ล้าน)"
    r"|(?:nghìn|ngàn|triệu|ribu|juta|bin|milyon|milj|tuhat|ezer|elfu|χιλ|εκατ))",
    re.IGNORECASE,
)
# A date's points part three numbers.
_DATE = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(?=\d{4}(?![\d.,]*\d))")
# Above twelve, a numeral in Han characters: hundreds, tens and ones.
_HAN_NUMBER = re.compile("[一二三四五六七八九十两兩百千〇零]{2,}")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMERAL = re.compile("[一二三四五六七八九十两兩]")
_AFTERNOON = re.compile(r"\d\s*p\.?m\b", re.IGNORECASE)
# Numbers up to this one are words in many languages.
_WORDS_UP_TO = 12
# Years of the Buddhist, the Minguo and the Persian calendar less those of the common era.
_CALENDARS = frozenset({543, -1911, -621, -622})
_YEARS = range(1900, 2100)
# Numbers of one cell that are compared each with each other, and that a message names.
_MOST_PAIRS = 10_000


class _Number(NamedTuple):
    """A number as written, its digits with native ones folded, and whether a unit scales it."""

    written: str
    digits: str
    is_scaled: bool

    @property
    def is_small(self) -> bool:
        """Whether a language may use a word for it, as for one, or one and a half."""
        whole = re.split(r"\D", self.written, maxsplit=1)[0]
        return int(whole) <= _WORDS_UP_TO and len(self.digits) <= len(str(_WORDS_UP_TO))


def check_numbers(comparison: Comparison) -> Iterator[Found]:
    """Find cells with other numbers than the source's."""
    for cell in comparison.ask(list_comparable):
        yield from _compare_numbers(comparison, cell)


def has_same_numbers(old: str, new: str) -> bool:
    """Tell whether two texts hold the same numbers, in any digits, grouping and order."""
    if _read_digits(old) == _read_digits(new):
        return True
    return _list_numbers(old) == _list_numbers(new)


def _list_numbers(text: str) -> list[str]:
    """Return the numbers of a text and its raised digits, sorted."""
    raised = [char for char in text if char.isdigit() and not char.isdecimal()]
    return sorted([number.digits for number in _read_numbers(text)] + raised)


def _compare_numbers(comparison: Comparison, cell: CellPair) -> Iterator[Found]:
    lacking, others = _compare(cell.old, cell.new)
    if lacking or others:
        identity = identify_cell(comparison, cell, *(number.digits for number in lacking))
        column = cell.column + _locate(cell.new, others) + 1
        message = _describe(lacking, others, "cell")
        yield Found("number", cell.line + 1, column, message, identity)


def explain_numbers(old: str, new: str) -> str | None:
    """Say which numbers of a text its translation lacks or has besides; None where it keeps all."""
    lacking, others = _compare(old, new)
    return _describe(lacking, others, "text") if lacking or others else None


def _compare(old: str, new: str) -> _Difference:
    """Compare the numbers of a source's text and its translation, both as written."""
    if _SOME_DIGIT.search(old) is None and _SOME_DIGIT.search(new) is None:
        return [], []
    lacking, others = _find_difference(*map(_read_words, (old, new)))
    return lacking, _without_code(others, old)


def _read_words(text: str) -> str:
    return _DATE.sub(r"\1/\2/", html.unescape(read_inline(text).words))


def _without_code(others: list[_Number], old: str) -> list[_Number]:
    """Leave out what stands in the source's code: the rule about code tells of that."""
    if not others:
        return []
    there = {
        number.digits for piece in read_inline(old).codes for number in _read_numbers(piece.text)
    }
    return [number for number in others if number.digits not in there]


_Difference = tuple[list[_Number], list[_Number]]


def _find_difference(old: str, new: str) -> _Difference:
    """Return the numbers that a translation lacks and those that it has besides."""
    spaced = [(a, b) for a in (old, _join_groups(old)) for b in (new, _join_groups(new))]
    if _read_digits(old) == _read_digits(new):
        return [], []
    is_afternoon = bool(_AFTERNOON.search(old))
    differences = (
        _without_equal(*_subtract_both(*texts), is_afternoon=is_afternoon) for texts in spaced
    )
    found = min(differences, key=lambda both: len(both[0]) + len(both[1]))
    return _without_words(*found, new)


def _join_groups(text: str) -> str:
    return _SPACED.sub(lambda match: _GROUP_SPACE.sub("", match[0]), text)


def _read_digits(text: str) -> str:
    return "".join(_fold_digit(c) for c in text if c.isdigit())


def _fold_digit(char: str) -> str:
    """Return a decimal digit of any script as ASCII's, and one that is raised as it is."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _read_numbers(text: str) -> list[_Number]:
    return [
        _Number(match[0], _read_digits(match[0]), _MAGNITUDE.match(text, match.end()) is not None)
        for match in _NUMBER.finditer(text)
    ]


def _subtract_both(old: str, new: str) -> _Difference:
    ours, theirs = _read_numbers(old), _read_numbers(new)
    return subtract(ours, theirs, _DIGITS), subtract(theirs, ours, _DIGITS)


def _without_equal(
    lacking: list[_Number], others: list[_Number], *, is_afternoon: bool
) -> _Difference:
    """Leave out what is the same in other units, in another calendar, or on another clock."""
    if len(lacking) * len(others) > _MOST_PAIRS:
        return lacking, others
    left, rest = [], list(others)
    for number in lacking:
        twin = next((each for each in rest if _is_equal(number, each, is_afternoon)), None)
        if twin is None:
            left.append(number)
        else:
            rest.remove(twin)
    return left, rest


def _is_equal(old: _Number, new: _Number, is_afternoon: bool) -> bool:  # noqa: FBT001
    if old.is_scaled or new.is_scaled:
        return old.digits.strip("0") == new.digits.strip("0")
    first, second = int(old.digits), int(new.digits)
    if first == second and old.written.isdecimal() and new.written.isdecimal():
        return True
    if first in _YEARS and second - first in _CALENDARS:
        return True
    return is_afternoon and second == first + 12


def _without_words(lacking: list[_Number], others: list[_Number], new: str) -> _Difference:
    """Leave out small numbers that stand as words on one of the two sides."""
    if _HAN_NUMERAL.search(new):
        words = {_read_han(match[0]) for match in _HAN_NUMBER.finditer(new)}
        lacking = [each for each in lacking if not (each.is_small or int(each.digits) in words)]
    if not others:
        return [number for number in lacking if not number.is_small], []
    if not lacking:
        return [], [number for number in others if not number.is_small]
    return lacking, others


def _read_han(text: str) -> int:
    """Return the number that Han characters spell: ``三十``, ``一百二十``."""
    total = digit = 0
    for char in text:
        if char in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[char]
            digit = 0
        else:
            digit = _HAN_DIGITS[char]
    return total + digit


def _describe(lacking: list[_Number], others: list[_Number], unit: str) -> str:
    ours, theirs = _name(lacking), _name(others)
    if lacking and others:
        return f"number is {theirs}, in the source {ours}"
    noun = "the number" if len(lacking or others) == 1 else "the numbers"
    if lacking:
        return f"the {unit} lacks {noun} {ours} of the source's"
    return f"{noun} {theirs} {'is' if len(others) == 1 else 'are'} not in the source's {unit}"


def _name(numbers: list[_Number]) -> str:
    return name_some(numbers, lambda number: number.written)


def _locate(text: str, numbers: list[_Number]) -> int:
    """Return where the first of some numbers stands in a cell's text, 0 where none does."""
    if not numbers:
        return 0
    match = re.search(rf"(?<!\d){re.escape(numbers[0].written)}(?!\d)", text)
    return match.start() if match else 0
