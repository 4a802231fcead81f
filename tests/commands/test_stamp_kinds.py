"""Every kind of stamp through every command, as its users meet it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.commands.calling import Reply, ask
from tests.stamped import Site

ONE = "---\ntitle: Tea\n---\n\n# Tea\n\nHot tea.\n\n| a | b |\n| - | - |\n| one | two |\n"
TWO = ONE.replace("| one | two |\n", "| one | two |\n| three | four |\n").replace(
    "Hot tea.", "Hot tea.\n\nAnd cold tea."
)
ONE_BODY = ONE.partition("\n---\n")[2]
BODY = "# Thé\n\nThé chaud.\n\n| a | b |\n| - | - |\n| un | deux |\n"


def front(*lines: str) -> str:
    return "\n".join(["---", "title: Thé", *lines, "---", "", BODY])


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


KINDS: dict[str, tuple[str, Callable[[str, str], str]]] = {
    "commit": ("commit: from", lambda old, _: front(f"from: {old}  # patched")),
    "nested": ("commit: l10n.from", lambda old, _: front("l10n:", f"  from: '{old[:10]}'")),
    "comment": ("commit: from, in: comment", lambda old, _: f"{BODY}\n<!-- from: {old} -->\n"),
    "hash": ("hash: of", lambda *_: front(f"of: sha256:{sha256(ONE)}")),
    "body": ("hash: of, of: body", lambda *_: front(f"of: {sha256(ONE_BODY)}")),
    "flag": (
        "flag: outdated, since: since",
        lambda _, new: front("outdated: true", f"since: {new}"),
    ),
    "history": ("history: true", lambda *_: front()),
}
RECORDED = sorted(KINDS.keys() - {"history"})


def make(tmp_path: Path, kind: str) -> tuple[Site, str]:
    """Make a site with a stale translation; return it with the commit that came after that."""
    stamp, write = KINDS[kind]
    site = Site.make(tmp_path / "site", stamp)
    old = site.save({"en/a.md": ONE, "en/b.md": "# Bee\n\nA bee.\n"}, "one")
    site.save({"fr/a.md": write(old, "")}, "translate")
    new = site.save({"en/a.md": TWO}, "two")
    if kind == "flag":
        site.save({"fr/a.md": write(old, new)}, "flag it")
    return site, new


def require_valid(site: Site, reply: Reply) -> None:
    schema = json.loads(site.call("schema").out)
    jsonschema.validate(reply.report, schema)


TABLE = "| un | deux |\n"
TABLE_AFTER = TABLE + "| trois | quatre |\n"


def work_on(site: Site) -> None:
    """Translate by hand, without `sync`."""
    text = site.read("fr/a.md").replace(TABLE, TABLE_AFTER)
    site.write({"fr/a.md": text.replace("Thé chaud.", "Thé chaud.\n\nEt froid.")})


def work(site: Site) -> None:
    """Translate what is marked."""
    text = site.read("fr/a.md")
    text = re.sub(r" *<!-- sync:\w+ --> *", " ", text)
    for english, french in (("And cold tea.", "Et froid."), ("three", "trois"), ("four", "quatre")):
        text = text.replace(english, french)
    site.write({"fr/a.md": text.replace("froid. \n", "froid.\n")})


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_stale_translation_is_seen_brought_up_and_recorded(tmp_path: Path, kind: str) -> None:
    site, _ = make(tmp_path, kind)
    stale = ask(site.root, "status")
    require_valid(site, stale)
    assert stale.translations["fr/a.md"]["state"] == "stale"
    assert stale.translations["fr/a.md"]["base"]["blob"] == site.blob("en/a.md", "HEAD~2") or (
        kind == "flag"
    )
    diff = site.call("diff", "fr/a.md")
    assert "And cold tea." in diff.out
    assert "three" in diff.out
    require_valid(site, ask(site.root, "diff"))

    synced = site.call("sync", "fr/a.md")

    assert synced.code == 0, synced.out + synced.err
    assert "synced_hash" in site.read("fr/a.md")
    assert site.judge() == ("pending", None)
    pending = site.read("fr/a.md")
    site.save({}, "sync")
    assert site.judge() == ("pending", None)
    site.call("sync", "fr/a.md")
    assert site.read("fr/a.md") == pending
    require_valid(site, ask(site.root, "status"))
    assert site.call("check").code == 1
    work(site)
    site.stamp()
    assert site.judge() == ("current", None)
    assert "synced" not in site.read("fr/a.md")
    assert "Thé chaud.\n\nEt froid." in site.read("fr/a.md")
    site.save({}, "done")
    assert site.judge() == ("current", None)
    assert site.call("check").code == 0
    assert "50%" in site.call("history").out


@pytest.mark.parametrize("kind", RECORDED)
def test_what_is_begun_is_stamped_in_the_projects_form(tmp_path: Path, kind: str) -> None:
    site, _ = make(tmp_path, kind)

    reply = site.call("new", "de", "en/b.md")

    assert reply.code == 0, reply.out + reply.err
    assert site.judge("de/b.md")[0] == "pending"
    text = re.sub(r" *<!-- sync:\w+ -->", "", site.read("de/b.md"))
    site.write({"de/b.md": text.replace("# Bee", "# Biene").replace("A bee.", "Eine Biene.")})
    site.save({})
    site.stamp("de/b.md")
    assert site.judge("de/b.md") == ("current", None)
    assert "synced_hash" not in site.read("de/b.md")
    assert "original_hash" not in site.read("de/b.md")


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_translation_moves_with_its_source(tmp_path: Path, kind: str) -> None:
    site, _ = make(tmp_path, kind)
    before = site.read("fr/a.md")
    site.git("mv", "en/a.md", "en/z.md")
    site.save({}, "move")
    told = site.tell()
    assert (told["state"], told["moved_to"]) == ("orphaned", "z.md")

    moved = site.call("move", "fr/a.md")

    assert moved.code == 0, moved.out + moved.err
    site.save({}, "moved")
    if kind == "history":  # the commit of the move would count as a translation
        assert "original_hash" in site.read("fr/z.md")
    else:
        assert site.read("fr/z.md") == before
    assert site.judge("fr/z.md") == ("stale", None)


def test_what_is_current_by_its_history_moves_without_a_stamp(tmp_path: Path) -> None:
    site, _ = make(tmp_path, "history")
    site.save({"fr/a.md": front() + "\nPlus.\n"}, "translate again")
    before = site.read("fr/a.md")
    site.git("mv", "en/a.md", "en/z.md")
    site.save({}, "move")

    assert site.call("move", "fr/a.md").code == 0

    assert site.read("fr/z.md") == before
    site.save({}, "moved")
    assert site.judge("fr/z.md") == ("current", None)


@pytest.mark.parametrize(("key", "goes"), [("{lang}", True), ("{lang}.{path}", False)])
def test_what_a_file_records_moves_where_that_says_no_path(
    tmp_path: Path, key: str, *, goes: bool
) -> None:
    site = Site.make(tmp_path / "site", f'commit: "{key}", in: stamps.json')
    old = site.save({"en/a.md": ONE})
    value = f'"{old}"' if goes else f'{{"a.md": "{old}"}}'
    site.save({"fr/a.md": front(), "stamps.json": f'{{"fr": {value}}}\n'})
    site.git("mv", "en/a.md", "en/z.md")
    site.save({}, "move")

    reply = site.call("move", "fr/a.md")

    assert (reply.code == 0) == goes
    assert (site.root / ("fr/z.md" if goes else "fr/a.md")).exists()
    assert goes or "stamps.json" in reply.out + reply.err
    assert not goes or site.judge("fr/z.md") == ("current", None)


@pytest.mark.parametrize("kind", ["commit", "nested", "comment", "hash", "body", "flag"])
def test_a_stamp_that_moves_without_the_work_is_told_of(tmp_path: Path, kind: str) -> None:
    site, _ = make(tmp_path, kind)
    start = site.git("rev-parse", "HEAD")
    text = site.read("fr/a.md")
    work_on(site)
    site.stamp()
    done = site.read("fr/a.md")
    stamped = done.replace(TABLE_AFTER, TABLE).replace("\n\nEt froid.", "")
    site.write({"fr/a.md": stamped})
    assert text != stamped
    site.save({}, "ahead")
    assert site.judge() == ("current", None)

    reply = ask(site.root, "check", "--changed-from", start)

    rules = {finding["rule"] for finding in reply.report["findings"]}
    assert "stamp-unearned" in rules
    require_valid(site, reply)


@pytest.mark.parametrize("kind", ["commit", "nested", "comment"])
def test_a_commit_that_leads_nowhere_is_told_of(tmp_path: Path, kind: str) -> None:
    site, new = make(tmp_path, kind)
    start = site.git("rev-parse", "HEAD")
    text = site.read("fr/a.md")
    site.save({"fr/a.md": re.sub(r"[0-9a-f]{10,40}", lambda found: "f" * len(found[0]), text)})

    reply = ask(site.root, "check", "--changed-from", start)

    assert new not in reply.out
    assert reply.report["findings"], reply.out
    assert site.judge() == ("stale", "unknown-commit")


@pytest.mark.parametrize("kind", ["commit", "comment", "hash"])
def test_no_date_is_advised_where_the_stamp_has_none(tmp_path: Path, kind: str) -> None:
    site, _ = make(tmp_path, kind)
    text = site.read("fr/a.md")
    site.save({"fr/a.md": re.sub(r"[0-9a-f]{10,}", lambda found: "f" * len(found[0]), text)})

    reply = site.call("sync", "fr/a.md")

    assert reply.code == 1
    assert "--base REV" in reply.out
    assert "--base date" not in reply.out
    assert site.call("sync", "--base", "HEAD~2", "fr/a.md").code == 0
    assert site.judge()[0] == "pending"


@pytest.mark.parametrize("kind", list(KINDS))
def test_baselines_and_hooks_know_every_kind(tmp_path: Path, kind: str) -> None:
    site, _ = make(tmp_path, kind)
    assert site.call("check").code == 1
    site.call("check", "--write-baseline", "base.json")

    assert site.call("check", "--baseline", "base.json").code == 0
    site.save({"en/a.md": TWO.replace("four", "five")}, "three")
    lint = ask(site.root, "lint")
    require_valid(site, lint)
    site.call("lint", "--fix")
    assert site.git("status", "--short") in ("", "?? base.json")
