"""Clones without contents, or without trees: what they tell of sources that moved."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sync.git.fetching import FETCH
from tests.stamped import Site, head

STAMPS = {"commit": "commit: from", "hash": "hash: from", "history": "history: true"}
TEXT = "".join(f"Line {number} of it.\n" for number in range(20))
EDITED = f"{TEXT}One more.\n"
DOCUMENTS = ("edited", "same", "young")
LACKING = ("stale", "partial-clone")


def make(root: Path, kind: str) -> Site:
    """Make a site of which one source moved with an edit, one without, and one came alone.

    Their translations were made before, and follow to the new places.
    """
    site = Site.make(root, STAMPS[kind])
    site.git("config", "uploadpack.allowFilter", "true")
    site.save({"en/old/edited.md": TEXT})
    first = site.save({"en/old/same.md": f"Same.\n{TEXT}"})
    texts = {"edited": TEXT, "same": f"Same.\n{TEXT}", "young": "Young.\n"}
    for name in DOCUMENTS:
        digest = hashlib.sha256(texts[name].encode()).hexdigest()
        text = {"commit": head(first), "hash": head(digest), "history": "Salut.\n"}[kind]
        site.save({f"fr/new/{name}.md": text}, "translate")
    (site.root / "en/new").mkdir()
    site.git("mv", "en/old/edited.md", "en/new/edited.md")
    site.save({"en/new/edited.md": EDITED, "en/old/other.md": "Other.\n"}, "move and edit")
    site.git("mv", "en/old/same.md", "en/new/same.md")
    site.save({}, "move")
    site.save({"en/new/young.md": "Young.\n"}, "write")
    return site


def judge(site: Site) -> dict[str, tuple[str, str | None]]:
    return {name: site.judge(f"fr/new/{name}.md") for name in DOCUMENTS}


def clone(site: Site, filtered: str) -> Site:
    there = Site(site.root.parent / "clone")
    site.git("clone", "-q", f"--filter={filtered}", site.root.as_uri(), str(there.root))
    return there


@pytest.mark.parametrize("kind", STAMPS)
@pytest.mark.parametrize("filtered", ["blob:none", "tree:0", "tree:1"])
def test_what_lacks_is_said_and_fetched_where_that_is_allowed(
    tmp_path: Path, kind: str, filtered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make(tmp_path / "site", kind)
    whole = judge(site)
    assert whole["edited"] == ("stale", None)
    assert whole["same"] == ("current", None)
    there = clone(site, filtered)
    before = there.git("count-objects", "-v")

    found = judge(there)

    assert found["edited"] == LACKING
    assert there.call("check").code == 1
    assert there.git("count-objects", "-v") == before
    if filtered == "blob:none":  # twins, of which the names of blobs tell all
        assert (found["same"], found["young"]) == (whole["same"], whole["young"])
    monkeypatch.setenv(FETCH, "1")
    assert judge(there) == whole
    assert there.tell("fr/new/edited.md")["base"]["path"] == "en/old/edited.md"


@pytest.mark.parametrize("kind", STAMPS)
def test_once_the_contents_are_there_nothing_lacks(tmp_path: Path, kind: str) -> None:
    site = make(tmp_path / "site", kind)
    there = clone(site, "blob:none")
    assert judge(there)["edited"] == LACKING

    there.git("fetch", "-q", "--refetch", "--no-filter")

    assert judge(there) == judge(site)


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_an_orphan_is_told_where_its_source_went(
    tmp_path: Path, filtered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make(tmp_path / "site", "commit")
    for name in ("edited", "gone"):
        site.save({f"fr/old/{name}.md": head("1" * 40)})
    there = clone(site, filtered)
    assert there.judge("fr/old/edited.md") == ("orphaned", "partial-clone")

    monkeypatch.setenv(FETCH, "1")

    assert there.tell("fr/old/edited.md")["moved_to"] == "new/edited.md"
    assert there.judge("fr/old/gone.md") == ("orphaned", None)


def test_a_clone_of_the_sources_repository_is_asked_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make(tmp_path / "source", "commit")
    clone(source, "blob:none")
    site = Site.make(tmp_path / "site", "commit: from", "upstream: {repository: ../clone}")
    site.save({"fr/new/edited.md": source.read("fr/new/edited.md")})
    assert site.judge("fr/new/edited.md") == LACKING

    monkeypatch.setenv(FETCH, "1")

    assert site.judge("fr/new/edited.md") == ("stale", None)
