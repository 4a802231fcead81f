"""Link destinations: what they point at, seen from the source's folder and the translation's."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sync.markdown.addresses import (
    change_language,
    leave_language,
    name_everywhere,
    put_language,
    trim_address,
    unescape,
)
from sync.markdown.inline import read_inline, replace_pieces
from sync.markdown.labels import Labels
from sync.markdown.pages import Site, is_page_address, name_page

if TYPE_CHECKING:
    from sync.markdown.document import Markdown

# Some generators have a sign for the folder that all addresses begin at.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|www\.|:|~/|@/|@site/", re.IGNORECASE)
_WITH_HOST = re.compile(r"https?://", re.IGNORECASE)
# A template fills this in, and knows where it stands.
_TEMPLATE = re.compile(r"[{}<>]")
_SUFFIX = re.compile(r"[?#].*", re.DOTALL)
# Deeper than any path climbs, so that ``..`` above the root survives the arithmetic.
_FAR_ROOT = "/_" * 64


def is_relative(destination: str) -> bool:
    """Tell whether a destination depends on the folder of the file that holds it."""
    return bool(destination) and not destination.startswith("#") and not _is_absolute(destination)


def strip_suffix(destination: str) -> str:
    """Return a destination without parameters and anchor."""
    return _SUFFIX.sub("", destination)


def _is_absolute(destination: str) -> bool:
    return _ABSOLUTE.match(destination) is not None or _TEMPLATE.search(destination) is not None


class OldTargets(dict[str, str]):
    """What links led to by what they lead to now; nobody changes it, so that it may be a key."""

    def __hash__(self) -> int:  # type: ignore[override]
        """Return what is the same for the same targets."""
        return hash(frozenset(self.items()))


class LinkSpace(NamedTuple):
    """How one document's links and its translation's links meet.

    ``source`` and ``translation`` are the two files' paths relative to the root, with ``/``.
    ``to_source`` maps a root-relative path inside the language's folder to the source's path that
    it stands for, and returns any other path unchanged; ``to_translation`` is its inverse and
    returns None where no translated copy exists. ``site`` knows the pages, None where all links
    are to files. ``is_apart`` says that the source lies in another repository, whose layout this
    one mirrors: no link may lead there, and each means here what it means there. ``mended`` are
    targets that the source has since, with what they were before: a translation may have them
    already. ``labels`` are how the translation spells those of reference links, None where that is
    not asked. ``languages`` are the codes of the source's language and the translation's, which
    addresses of pages and names of files may have.
    """

    source: str
    translation: str
    to_source: Callable[[str], str]
    to_translation: Callable[[str], str | None]
    site: Site | None = None
    is_apart: bool = False
    mended: OldTargets = OldTargets()
    labels: Labels | None = None
    languages: tuple[str, str] = ("", "")

    def between(
        self, source: Markdown, olds: Iterable[Markdown | None], translation: Markdown
    ) -> LinkSpace:
        """Return the same for the texts themselves: a source, older versions, its translation."""
        return self._replace(labels=Labels(source, olds, translation))

    def resolve_source(self, destination: str) -> str | None:
        """Return what a destination in the source points at; None for one that is localised.

        So is one that leads to the page itself, or to a heading of it.
        """
        return self._resolve(destination, self.source)

    def resolve_translation(self, destination: str) -> str | None:
        """Return what a destination in the translation points at, in the source's terms."""
        target = self._resolve(destination, self.translation)
        if target is None or not self.mended:
            return target
        return self.mended.get(name_everywhere(target), target)

    def name_source(self, destination: str) -> str | None:
        """Return the same as `resolve_source`, by a name that a page has in both languages."""
        return self.name_page(self.resolve_source(destination))

    def name_translation(self, destination: str) -> str | None:
        """Return the same as `resolve_translation`, by a name that a page has in both languages."""
        return self.name_page(self.resolve_translation(destination))

    def name_page(self, target: str | None) -> str | None:
        """Return that name of what either leads to.

        A translation may link to pages in its own language and to the source's, and what is a
        language's code in its addresses may be a word in the source's: both lose both.
        """
        if target is not None:
            for language in self.languages:
                target = leave_language(target, language)
        return target

    def follow(self, there: str, old: str, new: str) -> str | None:
        """Return where a translation's destination leads once the source's ``old`` is ``new``.

        One that leads to a page in the translation's language goes on doing so, where there is one.
        None for one on another site, as nobody here can say which pages that has.
        """
        if self._is_localised(there) and not (self._is_localised(old) or self._is_localised(new)):
            path = strip_suffix(new)
            if path == strip_suffix(old):
                return strip_suffix(there) + new[len(path) :]
            if self._has_translated_page(path):
                bare = leave_language(new, self.languages[0])
                return put_language(bare, there, self.languages[1])
            own = change_language(new, self.languages[0], there, self.languages[1])
            if own != new and self._has_file(own):
                return own
            if _WITH_HOST.match(there):
                return None
        return self.localise_destination(new)

    def leads_to_same_localised(self, ours: str, theirs: str) -> bool:
        """Tell whether two targets, as resolved, are the same but for what names a language.

        In the translation's language a page's headings have other names.
        """
        here, there = (trim_address(self.name_page(each) or "") for each in (ours, theirs))
        if self._is_localised(theirs) and not self._is_localised(ours):
            here, there = here.partition("#")[0], there.partition("#")[0]
        return here == there

    def _is_localised(self, address: str) -> bool:
        """Tell whether an address, or a path, names the translation's language."""
        return leave_language(address, self.languages[1]) != address

    def _has_file(self, destination: str) -> bool:
        """Tell whether there is what a relative destination in the translation leads to."""
        if self.site is None or not is_relative(destination):
            return False
        return self.site.exists(join(self.translation, unquote(strip_suffix(destination))))

    def _has_translated_page(self, address: str) -> bool:
        if self.site is None or not address.startswith("/"):
            return False
        pages = self.site.find_pages(unquote(address))
        files = (file for page in pages for file in self.site.list_files(page))
        return any(self.to_translation(file) is not None for file in files)

    def _resolve(self, destination: str, file: str) -> str | None:
        if not destination or destination.startswith("#"):
            return None
        if _is_absolute(destination):
            return None if self._leads_to_own_heading(destination) else destination
        path = unquote(strip_suffix(destination))
        target = self.to_source(join(file, path))
        if self.is_apart and file == self.translation and target == join(file, path):
            target = join(self.source, path)
        own = self.source, posixpath.dirname(self.source) or "."
        if target not in own and target == join(file, path) and self._is_address(target, path):
            # Pages answer to each other where files do not: the same address is the same page. One
            # that leads out of the root was written for the translation's folder.
            page = join(self.source, path)
            target = target if page.startswith("../") else page
        if target in own:
            return None
        if "translated_images" in target.split("/"):
            return None
        return target

    def _leads_to_own_heading(self, destination: str) -> bool:
        """Tell whether an address from the site's root is that of a heading of the page itself."""
        path, sign, _ = destination.partition("#")
        if not sign or self.site is None or not path.startswith("/") or path.startswith("//"):
            return False
        return name_page(self.source) in self.site.find_pages(unquote(path))

    def leads_to_same_page(self, ours: str, theirs: str) -> bool:
        """Tell whether a destination in the source and one in the translation are one page's.

        Relative ones are read as seen from the files, or as seen from their pages; where the
        source's leads to a page in one of the two alone, that is how it is meant.
        """
        if self.site is None:
            return False
        read = {way: self._find_pages(ours, (self.source,), from_page=way) for way in (False, True)}
        known = [way for way, pages in read.items() if any(map(self.site.has_page, pages))]
        files = self.translation, self.source
        return any(
            not read[way].isdisjoint(self._find_pages(theirs, files, from_page=way))
            for way in known or read
        )

    def _find_pages(
        self, destination: str, files: tuple[str, ...], *, from_page: bool
    ) -> frozenset[str]:
        """Return the pages that a destination may lead to that stands in each of some files."""
        path = unquote(unescape(strip_suffix(destination)))
        if self.site is not None and path.startswith("/") and not path.startswith("//"):
            return frozenset(self.site.find_pages(path))
        if not path or not is_relative(destination):
            return frozenset()
        # The page of a translation stands where its source's does, wherever its file is.
        files = files if is_page_address(path) else files[:1]
        steps = [follow(file, path, from_page=from_page) for file in files]
        return frozenset(name_page(self.to_source(step)) for step in steps)

    def list_places(self, file: str, path: str) -> tuple[str, ...]:
        """Return where the page may be that an address in a file leads to, here or untranslated."""
        files = dict.fromkeys((file, self.source))
        steps = [follow(each, path, from_page=way) for each in files for way in (False, True)]
        return tuple(dict.fromkeys((*steps, *map(self.to_source, steps))))

    def _is_address(self, target: str, path: str) -> bool:
        """Tell whether ``path``, which leads to ``target``, is no file's but a page's address."""
        if self.site is None or not is_page_address(path):
            return False
        if not self.site.exists(target):
            return True
        return not path.endswith((".html", ".htm")) and self.site.has_page(target)

    def localise(self, text: str) -> str:
        """Rewrite the relative links of a source's cell for the translation's folder.

        A link leads to the translated copy of its target where there is one, else to the source's.
        """
        new = {
            piece: self.localise_destination(piece.text)
            for piece in read_inline(text).links
            if is_relative(piece.text)
        }
        return self.spell_labels(replace_pieces(text, new) if new else text)

    def spell_labels(self, text: str) -> str:
        """Rewrite the reference links of a source's text so that the translation defines them."""
        if self.labels is None:
            return text
        resolve = self.resolve_source, self.resolve_translation
        return self.labels.spell(text, resolve, self.localise_destination)

    def localise_destination(self, destination: str) -> str:
        """Rewrite one destination of the source for the translation's folder.

        The address of a page stays: a site has the page in each language, or the source's for it.
        """
        if not is_relative(destination):
            return destination
        path = strip_suffix(destination)
        if not path:
            return destination
        target = join(self.source, path)
        if self._is_address(unquote(target), unquote(path)):
            return destination
        copy = self.to_translation(unquote(target))
        if self.is_apart and copy in (None, join(self.translation, unquote(path))):
            return destination
        if copy is not None:
            target = copy if unquote(target) == target else _encode_like(copy, target)
        return aim(destination, target, self.translation)


def aim(destination: str, target: str, file: str) -> str:
    """Return a relative destination, spelled as before, that leads from ``file`` to ``target``."""
    path = strip_suffix(destination)
    relative = _relative(target, posixpath.dirname(file))
    if path.startswith("./") and not relative.startswith("."):
        relative = f"./{relative}"
    slash = "/" if path.endswith("/") else ""
    return relative + slash + destination[len(path) :]


def join(file: str, path: str) -> str:
    """Return where a path leads that stands in ``file``, relative to the root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def follow(file: str, path: str, *, from_page: bool) -> str:
    """Return where a path leads that stands in ``file``, or in the page that is made of it."""
    if from_page and is_page_address(path):
        return posixpath.normpath(posixpath.join(name_page(file), path))
    return join(file, path)


def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(f"{_FAR_ROOT}/{path}", f"{_FAR_ROOT}/{folder}")


def _encode_like(path: str, encoded: str) -> str:
    from urllib.parse import quote

    safe = "/" + "".join(set(re.sub(r"%[0-9A-Fa-f]{2}", "", encoded)))
    return quote(path, safe=safe)
