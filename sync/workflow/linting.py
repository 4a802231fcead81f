"""One translation beside the source it was made from, through the rules that count for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.case import Case
from sync.errors import RefusedError, SyncError
from sync.findings import Found, Severity, split_place
from sync.hashing import digest
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.lint.ignores import find_wrong_names
from sync.markdown.document import read_markdown
from sync.model import MARKDOWN_SUFFIXES, Reason, State
from sync.project.links import open_links
from sync.project.location_rules import choose_location_rules
from sync.versions import decode
from sync.workflow.keeping import AskedFiles
from sync.workflow.lint_cache import Linted, Mended, is_compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.model import Location, Status
    from sync.rules.choice import RuleChoice
    from sync.versions import Versions

_STAMP = "stamp"
_NOT_FOUND = "git holds no version of the source with the hash in the stamp"


class LintTask(NamedTuple):
    """Looking at translations, here or in another process.

    ``choices`` come on top of the configuration's; ``fixes`` works out what can be mended, too.
    """

    versions: Versions
    choices: tuple[RuleChoice, ...] = ()
    fixes: bool = False

    def open(self) -> Callable[[Status], Linted]:
        """Return what looks at one translation."""
        return _Linter(self).look


class _Linter:
    """Looks at translations in one state of the files."""

    def __init__(self, task: LintTask) -> None:
        self._task = task
        self._versions = task.versions
        self._view = task.versions.view

    def look(self, status: Status) -> Linted:
        """Look at one translation; what kept it from being read is part of the answer."""
        asked = AskedFiles(self._view.tree.exists)
        notices: dict[str, None] = {}
        location = status.location
        try:
            data = self._versions.read(location.path)
            comparison = self._compare(status, data, asked)
            self._note_wrong_names(location, comparison, notices)
            found, mended = self._find(location, comparison)
        except RefusedError as error:
            path = error.path or location.path
            refusal = RefusedError(error.message, path=path, line=error.line)
            return Linted((), tuple(notices), error=refusal)
        except SyncError as error:
            return Linted((), tuple(notices), error=error)
        is_alone = comparison.present is None
        source = None if is_alone else self._versions.source(location.source).digest
        contents = (digest(data), source)
        return Linted(found, tuple(notices), asked.answers, contents, mended)

    def _find(
        self, location: Location, comparison: Comparison
    ) -> tuple[tuple[Found, ...], Mended | None]:
        rules = choose_location_rules(self._view.project.config, location, self._task.choices)
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

    def _compare(self, status: Status, data: bytes, asked: AskedFiles) -> Comparison:
        """Put a translation beside the source that it was made from."""
        faults = tuple(_judge_stamp(status))
        # Of what is no Markdown (a notebook) only the stamp can be judged.
        text = ""
        is_readable = status.location.path.endswith(MARKDOWN_SUFFIXES)
        if is_readable:
            try:
                text = decode(data, status.location.path)
            except RefusedError as error:
                is_readable = False
                faults = faults or (_tell_undecodable(error),)
        if is_readable and is_compared(status):
            return Comparison(self._versions.open(status, asked.exists), asked.exists, faults)
        translation = read_markdown(text, self._view.project.find_dialect(status.location.path))
        links = open_links(self._view, status.location, asked.exists)
        generated = self._view.project.generated
        case = Case(status, None, None, translation, translation, links, generated)
        return Comparison(case, asked.exists, faults, comparable=False)


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
