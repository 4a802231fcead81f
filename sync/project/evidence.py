"""Which folders, or ends of names, are a language's, where nothing but the name tells them apart.

``docs/fr`` looks like ``docs/api``, and ``start.fr.md`` like ``start.old.md``. A language is one
whose stamps say so, or one with a known code that mirrors documents of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, StampError
from sync.languages import is_known
from sync.project.known_stamps import has_record
from sync.project.layout import Layout
from sync.project.template import split_name
from sync.project.trees import Tree
from sync.stamps import HEAD_BYTES, NeedMore, parse_embedded

if TYPE_CHECKING:
    from sync.stamps.spec import StampSpec

# What every folder has, so that it tells nothing.
_INDEXES = frozenset(("index", "_index", "readme"))
_LOOKED_AT = 8  # files whose stamps are read, of a language in doubt
_LISTED = 8  # words in a line


class Page(NamedTuple):
    """A file that may be a translation, and whether its source is there."""

    path: str
    document: str
    is_mirrored: bool


class Recognised(NamedTuple):
    """The languages, and what there is to say of those that are in doubt."""

    languages: frozenset[str]
    doubts: tuple[str, ...]


def judge_languages(
    layout: Layout, tree: Tree, pages: Mapping[str, Sequence[Page]], spec: StampSpec | None = None
) -> Recognised:
    """Tell which of the words that stand where a language's would are languages.

    ``spec`` is how the configuration says that translations are stamped.
    """
    taken, doubtful, passed = [], [], []
    for word, found in sorted(pages.items()):
        is_telling = any(page.is_mirrored and not _is_index(layout, page) for page in found)
        is_stamped = _StampCheck(layout, tree, word, found, spec)
        if _has_name(layout, word, found, is_telling=is_telling) or is_stamped():
            taken.append(word)
            if not is_telling and not layout.is_marked and not is_stamped():
                doubtful.append(word)
        elif is_telling or is_known(word):
            passed.append(word)
    return Recognised(frozenset(taken), tuple(_tell(layout, doubtful, passed)))


def _has_name(layout: Layout, word: str, pages: Sequence[Page], *, is_telling: bool) -> bool:
    """Say whether a word is a language by its code, and by what its pages mirror."""
    if not is_known(word):
        return False
    mirrored = sum(page.is_mirrored for page in pages)
    return layout.is_marked or is_telling or 2 * mirrored >= max(len(pages), 1)


def _is_index(layout: Layout, page: Page) -> bool:
    """Say whether a page is one that every folder has."""
    template = layout.template
    if template.is_suffix or (page.document.count("/") and "{path}" in template.text):
        return False
    name = page.document.rpartition("/")[2]
    return split_name(name)[0].lower() in _INDEXES


class _StampCheck:
    """Asks, once, whether stamps say that a word is a language.

    Those of projects' own name no language, so that they count below a known code alone.
    """

    def __init__(
        self,
        layout: Layout,
        tree: Tree,
        word: str,
        pages: Sequence[Page],
        spec: StampSpec | None,
    ) -> None:
        self._spec = spec
        self._layout = layout
        self._tree = tree
        self._word = word
        self._pages = pages
        self._answer: bool | None = None

    def __call__(self) -> bool:
        if self._answer is None:
            self._answer = self._has_sidecar() or any(self._read_stamps())
        return self._answer

    def _has_sidecar(self) -> bool:
        place = self._layout.location(self._word, self._pages[0].document)
        sidecar = self._layout.find_sidecar(place)
        return sidecar is not None and self._tree.exists(sidecar)

    def _read_stamps(self) -> Iterable[bool]:
        likely = sorted(self._pages, key=lambda page: not page.is_mirrored)
        for page in islice(likely, _LOOKED_AT):
            try:
                head = self._tree.read_head(page.path, HEAD_BYTES)
                if is_known(self._word) and has_record(self._tree, page.path, self._spec):
                    yield True
                stamp = parse_embedded(head, page.path, complete=len(head) < HEAD_BYTES)
            except (FileError, StampError):
                continue
            if stamp is not None and not isinstance(stamp, NeedMore):
                code = stamp.language_code or self._word
                yield self._layout.names_language(code, self._word)


def _tell(layout: Layout, doubtful: Sequence[str], passed: Sequence[str]) -> Iterable[str]:
    """Yield what is to be said, and the key that ends the doubt."""
    place = f"at {layout.template.text!r}"
    way_out = "name the languages under 'languages' in .translation-sync.yaml"
    if doubtful:
        why = "by name alone, as no page but an index is there with its source"
        yield f"taken for languages {place} {why}: {_list(doubtful)}; {way_out}"
    if passed:
        why = "although they look like some"
        yield f"not taken for languages {place} {why}: {_list(passed)}; {way_out}"


def _list(words: Sequence[str]) -> str:
    more = f" and {len(words) - _LISTED} more" if len(words) > _LISTED else ""
    return ", ".join(words[:_LISTED]) + more
