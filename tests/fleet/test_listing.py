"""FILE: YAML or lines, addresses and paths, and every way to get them wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import ConfigError, UsageError
from sync.fleet.addresses import find_fault, hide_login, is_path, name_repository
from sync.fleet.listing import read_fleet
from tests.commands.calling import call


def read(tmp_path: Path, text: str, name: str = "fleet.yaml") -> list[tuple[str, str, str, str]]:
    file = tmp_path / name
    file.write_text(text)
    return [
        (each.name, each.address, each.revision, each.root)
        for each in read_fleet(file).repositories
    ]


def test_yaml_says_what_options_would(tmp_path: Path) -> None:
    text = """
repositories:
- ../a.git
- https://example.org/x/course.git
- {repository: "git@example.org:x/b.git", name: "Büro ../x", revision: v1, root: ./docs//i18n/}
mirrors: ../elsewhere
store: s.sqlite
jobs: 3
scheduler: tcp://127.0.0.1:8786
"""
    assert read(tmp_path, text) == [
        ("a", "../a.git", "HEAD", "."),
        ("course", "https://example.org/x/course.git", "HEAD", "."),
        ("Büro ../x", "git@example.org:x/b.git", "v1", "docs/i18n"),
    ]
    known = read_fleet(tmp_path / "fleet.yaml")
    assert known.repositories[0].place == tmp_path.parent / "a.git"
    assert [each.place for each in known.repositories[1:]] == [None, None]
    assert (known.mirrors, known.store) == (tmp_path.parent / "elsewhere", tmp_path / "s.sqlite")
    assert (known.jobs, known.scheduler) == (3, "tcp://127.0.0.1:8786")


@pytest.mark.parametrize("name", ["fleet.txt", "fleet", "list.conf"])
def test_any_other_file_is_lines(tmp_path: Path, name: str) -> None:
    text = "\ufeff# ours\n\n  ../a  # the first\nhttps://example.org/b#c.git\n/srv/with blank/c\n"

    assert [each[0] for each in read(tmp_path, text, name)] == ["a", "b#c", "c"]


def test_a_mapping_is_yaml_whatever_the_file_is_called(tmp_path: Path) -> None:
    assert read(tmp_path, "repositories: [../a]\n", "fleet") == [("a", "../a", "HEAD", ".")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("repositories: [a, a/]\n", 1, "name: 'a' is there twice, line 1"),
        ("repositories:\n- a\n- {repository: b, name: a}\n", 3, "name: 'a' is there twice"),
        ("repositories: [a]\nmirror: x\n", 2, "unknown key 'mirror': did you mean 'mirrors'?"),
        ("repositories:\n- {repositry: a}\n", 2, "unknown key 'repositry'"),
        ("repositories:\n- {name: a}\n", 2, "must hold 'repository'"),
        ("repositories: a\n", 1, "repositories"),
        ("repositories: []\n", 1, "names no repository"),
        ("repositories:\n- [a]\n", 2, "repositories"),
        ("jobs: 2\n", 1, "must hold 'repositories'"),
        ("repositories: [a]\njobs: many\n", 2, "jobs: must be a number"),
        ("repositories: [a]\njobs: 0\n", 2, "jobs: must be a number"),
        ("repositories: [a]\nstore: [x]\n", 2, "store"),
        ("repositories:\n- {repository: a, root: ../b}\n", 2, "root: '../b' must be a folder"),
        ("repositories:\n- {repository: a, root: /b}\n", 2, "root: '/b' must be a folder"),
        ("repositories:\n- {repository: a, revision: -x}\n", 2, "revision: '-x' is no revision"),
        ("repositories:\n- {repository: a, revision: ''}\n", 2, "revision: is empty"),
        ("repositories:\n- {repository: a, name: []}\n", 2, "name"),
        ("repositories:\n- 'ext::sh -c true'\n", 2, "would have git run a program"),
        ("repositories:\n- --upload-pack=x\n", 2, "begins with '-'"),
        ("repositories: [a]\nrepositories: [b]\n", 2, "repositories"),
        ("- a\n", 1, "must be a mapping"),
        ("repositories: [a\n", 2, "is not YAML"),
        ("", None, "names no repository"),
    ],
)
def test_what_makes_no_sense_is_told_with_file_line_and_key(
    tmp_path: Path, text: str, line: int | None, words: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)

    assert words in str(caught.value)
    assert caught.value.path == str(tmp_path / "fleet.yaml")
    assert caught.value.line == line


def test_a_line_that_makes_no_sense_is_told_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"fleet.txt:3: .*run a program"):
        read(tmp_path, "# x\na\next::sh -c 'touch x'\n", "fleet.txt")
    (tmp_path / "bad").write_bytes(b"a\n\xff\n")
    with pytest.raises(ConfigError, match="bad:2: is not UTF-8"):
        read_fleet(tmp_path / "bad")
    with pytest.raises(UsageError, match="there is no file"):
        read_fleet(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="is a folder"):
        read_fleet(tmp_path)


@pytest.mark.parametrize(
    ("address", "is_one", "name"),
    [
        ("a/b.git", True, "b"),
        ("./x:y/z", True, "z"),
        ("/srv/x/.git", True, "x"),
        ("C:/work/x", True, "x"),
        ("host:x/y.git", False, "y"),
        ("me@host:y", False, "y"),
        ("[::1]:x/y", False, "y"),
        ("https://example.org/a/b/", False, "b"),
        ("file:///srv/x.git/", False, "x"),
        ("ssh://me@host:22/~/y.git", False, "y"),
        ("https://example.org", False, ""),
    ],
)
def test_paths_and_addresses_are_told_apart_as_git_does(
    address: str, is_one: bool, name: str
) -> None:
    assert find_fault(address) is None
    assert (is_path(address), name_repository(address)) == (is_one, name)


@pytest.mark.parametrize(
    "address",
    [
        *("ext::x", "fd::3", "hg::x", "EXT::x", "transport::https://x/y", "evil://x/y"),
        *("-x", "ssh://-oProxyCommand=x/y", "-x:y", "a@-x:y", "https://me@-x/y"),
        *("a\nb", "a\0b", " "),
    ],
)
def test_what_runs_programs_is_refused(address: str) -> None:
    assert find_fault(address) is not None


@pytest.mark.parametrize(
    "login", ["secret", "me:secret", ":secret", "secret:x-oauth", "a:b@secret"]
)
@pytest.mark.parametrize("scheme", ["https", "http", "HTTPS"])
def test_a_token_is_shown_to_nobody(login: str, scheme: str) -> None:
    hidden = hide_login(f"{scheme}://{login}@example.org:443/x@y")
    assert hidden == f"{scheme}://***@example.org:443/x@y"


def test_a_password_is_shown_to_nobody() -> None:
    assert hide_login("ssh://me:secret@example.org/x") == "ssh://me:***@example.org/x"
    plain = ("https://example.org/x@y", "ssh://git@example.org:22/x", "me@host:x", "a/b:c@d")
    for address in (*plain, "file:///home/me@work/x.git", "https://example.org?x@y"):
        assert hide_login(address) == address


@pytest.mark.parametrize(
    "line", ["-https://secret@h/x", "x::https://a:secret@h/x", "https://secret@h"]
)
def test_errors_about_an_address_hide_what_is_secret(tmp_path: Path, line: str) -> None:
    (tmp_path / "fleet.txt").write_text(f"{line}\n")
    reply = call(tmp_path, "fleet", "fleet.txt", "status")
    assert (reply.code, reply.out) == (2, "")
    assert "fleet.txt:1: " in reply.err
    assert "***@h" in reply.err
    assert "secret" not in reply.err


def test_usage_is_told_before_anything_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "fleet.yaml").write_text("repositories: [a]\nx: y\n")
    wrong = [
        ("fleet", "fleet.yaml", "status"),
        ("fleet", "nowhere", "status"),
        ("--root", ".", "fleet", "fleet.yaml", "status"),
        ("fleet", "fleet.yaml", "sync"),
        ("fleet", "fleet.yaml"),
        ("fleet", "fleet.yaml", "status", "--format", "html"),
        ("fleet", "fleet.yaml", "status", "--jobs", "0"),
    ]
    for arguments in wrong:
        assert call(tmp_path, *arguments).code == 2, arguments
    assert [each.name for each in tmp_path.iterdir()] == ["fleet.yaml"]
