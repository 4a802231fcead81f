"""Sources that are symbolic links, as of a documentation that has the README for its first page."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.stamped import Site, head

STAMPS = {"commit": "commit: from", "hash": "hash: from", "history": "history: true"}
ONE, TWO, THREE = "# Tool\n\nOne.\n", "# Tool\n\nTwo.\n", "# Tool\n\nThree.\n"


def link(site: Site, path: str, target: str) -> None:
    place = site.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(target)


def translate(site: Site, kind: str, commit: str, text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    values = {"commit": head(commit), "hash": head(digest), "history": "Salut.\n"}
    site.save({"fr/a.md": values[kind]}, "translate")


@pytest.fixture(params=STAMPS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(tmp_path: Path, kind: str) -> Site:
    return Site.make(tmp_path / "site", STAMPS[kind])


@pytest.mark.parametrize("chain", [False, True])
def test_a_link_is_what_it_leads_to(site: Site, kind: str, *, chain: bool) -> None:
    link(site, "en/a.md", "../other/b.md" if chain else "../README.md")
    if chain:
        link(site, "other/b.md", "../README.md")
    first = site.save({"README.md": ONE})
    translate(site, kind, first, ONE)
    assert site.judge() == ("current", None)
    second = site.save({"README.md": TWO})
    site.save({"other.txt": "x"})

    assert site.judge() == ("stale", None)
    base = site.tell()["base"]
    assert (base["path"], base["blob"]) == ("README.md", site.blob("README.md", first))
    assert "- One." in site.call("diff", "fr/a.md").out
    if kind == "commit":
        site.stamp()
        assert site.read("fr/a.md") == head(second)
        assert site.judge() == ("current", None)


def test_what_was_a_file_then_is_that_file(site: Site, kind: str) -> None:
    first = site.save({"en/a.md": ONE, "README.md": THREE})
    translate(site, kind, first, ONE)
    link(site, "en/a.md", "../README.md")
    site.save({})

    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["path"] == "en/a.md"


def test_where_a_link_led_then_counts(site: Site, kind: str) -> None:
    link(site, "en/a.md", "../old.md")
    first = site.save({"old.md": ONE, "README.md": TWO})
    translate(site, kind, first, ONE)
    link(site, "en/a.md", "../README.md")
    second = site.save({})

    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["path"] == "old.md"
    if kind == "commit":
        site.stamp()
        assert site.read("fr/a.md") == head(second)


def test_a_link_that_was_not_there_yet_is_not_in_the_commit(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", STAMPS["commit"])
    first = site.save({"README.md": ONE})
    link(site, "en/a.md", "../README.md")
    site.save({"README.md": TWO, "fr/a.md": head(first)})

    assert site.judge() == ("stale", "not-in-commit")


@pytest.mark.parametrize("target", ["../../out.md", "/etc/hostname", "a.md", "../folder"])
def test_a_link_that_leads_to_no_file_of_the_commit_names_no_version(
    tmp_path: Path, target: str
) -> None:
    site = Site.make(tmp_path / "site", STAMPS["commit"])
    link(site, "en/a.md", target)
    first = site.save({"folder/x.md": ONE})
    link(site, "en/a.md", "../folder/x.md")
    site.save({"fr/a.md": head(first)})

    assert site.judge() == ("stale", "not-in-commit")


@pytest.fixture
def linked(tmp_path: Path) -> Site:
    """A site whose first page is a link to a link to the README, and translated."""
    site = Site.make(tmp_path / "site", STAMPS["hash"])
    link(site, "en/a.md", "../other/b.md")
    link(site, "other/b.md", "../README.md")
    site.save({"README.md": ONE, "LICENSE.md": ONE})
    translate(site, "hash", "", ONE)
    return site


@pytest.mark.parametrize("staged", [True, False])
def test_a_change_of_what_a_link_leads_to_is_the_link_s(linked: Site, *, staged: bool) -> None:
    options = ("--staged",) if staged else ("--changed-from", "HEAD")
    linked.write({"LICENSE.md": TWO})
    linked.git("add", "-A")
    quiet = linked.call("check", *options, "--fail-on", "stale")
    linked.write({"README.md": TWO})
    linked.git("add", "-A")
    told = linked.call("check", *options, "--fail-on", "stale")

    assert quiet.code == 0
    assert (told.code, "fr/a.md: stale" in told.out) == (1, True)
    assert "paragraph added (source 3): Two." in told.out


def test_a_link_that_leads_elsewhere_now_is_changed(linked: Site) -> None:
    linked.write({"docs.md": THREE})
    link(linked, "other/b.md", "../docs.md")
    linked.git("add", "-A")
    told = linked.call("check", "--staged", "--fail-on", "stale")
    assert (told.code, "fr/a.md: stale" in told.out) == (1, True)


@pytest.mark.parametrize("path", ["README.md", "other/b.md", "en/a.md", "other", "LICENSE.md"])
def test_what_a_link_leads_to_is_asked_for_by_its_name(linked: Site, path: str) -> None:
    linked.save({"README.md": TWO, "LICENSE.md": TWO})
    told = linked.call("diff", path)
    assert (told.code, "- One." in told.out) == (0, path not in ("other", "LICENSE.md"))
