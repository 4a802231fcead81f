"""Entries as PO: what is written, and how strictly it is read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sync.errors import UsageError
from sync.exchange.formats import read_file
from sync.exchange.judging import Claim, Given
from sync.exchange.po import find_unfit, render_po
from tests.exchange.files import entry, hand

WHOLE = hand(
    entry("Warm the pot.\nThen wait.", lines=(3, 9)),
    entry('Say "tea" \\ `a|b`\t', column="Minutes", row="Black\nor green", headings=()),
    entry("Pour it well.", "Gut gießen.", "Pour it."),
    entry("Pour it well.", "Gießen.", number=2),
    entry("Wait.", document="a#2", headings=("Tea",)),
    entry("Wait.\x1b", document="b.md", headings=()),
    notes=("say it warmly",),
)
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: de\\n"\n\n'


def test_the_file_is_as_gettext_writes_it() -> None:
    assert render_po(WHOLE) == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: documentation\\n"\n'
        '"Report-Msgid-Bugs-To: \\n"\n'
        '"POT-Creation-Date: 2026-03-01 12:30+0000\\n"\n'
        '"PO-Revision-Date: 2026-03-01 12:30+0000\\n"\n'
        '"Last-Translator: translation-sync\\n"\n'
        '"Language-Team: zh_TW\\n"\n'
        '"Language: zh_TW\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"X-Generator: translation-sync\\n"\n'
        "\n"
        "#. Tea > Brewing\n"
        "#. say it warmly\n"
        "#: guide/tea%20time.md:3 guide/tea%20time.md:9\n"
        'msgctxt "guide/tea time.md"\n'
        'msgid ""\n'
        '"Warm the pot.\\n"\n'
        '"Then wait."\n'
        'msgstr ""\n'
        "\n"
        "#. column: Minutes; row: Black or green\n"
        "#. say it warmly\n"
        "#: guide/tea%20time.md:3\n"
        'msgctxt "guide/tea time.md"\n'
        'msgid "Say \\"tea\\" \\\\ `a|b`\\t"\n'
        'msgstr ""\n'
        "\n"
        "#. Tea > Brewing\n"
        "#. say it warmly\n"
        "#: guide/tea%20time.md:3\n"
        "#, fuzzy\n"
        '#| msgid "Pour it."\n'
        'msgctxt "guide/tea time.md"\n'
        'msgid "Pour it well."\n'
        'msgstr "Gut gießen."\n'
        "\n"
        "#. Tea > Brewing\n"
        "#. say it warmly\n"
        "#: guide/tea%20time.md:3\n"
        "#, fuzzy\n"
        '#| msgid "Pour it well."\n'
        'msgctxt "guide/tea time.md#2"\n'
        'msgid "Pour it well."\n'
        'msgstr "Gießen."\n'
        "\n"
        "#. Tea\n"
        "#. say it warmly\n"
        "#: a#2:3\n"
        'msgctxt "a#2#1"\n'
        'msgid "Wait."\n'
        'msgstr ""\n'
        "\n"
        "#. say it warmly\n"
        "#: b.md:3\n"
        'msgctxt "b.md"\n'
        'msgid "Wait.\\033"\n'
        'msgstr ""\n'
    )


def test_what_was_written_is_read_as_it_was() -> None:
    returned = read_file(render_po(WHOLE).encode(), "de.po")
    assert returned.language == "zh_TW"
    told = [
        (each.document, each.number, each.text, each.words, each.claim, each.previous)
        for each in returned.entries
    ]
    assert told == [
        (
            noted.entry.key.document,
            noted.entry.key.number,
            noted.entry.text,
            noted.entry.words,
            Claim.FUZZY if noted.entry.is_fuzzy else Claim.TRANSLATED,
            (noted.entry.previous or noted.entry.text) if noted.entry.is_fuzzy else None,
        )
        for noted in WHOLE.entries
    ]


def test_no_date_is_the_same_anywhere() -> None:
    assert "Date: 1970-01-01 00:00+0000" in render_po(WHOLE._replace(moment=None))


def read(body: str, header: str = HEADER) -> list[Given]:
    return list(read_file((header + body).encode(), "de.po").entries)


@pytest.mark.parametrize(
    ("body", "words", "claim"),
    [
        ('msgid "a"\nmsgstr "b"\n', "b", Claim.TRANSLATED),
        ('msgid "a"\nmsgstr "b"', "b", Claim.TRANSLATED),
        ('#,fuzzy\nmsgid "a"\nmsgstr "b"\n', "b", Claim.FUZZY),
        ('#, c-format, fuzzy\nmsgid "a"\nmsgstr "b"\n', "b", Claim.FUZZY),
        ('#= fuzzy\nmsgid "a"\nmsgstr "b"\n', "b", Claim.FUZZY),
        ('#| msgid "c"\nmsgid "a"\nmsgstr "b"\n', "b", Claim.FUZZY),
        ('#| msgctxt "d"\n#| msgid ""\n#| "c"\nmsgid "a"\nmsgstr "b"\n', "b", Claim.FUZZY),
        ('# mine\n#. theirs\n#: x.c:1\nmsgid "a"\nmsgstr "b"\n', "b", Claim.TRANSLATED),
        ('msgid ""\n"a"\n\nmsgstr ""\n"b"\n  "c"\n', "bc", Claim.TRANSLATED),
        ('msgid"a"\nmsgstr\t"b"  \n', "b", Claim.TRANSLATED),
        ('msgid "a"\nmsgstr "\\x41\\101\\303\\244\\n\\""\n', 'AAä\n"', Claim.TRANSLATED),
        ('msgid "a"\nmsgstr "b\u0085c\u2028d\x0b"\n', "b\u0085c\u2028d\x0b", Claim.TRANSLATED),
        ('#~ msgid "x"\n#~ msgstr "y"\n\nmsgid "a"\nmsgstr "b"\n', "b", Claim.TRANSLATED),
        ('#, fuzzy\n#~ msgid "x"\n#~ msgstr "y"\nmsgid "a"\nmsgstr "b"\n', "b", Claim.TRANSLATED),
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "b"\n', "b", Claim.TRANSLATED),
        ('msgid "a"\nmsgstr ""\n', "", Claim.TRANSLATED),
    ],
)
def test_what_other_programs_write_is_read(body: str, words: str, claim: Claim) -> None:
    for data in (body, body.replace("\n", "\r\n")):
        [given] = read(data)
        assert (given.text, given.words, given.claim) == ("a", words, claim)
    [given] = read_file(("\ufeff" + HEADER + body).encode(), "x").entries
    assert given.words == words


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ('msgid "a"\nmsgstr "b\n', 5, "not closed"),
        ('msgid "a"\nmsgstr b"\n', 5, "not closed"),
        ('msgid "a"\nmsgstr "b"c"\n', 5, "not closed"),
        ('msgid "a"\nmsgstr "b" "c"\n', 5, "none of the format's"),
        ('msgid "a"\nmsgstr "b\\"\n', 5, "not closed"),
        ('msgid "a"\nmsgstr "b\\q"\n', 5, "\\q is no escape"),
        ('msgid "a"\nmsgstr "b\\x4"\n', 5, "\\x is no escape"),
        ('msgid "a"\nmsgstr "\\377"\n', 5, "no UTF-8"),
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n', 6, "the entry of line 4 again"),
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr ""\n', 6, "the entry of line 4 again"),
        ('msgid "a"\n', 5, "cut short"),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 5, "a second msgid"),
        ('msgid "a"\nmsgctxt "x"\nmsgstr "c"\n', 5, "a msgctxt behind its msgid"),
        ('msgid "a"\n# lost\nmsgstr "c"\n', 5, "a comment within an entry"),
        ('msgid "a"\n#| msgid "b"\nmsgstr "c"\n', 5, "a comment within an entry"),
        ('msgstr "c"\n', 4, "a second msgstr"),
        ('#. x\nmsgstr "c"\n', 5, "without its msgid"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', 5, "a plural"),
        ('msgid "a"\nmsgstr[0] "c"\n', 5, "a plural"),
        ('domain "x"\nmsgid "a"\nmsgstr "b"\n', 4, "none of the format's"),
        ('#. x\n"a"\n', 5, "a string that no keyword begins"),
        ('#| "a"\n', 4, "a string that no keyword begins"),
        ('msgid "a"\nmsgst', 5, "none of the format's"),
        ('<<<<<<< HEAD\nmsgid "a"\n=======\n', 4, "conflict markers"),
        ("<html>\n", 4, "none of the format's"),
        ("", None, "no entry"),
        ('#~ msgid "x"\n#~ msgstr "y"\n', None, "no entry"),
        ('msgid ""\nmsgstr "x"\n\nmsgid "a"\nmsgstr "b"\n', 4, "a second header"),
    ],
)
def test_what_may_be_damaged_is_read_no_further(body: str, line: int | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(body)
    assert (caught.value.path, caught.value.line) == ("de.po", line)
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "no header"),
        ('msgid ""\nmsgstr "Language: de\\n"\n', "no charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n', "charset is CHARSET"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=latin1\\n"\n', "charset is latin1"),
    ],
)
def test_a_charset_must_be_named(header: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read('\nmsgid "a"\nmsgstr "b"\n', header)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_other_bytes_than_utf_8_are_refused(encoding: str) -> None:
    with pytest.raises(UsageError, match="no UTF-8"):
        read_file((HEADER + 'msgid "a"\nmsgstr "ä"\n').encode(encoding), "de.po")


def test_a_text_with_nul_fits_in_no_po() -> None:
    assert find_unfit("a\0b") == "\0"
    assert find_unfit("a\x01b") is None


needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not here")


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr in ("", ".\n", ". done.\n"), done.stderr
    return done.stdout


@needs_gettext
def test_gettext_reads_what_we_write(tmp_path: Path) -> None:
    file = tmp_path / "zh.po"
    file.write_text(render_po(WHOLE), "utf-8")
    run("msgfmt", "--check", "-o", "/dev/null", str(file))
    for command in (
        ("msgcat", "--no-wrap", str(file)),
        ("msgattrib", "--no-wrap", str(file)),
        ("msgmerge", "--quiet", "--no-wrap", "--previous", str(file), str(file)),
    ):
        assert read_file(run(*command).encode(), "x").entries == tuple(
            each._replace(file="x", line=given.line)
            for each, given in zip(
                read_file(render_po(WHOLE).encode(), "x").entries,
                read_file(run(*command).encode(), "x").entries,
                strict=True,
            )
        )
    fuzzy = read_file(run("msgattrib", "--only-fuzzy", str(file)).encode(), "x").entries
    assert [each.text for each in fuzzy] == ["Pour it well.", "Pour it well."]


@needs_gettext
@pytest.mark.parametrize(
    "body",
    [
        'msgid "a"\nmsgstr "b\n',
        'msgid "a"\nmsgstr "b\\q"\n',
        'msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n',
        'msgid "a"\n',
        'msgid "a"\nmsgid "b"\nmsgstr "c"\n',
        'msgstr "c"\n',
        'msgid "a"\nmsgst',
    ],
)
def test_gettext_refuses_what_we_refuse(body: str, tmp_path: Path) -> None:
    file = tmp_path / "de.po"
    file.write_text(HEADER + body, "utf-8")
    refused = subprocess.run(
        ["msgfmt", "-o", "/dev/null", str(file)], capture_output=True, check=False
    )
    assert refused.returncode != 0


def test_marks_of_a_conflict_are_refused() -> None:
    conflict = 'msgid "Pour."\nmsgstr ""\n"#-#-#-#-#  a.po (tea)  #-#-#-#-#\\n"\n"Gießen.\\n"\n'
    with pytest.raises(UsageError, match=r"x\.po:4: msgcat's marks of a conflict"):
        read_file((HEADER + conflict).encode(), "x.po")


def test_the_same_words_twice_are_taken_once_as_fuzzy_where_either_says_so() -> None:
    sure, unsure = (f'{flag}msgid "Pour."\nmsgstr "Gießen."\n\n' for flag in ("", "#, fuzzy\n"))
    for both in (sure + unsure, unsure + sure):
        (given,) = read_file((HEADER + both).encode(), "x.po").entries
        assert given.claim is Claim.FUZZY
