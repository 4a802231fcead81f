"""The stamp in and below front matter of every kind: YAML, TOML and JSON."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.errors import StampError
from sync.markdown.front_matter import find_front_matter
from sync.model import Stamp, StampFormat
from sync.stamps import NeedMore, parse_embedded, render_embedded

HASH = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
DATE = "2026-03-01T10:00:00+00:00"
STAMP = Stamp(StampFormat.FRONT_MATTER, HASH, None, DATE, "posts/tea.md", "fr")
COMMENT = STAMP._replace(format=StampFormat.COMMENT)
TOML_KEYS = (
    f'original_hash = "{HASH}"\ntranslation_date = "{DATE}"\n'
    'source_file = "posts/tea.md"\nlanguage_code = "fr"\n'
)
FRONT_MATTER = ['+++\ntitle = "Thé"\n+++\n', '{\n"title": "Thé"\n}\n', "---\na: 1\n---\n"]
BODY = "# Thé\n\n| Thé | Note |\n| --- | --- |\n| Vert | Léger |\n"
SAID = render_embedded("", COMMENT)


def parse(text: str) -> Stamp | None:
    found = parse_embedded(text.encode(), "fr/tea.md", complete=True)
    assert not isinstance(found, NeedMore)
    return found


def toml(keys: str) -> str:
    return f"+++\n{keys}+++\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "Thé"\nweight = 3\n', 'title = "Thé"\nweight = 3\n' + TOML_KEYS),
        ("", TOML_KEYS),
        ("# nothing yet\n", "# nothing yet\n" + TOML_KEYS),
        (
            'title = "Thé" # said\n\n# all else\n[params]\nhue = "green"\n',
            'title = "Thé" # said\n' + TOML_KEYS + '\n# all else\n[params]\nhue = "green"\n',
        ),
        ("[params]\noriginal_hash = 1\n", TOML_KEYS + "[params]\noriginal_hash = 1\n"),
        (
            'text = """\noriginal_hash = "no"\n[not.a.table]\n"""\nb = [\n  "a", # ]\n  "[",\n]\n',
            'text = """\noriginal_hash = "no"\n[not.a.table]\n"""\nb = [\n  "a", # ]\n  "[",\n]\n'
            + TOML_KEYS,
        ),
        (
            "a.b = 1\n[[cascade]]\nx = ''' ''''\n",
            "a.b = 1\n" + TOML_KEYS + "[[cascade]]\nx = ''' ''''\n",
        ),
        (
            f"language_code = 'fr' # ours\ntitle = 'T'\n\"original_hash\"   =  '{OTHER}'   # why\n",
            f"language_code = 'fr' # ours\ntitle = 'T'\n\"original_hash\"   =  '{HASH}'   # why\n"
            + "".join(TOML_KEYS.splitlines(keepends=True)[1:3]),
        ),
        (
            f"synced_hash = '''{OTHER}'''\ntranslation_date = 2020-01-01T00:00:00Z\nz = 1\n",
            "".join(TOML_KEYS.splitlines(keepends=True)[:2])
            + "".join(TOML_KEYS.splitlines(keepends=True)[2:])
            + "z = 1\n",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_toml_is_edited_by_its_lines(before: str, after: str, newline: str, mark: str) -> None:
    text = (mark + toml(before) + BODY).replace("\n", newline)
    expected = (mark + toml(after) + BODY).replace("\n", newline)
    assert render_embedded(text, STAMP) == expected
    assert parse(expected) == STAMP
    assert render_embedded(expected, STAMP) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["{", "}"], ["{", "  HASH,", "  DATE,", "  FILE,", "  CODE", "}"]),
        (
            ["{", '\t"title": "Thé {",', '\t"menu": {"a": [1, 2.50]}', "}"],
            [
                "{",
                '\t"title": "Thé {",',
                '\t"menu": {"a": [1, 2.50]},',
                "\tHASH,",
                "\tDATE,",
                "\tFILE,",
                "\tCODE",
                "}",
            ],
        ),
        (
            ["{", f'    "synced_hash": "{OTHER}",', '    "CODE": 1', "}"],
            ["{", "    HASH,", "    DATE,", "    FILE,", "    CODE,", '    "CODE": 1', "}"],
        ),
        (
            ["{", '"language_code" : "de" , "z": 1,', '"menu": {', '"x": "}"', "}", "}"],
            [
                "{",
                'HASH,\nDATE,\nFILE,\n"language_code" : "fr" , "z": 1,',
                '"menu": {',
                '"x": "}"',
                "}",
                "}",
            ],
        ),
        (
            ["{", '  "title": "T",', f'  "synced_hash": "{OTHER}"', "}"],
            ["{", '  "title": "T",', "  HASH,", "  DATE,", "  FILE,", "  CODE", "}"],
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_json_is_edited_by_its_members(before: list[str], after: list[str], newline: str) -> None:
    lines = "\n".join(after)
    for name, said in (
        ("HASH,", f'"original_hash": "{HASH}",'),
        ("DATE,", f'"translation_date": "{DATE}",'),
        ("FILE,", '"source_file": "posts/tea.md",'),
        (" CODE", ' "language_code": "fr"'),
        ("\tCODE", '\t"language_code": "fr"'),
    ):
        lines = lines.replace(name, said)
    expected = (lines + "\n" + BODY).replace("\n", newline)
    text = ("\n".join(before) + "\n" + BODY).replace("\n", newline)
    assert render_embedded(text, STAMP) == expected
    assert parse(expected) == STAMP
    assert render_embedded(expected, STAMP) == expected


FRONTS = st.sampled_from(
    [
        toml('title = "Thé"\n\n[params]\na = 1\n'),
        toml(""),
        toml('a = """\n+ {\n"""\nb = [ # c\n]\n'),
        '{\n  "title": "Thé"\n}\n',
        '{\n"a": {"b": "}\\""}, "c": [\n{}\n]\n}\n',
        "---\ntitle: Thé\ntags:\n- a\n---\n",
        "---\ntitle: Thé\n...\n",
        "---\n---\n",
    ]
)
STAMPS = st.builds(
    Stamp,
    st.sampled_from([StampFormat.FRONT_MATTER, StampFormat.COMMENT]),
    st.none() | st.text("0123456789abcdef", min_size=32, max_size=32),
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.none() | st.just(DATE),
    st.none() | st.sampled_from(["a.md", 'it\'s "so".md', "é\\x7f.md", "a = b # {.md"]),
    st.none() | st.sampled_from(["fr", "no", "zh-CN"]),
    st.sampled_from([None, "document", "tables"]),
    record=st.none(),
)
BODIES = st.sampled_from(["", "\n", BODY, "\n\n+++\n", "\n---\n\ntext\n", "{\n}\n"])


@given(
    FRONTS,
    BODIES,
    st.lists(STAMPS, min_size=1, max_size=3),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read_and_nothing_else_changes(
    front: str, body: str, stamps: list[Stamp], mark: str, newline: str
) -> None:
    text = before = (mark + front + body).replace("\n", newline)
    if front.count("\n") < 3:  # what held nothing but a stamp would go with it
        stamps = stamps[:1]
    for stamp in stamps:
        text = render_embedded(text, stamp)
        assert parse(text) == stamp
        assert render_embedded(text, stamp) == text
        old, new = find_front_matter(before), find_front_matter(text)
        assert old is not None
        assert new is not None
        assert (new.kind, new.start) == (old.kind, old.start)
        assert text.endswith(before[old.end :])


@pytest.mark.parametrize("front", [toml('title = "Thé"\n'), '{\n  "title": "Thé"\n}\n'])
@pytest.mark.parametrize("between", ["", "\n", "\n \n\n"])
def test_a_comment_stands_below_and_is_seen(front: str, between: str) -> None:
    assert render_embedded(front + BODY, COMMENT) == front + SAID + BODY
    assert parse(front + between + SAID + BODY) == COMMENT


@pytest.mark.parametrize("front", FRONT_MATTER)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_comment_above_front_matter_is_seen_and_goes_below(front: str, mark: str) -> None:
    text = mark + SAID + front + BODY
    assert parse(text) == COMMENT
    new = COMMENT._replace(original_hash=OTHER)
    assert render_embedded(text, new) == mark + front + render_embedded("", new) + BODY
    into = render_embedded(text, STAMP)
    assert parse(into) == STAMP
    assert into.startswith(mark + front[0])
    assert into.endswith(BODY)
    assert "CO_OP" not in into


@pytest.mark.parametrize("front", [toml('title = "Thé"\n'), '{\n"title": "Thé"\n}\n'])
@pytest.mark.parametrize("stamp", [STAMP._replace(original_hash=OTHER), COMMENT])
def test_yaml_that_hides_other_front_matter_goes(front: str, stamp: Stamp) -> None:
    hidden = render_embedded("", STAMP) + front + BODY
    assert parse(hidden) == STAMP
    assert render_embedded(hidden, stamp) == render_embedded(front + BODY, stamp)


def test_yaml_of_others_above_other_front_matter_stays() -> None:
    yaml = "---\ntitle: Thé\n---\n"
    text = yaml + toml('x = "y"\n') + BODY
    assert render_embedded(text, COMMENT) == yaml + SAID + toml('x = "y"\n') + BODY


@pytest.mark.parametrize(
    "text",
    [
        "+++\ntitle = 'never closed'\n",
        "{\n  color: red\n}\n",
        '{ "title": "Thé" }\n',
        '{\n  "a": 1 }\n\ntext\n',
        "{\n\nA paragraph in braces.\n}\n",
        "---\n\nA text between two rules, its colon: late and long.\n\n---\n\nmore\n",
        "---\n\n# Title\n\nSome words.\n\n---\n",
        "---\nnever closed\n",
        "\n+++\ntitle = 'late'\n+++\n",
        "```\n+++\na = 1\n+++\n```\n",
        "++++\na\n++++\n",
    ],
)
def test_what_is_no_front_matter_is_left_below_the_stamp(text: str) -> None:
    assert find_front_matter(text) is None
    assert render_embedded(text, COMMENT) == SAID + text
    assert parse(SAID + text) == COMMENT
    assert render_embedded(SAID + text, COMMENT) == SAID + text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (toml(f'original_hash = "{HASH}"\noriginal_hash = "{OTHER}"\n'), 3, "not TOML"),
        (toml(f'a = 1\noriginal_hash = "{HASH}"\nb = \n'), 4, "not TOML"),
        (toml("original_hash = 12\n"), 2, "not text"),
        (toml('x = 1\noriginal_hash = "12"\n'), 3, "32 hexadecimal digits"),
        (toml(f'original_hash = "{HASH}"\nsource_file = "../x"\n'), 3, "out of the root"),
        (toml(f'<<<<<<< a\noriginal_hash = "{HASH}"\n=======\n>>>>>>> b\n'), 2, "conflict"),
        (f'+++\noriginal_hash = "{HASH}"\n', 1, "cut short"),
        (f'{{\n  "original_hash": "{HASH}",\n  "original_hash": "{HASH}"\n}}\n', 3, "twice"),
        (f'{{\n  "a": 1,\n  "original_hash": "{HASH}",\n}}\n', 4, "not JSON"),
        (f'{{\n  "original_hash": "{HASH}",\n', 1, "cut short"),
        (toml(TOML_KEYS) + SAID, 7, "two stamps"),
        (SAID + toml(TOML_KEYS), 1, "two stamps"),
        (SAID + toml("a = 1\n") + SAID, 13, "two stamps"),
    ],
)
def test_what_cannot_be_trusted_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(StampError, match=words) as caught:
        parse(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        toml('title = "T"\n') + BODY,
        toml("# original_hash = 'no'\n"),
        toml(f'text = """\noriginal_hash = "{HASH}"\n"""\n'),
        toml(f'[params]\noriginal_hash = "{HASH}"\n'),
        f'{{\n  "params": {{"original_hash": "{HASH}"}}\n}}\n',
        toml("a = \n"),
    ],
)
def test_no_stamp(text: str) -> None:
    assert parse(text) is None


@given(FRONTS, STAMPS)
@example(toml('title = "Thé"\n'), STAMP)
def test_other_parsers_read_the_same(front: str, stamp: Stamp) -> None:
    text = render_embedded(front + BODY, stamp._replace(format=StampFormat.FRONT_MATTER))
    block = find_front_matter(text)
    assert block is not None
    inner = text[block.inner : block.inner_end]
    if block.kind != "yaml":
        values = tomllib.loads(inner) if block.kind == "toml" else json.loads(inner)
        assert values["synced_hash" if stamp.synced_hash else "original_hash"] in (
            stamp.synced_hash,
            stamp.original_hash,
        )
        assert values.get("source_file") == stamp.source_file


@given(FRONTS, STAMPS, st.integers(0, 400))
def test_a_head_says_the_same_or_asks_for_more(front: str, stamp: Stamp, size: int) -> None:
    data = render_embedded(front + BODY, stamp).encode()
    found = parse_embedded(data[:size], "a.md", complete=size >= len(data))
    assert found == stamp or isinstance(found, NeedMore) or size < 1
