"""Translations with changes that git does not see: the command that is printed leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.pasting import BASH, Shell, list_commands
from tests.stamped import Site

pytestmark = pytest.mark.skipif(BASH is None, reason="needs bash")

WORDS = "\nMes mots.\n"


def make(root: Path) -> Site:
    """Make a site with a stale translation whose last words no index holds."""
    site = Site.make(root, "hash: of")
    site.save({"en/a.md": "# Tea\n", "fr/a.md": "---\nx: y\n---\n\n# Thé\n"}, "one")
    site.stamp()
    site.save({}, "stamp")
    site.save({"en/a.md": "# Tea\n\nHot.\n"}, "two")
    return site


def add_words(site: Site, path: str = "fr/a.md") -> None:
    site.write({path: site.read(path) + WORDS})


def require_way_out(site: Site, shell: Shell, path: str = "fr/a.md") -> str:
    """Follow what `sync` prints of a translation, until it can be written; return that."""
    reply = site.call("sync", "--", path)
    assert reply.code == 1
    (command,) = list_commands(reply.out)
    code, said = shell.run(command, site.root)
    assert code == 0, said
    after = site.call("sync", "--", path)
    assert after.code == 0, after.out
    assert WORDS.strip() in site.git("show", f":{path}")
    return command


@pytest.mark.parametrize(
    "flags",
    [(), ("assume-unchanged",), ("skip-worktree",), ("assume-unchanged", "skip-worktree")],
)
def test_flags_go_before_the_file_is_added(tmp_path: Path, flags: tuple[str, ...]) -> None:
    site = make(tmp_path / "site")
    for flag in flags:
        site.git("update-index", f"--{flag}", "fr/a.md")
    add_words(site)

    calls = [*(f"git update-index --no-{flag} fr/a.md" for flag in flags), "git add fr/a.md"]
    assert require_way_out(site, Shell(tmp_path / "bin")) == " && ".join(calls)


def test_a_file_outside_of_a_sparse_checkout_is_added(tmp_path: Path) -> None:
    site = make(tmp_path / "site")
    text = site.read("fr/a.md")
    site.git("sparse-checkout", "set", "en")
    site.write({"fr/a.md": text + WORDS})

    command = require_way_out(site, Shell(tmp_path / "bin"))
    assert command == "git add --sparse fr/a.md"


def test_a_name_that_begins_with_a_colon_is_added(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", "hash: of")
    settings = 'translations: "{dir}/{stem}.{lang}{suffix}"\nlanguages: [fr]\nstamp: {hash: of}\n'
    site.write({".translation-sync.yaml": settings})
    site.save({":a.md": "# Tea\n", ":a.fr.md": "---\nx: y\n---\n\n# Thé\n"}, "one")
    assert site.call("stamp", ".").code == 0
    site.save({":a.md": "# Tea\n\nHot.\n"}, "two")
    add_words(site, ":a.fr.md")

    reply = site.call("sync", ".")
    (command,) = list_commands(reply.out)
    assert command == "git add ./:a.fr.md"
    assert Shell(tmp_path / "bin").run(command, site.root)[0] == 0
    assert site.call("sync", "./:a.fr.md").code == 0
