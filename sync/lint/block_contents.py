"""The rules about what blocks of a translation keep of their source: links, images, code."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sync.align.unit_features import name_image
from sync.findings import Found
from sync.lint.blocks import Pairing, list_leftovers
from sync.lint.naming import name_some, quote
from sync.markdown.called_code import read_language
from sync.markdown.document import BlockKind, Markdown
from sync.markdown.inline import read_inline
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark
from sync.markdown.signature import sign
from sync.units.fences import is_prose_fence
from sync.units.values import DocumentUnit, UnitKind

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# So many things that are the same in every language are not all lost by chance.
_FEWEST, _FEWEST_WORDS = 2, 5
_STRONG = ("link ", "code ")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")
# Comments and strings, which are translated.
_SAID = re.compile(
    r"^[ \t]*(?:#|//|/\*|\*|--|;|%|<!--).*$|\"[^\"\n]*\"|'[^'\n]*'|[ \t]#.*$|//.*$", re.MULTILINE
)
# Their words are a language's.
_DRAWN = ("mermaid", "text", "txt", "markdown", "md", "plaintext")


def check_links(comparison: Comparison) -> Iterator[Found]:
    """Find blocks that have fewer links or images than their source's, and name those that went."""
    totals: Counter[str] | None = None
    seen: Counter[str] = Counter()
    for ours, theirs in comparison.ask(list_probable):
        if not (ours.is_text or ours.kind is UnitKind.HTML):
            continue
        before, after = _list_targets(comparison, ours, theirs)
        for part in comparison.ask(_list_parts).get(theirs.start, ()):
            after += _name_links(part.text, comparison.space.name_translation)
        lost = before - after
        if before.total() <= after.total() or not lost:
            continue
        totals = _count_all(comparison) if totals is None else totals
        written = _name_as_written(comparison, ours)
        for each in [each for each in lost if totals[each] > 0]:
            totals[each] -= lost[each]
            name = written[each]
            what, _, target = name.partition(" ")
            noun = "link to" if what == "link" else "image"
            seen[name] += 1
            message = f"the source's {noun} {target!r} lacks here (line {ours.start + 1})"
            identity = (fold_space(ours.text), name, str(seen[name]))
            yield Found("link-missing", theirs.start + 1, 1, message, identity)


def check_kept(comparison: Comparison) -> Iterator[Found]:
    """Find blocks that keep nothing of what their source's keeps in every language."""
    seen: Counter[str] = Counter()
    for ours, theirs in comparison.ask(list_probable):
        lost = _find_lost(comparison, ours, theirs)
        if lost:
            name = fold_space(ours.text)
            seen[name] += 1
            message = f"nothing is kept here of the source's {name_some(lost, quote)} "
            message += f"(line {ours.start + 1})"
            yield Found("block-content", theirs.start + 1, 1, message, (name, str(seen[name])))


def list_probable(comparison: Comparison) -> tuple[Pairing, ...]:
    """Return the blocks that are each other's and claim to say the same.

    What stands alone between two pairs is among them: it may be no sure pair for what it lost.
    """
    if comparison.prose is None:
        return ()
    alignment = comparison.alignment
    ours, theirs = map(alignment.list_units, (comparison.prose, comparison.translated))
    pairs = [
        Pairing(ours.units[pair.ours], theirs.units[pair.theirs])
        for pair in alignment.unit_pairs.flow
    ]
    pairs += [
        Pairing(leftover.ours[0], leftover.theirs[0])
        for leftover in comparison.ask(list_leftovers)
        if len(leftover.ours) == len(leftover.theirs) == 1
    ]
    return tuple(
        pair
        for pair in pairs
        if pair.ours.kind is pair.theirs.kind and pair.theirs.mark is not Mark.FUZZY
    )


def _list_parts(comparison: Comparison) -> Mapping[int, Sequence[DocumentUnit]]:
    """Return the blocks beside those of the translation that may be parts of them, by their lines.

    Nothing in the source answers to them: a translator may have parted a block in two.
    """
    found: dict[int, list[DocumentUnit]] = defaultdict(list)
    for leftover in comparison.ask(list_leftovers):
        if not leftover.ours:
            for pair in leftover.beside:
                found[pair.theirs.start] += leftover.theirs
    return found


def _list_targets(
    comparison: Comparison, ours: DocumentUnit, theirs: DocumentUnit
) -> tuple[Counter[str], Counter[str]]:
    space = comparison.space
    return (
        _name_links(ours.text, space.name_source),
        _name_links(theirs.text, space.name_translation),
    )


def _name_as_written(comparison: Comparison, ours: DocumentUnit) -> dict[str, str]:
    """Return a source's links and images by their names in all languages, as it writes them."""
    space = comparison.space
    found: dict[str, str] = {}
    for piece in read_inline(ours.text).links:
        names = (_name_link(piece.text, way) for way in (space.name_source, space.resolve_source))
        name, written = names
        if name is not None and written is not None:
            found.setdefault(name, written)
    return found


def _name_links(text: str, resolve: Callable[[str], str | None]) -> Counter[str]:
    """Count the links and images of a text: where they lead, pictures by their stems."""
    found: Counter[str] = Counter()
    for piece in read_inline(text).whole_links:
        name = _name_link(piece.text, resolve)
        if name is not None:
            found[name] += 1
    return found


def _name_link(destination: str, resolve: Callable[[str], str | None]) -> str | None:
    image = name_image(destination)
    if image is not None:
        return f"image {image.partition(' ')[2]}"
    target = resolve(destination)
    return None if target is None else f"link {target}"


def _count_all(comparison: Comparison) -> Counter[str]:
    """Count how many more links to a target the source has than all of the translation."""
    space = comparison.space
    source = comparison.prose or comparison.translated
    before = _name_all(comparison, source, space.name_source)
    return before - _name_all(comparison, comparison.translated, space.name_translation)


def _name_all(
    comparison: Comparison, document: Markdown, resolve: Callable[[str], str | None]
) -> Counter[str]:
    units = comparison.alignment.list_units(document).units
    found: Counter[str] = Counter()
    for unit in units:
        found.update(_name_links(unit.text, resolve))
    return found


def _list_pages(signature: Counter[str]) -> frozenset[str]:
    links = (name for name in signature if name.startswith("link "))
    return frozenset(name.partition("#")[0] for name in links)


def _find_lost(comparison: Comparison, ours: DocumentUnit, theirs: DocumentUnit) -> tuple[str, ...]:
    """Return what a block should have kept, where it kept none of that."""
    if ours.kind is UnitKind.CODE:
        is_fence = ours.block is not None and ours.block.kind is BlockKind.FENCE
        return _find_lost_words(ours, theirs) if is_fence else ()
    if not ours.is_text:
        return ()
    space = comparison.space
    strong = tuple(
        name
        for name in sign([ours.text], space.resolve_source)
        if name.startswith(_STRONG) and not _is_in_words(name)
    )
    if len(strong) < _FEWEST:
        return ()
    before, after = (
        sign([ours.text], space.name_source),
        sign([theirs.text], space.name_translation),
    )
    pictures = [_name_links(unit.text, str) for unit in (ours, theirs)]
    if (before & after) or (pictures[0] & pictures[1]):
        return ()
    pages = [_list_pages(each) for each in (before, after)]
    if not pages[0].isdisjoint(pages[1]):
        return ()  # an anchor is a heading's words, and translated with it
    lost = tuple(name.partition(" ")[2] for name in strong)
    return () if any(_is_named(each, theirs.text) for each in lost) else lost


def _is_in_words(name: str) -> bool:
    """Tell whether a code is words of a language: a button's name, say, and not a program's."""
    return name.startswith("code ") and any(c.isalpha() and not c.isascii() for c in name)


def _is_named(code: str, text: str) -> bool:
    """Tell whether a text has a code as a word of its own: kept, but for its backticks."""
    name = re.escape(code.strip())
    return len(name) > 1 and re.search(rf"(?<!\w){name}(?!\w)", text, re.ASCII) is not None


def _find_lost_words(ours: DocumentUnit, theirs: DocumentUnit) -> tuple[str, ...]:
    language = read_language(ours.body[0])
    if theirs.kind is not UnitKind.CODE or language in _DRAWN or not language:
        return ()
    if is_prose_fence(ours):
        return ()
    words = [set(_WORD.findall(_SAID.sub("", "\n".join(unit.body[1:])))) for unit in (ours, theirs)]
    if len(words[0]) < _FEWEST_WORDS or words[0] & words[1]:
        return ()
    return tuple(sorted(words[0]))
