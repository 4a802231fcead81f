r"""A cheap proof that two texts have other canonical forms: they are spelt with other letters.

mdformat (1.0, with its GFM and front-matter plugins) changes marks, the numbers of list items and
white space, and encodes what an address may not hold, but it keeps all else, in order. It does
not in a few places, and of a text that may have one of those nothing is said:

- link reference definitions go if nothing uses them, and change what names them;
- cells beyond the columns of a table go, and so do rows where too many are short;
- of what describes an image, code and HTML go, and escapes are resolved twice;
- host names are put into ASCII, and go where they are too long for one;
- a character reference may stand for a letter or for what makes Markdown's structure, or become
  one when another is resolved (``&amp;copy;``) or an escape goes (``&amp\;``);
- what Python takes for a line ending and CommonMark does not may become one.

Only lines that one text has and the other has not are looked at: some letter must be more often in
the ones than in the others, in whatever order they are and whatever becomes of definitions among
them. That says nothing of texts that differ in order alone, of which 275 pairs of versions in real
repositories had none. Front matter is dumped anew, between lines that part it from the rest, so
that it is left out. A list at the very start may be taken for it, once its marker is a dash.

What it buys: a first ``status`` of a course of which all is stale takes a tenth of the time, and
one of a site with definitions on every page a quarter, as mdformat is started for the rest alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import NamedTuple

from sync.markdown.front_matter import find_body

# Not so the x of a ticked box, and what mdformat spells <br /> in a heading.
_LETTERS = b"acdefghijklmnopqstuvwyzACDEFGHIJKLMNOPQSTUVWYZ0123456789"
_OTHERS = bytes(code for code in range(128) if code not in _LETTERS)

_REFERENCE = re.compile(r"&(#[0-9]+|#[Xx][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_BLANKED = bytes(32 if chr(code).isascii() else code for code in range(256))
# Any other number may be a list item's, or stand before a mark that is written in another way.
_NUMBER = re.compile(r"(?<![0-9])[0-9]++(?![A-Za-z]|\\?[:/,-]|\\?\.[0-9A-Za-z])")
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]+")

_HOST_END = r"\s/?#%;'{}|\\^`<>\""
_OTHER_ENDING = re.compile("[\0\v\f\x1c-\x1e\x85\u2028\u2029]")
# Patterns that begin with a character, each for itself, are found ten times as fast.
_EXCEPTIONS = (
    _OTHER_ENDING,
    # What describes an image, up to the first of what makes it more than words.
    re.compile(r"!\[[^\[\]`<\\%&]*[\[`<\\%&]"),
    re.compile(r"/\\?/\\?[^ \t\n/?#]*[&\x80-\U0010ffff]"),
    re.compile(r"xn--"),
    # A host is of 255 characters, each of its names of 63; brackets around it may go.
    re.compile(rf"[:/@](?:[^.{_HOST_END}]{{0,63}}\.){{3}}[^{_HOST_END}]{{60}}"),
    re.compile(r"\\%[89A-Fa-f][0-9A-Fa-f]"),
)
_LIST_FIRST = re.compile(r"\s*[-*+]")
# The same, of which the first part takes all that may be looked at for the second, and only once.
_EXCEPTIONS_WITHIN = (
    (re.compile(r"mailto\\?:[^ \t\n/?#]*+"), re.compile(r"[&\x80-\U0010ffff]")),
    (re.compile(r"[:/@]\\?\[[^\s/?#]*+"), re.compile(r"\](?![A-Za-z0-9.-])")),
)
# A definition may stand behind containers' markers; its label holds no bare bracket.
_DEFINITION = re.compile(r"^[ \t>*+\-0-9.)]*\[(?:[^\[\]\\]|\\[\s\S])*\]:", re.MULTILINE)
_BELOW = 2  # lines in which its address and its title may stand
# An ampersand, encoded or not, and what cannot be the rest of a reference, whatever follows.
_LONE = re.compile(r"&(?:amp;)?(?:[A-Za-z][A-Za-z0-9]*(?![A-Za-z0-9;\\])|(?![A-Za-z#\\]))")
_LONGEST_CODE = 8  # digits
_HARMLESS = "<>\"'|"

_DELIMITERS = re.compile(r"\n[ \t>]*+(?=[|: \t]*-)[|:-][|: \t-]*+(?=\n)")
_DELIMITER_LINE = re.compile(r"(?=[|: \t]*-)[|:-][|: \t-]*+")
_PIPE = re.compile(r"(?<!\\)\|")
_LACKING = 60_000  # at 65,536 cells that rows lack markdown-it-py reads no further

MARKER_WITHIN = re.compile(r"^(?:[ \t]+(?:---|\.\.\.)|----)", re.MULTILINE)
"""What mdformat may take for the end of front matter, and we do not."""


class _Row(NamedTuple):
    """How many cells a line has, as a row, and up to which of them it says a thing."""

    cells: int
    extent: int


def differ_in_letters(one: str, other: str) -> bool:
    """Tell whether two texts, as ``simplify`` returns them, have other letters.

    True says that their canonical forms differ, if they have any; False says nothing.
    """
    bodies = _drop_front_matter(one, other)
    if bodies is None:
        return False
    if any(_LIST_FIRST.match(body) or _loses_cells(body) for body in bodies):
        return False
    ours, theirs = _list_changed(*bodies)
    return (ours.exceeds(theirs) or theirs.exceeds(ours)) and ours.is_kept and theirs.is_kept


class _Changed(NamedTuple):
    """Lines that one text has and the other has not, or not as often.

    Of those in ``doubtful`` link reference definitions may be made, which may go.
    """

    certain: str
    doubtful: str

    @property
    def is_kept(self) -> bool:
        return _keeps_lines(self.certain) and _keeps_lines(self.doubtful)

    def exceeds(self, other: _Changed) -> bool:
        """Tell whether some letter is more often here, whatever becomes of definitions."""
        most = Counter(spell(f"{other.certain}\n{other.doubtful}"))
        return any(count > most[letter] for letter, count in Counter(spell(self.certain)).items())


def _list_changed(one: str, other: str) -> tuple[_Changed, _Changed]:
    """Part two texts; what both have says the same in both, wherever it stands."""
    ours, theirs = Counter(one.split("\n")), Counter(other.split("\n"))
    return _part(one, ours - theirs), _part(other, theirs - ours)


def _part(text: str, changed: Counter[str]) -> _Changed:
    doubtful = _find_definitions(text) if "]:" in text else frozenset()
    lines: tuple[list[str], list[str]] = ([], [])
    for line in changed.elements():
        lines[line in doubtful].append(line)
    return _Changed("\n".join(lines[0]), "\n".join(lines[1]))


def _find_definitions(text: str) -> frozenset[str]:
    """Return the lines that link reference definitions may be made of, and the two below each."""
    lines = text.split("\n")
    found: set[str] = set()
    first = seen = 0
    for match in _DEFINITION.finditer(text):
        first, seen = first + text.count("\n", seen, match.start()), match.start()
        found.update(lines[first : first + match[0].count("\n") + 1 + _BELOW])
    return frozenset(found)


def spell(text: str) -> bytes:
    """Return what mdformat keeps of a text without the exceptions, in order, as UTF-8.

    That is its letters, and the digits that are certainly no list item's.
    """
    if "&" in text:
        text = _REFERENCE.sub(" ", text)
    if "%" in text:
        text = _ENCODED.sub(_decode, text)
    text = _NUMBER.sub(" ", text)
    return _encode_letters(text).translate(None, _OTHERS)


def _keeps_lines(text: str) -> bool:
    """Tell whether lines have none of the exceptions that show in a line."""
    return (
        not any(exception.search(text) for exception in _EXCEPTIONS)
        and not any(_holds_within(text, *parts) for parts in _EXCEPTIONS_WITHIN)
        and ("&" not in text or _has_plain_references(text))
    )


def _holds_within(text: str, whole: re.Pattern[str], part: re.Pattern[str]) -> bool:
    return any(part.search(text, *found.span()) for found in whole.finditer(text))


def _drop_front_matter(one: str, other: str) -> tuple[str, str] | None:
    """Return both texts without front matter, which is YAML or the same; None for any other.

    mdformat takes more for YAML than we do, behind other front matter as well.
    """
    ends = find_body(one), find_body(other)
    heads = one[: ends[0]], other[: ends[1]]
    if any(map(MARKER_WITHIN.search, heads)):
        return None
    are_yaml = [head.startswith("---") for head in heads]
    if heads[0] != heads[1] and not all(are_yaml):
        return None
    bodies = one[ends[0] :], other[ends[1] :]
    opens = not all(are_yaml) and any(each[:3] == "---" for each in bodies)
    return None if opens else bodies


def _decode(encoded: re.Match[str]) -> str:
    """Return what percent signs encode beyond ASCII; between spaces, to build nothing else."""
    data = bytes.fromhex(encoded[0].replace("%", "")).translate(_BLANKED)
    return f" {data.decode(errors='ignore')} "


def _encode_letters(text: str) -> bytes:
    """Return ``text`` as UTF-8 without the characters beyond ASCII that are no letters."""
    if not any(map(str.isalpha, set("".join(_BEYOND_ASCII.findall(text))))):
        return text.encode("ascii", "ignore")
    return _BEYOND_ASCII.sub(lambda found: "".join(filter(str.isalpha, found[0])), text).encode()


def _has_plain_references(text: str) -> bool:
    """Tell whether no reference stands for a letter or mark, or may be part of another one."""
    rest = _REFERENCE.sub(_leave_out_plain, text)
    return len(_LONE.findall(rest)) == rest.count("&")


def _leave_out_plain(reference: re.Match[str]) -> str:
    from html.entities import html5

    name = reference[1]
    if not name.startswith("#"):
        said = html5.get(f"{name};", "")
    elif name[1] in "xX":
        said = _read_code(name[2:], 16)
    else:
        said = _read_code(name[1:], 10)
    return " " if all(map(_is_harmless, said)) else reference[0]


def _read_code(digits: str, base: int) -> str:
    """Return a character by its code, none for one that is too long to be a reference's."""
    code = int(digits, base) if len(digits) <= _LONGEST_CODE else sys.maxunicode + 1
    return chr(code) if code <= sys.maxunicode else ""


def _is_harmless(character: str) -> bool:
    if character.isascii():
        return character in _HARMLESS
    return not character.isalpha() and not _OTHER_ENDING.match(character)


def _loses_cells(text: str) -> bool:
    """Tell whether a row below what may be a table's delimiters may lose a cell that says a thing.

    Lines are looked at up to the next blank one, whatever else may end the table.
    """
    lacking = end = 0
    for delimiters in _DELIMITERS.finditer(text):
        if delimiters.start() < end:
            continue  # lies in lines that were looked at
        lines, end = _read_lines(text, delimiters.start() + 1)
        widest, given, said = _Row(0, 0), 0, 0
        for below, line in enumerate(reversed(lines)):
            if _DELIMITER_LINE.fullmatch(line):
                columns = sum(1 for cell in line.split("|") if cell.strip())
                if widest.extent > columns:
                    return True
                lacking += below * columns - (given if widest.cells <= columns else said)
            row = _measure(line)
            widest = _Row(max(widest.cells, row.cells), max(widest.extent, row.extent))
            given, said = given + row.cells, said + row.extent
    return lacking > _LACKING


def _measure(line: str) -> _Row:
    cells = _PIPE.split(line)
    given = cells[not cells[0] : len(cells) - (not cells[-1])]
    extent = next((at for at in range(len(given), 0, -1) if given[at - 1].strip()), 0)
    return _Row(len(given), extent)


def _read_lines(text: str, start: int) -> tuple[list[str], int]:
    """Return the lines from ``start`` to the first blank one, without what quotes them; its place.

    Each line of a text is read at most once, however many of them may be delimiters.
    """
    lines: list[str] = []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip(" \t>")
        if not line:
            break
        lines.append(line)
        start = end + 1
    return lines, start
