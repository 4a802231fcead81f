"""The sidecar: what each entry says, and that nothing else changes when one is written."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps import Sidecar, parse_sidecar, render_sidecar

HASH = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
PATH = "translations/he/.co-op-translator.json"
STAMP = Stamp(
    StampFormat.SIDECAR,
    HASH,
    translation_date="2025-07-09T18:05:05+00:00",
    source_file="guide/intro.md",
    language_code="he",
)


def entry(document: str, digest: str = HASH, more: str = "") -> str:
    return (
        f'  "{document}": {{\n    "original_hash": "{digest}",\n'
        f'    "translation_date": "2025-07-09T18:05:05+00:00",\n'
        f'    "source_file": "{document}",\n    "language_code": "he"{more}\n  }}'
    )


def sidecar(*entries: str) -> str:
    return "{\n" + ",\n".join(entries) + "\n}"


FAILURES = (
    '  "__translation_failures__": {\n    "b.md": {\n      "original_hash": "not yet",\n'
    '      "tries": 12345678901234567890.10\n    }\n  }'
)
WHOLE = sidecar(entry("B.md"), FAILURES, entry("a/b.md"), entry('a/שלום \\"x\\".md'))


def parse(text: str) -> Sidecar:
    return parse_sidecar(text.encode(), PATH)


def test_reads_the_entries_of_exactly_the_documents() -> None:
    found = parse(WHOLE)
    assert found.broken is None
    assert found.problems == {}
    assert list(found.entries) == ["B.md", "a/b.md", 'a/שלום "x".md']
    assert found.entries["a/b.md"] == STAMP._replace(source_file="a/b.md")


@pytest.mark.parametrize("text", ["{}", " {\n} \n", "\ufeff{}"])
def test_an_empty_sidecar_is_whole(text: str) -> None:
    assert parse(text) == Sidecar()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "not JSON"),
        ("{", 1, "not JSON"),
        (WHOLE[:400], None, "not JSON"),
        (WHOLE.replace('"he"\n  },', '"he"\n  }', 1), 8, "not JSON"),
        ("[]", 1, "not a JSON object"),
        ("null", 1, "not a JSON object"),
        ("1" * 5000, 1, "not a JSON object"),
        ('{"a": "\x00"}', 1, "not JSON"),
        ('{"a": ' + "[" * 200_000, 1, "nested"),
        ("<<<<<<< HEAD\n{}\n", 1, "conflict"),
    ],
)
def test_an_unreadable_sidecar_is_broken(text: str, line: int | None, words: str) -> None:
    found = parse(text)
    assert (found.entries, found.problems) == ({}, {})
    assert found.broken is not None
    assert words in found.broken.message
    assert found.broken.path == PATH
    assert found.broken.line == (text.count("\n") + 1 if line is None else line)
    with pytest.raises(StampError):
        render_sidecar(text.encode(), "a.md", STAMP)


@pytest.mark.parametrize("data", [b'{\n"a": "\xff"}', '{\n"é": 1}'.encode("latin-1")])
def test_a_sidecar_that_is_not_utf8_is_broken(data: bytes) -> None:
    found = parse_sidecar(data, PATH)
    assert str(found.broken).startswith(f"{PATH}:2: not UTF-8")
    with pytest.raises(StampError):
        render_sidecar(data, "a.md", STAMP)


@pytest.mark.parametrize(
    ("bad", "line", "words"),
    [
        ('  "b.md": "text"', 8, "not a JSON object"),
        ('  "b.md": {}', 8, "no original_hash"),
        ('  "b.md": {\n    "original_hash": 1e999999\n  }', 9, "not text"),
        ('  "b.md": {\n    "original_hash": ' + "1" * 5000 + "\n  }", 9, "not text"),
        (entry("b.md", HASH[1:]), 9, "32 hexadecimal digits"),
        (entry("b.md", HASH, f',\n    "original_hash": "{HASH}"'), 13, "twice"),
        (entry("b.md", HASH, ',\n    "x": [{"y": 1, "y": 2}]'), 13, "twice"),
        (entry("b.md", HASH, ',\n    "synced_hash": ""'), 13, "synced_hash"),
        (entry("b.md").replace('file": "', 'file": "/'), 11, "leads out of the root"),
        (entry("b.md") + ",\n" + entry("b.md"), 14, "the entry is there twice"),
        (entry("b.md", "bad") + ",\n" + entry("b.md"), 14, "the entry is there twice"),
        (entry("b.md") + ",\n" + entry("b.md") + ",\n" + entry("b.md"), 20, "twice"),
    ],
)
def test_a_bad_entry_is_a_problem_of_its_document_alone(bad: str, line: int, words: str) -> None:
    text = sidecar(entry("a.md"), bad, entry("c.md"))
    found = parse(text)
    assert found.broken is None
    assert list(found.entries) == ["a.md", "c.md"]
    assert list(found.problems) == ["b.md"]
    assert words in found.problems["b.md"].message
    assert found.problems["b.md"].message.startswith("b.md: ")
    assert (found.problems["b.md"].path, found.problems["b.md"].line) == (PATH, line)
    with pytest.raises(StampError, match=r"b\.md"):
        render_sidecar(text.encode(), "b.md", STAMP)
    written = render_sidecar(text.encode(), "a.md", STAMP._replace(source_file="a.md"))
    assert json.loads(written, object_pairs_hook=list, parse_int=str) == json.loads(
        text, object_pairs_hook=list, parse_int=str
    )


def conflict(ours: str, theirs: str, base: str | None = None) -> str:
    ancestor = "" if base is None else f"||||||| 1234567\n{base}"
    return f"<<<<<<< HEAD\n{ours}{ancestor}=======\n{theirs}>>>>>>> topic\n"


HASH_LINE = f'    "original_hash": "{HASH}",\n'
OTHER_LINE = f'    "original_hash": "{OTHER}",\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("base", [None, "", OTHER_LINE, "<<<<<<<<< merged\nx\n>>>>>>>>> merged\n"])
def test_entries_that_both_sides_agree_on_still_count(base: str | None, newline: str) -> None:
    text = sidecar(entry("a.md"), entry("b.md"), entry("c.md"))
    place = text.index(HASH_LINE, text.index("b.md"))
    hunk = conflict(HASH_LINE, OTHER_LINE, base)
    found = parse((text[:place] + hunk + text[place + len(HASH_LINE) :]).replace("\n", newline))
    assert list(found.entries) == ["a.md", "c.md"]
    assert found.broken is not None
    assert "conflict markers" in found.broken.message
    assert found.broken.line == 9


def test_entries_of_one_side_only_do_not_count() -> None:
    added = conflict(entry("b.md") + ",\n", entry("d.md") + ",\n" + entry("e.md") + ",\n")
    text = "{\n" + entry("a.md") + ",\n" + added + entry("f.md") + "\n}"
    found = parse(text)
    assert list(found.entries) == ["a.md", "f.md"]
    assert found.broken is not None
    with pytest.raises(StampError):
        render_sidecar(text.encode(), "a.md", STAMP)


@pytest.mark.parametrize(
    "text",
    [
        conflict(sidecar(entry("a.md")) + "\n", sidecar(entry("a.md"))[:-1] + "\n"),
        conflict(sidecar(entry("a.md")) + "\n", sidecar(entry("a.md")) + "\n").replace(
            "=====", "="
        ),
        sidecar(entry("a.md")) + "\n>>>>>>> topic\n",
        sidecar(entry("a.md")) + "\n=======\n",
        "<<<<<<< a\n" + conflict(sidecar(entry("a.md")) + "\n", sidecar(entry("a.md")) + "\n"),
    ],
)
def test_a_conflict_whose_sides_cannot_be_told_gives_nothing(text: str) -> None:
    found = parse(text)
    assert found.entries == {}
    assert found.broken is not None


def test_a_new_sidecar_has_the_layout_and_no_newline_at_its_end() -> None:
    assert render_sidecar(None, "guide/intro.md", STAMP).decode() == sidecar(
        entry("guide/intro.md")
    )


@pytest.mark.parametrize("document", ["A.md", "a/a.md", "z.md"])
def test_a_new_entry_is_sorted_in_and_the_rest_is_kept(document: str) -> None:
    stamp = STAMP._replace(source_file=document)
    written = render_sidecar(WHOLE.encode(), document, stamp)
    assert list(json.loads(written)) == sorted([*json.loads(WHOLE), document])
    assert (
        written.decode().replace(entry(document) + ",\n", "").replace(",\n" + entry(document), "")
        == WHOLE
    )


def test_a_key_of_the_same_name_elsewhere_is_not_the_document() -> None:
    written = parse_sidecar(render_sidecar(WHOLE.encode(), "b.md", STAMP), PATH)
    assert written.entries["a/b.md"].source_file == "a/b.md"
    assert "a\\b.md" not in written.entries
    assert len(written.entries) == 4


def test_a_changed_entry_keeps_its_key_order_and_unknown_keys() -> None:
    text = '{"b.md": {"x": [1.0, NaN], "synced_hash": "%s", "original_hash": "%s", "y": ""}}'
    written = render_sidecar(
        (text % (OTHER, OTHER)).encode(), "b.md", STAMP._replace(synced_hash=HASH)
    )
    assert list(json.loads(written)["b.md"]) == [
        "x",
        "original_hash",
        "y",
        "translation_date",
        "source_file",
        "language_code",
        "synced_hash",
    ]
    assert b"1.0,\n      NaN" in written


def test_synced_hash_is_the_last_key_and_goes_when_it_is_none() -> None:
    text = sidecar(entry("guide/intro.md"))
    synced = render_sidecar(text.encode(), "guide/intro.md", STAMP._replace(synced_hash=OTHER))
    assert synced.decode() == sidecar(
        entry("guide/intro.md", HASH, f',\n    "synced_hash": "{OTHER}"')
    )
    assert render_sidecar(synced, "guide/intro.md", STAMP).decode() == text


def test_line_ends_and_encoding_mark_are_kept_the_layout_is_the_tools() -> None:
    text = "\ufeff" + WHOLE.replace("\n", "\r\n")
    stamp = STAMP._replace(source_file="B.md")
    assert render_sidecar(text.encode(), "B.md", stamp) == text.encode()
    assert render_sidecar((text + "\r\n").encode(), "B.md", stamp) == text.encode()
    flat = json.dumps(json.loads(WHOLE.replace("12345678901234567890.10", "1")))
    assert render_sidecar(flat.encode(), "B.md", stamp).decode() == WHOLE.replace(
        "12345678901234567890.10", "1"
    )


def test_a_lone_surrogate_in_another_entry_stays_an_escape() -> None:
    text = sidecar(entry("a.md"), '  "b.md": {\n    "note": "\\ud800é"\n  }')
    assert (
        render_sidecar(text.encode(), "a.md", STAMP._replace(source_file="a.md")) == text.encode()
    )


def test_a_key_of_the_tool_is_never_taken_for_a_document() -> None:
    text = '{"__version__": 2}'
    assert parse(text) == Sidecar()
    with pytest.raises(StampError):
        render_sidecar(text.encode(), "__version__", STAMP)


def test_every_real_sidecar_is_reproduced_byte_for_byte(corpus: Callable[[str], Path]) -> None:
    root = corpus("azd")
    listed = git(root, "rev-list", "--objects", "HEAD").decode().splitlines()
    blobs = [line.split(" ")[0] for line in listed if line.endswith("/.co-op-translator.json")]
    assert len(blobs) > 40
    for blob in blobs:
        data = git(root, "cat-file", "blob", blob)
        found = parse_sidecar(data, PATH)
        assert found.broken is None
        assert found.problems == {}
        assert len(found.entries) >= 58
        for document in list(found.entries)[::12]:
            assert render_sidecar(data, document, found.entries[document]) == data


def git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True).stdout
