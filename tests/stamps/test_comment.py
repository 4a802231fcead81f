"""The comment: where it may stand, what it may look like, how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps import HEAD_BYTES, NeedMore, parse_embedded, render_embedded

HASH = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
STAMP = Stamp(
    StampFormat.COMMENT,
    HASH,
    translation_date="2025-07-09T18:05:05+00:00",
    source_file="guide/intro.md",
    language_code="he",
)
COMMENT = f"""\
<!--
CO_OP_TRANSLATOR_METADATA:
{{
  "original_hash": "{HASH}",
  "translation_date": "2025-07-09T18:05:05+00:00",
  "source_file": "guide/intro.md",
  "language_code": "he"
}}
-->
"""
BODY = "# שלום\n\nTwo | words\n"
FRONT = "---\ntitle: Greeting\n---\n"


def parse(text: str) -> Stamp | NeedMore | None:
    return parse_embedded(text.encode(), "he/guide.md", complete=True)


def fail(text: str) -> StampError:
    with pytest.raises(StampError) as caught:
        parse(text)
    assert caught.value.path == "he/guide.md"
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        COMMENT + BODY,
        "\ufeff" + COMMENT + BODY,
        "\n \n" + COMMENT + BODY,
        FRONT + COMMENT + BODY,
        FRONT + "\n\n" + COMMENT + BODY,
        "\ufeff" + FRONT + COMMENT + BODY,
        COMMENT.rstrip("\n"),
        COMMENT.replace("\n", " ") + "\n" + BODY,
        COMMENT.replace("\n", "").replace("  ", "").replace("<!--", "<!-- ") + BODY,
        "  " + COMMENT + BODY,
        COMMENT.replace("\n  ", "\n\t") + BODY,
        COMMENT.replace(HASH, HASH.upper()) + BODY,
        COMMENT.replace('"he"', '"he",\n  "reviewed_by": {"name": [1, null]}') + BODY,
        COMMENT + BODY + COMMENT.replace(HASH, OTHER),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_reads_a_stamp_at_the_head(text: str, newline: str) -> None:
    assert parse(text.replace("\n", newline)) == STAMP


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        FRONT + BODY,
        BODY + COMMENT,
        "text\n" + COMMENT,
        "    " + COMMENT,
        "```\n" + COMMENT + "```\n",
        "<!-- lint: off -->\n" + COMMENT,
        "<!-- CO_OP_TRANSLATOR -->\n" + BODY,
        "---\ntitle: never closed\n" + COMMENT,
        "---\n\noriginal_hash: of what?\n",
        "<<<<<<< ours\n# a\n=======\n# b\n>>>>>>> theirs\n" + BODY + COMMENT,
    ],
)
def test_a_comment_elsewhere_is_no_stamp(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (COMMENT.replace(HASH, HASH[:-1]) + BODY, 4, "original_hash"),
        (COMMENT.replace(HASH, HASH[:-1] + "g") + BODY, 4, "original_hash"),
        (COMMENT.replace(HASH, HASH + "\\n") + BODY, 4, "original_hash"),
        (COMMENT.replace(f'"{HASH}"', "12345678901234567890123456789012") + BODY, 4, "not text"),
        (COMMENT.replace('"he"', f'"he",\n  "synced_hash": "{HASH}0"') + BODY, 8, "synced_hash"),
        (COMMENT.replace("original_hash", "hash") + BODY, 2, "no original_hash"),
        (COMMENT.replace(f'"{HASH}"', "null") + BODY, 4, "no original_hash"),
        (COMMENT.replace('"language_code"', '"source_file"') + BODY, 7, "twice"),
        (COMMENT.replace('"he"', '"he", "x": {"y": 1, "y": 1}') + BODY, 7, "'y' is there twice"),
        (COMMENT.replace('.md",', '.md"') + BODY, 7, "not JSON"),
        (COMMENT.replace("}", "} }") + BODY, 8, "not JSON"),
        ("<!--\nCO_OP_TRANSLATOR_METADATA:\n-->\n" + BODY, 3, "not JSON"),
        ("<!-- CO_OP_TRANSLATOR_METADATA: [1] -->\n" + BODY, 1, "not a JSON object"),
        ("<!-- CO_OP_TRANSLATOR_METADATA: " + "[" * 100_000, 1, "cut short"),
        (COMMENT.replace('"he"', '"he", "n": ' + "[" * 200_000), 2, "nested"),
        (COMMENT[: COMMENT.index('"source')], 1, "cut short"),
        (FRONT + COMMENT[: COMMENT.index("-->")], 4, "cut short"),
        (COMMENT[: COMMENT.index('"source')] + "\n# A\n\n<!-- b -->\n", 7, "not JSON"),
        (COMMENT + COMMENT + BODY, 10, "two stamps"),
        (COMMENT + "\n\n" + COMMENT.replace(HASH, OTHER) + BODY, 12, "two stamps"),
    ],
)
def test_an_untrustworthy_stamp_is_named_with_its_line(text: str, line: int, words: str) -> None:
    error = fail(text)
    assert words in error.message
    assert "\n" not in error.message
    assert error.line == line


@pytest.mark.parametrize(
    "source",
    [
        "/etc/passwd",
        "..",
        "../up.md",
        "a/../../up.md",
        "a/..",
        "..\\\\up.md",
        "a\\\\..\\\\up.md",
        "C:\\\\up.md",
        "c:/up.md",
        "C:..\\\\up.md",
        "\\\\\\\\server\\\\share",
        "a\\u0000b",
        "a\\ud800b",
    ],
)
def test_a_source_outside_the_root_is_refused(source: str) -> None:
    assert fail(COMMENT.replace("guide/intro.md", source)).line == 6


@pytest.mark.parametrize(
    "source", ["a..b/c..md", ".../a.md", "A: first/a.md", "a b\\\\c.md", "..a.md"]
)
def test_a_source_inside_the_root_is_kept_as_written(source: str) -> None:
    stamp = parse(COMMENT.replace("guide/intro.md", source))
    assert isinstance(stamp, Stamp)
    assert stamp.source_file == source.replace("\\\\", "\\")


@pytest.mark.parametrize(
    "text",
    [
        COMMENT.replace(
            f'  "original_hash": "{HASH}",\n',
            f'<<<<<<< HEAD\n  "original_hash": "{HASH}",\n=======\n'
            f'  "original_hash": "{OTHER}",\n>>>>>>> theirs\n',
        ),
        f"<<<<<<< HEAD\n{COMMENT}=======\n{COMMENT.replace(HASH, OTHER)}>>>>>>> theirs\n{BODY}",
        f"<<<<<<< HEAD\n=======\n# A\n>>>>>>> theirs\n{COMMENT}{BODY}",
        f"{FRONT}<<<<<<< HEAD\n{COMMENT}=======\n>>>>>>> theirs\n{BODY}",
        f"\n<<<<<<< HEAD\n---\noriginal_hash: {HASH}\n---\n=======\n>>>>>>> theirs\n{BODY}",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_conflict_markers_are_named(text: str, newline: str) -> None:
    error = fail(text.replace("\n", newline))
    assert "conflict markers" in error.message
    place = next(at for at, line in enumerate(text.split("\n"), 1) if line.startswith("<<<<<<<"))
    assert error.line == place


def test_bytes_that_are_not_utf8_are_named_with_their_line() -> None:
    with pytest.raises(StampError, match=r"he\.md:2: not UTF-8 \(byte 0xff\)"):
        parse_embedded(b"a\r\n\xff", "he.md", complete=True)


def test_a_character_cut_by_the_end_of_the_head_is_no_fault() -> None:
    head = (COMMENT + "שלום").encode().ljust(400, b".") + "ש".encode()[:1]
    assert parse_embedded(head, "he.md", complete=False) == STAMP
    with pytest.raises(StampError):
        parse_embedded(head, "he.md", complete=True)


@pytest.mark.parametrize("text", [COMMENT + COMMENT + BODY, FRONT + COMMENT + BODY, FRONT + BODY])
def test_a_head_of_any_length_answers_as_the_whole_or_asks_for_more(text: str) -> None:
    text += "More words than the head can hold.\n" * 200
    data = text.encode()

    def answer(size: int) -> Stamp | NeedMore | str | None:
        try:
            return parse_embedded(data[:size], "he.md", complete=size >= len(data))
        except StampError as error:
            return error.message

    whole = answer(len(data))
    answers = [answer(size) for size in range(4, 2 * len(COMMENT) + 100)]
    assert {str(found) for found in answers} <= {str(whole), str(NeedMore())}
    assert answer(HEAD_BYTES) == whole


def test_a_stamp_behind_long_front_matter_asks_for_the_whole_file() -> None:
    text = "---\n" + "# a note\n" * 1000 + "---\n" + COMMENT
    head = text.encode()[:HEAD_BYTES]
    assert isinstance(parse_embedded(head, "he.md", complete=False), NeedMore)
    assert parse(text) == STAMP


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("front", ["", FRONT])
def test_a_new_stamp_goes_to_the_top(front: str, mark: str, newline: str) -> None:
    text = (mark + front + BODY).replace("\n", newline)
    expected = (mark + front + COMMENT + BODY).replace("\n", newline)
    assert render_embedded(text, STAMP) == expected
    assert render_embedded(expected, STAMP) == expected


def test_a_new_stamp_below_front_matter_that_ends_the_file_starts_a_line() -> None:
    assert render_embedded(FRONT.rstrip("\n"), STAMP) == FRONT + COMMENT


def test_a_new_stamp_in_an_empty_file() -> None:
    assert render_embedded("", STAMP) == COMMENT


def test_writing_keeps_order_unknown_keys_and_the_spelling_of_numbers() -> None:
    text = (
        '\r\n<!-- CO_OP_TRANSLATOR_METADATA: {"language_code": "he", "score": 1.50e+2,'
        f' "synced_hash": "{OTHER}", "note": ["é\\u00e9", {{}}, []],'
        f' "original_hash": "{OTHER}"}} --> tail\r\n# A\n'
    )
    stamp = STAMP._replace(synced_hash=HASH, translation_date=None)
    expected = (
        "\r\n<!--\r\nCO_OP_TRANSLATOR_METADATA:\r\n{\r\n"
        '  "source_file": "guide/intro.md",\r\n'
        '  "language_code": "he",\r\n'
        '  "score": 1.50e+2,\r\n'
        '  "note": [\r\n    "éé",\r\n    {},\r\n    []\r\n  ],\r\n'
        f'  "original_hash": "{HASH}",\r\n'
        f'  "synced_hash": "{HASH}"\r\n'
        "}\r\n--> tail\r\n# A\n"
    )
    assert render_embedded(text, stamp) == expected
    assert parse(expected) == stamp


def test_a_hash_in_capitals_stays_while_it_does_not_change() -> None:
    text = COMMENT.replace(HASH, HASH.upper()) + BODY
    assert render_embedded(text, STAMP) == text


def test_synced_hash_comes_and_goes_as_the_last_key() -> None:
    synced = render_embedded(COMMENT + BODY, STAMP._replace(synced_hash=OTHER))
    assert synced == COMMENT.replace('"he"', f'"he",\n  "synced_hash": "{OTHER}"') + BODY
    assert render_embedded(synced, STAMP) == COMMENT + BODY


def test_a_stamp_with_a_synced_hash_only_takes_the_rest_in_the_usual_order() -> None:
    new = STAMP._replace(original_hash=None, translation_date=None, synced_hash=OTHER)
    text = render_embedded(BODY, new)
    assert "original_hash" not in text
    assert parse(text) == new
    assert render_embedded(text, STAMP) == COMMENT + BODY


def test_a_value_cannot_close_the_comment() -> None:
    stamp = STAMP._replace(source_file="a-->b.md")
    text = render_embedded(BODY, stamp)
    assert text.count("-->") == 1
    assert parse(text) == stamp


@pytest.mark.parametrize(
    "text", [COMMENT + COMMENT, COMMENT[:50], COMMENT.replace(HASH, "0"), COMMENT.replace("}", "")]
)
def test_a_stamp_that_cannot_be_read_is_not_written_over(text: str) -> None:
    with pytest.raises(StampError):
        render_embedded(text, STAMP)


def test_the_stamp_of_a_sidecar_updates_a_comment_and_adds_none() -> None:
    stamp = STAMP._replace(format=StampFormat.SIDECAR, original_hash=OTHER)
    assert render_embedded(COMMENT + BODY, stamp) == COMMENT.replace(HASH, OTHER) + BODY
    assert render_embedded(BODY, stamp) == BODY


def test_the_real_seed_is_reproduced_byte_for_byte(shared: Path) -> None:
    data = (shared / "seed" / "RESOURCES.he.md").read_bytes()
    stamp = parse_embedded(data[:HEAD_BYTES], "he.md", complete=False)
    assert isinstance(stamp, Stamp)
    assert stamp.original_hash == "c2f423d1402f71ca3869ec135bb77d16"
    text = data.decode()
    assert render_embedded(text, stamp) == text
    comment, end, body = text.partition("-->\n")
    assert render_embedded("", stamp) == comment + end
    assert render_embedded(body, stamp) == text
