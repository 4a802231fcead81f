"""How often commands open a file, which processes they start, and what they import.

Each number is the most that a command needs; none may depend on how many translations there are.
Where one falls, lower it here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.guards.observing import Observed, observe
from tests.guards.trees import COMMENT, LONG_BODY, SIDECAR, SIZES, make_tree

PROBE = "rev-parse --is-bare-repository"
IGNORED = "ls-files --others"
BLOBS = ("config --get-regexp", "cat-file --batch")
STAGED = (PROBE, "ls-files --stage", "diff --raw")
# GitPython looks at git's version when it is imported, and has a reader of objects of its own.
SEARCH = ("version", "version", "log --raw", "cat-file --batch", *BLOBS)

GATE = frozenset({"click", "sync"})
HISTORY = frozenset({"git", "gitdb", "smmap"})
PARSER = GATE | {"markdown_it", "mdit_py_plugins", "mdurl"}
MATCHER = PARSER | {"rapidfuzz", "cython_runtime"}
# What only a terminal, a configuration or a report of another format needs.
NEVER = frozenset({"asyncio", "jinja2", "rich", "unittest", "yaml"})
ONE = "translations/fr/page0.md"
# What is staged is read from git; so is the head that tells whose stamps a project has.
ASKED = "cat-file --batch"
# The head of one translation tells whose stamps a project has, where no sidecar does.
TELLING = {SIDECAR: 0, COMMENT: 1}


@dataclass(frozen=True)
class Need:
    """What a command needs at most.

    ``source`` and ``translation`` are how often one file is opened, ``sidecar`` likewise;
    ``started`` git's commands; ``third_parties`` the distributions' packages that are imported.
    """

    arguments: tuple[str, ...]
    started: tuple[str, ...]
    third_parties: frozenset[str]
    source: int = 1
    translation: int = 1
    sidecar: int = 1


CLEAN = {
    "check": Need(("check",), (PROBE, IGNORED), GATE),
    "status": Need(("status", "--format", "json"), (PROBE, IGNORED), GATE),
    "sync": Need(("sync", "--diff"), (PROBE, IGNORED), GATE),
    "diff": Need(("diff",), (PROBE, IGNORED), PARSER),
    "lint": Need(("lint",), (PROBE, IGNORED), PARSER),
    "hook check": Need(("hook", "check"), (*STAGED, IGNORED), GATE),
    "hook lint": Need(("hook", "lint", ONE), (PROBE, IGNORED), PARSER),
    "hook sync": Need(("hook", "sync", ONE), (PROBE, IGNORED), GATE),
    "hook lint, source": Need(("hook", "lint", "page0.md"), (PROBE, IGNORED), GATE, source=0),
    "hook sync, source": Need(("hook", "sync", "page0.md"), (PROBE, IGNORED), GATE),
}
STALE = {
    "check cold": Need(("check",), (PROBE, IGNORED, *SEARCH), GATE | HISTORY),
    "check": Need(("check",), (PROBE, IGNORED), GATE),
    "status": Need(("status", "--format", "json"), (PROBE, IGNORED), GATE),
    "lint": Need(("lint",), (PROBE, IGNORED, *BLOBS), PARSER),
    "diff": Need(("diff",), (PROBE, IGNORED, *BLOBS), MATCHER),
    "sync": Need(
        ("sync", "--diff"), (PROBE, IGNORED, *BLOBS, "ls-files --stage"), MATCHER, sidecar=2
    ),
    "hook check": Need(("hook", "check"), (*STAGED, IGNORED), GATE),
    "hook lint": Need(("hook", "lint", ONE), (PROBE, IGNORED, *BLOBS), PARSER),
}

Seen = dict[str, Observed]


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], list[Seen]]:
    """A function that runs all commands over a small tree and a larger one, of one kind."""
    kept: dict[tuple[str, bool], list[Seen]] = {}

    def run_all(kind: str, is_stale: bool) -> list[Seen]:
        if (kind, is_stale) not in kept:
            kept[kind, is_stale] = [
                _run_all(tmp_path_factory.mktemp("tree"), size, kind, is_stale=is_stale)
                for size in SIZES
            ]
        return kept[kind, is_stale]

    return run_all


def _run_all(folder: Path, size: tuple[int, int], kind: str, *, is_stale: bool) -> Seen:
    course = make_tree(folder / "tree", size, kind, is_stale=is_stale)
    needs = STALE if is_stale else CLEAN
    return {name: observe(course.root, *need.arguments) for name, need in needs.items()}


CASES = [
    pytest.param(kind, is_stale, name, id=f"{name}, {'stale' if is_stale else 'clean'}, {kind}")
    for kind in (SIDECAR, COMMENT)
    for is_stale, needs in ((False, CLEAN), (True, STALE))
    for name in needs
]


@pytest.mark.parametrize(("kind", "is_stale", "name"), CASES)
def test_no_command_does_more_than_it_needs(
    observed: Callable[[str, bool], list[Seen]], kind: str, is_stale: bool, name: str
) -> None:
    need = (STALE if is_stale else CLEAN)[name]
    small, large = (seen[name] for seen in observed(kind, is_stale))

    for run in (small, large):
        asked = (ASKED,) * TELLING[kind] if name == "hook check" else ()
        assert Counter(run.started) <= Counter((*need.started, *asked))
        assert find_third_parties(run) <= need.third_parties
        assert run.modules.isdisjoint(NEVER)
        assert count_most(run, "page") <= need.source
        assert count_most(run, "translations/", ".md", spared=TELLING[kind]) <= need.translation
        assert count_most(run, "translations/", ".json") <= need.sidecar


@pytest.mark.parametrize(("kind", "is_stale", "name"), CASES)
def test_no_count_depends_on_the_number_of_translations(
    observed: Callable[[str, bool], list[Seen]], kind: str, is_stale: bool, name: str
) -> None:
    small, large = (seen[name] for seen in observed(kind, is_stale))

    assert small.code == large.code
    assert small.started == large.started
    assert small.modules == large.modules
    most = [count_most(run, "", spared=TELLING[kind]) for run in (small, large)]
    assert most[0] == most[1]
    others = [run.opened.keys() - documents(run) for run in (small, large)]
    assert others[0] == others[1]


@pytest.mark.parametrize("kind", [SIDECAR, COMMENT])
@pytest.mark.parametrize("name", ["check", "status", "hook check"])
@pytest.mark.parametrize("is_stale", [False, True])
def test_states_are_told_from_heads_alone(
    observed: Callable[[str, bool], list[Seen]], kind: str, name: str, is_stale: bool
) -> None:
    small, large = (seen[name] for seen in observed(kind, is_stale))
    if small.read is None or large.read is None:
        pytest.skip("the system does not tell what a process reads")
    more = SIZES[1][0] * SIZES[1][1] - SIZES[0][0] * SIZES[0][1]

    assert large.read - small.read < more * len(LONG_BODY) / 10


@pytest.mark.parametrize("kind", [SIDECAR, COMMENT])
def test_a_hook_for_one_translation_opens_no_other(
    observed: Callable[[str, bool], list[Seen]], kind: str
) -> None:
    for run in observed(kind, False):
        for name in ("hook lint", "hook sync"):
            there = {path for path in documents(run[name]) if path.endswith(".md")}
            assert there >= {"page0.md", ONE}
            assert len(there) <= 2 + TELLING[kind]


@pytest.mark.parametrize("kind", [SIDECAR, COMMENT])
def test_a_hook_for_one_source_opens_no_other_document(
    observed: Callable[[str, bool], list[Seen]], kind: str
) -> None:
    for run in observed(kind, False):
        there = {path for path in documents(run["hook sync, source"]) if path.endswith(".md")}
        assert sum(not path.endswith("page0.md") for path in there) <= TELLING[kind]
        assert len(documents(run["hook lint, source"])) <= TELLING[kind]


def find_third_parties(run: Observed) -> set[str]:
    tops = {name.partition(".")[0] for name in run.modules}
    return {top for top in tops if top not in sys.stdlib_module_names and not top.startswith("_")}


def count_most(run: Observed, start: str, end: str = "", spared: int = 0) -> int:
    """Return how often that file was opened most of those whose path begins and ends so.

    As many openings of one file as are ``spared`` do not count.
    """
    counts = sorted(
        n for path, n in run.opened.items() if path.startswith(start) and path.endswith(end)
    )
    if counts:
        counts[-1] -= spared
    return max(counts, default=0)


def documents(run: Observed) -> set[str]:
    return {path for path in run.opened if path.startswith(("page", "translations/"))}


@pytest.mark.parametrize("kind", [SIDECAR, COMMENT])
@pytest.mark.parametrize("is_stale", [False, True])
@pytest.mark.parametrize("command", [("lint",), ("diff",), ("sync", "--diff")])
def test_no_cold_command_opens_a_document_twice(
    tmp_path: Path, kind: str, is_stale: bool, command: tuple[str, ...]
) -> None:
    course = make_tree(tmp_path / "tree", SIZES[1], kind, is_stale=is_stale)
    run = observe(course.root, *command)
    twice = [n for path, n in run.opened.items() if path.endswith(".md") and n > 1]
    assert twice in ([], [2] * TELLING[kind])
    assert count_most(run, "page") == 1
