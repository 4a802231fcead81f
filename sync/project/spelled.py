"""Files whose path has a language's word in a segment of its own, or behind others.

``docs-fr/tea.md``, ``tea.fr.md`` and ``fr.md`` are such. Their source has no word there, or that of
its own language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sync.project.template import split_name

_JOINT = re.compile(r"[._-]")


class Spelling(NamedTuple):
    """Where the word stands.

    ``lead`` is what the path of a folder has before the word, empty where the word is in the name
    of a file.
    """

    template: str
    lead: str = ""

    @property
    def plain_lead(self) -> str:
        """What the path of a source without a word has before its document."""
        return f"{self.lead[:-1]}/" if self.lead else ""

    def find_root(self, word: str) -> str:
        """Return the source root of a language, ``""`` where a file's name has the word."""
        return f"{self.lead}{word}" if self.lead and word else self.lead[:-1]


def find_spelled(
    files: Iterable[str], is_word: Callable[[str], bool]
) -> dict[Spelling, dict[str, dict[str, str]]]:
    """Return the path of each document in each language, by spelling, document and word.

    A document goes by what is behind the folder, or by its path without the word.
    """
    found: dict[Spelling, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for path in sorted(files):
        for spelling, document, word in (*_read_folders(path), *_read_name(path)):
            if is_word(word):
                found[spelling][document][word] = path
    return found


def _read_folders(path: str) -> Iterator[tuple[Spelling, str, str]]:
    *folders, _ = path.split("/")
    start = 0
    for folder in folders:
        for joint in _JOINT.finditer(folder, 1):
            lead = path[: start + joint.end()]
            document = path[start + len(folder) + 1 :]
            yield Spelling(f"{lead}{{lang}}/{{path}}", lead), document, folder[joint.end() :]
        start += len(folder) + 1


def _read_name(path: str) -> Iterator[tuple[Spelling, str, str]]:
    folder, slash, name = path.rpartition("/")
    stem, suffix = split_name(name)
    yield Spelling("{dir}/{lang}{suffix}"), f"{folder}{slash}{suffix}", stem
    for joint in _JOINT.finditer(stem, 1):
        template = f"{{dir}}/{{stem}}{joint[0]}{{lang}}{{suffix}}"
        document = f"{folder}{slash}{stem[: joint.start()]}{suffix}"
        yield Spelling(template), document, stem[joint.end() :]
