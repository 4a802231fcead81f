"""Translations without stamps: what the history says of them, and when it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.hashing import digest
from tests.stamped import Site

HISTORY = "history: true, ignore: [Typo, en-only]"
ONE, TWO, THREE = "Hello.\n", "Hello there.\n", "Hello out there, all of you.\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.make(tmp_path / "site", HISTORY)
    site.save({"en/a.md": ONE, "en/b.md": "Tea.\n"}, "one")
    return site


def test_the_base_is_the_source_of_the_last_commit(site: Site) -> None:
    translated = site.save({"fr/a.md": "Salut.\n"})
    site.save({"x": "1"})
    assert site.judge() == ("current", None)
    site.save({"en/a.md": TWO})

    told = site.tell()

    assert (told["state"], told["reason"]) == ("stale", None)
    assert told["base"]["blob"] == site.blob("en/a.md", translated)
    assert told["stamp"]["kind"] == "history"
    assert told["stamp"]["key"] is None


def test_files_that_git_does_not_track_are_unstamped(site: Site) -> None:
    site.write({"fr/a.md": "Salut.\n", "de/a.md": "Hallo.\n"})
    site.git("add", "de/a.md")

    assert site.judge() == ("unstamped", None)
    assert site.judge("de/a.md") == ("unstamped", None)


def test_a_file_that_was_deleted_and_is_there_again_is_unstamped(site: Site) -> None:
    site.save({"fr/a.md": "Salut.\n"})
    site.git("rm", "-q", "fr/a.md")
    site.save({}, "Remove it")
    site.write({"fr/a.md": "Salut.\n"})
    assert site.judge() == ("unstamped", None)

    site.save({}, "Again")

    assert site.judge() == ("current", None)


def test_a_file_that_was_renamed_and_is_there_again_is_unstamped(site: Site) -> None:
    long = "".join(f"Ligne {number} de ceci.\n" for number in range(20))
    site.save({"fr/a.md": long})
    site.git("mv", "fr/a.md", "fr/b.md")
    site.save({}, "Rename it")
    site.write({"fr/a.md": long})

    assert site.judge() == ("unstamped", None)
    assert site.judge("fr/b.md") == ("current", None)


def test_changes_that_nobody_committed_do_not_count(site: Site) -> None:
    site.save({"fr/a.md": "Salut.\n"})
    site.save({"en/a.md": TWO})
    site.write({"fr/a.md": "Salut, toi.\n"})

    assert site.judge() == ("stale", None)


@pytest.mark.parametrize("subject", ["Fix a tYPO", "[EN-ONLY] x", "typographer", "(typo)"])
def test_ignored_words_count_in_any_case_for_source_and_translation(
    site: Site, subject: str
) -> None:
    site.save({"fr/a.md": "Salut.\n"}, "translate")
    site.save({"en/a.md": TWO}, subject)
    assert site.judge() == ("cosmetic", "ignored-commits")
    site.save({"en/a.md": THREE}, "Say more")
    assert site.judge() == ("stale", None)
    site.save({"fr/a.md": "Salut !\n"}, subject)
    assert site.judge() == ("stale", None)
    site.save({"fr/a.md": "Salut, vous !\n"}, "translate")
    assert site.judge() == ("current", None)


def test_a_word_in_the_body_of_a_message_does_not_count(site: Site) -> None:
    site.save({"fr/a.md": "Salut.\n"})
    site.save({"en/a.md": TWO}, "Say more\n\nAnd fix a typo.")

    assert site.judge() == ("stale", None)


def test_other_words_are_asked_anew(site: Site) -> None:
    site.save({"fr/a.md": "Salut.\n"})
    site.save({"en/a.md": TWO}, "Fix a typo")
    site.git("config", "core.fsmonitor", "false")
    assert site.judge() == ("cosmetic", "ignored-commits")

    site.configure("history: true, ignore: [en-only]")
    assert site.judge() == ("stale", None)
    site.configure("history: true")
    assert site.judge() == ("stale", None)
    site.configure(HISTORY)
    assert site.judge() == ("cosmetic", "ignored-commits")


def test_a_renamed_source_is_followed_from_the_newest_back(site: Site) -> None:
    long = "".join(f"Line {number} of it.\n" for number in range(20))
    site.save({"en/old.md": long})
    site.save({"fr/new.md": "Lignes.\n"})
    site.git("mv", "en/old.md", "en/mid.md")
    site.save({})
    site.git("mv", "en/mid.md", "en/new.md")
    site.save({})
    assert site.judge("fr/new.md") == ("current", None)
    site.save({"en/new.md": long + "More.\n"})

    told = site.tell("fr/new.md")

    assert told["state"] == "stale"
    assert told["base"]["path"] == "en/old.md"


def test_a_source_that_was_not_there_yet_is_none(site: Site) -> None:
    site.save({"fr/new.md": "Neuf.\n"})
    site.save({"en/new.md": "New.\n"})

    assert site.judge("fr/new.md") == ("stale", "not-in-commit")


def test_a_merge_counts_as_one_commit_of_the_line(site: Site) -> None:
    site.git("checkout", "-q", "-b", "side")
    site.save({"fr/a.md": "Salut.\n"}, "translate")
    site.git("checkout", "-q", "main")
    site.save({"en/a.md": TWO})
    site.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert site.judge() == ("current", None)  # as projects' own scripts compare: by the line

    site.save({"en/a.md": THREE})

    assert site.tell()["base"]["blob"] == site.blob("en/a.md", "HEAD~1")


def test_a_shallow_clone_cannot_tell(tmp_path: Path, site: Site) -> None:
    site.save({"fr/a.md": "Salut.\n"})
    site.save({"en/a.md": TWO})
    site.save({"x": "1"})
    site.git("clone", "-q", "--depth=1", site.root.as_uri(), str(tmp_path / "shallow"))
    shallow = Site(tmp_path / "shallow")

    assert shallow.judge() == ("stale", "shallow")
    assert shallow.tell()["base"] is None
    shallow.git("fetch", "-q", "--unshallow")
    assert shallow.judge() == ("stale", None)


def test_a_stamp_of_ours_counts_instead(site: Site) -> None:
    first = site.git("rev-parse", "HEAD")
    site.save({"fr/a.md": "Salut.\n"})
    site.save({"en/a.md": TWO})
    site.write({"fr/a.md": f"---\ntranslation_source_commit: {first}\n---\n\nSalut.\n"})
    site.save({}, "Record it")

    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["commit"] == first


def test_there_is_nothing_to_stamp_and_the_way_out_works(site: Site) -> None:
    site.save({"fr/a.md": "Salut.\n"})
    site.save({"en/a.md": TWO})

    reply = site.call("stamp", "fr/a.md")

    assert reply.code != 0
    assert "stamp --adopt" in reply.out + reply.err
    assert site.read("fr/a.md") == "Salut.\n"


@pytest.mark.parametrize("kind", ["commit", "hash"])
def test_adopting_keeps_every_state(site: Site, kind: str) -> None:
    site.save({"fr/a.md": "Salut.\n", "fr/b.md": "---\ntitle: Thé\n---\n\nThé.\n"})
    site.save({"en/c.md": "Sea.\n", "fr/d.md": "Rien.\n"})
    site.save({"fr/c.md": "Mer.\n", "de/a.md": "Hallo.\n"})
    site.save({"en/a.md": TWO})
    site.save({"en/c.md": "See.\n"}, "Fix a typo")
    before = {path: site.judge(path) for path in ("fr/a.md", "fr/b.md", "fr/c.md", "fr/d.md")}
    bases = {path: site.tell(path)["base"] for path in ("fr/a.md", "fr/b.md")}

    reply = site.call("stamp", "--adopt", "--lang", "fr", "--as", kind)

    assert reply.code == 0, reply.out + reply.err
    site.save({}, "Adopt")
    after = {path: site.judge(path) for path in before}
    assert before["fr/c.md"] == ("cosmetic", "ignored-commits")
    assert after | {"fr/c.md": None} == before | {"fr/c.md": None}
    assert after["fr/c.md"][0] in ("current", "cosmetic")
    for path in ("fr/a.md", "fr/b.md"):
        told = site.tell(path)["base"]
        assert (told and told["blob"]) in (bases[path]["blob"], None)
    assert site.read("de/a.md") == "Hallo.\n"
    assert "Salut.\n" in site.read("fr/a.md")
    again = site.call("stamp", "--adopt", "--lang", "fr", "--as", kind)
    assert "0 updated" in again.out


def _say(**fields: str) -> str:
    said = ",\n".join(f'  "{key}": "{value}"' for key, value in fields.items())
    return f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{{\n{said}\n}}\n-->\n"


def test_adopting_commits_takes_stamps_of_ours_along(site: Site) -> None:
    """One of them would decide for all once ``stamp`` is taken out."""
    texts = {"fr/a.md": "Salut.\n", "fr/b.md": "Thé.\n", "fr/c.md": "Mer.\n", "de/a.md": "Ja.\n"}
    site.save({"en/c.md": "Sea.\n"} | texts)
    site.save({"en/a.md": TWO, "en/b.md": "More tea.\n"})
    done, begun = (digest(text.encode()) for text in ("Tea.\n", "More tea.\n"))
    site.save({"fr/b.md": _say(original_hash=done, synced_hash=begun) + "Thé.\n"})
    site.save({"fr/c.md": _say(original_hash=digest(b"Sea.\n")) + "Mer.\n"})
    site.save({"de/a.md": _say(original_hash=digest(ONE.encode())) + "Ja.\n"})
    before = {path: site.judge(path) for path in texts}
    assert [state for state, _ in before.values()] == ["stale", "pending", "current", "stale"]

    told = site.call("stamp", "--adopt", "--lang", "fr", "--as", "commit")

    assert told.code == 0, told.out
    assert "--as commit --lang de` before that" in told.err
    assert site.call("stamp", "--adopt", "--as", "commit", "--lang", "de").err == ""
    text = site.read(".translation-sync.yaml").replace(f"stamp: {{{HISTORY}}}\n", "")
    site.save({".translation-sync.yaml": text})
    assert {path: site.judge(path) for path in texts} == before
    for path, words in texts.items():
        assert site.read(path).endswith(words)
        assert "original_hash" not in site.read(path)


def test_noop_adopting_hashes_leaves_stamps_of_ours(site: Site) -> None:
    own = _say(original_hash=digest(ONE.encode())) + "Salut.\n"
    site.save({"fr/a.md": own, "fr/b.md": "Thé.\n"})

    site.call("stamp", "--adopt", "--lang", "fr")

    assert site.read("fr/a.md") == own


def test_a_stamp_of_ours_that_no_commit_knows_is_not_adopted(site: Site) -> None:
    own = _say(original_hash="0" * 32) + "Salut.\n"
    site.save({"fr/a.md": own})

    reply = site.call("stamp", "--adopt", "--lang", "fr", "--as", "commit")

    assert reply.code == 1
    assert "no commit holds what it was made from" in reply.out
    assert site.read("fr/a.md") == own
