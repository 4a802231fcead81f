"""The stamp as keys of the front matter: read as text, edited line by line."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps import parse_embedded, render_embedded
from sync.stamps.plain_pairs import read_plain

HASH = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
DIGITS = "12345678901234567890123456789012"
FLOAT = "1234567890123456789012345678e123"
STAMP = Stamp(
    StampFormat.FRONT_MATTER,
    HASH,
    translation_date="2025-07-09T18:05:05+00:00",
    source_file="guide/intro.md",
    language_code="no",
)
KEYS = f"""\
original_hash: {HASH}
translation_date: 2025-07-09T18:05:05+00:00
source_file: guide/intro.md
language_code: no
"""
QUOTED = f"""\
original_hash: "{HASH}"
translation_date: "2025-07-09T18:05:05+00:00"
source_file: "guide/intro.md"
language_code: "no"
"""
BODY = "# Hei\n\n---\n\nord\n"
OTHERS = "title: 'Hei: der'  # said by all\n\n# the tags\ntags: [a, b]\nmenu:\n  main: {x: 1}\n"


def parse(text: str) -> Stamp | None:
    found = parse_embedded(text.encode(), "no/guide.md", complete=True)
    assert found is None or isinstance(found, Stamp)
    return found


def fence(keys: str) -> str:
    return f"---\n{keys}---\n"


@pytest.mark.parametrize(
    "keys",
    [
        KEYS,
        QUOTED,
        QUOTED.replace('"', "'"),
        OTHERS + KEYS,
        KEYS + OTHERS,
        KEYS.replace(f"{HASH}", f"{HASH.upper()}  # of the source"),
        KEYS.replace(f" {HASH}", f"\n  {HASH}"),
        KEYS.replace(f" {HASH}", f" >-\n  {HASH}"),
        KEYS.replace(f" {HASH}", f" &h {HASH}"),
        KEYS.replace("original_hash:", '"original_hash":'),
        KEYS.replace("original_hash:", "? original_hash\n:"),
        "  " + KEYS.replace("\n", "\n  ").rstrip(" "),
        "{" + KEYS.replace("\n", ",\n") + "}\n",
        "title: a\ntitle: b\n" + KEYS,
        "title: <<<<<<< no marker\n" + KEYS,
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_reads_the_keys_however_they_are_written(keys: str, mark: str) -> None:
    text = mark + fence(keys) + BODY
    assert parse(text) == STAMP


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_reads_other_line_ends(newline: str) -> None:
    assert parse((fence(OTHERS + KEYS) + BODY).replace("\n", newline)) == STAMP
    assert parse((fence(KEYS) + BODY).replace("\n", newline)) == STAMP


@pytest.mark.parametrize("value", [DIGITS, FLOAT, "0" * 32, "1" * 31 + "e"])
@pytest.mark.parametrize("rest", ["", OTHERS])
def test_a_hash_that_looks_like_a_number_is_text(value: str, rest: str) -> None:
    stamp = parse(fence(KEYS.replace(HASH, value) + rest))
    assert stamp == STAMP._replace(original_hash=value)


@pytest.mark.parametrize(
    "text",
    [
        fence(OTHERS) + BODY,
        fence("source_file: a.md\nlanguage_code: no\n") + BODY,
        fence(f"# original_hash: {HASH}\n") + BODY,
        fence(f"meta:\n  original_hash: {HASH}\n") + BODY,
        fence(f"note: |\n  original_hash: {HASH}\n") + BODY,
        fence("title: [broken\n") + BODY,
        "text\n" + fence(KEYS),
        "\n" + fence(KEYS),
        "----\n" + KEYS + "----\n",
        fence(""),
        "---",
    ],
)
def test_no_stamp(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (fence("title: a\n" + KEYS + f"original_hash: {HASH}\n"), 7, "twice"),
        (fence("title: a\n" + KEYS + f"'synced_hash': {HASH}\nsynced_hash: 1\n"), 8, "twice"),
        (fence(KEYS.replace(HASH, HASH[1:])), 2, "32 hexadecimal digits"),
        (fence(KEYS.replace(HASH, "")), 2, "32 hexadecimal digits"),
        (fence(KEYS.replace(f" {HASH}", "\n  - a")), 2, "not text"),
        (fence(KEYS.replace("guide", "..")), 4, "leads out of the root"),
        (fence(KEYS + "title: [broken\n"), 7, "not YAML"),
        (fence(KEYS + 'title: "\\UFFFFFFFF"\n'), 2, "not YAML"),
        (fence(KEYS + "title: \a\n"), 2, "not YAML"),
        (fence(KEYS + "a: " + "[" * 3000 + "\n"), 2, "not YAML"),
        (fence("- 1\n- original_hash: 2\n"), 2, "not a mapping"),
        ("---\ntitle: a\n" + KEYS[:30], 1, "cut short"),
        (fence(f"<<<<<<< HEAD\n{KEYS}=======\n>>>>>>> b\n"), 2, "conflict markers"),
        (fence(KEYS) + f"<!-- CO_OP_TRANSLATOR_METADATA: {{}} -->\n{BODY}", 7, "two stamps"),
    ],
)
def test_an_untrustworthy_stamp_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(StampError, match=words) as caught:
        parse(text)
    assert (caught.value.path, caught.value.line) == ("no/guide.md", line)
    with pytest.raises(StampError, match=words):
        render_embedded(text, STAMP)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_front_matter_is_made_where_there_is_none(mark: str, newline: str) -> None:
    text = (mark + BODY).replace("\n", newline)
    expected = (mark + fence(QUOTED) + BODY).replace("\n", newline)
    assert render_embedded(text, STAMP) == expected
    assert render_embedded(expected, STAMP) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", QUOTED),
        ("# nothing yet\n", "# nothing yet\n" + QUOTED),
        (OTHERS, OTHERS + QUOTED),
        ("text: |+\n  kept\n\n", "text: |+\n  kept\n\n" + QUOTED),
        ("  title: a\n", "  title: a\n  " + QUOTED.replace("\n", "\n  ").rstrip(" ")),
        (
            f"language_code: no # ours\ntitle: a\nsynced_hash: {OTHER}\ntags: []\n",
            QUOTED.partition("language_code")[0] + "language_code: no # ours\ntitle: a\ntags: []\n",
        ),
        (
            f"title: a\n'original_hash' :   '{OTHER}'   # why\n\nlanguage_code:\n",
            f"title: a\n'original_hash' :   '{HASH}'   # why\n"
            + "".join(QUOTED.splitlines(keepends=True)[1:3])
            + '\nlanguage_code: "no"\n',
        ),
        (
            KEYS.replace(f" {HASH}", f" >-\n  {OTHER}\n# below") + "a: 1\n",
            KEYS.replace(f" {HASH}", f' "{HASH}"\n# below') + "a: 1\n",
        ),
        (KEYS.replace("2025-07-09", "2024-01-01"), KEYS),
        (KEYS.replace(" no", " br"), KEYS.replace(" no", ' "no"')),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_lines_of_changed_keys_change(before: str, after: str, newline: str) -> None:
    text = (fence(before) + BODY).replace("\n", newline)
    expected = (fence(after) + BODY).replace("\n", newline)
    assert render_embedded(text, STAMP) == expected
    assert parse(expected) == STAMP


@pytest.mark.parametrize("value", [DIGITS, FLOAT])
def test_a_hash_that_looks_like_a_number_is_written_between_quotes(value: str) -> None:
    text = render_embedded(fence(KEYS), STAMP._replace(original_hash=value))
    assert text == fence(KEYS.replace(HASH, f'"{value}"'))
    assert yaml.safe_load(text.strip("-\n"))["original_hash"] == value


@pytest.mark.parametrize(
    "value", ["a: b # c.md", 'it\'s "so".md', "\U0001f600 é\u2028\x07.md", "- a"]
)
@pytest.mark.parametrize("keys", [KEYS, QUOTED, QUOTED.replace('"', "'"), OTHERS])
def test_any_source_name_survives(value: str, keys: str) -> None:
    stamp = STAMP._replace(source_file=value)
    assert parse(render_embedded(fence(keys) + BODY, stamp)) == stamp


@pytest.mark.parametrize(
    "keys",
    [
        "{" + KEYS.replace("\n", ",\n") + "}\n",
        KEYS.replace(f" {HASH}", f" &h {HASH}") + "copy: *h\n",
        f"first: &h {HASH}\n" + KEYS.replace(HASH, "*h"),
    ],
)
def test_what_cannot_be_edited_line_by_line_is_refused(keys: str) -> None:
    assert render_embedded(fence(keys), STAMP) == fence(keys)
    with pytest.raises(StampError, match="line by line"):
        render_embedded(fence(keys), STAMP._replace(original_hash=OTHER))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (fence(KEYS) + BODY, BODY),
        ("\ufeff" + fence(KEYS) + BODY, "\ufeff" + BODY),
        (fence(KEYS + OTHERS) + BODY, fence(OTHERS) + BODY),
    ],
)
def test_a_stamp_can_change_to_a_comment_and_back(text: str, expected: str) -> None:
    comment = STAMP._replace(format=StampFormat.COMMENT)
    changed = render_embedded(text, comment)
    assert parse(changed) == comment
    assert changed.replace(render_embedded("", comment), "") == expected
    assert parse(render_embedded(changed, STAMP)) == STAMP
    assert "CO_OP" not in render_embedded(changed, STAMP)


def test_a_comment_with_keys_of_others_does_not_change_its_format() -> None:
    text = f'<!-- CO_OP_TRANSLATOR_METADATA: {{"original_hash": "{HASH}", "by": "me"}} -->\n'
    with pytest.raises(StampError, match="keys of others"):
        render_embedded(text, STAMP)


def test_plain_front_matter_is_read_without_a_yaml_parser() -> None:
    text = fence("title: Hei du\ntags:\n  - a\n  - b\n" + KEYS)
    code = (
        "import sys; from sync.stamps import parse_embedded\n"
        f"print(parse_embedded({text.encode()!r}, 'a', complete=True).original_hash)\n"
        "print('yaml' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [HASH, "False"]


LINES = st.sampled_from(
    [
        *(
            f"{key}: {value}"
            for key in ("source_file", "original_hash", "k-1")
            for value in (
                "a",
                "a b",
                "'a # b'",
                '"a: b"',
                "a: b",
                "a #b",
                "a#b",
                "a:b",
                "",
                "'a",
                '"a\\n"',
                "- a",
                "a\tb",
                "é\u00a0",
                "a:",
                "[a",
                "| ",
                "*a",
                "...",
                "\x85",
                "a ",
            )
        ),
        "- a",
        "  - a b",
        "  - 'c'",
        " - a: b",
        "# c",
        "  # c",
        "",
        "  ",
        "  a",
        "\ta",
        "...",
        "a",
    ]
)


@given(st.lists(LINES, max_size=5), st.sampled_from(["\n", "\r\n", "\r"]))
def test_plain_lines_mean_what_a_yaml_parser_says(lines: list[str], newline: str) -> None:
    body = "".join(line + newline for line in lines)
    fields = read_plain(body)
    if fields is not None:
        node = yaml.compose(body, Loader=yaml.BaseLoader)
        pairs = [] if node is None else [(key.value, value.value) for key, value in node.value]
        assert fields == {key: value for key, value in pairs if key != "k-1"}
