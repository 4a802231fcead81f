from __future__ import annotations

import contextlib
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from sync.errors import ConfigError
from sync.project.patterns import build_include, check_pattern, covers, spells_out
from tests.project_files import git, write_files


def admits(patterns: Sequence[str], path: str, document: str | None = None) -> bool:
    return build_include(patterns)(path, document or path)


@pytest.mark.parametrize(
    ("pattern", "path", "twin"),
    [
        ("**/*.md", "a/b/deep.md", "a/b/deep.MD"),
        ("*.draft.md", "a/x.draft.md", "a/x.draft.mdx"),
        ("README.md", "docs/README.md", "docs/README.md.txt"),
        ("/README.md", "README.md", "docs/README.md"),
        ("drafts", "a/drafts/b/x.md", "a/drafts2/x.md"),
        ("drafts", "a/drafts", "a/Drafts"),
        ("drafts/", "a/drafts/x.md", "a/drafts"),
        ("/drafts", "drafts/x.md", "a/drafts/x.md"),
        ("docs/drafts", "docs/drafts/x.md", "a/docs/drafts/x.md"),
        ("docs/*.md", "docs/x.md", "docs/a/x.md"),
        ("docs/*", "docs/a/x.md", "docs2/a/x.md"),
        ("docs/**", "docs/a/x.md", "docs"),
        ("docs/**/old/*.md", "docs/old/x.md", "docs/old/a/x.md"),
        ("docs/**/old/*.md", "docs/a/b/old/x.md", "old/x.md"),
        ("**/docs/**", "a/docs/x.md", "docs"),
        ("day-?.md", "day-1.md", "day-/.md"),
        ("[a-c].md", "b.md", "d.md"),
        ("[!a-c].md", "d.md", "b.md"),
        ("star\\*.md", "star*.md", "starry.md"),
        ("\\#x.md", "#x.md", "x.md"),
        ("\\!x.md", "!x.md", "x.md"),
        ("a (b) + c.md", "a (b) + c.md", "a b + c.md"),
        ("**/שלום.md", "x/שלום.md", "x/שלו.md"),
        ("docs/**/x.md", "docs/new\nline/x.md", "new\nline/x.md"),
        ("**", ".a/x.md", ""),
    ],
)
def test_covers(pattern: str, path: str, twin: str) -> None:
    assert covers((check_pattern(pattern),), path, path)
    assert not covers((pattern,), twin, twin)


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["*.md", "!keep.md"], "a/keep.md", False),
        (["*.md", "!keep.md"], "a/x.md", True),
        (["!keep.md", "*.md"], "a/keep.md", True),
        (["*.md", "!keep.md", "old/"], "old/keep.md", True),
        (["drafts", "!drafts/keep.md"], "drafts/keep.md", False),
        (["drafts", "!drafts/keep.md"], "drafts/x.md", True),
        (["drafts", "!drafts/keep/"], "drafts/keep/x.md", False),
        (["!keep.md"], "keep.md", False),
        ([], "x.md", False),
    ],
)
def test_the_last_pattern_that_matches_decides(
    patterns: list[str], path: str, expected: bool
) -> None:
    assert covers(patterns, path, path) is expected


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["/g"], True),
        (["/docs/g"], True),
        (["/x"], False),
        (["g", "!/g/x.md"], False),
        (["g", "!/docs/g/x.md"], False),
        (["!/docs/g/x.md", "/g"], True),
    ],
)
def test_a_pattern_that_matches_one_of_two_paths_matches_the_file(
    patterns: list[str], expected: bool
) -> None:
    assert covers(patterns, "docs/g/x.md", "g/x.md") is expected
    assert admits(patterns, "docs/g/x.md", "g/x.md") is expected


@pytest.mark.parametrize(
    ("patterns", "path", "twin"),
    [
        (["docs"], "a/docs/x.md", "a/docs/x.ipynb"),
        (["docs/**"], "docs/x.markdown", "docs/x.png"),
        (["docs/v1.2"], "docs/v1.2/x.md", "docs/v1.2/x.txt"),
        ([".github"], ".github/x.md", ".github/x.yaml"),
        (["*.ipynb/"], "x.ipynb/x.md", "x.ipynb/x.ipynb"),
        (["**/*.md"], "folder.md/inner.md", "folder.md/notes.txt"),
        (["**/*.md"], "x.md", "x.markdown"),
        (["**/*.ipynb"], "a/x.ipynb", "a/x.md"),
        (["*.md", "*.mdx"], "a/x.mdx", "a/x.rst"),
        (["docs", "*.ipynb"], "docs/x.ipynb", "x.md"),
        (["docs", "a/*.ipynb"], "a/x.ipynb", "docs/x.ipynb"),
        (["**/*.md", "!drafts"], "a/x.md", "a/drafts/x.md"),
        (["docs", "!*.de.md"], "docs/x.md", "docs/x.de.md"),
        (["docs", "!drafts", "docs/drafts/x.md"], "docs/drafts/x.md", "docs/drafts/y.md"),
    ],
)
def test_an_include_pattern_admits_files_of_its_suffix_or_else_markdown(
    patterns: list[str], path: str, twin: str
) -> None:
    assert admits(patterns, path)
    assert not admits(patterns, twin)


@pytest.mark.parametrize("simple", [("**/*.md",), ("*.md",), ("**/*.md", "**/*.ipynb")])
def test_the_fast_test_agrees_with_the_patterns(simple: tuple[str, ...]) -> None:
    slow = (*simple, "/no/where/")
    for path in ("x.md", "a/x.md", "x.md/y.md", "x.md/y.txt", "z.ipynb", "x.MD", ".md", "md"):
        assert admits(simple, path) is admits(slow, path)


@pytest.mark.parametrize(
    ("pattern", "names", "expected"),
    [
        ("**/*.md", [".github"], False),
        (".github/*.md", [".github"], True),
        (".github/**/*.md", [".github", ".secret"], False),
        (".github/.secret/*.md", [".github", ".secret"], True),
        (".secret/.github/*.md", [".github", ".secret"], False),
        ("**/.github/*.md", [".github"], True),
        (".*/*.md", [".github"], True),
        ("*/*.md", [".github"], False),
        (".gitlab/*.md", [".github"], False),
        ("node_modules", ["node_modules"], True),
        ("/node_modules/", ["node_modules"], True),
        ("node*/**/*.md", ["node_modules"], False),
        ("node_modules", ["node_modules", "node_modules"], False),
        ("build/x.md", ["build", "x.md"], True),
    ],
)
def test_names_must_be_spelled_out(pattern: str, names: list[str], expected: bool) -> None:
    assert spells_out(pattern, names) is expected


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        ("/", "is empty"),
        ("!", "is empty"),
        ("!/", "is empty"),
        ("../x.md", "leaves the root"),
        ("a/../b", "leaves the root"),
        ("!../x.md", "leaves the root"),
        ("./x.md", "matches nothing"),
        ("a//b", "matches nothing"),
        ("#x.md", "cannot be read"),
        ("[z-a].md", "cannot be read"),
        ("x[.md", "cannot be read"),
        ("x\\", "cannot be read"),
        ("[[:alpha:]].md", "cannot be read"),
        ("[[]x].md", "cannot be read"),
    ],
)
def test_a_senseless_pattern_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(ConfigError, match=f"the pattern .* {message}"):
        check_pattern(pattern)


def test_many_stars_do_not_blow_up() -> None:
    path = "a/" * 60 + "x"
    assert not covers(("**/a/**/a/**/a/**/*.md",), path, path)


PATHS = (
    "README.md",
    "a/README.md",
    "a/b/README.md",
    "drafts/x.md",
    "drafts/keep.md",
    "a/drafts/x.md",
    "a/b/drafts",
    "docs/x.md",
    "docs/keep.md",
    "docs/old/x.md",
    "docs/a/old/x.md",
    "docs/a/old/b/x.md",
    "docs/a/x.draft.md",
    "docs/x.md.txt",
    "b/docs/x.md",
    "folder.md/x.txt",
    ".hidden/x.md",
    "a/.hidden.md",
    "day-1.md",
    "day-10.md",
    "UPPER.MD",
    "a (b)/[c].md",
    "#hash.md",
    "!bang.md",
    "star*.md",
    "עברית/שלום.md",
    "new\nline/x.md",
)
LISTS = (
    *("*", "**", "*.md", "**/*.md", "/*.md", "README.md", "/README.md", "a/README.md"),
    *("**/README.md", "a/**/README.md", "drafts", "drafts/", "/drafts", "/drafts/", "a/drafts"),
    *("**/drafts", "**/drafts/", "docs", "docs/", "docs/*", "docs/**", "/docs/**", "docs/*.md"),
    *("docs/**/*.md", "docs/**/old", "docs/**/old/*.md", "docs/*/x.md", "**/docs/**", "*/docs"),
    *("*.draft.md", "*.MD", "folder.md", "*.md/", ".*", ".hidden", "*/.*", "day-?.md"),
    *("day-[0-9].md", "day-[!2]*.md", "day-[^1].md", "\\[c\\].md", "a (b)", "\\#*"),
    *("\\!bang.md", "star\\*.md", "שלום.md", "עברית", "new*", "**/x.md", "x.*", "?", "a/*/*"),
    "*.md\n!keep.md",
    "*.md\n!/README.md\n!x.md",
    "!keep.md\n*.md",
    "*.md\n!keep.md\ndrafts/",
    "docs/*\n!docs/keep.md",
    "/*\n!/docs",
    "drafts\n!/drafts\na",
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    write_files(root, PATHS)
    git(root, "init", "-q")
    return root


@pytest.mark.parametrize("text", LISTS)
def test_git_agrees(repository: Path, text: str) -> None:
    (repository / ".git/info/exclude").write_text(f"{text}\n", "utf-8")
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin", "-z"],
        cwd=repository,
        input="\0".join(PATHS).encode(),
        capture_output=True,
        check=False,  # the exit code says whether there was any
    )
    ignored = done.stdout.decode().split("\0")[:-1]
    patterns = [check_pattern(pattern) for pattern in text.split("\n")]

    assert [path for path in PATHS if covers(patterns, path, path)] == ignored


def test_git_gives_nothing_in_an_ignored_folder_back(repository: Path) -> None:
    (repository / ".git/info/exclude").write_text("drafts\n!keep.md\n", "utf-8")

    assert git(repository, "check-ignore", "drafts/keep.md") == "drafts/keep.md"
    assert not covers(("drafts", "!keep.md"), "drafts/keep.md", "drafts/keep.md")


FEW = "a" * 250
DEEP = "/".join("a" * 2000)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("*a*a*a*a*a*a*b", FEW),
        ("a**" * 30 + "b", FEW),
        ("*?*?*?*?*?*?b", FEW),
        ("*[ab]*[ac]*[ad]*[ae]*[af]b", FEW),
        ("**/a/**/a/**/a/**/a/**/b", DEEP),
        ("**/*/**/*/**/*/**/*/b", DEEP),
        ("x/**/*a*/**/*a*/**/*a*/**/b", f"x/{DEEP}"),
        ("**/" * 40 + "b", DEEP),
    ],
)
def test_a_name_that_nearly_matches_is_soon_told(pattern: str, name: str) -> None:
    """Each took longer than anyone waits: none comes to an end if it still does."""
    assert not covers((pattern,), name, name)
    assert covers((pattern,), f"{name}b", f"{name}/b")


@given(
    st.lists(st.sampled_from(["*", "**", "/**/", "**/", "/", "a", "b", "?", "[ab]", "\\*", "é"])),
    st.lists(st.sampled_from(["a", "b", "/", "*", "é", "\n", "ab"]), min_size=1),
)
@settings(max_examples=500)
def test_what_is_taken_first_matches_what_anything_would(
    pattern: list[str], name: list[str]
) -> None:
    """The regular expression that pathspec makes is the witness; it tries everything."""
    text, path = "".join(pattern), "".join(name).strip("/")
    regex = None
    with contextlib.suppress(ValueError):
        regex, _ = GitIgnoreSpecPattern.pattern_to_regex(text)
    with contextlib.suppress(ConfigError):
        expected = regex is not None and re.search(regex, path, re.DOTALL) is not None
        assert covers((text,), path, path) is expected
