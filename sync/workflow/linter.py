"""One translation beside the source it was made from, through the rules that count for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.findings import Severity, split_place
from sync.hashing import digest
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.lint.ignores import find_wrong_names
from sync.lint.values import Found
from sync.markdown.document import read_markdown
from sync.model import Reason, State
from sync.project.layout import MARKDOWN_SUFFIXES
from sync.workflow.linking import open_link_space
from sync.workflow.linting import choose_location_rules, find_version, is_compared
from sync.workflow.looked import Looked, Mended
from sync.workflow.texts import Texts, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sync.markdown.document import Markdown
    from sync.model import Location, Status
    from sync.project.trees import Tree
    from sync.rules.choice import RuleChoice
    from sync.workflow.sight import Sight

_STAMP = "stamp"
_NOT_FOUND = "git holds no version of the source with the hash in the stamp"


class LintTask(NamedTuple):
    """Looking at translations, here or in another process.

    ``bases`` are the older versions that their stamps name, by source and hash. ``choices`` come
    on top of the configuration's; ``fixes`` works out what can be mended, too.
    """

    sight: Sight
    bases: Mapping[tuple[str, str], bytes]
    choices: tuple[RuleChoice, ...] = ()
    fixes: bool = False

    def open(self) -> Callable[[Status], Looked]:
        """Return what looks at one translation."""
        return _Linter(self).look


class _Asked:
    """Which files the tree was asked for, and what it answered."""

    def __init__(self, tree: Tree) -> None:
        self.answers: dict[str, bool] = {}
        self._tree = tree

    def exists(self, path: str) -> bool:
        if path not in self.answers:
            self.answers[path] = self._tree.exists(path)
        return self.answers[path]


class _Linter:
    """Looks at translations in one state of the files."""

    def __init__(self, task: LintTask) -> None:
        self._task = task
        self._view = task.sight.view
        self._project = task.sight.project
        self._texts = Texts(self._view.tree, None, task.bases)

    def look(self, status: Status) -> Looked:
        """Look at one translation; what kept it from being read is part of the answer."""
        asked = _Asked(self._view.tree)
        notices: dict[str, None] = {}
        try:
            data = self._view.tree.read(status.location.path)
            comparison = self._compare(status, data, asked)
            self._note_wrong_names(status.location, comparison, notices)
            found, mended = self._find(status, comparison)
        except RefusedError as error:
            path = error.path or status.location.path
            refusal = RefusedError(error.message, path=path, line=error.line)
            return Looked((), tuple(notices), error=refusal)
        except SyncError as error:
            return Looked((), tuple(notices), error=error)
        present = comparison.present
        source = None if present is None else self._texts.name_source(status.location)[0]
        contents = (digest(data), source)
        return Looked(found, tuple(notices), asked.answers, contents, mended)

    def _find(
        self, status: Status, comparison: Comparison
    ) -> tuple[tuple[Found, ...], Mended | None]:
        config = self._project.config
        rules = choose_location_rules(config, status.location, self._task.choices)
        if not self._task.fixes:
            return find_all(comparison, rules), None
        from sync.lint.fixing import fix_all

        fixed = fix_all(comparison, rules)
        if not fixed.mended:
            return fixed.left, None
        before = comparison.translated.text
        mended = Mended(before, fixed.text, len(fixed.mended), fixed.left)
        return find_all(comparison, rules), mended

    def _note_wrong_names(
        self, location: Location, comparison: Comparison, notices: dict[str, None]
    ) -> None:
        """Note what is wrong with comments that say which rules do not count, each once."""
        documents = ((location.source, comparison.present), (location.path, comparison.translated))
        for path, document in documents:
            if document is not None:
                for line, message in find_wrong_names(document, comparison.generated):
                    notices[f"{path}:{line}: {message}"] = None

    def _compare(self, status: Status, data: bytes, asked: _Asked) -> Comparison:
        """Put a translation beside the source that it was made from."""
        location = status.location
        faults = tuple(_judge_stamp(status))
        try:
            # Of what is no Markdown (a notebook) only the stamp can be judged.
            is_text = location.path.endswith(MARKDOWN_SUFFIXES)
            text = decode(data, location.path) if is_text else None
        except RefusedError as error:
            text = None
            faults = faults or (_tell_undecodable(error),)
        has_source = text is not None and is_compared(status)
        return Comparison(
            source=self._find_source(status) if has_source else None,
            translated=read_markdown(text or ""),
            space=open_link_space(self._view, location, asked.exists),
            exists=asked.exists,
            generated=self._project.generated,
            is_pending=status.state is State.PENDING,
            stamp_faults=faults,
            present=self._texts.parse_source(location) if has_source else None,
        )

    def _find_source(self, status: Status) -> Markdown | None:
        """Return the version that the tables were made from, None where it is not known."""
        named = find_version(status)
        if named is None:
            return self._texts.parse_source(status.location)
        return self._texts.parse_version(status.location, named)


def _tell_undecodable(error: RefusedError) -> Found:
    way_out = "Convert the file to UTF-8."
    return Found(_STAMP, error.line, None, "the file is not UTF-8", help=way_out)


def _judge_stamp(status: Status) -> Iterator[Found]:
    """Find what keeps a stamp from saying what the translation was made from."""
    if status.state is State.INVALID:
        line, message = split_place(status.reason or "", status.location.path)
        yield Found(_STAMP, line, None, message)
    elif status.state is State.UNSTAMPED:
        yield Found(_STAMP, None, None, "the translation has no stamp")
    elif status.state is State.STALE and status.reason == Reason.UNKNOWN_HASH:
        yield Found(_STAMP, None, None, _NOT_FOUND, severity=Severity.WARNING)
