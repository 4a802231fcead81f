"""Odd names, links, and repositories of every kind, through the commands that write."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, command, environment, photograph
from tests.commands.teas import (
    FR,
    GREEN,
    RELINKED,
    REWORDED,
    SIDECAR,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    stamp_of,
    translate,
)
from tests.translated import Course, make_course, md5_of

NAMES = (
    "with space.md", "quo'te.md", 'double"quote.md', "new\nline.md", "-dash.md", "--all.md",
    "שלום.md", "tab\there.md", "back\\slash.md", "[a](b).md", "*.md", "é.md",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names(tmp_path: Path, name: str) -> None:
    place = f"translations/fr/{name}"
    course = make_course(tmp_path / "course", {name: TEA, "green.md": GREEN})
    course.commit({place: translate(TEA)})
    course.commit({name: REWORDED})

    patch = call(course.root, "sync", "--diff").out
    (tmp_path / "patch").write_bytes(patch.encode())
    course.git("apply", "--check", str(tmp_path / "patch"))
    shown = call(course.root, "sync", "--check")
    assert len(shown.out.splitlines()) == 2
    assert ask(course.root, "sync", "--", place).translations[place]["outcome"] == "updated"

    path = course.root / place
    path.write_text(path.read_text().replace("<!-- sync:fuzzy --> ", ""))
    course.commit()
    assert call(course.root, "stamp", "--", place).code == 0
    assert ask(course.root, "status").translations[place]["state"] == "current"
    assert call(course.root, "new", "de", "--", name).code == 0
    assert (course.root / f"translations/de/{name}").exists()


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    course = make_course(tmp_path / "course", {name: TEA})
    course.commit({f"translations/fr/{name}": translate(TEA)})
    course.commit({name: RELINKED})

    assert call(course.root, "sync").code == 0
    assert "example/b" in (course.root / f"translations/fr/{name}").read_text()
    assert call(course.root, "new", "de").code == 0


@pytest.mark.parametrize("stamp", ["comment", "front-matter"])
@pytest.mark.parametrize("name", [b"caf\xe9.md", b"C:/tea.md", b"\\tea.md", "thé.md".encode()])
def test_a_stamp_that_is_written_is_read_back(tmp_path: Path, stamp: str, name: bytes) -> None:
    document = os.fsdecode(name)
    files = {document: "# Tea\n", ".translation-sync.yaml": f"stamp: {stamp}\n"}
    course = make_course(tmp_path / "course", files)
    course.commit({f"translations/fr/{document}": "# Thé\n"})

    for arguments in (("stamp", "translations/fr"), ("new", "de")):
        assert call(course.root, *arguments).code == 0
    started, stamped = ask(course.root, "status").report["translations"]
    assert (started["state"], stamped["state"]) == ("pending", "current")
    assert stamped["stamp"]["source_file"] == ("thé.md" if document == "thé.md" else None)


def test_a_translation_moves_after_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    course = make_course(tmp_path / "course", {"tea.md": TEA})
    course.commit({"translations/fr/tea.md": translate(TEA)})
    course.git("mv", "tea.md", name)
    course.commit()

    assert call(course.root, "move").code == 0
    assert ask(course.root, "status").translations[f"translations/fr/{name}"]["state"] == "current"


@pytest.mark.parametrize(
    ("was", "now"), [("old.md", "caf%E9.md"), ("caf%e9.md", "caf%e9.md"), ("docs/caf%E9.md",) * 2]
)
def test_an_address_spells_the_bytes_of_a_name(tmp_path: Path, was: str, now: str) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    files = {name: "# Tea\n", ".translation-sync.yaml": "stamp: {commit: from}\n"}
    course = make_course(tmp_path / "course", files)
    place, start = f"translations/fr/{name}", "https://example.org/o/r/blob"
    old = course.git("rev-parse", "HEAD")
    course.commit({place: f"---\nfrom: {start}/{old}/{was}\n---\n# Thé\n"})
    new = course.commit({name: "# Teas\n"})

    assert call(course.root, "stamp", place).code == 0
    assert f"{start}/{new}/{now}" in (course.root / place).read_text()
    assert ask(course.root, "status").translations[place]["state"] == "current"


def test_a_sidecar_holds_no_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    files = {name: TEA, ".translation-sync.yaml": "stamp: sidecar\n"}
    course = make_course(tmp_path / "course", files)
    course.commit({f"translations/fr/{name}": THE})

    # Co-op Translator would read its escape, and fail to write the file again.
    for arguments in (("stamp", "translations/fr"), ("new", "de")):
        reply = call(course.root, *arguments)
        assert reply.code == 1
        assert "refused: its name is not UTF-8, and no sidecar can hold it: rename" in reply.out
    assert not list(course.root.glob("translations/**/.co-op-translator.json"))


def test_a_sidecar_keys_any_name(tmp_path: Path) -> None:
    name = 'שלום "x"\n.md'
    entries = json.dumps({name: {"original_hash": md5_of(TEA)}}, indent=2)
    course = make_course(tmp_path / "course", {name: TEA})
    course.commit({f"translations/fr/{name}": THE, SIDECAR: entries})
    course.commit({name: REWORDED})

    assert call(course.root, "sync").code == 0
    assert json.loads((course.root / SIDECAR).read_text())[name]["synced_hash"] == md5_of(REWORDED)


def see_on_a_terminal(folder: Path, *arguments: str) -> str:
    """Return what a call prints on a terminal without colours."""
    ours, theirs = pty.openpty()
    plain = {"NO_COLOR": "1", "COLUMNS": "200", "LINES": "50"}
    with subprocess.Popen(
        command(*arguments), cwd=folder, env=environment() | plain, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        process.wait()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def test_right_to_left_text_is_isolated_on_a_terminal_alone(tmp_path: Path) -> None:
    body = THE.replace("Prendre la", "קח").replace("Thé noir", "תה שחור")
    course = make_teas(tmp_path / "course", REWORDED, files={FR: translate(TEA, body=body)})

    assert "\u2068קח `kettle`\u2069" in see_on_a_terminal(course.root, "diff", FR)
    assert "-\u2068| תה שחור | 4 | קח `kettle` |\u2069" in see_on_a_terminal(
        course.root, "sync", "--diff"
    )
    for arguments in (("diff",), ("sync", "--diff"), ("sync", "--check")):
        for more in ((), ("--format", "json")):
            assert "\u2068" not in call(course.root, *arguments, *more).out
    seen = see_on_a_terminal(course.root, "diff", "--format", "json")
    assert "\u2068" not in seen
    assert json.loads(seen)["version"] == 1
    call(course.root, "sync")
    assert "\u2068" not in (course.root / FR).read_text()


def test_a_translation_that_is_a_link_is_written_through(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", files={"kept/thé.md": translate(TEA)})
    (course.root / FR).unlink()
    (course.root / FR).symlink_to("../../kept/thé.md")
    course.commit({SOURCE: REWORDED})

    found = ask(course.root, "sync", FR)

    assert (course.root / FR).is_symlink()
    assert found.translations[FR]["outcome"] == "updated"
    assert "sync:fuzzy" in (course.root / "kept/thé.md").read_text()

    course.commit({SOURCE: RELINKED})
    (course.root / "kept/thé.md").write_text((course.root / FR).read_text() + "Plus.\n")
    assert ask(course.root, "sync", FR).translations[FR]["outcome"] == "refused"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_that_leaves_the_root_is_neither_read_nor_written(tmp_path: Path, kind: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "tea.md").write_text(translate(TEA))
    course = make_teas(tmp_path / "course")
    course.git("rm", "-qr", "translations")
    if kind == "file":
        (course.root / FR).parent.mkdir(parents=True)
        (course.root / FR).symlink_to(outside / "tea.md")
    else:
        (course.root / "translations").mkdir()
        (course.root / "translations/fr").symlink_to(outside)
    course.commit({SOURCE: REWORDED})

    found = ask(course.root, "sync", "--force").translations[FR]

    assert (found["state"], found["outcome"]) == ("invalid", "unchanged")
    assert call(course.root, "stamp", FR).code == 1
    assert call(course.root, "new", "fr", SOURCE).code == 1
    assert (outside / "tea.md").read_text() == translate(TEA)
    assert [path.name for path in outside.iterdir()] == ["tea.md"]


@pytest.mark.parametrize(
    "source_file", ["../x.md", "/etc/passwd", "..\\x.md", "C:\\x.md", "out/x.md"]
)
def test_a_source_file_outside_the_root_is_invalid(tmp_path: Path, source_file: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.md").write_text(TEA)
    stamp = translate(TEA).replace(
        '"source_file": "tea.md"', f'"source_file": {json.dumps(source_file)}'
    )
    course = make_teas(tmp_path / "course", files={FR: stamp})
    (course.root / "out").symlink_to(tmp_path / "outside")
    course.commit({SOURCE: REWORDED})
    before = photograph(course.root)

    found = ask(course.root, "sync", "--force").translations[FR]

    assert (found["state"], found["outcome"]) == ("invalid", "unchanged")
    assert call(course.root, "stamp", FR).code == 1
    assert photograph(course.root) == before


def test_a_shallow_clone(tmp_path: Path) -> None:
    origin = make_teas(tmp_path / "origin", REWORDED)
    clone = Course(tmp_path / "clone")
    origin.git("clone", "-q", "--depth", "1", f"file://{origin.root}", str(clone.root))

    reply = call(clone.root, "sync", FR)

    assert reply.code == 1
    assert f"{FR}: refused: base not found (shallow): fetch it with `git fetch --unshallow`" in (
        reply.out
    )
    clone.git("fetch", "-q", "--unshallow")
    assert call(clone.root, "sync", FR).code == 0


def test_a_worktree_and_a_submodule(tmp_path: Path) -> None:
    origin = make_teas(tmp_path / "origin", REWORDED)
    origin.git("worktree", "add", "-q", str(tmp_path / "tree"))
    outer = make_course(tmp_path / "outer", {"a.md": "# A\n"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "-q", "add", str(origin.root), "sub")

    for root in (tmp_path / "tree", tmp_path / "outer/sub"):
        assert ask(root, "sync", FR).translations[FR]["outcome"] == "updated"
        assert "sync:fuzzy" in (root / FR).read_text()
        assert ask(root, "status").translations[FR]["state"] == "pending"
    assert "sync:fuzzy" not in (origin.root / FR).read_text()
    assert "sub/tea.md" not in call(outer.root, "status", "--format", "json").out


@pytest.mark.parametrize(
    "arguments", [("sync",), ("diff",), ("stamp", "--cosmetic"), ("new", "de")]
)
def test_a_bare_repository(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    origin = make_teas(tmp_path / "origin", REWORDED)
    origin.git("clone", "-q", "--bare", str(origin.root), str(tmp_path / "bare.git"))

    reply = call(tmp_path / "bare.git", *arguments)

    assert reply.code in (2, 3)
    assert reply.out == ""
    assert "bare" in reply.err
    assert len(reply.err.splitlines()) == 1


def test_a_source_that_is_a_folder(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.git("rm", "-q", SOURCE)
    course.commit({f"{SOURCE}/inside.txt": "x"})
    before = photograph(course.root)

    for arguments in (("sync",), ("diff",), ("stamp", FR), ("new", "de", SOURCE)):
        reply = call(course.root, *arguments)
        assert reply.code in (0, 1, 2)
        assert "internal" not in reply.err
    assert photograph(course.root) == before


def test_from_a_folder_within(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)

    assert call(course.root / "translations/fr", "sync", "tea.md").code == 0

    text = (course.root / FR).read_text()
    assert body_of(text) != THE
    assert stamp_of(text)["synced_hash"] == md5_of(REWORDED)


def test_a_hooks_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert ask(course.root, "sync").translations[FR]["outcome"] == "updated"
