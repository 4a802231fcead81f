"""Translations that go by their last commit, in a change that is about to be that commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask
from tests.stamped import Site

SIDES = [("--staged",), ("--changed-from", "HEAD"), ("--changed-from", "HEAD~1")]
every_side = pytest.mark.parametrize("side", SIDES, ids=" ".join)
BOTH = {"en/a.md": "Hello there.\n", "fr/a.md": "Salut à toi.\n"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.make(tmp_path / "site", "history: true", "fail_on: [stale, unstamped]")
    site.save({"en/a.md": "Hello.\n", "fr/a.md": "Salut.\n", "de/a.md": "Hallo.\n"})
    site.save({"x": "1"})
    return site


def check(site: Site, *side: str) -> tuple[int, dict[str, str]]:
    """Return the exit code, and the states that are told."""
    reply = ask(site.root, "check", *side)
    return reply.code, {path: each["state"] for path, each in reply.translations.items()}


@every_side
def test_what_comes_with_its_source_is_current(site: Site, side: tuple[str, ...]) -> None:
    site.write(BOTH)
    site.git("add", ".")
    told = check(site, *side)
    site.git("commit", "-qm", "Both")

    assert told == check(site, "--changed-from", "HEAD~1") == (1, {"de/a.md": "stale"})


@every_side
def test_what_is_new_with_its_source_has_what_to_go_by(site: Site, side: tuple[str, ...]) -> None:
    site.write({"en/b.md": "Tea.\n", "fr/b.md": "Thé.\n"})
    site.git("add", ".")

    assert check(site, *side) == (0, {})


def test_only_what_is_staged_is_committed(site: Site) -> None:
    site.write(BOTH)
    site.git("add", "en")

    assert check(site, "--staged") == (1, {"de/a.md": "stale", "fr/a.md": "stale"})


def test_what_waits_to_be_staged_is_named(site: Site) -> None:
    site.write(BOTH)
    site.git("add", "en")

    assert "not staged: git add fr/a.md\n" in site.call("hook", "check").out


def test_what_git_does_not_track_is_in_no_commit(site: Site) -> None:
    site.write({"en/b.md": "Tea.\n", "fr/b.md": "Thé.\n"})

    assert check(site, "--changed-from", "HEAD") == (1, {"fr/b.md": "unstamped"})


@every_side
def test_a_stamp_of_our_own_counts_instead(site: Site, side: tuple[str, ...]) -> None:
    site.write({"en/a.md": "Hello, all.\n"})
    assert site.call("sync", "fr/a.md").code == 0
    site.git("add", ".")
    site.write({"en/a.md": "Hello, all of you.\n"})
    site.git("add", ".")

    assert check(site, *side)[1]["fr/a.md"] == "stale"
