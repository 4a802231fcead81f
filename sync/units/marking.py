"""Where a unit's mark stands: behind running text, on a line of its own above everything else.

So a mark changes nothing that a reader sees. Before a text, CommonMark would read all of the line
as raw HTML; a blank before it in a heading would change the heading's anchor. Reading knows the
other places, too, which older versions and translators chose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sync.markdown.directives import is_directive
from sync.markdown.marks import MARK, VALUE_MARK, Mark

_AT_END = re.compile(rf"\s*{MARK.pattern}\s*\Z")
_AT_START = re.compile(rf"\A\s*{MARK.pattern}[ \t]*\n?")
_ANYWHERE = re.compile(rf"(?:(?m:^)[ \t>]*{MARK.pattern}[ \t]*\n|[ \t]*{MARK.pattern})")
_ATX = re.compile(r"(#{1,6}(?:[ \t]+|\Z))(.*?)((?:[ \t]+#+)?[ \t]*)\Z", re.DOTALL)
_BLOCK_SCALAR = re.compile(r"[^:]*:\s*[|>][-+0-9]*\s*\Z")
_OPENS = re.compile(r"[^:=]*[:=]\s*(?:[\[{]\s*)?\Z")
_OWN_ID = re.compile(r"\{[ \t]{0,9}#[^{}\s]+[ \t]{0,9}\}")
_FORMULA_STARTS = ("$$", "\\[")
# A label may follow: https://myst-parser.readthedocs.io/en/latest/syntax/math.html and
# https://quarto.org/docs/authoring/cross-references.html
_FORMULA_END = re.compile(r"(?:\$\$|\\\])(?:[ \t]{0,9}(?:\([^()$]{0,99}\)|\{#[^{}$]{0,99}\}))?\Z")
# What stands behind it is the words that are shown for it, to the end of the line:
# https://python-markdown.github.io/extensions/abbreviations/ and kramdown's syntax.
_ABBREVIATION = re.compile(r"\*\[[^\]]+\][ ]?:")
# https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/
_TAB = re.compile(r"(={3}[+!]{0,2}[ ]+\".*)(\"[ \t]*)")
# Python-Markdown's and kramdown's (``{: .big}``), Pandoc's (``{-}``), and MDX's as a comment.
_ATTRIBUTES = re.compile(
    r"[ \t]\{(?:[ \t]{0,9}(?:[:#.]|[\w-]{1,99}=[\"'\w])[^{}\n]*|-|/\*[ \t]*#[^{}\n]*\*/)\}"
)


def part_mark(raw: str) -> tuple[Mark | None, str]:
    """Part the lines of a unit, whatever it is, into its mark and the rest, to be shown."""
    for pattern in (_ANYWHERE, VALUE_MARK):
        found = pattern.search(raw)
        if found is not None:
            mark = next(name for name in found.groups() if name)
            return Mark(mark), raw[: found.start()] + raw[found.end() :]
    return None, raw


def read_lone_mark(text: str) -> Mark | None:
    """Return the mark that a block is and nothing else."""
    found = MARK.fullmatch(text.strip())
    return None if found is None else Mark(found[1])


def take_mark(text: str) -> tuple[Mark | None, str]:
    """Part a running text into its mark, at its end or its start, and its words."""
    if "sync:" not in text:
        return None, text
    title, closing = split_tab(text)
    found = _AT_END.search(title) if closing else None
    if found is not None:
        return Mark(found[1]), title[: found.start()] + closing
    for pattern in (_AT_END, _AT_START):
        found = pattern.search(text)
        if found is not None:
            return Mark(found[1]), text[: found.start()] + text[found.end() :]
    return None, text


def split_tab(text: str) -> tuple[str, str]:
    """Part a text that opens a tab from what closes the tab's title; another has nothing there.

    On a line above, a mark would part the tab from the ones before it.
    """
    place = text.rfind("\n") + 1
    found = _TAB.fullmatch(text, place)
    return (text, "") if found is None else (text[: found.end(1)], found[2])


def split_opening(line: str) -> tuple[Mark | None, str]:
    """Part a line from the mark at its start."""
    found = _AT_START.match(line)
    return (None, line) if found is None else (Mark(found[1]), line[found.end() :])


def count_text_lines(lines: Sequence[str]) -> int:
    """Return how many lines are left of a text without a site generator's own at its end.

    What closes a container, or gives attributes, has its line for itself: no mark stands there.
    """
    count = len(lines)
    while count and is_directive(lines[count - 1].strip()):
        count -= 1
    return count


def count_marked_lines(lines: Sequence[str]) -> int:
    """Return how many lines of a text its mark stands behind: all, but for what is no text.

    That is a site generator's own at its end, formulas (``$$ … $$``) and abbreviations
    (``*[HTML]: …``), which end where their line does. 0 where there is nothing else.
    """
    count = count_text_lines(lines)
    while count and (start := _find_closed(lines[:count])) is not None:
        count = count_text_lines(lines[:start])
    return count


def holds_no_mark(lines: Sequence[str]) -> bool:
    """Tell whether a text is what no mark stands behind, and not a site generator's own alone."""
    return count_text_lines(lines) > 0 == count_marked_lines(lines)


def _find_closed(lines: Sequence[str]) -> int | None:
    """Return which line begins the formula, or the abbreviation, that lines end with."""
    last = lines[-1].strip()
    if _ABBREVIATION.match(last):
        return len(lines) - 1
    if not _FORMULA_END.search(last):
        return None
    if last.startswith(_FORMULA_STARTS) and _FORMULA_END.search(last, 2):
        return len(lines) - 1
    above = range(len(lines) - 2, -1, -1)
    return next((k for k in above if lines[k].lstrip().startswith(_FORMULA_STARTS)), None)


def split_heading(body: Sequence[str], level: int) -> tuple[str, str, str]:
    """Part a heading's lines into what opens it, its words and what closes it."""
    found = _ATX.fullmatch(body[0]) if len(body) == 1 else None
    if found is not None:
        return found[1], found[2], found[3]
    if len(body) > 1 and body[-1].strip(" \t=-") == "" and level in (1, 2):
        return "", "\n".join(body[:-1]), f"\n{body[-1]}"
    return "", "\n".join(body), ""


def take_title_mark(title: str) -> tuple[Mark | None, str]:
    """Part a heading's words into their mark, before or behind the attributes, and the rest."""
    mark, text = take_mark(title)
    if mark is None and "sync:" in title:
        words, attributes = split_attributes(title)
        mark, words = take_mark(words)
        text = words + attributes
    return mark, text


def split_own_id(title: str) -> tuple[str, str]:
    """Part a heading's words from the id that stands behind them (``{#id}``)."""
    place = title.rfind("{")
    if place < 0 or _OWN_ID.fullmatch(title, place) is None:
        return title, ""
    words = title[:place].rstrip(" \t")
    return words, title[len(words) :]


def split_attributes(title: str) -> tuple[str, str]:
    """Part a heading's words from its id, or its other attributes, which have to be its end.

    Signs that close the heading before them (``Tea ## {#tea}``) belong to them.
    """
    words, attributes = split_own_id(title)
    place = title.rfind("{") - 1
    if not attributes and place > 0 and _ATTRIBUTES.fullmatch(title, place):
        words = title[:place].rstrip(" \t")
    bare = words.rstrip("#")
    if words != title and bare.endswith((" ", "\t")):
        words = bare.rstrip(" \t")
    return words, title[len(words) :]


def mark_text(text: str, mark: Mark | None, *, is_heading: bool) -> str:
    """Return a running text with its mark behind it, in a heading before its attributes.

    In a tab's title it stands before the quotation mark.
    """
    if mark is None:
        return text
    if is_heading:
        words, attributes = split_attributes(text.rstrip())
        return f"{words}<!-- sync:{mark} -->{attributes}"
    words, closing = split_tab(text)
    if closing:
        return f"{words.rstrip()}<!-- sync:{mark} -->{closing.rstrip()}"
    return f"{text.rstrip()} <!-- sync:{mark} -->"


def mark_line(mark: Mark) -> str:
    """Return the line above a block that says what it waits for."""
    return f"<!-- sync:{mark} -->"


def take_value_mark(line: str) -> tuple[Mark | None, str]:
    """Part a line of front matter into its mark and the rest."""
    found = VALUE_MARK.search(line) if "sync:" in line else None
    return (None, line) if found is None else (Mark(found[1]), line[: found.start()].rstrip())


def mark_value(line: str, mark: Mark) -> str:
    """Return a line of front matter with a mark behind it."""
    return f"{line.rstrip()} # sync:{mark}"


def mark_key(body: Sequence[str], mark: Mark) -> tuple[str, ...]:
    """Put a mark on the line where a comment may stand: the key's, unless its text goes on.

    That of a mapping or a table is its first.
    """
    lines = [take_value_mark(line)[1] for line in body]
    place = find_mark_line(lines)
    lines[place] = mark_value(lines[place], mark)
    return tuple(lines)


def find_mark_line(lines: Sequence[str]) -> int:
    """Return which of a key's lines its mark stands on."""
    place = len(lines) - 1
    while place and not lines[place].strip():
        place -= 1
    first = take_value_mark(lines[0])[1]
    opens = is_table([first]) or _BLOCK_SCALAR.fullmatch(first) or _OPENS.fullmatch(first)
    return 0 if len(lines) > 1 and opens else place


def is_table(lines: Sequence[str]) -> bool:
    """Tell whether a key's lines are a table of TOML."""
    return lines[0].lstrip().startswith("[")
