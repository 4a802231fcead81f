"""The path template: checked, and read backwards."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import ConfigError
from sync.names import find_near

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
_ITSELF = ("{path}", "{dir}/{name}", "{dir}/{stem}{suffix}")
_BY_LANGUAGE = "{dir}/{lang}{suffix}"
_REBUILDING = ({"path"}, {"dir", "name"}, {"dir", "stem", "suffix"})


@lru_cache(maxsize=1024)
def is_language(text: str) -> bool:
    """Say whether ``text`` looks like a language code."""
    return _LANGUAGE.fullmatch(text) is not None


def fold_code(code: str) -> str:
    """Return what codes and names of languages are compared by: ``pt_BR`` is ``pt-br``."""
    return code.casefold().replace("_", "-")


class Template(NamedTuple):
    """A path with fields in braces, checked; build it with `parse_template`.

    ``language`` is what stands where it has {lang}; ``only`` is the language of one without.
    ``own`` is the language that names of sources may have where those of translations have theirs.
    """

    text: str
    pattern: re.Pattern[str]
    language: re.Pattern[str] = _LANGUAGE
    only: str | None = None
    own: str = ""

    def fits(self, document: str) -> bool:
        """Say whether a document may have translations, by its name."""
        return not self._is_bare or self._read_own_name(document.rpartition("/")[2]) is not None

    @property
    def is_suffix(self) -> bool:
        """Whether the language stands in the file's name, not in a folder's."""
        name = self._name
        return "{lang}" in name or (self.only is not None and _FIELD.sub("", name) != "")

    @property
    def _name(self) -> str:
        return self.text.rpartition("/")[2]

    @property
    def _is_bare(self) -> bool:
        """Whether the language alone is the file's name, that of a source, too."""
        return self.text.endswith(_BY_LANGUAGE)

    def is_language(self, text: str) -> bool:
        """Say whether ``text`` may stand for {lang}."""
        return is_language(text) or self.language.fullmatch(text) is not None

    def render(self, language: str, document: str) -> str:
        """Return the path of a document's translation."""
        folder, _, name = document.rpartition("/")
        stem, suffix = split_name(name)
        values = {"path": document, "dir": folder, "name": name, "stem": stem, "suffix": suffix}
        values |= (self._read_own_name(name) or {}) | {"lang": language}
        text = self.text if folder else self.text.replace("{dir}/", "")
        return text.format(**values)

    def read(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield each language and document that `render` turns into ``path``, likeliest first.

        More than one only where the template parts the language by ``-`` or ``_``, or where the
        name of the source may have its language, too.
        """
        match = self.pattern.fullmatch(path)
        if match is None:
            return
        seen = set()
        for found in (match, *self._read_others(path)):
            for document in self._rebuild(found.groupdict()):
                reading = (self.only or found["lang"], document)
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
            if self.language.fullmatch(language):
                found = _compile(self.text, re.escape(language)).fullmatch(path)
                if found is not None:
                    yield found

    def _read_own_name(self, name: str) -> dict[str, str] | None:
        """Read the name of a source that has its language where a translation's has another."""
        match = _compile(self._name, re.escape(self.own)).fullmatch(name) if self.own else None
        fields = {} if match is None else match.groupdict()
        stem, suffix = fields.get("stem"), fields.get("suffix")
        is_split = stem is None or suffix is None or split_name(stem + suffix) == (stem, suffix)
        return fields if fields and is_split else None

    def _rebuild(self, fields: dict[str, str | None]) -> Iterator[str]:
        """Yield what the document may be called, the likeliest first."""
        if "path" in fields:
            yield fields["path"] or ""
            return
        lead = f"{fields['dir']}/" if fields["dir"] else ""
        if not self._is_bare:
            yield lead + (fields.get("name") or f"{fields['stem']}{fields['suffix']}")
        if self.own:
            yield lead + self._name.format(**fields | {"lang": self.own})


def parse_template(
    text: str,
    languages: Collection[str] = (),
    *,
    source_language: str = "en",
    is_elsewhere: bool = False,
) -> Template:
    """Check a template and compile it; ``languages`` are those that the configuration names.

    ``source_language`` is what names of sources may have where those of translations have {lang}.
    ``is_elsewhere`` says that the sources are in another repository, where no path can meet them.

    Raises:
        ConfigError: it is no path below the root, or cannot be read backwards.
    """
    problem = find_problem(text)
    if problem is None and "{lang}" not in text and len(languages) != 1:
        problem = (
            "needs {lang}: without it, languages would share a file; or name its one language "
            "under 'languages'"
        )
    elif text in _ITSELF and not is_elsewhere:
        problem = "names the source itself: write a folder, or a part of the name, of its language"
    if problem is not None:
        raise ConfigError(f"the template {text!r} {problem}")
    language = _join_languages(frozenset(languages))
    only = None if "{lang}" in text else next(iter(languages))
    own = source_language if "{lang}" in text.rpartition("/")[2] else ""
    return Template(text, _compile(text, language), re.compile(language), only, own)


def find_problem(text: str) -> str | None:
    """Return what is wrong with a template, whatever the languages; None for nothing."""
    return _find_path_problem(text) or _find_field_problem(text)


@lru_cache(maxsize=64)
def _join_languages(names: frozenset[str]) -> str:
    """Return the expression for what looks like a code, and for ``names`` that do not."""
    words = sorted((each for each in names if not is_language(each)), key=lambda word: -len(word))
    return "|".join([*map(re.escape, words), LANGUAGE])


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
        return f"has an unknown field {{{unknown}}}: {_suggest_field(unknown)}"
    if re.search(r"[{}]", _FIELD.sub("", text)):
        return "has a brace without its partner: write fields as {lang}"
    is_rebuilt = any(needed <= set(fields) for needed in _REBUILDING)
    if not is_rebuilt and not text.endswith(_BY_LANGUAGE):
        return "needs {path}, or {dir} with {name}, or {dir} with {stem} and {suffix}"
    return _find_junction_problem(text)


def _find_junction_problem(text: str) -> str | None:
    if re.search(r"[^/]\{(?:path|dir)\}|\{dir\}(?!/)", text):
        return "needs {dir} to be a whole folder, and {path} to begin one"
    if re.search(r"[A-Za-z0-9}]\{lang\}|\{lang\}(?:[A-Za-z0-9]|\{(?!suffix\}))", text):
        return "needs a '/', '.', '-' or '_' on both sides of {lang}"
    return None


def _suggest_field(name: str) -> str:
    near = find_near(name, _FIELDS)
    known = ", ".join(f"{{{field}}}" for field in near or _FIELDS)
    return f"did you mean {known}?" if near else f"choose from {known}"


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
