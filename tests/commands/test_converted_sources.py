"""Sources that git converts on checkout (gitattributes(5)): their blobs are what counts."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tests.commands.calling import Reply
from tests.stamped import Site
from tests.watching import watch

SOURCE = "# Tea\n\nGreen tea.\n\n$Id$\n\nVersion @VER@.\n"
BODY = "# Thé\n\nThé vert.\n\n$Id$\n\nVersion @VER@.\n"
ENCODINGS = ("UTF-16", "UTF-16LE ident")
TRANSLATION = f"---\ntitle: Thé\n---\n\n{BODY}"
ATTRIBUTES = ("ident", "filter=ver", *(f"working-tree-encoding={each}" for each in ENCODINGS))
STAMPS = {"hash": "hash: of", "commit": "commit: of", "blob": "hash: of, algorithm: git-blob"}


def make(root: Path, stamp: str, attributes: str) -> Site:
    """Make a site whose source is on disk as a fresh clone has it."""
    site = Site.make(root, stamp)
    site.git("config", "filter.ver.smudge", "sed s/@VER@/1.2/")
    site.git("config", "filter.ver.clean", "sed s/1[.]2/@VER@/")
    site.git("config", "filter.lfs.smudge", f"cat {root / 'content'}")
    site.git("config", "filter.lfs.clean", "printf 'version 1\\noid 2\\n'")
    site.write({".gitattributes": f"en/*.md {attributes}\n"})
    site.write({"en/a.md": SOURCE.encode(find_encoding(attributes))})
    site.save({"fr/a.md": TRANSLATION, "content": SOURCE}, "one")
    check_out(site)
    return site


def check_out(site: Site) -> None:
    """Let git write the source anew."""
    (site.root / "en/a.md").unlink()
    site.git("checkout", "--", "en/a.md")


def find_encoding(attributes: str) -> str:
    """Return the name of the encoding on disk."""
    return attributes.split(maxsplit=1)[0].partition("encoding=")[2] or "UTF-8"


def edit(site: Site, attributes: str = "text") -> None:
    """Edit the source on disk: green becomes black."""
    encoding, place = find_encoding(attributes), site.root / "en/a.md"
    text = place.read_bytes().decode(encoding)
    place.write_bytes(text.replace("Green", "Black").encode(encoding))


def require_clean(site: Site, reply: Reply) -> None:
    assert reply.code == 0, reply.out + reply.err
    assert site.judge() == ("current", None)


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS)
def test_a_stamp_holds_in_clones_that_convert_and_that_do_not(
    tmp_path: Path, stamp: str, attributes: str
) -> None:
    site = make(tmp_path / "site", stamp, attributes)
    shown = site.root.joinpath("en/a.md").read_bytes()
    assert shown != SOURCE.encode()

    require_clean(site, site.stamp())
    site.save({}, "stamped")
    site.write({".git/info/attributes": "*.md !ident !filter !working-tree-encoding\n"})
    check_out(site)
    assert site.root.joinpath("en/a.md").read_bytes() == SOURCE.encode()
    assert site.judge() == ("current", None)


@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_history_tells_what_changed_and_nothing_else(tmp_path: Path, attributes: str) -> None:
    site = make(tmp_path / "site", "history: true", attributes)
    before = site.read("fr/a.md")

    require_clean(site, site.call("sync"))
    assert site.read("fr/a.md") == before

    edit(site, attributes)
    site.save({}, "black")
    check_out(site)
    assert site.judge() == ("stale", None)
    told = site.call("diff").out
    assert "Black" in told
    assert "Id" not in told
    assert "1.2" not in told
    site.call("sync")
    assert site.read("fr/a.md").count("<!-- sync:") == 1


@pytest.mark.parametrize("attributes", [each for each in ATTRIBUTES if "filter" not in each])
def test_a_source_that_is_edited_counts_as_git_would_hold_it(
    tmp_path: Path, attributes: str
) -> None:
    site = make(tmp_path / "site", "hash: of", attributes)
    site.stamp()
    edit(site, attributes)
    objects = site.git("count-objects", "-v")

    assert site.judge() == ("stale", None)
    told = site.call("diff").out
    assert "Black" in told
    assert "Id" not in told
    site.stamp()
    assert site.git("count-objects", "-v") == objects
    site.save({}, "edited and stamped")
    assert hashlib.sha256(
        f"{site.git('show', 'HEAD:en/a.md')}\n".encode()
    ).hexdigest() in site.read("fr/a.md")


def test_a_source_that_git_would_not_take_counts_as_it_is_on_disk(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "hash: of", "working-tree-encoding=UTF-16")
    site.stamp()
    site.write({"en/a.md": "# Tea\n"})

    assert site.judge() == ("stale", None)
    assert "Green tea." in site.call("diff").out


def test_a_source_that_is_edited_under_a_filter_counts_as_it_is_on_disk(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "hash: of", "filter=ver")
    site.stamp()
    edit(site)

    assert site.judge() == ("stale", None)
    assert "Black" in site.call("diff").out
    site.git("add", "en/a.md")
    assert "1.2" not in site.call("diff").out


def test_a_source_whose_flag_hides_edits_is_seen_as_edited(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "hash: of", "ident")
    site.stamp()
    site.git("update-index", "--assume-unchanged", "en/a.md")
    edit(site)

    assert site.judge() == ("stale", None)


def test_times_that_git_cannot_trust_are_no_change(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "history: true", "filter=ver")
    checked_out = (site.root / "en/a.md").stat().st_mtime_ns
    os.utime(site.root / ".git/index", ns=(checked_out, checked_out))

    assert site.judge() == ("current", None)


@pytest.mark.parametrize("stamp", ["hash: of", "hash: of, algorithm: sha1"])
def test_a_stamp_of_what_is_on_disk_is_current_too(tmp_path: Path, stamp: str) -> None:
    site = make(tmp_path / "site", stamp, "ident")
    digest = hashlib.sha1 if "sha1" in stamp else hashlib.sha256
    shown = digest((site.root / "en/a.md").read_bytes()).hexdigest()
    site.write({"fr/a.md": f"---\nof: {shown}\n---\n\n{BODY}"})

    assert site.judge() == ("current", None)
    assert "unchanged" in site.stamp().out


def test_line_endings_count_as_before(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "hash: of", "eol=crlf")
    assert b"\r\n" in (site.root / "en/a.md").read_bytes()
    site.stamp()

    assert hashlib.sha256(SOURCE.encode()).hexdigest() in site.read("fr/a.md")
    assert site.judge() == ("current", None)


def test_a_document_that_git_holds_elsewhere_is_read_from_disk(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "commit: of", "filter=lfs")
    assert site.git("show", "HEAD:en/a.md") == "version 1\noid 2"

    require_clean(site, site.stamp())
    assert site.call("lint").code == 0
    (site.root / "fr/a.md").unlink()
    site.call("new", "fr")
    assert "Green tea." in site.read("fr/a.md")


def test_attributes_that_convert_nothing_start_no_process(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", "hash: of")
    site.save({"en/a.md": SOURCE, "en/b.md": SOURCE, "fr/a.md": TRANSLATION}, "one")
    site.stamp()
    bare = list_started(site)

    site.write({".gitattributes": "*.md text eol=lf\n"})
    assert list_started(site) == bare
    site.write({".gitattributes": "*.png filter=lfs\n"})
    assert list_started(site) == [*bare, "check-attr"]


def list_started(site: Site) -> list[str]:
    """Return the commands of git that ``check`` starts."""
    with watch("subprocess.Popen") as started:
        assert site.call("check").code == 0
    return [str(arguments[1][1]) for arguments in started]  # type: ignore[index]


def test_no_filter_of_the_clones_is_run(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "history: true", "filter=ver")
    site.git("config", "filter.ver.clean", f"touch {tmp_path / 'ran'}; cat")
    os.utime(site.root / "en/a.md", (1, 1))

    assert site.judge() == ("stale", None)  # its time says that it may be changed
    assert not (tmp_path / "ran").exists()
