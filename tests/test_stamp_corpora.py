"""Real repositories with stamps of their own, judged by git's objects alone.

What is expected is computed here with plain git and regular expressions; nothing of the package
takes part in it.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.commands.calling import ask, call

WORDS = ("typo", "lunaria-ignore", "en-only", "broken link", "i18nReady", "i18nIgnore")

Expected = dict[str, tuple[str, str | None]]
"""Path of a translation → its state and the blob of its base."""


class Layout(NamedTuple):
    """Where a corpus has its sources and its translations, and what its stamps are."""

    source: str
    translations: str
    stamp: str
    languages: frozenset[str]
    suffixes: tuple[str, ...] = (".md",)
    more: str = ""

    def write(self, root: Path, *, says_stamp: bool) -> None:
        lines = [f"source: {self.source}", f'translations: "{self.translations}"', self.more]
        lines += [f"stamp: {self.stamp}"] if says_stamp else []
        (root / ".translation-sync.yaml").write_text("\n".join(lines) + "\n")

    def find_source(self, path: str) -> str | None:
        """Return the source of a translation; None for another file."""
        pattern = re.escape(self.translations).replace(re.escape("{lang}"), "([^/]+)")
        found = re.fullmatch(pattern.replace(re.escape("{path}"), "(.+)"), path)
        if found is None or found[1] not in self.languages or not path.endswith(self.suffixes):
            return None
        return f"{self.source}/{found[2]}"


CORPORA = {
    "otel": Layout(
        "content/en",
        "content/{lang}/{path}",
        "{commit: default_lang_commit, outdated: drifted_from_default}",
        frozenset(["es", "fr", "zh", "ro", "bn"]),
    ),
    "eks": Layout(
        "website/docs",
        "website/i18n/{lang}/docusaurus-plugin-content-docs/current/{path}",
        "{hash: tmdTranslationSourceHash}",
        frozenset(("ja",)),
    ),
    "openclaw": Layout(
        "docs",
        "docs/{lang}/{path}",
        "{hash: x-i18n.source_hash, path: x-i18n.source_path}",
        frozenset(("de", "zh-CN")),
    ),
    "starlight": Layout(
        "docs/src/content/docs",
        "docs/src/content/docs/{lang}/{path}",
        f"{{history: true, ignore: [{', '.join(WORDS)}]}}",
        frozenset(
            [
                "da",
                "de",
                "es",
                "fa",
                "fr",
                "hi",
                "id",
                "it",
                "ja",
                "ko",
                "pt-br",
                "pt-pt",
                "ru",
                "tr",
                "uk",
                "zh-cn",
            ]
        ),
        (".md", ".mdx"),
        'include: ["**/*.md", "**/*.mdx"]',
    ),
}
TABLE = {
    "otel": {"current": 152, "stale": 264, "orphaned": 10},
    "eks": {"current": 351, "stale": 13, "orphaned": 7, "unstamped": 4},
    "openclaw": {"current": 10, "stale": 58, "orphaned": 2},
    "starlight": {"current": 207, "stale": 62, "ignored": 24, "orphaned": 8},
}


def run_git(root: Path, *arguments: str, given: str = "") -> bytes:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, input=given.encode(), check=True, capture_output=True).stdout


def read_tree(root: Path) -> dict[str, str]:
    """Return the blobs of HEAD by path."""
    entries = run_git(root, "ls-tree", "-r", "-z", "HEAD").decode().split("\0")[:-1]
    return {path: facts.split()[2] for facts, _, path in (each.partition("\t") for each in entries)}


def find_objects(root: Path, names: Iterable[str]) -> dict[str, str | None]:
    """Return the object that each expression names."""
    asked = list(dict.fromkeys(names))
    told = run_git(root, "cat-file", "--batch-check", given="".join(f"{each}\n" for each in asked))
    lines = told.decode().splitlines()
    return {
        name: None if line.endswith((" missing", " ambiguous")) else line.split()[0]
        for name, line in zip(asked, lines, strict=True)
    }


def read_blobs(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    asked = list(dict.fromkeys(names))
    data = run_git(root, "cat-file", "--batch", given="".join(f"{each}\n" for each in asked))
    at = 0
    for name in asked:
        end = data.index(b"\n", at)
        size = int(data[at:end].split()[2])
        yield name, data[end + 1 : end + 1 + size]
        at = end + 2 + size


class Step(NamedTuple):
    """What a commit of the first-parent line did to a path; the newest is first."""

    order: int
    commit: str
    subject: str
    status: str
    blob: str
    old: str | None
    path: str


def read_steps(root: Path) -> list[Step]:
    options = [
        "--first-parent",
        "-m",
        "--raw",
        "--no-abbrev",
        "-M",
        "-l9999",
        "--format=%x01%H%x02%s",
    ]
    steps = []
    order, commit, subject = -1, "", ""
    for line in run_git(root, "-c", "core.quotePath=false", "log", *options).decode().split("\n"):
        if line.startswith("\x01"):
            order += 1
            commit, _, subject = line[1:].partition("\x02")
        elif line:
            facts, *paths = line.split("\t")
            _, _, _, blob, status = facts.split()
            old = paths[0] if status[0] == "R" else None
            steps.append(Step(order, commit, subject, status[0], blob, old, paths[-1]))
    return steps


def list_names(steps: Iterable[Step], path: str, until: int | None = None) -> Iterator[str]:
    """Yield the names that a file had, back to a step."""
    yield path
    for step in steps:
        if until is not None and step.order >= until:
            return
        if step.path == path and step.old is not None:
            path = step.old
            yield path


def read_key(text: str, pattern: str) -> str | None:
    block = re.match(r"---\r?\n(.*?)^---", text, re.DOTALL | re.MULTILINE)
    found = None if block is None else re.search(pattern, block[1], re.MULTILINE)
    return None if found is None else found[1].lower()


def pair(root: Path, layout: Layout) -> tuple[dict[str, str], dict[str, str]]:
    """Return HEAD's blobs, and the translations with their sources."""
    tree = read_tree(root)
    found = {path: layout.find_source(path) for path in tree}
    return tree, {path: source for path, source in found.items() if source is not None}


def expect_commits(root: Path, layout: Layout) -> Expected:
    tree, pairs = pair(root, layout)
    texts = {name: data.decode() for name, data in read_blobs(root, (tree[each] for each in pairs))}
    pattern = r"^default_lang_commit:[ \t]*([0-9a-f]+)"
    keys = {path: read_key(texts[tree[path]], pattern) for path in pairs}
    renames = [step for step in read_steps(root) if step.old is not None]
    places = {
        path: [f"{keys[path]}:{name}" for name in list_names(renames, source)]
        for path, source in pairs.items()
        if keys[path] is not None
    }
    there = find_objects(root, (place for each in places.values() for place in each))
    bases = {
        path: next((there[place] for place in each if there[place]), None)
        for path, each in places.items()
    }
    return {
        path: judge(tree, source, bases.get(path), is_stamped=path in bases)
        for path, source in pairs.items()
    }


def judge(
    tree: Mapping[str, str], source: str, base: str | None, *, is_stamped: bool
) -> tuple[str, str | None]:
    if source not in tree:
        return "orphaned", base
    if not is_stamped:
        return "unstamped", None
    return ("current" if base == tree[source] else "stale"), base


def expect_digests(root: Path, layout: Layout, pattern: str, algorithm: str) -> Expected:
    tree, pairs = pair(root, layout)
    every = run_git(
        root,
        "cat-file",
        "--batch-all-objects",
        "--unordered",
        "--batch-check=%(objecttype) %(objectname)",
    )
    names = [line.split()[1] for line in every.decode().splitlines() if line.startswith("blob")]
    blobs = dict(read_blobs(root, names))
    held = {hashlib.new(algorithm, data).hexdigest(): name for name, data in blobs.items()}
    expected = {}
    for path, source in pairs.items():
        key = read_key(blobs[tree[path]].decode(), pattern)
        base = None if key is None else held.get(key)
        expected[path] = judge(tree, source, base, is_stamped=key is not None)
    return expected


def is_ignored(subject: str) -> bool:
    return any(word.lower() in subject.lower() for word in WORDS)


def expect_history(root: Path, layout: Layout) -> Expected:
    tree, pairs = pair(root, layout)
    steps = read_steps(root)
    by_path: dict[str, list[Step]] = {}
    for step in steps:
        by_path.setdefault(step.path, []).append(step)
    renames = [step for step in steps if step.old is not None]
    lasts = {}
    for path in pairs:
        own = by_path[path]
        lasts[path] = next((each for each in own if not is_ignored(each.subject)), own[-1])
    names = {
        path: list(list_names(renames, source, lasts[path].order)) for path, source in pairs.items()
    }
    there = find_objects(root, (f"{lasts[path].commit}:{names[path][-1]}" for path in pairs))
    expected = {}
    for path, source in pairs.items():
        base = there[f"{lasts[path].commit}:{names[path][-1]}"]
        state, _ = judge(tree, source, base, is_stamped=True)
        since = [
            step
            for step in steps
            if step.path in names[path] and step.order < lasts[path].order and source in tree
        ]
        if state == "stale" and all(is_ignored(step.subject) for step in since):
            state = "ignored"
        expected[path] = state, base
    return expected


EXPECT: dict[str, Callable[[Path, Layout], Expected]] = {
    "otel": expect_commits,
    "eks": lambda root, layout: expect_digests(
        root, layout, r"^tmdTranslationSourceHash:[ \t]*['\"]?([0-9a-f]{32})\b", "md5"
    ),
    "openclaw": lambda root, layout: expect_digests(
        root, layout, r"^x-i18n:\n(?:[ ]+.*\n)*?[ ]+source_hash:[ \t]*([0-9a-f]{64})\b", "sha256"
    ),
    "starlight": expect_history,
}


def clone(source: Path, target: Path) -> Path:
    subprocess.run(["git", "clone", "-q", str(source), str(target)], check=True)
    return target


def tell(translation: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return state and base as the oracle has them, which knows no format of Markdown."""
    state, base = translation["state"], translation["base"]
    if state == "cosmetic":
        state = "ignored" if translation["reason"] == "ignored-commits" else "stale"
    return state, base["blob"] if base else None


@pytest.mark.parametrize(
    ("name", "says_stamp"),
    [
        ("otel", True),
        ("otel", False),
        ("eks", True),
        ("eks", False),
        ("openclaw", True),
        ("openclaw", False),
        ("starlight", True),
    ],
)
def test_every_state_and_base_is_what_git_itself_says(
    corpus: Callable[[str], Path], tmp_path: Path, name: str, says_stamp: bool
) -> None:
    layout = CORPORA[name]
    root = clone(corpus(name), tmp_path / name)
    layout.write(root, says_stamp=says_stamp)

    reply = ask(root, "status")

    expected = EXPECT[name](root, layout)
    told = {path: tell(each) for path, each in reply.translations.items()}
    there = {path: each for path, each in told.items() if each[0] != "missing"}
    wrong = {path: (there.get(path), expected.get(path)) for path in there | expected}
    assert {path: each for path, each in wrong.items() if not is_right(*each)} == {}
    assert Counter(state for state, _ in expected.values()) == TABLE[name]


def is_right(told: tuple[str, str | None] | None, expected: tuple[str, str | None] | None) -> bool:
    """Tell whether both are the same; of what is orphaned there need be no base."""
    if told is None or expected is None or told[0] != expected[0]:
        return False
    by_digest = told == ("current", None)  # the digest itself is that of the source
    return told[0] == "orphaned" or told[1] == expected[1] or by_digest


def test_the_projects_own_script_agrees_with_what_was_stamped(
    corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    root = clone(corpus("otel"), tmp_path / "otel")
    layout = CORPORA["otel"]
    layout.write(root, says_stamp=False)
    stale: dict[str, list[str]] = {}
    for path, each in ask(root, "status").translations.items():
        if each["state"] == "stale" and each["reason"] is None:
            stale.setdefault(each["language"], []).append(path)
    assert set(stale) <= layout.languages
    stamped, others = [], []
    for paths in stale.values():
        for path in paths:  # some have tables that are to be translated first
            if call(root, "stamp", path).code == 0:
                stamped.append(path)
                break
        others.append(next(path for path in reversed(paths) if path not in stamped))
    assert len(stamped) == len(stale) >= 4

    told = subprocess.run(
        ["bash", "scripts/check-i18n.sh", *stamped, *others],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    drifted = re.findall(r"^> Drifted file: (\S+)$", told, re.MULTILINE)
    assert sorted(drifted) == sorted(others)
    states = ask(root, "status", *stamped).translations
    assert {each["state"] for each in states.values()} == {"current"}
