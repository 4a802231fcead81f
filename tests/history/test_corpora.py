"""Every hash that real translations ever recorded, against a count made without the package."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.history import BaseQuery, BaseText, History
from sync.model import Reason, name_digest
from tests.history.gitrepo import md5
from tests.watching import watch

_COMMENT = re.compile(
    rb'CO_OP_TRANSLATOR_METADATA:.{0,400}?"original_hash": *"([0-9a-f]{32})"', re.DOTALL
)


def read_objects(root: Path) -> dict[str, bytes]:
    """Read every blob of a repository, by name."""
    command = ["git", "-C", str(root), "cat-file", "--batch-all-objects", "--batch"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    objects, position = {}, 0
    while position < len(data):
        end = data.index(b"\n", position)
        name, kind, size = data[position:end].decode().split()
        position = end + 1 + int(size)
        if kind == "blob":
            objects[name] = data[end + 1 : position]
        position += 1
    return objects


def read_recorded(root: Path, objects: dict[str, bytes]) -> set[tuple[str, str]]:
    """Return each document and hash that a translation or a sidecar of any commit recorded."""
    command = ["git", "-C", str(root), "log", "--all", "-m", "--raw", "--no-abbrev", "--format="]
    log = subprocess.run([*command, "--no-renames"], check=True, capture_output=True).stdout
    recorded = set()
    for line in set(log.decode().splitlines()):
        facts, _, path = line.partition("\t")
        data = objects.get(facts.split()[3])
        parts = path.split("/", 2)
        if data is None or parts[0] != "translations" or len(parts) != 3:
            continue
        if parts[2] == ".co-op-translator.json":
            for name, entry in json.loads(data).items():
                if "original_hash" in entry:
                    recorded.add((name, entry["original_hash"]))
        elif path.endswith(".md") and (stamp := _COMMENT.search(data)):
            recorded.add((parts[2], stamp[1].decode()))
    return recorded


@pytest.mark.parametrize(("name", "least"), [("azd", 300), ("security-101", 40)])
def test_finds_what_any_blob_has(
    corpus: Callable[[str], Path], tmp_path: Path, name: str, least: int
) -> None:
    root = tmp_path / name
    subprocess.run(["git", "clone", "-q", str(corpus(name)), str(root)], check=True)
    objects = read_objects(root)
    recorded = read_recorded(root, objects)
    assert len(recorded) >= least
    held = {hashlib.md5(data).hexdigest() for data in objects.values()}
    queries = [BaseQuery(document, name_digest(digest)) for document, digest in sorted(recorded)]
    history = History.open(root)
    assert history is not None
    texts = history.read_bases(history.find_bases(queries))
    findable = [query for query in queries if query.name.text in held]
    right = [
        query
        for query in findable
        if isinstance(text := texts[query], BaseText) and md5(text.data) == query.name.text
    ]
    assert len(right) >= 0.99 * len(findable)
    lost = [query for query in queries if query.name.text not in held]
    assert {texts[query] for query in lost} <= {Reason.UNKNOWN_HASH}
    assert {query.source for query in lost} <= {"README.md"}
    own = [query for query in right if _path_of(texts[query]) == query.source]
    assert len(own) == len(right)


def _path_of(text: object) -> str | None:
    return text.base.path if isinstance(text, BaseText) else None


def test_a_second_look_starts_no_process(corpus: Callable[[str], Path], tmp_path: Path) -> None:
    root = tmp_path / "azd"
    subprocess.run(["git", "clone", "-q", str(corpus("azd")), str(root)], check=True)
    recorded = read_recorded(root, read_objects(root))
    queries = [BaseQuery(document, name_digest(digest)) for document, digest in sorted(recorded)]
    answers = []
    for _ in range(2):
        history = History.open(root)
        assert history is not None
        with watch("subprocess.Popen") as started:
            answers.append(history.find_bases(queries))
    assert answers[0] == answers[1]
    assert started == []
