"""What a file or a submodule records of a translation counts, whatever stands in its text."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from sync.hashing import digest
from tests.commands.calling import ask
from tests.stamped import Site

ONE, TWO, THREE = (f"# Tea\n\nPour water over {count} leaves.\n" for count in (2, 7, 8))
DONE, LATER = (f"# Thé\n\nVersez l'eau sur {count} feuilles.\n" for count in (2, 7))
FORMS = {
    "by path": ('commit: "{lang}.{path}", in: i18n.json', '{{"fr": {{"a.md": "{}"}}}}\n'),
    "for all": ('commit: "{lang}.at", in: i18n.yaml', "fr:\n  at: '{}'\n"),
}


class Recorded:
    """A site whose French was made from the first of two versions, as a file of it says."""

    def __init__(self, root: Path, stamp: str, form: str) -> None:
        self.site = Site.make(root, stamp)
        self.name, self._form = stamp.rpartition(" ")[2], form
        self.site.save({"en/a.md": ONE, "fr/a.md": DONE, self.name: "{}\n"})
        self.record()
        self.site.save({"en/a.md": TWO})

    def record(self) -> None:
        """Record the present commit, as a script of the project's own would."""
        self.site.save({self.name: self._form.format(self.site.git("rev-parse", "HEAD"))})

    def comment(self, *hashes: str) -> None:
        """Give the translation a comment of Co-op Translator's form."""
        said = ",\n".join(f'  "{hashed}"' for hashed in hashes).replace("=", '": "')
        written = f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{{\n{said}\n}}\n-->\n"
        self.site.save({"fr/a.md": f"{written}{self.site.read('fr/a.md')}"})


@pytest.fixture(params=list(FORMS))
def recorded(request: pytest.FixtureRequest, tmp_path: Path) -> Recorded:
    return Recorded(tmp_path / "site", *FORMS[str(request.param)])


def md5(text: str) -> str:
    return digest(text.encode())


def test_work_is_begun_recorded_and_done(recorded: Recorded) -> None:
    site = recorded.site

    assert site.call("sync", "fr/a.md").code == 0

    told = site.tell()
    assert told["state"] == "pending"
    assert told["stamp"]["synced_hash"] == md5(TWO)
    assert "original_hash" not in site.read("fr/a.md")
    site.save({"fr/a.md": site.read("fr/a.md").replace(" <!-- sync:fuzzy -->", "")})
    site.save({"fr/a.md": site.read("fr/a.md").replace("2", "7")})
    before = site.read("fr/a.md")
    refused = site.call("stamp", "fr/a.md")
    assert refused.code == 1
    assert "is not written here" in refused.out
    assert "then stamp it again" in refused.out
    assert site.read("fr/a.md") == before
    recorded.record()
    assert site.call("stamp", "fr/a.md").code == 0
    assert site.read("fr/a.md") == LATER
    assert site.judge() == ("current", None)


def test_a_comment_does_not_outrank_the_file(recorded: Recorded) -> None:
    """As one that was written there before; ``stamp`` leaves what it says of the original."""
    recorded.comment(f"original_hash={md5(TWO)}")
    assert recorded.site.judge() == ("stale", None)
    recorded.record()
    recorded.site.save({"en/a.md": THREE})
    recorded.record()
    assert recorded.site.judge() == ("current", None)
    assert recorded.site.call("stamp", "fr/a.md").code == 0
    assert md5(TWO) in recorded.site.read("fr/a.md")


def test_what_counts_beside_the_file_goes_once_it_is_recorded(recorded: Recorded) -> None:
    recorded.comment(f"original_hash={md5(ONE)}", f"synced_hash={md5(TWO)}")
    assert recorded.site.judge()[0] == "pending"
    recorded.record()

    assert recorded.site.call("stamp", "fr/a.md").code == 0

    text = recorded.site.read("fr/a.md")
    assert md5(ONE) in text
    assert "synced_hash" not in text
    assert recorded.site.judge() == ("current", None)


def test_a_translation_of_which_it_says_nothing_gets_no_stamp(recorded: Recorded) -> None:
    site = recorded.site
    site.save({recorded.name: "{}\n"})

    updated = ask(site.root, "sync", "--base", "HEAD~2", "fr/a.md")

    assert updated.translations["fr/a.md"]["outcome"] == "updated"
    assert site.read("fr/a.md") == DONE.replace("feuilles.", "feuilles. <!-- sync:fuzzy -->")
    assert site.judge() == ("unstamped", None)
    again = ask(site.root, "sync", "--base", "HEAD~2", "--force", "fr/a.md")
    assert again.translations["fr/a.md"]["outcome"] == "unchanged"
    site.save({"fr/a.md": LATER})
    assert "is not written here" in site.call("stamp", "fr/a.md").out
    assert site.read("fr/a.md") == LATER


def test_what_new_begins_is_done_when_it_is_recorded(recorded: Recorded) -> None:
    site = recorded.site
    site.save({"en/b.md": ONE})
    assert site.call("new", "fr", "en/b.md").code == 0
    assert site.judge("fr/b.md") == ("pending", None)
    site.save({"fr/b.md": re.sub(r"[ ]?<!-- sync:\w+ -->", "", site.read("fr/b.md"))})
    assert site.call("stamp", "fr/b.md").code == 1
    keys = dict.fromkeys(("at", "b.md"), site.git("rev-parse", "HEAD"))
    site.save({recorded.name: json.dumps({"fr": keys})})

    assert site.call("stamp", "fr/b.md").code == 0

    assert site.read("fr/b.md") == ONE
    assert site.judge("fr/b.md") == ("current", None)


def test_a_submodule_records_for_all(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", "commit: origin, in: submodule")
    (site.root / "origin").mkdir()

    def pin(commit: str) -> None:
        entry = f"160000,{commit},origin"
        subprocess.run(
            ["git", "update-index", "--add", "--cacheinfo", entry], cwd=site.root, check=True
        )
        site.git("commit", "-q", "-m", "Pin it")

    pin(site.save({"en/a.md": ONE, "fr/a.md": DONE}))
    site.write({"en/a.md": TWO})
    site.git("commit", "-q", "-a", "-m", "edit")
    assert site.call("sync", "fr/a.md").code == 0
    assert "original_hash" not in site.read("fr/a.md")
    site.write({"fr/a.md": site.read("fr/a.md").replace(" <!-- sync:fuzzy -->", "")})
    assert site.call("stamp", "fr/a.md").code == 1

    pin(site.git("log", "-1", "--format=%H", "--", "en/a.md"))

    assert site.call("stamp", "fr/a.md").code == 0
    assert site.read("fr/a.md") == DONE


def test_how_far_it_was_brought_moves_along(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path / "site", *FORMS["for all"])
    site = recorded.site
    site.call("sync", "fr/a.md")
    site.git("mv", "en/a.md", "en/z.md")
    site.save({})

    assert site.call("move", "fr/a.md").code == 0

    assert '"source_file": "z.md"' in site.read("fr/z.md")
    assert site.judge("fr/z.md") == ("pending", None)
