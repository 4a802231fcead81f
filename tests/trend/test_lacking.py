"""A past of which contents are lacking, or broken, is never told as if they had been read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.stamped import Site, head

ONE, TWO, THREE = ("# Tea\n\nHot.\n", "# Tea\n\nHot and black.\n", "# Tea\n\n\nHot and  black.\n")


def make_past(root: Path) -> Site:
    """Let a site have a past whose stamps name a version on a branch that was merged."""
    site = Site.make(root, "commit: from")
    site.git("config", "uploadpack.allowFilter", "true")
    site.git("config", "uploadpack.allowAnySHA1InWant", "true")
    site.save({"en/a.md": ONE, "picture.png": "x"})
    site.git("checkout", "-q", "-b", "side")
    second = site.save({"en/a.md": TWO})
    site.save({"en/a.md": THREE, "fr/a.md": head(second)})
    site.git("checkout", "-q", "main")
    site.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    site.save({"fr/a.md": head(site.git("rev-parse", "HEAD"))})
    return site


def clone_partly(site: Site, place: Path) -> Path:
    site.git("clone", "-q", "--filter=blob:none", site.root.as_uri(), str(place))
    return place


def drop(site: Site, name: str) -> str:
    """Lose an object, and return its name."""
    blob = site.git("rev-parse", name)
    (site.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    return blob


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_partial_clone_says_what_it_lacks(tmp_path: Path, form: str) -> None:
    clone = clone_partly(make_past(tmp_path / "site"), tmp_path / "clone")

    reply = call(clone, "history", "--format", form)

    assert (reply.code, reply.out) == (3, "")
    assert reply.err.count("\n") == 1
    assert "`git fetch --refetch --no-filter` brings them" in reply.err


def test_what_it_lacks_is_fetched_where_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_past(tmp_path / "site")
    clone = clone_partly(site, tmp_path / "clone")
    whole = ask(site.root, "history", "--every", "commit")
    assert [point["states"]["cosmetic"] for point in whole.report["points"]] == [1, 0]

    monkeypatch.setenv("TRANSLATION_SYNC_FETCH", "1")
    assert ask(clone, "history", "--every", "commit") == whole
    monkeypatch.delenv("TRANSLATION_SYNC_FETCH")
    assert ask(clone, "history", "--every", "commit") == whole


def test_a_site_goes_without_a_past_that_is_lacking(tmp_path: Path) -> None:
    clone = clone_partly(make_past(tmp_path / "site"), tmp_path / "clone")

    reply = call(clone, "site", str(tmp_path / "out"))

    assert reply.code == 0
    assert "the site has no history: contents of the past are missing here" in reply.err
    assert (tmp_path / "out/data/status.json").exists()
    assert not (tmp_path / "out/data/history.json").exists()


def test_a_broken_file_of_the_past_is_named_and_hides_nothing(tmp_path: Path) -> None:
    site = make_past(tmp_path / "site")
    commit = site.git("rev-parse", "HEAD~1")
    blob = drop(site, "HEAD~1:fr/a.md")

    reply = ask(site.root, "history", "--every", "commit")

    assert reply.code == 3
    assert reply.err.startswith(f"error: fr/a.md: as of {commit[:10]}: git: object {blob}")
    assert [point["states"]["invalid"] for point in reply.report["points"]] == [1, 0]


def test_what_the_past_does_not_read_may_be_broken(tmp_path: Path) -> None:
    site = make_past(tmp_path / "site")
    before = ask(site.root, "history")
    drop(site, "HEAD:picture.png")

    assert ask(site.root, "history") == before
    assert (before.code, before.err) == (0, "")
