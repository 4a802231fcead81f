"""Stamps in projects' own forms, written among whatever else front matter holds."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sync.errors import StampError
from sync.model import Record, Stamp, StampFormat, StampKind
from sync.stamps.record_edit import render_record
from sync.stamps.records import make_record, parse_record
from sync.stamps.spec import COMMENT, StampSpec

OLD, NEW = "967e77ab" * 5, "1234567" + "0" * 32 + "e"
SYNCED = "0123456789abcdef" * 2
NUMBERS = ("1234567", "12e4567", "0b10101")  # to readers of YAML, of which versions differ
SPECS = {
    key: StampSpec(StampKind.COMMIT, key) for key in ("from", "l10n.from", "ms.from", "a.b.from")
}
BODY = "\n# Thé\n\nfrom: 1234567\n\n---\nfrom: x\n---\n"

# Lines of front matter that have nothing to do with the stamp, each whole in itself.
OTHERS = st.sampled_from(
    [
        "title: 'Tai's'",
        'title: "from: 1234567"',
        "title: Thé # from: 1234567",
        "# from: 1234567",
        "",
        "fromage: oui",
        "from_: 1234567",
        "from-date: 2024-01-01",
        "synced: 2024-05-01",
        "tags: [a, from, b]",
        "tags:\n- from\n- b",
        "tags:\n  - from: 1234567\n    of: x",
        "note: |\n  from: 1234567\n\n  more",
        "note: >-\n    from: 1234567",
        "other:\n  from: 1234567\n  more: x",
        "'quoted': y",
        "é: ü",
    ]
)


def stamp_of(spec: StampSpec, value: str | None, synced_hash: str | None = None) -> Stamp:
    record = None if value is None else make_record(spec, value)
    synced = None if synced_hash is None else "document"
    return Stamp(
        StampFormat.FRONT_MATTER, None, synced_hash=synced_hash, synced=synced, record=record
    )


def spell(key: str, written: str, rest: str = "") -> str:
    *parents, last = key.split(".")
    heads = "".join(f"{'  ' * at}{name}:\n" for at, name in enumerate(parents))
    return f"{heads}{'  ' * len(parents)}{last}: {written}{rest}"


def join(lines: list[str], newline: str, mark: str) -> str:
    return mark + ("\n".join(["---", *lines, "---"]) + "\n" + BODY).replace("\n", newline)


@given(
    above=st.lists(OTHERS, max_size=3, unique_by=lambda each: each.partition(":")[0]),
    below=st.lists(OTHERS, max_size=3, unique_by=lambda each: each.partition(":")[0]),
    key=st.sampled_from(list(SPECS)),
    quote=st.sampled_from(["", "'", '"']),
    rest=st.sampled_from(["", " # patched", "   # by 'x'"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    new=st.sampled_from([NEW, *NUMBERS, "abcdef1", OLD[:7]]),
)
def test_a_value_changes_alone(  # noqa: PLR0917  each a way in which files differ
    above: list[str],
    below: list[str],
    key: str,
    quote: str,
    rest: str,
    newline: str,
    mark: str,
    new: str,
) -> None:
    spec = SPECS[key]
    text = join([*above, spell(key, f"{quote}{OLD}{quote}", rest), *below], newline, mark)
    known = parse_record(text, spec)
    assert known is not None
    assert known.record is not None
    assert known.record.value == OLD

    after = render_record(text, spec, stamp_of(spec, new))

    found = parse_record(after, spec)
    assert found is not None
    assert found.record is not None
    assert found.record.value == new
    shown = quote or ('"' if new in NUMBERS else "")
    written = spell(key, f"{shown}{new}{shown}")
    assert after == join([*above, written, *below], newline, mark)
    assert render_record(after, spec, stamp_of(spec, new)) == after
    assert render_record(text, spec, stamp_of(spec, OLD)) == text


@given(
    lines=st.lists(OTHERS, max_size=4, unique_by=lambda each: each.partition(":")[0]),
    key=st.sampled_from(list(SPECS)),
    home=st.sampled_from(
        ["", "l10n:\n  a: b", "l10n:\n    note: |\n      x\n\n      y", "a:\n  b:"]
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
@example(lines=["z: 1"], key="a.b.from", home="a:\n  z: |\n    text", newline="\n", mark="")
def test_a_new_key_is_put_in_and_nothing_else(
    lines: list[str], key: str, home: str, newline: str, mark: str
) -> None:
    spec = SPECS[key]
    text = join([each for each in (home, *lines) if each], newline, mark)
    assert parse_record(text, spec) is None

    after = render_record(text, spec, stamp_of(spec, NEW))

    found = parse_record(after, spec)
    assert found is not None
    assert found.record is not None
    assert found.record.value == NEW
    kept = iter(after.splitlines(keepends=True))
    assert all(line in kept for line in text.splitlines(keepends=True))
    assert set(re.findall(r"\r?\n", after)) == {newline}
    assert render_record(after, spec, stamp_of(spec, NEW)) == after
    try:
        before = yaml.safe_load(text.removeprefix("\ufeff").split("---")[1])
    except yaml.YAMLError:
        return
    data = yaml.safe_load(after.removeprefix("\ufeff").split("---")[1])
    *parents, last = key.split(".")
    inner = data
    for name in parents:
        inner = inner[name]
    assert inner.pop(last) == NEW
    assert prune(data) == prune(before or {})


def prune(value: object) -> object:
    """Return YAML's data without mappings that hold nothing."""
    if not isinstance(value, dict):
        return value
    pruned = {key: prune(each) for key, each in value.items()}
    return {key: each for key, each in pruned.items() if each not in ({}, None)}


@given(
    lines=st.lists(OTHERS, max_size=3, unique_by=lambda each: each.partition(":")[0]),
    key=st.sampled_from(list(SPECS)),
    value=st.sampled_from([OLD, *NUMBERS]),
)
def test_readers_of_yaml_find_a_text(lines: list[str], key: str, value: str) -> None:
    spec = SPECS[key]
    after = render_record(join(lines, "\n", ""), spec, stamp_of(spec, value))

    written = [line for line in after.partition(BODY)[0].splitlines() if value in line][-1]

    assert list(yaml.safe_load(written.strip()).values()) == [value]


@pytest.mark.parametrize("key", list(SPECS))
def test_a_synced_hash_comes_beside_the_key_and_goes_again(key: str) -> None:
    spec = SPECS[key]
    text = join(["title: x", spell(key, OLD), "z: 1"], "\n", "")

    begun = render_record(text, spec, stamp_of(spec, OLD, SYNCED))

    found = parse_record(begun, spec)
    assert found is not None
    assert (found.synced_hash, found.synced) == (SYNCED, "document")
    assert found.record is not None
    assert found.record.value == OLD
    data = yaml.safe_load(begun.split("---")[1])
    for name in key.split(".")[:-1]:
        data = data[name]
    assert data == data | {"synced_hash": SYNCED, "synced": "document"}
    assert render_record(begun, spec, stamp_of(spec, OLD)) == text
    assert render_record(begun, spec, stamp_of(spec, OLD, SYNCED)) == begun


def test_a_synced_of_the_projects_own_stays_or_is_in_the_way() -> None:
    spec = SPECS["from"]
    text = join([f"from: {OLD}", "synced: 2024-05-01"], "\n", "")

    assert "synced: 2024-05-01" in render_record(text, spec, stamp_of(spec, NEW))
    with pytest.raises(StampError, match="synced"):
        render_record(text, spec, stamp_of(spec, OLD, SYNCED))


@pytest.mark.parametrize(
    "lines", ["l10n: {}", "l10n: null", "l10n: {from: 1234567}", "l10n:\n  from:\n    1234567"]
)
def test_what_is_not_written_line_by_line_is_refused(lines: str) -> None:
    with pytest.raises(StampError):
        render_record(
            join([lines], "\n", ""), SPECS["l10n.from"], stamp_of(SPECS["l10n.from"], NEW)
        )


TOML = '''+++
title = "Thé"
from = "{}" # patched
text = """
from = "1234567"
"""

[params]
from = "1234567"
+++

Thé.
'''


def test_toml_is_written_in_its_own_style() -> None:
    spec = SPECS["from"]

    after = render_record(TOML.format(OLD), spec, stamp_of(spec, NEW))

    assert after == TOML.format(NEW).replace(" # patched", "")
    assert tomllib.loads(after.split("+++")[1])["from"] == NEW


@pytest.mark.parametrize("key", ["from", "l10n.from", "params.from"])
def test_a_new_key_of_toml_is_where_it_belongs(key: str) -> None:
    spec = StampSpec(StampKind.COMMIT, key)
    text = '+++\ntitle = "x"\n\n[params]\na = 1\n\n[[items]]\nb = 2\n+++\n\nThé.\n'

    after = render_record(text, spec, stamp_of(spec, "1234567"))

    found: object = tomllib.loads(after.split("+++")[1])
    for name in key.split("."):
        assert isinstance(found, dict)
        found = found[name]
    assert found == "1234567"
    kept = iter(after.splitlines())
    assert all(line in kept for line in text.splitlines())


@pytest.mark.parametrize("written", [f'"{OLD}"', "1234567"])
@pytest.mark.parametrize("comma", [",", ""])
def test_json_stays_json(written: str, comma: str) -> None:
    spec = SPECS["from"]
    more = '\n  "x": {"from": "1234567"}' if comma else ""
    text = f'{{\n  "title": "from",\n  "from": {written}{comma}{more}\n}}\n\nThé.\n'

    after = render_record(text, spec, stamp_of(spec, "abcdef1"))

    assert after == text.replace(f'"from": {written}', '"from": "abcdef1"', 1)
    assert json.loads(after.partition("\n\n")[0])["from"] == "abcdef1"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_begun_where_there_is_none(mark: str, newline: str) -> None:
    spec = SPECS["l10n.from"]
    text = f"{mark}# Thé{newline}"

    after = render_record(text, spec, stamp_of(spec, NEW))

    lines = ["---", "l10n:", f"  from: {NEW}", "---", "# Thé", ""]
    assert after == mark + newline.join(lines)


def test_a_key_with_dots_of_its_own_is_tried_first() -> None:
    spec = StampSpec(StampKind.COMMIT, "ms.from")
    text = join(["ms:\n  from: 1234567", f"ms.from: {OLD}"], "\n", "")

    found = parse_record(text, spec)

    assert found is not None
    assert found.record == Record(StampKind.COMMIT, "ms.from", OLD, found.origin)
    after = render_record(text, spec, stamp_of(spec, NEW))
    assert after == join(["ms:\n  from: 1234567", f"ms.from: {NEW}"], "\n", "")


OBJECT = '{\n  "title": "from,\\n}",\n  "l10n": {\n    "a": [\n      1\n    ]\n  }\n}\n\nThé.\n'


@pytest.mark.parametrize("key", ["from", "l10n.from"])
def test_a_new_key_of_json_comes_and_goes(key: str) -> None:
    spec = StampSpec(StampKind.COMMIT, key, outdated="z")
    text = OBJECT.replace("  }\n}", '  },\n  "z": true\n}')

    begun = render_record(text, spec, stamp_of(spec, OLD, SYNCED))
    done = render_record(begun, spec, stamp_of(spec, NEW))

    for each, synced in ((begun, SYNCED), (done, None)):
        data = json.loads(each.partition("\n\n")[0])
        assert data["title"] == "from,\n}"
        assert ("z" in data) == (synced is not None)
        inner = data["l10n"] if "." in key else data
        assert inner.get("synced_hash") == synced
        assert inner["from"] == (OLD if synced else NEW)
    assert render_record(done, spec, stamp_of(spec, NEW)) == done


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"a": [\n      1\n    ]\n  },', '"a": [\n      1\n    ],\n    "from": "{}"\n  }},'),
        ('"a": 1 },', '"a": 1,\n    "from": "{}"\n }},'),
        ('"a": {"from": "x"}\n  },', '"a": {{"from": "x"}},\n    "from": "{}"\n  }},'),
    ],
)
def test_a_new_key_of_json_goes_to_the_end_of_its_mapping(before: str, after: str) -> None:
    spec = SPECS["l10n.from"]
    text = '{\n  "l10n": {\n    %s\n  "z": 1\n}\n\nThé.\n'

    written = render_record(text % before, spec, stamp_of(spec, NEW))

    assert written == text % after.format(NEW)
    assert json.loads(written.partition("\n\n")[0])["l10n"]["from"] == NEW


@pytest.mark.parametrize("parent", ["l10n: ~", "l10n: null", 'l10n: ""', "l10n: {a: 1}"])
def test_what_holds_no_mapping_of_lines_gets_no_key(parent: str) -> None:
    spec = SPECS["l10n.from"]
    with pytest.raises(StampError, match="holds no mapping of lines"):
        render_record(f"---\n{parent}\n---\n", spec, stamp_of(spec, NEW))


@pytest.mark.parametrize("nothing", ["~", "null", "Null"])
def test_null_gives_way_to_a_stamp(nothing: str) -> None:
    spec = SPECS["from"]
    text = f"---\nfrom: {nothing}\ntitle: x\n---\n"
    assert parse_record(text, spec) is None
    assert render_record(text, spec, stamp_of(spec, NEW)) == text.replace(nothing, NEW)
    quoted = f"---\nfrom: '{nothing}'\n---\n"
    with pytest.raises(StampError, match="from is not"):
        parse_record(quoted, spec)


def test_a_flag_in_comments_goes_with_what_it_says_since_when() -> None:
    spec = StampSpec(StampKind.FLAG, "old", since="since", place=COMMENT)
    text = "# Thé\n\n`<!-- old: true -->` says so.\n<!-- old: true -->\n<!-- since: 1234567 -->\n"

    found = parse_record(text, spec)

    assert found is not None
    assert found.origin is not None
    assert found.origin.text == "1234567"
    down = found._replace(record=Record(StampKind.FLAG, "old"))
    assert render_record(text, spec, down) == "# Thé\n\n`<!-- old: true -->` says so.\n"
