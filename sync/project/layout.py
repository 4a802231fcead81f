"""The path template, both ways: from language and document to path, and back."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sync.errors import ConfigError
from sync.model import SIDECAR_NAME, Location

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

DEFAULT_TEMPLATE = "translations/{lang}/{path}"

LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*"
_LANGUAGE = re.compile(LANGUAGE)
_AMBIGUOUS = re.compile(r"[-_]\{lang\}|\{lang\}[-_]")
_FIELD = re.compile(r"\{([^{}]*)\}")
_FIELDS = {
    "lang": LANGUAGE,
    "path": r".+",
    "dir": r".+",
    "name": r"[^/]+",
    "stem": r"[^/]+?",
    "suffix": r"(?:\.[^./]+)?",
}
_REBUILDING = ({"path"}, {"dir", "name"}, {"dir", "stem", "suffix"})


@lru_cache(maxsize=1024)
def is_language(text: str) -> bool:
    """Say whether ``text`` looks like a language code."""
    return _LANGUAGE.fullmatch(text) is not None


class Template(NamedTuple):
    """A path with fields in braces, checked; build it with `parse_template`."""

    text: str
    pattern: re.Pattern[str]

    @property
    def is_suffix(self) -> bool:
        """Whether the language stands in the file's name, not in a folder's."""
        return "{lang}" in self.text.rpartition("/")[2]

    def render(self, language: str, document: str) -> str:
        """Return the path of a document's translation."""
        folder, _, name = document.rpartition("/")
        stem, suffix = split_name(name)
        values = {"lang": language, "path": document, "dir": folder, "name": name}
        values |= {"stem": stem, "suffix": suffix}
        text = self.text if folder else self.text.replace("{dir}/", "")
        return text.format(**values)

    def read(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield each language and document that `render` turns into ``path``, likeliest first.

        More than one only where the template parts the language by ``-`` or ``_``.
        """
        match = self.pattern.fullmatch(path)
        if match is None:
            return
        seen = set()
        for found in (match, *self._read_others(path)):
            reading = (found["lang"], _rebuild(found.groupdict()))
            if reading not in seen and self.render(*reading) == path:
                seen.add(reading)
                yield reading

    def _read_others(self, path: str) -> Iterator[re.Match[str]]:
        if _AMBIGUOUS.search(self.text) is None:
            return
        name = path.rpartition("/")[2]
        starts = [0, *(at.end() for at in re.finditer(r"[-_.]", name))]
        ends = [*(at.start() for at in re.finditer(r"[-_.]", name)), len(name)]
        for language in (name[start:end] for start in starts for end in reversed(ends)):
            if _LANGUAGE.fullmatch(language):
                found = _compile(self.text, re.escape(language)).fullmatch(path)
                if found is not None:
                    yield found


class Layout:
    """Where sources and translations are; paths are relative to the root.

    ``source`` is the source root, ``""`` being the root itself. A template that begins with a
    field of the document speaks of places below the source root, any other of the root.
    """

    __slots__ = ("_base", "_holder", "_is_plain", "_start", "source", "template")

    def __init__(self, source: str, template: Template) -> None:
        """Work out, once, where translations can be."""
        self.source: Final = source
        self.template: Final = template
        is_beside = re.match(r"\{(?!lang\})", template.text) is not None
        self._base = f"{source}/" if source and is_beside else ""
        self._start = self._base + template.text.partition("{")[0]
        self._is_plain = self._start + "{lang}/{path}" == template.text
        self._holder = _find_holder(source, self._base + template.text)

    @property
    def is_marked(self) -> bool:
        """Whether the place alone tells translations from documents."""
        if self._holder is not None:
            return True
        return bool(self.source) and not self._start.startswith(f"{self.source}/")

    def locate(self, path: str, known: Container[str] | None = None) -> tuple[str, str] | None:
        """Return the language and the document of a translation's path; None for other paths.

        A source is never its own translation. Where the path has several readings, the first
        whose document is among ``known`` counts, else the likeliest.
        """
        if not path.startswith(self._start):
            return None
        if self._is_plain:
            language, _, document = path[len(self._start) :].partition("/")
            is_own = document and is_language(language) and self.source_path(document) != path
            return (language, document) if is_own else None
        readings = [
            reading
            for reading in self.template.read(path[len(self._base) :])
            if self.source_path(reading[1]) != path
        ]
        if known is not None:
            readings.sort(key=lambda reading: reading[1] not in known)
        return readings[0] if readings else None

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

    def find_holder(self, path: str) -> int | None:
        """Return the 0-based segment of ``path`` that is the translations' own folder, if any."""
        match = self._holder.match(path) if self._holder else None
        return path.count("/", 0, match.end()) - 1 if match else None

    def find_language(self, path: str) -> int:
        """Return the 0-based segment of a translation's ``path`` in which its language stands."""
        match = self.template.pattern.fullmatch(path, len(self._base))
        return path.count("/", 0, match.start("lang") if match else len(path))


def parse_template(text: str) -> Template:
    """Check a template and compile it.

    Raises:
        ConfigError: it is no path below the root, or cannot be read backwards.
    """
    problem = _find_path_problem(text) or _find_field_problem(text)
    if problem is not None:
        raise ConfigError(f"the template {text!r} {problem}")
    return Template(text, _compile(text, LANGUAGE))


def split_name(name: str) -> tuple[str, str]:
    """Split a file's name into stem and suffix, the latter with its dot or empty."""
    dot = name.rfind(".")
    return (name[:dot], name[dot:]) if 0 < dot < len(name) - 1 else (name, "")


def _find_path_problem(text: str) -> str | None:
    parts = text.split("/")
    if "\\" in text:
        return "has a backslash: write '/' between folders on every system"
    if text.startswith("/") or ":" in parts[0]:
        return "is absolute: write it relative to the root"
    if ".." in parts:
        return "leaves the root: write it without '..'"
    if "" in parts or "." in parts:
        return "has an empty segment: write one '/' between two names"
    return None


def _find_field_problem(text: str) -> str | None:
    fields = _FIELD.findall(text)
    unknown = next((name for name in fields if name not in _FIELDS), None)
    if unknown is not None:
        return f"has an unknown field {{{unknown}}}: did you mean {{{_find_nearest(unknown)}}}?"
    if re.search(r"[{}]", _FIELD.sub("", text)):
        return "has a brace without its partner: write fields as {lang}"
    if "lang" not in fields:
        return "needs {lang}: without it, languages would share a file"
    if not any(needed <= set(fields) for needed in _REBUILDING):
        return "needs {path}, or {dir} with {name}, or {dir} with {stem} and {suffix}"
    return _find_junction_problem(text)


def _find_junction_problem(text: str) -> str | None:
    if re.search(r"[^/]\{(?:path|dir)\}|\{dir\}(?!/)", text):
        return "needs {dir} to be a whole folder, and {path} to begin one"
    if re.search(r"[A-Za-z0-9}]\{lang\}|\{lang\}(?:[A-Za-z0-9]|\{(?!suffix\}))", text):
        return "needs a '/', '.', '-' or '_' on both sides of {lang}"
    return None


def _find_nearest(name: str) -> str:
    from difflib import get_close_matches

    return get_close_matches(name, _FIELDS, n=1, cutoff=0.0)[0]


@lru_cache(maxsize=256)
def _compile(text: str, language: str) -> re.Pattern[str]:
    """Compile a template, reading ``language`` (a regular expression) where it has {lang}."""
    fields = _FIELDS | {"lang": language}
    seen: set[str] = set()
    parts = []
    for literal, name in re.findall(r"([^{]+)|\{(\w+)\}", text.replace("{dir}/", "{dir}")):
        group = f"(?P={name})" if name in seen else f"(?P<{name}>{fields.get(name)})"
        group = f"(?:{group}/)?" if name == "dir" else group
        parts.append(group if name else re.escape(literal))
        seen.add(name)
    return re.compile("".join(parts), re.DOTALL)


def _rebuild(fields: dict[str, str | None]) -> str:
    if "path" in fields:
        return fields["path"] or ""
    name = fields.get("name") or f"{fields.get('stem')}{fields.get('suffix')}"
    return f"{fields['dir']}/{name}" if fields["dir"] else name


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
