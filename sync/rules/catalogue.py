"""Every rule by name; the page that explains it is ``pages/NAME.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from sync.findings import Severity
from sync.model import State

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


class Kind(StrEnum):
    """What a rule looks at: a translation's body, what a change did to one, or a state."""

    LINT = "lint"
    CHANGE = "change"
    STATE = "state"


class Rule(NamedTuple):
    """A rule: ``summary`` says what is wrong where it finds something, ``help`` the way out.

    Both are a sentence. ``is_fixable`` says that ``lint --fix`` mends at least some of it.
    """

    name: str
    kind: Kind
    severity: Severity
    summary: str
    help: str
    is_fixable: bool = False


def _list_lint() -> Iterator[Rule]:
    def rule(
        name: str, severity: Severity, summary: str, way_out: str, *, is_fixable: bool = False
    ) -> Rule:
        return Rule(name, Kind.LINT, severity, summary, way_out, is_fixable)

    yield rule(
        "table-missing",
        _ERROR,
        "A table of the source has no counterpart in the translation.",
        "Put the table back where the source has it, and translate it.",
    )
    yield rule(
        "table-extra",
        _ERROR,
        "A table of the translation has no counterpart in the source.",
        "Remove it, or ignore the rule here if it is the translator's own.",
    )
    yield rule(
        "table-broken",
        _ERROR,
        "Lines that were a table are read as a paragraph.",
        "Mend the delimiter row, or take out what interrupts the table.",
        is_fixable=True,
    )
    yield rule(
        "table-rows",
        _ERROR,
        "A table lacks rows of its source, or has more of them.",
        "Put the lacking rows back, or remove the surplus ones.",
        is_fixable=True,
    )
    yield rule(
        "table-columns",
        _ERROR,
        "A table has other columns than its source.",
        "Give the header and every row the source's columns, in its order.",
    )
    yield rule(
        "row-truncated",
        _ERROR,
        "A row breaks off in the middle.",
        "Complete the row from its source.",
    )
    yield rule(
        "row-duplicate",
        _ERROR,
        "A row stands twice, but once in the source.",
        "Remove one of the two.",
    )
    yield rule(
        "row-order",
        _ERROR,
        "The rows of a table stand in another order than the source's.",
        "Put them in the source's order.",
    )
    yield rule(
        "link-target",
        _ERROR,
        "A link leads elsewhere than the source's.",
        "Give it the source's target, seen from the translation's folder.",
        is_fixable=True,
    )
    yield rule(
        "link-dead",
        _ERROR,
        "A relative link leads to a file that does not exist.",
        "Correct the path, or restore the file.",
        is_fixable=True,
    )
    yield rule(
        "code-span",
        _ERROR,
        "Code differs from the source's.",
        "Copy the code from the source, character for character.",
    )
    yield rule(
        "number",
        _WARNING,
        "A number differs from the source's.",
        "Compare the two, and correct the number if it is a slip.",
    )
    yield rule(
        "empty-cell",
        _ERROR,
        "A cell is empty, but not in the source, or the other way round.",
        "Fill in what is lacking, or move what slipped into another cell.",
    )
    yield rule(
        "mark-left",
        _ERROR,
        "A mark says that work is left.",
        "Translate what it marks and delete the mark.",
    )
    yield rule(
        "mark-place",
        _ERROR,
        "A mark stands where it changes how the text is shown.",
        "Put it at the end of the text that it marks, or let `lint --fix` do so.",
        is_fixable=True,
    )
    yield rule(
        "block-missing",
        _WARNING,  # a translator may have left it out, and the merge leaves it so
        "A block of the source has no counterpart in the translation.",
        "Put it back where the source has it, and translate it.",
    )
    yield rule(
        "block-extra",
        _WARNING,
        "A block of the translation has no counterpart in the source.",
        "Remove it, or ignore the rule here if it is the translator's own.",
    )
    yield rule(
        "block-content",
        _ERROR,
        "A block keeps none of its source's links and code.",
        "Translate it anew from its source.",
    )
    yield rule(
        "link-missing",
        _ERROR,
        "A link or an image of the source's block lacks in the translation's.",
        "Put it back as the source has it, seen from the translation's folder.",
    )
    yield rule(
        "disclaimer-text",
        _ERROR,
        "Text stands below the disclaimer that ends a translation.",
        "Move it above the disclaimer, to where the source has it.",
    )
    yield rule(
        "conflict-marker",
        _ERROR,
        "A merge left its conflict markers behind.",
        "Resolve the conflict and delete the three markers.",
    )
    yield rule(
        "bidi-control",
        _ERROR,
        "A character that nobody sees turns, parts or hides text.",
        "Delete the character, or close what it opens before the paragraph or cell ends.",
    )
    yield rule(
        "stamp",
        _ERROR,
        "The stamp does not say what the translation was made from.",
        "Mend the stamp, or let the command `stamp` write a new one.",
    )


def _list_change() -> Iterator[Rule]:
    yield Rule(
        "stamp-unearned",
        Kind.CHANGE,
        _WARNING,
        "The stamp moved forward, but what changed in the source did not change here.",
        "Translate the change, or take the old hash back into the stamp.",
    )
    yield Rule(
        "mark-unearned",
        Kind.CHANGE,
        _WARNING,
        "A mark was deleted, and what it marked stands there as it was.",
        "Translate what was marked, or put the mark back.",
    )
    yield Rule(
        "stamp-unreachable",
        Kind.CHANGE,
        _ERROR,
        "The stamp names a version of the source that no commit before HEAD holds.",
        "Stamp the translation again, from a source that is committed.",
    )


def _list_states() -> Iterator[Rule]:
    texts = {
        State.MISSING: (
            "The document has no translation in this language.",
            "Start one with the command `new`.",
        ),
        State.INVALID: (
            "The stamp cannot be read or trusted.",
            "Mend the line that is named.",
        ),
        State.ORPHANED: (
            "The source of the translation is gone.",
            "Move it after its source with the command `move`, or remove it.",
        ),
        State.UNSTAMPED: (
            "The translation has no stamp.",
            "If it is up to date, record that with the command `stamp`.",
        ),
        State.PENDING: (
            "The translation was brought to the present source, but work is left.",
            "Translate what is marked, then record it with the command `stamp`.",
        ),
        State.STALE: (
            "The source changed since the translation was made.",
            "See what changed with the command `diff`, then run the command `sync`.",
        ),
        State.CURRENT: ("The stamp names the present source.", "Nothing is to be done."),
        State.COSMETIC: (
            "The source changed in format only.",
            "Record that with the command `stamp --cosmetic`, or leave it.",
        ),
    }
    for state, (summary, way_out) in texts.items():
        yield Rule(state.value, Kind.STATE, _ERROR, summary, way_out)


RULES: Mapping[str, Rule] = {
    rule.name: rule for rule in (*_list_lint(), *_list_change(), *_list_states())
}
"""The rules by name: those of ``lint``, then those of a change, then the states."""
