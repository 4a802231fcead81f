from __future__ import annotations

import pytest

from sync.errors import ConfigError
from sync.globs import build_include, parse_glob


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("**/*.md", "top.md"),
        ("**/*.md", "a/b/deep.md"),
        ("docs/**/*.md", "docs/x.md"),
        ("docs/**/*.md", "docs/a/b/x.md"),
        ("/docs/*.md", "docs/x.md"),
        ("./docs/*.md", "docs/x.md"),
        ("docs", "docs/a/x.md"),
        ("docs/", "docs/a/x.md"),
        ("docs/**", "docs/a/x.md"),
        ("day-?.md", "day-1.md"),
        ("[a-c].md", "b.md"),
        ("[!a-c].md", "d.md"),
        ("star\\*.md", "star*.md"),
        ("a (b) + c.md", "a (b) + c.md"),
        ("**/שלום.md", "x/שלום.md"),
        ("**/*.md", "new\nline.md"),
    ],
)
def test_covers(pattern: str, path: str) -> None:
    assert parse_glob(pattern).covers(path)
    assert parse_glob(pattern).admits(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "a/b.md"),
        ("README.md", "docs/README.md"),
        ("**/*.md", "x.MD"),
        ("**/*.md", "x.mdx"),
        ("docs/*.md", "docs/a/x.md"),
        ("day-?.md", "day-/.md"),
        ("[a-c].md", "d.md"),
        ("[!a-c].md", "b.md"),
        ("[!x]a.md", "/a.md"),
        ("star\\*.md", "starry.md"),
        ("docs", "docs2/x.md"),
        ("**/docs/**", "docs"),
    ],
)
def test_does_not_cover(pattern: str, path: str) -> None:
    assert not parse_glob(pattern).covers(path)
    assert not parse_glob(pattern).admits(path)


def test_an_include_pattern_without_a_suffix_admits_markdown_only() -> None:
    glob = parse_glob("docs/**")
    assert glob.admits("docs/x.md")
    assert glob.admits("docs/x.markdown")
    assert not glob.admits("docs/x.png")
    assert not glob.admits("docs/x.ipynb")


def test_an_include_pattern_with_a_suffix_admits_that_file_only() -> None:
    glob = parse_glob("**/*.md")
    assert glob.covers("folder.md/notes.txt")
    assert not glob.admits("folder.md/notes.txt")
    assert parse_glob("**/*.ipynb").admits("a/x.ipynb")


@pytest.mark.parametrize(
    ("pattern", "path", "special", "expected"),
    [
        ("**/*.md", ".github/x.md", {0}, False),
        (".github/*.md", ".github/x.md", {0}, True),
        (".github/**/*.md", ".github/.secret/x.md", {0, 1}, False),
        ("**/.github/*.md", "a/.github/x.md", {1}, True),
        (".*/*.md", ".github/x.md", {0}, True),
        ("*/*.md", ".github/x.md", {0}, False),
        ("node_modules/**/*.md", "node_modules/a/x.md", {0}, True),
        ("node*/**/*.md", "node_modules/a/x.md", {0}, False),
        ("node_modules", "node_modules/a/x.md", {0}, True),
        ("node_modules", "node_modules/.a/x.md", {0, 1}, False),
        ("build/x.md", "build/x.md", {0, 1}, True),
    ],
)
def test_special_segments_must_be_spelled_out(
    pattern: str, path: str, special: set[int], expected: bool
) -> None:
    assert parse_glob(pattern).admits(path, special) is expected


@pytest.mark.parametrize("pattern", ["", "/", "./", "!x.md", "../x.md", "a/../b", "[z-a].md"])
def test_a_senseless_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match="pattern"):
        parse_glob(pattern)


@pytest.mark.parametrize("patterns", [("**/*.md",), ("**/*.md", "**/*.ipynb"), ("docs/**", "*.md")])
def test_the_fast_test_agrees_with_the_patterns(patterns: tuple[str, ...]) -> None:
    globs = tuple(map(parse_glob, patterns))
    admits = build_include(globs)
    for path in ("x.md", "a/x.md", "docs/x.md", "docs/y.txt", "z.ipynb", ".md", "md"):
        assert admits(path) is any(glob.admits(path) for glob in globs)


def test_many_stars_do_not_blow_up() -> None:
    assert not parse_glob("**/a/**/a/**/a/**/*.md").admits("a/" * 60 + "x", {0})
