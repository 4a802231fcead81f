"""Commits that a change brings into stamps have to be there for others, too."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.stamped import COMMIT, Site, head

ONE, TWO = "One.\n", "Two.\n"
LOST = "which no branch or tag leads to [stamp-unreachable]"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose branch changes the source, to be stamped with that commit."""
    site = Site.make(tmp_path / "site", COMMIT)
    first = site.save({"en/a.md": ONE})
    site.save({"fr/a.md": head(first)})
    site.git("checkout", "-q", "-b", "work")
    return site


def stamp_with(site: Site, value: str) -> None:
    site.save({"fr/a.md": head(value, body="Deux.\n")}, "translate")


def check(site: Site) -> tuple[int, str]:
    reply = site.call("check", "--changed-from", "main")
    return reply.code, reply.out


@pytest.mark.parametrize("digits", [40, 9])
def test_a_commit_that_was_amended_away_is_told(site: Site, digits: int) -> None:
    lost = site.save({"en/a.md": TWO})
    site.write({"fr/a.md": head(lost[:digits], body="Deux.\n")})
    site.git("commit", "-q", "-a", "--amend", "-m", "Two, and its translation")

    code, told = check(site)

    assert code == 1
    assert f"fr/a.md:2: error: the stamp names commit {lost[:10]}, {LOST}" in told
    site.stamp()
    site.save({})
    assert check(site)[0] == 0


def test_a_commit_that_was_squashed_away_is_told(site: Site) -> None:
    lost = site.save({"en/a.md": TWO})
    stamp_with(site, lost)
    assert check(site)[0] == 0  # a twin: the branch leads to it
    site.git("reset", "-q", "--soft", "main")
    site.save({}, "all in one")

    assert LOST in check(site)[1]


@pytest.mark.parametrize("keep", ["branch", "tag"])
def test_a_commit_off_the_line_that_something_leads_to_is_none(site: Site, keep: str) -> None:
    aside = site.save({"en/a.md": TWO, "aside.txt": "x"})
    site.git(keep, "kept")
    site.git("reset", "-q", "--hard", "main")
    site.save({"en/a.md": TWO}, "the same, once more")
    stamp_with(site, aside)

    assert check(site)[0] == 0


def test_a_head_without_a_branch_leads_to_its_commits(site: Site) -> None:
    site.git("checkout", "-q", "--detach")
    stamp_with(site, site.save({"en/a.md": TWO}))

    assert check(site)[0] == 0


def test_a_stamp_that_the_change_left_alone_is_nobodys_fault(site: Site) -> None:
    lost = site.save({"en/a.md": TWO})
    site.git("commit", "-q", "--amend", "-m", "Two")
    stamp_with(site, lost)
    site.git("branch", "-q", "-f", "main")
    site.save({"fr/a.md": head(lost, body="Deux !\n")})

    assert check(site)[0] == 0


def test_a_hash_outlives_its_commit(tmp_path: Path, site: Site) -> None:
    site.configure("hash: from")
    site.save({"en/a.md": TWO})
    stamp_with(site, hashlib.sha256(TWO.encode()).hexdigest())
    site.git("reset", "-q", "--soft", "main")
    site.save({}, "all in one")

    assert check(site)[0] == 0


def test_the_commits_of_another_repository_are_its_own(tmp_path: Path, site: Site) -> None:
    there = Site.make(tmp_path / "there", COMMIT, "upstream: {repository: ../site}")
    there.save({"fr/a.md": head("0" * 40)})
    lost = site.save({"en/a.md": TWO})
    there.git("checkout", "-q", "-b", "work")
    stamp_with(there, lost)

    assert check(there)[0] == 0
