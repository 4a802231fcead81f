"""The report for people, letter by letter."""

from __future__ import annotations

import pytest

from sync.findings import Finding, Severity
from sync.model import Base, Location, Pending, Reason, Stamp, StampFormat, State, Status
from sync.names import quote_name, render_name
from sync.reports import FORMATS, Screen, render_text
from sync.results import Report
from tests.reports.made import change, finding

PLAIN = Screen()
STAMP = Stamp(StampFormat.COMMENT, "0" * 32)
DATED = STAMP._replace(translation_date="2024-05-06T07:08:09+00:00")
BASE = Base("0123456789abcdef", "guide.md", "fedcba9876543210", "2024-05-06T07:08:09+00:00")


def at(state: State, document: str = "guide.md", **known: object) -> Status:
    place = Location("he", document, document, f"translations/he/{document}")
    return Status(place, state, **known)  # type: ignore[arg-type]


def listing(*statuses: Status) -> str:
    return render_text(Report(statuses, statuses), PLAIN)


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (
            at(State.MISSING),
            "translations/he/guide.md: missing\n    start it: translation-sync new he guide.md\n",
        ),
        (
            at(State.INVALID, reason="translations/he/guide.md:4: bad; mend it"),
            "translations/he/guide.md: invalid: line 4: bad; mend it\n",
        ),
        (
            at(State.INVALID, reason="translations/he/guide.md: bad; mend it"),
            "translations/he/guide.md: invalid: bad; mend it\n",
        ),
        (
            at(State.INVALID, reason="translations/he/.co-op-translator.json:4: bad; mend it"),
            (
                "translations/he/guide.md: invalid: "
                "translations/he/.co-op-translator.json:4: bad; mend it\n"
            ),
        ),
        (
            at(State.ORPHANED),
            (
                "translations/he/guide.md: orphaned\n"
                "    restore its source, or remove it: git rm translations/he/guide.md\n"
            ),
        ),
        (
            at(State.ORPHANED, moved_to="a/guide.md"),
            (
                "translations/he/guide.md: orphaned: its source is now a/guide.md\n"
                "    move it after its source: "
                "translation-sync move translations/he/guide.md\n"
            ),
        ),
        (
            at(State.UNSTAMPED),
            (
                "translations/he/guide.md: unstamped\n"
                "    if it is up to date, record that: "
                "translation-sync stamp translations/he/guide.md\n"
            ),
        ),
        (
            at(State.PENDING, stamp=STAMP, base=BASE, pending=Pending(2, 1)),
            (
                "translations/he/guide.md: pending: made from 0123456789 of 2024-05-06; "
                "2 untranslated, 1 fuzzy\n"
                "    translate what is marked, then record it: "
                "translation-sync stamp translations/he/guide.md\n"
            ),
        ),
        (
            at(State.PENDING, stamp=STAMP, reason=Reason.NOT_STAMPED.value),
            (
                "translations/he/guide.md: pending: "
                "nothing is left to do but the stamp (not-stamped)\n"
                "    record it: translation-sync stamp translations/he/guide.md\n"
            ),
        ),
        (
            at(State.PENDING, stamp=STAMP),
            (
                "translations/he/guide.md: pending\n"
                "    see what changed around the tables: "
                "translation-sync diff translations/he/guide.md\n"
                "    translate that, then record it: "
                "translation-sync stamp translations/he/guide.md\n"
            ),
        ),
        (
            at(State.STALE, stamp=STAMP, base=BASE),
            (
                "translations/he/guide.md: stale: made from 0123456789 of 2024-05-06\n"
                "    see what changed: translation-sync diff translations/he/guide.md\n"
                "    bring it up to date: translation-sync sync translations/he/guide.md\n"
                "    translate the rest, then record it: "
                "translation-sync stamp translations/he/guide.md\n"
            ),
        ),
        (
            at(State.STALE, stamp=STAMP, reason=Reason.SHALLOW.value),
            (
                "translations/he/guide.md: stale: the clone is too shallow to hold the version "
                "that it was made from (shallow)\n"
                "    get the history: git fetch --unshallow\n"
            ),
        ),
        (
            at(State.STALE, stamp=STAMP, reason=Reason.PARTIAL_CLONE.value),
            (
                "translations/he/guide.md: stale: the partial clone lacks the version that it was "
                "made from (partial-clone)\n"
                "    get the history: git fetch --refetch --no-filter\n"
            ),
        ),
        (
            at(State.STALE, stamp=STAMP, reason=Reason.UNKNOWN_HASH.value),
            (
                "translations/he/guide.md: stale: git holds no version of the source with the "
                "stamp's hash (unknown-hash)\n"
                "    lay it beside the present source: "
                "translation-sync sync --no-base translations/he/guide.md\n"
            ),
        ),
        (
            at(State.STALE, stamp=DATED, reason=Reason.UNKNOWN_HASH.value),
            (
                "translations/he/guide.md: stale: git holds no version of the source with the "
                "stamp's hash (unknown-hash)\n"
                "    take the source of its stamp's date: "
                "translation-sync sync --base date translations/he/guide.md\n"
            ),
        ),
        (
            at(State.STALE, stamp=STAMP, reason=Reason.NO_GIT.value),
            (
                "translations/he/guide.md: stale: there is no git repository to find the version "
                "that it was made from in (no-git)\n"
                "    compare it by hand, then record it: "
                "translation-sync stamp translations/he/guide.md\n"
            ),
        ),
        (at(State.CURRENT, stamp=STAMP), "translations/he/guide.md: current\n"),
        (
            at(State.COSMETIC, stamp=STAMP, reason=Reason.GENERATED_BLOCK.value),
            (
                "translations/he/guide.md: cosmetic: only a generated block of the source changed "
                "(generated-block)\n"
                "    nothing to translate; to record that: "
                "translation-sync stamp --cosmetic translations/he/guide.md\n"
            ),
        ),
    ],
    ids=lambda value: value.state.value if isinstance(value, Status) else "",
)
def test_each_state_names_what_is_known_and_the_way_out(status: Status, text: str) -> None:
    assert listing(status) == text


def test_the_picture_counts_languages_and_their_sum() -> None:
    french = Location("fr", "guide.md", "guide.md", "translations/fr/guide.md")
    statuses = (at(State.CURRENT), at(State.STALE), Status(french, State.MISSING))
    report = Report(statuses, (), picture=statuses, conclusion="done")

    assert render_text(report, PLAIN) == (
        "language  done  current  stale  missing\n"
        "fr          0%        0      0        1\n"
        "he         50%        1      1        0\n"
        "all        33%        1      1        1\n"
        "\n"
        "done\n"
    )


def test_a_terminal_gets_colours_unless_it_wants_none() -> None:
    statuses = (at(State.STALE, stamp=STAMP),)
    report = Report(statuses, statuses, picture=statuses)

    painted = render_text(report, Screen(is_terminal=True, has_colour=True, width=100))
    plain = render_text(report, Screen(is_terminal=True, width=100))
    assert "\x1b[31mstale\x1b[0m" in painted
    assert "\x1b" not in plain
    assert "language" in plain


def test_brackets_in_a_name_are_no_markup() -> None:
    place = Location("he", "[red].md", "[red].md", "translations/he/[red].md")
    statuses = (Status(place, State.CURRENT),)
    screen = Screen(is_terminal=True, has_colour=True, width=100)

    assert "translations/he/[red].md: " in render_text(Report(statuses, statuses), screen)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.md", "a b.md"),
        ("a\nb.md", "a\\nb.md"),
        ("a\x1b[31mb.md", "a\\x1b[31mb.md"),
        ("a\u202eb.md", "a\\u202eb.md"),
        ("a\udcffb.md", "a\\xffb.md"),
        ("מדריך.md", "מדריך.md"),
    ],
)
def test_names_stay_on_their_line(name: str, shown: str) -> None:
    assert render_name(name, is_terminal=False) == shown


def test_right_to_left_names_are_isolated_on_a_terminal_alone() -> None:
    assert render_name("מדריך.md", is_terminal=True) == "\u2068מדריך.md\u2069"
    assert render_name("guide.md", is_terminal=True) == "guide.md"
    assert render_name("日本語.md", is_terminal=True) == "日本語.md"


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("guide.md", "guide.md"),
        ("a b.md", "'a b.md'"),
        ("it's.md", "'it'\"'\"'s.md'"),
        ("-x.md", "-- -x.md"),
        ("a\nb'.md", "$'a\\nb\\'.md'"),
    ],
)
def test_names_can_be_typed_again(name: str, quoted: str) -> None:
    assert quote_name(name) == quoted


def test_findings_are_told_by_file_and_line_and_help_once_for_each_rule() -> None:
    findings = (
        finding(line=30, document="b.md"),
        finding("number", severity=Severity.WARNING, message="8 is not 3"),
        finding(line=None),
        finding(line=2, message="a line of text is a row", help="Put a blank line before it."),
    )

    assert render_text(Report((), (), findings=findings, conclusion="the end"), PLAIN) == (
        "translations/he/b.md:30:3: error: a row of the source is lacking [table-rows]\n"
        "translations/he/guide.md: error: a row of the source is lacking [table-rows]\n"
        "translations/he/guide.md:2:3: error: a line of text is a row [table-rows]\n"
        "    Put a blank line before it.\n"
        "translations/he/guide.md:7:3: warning: 8 is not 3 [number]\n"
        "\n"
        "how to mend it (translation-sync rule table-rows tells more of table-rows):\n"
        "    table-rows: Put the lacking rows back, or remove the surplus ones.\n"
        "    number: Compare the two, and correct the number if it is a slip.\n"
        "\n"
        "the end\n"
    )


def test_marks_of_a_file_are_counted() -> None:
    def mark(line: int, kind: str, document: str = "guide.md") -> Finding:
        made = finding("mark-left", line, document=document, message=f"marked {kind}: 'White'")
        return made._replace(identity=(kind, "White", str(line)), help=f"Mend what is {kind}.")

    marks = (mark(9, "fuzzy"), mark(2, "untranslated"), mark(4, "untranslated"))
    findings = (*marks, finding(line=3), mark(5, "fuzzy", "one.md"))
    assert render_text(Report((), (), findings=findings), PLAIN) == (
        "translations/he/guide.md:2:3: error: "
        "marks are left: 1 fuzzy, 2 untranslated; this is the first [mark-left]\n"
        "translations/he/guide.md:3:3: error: a row of the source is lacking [table-rows]\n"
        "translations/he/one.md:5:3: error: marked fuzzy: 'White' [mark-left]\n"
        "    Mend what is fuzzy.\n"
        "\n"
        "how to mend it (translation-sync rule table-rows tells more of table-rows):\n"
        "    table-rows: Put the lacking rows back, or remove the surplus ones.\n"
        "    mark-left: Translate what it marks and delete the mark.\n"
    )
    several = FORMATS["json"](Report((), (), findings=findings), PLAIN)
    assert several.count('"mark-left"') == 4


def test_help_of_its_own_alone_needs_no_list() -> None:
    text = render_text(Report((), (), findings=(finding(help="Do this."),)), PLAIN)

    assert text.endswith("[table-rows]\n    Do this.\n")


def test_help_that_several_findings_share_is_told_once() -> None:
    findings = (
        finding(line=1, help="Put the empty row back."),
        finding(line=2, help="Put the empty row back."),
        finding("stamp", line=3, help="Only this one."),
        finding(line=4),
    )
    text = render_text(Report((), (), findings=findings), PLAIN)

    assert "[stamp]\n    Only this one.\n" in text
    assert text.partition("\n\n")[2] == (
        "how to mend it (translation-sync rule table-rows tells more of table-rows):\n"
        "    table-rows: Put the empty row back.\n"
        "    table-rows: Put the lacking rows back, or remove the surplus ones.\n"
    )


def test_three_thousand_findings_are_a_line_each_and_one_for_the_rule() -> None:
    findings = tuple(finding(line=line) for line in range(1, 3001))

    assert render_text(Report((), (), findings=findings), PLAIN).count("\n") == 3003


def test_the_rows_that_changed_stand_below_their_translation() -> None:
    stale = at(State.STALE, stamp=STAMP, base=BASE)
    report = Report((stale,), (stale,), changes={stale.location: change()})

    assert render_text(report, PLAIN).split("\n")[1:5] == [
        "    table under Kinds: row changed (source 13, translation 20): Boil fresh water",
        "    table: added (source 30)",
        "    paragraph changed (source 3, translation 5): Boil fresh water",
        "    see what changed: translation-sync diff translations/he/guide.md",
    ]


def test_a_terminal_gets_severities_in_colour_and_messages_isolated() -> None:
    findings = (finding(message="חסר"), finding("number", severity=Severity.WARNING))
    report = Report((), (), findings=findings)

    painted = render_text(report, Screen(is_terminal=True, has_colour=True))
    assert "\x1b[31merror\x1b[0m: \u2068חסר\u2069 [table-rows]" in painted
    assert "\x1b[33mwarning\x1b[0m" in painted
    assert "\x1b" not in render_text(report, Screen(is_terminal=True))


@pytest.mark.parametrize(
    "text", ["##[error]x", "a ##[set-output name=a]b", "##vso[task.x]y", "###[error]x"]
)
def test_no_text_is_a_command_to_a_server(text: str) -> None:
    printed = render_text(Report((), (), findings=(finding(message=text),)), PLAIN)

    assert "##[" not in printed
    assert "##vso[" not in printed


def test_no_line_begins_a_command_to_a_server() -> None:
    assert render_name("::error::x.md", is_terminal=False) == "\\x3a:error::x.md"
    assert render_name("  ::error::x.md", is_terminal=False) == "  \\x3a:error::x.md"
    assert render_name("a::b.md", is_terminal=False) == "a::b.md"
    assert render_name("## [a](b).md", is_terminal=False) == "## [a](b).md"
