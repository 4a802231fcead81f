"""How a project's own stamps are written: which key, where, and what its value names."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sync.model import StampKind


class Algorithm(StrEnum):
    """What a digest is made with; a blob's is git's name of it."""

    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    GIT_BLOB = "git-blob"


class Extent(StrEnum):
    """What a digest is of: the whole file, or what stands below its front matter."""

    FILE = "file"
    BODY = "body"


FRONT_MATTER = "front-matter"
COMMENT = "comment"
SUBMODULE = "submodule"
PLUGIN = "plugin"

Option = str | tuple[str, ...]
"""What an option of a package's kind may be: a text, or a list of texts."""


class StampSpec(NamedTuple):
    """How a project records what a translation was made from, in its own form.

    ``key`` holds the value (None under ``history``), and ``since`` a flag's commit. ``place`` is
    ``FRONT_MATTER``, ``COMMENT``, ``SUBMODULE`` (the key is its path) or the path of a JSON or YAML
    file. Dots in a key lead into mappings; a file's keys may hold ``{lang}`` and ``{path}``.
    ``path`` is a key that holds one more path of the source, ``document`` one that names the
    source in place of the translation's own path, ``outdated`` the project's own flag. ``ignore``
    are words in the subjects of commits that do not count under ``history``. ``second`` is how a
    version is recorded once more, which never counts, but may disagree.

    Under ``PLUGIN`` a package reads and writes the stamp, wherever in the translation it stands:
    ``plugin`` is what it calls the kind, ``package`` its own name and version, ``options`` what the
    configuration says beside the kind.
    """

    kind: StampKind
    key: str | None = None
    since: str | None = None
    place: str = FRONT_MATTER
    algorithm: Algorithm | None = None
    extent: Extent = Extent.FILE
    path: str | None = None
    document: str | None = None
    outdated: str | None = None
    ignore: tuple[str, ...] = ()
    second: StampSpec | None = None
    plugin: str | None = None
    package: str | None = None
    options: tuple[tuple[str, Option], ...] = ()

    @property
    def is_in_text(self) -> bool:
        """Whether the value stands in the translation itself."""
        return self.place == PLUGIN or (
            self.key is not None and self.place in (FRONT_MATTER, COMMENT)
        )

    @property
    def is_elsewhere(self) -> bool:
        """Whether the value stands beside the translation, where this program writes nothing."""
        return self.key is not None and not self.is_in_text

    @property
    def is_in_file(self) -> bool:
        """Whether the value stands in a file of its own, with those of other translations."""
        places = (FRONT_MATTER, COMMENT, SUBMODULE, PLUGIN)
        return self.key is not None and self.place not in places
