"""A commit with a date that no calendar has costs nobody the history."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.commands.calling import ask
from tests.stamped import Site, head

COMMIT = "tree {tree}\nparent {parent}\nauthor a <a@x> {date}\ncommitter a <a@x> {date}\n\nodd\n"
DATES = {
    "1300000000 +051800": "2011-03-13T07:06:40+00:00",
    "1300000000 -7551": "2011-03-13T07:06:40+00:00",
    "253402300799 -1200": "9999-12-31T11:59:59-12:00",
    "253402300800 +0000": "1970-01-01T00:00:00+00:00",
    "-100 +0000": "1970-01-01T00:00:00+00:00",
    "1300000000 +0100": "2011-03-13T08:06:40+01:00",
}


def save_at(site: Site, date: str) -> str:
    """Commit what is staged at a date, which may be none."""
    tree, parent = site.git("write-tree"), site.git("rev-parse", "HEAD")
    text = COMMIT.format(tree=tree, parent=parent, date=date).encode()
    command = ("git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    made = subprocess.run(command, cwd=site.root, input=text, capture_output=True, check=True)
    commit = made.stdout.decode().strip()
    site.git("reset", "-q", "--hard", commit)
    return commit


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("stamp", ["history: true", "commit: from", "hash: from"])
def test_every_command_goes_on(tmp_path: Path, date: str, stamp: str) -> None:
    site = Site.make(tmp_path / "site", stamp)
    site.save({"en/a.md": "# Tea\n", "en/b.md": "# Milk\n"}, "one")
    site.write({"en/a.md": "# Tea\n\nHot.\n", "fr/a.md": head("", body="# Thé\n\nChaud.\n")})
    site.git("add", "-A")
    odd = save_at(site, date)
    if "history" not in stamp:
        site.stamp()
        site.save({}, "stamp")
    site.save({"en/a.md": "# Tea\n\nCold.\n"}, "two")

    told = site.tell()
    assert told["state"] == "stale"
    assert (told["base"]["commit"], told["base"]["date"]) == (odd, DATES[date])
    points = ask(site.root, "history", "--every", "commit").report["points"]
    assert DATES[date] in [each["date"] for each in points]
    for command in (
        ("history", "--every", "week"),
        ("history", "--since", "2001-01-01"),
        ("status", "--format", "banner"),
        ("sync", "--diff", "--base", "date"),
        ("site", str(tmp_path / "out")),
    ):
        reply = site.call(*command)
        assert reply.code < 3, reply.err


def test_a_site_tells_when_its_commit_was_made(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", "history: true")
    site.save({"en/a.md": "# Tea\n", "fr/a.md": "# Thé\n"}, "one")
    save_at(site, "1300000000 +051800")

    assert site.call("site", str(tmp_path / "out")).code == 0
    page = (tmp_path / "out/index.html").read_text()
    assert "2011-03-13" in page
