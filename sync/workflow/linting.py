"""One translation beside the source it was made from, through the rules that count for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import RefusedError
from sync.findings import Finding, Severity, split_place
from sync.globs import MARKDOWN_SUFFIXES, parse_glob
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.lint.ignores import find_wrong_names
from sync.lint.values import Found
from sync.markdown.document import read_markdown
from sync.model import Reason, State
from sync.rules import RULES, Kind
from sync.rules.choice import RuleChoice, choose_rules
from sync.workflow.linking import open_link_space
from sync.workflow.texts import Texts, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.config import Config
    from sync.markdown.document import Markdown
    from sync.model import Location, Status
    from sync.workflow.project import Project, View

LINTED = (
    State.CURRENT,
    State.COSMETIC,
    State.STALE,
    State.PENDING,
    State.UNSTAMPED,
    State.INVALID,
    State.ORPHANED,
)
"""The states of translations that are there to be looked at."""

COMPARED = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING)
"""The states of those that are laid beside the source they were made from."""

_STAMP = "stamp"
_NOT_FOUND = "git holds no version of the source with the hash in the stamp"


class Linter:
    """Looks at translations in one state of the files.

    ``texts`` must have loaded the bases of the translations that it is shown.
    """

    def __init__(
        self, project: Project, view: View, texts: Texts, choices: Sequence[RuleChoice] = ()
    ) -> None:
        """Look at nothing yet; ``choices`` come on top of the configuration's."""
        self._project = project
        self._view = view
        self._texts = texts
        self._choices = choices
        self._notices: dict[str, None] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """What is wrong with comments that say which rules do not count, each once."""
        return tuple(self._notices)

    def lint(self, status: Status) -> tuple[tuple[Found, ...], Mapping[str, Severity]]:
        """Return what is found in one translation, and how much each rule weighs there.

        Raises:
            FileError: it cannot be read.
            RefusedError: it is no text that can be read, or its source is none.
        """
        rules = self.choose_rules(status)
        try:
            return find_all(self.compare(status), rules), rules
        except RefusedError as error:
            path = error.path or status.location.path
            raise RefusedError(error.message, path=path, line=error.line) from error

    def choose_rules(self, status: Status) -> Mapping[str, Severity]:
        """Return the rules that count for a translation, and how much each weighs there."""
        return choose_location_rules(self._project.config, status.location, self._choices)

    def compare(self, status: Status) -> Comparison:
        """Put a translation beside the source that it was made from; raises what `lint` does."""
        path = status.location.path
        data = self._view.tree.read(path)
        faults = tuple(_judge_stamp(status))
        try:
            # Of what is no Markdown (a notebook) only the stamp can be judged.
            text = decode(data, path) if path.endswith(MARKDOWN_SUFFIXES) else None
        except RefusedError as error:
            text = None
            faults = faults or (_tell_undecodable(error),)
        comparison = self._compare(status, text, faults)
        self._note_wrong_names(status.location, comparison)
        return comparison

    def _note_wrong_names(self, location: Location, comparison: Comparison) -> None:
        documents = ((location.source, comparison.present), (location.path, comparison.translated))
        for path, document in documents:
            if document is not None:
                for line, message in find_wrong_names(document, comparison.generated):
                    self._notices[f"{path}:{line}: {message}"] = None

    def _compare(self, status: Status, text: str | None, faults: tuple[Found, ...]) -> Comparison:
        is_compared = text is not None and status.stamp is not None and status.state in COMPARED
        return Comparison(
            source=self._find_source(status) if is_compared else None,
            translated=read_markdown(text or ""),
            space=open_link_space(self._view, status.location),
            exists=self._view.tree.exists,
            generated=self._project.generated,
            is_pending=status.state is State.PENDING,
            stamp_faults=faults,
            present=self._texts.parse_source(status.location) if is_compared else None,
        )

    def _find_source(self, status: Status) -> Markdown | None:
        """Return the version that the tables were made from, None where it is not known."""
        location, stamp = status.location, status.stamp
        is_current = status.state is State.CURRENT or status.reason == Reason.GENERATED_BLOCK
        if stamp is None or is_current:
            return self._texts.parse_source(location)
        return self._texts.parse_version(location, stamp.synced_hash or stamp.original_hash)


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


def choose_location_rules(
    config: Config,
    location: Location,
    choices: Sequence[RuleChoice] = (),
    kind: Kind = Kind.LINT,
) -> Mapping[str, Severity]:
    """Return the rules of a kind that count for a translation; ``choices`` come last."""
    mine = [
        path.choice
        for path in config.lint_paths
        if parse_glob(path.pattern).covers(location.path)
        or parse_glob(path.pattern).covers(location.source)
    ]
    everywhere = config.lint or RuleChoice()
    return choose_rules((kind,), (everywhere, *mine, *choices))


def build_finding(
    location: Location, found: Found, rules: Mapping[str, Severity], path: str | None = None
) -> Finding:
    """Return what was found in a translation as a report tells it."""
    rule = RULES[found.rule]
    severity = rules[found.rule]
    if severity is rule.severity and found.severity is not None:
        severity = found.severity
    return Finding(
        rule=found.rule,
        severity=severity,
        language=location.language,
        document=location.document,
        path=path or location.path,
        line=found.line,
        column=found.column,
        message=found.message,
        help=found.help or rule.help,
        identity=found.identity,
    )
