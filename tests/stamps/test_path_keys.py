"""The key that says the path of a source, beside a stamp: as others have it, and where it moved."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.stamped import Site

TEXT, BODY = "# Tea\n\nWords.\n", "# Thé\n\nMots.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
KINDS = {
    "nested": ("hash: x.of, path: x.at", "x:\n  at: {path}\n  of: {value}\n"),
    "flat": ("commit: from, path: made_of", "made_of: '{path}'\nfrom: {value}\n"),
    "apart": ("commit: from, path: src.path", "src:\n  path: {path}\nfrom: {value}\n"),
}
STYLES = ["{}", "en/{}", "/en/{}", "site/content/en/{}", "ours/{}"]


def make(root: Path, kind: str, style: str | None) -> Site:
    """Make a site of which two translations are stamped, with a path in that style, or none."""
    site = Site.make(root, KINDS[kind][0])
    commit = site.save({f"en/{name}.md": TEXT for name in "abc"})
    value = DIGEST if "hash" in KINDS[kind][0] else commit
    for name in "ab":
        keys = KINDS[kind][1].format(path=(style or "").format(f"{name}.md"), value=value)
        if style is None:
            keys = KINDS["flat"][1].partition("\n")[2].format(value=value)
        site.write({f"fr/{name}.md": f"---\ntitle: T\n{keys}---\n\n{BODY}"})
    site.save({"fr/c.md": f"---\ntitle: T\n---\n\n{BODY}"})
    return site


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("style", STYLES)
def test_it_is_renewed_where_a_source_moved(tmp_path: Path, kind: str, style: str) -> None:
    site = make(tmp_path, kind, style)
    before = site.read("fr/a.md")
    (site.root / "en/new").mkdir()
    site.git("mv", "en/a.md", "en/new/z.md")
    site.save({}, "move")

    assert site.call("move", "fr/a.md").code == 0

    old, new = style.format("a.md"), style.format("new/z.md")
    assert site.read("fr/new/z.md") == before.replace(old, new)
    assert site.judge("fr/new/z.md") == ("current", None)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("style", STYLES)
def test_a_new_stamp_has_it_as_others_have(tmp_path: Path, kind: str, style: str) -> None:
    site = make(tmp_path, kind, style)

    site.stamp("fr/c.md")

    text = site.read("fr/c.md")
    assert text.count(style.format("c.md")) == 1
    assert text.endswith(f"---\n\n{BODY}")
    assert site.judge("fr/c.md") == ("current", None)


def test_noop_where_others_have_none_a_new_stamp_has_none(tmp_path: Path) -> None:
    site = make(tmp_path, "flat", None)
    site.stamp("fr/c.md")
    assert "made_of" not in site.read("fr/c.md")


def test_noop_an_old_stamp_stays_without_it(tmp_path: Path) -> None:
    site = make(tmp_path, "flat", "{}")
    bare = site.read("fr/a.md").replace("made_of: 'a.md'\n", "")
    site.save({"fr/a.md": bare, "en/a.md": TEXT + "More.\n"})
    site.stamp("fr/a.md")
    assert "made_of" not in site.read("fr/a.md")


@pytest.mark.parametrize("other", ["../en/a.md", "sencha.md", "https://x.example/en"])
def test_noop_a_path_in_a_way_of_its_own_stays(tmp_path: Path, other: str) -> None:
    site = make(tmp_path, "flat", other)
    before = site.read("fr/a.md")
    site.git("mv", "en/a.md", "en/z.md")
    site.save({}, "move")
    assert site.call("move", "fr/a.md").code == 0
    assert site.read("fr/z.md") == before
