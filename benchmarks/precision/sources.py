"""Which version of its source a translation was made from, by hashing all that git holds."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.corpora import read_blobs

_COMMENT = re.compile(r"<!--\s*CO_OP_TRANSLATOR_METADATA:\s*(\{.*?\})\s*-->", re.DOTALL)
_FRONT = re.compile(r"\A\ufeff?---\r?\n(.*?)\r?\n---", re.DOTALL)
_KEY = re.compile(r"^(original_hash|synced_hash):\s*[\"']?([0-9a-fA-F]+)", re.MULTILINE)
_HASH = re.compile(r"[0-9a-fA-F]{32}")
_SIDECAR = ".co-op-translator.json"


@dataclass(frozen=True, slots=True)
class Named:
    """The hash that a stamp gives for the tables; ``fault`` says what is wrong with the stamp."""

    hash: str | None
    fault: str = ""


@dataclass(frozen=True)
class Repository:
    """A work tree of which every translation is ``translations/LANGUAGE/DOCUMENT``."""

    folder: Path

    def read(self, path: str) -> str:
        """Return a file's text."""
        return (self.folder / path).read_bytes().decode()

    def write(self, path: str, text: str) -> None:
        """Write a file's text."""
        (self.folder / path).write_bytes(text.encode())

    def list_translations(self) -> list[str]:
        """Return the paths of all translations in Markdown."""
        found = self.folder.glob("translations/*/**/*.md")
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The paths of all documents that are no translations."""
        paths = (path.relative_to(self.folder) for path in self.folder.glob("**/*.md"))
        return tuple(sorted(p.as_posix() for p in paths if p.parts[0] != "translations"))

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """All texts that git holds, by their hash as it is, with LF, with CRLF."""
        known: dict[str, str] = {}
        for data in read_blobs(self.folder, self._list_blobs()).values():
            try:
                text = data.decode()
            except UnicodeDecodeError:
                continue
            plain = data.replace(b"\r\n", b"\n")
            for form in (data, plain, plain.replace(b"\n", b"\r\n")):
                known.setdefault(hashlib.md5(form).hexdigest(), text)
        return known

    def _list_blobs(self) -> Iterator[str]:
        """Yield the names of all blobs that ever were a source."""
        command = ["git", "-C", str(self.folder), "rev-list", "--all", "--objects", "HEAD"]
        out = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        for line in out.splitlines():
            name, _, path = line.partition(" ")
            if path.endswith(".md") and not path.startswith("translations/"):
                yield name

    def read_stamp(self, path: str) -> Named:
        """Read the stamp of a translation: its sidecar's entry, else what stands in the file."""
        _, language, document = path.split("/", 2)
        sidecar = self.folder / "translations" / language / _SIDECAR
        if sidecar.is_file():
            entry = json.loads(sidecar.read_bytes()).get(document)
            if entry is not None:
                return _name(entry)
        return _read_embedded(self.read(path))

    def find_source(self, path: str) -> str | None:
        """Return the text that a translation's tables were made from, None where git lacks it."""
        named = self.read_stamp(path).hash
        return None if named is None else self.versions.get(named.lower())

    def read_present(self, path: str) -> str | None:
        """Return the present source of a translation, None where there is none."""
        document = path.split("/", 2)[2]
        return self.read(document) if (self.folder / document).is_file() else None

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder at a path relative to the work tree's top."""
        place = posixpath.normpath(path)
        return not place.startswith("..") and (self.folder / place).exists()


def _read_embedded(text: str) -> Named:
    comments = _COMMENT.findall(text)
    if len(comments) > 1:
        return Named(None, "two stamps")
    if comments:
        try:
            entry = json.loads(comments[0])
        except ValueError:
            return Named(None, "no JSON")
        return _name(entry)
    front = _FRONT.match(text)
    keys = dict(_KEY.findall(front[1])) if front else {}
    return _name(keys) if keys else Named(None, "no stamp")


def _name(entry: object) -> Named:
    if not isinstance(entry, dict):
        return Named(None, "no object")
    name = entry.get("synced_hash") or entry.get("original_hash")
    if not isinstance(name, str) or not _HASH.fullmatch(name):
        return Named(None, "no hash")
    return Named(name)
