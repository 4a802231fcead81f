"""Whether two versions of a source say the same, asked at most once for any pair of them.

A verdict on two contents stays true until mdformat or the configured blocks change, so that it is
kept in the cache; one that was read off the whole history is kept with that history's fingerprint.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import RefusedError

if TYPE_CHECKING:
    from sync.cache import Section
    from sync.history import History
    from sync.history.versions import DatedVersion
    from sync.markdown.canonical_pairs import FormComparison
    from sync.markdown.counted import Counted
    from sync.markdown.generated import GeneratedPair
    from sync.sources import Source


class Verdicts:
    """Compares versions of sources; ``history`` is where versions and the cache are."""

    def __init__(
        self, history: History, pairs: tuple[GeneratedPair, ...], counted: Counted
    ) -> None:
        """Compare nothing yet."""
        from sync.markdown.canonical import canonical_version

        self._history = history
        self._pairs = pairs
        self._counted = counted
        self._version = canonical_version(pairs, counted)
        self._kept: Section = history.cache.section("canonical")
        self._lines: dict[str, tuple[DatedVersion, ...]] = {}
        self._generated: dict[str, bool] = {}

    @cached_property
    def _fingerprint(self) -> str | None:
        return self._history.take_fingerprint()

    def recall(self, blob: str, source: Source) -> bool | None:
        """Return what is known of a blob and the source's present bytes without reading more."""
        verdict = self._kept.get(self._name(blob, source))
        return verdict if isinstance(verdict, bool) else None

    def compare(self, blob: str, base: bytes, source: Source) -> bool:
        """Tell whether ``base``, the content of ``blob``, and ``source`` differ in format alone."""
        verdict = self._is_same(base, source.data)
        self._kept.put(self._name(blob, source), verdict)
        return verdict

    def changed_blocks_only(self, source: Source, date: str | None) -> bool:
        """Tell whether since ``date`` nothing but generated blocks of a source changed.

        ``date`` is the stamp's (ISO 8601). The version on the first-parent line at that date,
        every later one and the present bytes must be the same outside of them.
        """
        if date is None:
            return False
        state = self._fingerprint
        name = f"{self._name(ascii(source.path), source)} {date}"
        kept = self._kept.get(name)
        if isinstance(kept, list) and state is not None and kept[1:] == [state]:
            return kept[0] is True
        verdict = self._has_generated(source) and self._trace(source, date)
        if state is not None:
            self._kept.put(name, [verdict, state])
        return verdict

    def _trace(self, source: Source, date: str) -> bool:
        from sync.history.versions import choose_version

        versions = self._versions(source.path)
        start = choose_version(versions, date)
        if start is None:
            return False
        since = versions[: versions.index(start) + 1]
        blobs = dict.fromkeys(version.blob for version in since)
        return all(
            self.recall(blob, source) or self.compare(blob, data, source)
            for blob, data in self._history.read_blobs(blobs)
        )

    def _versions(self, path: str) -> tuple[DatedVersion, ...]:
        """Return a source's first-parent line, asked for once whatever the languages' dates."""
        if path not in self._lines:
            self._lines[path] = self._history.versions(path)
        return self._lines[path]

    def _is_same(self, base: bytes, source: bytes) -> bool:
        from sync.markdown.canonical import differ_in_values, simplify
        from sync.markdown.letters import differ_in_letters

        try:
            texts = (base.decode(), source.decode())
            plain = [simplify(text, self._pairs, self._counted) for text in texts]
            if plain[0] == plain[1]:
                return True
            if differ_in_letters(*plain) or differ_in_values(*plain):
                return False
            return self._forms.are_same(*plain)
        except (UnicodeDecodeError, RefusedError):
            return False

    @cached_property
    def _forms(self) -> FormComparison:
        from sync.markdown.canonical_pairs import FormComparison

        return FormComparison()

    def _has_generated(self, source: Source) -> bool:
        from sync.markdown.generated import find_generated
        from sync.markdown.lines import split_lines

        if source.path not in self._generated:
            try:
                lines = split_lines(source.data.decode())
                self._generated[source.path] = bool(find_generated(lines, self._pairs))
            except (UnicodeDecodeError, RefusedError):
                return False
        return self._generated[source.path]

    def _name(self, blob: str, source: Source) -> str:
        return f"{self._version} {blob} {source.digest}"
