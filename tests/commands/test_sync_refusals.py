"""``sync`` refuses what it cannot do safely: with the file, the line and the way out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.calling import Reply, ask, call, photograph, spawn
from tests.commands.teas import (
    EVERYTHING,
    FR,
    LONGER,
    OTHER_PROSE,
    RELINKED,
    REWORDED,
    ROW_MINT,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    stamp_of,
    translate,
)
from tests.translated import Course, drop_date, md5_of

CONFLICT = "<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n"


def refused(reply: Reply, *words: str) -> None:
    """Assert that a text report refuses the translation, in these words."""
    assert reply.code == 1
    (line,) = (line for line in reply.out.splitlines() if line.startswith(FR))
    assert ": refused: " in line
    for word in words:
        assert word in line
    assert "Traceback" not in reply.err


@pytest.mark.parametrize(
    ("source", "translation", "words"),
    [
        (RELINKED + CONFLICT, THE, ("source has conflict markers", "18")),
        (RELINKED, THE + CONFLICT, (f"{FR}:27: refused: conflict markers",)),
    ],
)
def test_conflict_markers(
    tmp_path: Path, source: str, translation: str, words: tuple[str, ...]
) -> None:
    course = make_teas(tmp_path / "course", source, files={FR: translate(TEA, body=translation)})
    before = photograph(course.root)

    refused(call(course.root, "sync"), *words)
    assert ask(course.root, "sync").translations[FR]["outcome"] == "refused"
    assert photograph(course.root) == before


def test_conflict_markers_out_of_order_or_in_code_are_none(tmp_path: Path) -> None:
    body = THE + f"```\n{CONFLICT}```\n\n=======\n\n>>>>>>> b\n"
    course = make_teas(tmp_path / "course", RELINKED, files={FR: translate(TEA, body=body)})

    assert ask(course.root, "sync").translations[FR]["outcome"] == "updated"


def test_work_that_git_does_not_hold(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", RELINKED)
    path = course.root / FR
    path.write_text(path.read_text().replace("La fin.", "La vraie fin."))
    before = photograph(course.root)

    refused(call(course.root, "sync"), "--force")
    assert photograph(course.root) == before

    course.git("add", FR)
    assert call(course.root, "sync").code == 0
    assert "La vraie fin." in path.read_text()


def test_force_writes_over_uncommitted_work_and_keeps_it(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", RELINKED)
    path = course.root / FR
    path.write_text(path.read_text().replace("La fin.", "La vraie fin."))

    assert call(course.root, "sync", "--force").code == 0
    assert "La vraie fin." in path.read_text()
    assert "example/b" in path.read_text()


def test_an_untracked_translation(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", RELINKED)
    course.git("rm", "-q", "--cached", FR)
    course.git("commit", "-qm", "Forget it")

    refused(call(course.root, "sync"), "--force")
    assert call(course.root, "sync", "--force").code == 0


def test_only_what_would_be_written_has_to_be_safe(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE)
    path = course.root / FR
    path.write_text(path.read_text() + "Plus.\n")

    found = ask(course.root, "sync", "--tables-only")

    assert (found.code, found.translations[FR]["outcome"]) == (0, "unchanged")
    assert ask(course.root, "sync").translations[FR]["outcome"] == "refused"


def lose_the_base(root: Path, later: str = EVERYTHING) -> Course:
    """Make a course whose translation's base no commit has."""
    return make_teas(root, later, files={FR: translate(TEA + "Lost.\n")})


def test_a_missing_base_names_its_ways_out(tmp_path: Path) -> None:
    course = lose_the_base(tmp_path / "course")
    date_stamp(course, course.git("log", "-1", "--format=%cI", "HEAD~1"))

    refused(call(course.root, "sync"), "--base REV", "--base date", "--no-base", "unknown-hash")


def test_base_by_revision_file_and_date(tmp_path: Path) -> None:
    wanted = make_teas(tmp_path / "wanted", EVERYTHING)
    call(wanted.root, "sync")
    expected = body_of((wanted.root / FR).read_text())
    (tmp_path / "base.md").write_text(TEA)

    for name, base in (
        ("rev", "HEAD~2"), ("file", "../base.md"), ("date", "date"), ("blob", "HEAD~1")
    ):  # fmt: skip
        course = lose_the_base(tmp_path / name)
        path = course.root / FR
        path.write_text(path.read_text().replace("2023-11-20", "2023-11-16"))
        date = course.git("log", "-1", "--format=%cI", "HEAD~1")
        path.write_text(path.read_text().replace("2023-11-16T00:00:00+00:00", date))
        course.git("add", "-A")
        reply = call(course.root, "sync", "--base", base)
        assert reply.code == 0, reply
        assert body_of(path.read_text()) == expected
        assert ("by date" in reply.out) == (base == "date")


def date_stamp(course: Course, date: str | None) -> None:
    """Commit another date into the translation's stamp, or none."""
    path = course.root / FR
    line = "" if date is None else f'  "translation_date": "{date}",\n'
    text, count = re.subn(r'  "translation_date": .*\n', line, path.read_text())
    assert count == 1
    course.commit({FR: text})


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("2001-01-01T00:00:00+00:00", "as old as the stamp's date, '2001-01-01T00:00:00+00:00'"),
        ("yesterday", "as old as the stamp's date, 'yesterday'"),
        (None, "the stamp has no date"),
    ],
)
def test_a_date_that_tells_no_version_is_told_and_not_advised(
    tmp_path: Path, date: str | None, why: str
) -> None:
    course = lose_the_base(tmp_path / "course")
    date_stamp(course, date)

    for arguments in (("sync",), ("sync", "--base", "date")):
        reply = call(course.root, *arguments)
        refused(reply, "base not found (unknown-hash)", "--base REV or FILE, or", "--no-base")
        assert "--base date" not in reply.out
    assert why in reply.out


def test_outside_git_no_version_has_a_date(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    shutil.rmtree(course.root / ".git")

    for arguments in (("sync",), ("sync", "--base", "date")):
        reply = call(course.root, *arguments)
        refused(reply, "base not found (no-git)", "name one with --base FILE, or", "--no-base")
        assert "--base date" not in reply.out
    assert "there is no git to find one of the stamp's date in" in reply.out


@pytest.mark.parametrize("base", ["no-such-rev", "nowhere.md", "HEAD~99"])
def test_a_base_that_is_nothing_is_a_usage_error(tmp_path: Path, base: str) -> None:
    course = lose_the_base(tmp_path / "course")
    before = photograph(course.root)

    reply = call(course.root, "sync", "--base", base)

    assert reply.code == 2
    assert base in reply.err
    assert len(reply.err.strip().splitlines()) == 1
    assert photograph(course.root) == before


def test_base_and_no_base_exclude_each_other(tmp_path: Path) -> None:
    course = lose_the_base(tmp_path / "course")

    assert call(course.root, "sync", "--base", "HEAD", "--no-base").code == 2


def test_no_base_makes_unverified_cells_fuzzy(tmp_path: Path) -> None:
    course = lose_the_base(tmp_path / "course", REWORDED)

    assert call(course.root, "sync", "--no-base").code == 0

    text = (course.root / FR).read_text()
    assert "<!-- sync:fuzzy --> Thé vert | 2 | [Étapes](../../green.md) |" in text
    assert "<!-- sync:fuzzy --> Menthe | 🌿 | [Site](https://mint.example/a) |" in text
    stamp = stamp_of(text)
    assert stamp["original_hash"] == md5_of(TEA + "Lost.\n")
    assert stamp["synced_hash"] == md5_of(REWORDED)
    course.commit()
    assert ask(course.root, "sync").translations[FR]["outcome"] == "unchanged"
    assert ask(course.root, "status").translations[FR]["state"] == "pending"


def test_a_synced_hash_that_is_gone_falls_back(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    call(course.root, "sync")
    text = (course.root / FR).read_text()
    lost = md5_of("amended away\n")
    course.commit({FR: text.replace(md5_of(REWORDED), lost)})
    assert ask(course.root, "status").translations[FR]["state"] == "stale"

    reply = call(course.root, "sync")

    assert reply.code == 0
    assert "synced_hash" in reply.out
    assert stamp_of((course.root / FR).read_text())["synced_hash"] == md5_of(REWORDED)
    assert stamp_of((course.root / FR).read_text())["original_hash"] == md5_of(TEA)


def damage(root: Path, later: str = LONGER) -> Course:
    """Make a course in whose translation most rows lost their link or their code."""
    body = (
        THE.replace("[Étapes](../../green.md)", "Étapes")
        .replace("[Site](https://mint.example/a)", "Site")
        .replace("| Thé blanc | 3 |  |", "| Thé blanc | | 3 |")
    )
    return make_teas(root, later, files={FR: translate(TEA, body=body)})


def test_a_damaged_table_refuses_the_file(tmp_path: Path) -> None:
    course = damage(tmp_path / "course")
    before = photograph(course.root)

    refused(call(course.root, "sync"), f"{FR}:19:", "damaged", "--rebuild-damaged")
    reply = ask(course.root, "sync")
    assert [table["outcome"] for table in reply.translations[FR]["tables"]] == ["damaged"]
    assert photograph(course.root) == before


def test_rebuild_damaged_carries_what_is_verified(tmp_path: Path) -> None:
    course = damage(tmp_path / "course")

    reply = call(course.root, "sync", "--rebuild-damaged")

    assert reply.code == 0
    text = (course.root / FR).read_text()
    assert "| Thé noir | 4 | Prendre la `kettle` |" in text
    assert "<!-- sync:untranslated --> [Steps](../../green.md)" in text
    assert "line" in reply.out
    course.commit()
    assert ask(course.root, "sync").translations[FR]["outcome"] == "unchanged"


def test_a_damaged_table_that_did_not_change_is_left_alone(tmp_path: Path) -> None:
    later = TEA + "\n| A | B |\n| --- | --- |\n| x | 1 |\n"
    course = damage(tmp_path / "course", later)

    found = ask(course.root, "sync").translations[FR]

    assert [table["outcome"] for table in found["tables"]] == ["unchanged", "inserted"]
    assert "| Thé vert | 2 | Étapes |" in (course.root / FR).read_text()


def test_a_row_that_fails_a_guard_is_reported(tmp_path: Path) -> None:
    body = THE.replace("[Étapes](../../green.md)", "Étapes")
    course = make_teas(
        tmp_path / "course", TEA.replace(ROW_MINT, ""), files={FR: translate(TEA, body=body)}
    )

    reply = call(course.root, "sync")

    text = (course.root / FR).read_text()
    assert "| <!-- sync:untranslated --> Green tea | 2 | <!-- sync:untranslated --> [Steps]" in text
    assert "line 21" in reply.out
    assert "links differ" in reply.out


def test_outside_git_force_is_needed(tmp_path: Path) -> None:
    (tmp_path / "translations/fr").mkdir(parents=True)
    (tmp_path / SOURCE).write_text(RELINKED)
    (tmp_path / FR).write_text(translate(TEA))
    (tmp_path / "base.md").write_text(TEA)

    reply = call(tmp_path, "sync", FR)
    refused(reply, "no-git", "--no-base")
    reply = call(tmp_path, "sync", FR, "--base", "base.md")
    refused(reply, "--force")
    assert body_of((tmp_path / FR).read_text()) == THE

    assert call(tmp_path, "sync", FR, "--base", "base.md", "--force").code == 0
    assert "example/b" in (tmp_path / FR).read_text()


@pytest.mark.parametrize("name", [SOURCE, FR])
def test_a_file_that_is_no_utf8_hides_no_other(tmp_path: Path, name: str) -> None:
    other = "translations/he/tea.md" if name == FR else "translations/fr/green.md"
    source = other.rsplit("/", 1)[1]
    course = make_teas(
        tmp_path / "course",
        files={other: translate(TEA), "green.md": TEA},
    )
    good = RELINKED if name == SOURCE else translate(TEA, body=THE + "Plus.\n" * 1000)
    bad = good.encode() + b"\xff\n"
    course.commit({SOURCE: RELINKED, source: RELINKED, name: bad})

    shown = call(course.root, "sync", "--check")
    reply = ask(course.root, "sync")

    line = good.count("\n") + 1
    refused(shown, f"{name}:{line}: ", "is not UTF-8; convert it first")
    assert reply.translations[FR]["outcome"] == "refused"
    assert reply.translations[other]["outcome"] == "updated"
    assert reply.code == 1


def test_diff_and_check_write_nothing(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    before = photograph(course.root)

    shown = call(course.root, "sync", "--diff")
    checked = call(course.root, "sync", "--check")
    both = call(course.root, "sync", "--check", "--diff")

    assert photograph(course.root) == before
    assert (shown.code, checked.code, both.code) == (0, 1, 1)
    assert both.out == shown.out
    assert shown.out.startswith(f"--- a/{FR}\n+++ b/{FR}\n@@ ")
    assert ask(course.root, "sync", "--check").translations[FR]["outcome"] == "updated"
    assert ask(course.root, "sync", "--diff").translations[FR]["outcome"] == "updated"
    assert photograph(course.root) == before


def test_a_check_says_that_nothing_is_written(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    checked = call(course.root, "sync", "--check").out.splitlines()

    assert checked[0].startswith(f"{FR}: would be updated (")
    assert checked[-1] == "1 updated, 0 unchanged, 0 refused, 1 missing (nothing is written)"
    quiet = call(course.root, "sync", "--check", "-q")
    assert (quiet.code, quiet.out.splitlines()) == (1, checked[:-1])

    assert call(course.root, "sync", "-q").out == ""
    assert course.git("status", "--short").endswith(FR)
    unchanged = call(course.root, "sync", "--check", "-q", "--force")
    assert (unchanged.code, unchanged.out) == (0, "")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.removesuffix("\n"),
    ],
    ids=["plain", "crlf", "bom", "no newline at the end"],
)
def test_the_patch_applies(tmp_path: Path, change: Callable[[str], str]) -> None:
    table_last = TEA.replace("\nThe end.\n", "")
    body = THE.replace("\nLa fin.\n", "")
    course = make_teas(
        tmp_path / "course",
        table_last.replace("example/a", "example/b"),
        files={SOURCE: table_last, FR: change(translate(table_last, body=body)).encode()},
    )
    patch = spawn(course.root, "sync", "--diff").out
    (tmp_path / "patch").write_bytes(patch.encode())

    course.git("apply", str(tmp_path / "patch"))
    applied = (course.root / FR).read_bytes()
    course.git("checkout", "-q", FR)
    assert call(course.root, "sync").code == 0

    written = (course.root / FR).read_bytes()
    assert b"example/b" in written
    assert drop_date(applied) == drop_date(written)
