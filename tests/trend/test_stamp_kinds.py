"""The past of every kind of stamp is what ``status`` would have said then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.calling import ask
from tests.stamped import Site

ONE = "# Tea\n\nHot.\n"
TWO, THREE = ONE.replace("Hot", "Hot and black"), ONE.replace("Hot", "Hot and sweet")
KINDS = {
    "commit": "commit: from, outdated: drifted",
    "hash": "hash: of",
    "flag": "flag: outdated, since: since",
    "history": "history: true, ignore: [typo]",
}


def front(kind: str, commit: str, blob: str, missed: str = "") -> str:
    flag = f"outdated: true\nsince: {missed}\n" if missed else ""
    lines = {"commit": f"from: {commit}\n", "hash": f"of: {blob}\n", "flag": flag, "history": ""}
    return f"---\ntitle: x\n{lines[kind]}---\n\nThé.\n"


def live(site: Site, kind: str) -> None:
    """Let a site have a past."""
    first = site.save({"en/a.md": ONE, "en/b.md": ONE})
    blob = site.blob("en/a.md")
    site.save({"fr/a.md": front(kind, first, blob), "fr/b.md": front(kind, first, blob)})
    second = site.save({"en/a.md": TWO}, "two")
    site.save({"fr/a.md": front(kind, first, blob, second) + "Bien.\n"}, "fix a typo")
    site.save({"en/b.md": THREE}, "fix a typo")
    site.save({"en/a.md": ONE}, "revert")
    third = site.save({"en/a.md": THREE})
    done = front(kind, third, site.blob("en/a.md"))
    site.save({"fr/a.md": f"{done}Chaud.\n", "de/a.md": done})
    site.git("mv", "en/a.md", "en/c.md")
    site.save({}, "move")
    site.git("mv", "fr/a.md", "fr/c.md")
    site.save({}, "follow")
    site.save({"en/c.md": TWO})


FILES = {
    "status.json": ('commit: "{lang}.{path}", in: status.json', '{"fr": {"a.md": "%s"%s}}'),
    "state.yml": ('hash: "{path}", in: state.yml', 'a.md: "%s"\n%s'),
    "due.json": ('flag: "{path}.due", since: "{path}.from", in: due.json', "%.0s{%s}"),
}


def live_beside(site: Site, name: str) -> None:
    """Let a site have a past in which most commits touch nothing but the file of stamps."""

    def put(value: str, more: str = "") -> None:
        site.save({name: FILES[name][1] % (value, more)})

    def name_version() -> str:
        return site.blob("en/a.md") if name == "state.yml" else site.git("rev-parse", "HEAD")

    texts = {"en/a.md": ONE, "en/b.md": ONE, "fr/a.md": "Thé.\n", "fr/b.md": "Thé.\n"}
    first = site.save({name: "{}\n", **texts})
    put(name_version())
    site.save({"en/a.md": TWO})
    put(name_version(), f'"a.md": {{"due": true, "from": "{first}"}}' if name == "due.json" else "")
    site.save({"en/a.md": ONE, "en/b.md": THREE})
    put("no version")
    site.save({name: "{ [ broken"})
    put(name_version())
    site.save({"other.json": "{}"})


def check_points(site: Site, clone: Path) -> None:
    """Compare each point with what status says in a checkout of its commit."""
    told = ask(site.root, "history", "--every", "commit").report["points"]
    site.git("clone", "-q", str(site.root), str(clone))
    was = Site(clone)
    assert len(told) >= 8
    for point in told:
        was.git("checkout", "-q", point["commit"])
        (clone / ".git/refs/remotes/origin/HEAD").unlink(missing_ok=True)
        states = json.loads(was.call("status", "--format", "json").out)["summary"]
        assert (point["commit"], point["states"]) == (point["commit"], states)


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_commit_is_told_of_as_it_was(tmp_path: Path, kind: str) -> None:
    site = Site.make(tmp_path / "site", KINDS[kind])
    live(site, kind)

    check_points(site, tmp_path / "clone")


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_of_stamps_is_read_again_when_it_changes(tmp_path: Path, name: str) -> None:
    site = Site.make(tmp_path / "site", FILES[name][0])
    live_beside(site, name)

    check_points(site, tmp_path / "clone")
