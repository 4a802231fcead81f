"""Lines of code that a translator has changed are named where they go."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

TEXT = "```text\npot -> cup\nsay: drink it\n```\n\n"
OLD = f"# Tea\n\n{TEXT}```js\nbrew(); // now\nsay('hot')\n```\n\nEnd.\n"
THERE = (
    OLD.replace("pot -> cup", "Kanne -> Tasse")
    .replace("say: drink", "sag: trink")
    .replace("'hot'", "'heiß'")
    .replace("// now", "// jetzt")
    .replace("End", "Ende")
)


@pytest.mark.parametrize(
    ("new", "taken"),
    [
        (OLD.replace(TEXT, ""), ["Kanne -> Tasse", "sag: trink it"]),
        (OLD.replace("pot -> cup", "jug -> cup"), ["Kanne -> Tasse"]),
        (OLD.replace("say('hot')", "say('cold')"), ["say('heiß')"]),
        (OLD.replace("brew();", "boil();"), []),
        (OLD.replace("End.", "End.\n\nMore."), []),
    ],
)
def test_a_line_that_no_source_has_is_named(new: str, taken: list[str]) -> None:
    notes = merge_all(OLD, new, THERE).notes
    assert [note.message for note in notes] == [f"taken out: {line}" for line in taken]


SHOUT = "# Tea\n\n```js\nshout('tea'); // say it\nrun();\n```\n\nEnd.\n"


@pytest.mark.parametrize(
    ("code", "taken"),
    [
        ("shout('thé'); // dis-le", ["shout('thé'); // dis-le"]),
        ("shout('thé'); // say it", ["shout('thé');"]),
        ("  shout('tea');  // dis-le", ["// dis-le"]),
        ("shout('tea'); // say it", []),
    ],
)
def test_of_a_line_is_named_what_no_source_has(code: str, taken: list[str]) -> None:
    there = SHOUT.replace("shout('tea'); // say it", code).replace("End", "Fin")
    notes = merge_all(SHOUT, SHOUT.replace("shout('tea'); // say it\n", ""), there).notes
    assert [note.message for note in notes] == [f"taken out: {line}" for line in taken]


def test_a_comment_that_stays_is_no_loss() -> None:
    there = SHOUT.replace("'tea'); // say it", "'thé'); // dis-le")
    new = SHOUT.replace("run();", "run();\nstop();")
    assert merge_all(SHOUT, new, there).notes == ()
    boiled = SHOUT.replace("say it", "dis-le")
    assert merge_all(SHOUT, SHOUT.replace("shout", "cry"), boiled).notes == ()


def test_lines_of_the_source_are_no_loss() -> None:
    there = OLD.replace("End", "Ende").replace("say('hot')", "  say('hot')")
    assert merge_all(OLD, OLD.replace(TEXT, ""), there).notes == ()
    assert merge_all(OLD, OLD.replace("say('hot')", "say('cold')"), there).notes == ()
