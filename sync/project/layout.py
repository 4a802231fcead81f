"""Where sources and translations are: from language and document to path, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sync.model import SIDECAR_NAME, Location
from sync.project.template import Template, fold_code

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from sync.errors import StampError

DEFAULT_TEMPLATE = "translations/{lang}/{path}"


class Layout:
    """Where sources and translations are; paths are relative to the root.

    ``source`` is the source root, ``""`` being the root itself. A template that begins with a
    field of the document speaks of places below the source root, any other of the root. ``mount``
    is what the paths of sources in another repository begin with, ``""`` where they are in this
    one; then all templates speak of the root.
    """

    __slots__ = ("_base", "_codes", "_holder", "_is_plain", "_start", "mount", "source", "template")

    def __init__(
        self,
        source: str,
        template: Template,
        codes: Mapping[str, str] | None = None,
        mount: str = "",
    ) -> None:
        """Work out, once, where translations can be; ``codes`` says what languages' names mean.

        ``source`` is relative to ``mount``.
        """
        source = "/".join(filter(None, (mount, source)))
        self.source: Final = source
        self.template: Final = template
        self.mount: Final = mount
        self._codes = codes or {}
        is_beside = not mount and re.match(r"\{(?!lang\})", template.text) is not None
        self._base = f"{source}/" if source and is_beside else ""
        self._start = self._base + template.text.partition("{")[0]
        self._is_plain = self._start + "{lang}/{path}" == template.text
        self._holder = _find_holder(source, self._base + template.text)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The source root and the template, as a list of one: layouts may be joined."""
        return ((self.source, self.template.text),)

    @property
    def codes(self) -> Mapping[str, str]:
        """The codes of languages whose names are none."""
        return self._codes

    @property
    def mounts(self) -> tuple[str, ...]:
        """What the paths of sources in other repositories begin with."""
        return (self.mount,) if self.mount else ()

    @property
    def is_named(self) -> bool:
        """Whether translations themselves say of which documents they are."""
        return False

    @property
    def is_mixed(self) -> bool:
        """Whether translations stand among other files, in a repository that is all one language's.

        There only a stamp tells a translation whose source is gone from a page of its own.
        """
        return bool(self.mount) and self.template.only is not None

    @property
    def has_own_folder(self) -> bool:
        """Whether translations have a folder in which nothing else is."""
        return self._holder is not None

    @property
    def is_marked(self) -> bool:
        """Whether the place alone tells translations from documents."""
        if self.has_own_folder:
            return True
        return bool(self.source) and not self._start.startswith(f"{self.source}/")

    def concerns(self, folder: str) -> bool:
        """Say whether a folder may hold translations, or all sources; it need not be there."""
        holds = f"{folder}/"
        if f"{self.source}/".startswith(holds) or self._start.startswith(holds):
            return True
        return self.locate(f"{folder}/x") is not None

    def locate(self, path: str, known: Container[str] | None = None) -> tuple[str, str] | None:
        """Return the language and the document of a translation's path; None for other paths.

        A source is never its own translation. Where the path has several readings, the first
        whose document is among ``known`` counts, else the likeliest.
        """
        if not path.startswith(self._start):
            return None
        if self._is_plain:
            language, _, document = path[len(self._start) :].partition("/")
            if not document or not self.template.is_language(language):
                return None
            return None if self.source_path(document) == path else (language, document)
        readings = list(self.template.read(path[len(self._base) :]))
        if known is not None:
            readings.sort(key=lambda reading: reading[1] not in known)
        is_one = readings and self.source_path(readings[0][1]) != path
        return readings[0] if is_one else None

    def read(self, path: str) -> list[tuple[str, str]]:
        """Return all that a path may be the translation of, the likeliest first."""
        readings = self.template.read(path[len(self._base) :])
        return [each for each in readings if self.source_path(each[1]) != path]

    def number_of(self, _language: str, _document: str) -> int:
        """Return which of several projects a translation belongs to."""
        return 0

    def find_fault(self, _location: Location) -> StampError | None:
        """Return what is wrong with what a translation says of its document."""
        return None

    def find_naming_key(self, _location: Location) -> str | None:
        """Return the key by which a translation names its document, where its path does not."""
        return None

    def entry_name(self, location: Location) -> str:
        """Return what stamps and sidecars call a document."""
        return location.document

    def code_of(self, language: str) -> str:
        """Return the code of a language, which is its name unless the configuration has one."""
        return self._codes.get(language, language)

    def names_language(self, code: str, language: str) -> bool:
        """Say whether a code that a stamp has is the language's name or its code, as spelled."""
        named = (language, self.code_of(language))
        return fold_code(code) in map(fold_code, named)

    def source_path(self, document: str) -> str:
        """Return the path of a document's source."""
        return f"{self.source}/{document}" if self.source else document

    def document_of(self, path: str) -> str | None:
        """Return the document whose source ``path`` would be; None outside of the source root."""
        if not self.source:
            return path
        return path[len(self.source) + 1 :] if path.startswith(f"{self.source}/") else None

    def translation_path(self, language: str, document: str) -> str:
        """Return the path where a document's translation is expected."""
        if self._is_plain:
            return f"{self._start}{language}/{document}"
        return self._base + self.template.render(language, document)

    def location(self, language: str, document: str) -> Location:
        """Return the two expected paths of a document in a language."""
        path = self.translation_path(language, document)
        return Location(language, document, self.source_path(document), path)

    def find_language_folder(self, location: Location) -> str | None:
        """Return the folder, relative to the root, whose name tells the translation's language.

        That is the path as far as the first segment with ``{lang}``: ``translations/he`` by
        default, ``docs/translations/he`` for ``{dir}/translations/{lang}/{name}``. None where the
        language stands in the file's name: then no folder is a language's own.
        """
        if self.template.only is not None:
            lead = self.template.text.partition("{")[0].rpartition("/")[0]
            return lead if lead and self.has_own_folder else None
        before, _, after = self.template.text.partition("{lang}")
        rest_of_segment, slash, _ = after.partition("/")
        if not slash:
            return None
        rendered = self.template.render(location.language, location.document)
        base = location.path.removesuffix(rendered)
        folder = Template(f"{before}{{lang}}{rest_of_segment}", self.template.pattern)
        return base + folder.render(location.language, location.document)

    def find_sidecar(self, location: Location) -> str | None:
        """Return the path of the sidecar that may hold the translation's stamp, if one may."""
        folder = self.find_language_folder(location)
        return None if folder is None else f"{folder}/{SIDECAR_NAME}"

    def find_mirrored(self, location: Location) -> str | None:
        """Return the source root where a language's folder mirrors it as a whole, else None."""
        del location
        return self.source if self.template.text.endswith("{lang}/{path}") else None

    def find_holder(self, path: str) -> int | None:
        """Return the 0-based segment of ``path`` that is the translations' own folder, if any."""
        match = self._holder.match(path) if self._holder else None
        return path.count("/", 0, match.end()) - 1 if match else None

    def find_language(self, path: str) -> int:
        """Return the 0-based segment of a translation's ``path`` in which its language stands."""
        match = self.template.pattern.fullmatch(path, len(self._base))
        has_language = match is not None and self.template.only is None
        return path.count("/", 0, match.start("lang") if match and has_language else len(path))


def _find_holder(source: str, text: str) -> re.Pattern[str] | None:
    """Find the folder that is all the translations' own.

    It is the template's leading folder, unless the source root lies there; else the folder that
    follows ``{dir}``.
    """
    lead = text.partition("{")[0].rpartition("/")[0] + "/"
    if lead != "/" and not f"{source}/".startswith(lead):
        return re.compile(re.escape(lead))
    marker = re.search(r"\{dir\}/((?:[^{}/]+/)+)", text)
    if marker is None:
        return None
    start = re.escape("" if lead == "/" else lead)
    return re.compile(f"{start}(?:.*?/)?{re.escape(marker[1])}", re.DOTALL)
