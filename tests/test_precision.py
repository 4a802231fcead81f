"""The judge of ``lint``'s findings: it must call a real one real, and a false one false."""

from __future__ import annotations

import hashlib
import subprocess
from itertools import product
from pathlib import Path

import pytest

pytest.importorskip("cmarkgfm", reason="needs the parser that judges")

from benchmarks.oracle import read_page, split_cells
from benchmarks.precision.evidence import Course, Evidence, Finding, open_course
from benchmarks.precision.faults import FAULTS, HARMLESS, apply_seed
from benchmarks.precision.judging import RULES as JUDGED
from benchmarks.precision.judging import confirm
from benchmarks.precision.measuring import judge, run_lint, sow, try_seeds
from sync.rules import RULES, Kind

SOURCE = """\
# Kettles

How much water a kettle holds, and how long it takes to boil.

| Kettle | Litres | Command | Remark |
| --- | --- | --- | --- |
| **Small one** | 1 | `kettle --small` | See [the guide](guide.md) before it is used at all. |
| **Middle one** | 2 | `kettle --middle` | See [the shop](https://shop.example/middle) for it. |
| **Large one** | 5 | `kettle --large` |  |
| **Huge one** | 12 | `kettle --huge` | Not for 1.5 minutes, whatever a seller says. |

Words below the table, and [a guide](guide.md).

## Leaves

| Leaf | Minutes |
| --- | --- |
| Green | 3 |
| Black | 4 |
"""
TRANSLATION = """\
# Kessel

Wie viel Wasser ein Kessel fasst, und wie lange es dauert

| Kessel | Liter | Befehl | Bemerkung |
| --- | --- | --- | --- |
| **Der kleine** | 1 | `kettle --small` | Siehe [Anleitung](../../guide.md), ehe er benutzt wird. |
| **Der mittlere** | 2 | `kettle --middle` | Siehe [Laden](https://shop.example/middle) zum Preis. |
| **Der große** | 5 | `kettle --large` |  |
| **Der riesige** | 12 | `kettle --huge` | Nicht für 1.5 Minuten, was ein Verkäufer auch sagt. |

Worte unter der Tafel, und [eine Anleitung](../../guide.md).

## Blätter

| Blatt | Minuten |
| --- | --- |
| Grün | 3 |
| Schwarz | 4 |
"""
COOP = "By https://github.com/Azure/co-op-translator\n"
PATH = "translations/de/kettles.md"
ROWS = TRANSLATION.splitlines()


def stamp(text: str, source: str = SOURCE) -> str:
    name = hashlib.md5(source.encode()).hexdigest()
    lines = (
        f'  "original_hash": "{name}",',
        '  "translation_date": "2026-01-02T03:04:05+00:00",',
        '  "source_file": "kettles.md",',
        '  "language_code": "de"',
    )
    return "\n".join(["<!--", "CO_OP_TRANSLATOR_METADATA:", "{", *lines, "}", "-->", text])


HEAD = stamp("").count("\n")
"""How many lines a stamp takes."""


@pytest.fixture
def tree(tmp_path: Path) -> Course:
    files = {"kettles.md": SOURCE, "guide.md": "# Guide\n", PATH: stamp(TRANSLATION)}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    return open_course(tmp_path, [SOURCE])


def write(tree: Course, text: str) -> Evidence:
    (tree.folder / PATH).write_bytes(text.encode())
    return tree.open(PATH)


def ask(
    tree: Course, text: str, rule: str, line: int, message: str = "", *, column: int = 1
) -> bool:
    """Judge a finding in a line of a translation without its stamp."""
    finding = Finding(rule, "error", PATH, line + HEAD, column, message)
    return confirm(finding, write(tree, stamp(text)))


def cut(text: str, *lines: int) -> str:
    """Leave lines (1-based) out."""
    return "".join(f"{line}\n" for n, line in enumerate(text.splitlines(), 1) if n not in lines)


def swap(old: str, new: str) -> str:
    assert old in TRANSLATION
    return TRANSLATION.replace(old, new, 1)


def test_every_rule_of_lint_has_its_judge_and_its_faults() -> None:
    names = {rule.name for rule in RULES.values() if rule.kind is Kind.LINT}
    assert names == JUDGED
    assert names == {rule for seed in FAULTS for rule in seed.rules.split()}


def test_nothing_is_wrong_at_first(tree: Course) -> None:
    assert tree.open(PATH).is_sound
    assert run_lint(tree) == {}


REAL = [
    ("table-missing", cut(TRANSLATION, *range(14, 20)), 12, "the source's table (line 16)"),
    ("table-extra", f"{TRANSLATION}\n| A | B | C |\n| - | - | - |\n| x | y | z |\n", 21, ""),
    ("table-broken", swap("| --- | --- | --- | --- |", "| --- | --- | --- |"), 6, ""),
    ("table-broken", swap("| **Der große", "\n| **Der große"), 9, ""),
    ("table-broken", swap("| --- | --- |\n| Grün", "| Grün"), 16, ""),
    ("table-rows", cut(TRANSLATION, 9), 5, "table lacks 1 of its source's rows (line 9)"),
    ("table-rows", swap("\nWorte unter", "Worte unter"), 11, "text is read as a row"),
    ("table-rows", swap("| Schwarz | 4 |", "| Schwarz | 4 |\n| Mehr | |"), 19, "no counterpart"),
    ("table-columns", swap("| Grün | 3 |", "| Grün | 3 | 4 |"), 18, ""),
    (
        "table-columns",
        swap("| Blatt | Minuten |\n| --- | --- |", "| Blatt |\n| --- |"),
        16,
        "table has 1 column, its source 2",
    ),
    ("row-truncated", swap(ROWS[6], "| **"), 7, ""),
    ("row-truncated", swap("**Der große**", "**"), 9, ""),
    ("row-duplicate", swap(ROWS[7], f"{ROWS[7]}\n{ROWS[7]}"), 9, ""),
    ("row-duplicate", swap(ROWS[7], ROWS[6]), 8, ""),
    ("row-order", swap(f"{ROWS[6]}\n{ROWS[7]}", f"{ROWS[7]}\n{ROWS[6]}"), 7, ""),
    ("link-target", swap("shop.example/middle", "shop.example/mitte"), 8, "Laden"),
    ("link-target", swap("[Laden](https://shop.example/middle)", "Laden"), 8, "Laden"),
    ("link-dead", swap("../../guide.md", "guide.md"), 7, "Anleitung"),
    ("code-span", swap("`kettle --large`", "`kessel --large`"), 9, "kessel --large"),
    ("number", swap("| 5 |", "| 6 |"), 9, "6"),
    ("empty-cell", swap("| 5 |", "|  |"), 9, "`kettle"),
    ("mark-left", swap("**Der große**", "<!-- sync:fuzzy --> **Der große**"), 9, ""),
    ("conflict-marker", f"{TRANSLATION}\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", 21, ""),
    ("mark-place", swap("## Blätter", "## <!-- sync:fuzzy --> Blätter"), 14, ""),
    ("mark-place", swap("Worte unter", "<!-- sync:fuzzy --> Worte unter"), 12, ""),
    ("block-missing", cut(TRANSLATION, 12, 13), 12, "the translation lacks a paragraph"),
    ("block-missing", cut(TRANSLATION, 14, 15), 14, "the translation lacks a heading"),
    ("block-extra", swap("## Blätter", "## Mehr\n\n## Blätter"), 14, "has a heading more"),
    (
        "link-missing",
        swap("[eine Anleitung](../../guide.md)", "mehr"),
        12,
        "the source's link to 'guide.md' lacks",
    ),
    ("disclaimer-text", f"{COOP}\n{TRANSLATION}", 3, ""),
    ("bidi-control", swap("Der große", "\u202eDer große"), 9, "\u202e"),
    ("bidi-control", swap("Der große", "Der\u200bgroße"), 9, "\u200b"),
]


@pytest.mark.parametrize(
    ("rule", "text", "line", "message"), REAL, ids=lambda value: str(value)[:14]
)
def test_a_real_finding_is_called_real(
    tree: Course, rule: str, text: str, line: int, message: str
) -> None:
    row = text.splitlines()[line - 1]
    place = row.index(message) + 1 if message and message in row else 1
    if rule == "empty-cell":
        place = row.index("|  |") + 3
    assert ask(tree, text, rule, line, message, column=place)


FALSE = [
    ("table-missing", TRANSLATION, 12, "the source's table (line 16)"),
    ("table-missing", swap("| --- | --- |\n| Grün", "| --- |\n| Grün"), 14, "(line 16)"),
    ("table-extra", TRANSLATION, 16, ""),
    ("table-broken", TRANSLATION, 6, ""),
    ("table-rows", TRANSLATION, 5, "table lacks 1 of its source's rows (line 9)"),
    ("table-columns", TRANSLATION, 7, ""),
    ("row-truncated", TRANSLATION, 9, ""),
    ("row-duplicate", TRANSLATION, 9, ""),
    ("row-order", TRANSLATION, 7, ""),
    ("link-target", TRANSLATION, 7, "Anleitung"),
    ("link-target", swap("../../guide.md", "../../guide.md#anfang"), 7, "Anleitung"),
    ("link-dead", TRANSLATION, 7, "Anleitung"),
    ("code-span", TRANSLATION, 9, "kettle"),
    ("number", swap("| 5 |", "| ٥ |"), 9, "٥"),
    ("number", swap("1.5 Minuten", "1,5 Minuten"), 10, "1,5"),
    ("empty-cell", TRANSLATION, 9, "5"),
    ("mark-left", TRANSLATION, 9, ""),
    ("mark-left", f"{TRANSLATION}\n```\n<!-- sync:fuzzy -->\n```\n", 22, ""),
    ("conflict-marker", f"{TRANSLATION}\n```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n", 22, ""),
    ("mark-place", swap("dauert\n", "dauert <!-- sync:fuzzy -->\n"), 3, ""),
    ("block-missing", TRANSLATION, 12, "the translation lacks a paragraph"),
    ("block-extra", TRANSLATION, 14, "has a heading more"),
    ("block-content", TRANSLATION, 12, "nothing is kept here of the source's 'x' (line 12)"),
    ("link-missing", TRANSLATION, 12, "link to 'guide.md' lacks"),
    ("disclaimer-text", TRANSLATION, 3, ""),
    ("bidi-control", swap("Der große", "Der große\u200f"), 9, "\u200f"),
    ("stamp", TRANSLATION, 1, ""),
]


@pytest.mark.parametrize(
    ("rule", "text", "line", "message"), FALSE, ids=lambda value: str(value)[:14]
)
def test_a_false_finding_is_called_false(
    tree: Course, rule: str, text: str, line: int, message: str
) -> None:
    row = text.splitlines()[line - 1]
    place = row.index(message) + 1 if message and message in row else 1
    assert not ask(tree, text, rule, line, message, column=place)


def test_a_table_that_the_translation_repaired_is_not_extra(tree: Course) -> None:
    broken = SOURCE.replace("| --- | --- |\n| Green", "| --- | --- ||\n| Green")
    evidence = write(open_course(tree.folder, [broken]), stamp(TRANSLATION, broken))
    assert not confirm(Finding("table-extra", "error", PATH, 16 + HEAD, 1, ""), evidence)


def test_a_link_that_is_dead_in_the_source_is_left_to_it(tree: Course) -> None:
    (tree.folder / "guide.md").unlink()
    assert not ask(tree, TRANSLATION, "link-dead", 7)


def test_what_cannot_be_told_is_not_confirmed(tree: Course) -> None:
    assert not ask(tree, TRANSLATION, "table-missing", 1, "a table")
    assert not ask(tree, TRANSLATION, "no-such-rule", 1)
    swapped = swap("| Grün | 3 |\n| Schwarz | 4 |", "| Schwarz | 3 |\n| Grün | 4 |")
    assert not ask(tree, swapped, "row-order", 18)


def test_a_stamp_is_judged_by_what_git_holds(tree: Course) -> None:
    finding = Finding("stamp", "error", PATH, None, None, "")
    assert confirm(finding, write(tree, stamp(TRANSLATION, "never committed")))
    assert confirm(finding, write(tree, TRANSLATION))
    assert not confirm(finding, write(tree, stamp(TRANSLATION)))


def test_the_source_is_the_version_that_the_stamp_names(tree: Course) -> None:
    (tree.folder / "kettles.md").write_text(SOURCE.replace("\n| Black | 4 |", ""))
    assert tree.open(PATH).source == SOURCE


def test_a_page_is_read_as_it_is_shown() -> None:
    page = read_page(
        "a | b\n--|--\n[x](y) `c` | 1 \\| 2\n\n| loose | row |\n\n    | code | row |\n"
    )
    (table,) = page.tables
    assert (table.first, table.last, table.shape) == (1, 3, (2, 2))
    assert [(cell.text, cell.links, cell.codes) for cell in table.rows[1].cells] == [
        ("x c", ("y",), ("c",)),
        ("1 | 2", (), ()),
    ]
    assert page.loose == (5,)
    assert page.code == {7}


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("> | a | |", ["a", ""]),
        ("|", [""]),
        ("| a \\| b |  ", ["a \\| b"]),
    ],
)
def test_a_line_is_split_into_its_cells(line: str, cells: list[str]) -> None:
    assert split_cells(line) == cells


@pytest.fixture
def languages(tree: Course) -> list[Evidence]:
    """The translation in as many languages as there are faults to put in."""
    for _, (one, other) in zip(FAULTS, product("abcdefgh", repeat=2), strict=False):
        path = tree.folder / "translations" / f"x{one}{other}" / "kettles.md"
        path.parent.mkdir()
        path.write_text(stamp(TRANSLATION), encoding="utf-8", newline="")
    return tree.list_translations()


def test_each_fault_is_put_in_found_and_taken_out_again(
    tree: Course, languages: list[Evidence]
) -> None:
    trials = list(try_seeds(tree, languages, FAULTS, 1))
    sown = {trial.seed.name for trial in trials if trial.seed}
    assert {seed.name for seed in FAULTS} - sown == {"link to another file"}
    assert [trial.name for trial in trials if not trial.is_named] == []
    assert [doubt for trial in trials for doubt in trial.doubts] == []
    assert {each.text for each in tree.list_translations()} == {stamp(TRANSLATION)}


def test_a_link_to_another_file_needs_two(tree: Course) -> None:
    seed = next(seed for seed in FAULTS if seed.name == "link to another file")
    more = "kettles.md"
    for text in (SOURCE, TRANSLATION):
        assert apply_seed(seed, write(tree, stamp(text))) is None
    two = swap("`kettle --large` |  |", f"`kettle --large` | [x](../../{more}) |")
    edited = apply_seed(seed, write(tree, stamp(two)))
    assert edited is not None
    assert edited.count(f"](../../{more})") == 2


def test_harmless_edits_leave_a_translation_sound(tree: Course, languages: list[Evidence]) -> None:
    for seed, evidence, edited in sow(HARMLESS, languages):
        assert edited != evidence.text
        assert write(tree, edited).is_sound, seed.name


def test_line_endings_stay_what_they_are(tree: Course) -> None:
    text = stamp(TRANSLATION).replace("\n", "\r\n")
    edited = apply_seed(FAULTS[0], write(tree, text))
    assert edited is not None
    assert edited.count("\n") == edited.count("\r\n") == text.count("\n")


def test_a_fault_is_named_by_its_rule_if_that_is_so(tree: Course) -> None:
    seed = next(seed for seed in FAULTS if seed.rules == "row-order")
    evidence = write(tree, stamp(swap(f"{ROWS[6]}\n{ROWS[7]}", f"{ROWS[7]}\n{ROWS[6]}")))
    other, right = (
        Finding(rule, "error", PATH, 7 + HEAD, 1, "") for rule in ("mark-left", "row-order")
    )
    assert not judge(evidence, [], seed).is_named
    assert not judge(evidence, [other], seed).is_named
    assert judge(evidence, [other, right], seed).is_named
    assert [f"mark-left {seed.name}: {PATH}:{7 + HEAD}"] == judge(evidence, [other], seed).doubts


def test_a_report_is_read_as_lint_writes_it(tree: Course) -> None:
    evidence = write(tree, stamp(swap("| 5 |", "|  |")))
    [(path, (finding,))] = run_lint(tree).items()
    assert (finding.rule, finding.severity, path) == ("empty-cell", "error", PATH)
    assert finding.line == 9 + HEAD
    assert confirm(finding, evidence)


def test_rows_of_a_table_that_was_cut_stand_where_they_stood(tree: Course) -> None:
    text = swap("| **Der große", "\n## Mehr\n\n| **Der große")
    assert not ask(tree, text, "row-order", 8)
    assert not ask(tree, cut(TRANSLATION, 7), "row-order", 8)
