"""What a new stamp takes from other translations: what most have, whoever cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.stamped import COMMIT, Site, head
from tests.translated import make_course, md5_of, stamped

PLAIN = "---\ntitle: x\n---\n\nSalut.\n"
OTHERS = ("b", "c", "d")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.make(tmp_path / "site", COMMIT)


def stamp_new(site: Site, values: tuple[str, ...], key: str = "from") -> str:
    """Return the value that `stamp` writes beside others'."""
    written = zip(OTHERS, values, strict=False)
    site.save({f"fr/{name}.md": head(value, key) for name, value in written})
    site.write({"fr/a.md": PLAIN})
    site.stamp()
    return site.read("fr/a.md").partition(f"{key}: ")[2].partition("\n")[0]


def sha256(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def save_sources(site: Site) -> str:
    return site.save({f"en/{name}.md": f"# {name}\n" for name in ("a", *OTHERS)})


@pytest.mark.parametrize("odd", range(3))
@pytest.mark.parametrize(
    "write",
    [
        str,
        lambda commit: commit[:9],
        lambda commit: commit.upper(),
        lambda commit: f"https://example.org/o/r/blob/{commit}/en/a.md",
    ],
    ids=["whole", "short", "capitals", "address"],
)
def test_a_new_commit_is_written_as_most_are(
    site: Site, write: Callable[[str], str], odd: int
) -> None:
    commit = save_sources(site)
    values = [write(commit)] * 3
    values[odd] = commit[:12]

    assert stamp_new(site, tuple(values)) == write(commit)


@pytest.mark.parametrize("turn", [1, -1])
def test_of_forms_as_common_the_whole_one_is_written(site: Site, turn: int) -> None:
    commit = save_sources(site)

    assert stamp_new(site, (commit[:8], commit)[::turn]) == commit


@pytest.mark.parametrize("odd", range(3))
def test_a_new_digest_is_written_as_most_are(tmp_path: Path, odd: int) -> None:
    site = Site.make(tmp_path / "site", "hash: of")
    save_sources(site)
    values = [sha256(f"# {name}\n") for name in OTHERS]
    values[odd] = md5_of(f"# {OTHERS[odd]}\n")

    assert stamp_new(site, tuple(values), "of") == sha256("# a\n")


@pytest.mark.parametrize("turn", [1, -1])
def test_of_formats_as_common_the_comment_is_written(tmp_path: Path, turn: int) -> None:
    source = "# Tea\n"
    course = make_course(tmp_path, {f"{name}.md": source for name in ("a", "b", "c")})
    texts = (stamped(source), f"---\noriginal_hash: {md5_of(source)}\n---\n# Thé\n")[::turn]
    course.write({"translations/fr/a.md": "# Thé\n", "translations/fr/b.md": texts[0]})
    course.commit({"translations/fr/c.md": texts[1]})

    assert call(tmp_path, "stamp", "translations/fr/a.md").code == 0

    assert (tmp_path / "translations/fr/a.md").read_text().startswith("<!--\n")


BAD: dict[str, Callable[[Path], object]] = {
    "link": lambda path: path.symlink_to("/etc/hostname"),
    "bytes": lambda path: path.write_bytes(b"---\nfrom: \xff\n---\n"),
    "conflict": lambda path: path.write_text("---\n<<<<<<< a\nfrom: 1\n=======\n>>>>>>> b\n---\n"),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("command", ["stamp", "sync"])
def test_one_that_cannot_be_read_hinders_no_other(tmp_path: Path, bad: str, command: str) -> None:
    site = Site.make(tmp_path / "site", f"{COMMIT}, outdated: drifted")
    first = save_sources(site)
    old = head(first, body="# A\n")
    site.save({"fr/a.md": old, "de/c.md": head(first)})
    BAD[bad](site.root / "de/b.md")
    site.save({"en/a.md": "# a\n\n```\ncode\n```\n"})

    reply = site.call(command, "fr/a.md")

    assert "1 updated, 0 unchanged, 0 refused" in reply.out
    assert site.read("fr/a.md") != old
