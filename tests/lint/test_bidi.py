from __future__ import annotations

import pytest

from sync.findings import Severity
from sync.lint.invisible import has_trace, strip_invisible
from tests.lint.courses import find, page, places

RULES = ("bidi-control",)
LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ZWSP, ZWNJ, ZWJ, LRM, RLM, WJ = "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060"
SHY, BOM, ALM = "\u00ad", "\ufeff", "\u061c"
ERROR, WARNING = Severity.ERROR, Severity.WARNING
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HEBREW, ARABIC = "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627"
PERSIAN = "\u0645\u06cc"


@pytest.mark.parametrize(
    ("text", "column", "message", "severity"),
    [
        (
            f"a {RLO}b{PDF} c",
            3,
            ("U+202E RIGHT-TO-LEFT OVERRIDE forces a direction on the text behind it"),
            ERROR,
        ),
        (
            f"a {LRO}b c",
            3,
            ("U+202D LEFT-TO-RIGHT OVERRIDE forces a direction on the text behind it"),
            ERROR,
        ),
        (
            f"a {RLE}b c",
            3,
            ("U+202B RIGHT-TO-LEFT EMBEDDING is never closed and turns the text behind it"),
            ERROR,
        ),
        (
            f"{HEBREW} {LRI}b c",
            6,
            ("U+2066 LEFT-TO-RIGHT ISOLATE is never closed and turns the text behind it"),
            ERROR,
        ),
        (
            f"a{FSI}b{PDF}c",
            2,
            ("U+2068 FIRST STRONG ISOLATE is never closed and turns the text behind it"),
            ERROR,
        ),
        (f"a b{PDF} c", 4, "U+202C POP DIRECTIONAL FORMATTING closes nothing", WARNING),
        (f"a b{PDI} c", 4, "U+2069 POP DIRECTIONAL ISOLATE closes nothing", WARNING),
        (f"ex{ZWSP}ample", 3, "U+200B ZERO WIDTH SPACE parts a word unseen", ERROR),
        (f"ex{WJ}ample", 3, "U+2060 WORD JOINER parts a word unseen", ERROR),
        (f"{HEBREW}{ZWSP}{HEBREW}", 5, "U+200B ZERO WIDTH SPACE parts a word unseen", ERROR),
        (f"an{ZWSP} example", 3, "U+200B ZERO WIDTH SPACE stands unseen in the text", WARNING),
        (f"\u4e00{ZWSP}\u4e8c", 2, "U+200B ZERO WIDTH SPACE stands unseen in the text", WARNING),
        (
            f"{BOM}# Title",
            1,
            ("U+FEFF ZERO WIDTH NO-BREAK SPACE keeps the line from being read as Markdown"),
            ERROR,
        ),
        (f"a{BOM}b", 2, "U+FEFF ZERO WIDTH NO-BREAK SPACE parts a word unseen", ERROR),
        (
            "a\U000e0061\U000e0062b",
            2,
            (
                "U+E0061 TAG LATIN SMALL LETTER A and 1 more hides text: "
                "nothing shows it outside an emoji's flag"
            ),
            ERROR,
        ),
        (
            "\u2764\ufe0f\ufe01\ufe02",
            3,
            ("U+FE01 VARIATION SELECTOR-2 and 1 more hides text: no character takes more than one"),
            ERROR,
        ),
        (
            "a\ufff9b",
            2,
            "U+FFF9 INTERLINEAR ANNOTATION ANCHOR acts unseen on the text behind it",
            ERROR,
        ),
        ("a \x08b", 3, "U+0008 control character stands unseen in the text", WARNING),
        ("a \u3164 b", 3, "U+3164 HANGUL FILLER stands unseen in the text", WARNING),
        (f"`ls{ZWSP} -l`", 4, "U+200B ZERO WIDTH SPACE stands unseen in code", ERROR),
        (f"`ls{SHY} -l`", 4, "U+00AD SOFT HYPHEN stands unseen in code", ERROR),
        (f"`ls{ZWNJ} -l`", 4, "U+200C ZERO WIDTH NON-JOINER stands unseen in code", ERROR),
        (f"`ls{ZWJ}`", 4, "U+200D ZERO WIDTH JOINER stands unseen in code", ERROR),
        (f"`{LRM}ls`", 2, "U+200E LEFT-TO-RIGHT MARK stands unseen in code", WARNING),
        (f"`ls {RLM}-l`", 5, "U+200F RIGHT-TO-LEFT MARK stands unseen in code", WARNING),
        (f"`ls {ALM}-l`", 5, "U+061C ARABIC LETTER MARK stands unseen in code", WARNING),
        (f"    ls {RLM}-l", 8, "U+200F RIGHT-TO-LEFT MARK stands unseen in code", WARNING),
        (f"{HEBREW} `ls {RLM}-l`", 10, "U+200F RIGHT-TO-LEFT MARK stands unseen in code", WARNING),
        (f"`{LRI}ls{PDI}`", 2, "U+2066 LEFT-TO-RIGHT ISOLATE turns code", WARNING),
        (
            f"`{RLO}ls{PDF}`",
            2,
            ("U+202E RIGHT-TO-LEFT OVERRIDE forces a direction on the text behind it"),
            ERROR,
        ),
        (
            f"`{RLI}ls`",
            2,
            ("U+2067 RIGHT-TO-LEFT ISOLATE is never closed and turns the text behind it"),
            ERROR,
        ),
    ],
)
def test_what_turns_or_hides_text_is_found(
    text: str, column: int, message: str, severity: Severity
) -> None:
    [found] = find("Text.\n", f"x\n\n{text}\n", RULES)
    assert (found.line, found.column) == (3, column)
    assert (found.message, found.severity) == (message, severity)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEBREW} {LRE}abc{PDF} {HEBREW}",
        f"{ARABIC} {LRI}abc{PDI} {FSI}x {RLI}y{PDI}{PDI}",
        f"{ARABIC} {RLI}a {LRE}b{PDI} c",
        f"{ARABIC} {LRE}over\ntwo lines{PDF}",
        f"{HEBREW}{RLM}! {LRM}abc {ARABIC}{ALM}",
        f"{PERSIAN}{ZWNJ}{PERSIAN} API{ZWNJ}{PERSIAN} `x`{ZWNJ}{PERSIAN}",
        f"\u0915\u094d{ZWJ}\u0937 {FAMILY} {SCOTLAND} \u2764\ufe0f \u0031\ufe0f\u20e3",
        f"\u0e01{ZWSP}\u0e02 \u1780{ZWSP}\u1781 \u1000{ZWSP} abc",
        f"**\u300c\u4e00\u300d**{ZWSP}\u4e8c",
        f"Auf{ZWNJ}lage Donau{SHY}dampf",
        "\u1820\u180e\u1821\u180b",
        "\u845b\U000e0100 \u1112\u1160\u11ab",
        f"`{HEBREW}{ZWNJ}{HEBREW}`",
        "plain \u00a0 text\x0c",
    ],
)
def test_noop_what_scripts_and_emoji_are_written_with(text: str) -> None:
    assert find("Text.\n", f"x\n\n{text}\n", RULES) == ()


@pytest.mark.parametrize(
    "line",
    [
        f"# {LRM}{HEBREW}",
        f"az group list  # {RLM}{HEBREW} AZD",
        f"# {LRM}{RLE}{ARABIC}{PDF}",
        f"// {RLI}{HEBREW} x{PDI}",
    ],
)
def test_noop_comments_in_code_that_run_from_right_to_left(line: str) -> None:
    assert find("Text.\n", f"x\n\n```bash\n{line}\n```\n", RULES) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"```\nif x: {RLO}# y\n```\n", [(2, 7)]),
        (f"```\na {RLI}b\nc{PDI}\n```\n", [(2, 3), (3, 2)]),
        (f"    ls{ZWSP}\n", [(1, 7)]),
        (f"A {RLE}b\nc{PDF} d\n", []),
        (f"A {RLE}b\n\nc{PDF} d\n", [(1, 3), (3, 2)]),
        (f"- A {RLE}b\n- c\n", [(1, 5)]),
        (f"A\nb {RLI}c\n", [(2, 3)]),
        (page(f"{RLE}a", f"b{PDF}"), [(5, 7), (6, 8)]),
        (page(f"{RLE}a{PDF}"), []),
        (f"| {RLE}a | b{PDF} |\n| --- | --- |\n", [(1, 3), (1, 9)]),
        (f"---\ntitle: {RLO}x\n---\n", [(2, 8)]),
        (f"{BOM}# Title\n", []),
        (f"{BOM}```\nx\n```\n", []),
        (f"{BOM}---\na: b\n---\n", []),
        (f"{BOM}{BOM}# Title\n", [(1, 2)]),
        (f"<p>{RLI}x</p>\n", [(1, 4)]),
        (f"<!-- START doctoc -->\n{RLO}x\n<!-- END doctoc -->\n", []),
    ],
)
def test_paragraphs_cells_and_lines_of_code_are_judged_by_themselves(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert [(line, column) for _, line, column in places(find("x\n", text, RULES))] == expected


def test_what_the_source_has_in_the_same_role_is_meant() -> None:
    source = f"The character {RLO} turns.\n\n`{ZWSP}`\n"
    assert find(source, source.replace("turns", "dreht"), RULES) == ()
    more = source.replace("turns", f"{RLO} dreht")
    assert places(find(source, more, RULES)) == [("bidi-control", 1, 17)]
    elsewhere = f"The character turns.\n\n`{RLO} {ZWSP}`\n"
    assert places(find(source, elsewhere, RULES)) == [("bidi-control", 3, 2)]


def test_the_finding_says_which_of_several_it_is() -> None:
    found = find("x\n", f"a {RLO}b\n\nc {RLO}d\n", RULES)
    assert len({each.identity for each in found}) == len(found)
    moved = find("x\n", f"more\n\na {RLO}b\n\nc {RLO}d\n", RULES)
    assert [each.identity for each in moved] == [each.identity for each in found]


def test_readers_see_a_text_without_them() -> None:
    assert strip_invisible(f"a{ZWSP}b{RLO}c") == "abc"
    assert not has_trace("plain \u2764\ufe0f text\r\n\t")
