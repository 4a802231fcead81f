"""The keys that projects are known to record their source's version in.

Each line names who writes it. A key counts only where its value has the form given here, so that a
``git:`` or an ``original:`` that means something else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.errors import StampError
from sync.model import StampKind
from sync.stamps.records import parse_record
from sync.stamps.spec import COMMENT, Algorithm, Extent, StampSpec

_FULL = r"[0-9A-Fa-f]{40}"
_SHORT = r"[0-9A-Fa-f]{7,40}"
_URL = r"https?://\S+/blob/[0-9A-Fa-f]{7,40}/\S+"
_MD5 = r"(?:md5:)?[0-9A-Fa-f]{32}"
_DIGEST = r"(?:sha-?(?:1|256):)?(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40})|sha256:[0-9A-Fa-f]{8,64}"


class KnownStamp(NamedTuple):
    """A way to record a version, and the pattern that its values have."""

    spec: StampSpec
    value: str

    def fits(self, text: str) -> bool:
        """Tell whether a translation has such a stamp."""
        try:
            stamp = parse_record(text, self.spec)
        except StampError:
            return False
        value = stamp and stamp.record and stamp.record.value
        return bool(value and re.fullmatch(self.value, value))


def _commit(key: str, value: str = _SHORT, **more: object) -> KnownStamp:
    return KnownStamp(StampSpec(StampKind.COMMIT, key, **more), value)  # type: ignore[arg-type]


def _hash(key: str, value: str = _DIGEST, **more: object) -> KnownStamp:
    return KnownStamp(StampSpec(StampKind.HASH, key, **more), value)  # type: ignore[arg-type]


_CONTENT_HASH = StampSpec(
    StampKind.HASH, "sourceContentHash", extent=Extent.BODY, document="translatedFrom"
)

KNOWN: tuple[KnownStamp, ...] = (
    # OpenTelemetry's site, and others on Hugo's Docsy
    _commit("default_lang_commit", outdated="drifted_from_default"),
    # MDN's translated content
    _commit("l10n.sourceCommit"),
    # Adobe's documentation
    _commit("source-git-commit"),
    # Microsoft's
    _commit("ms.sourcegitcommit"),
    # sites on Docusaurus
    _commit(
        "translation.source_commit", path="translation.source_file", outdated="translation.outdated"
    ),
    # taiwan.md, which has a hash of the body beside it
    _commit("sourceCommitSha", document="translatedFrom", second=_CONTENT_HASH),
    KnownStamp(_CONTENT_HASH, _DIGEST),
    # Laravel's translations
    _commit("git", _FULL),
    # Originator Profile
    _commit("original", _URL),
    _commit("translation_source_commit"),
    _commit("translated_from", _FULL),
    _commit("source_revision"),
    _commit("tracks_english_commit"),
    # toolkit-md, of the EKS workshop, by its present and its former name
    _hash("tmdTranslationSourceHash", _MD5),
    _hash("wsmSourceHash", _MD5),
    # OpenClaw
    _hash("x-i18n.source_hash", path="x-i18n.source_path"),
    _hash("translation_source_hash"),
    _hash("translation-source-blob", _FULL, algorithm=Algorithm.GIT_BLOB),
    _hash("source-hash", _DIGEST),
    _hash("i18n-source-hash", place=COMMENT),
    _hash("translation-source-sha256", place=COMMENT),
    _hash("translation-source-blob", _FULL, place=COMMENT, algorithm=Algorithm.GIT_BLOB),
)
"""What is looked for, the likeliest first where several are in the same translations."""


FLAGS: tuple[StampSpec, ...] = (
    # osu!'s wiki
    StampSpec(StampKind.FLAG, "outdated_translation", since="outdated_since"),
)
"""The flags that projects raise where a translation is old; most raise none, so none is found."""

ADOPTED = StampSpec(StampKind.COMMIT, "translation_source_commit")
"""How a commit is recorded where translations had no stamps before."""


def complete(spec: StampSpec) -> StampSpec:
    """Return a spec with what is known to be recorded beside its key."""
    return next(
        (
            spec._replace(second=known.spec.second)
            for known in KNOWN
            if (known.spec.kind, known.spec.key, known.spec.place)
            == (spec.kind, spec.key, spec.place)
        ),
        spec,
    )


def find_fitting(text: str) -> Iterator[KnownStamp]:
    """Yield those that a translation has."""
    for known in KNOWN:
        name = (known.spec.key or "").rpartition(".")[2]
        if name in text and known.fits(text):
            yield known
