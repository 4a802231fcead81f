"""What translations said in earlier versions, read from git: words that somebody replaced."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sync.exchange.joint_edits import list_texts
from sync.markdown.document import read_markdown
from sync.markdown.lines import fold_space
from sync.merge.marks import has_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sync.case import Case
    from sync.exchange.values import Document
    from sync.history import History
    from sync.markdown.document import Markdown


class EarlierWords:
    """Tells of words whether a translation had them, and has others by now."""

    def __init__(self, history: History | None, cases: Mapping[str, Case]) -> None:
        """Take translations by their sources; outside git nobody knows what they said."""
        self._history = history
        self._cases = cases
        self._replaced: dict[str, Counter[str]] = {}

    def __call__(self, document: Document, words: str) -> bool:
        """Tell whether an earlier version has words more often than the present one.

        Raises:
            GitError: git failed, or lacks an object.
        """
        case = self._cases[document.source]
        if document.source not in self._replaced:
            self._replaced[document.source] = self._find_replaced(case)
        spelled = (fold_space(each) for each in (words, case.links.localise(words)))
        return any(each in self._replaced[document.source] for each in spelled)

    def _find_replaced(self, case: Case) -> Counter[str]:
        earlier: Counter[str] = Counter()
        for version in self._read(case):
            earlier |= Counter(list_texts(version, case.generated))
        return earlier - Counter(list_texts(case.translation, case.generated))

    def _read(self, case: Case) -> Iterator[Markdown]:
        """Yield the versions from the last one that owed nothing on: old words are from there."""
        if self._history is None:
            return
        for each in self._history.versions(case.location.path):
            for _, data in self._history.read_blobs((each.blob,)):
                # Whatever its encoding was: texts are only held against those of the present.
                version = read_markdown(data.decode("utf-8", "replace"), case.translation.dialect)
                yield version
                if not has_mark(version):
                    return
