"""Every row of the table of states, on real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.model import StampFormat, State
from tests.translated import (
    GUIDE,
    LONGER,
    Course,
    comment,
    fields,
    make_course,
    md5_of,
    stamped,
)

HE = "translations/he/guide.md"
SIDECAR = "translations/he/.co-op-translator.json"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """One document, and a folder for Hebrew."""
    return make_course(tmp_path / "course", {"guide.md": GUIDE, "translations/he/x.md": "x\n"})


def test_missing(course: Course) -> None:
    status = course.status(HE)

    assert status.state is State.MISSING
    assert (status.stamp, status.base, status.reason) == (None, None, None)


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        pytest.param(comment({"original_hash": "abc"}), 4, "32 hexadecimal", id="bad hash"),
        pytest.param(stamped(GUIDE).replace('",\n', '"\n', 1), 5, "JSON", id="bad JSON"),
        pytest.param(stamped(GUIDE, body="") * 2, 8, "two", id="two stamps"),
        pytest.param(stamped(GUIDE)[:-12], 1, "cut short", id="cut short"),
        pytest.param(b"\xff\xfe" + stamped(GUIDE).encode(), 1, "UTF-8", id="not UTF-8"),
        pytest.param(
            stamped(GUIDE).replace("{", "<<<<<<< ours\n{").replace("}", "=======\n}\n>>>>>>> x"),
            3,
            "conflict",
            id="conflict",
        ),
        pytest.param(stamped(GUIDE, source_file="../guide.md"), 6, "root", id="leaves the root"),
    ],
)
def test_invalid(course: Course, content: str | bytes, line: int, word: str) -> None:
    course.write({HE: content, "translations/fr/guide.md": stamped(GUIDE)})
    status = course.status(HE)

    assert (status.state, status.stamp) == (State.INVALID, None)
    assert status.reason is not None
    assert status.reason.startswith(f"{HE}:{line}: ")
    assert word in status.reason
    assert course.states()["translations/fr/guide.md"] is State.CURRENT


def test_a_source_file_behind_a_link_that_leaves_the_root_is_invalid(course: Course) -> None:
    (course.root / "out").symlink_to("..")
    course.write({HE: stamped(GUIDE, source_file="out/guide.md")})

    status = course.status(HE)
    assert status.state is State.INVALID
    assert "leaves the root" in (status.reason or "")


def test_a_translation_that_is_a_link_out_of_the_root_is_invalid(
    course: Course, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text(stamped(GUIDE))
    (course.root / HE).symlink_to(tmp_path / "secret.md")

    assert course.states()[HE] is State.INVALID


def test_an_unreadable_sidecar_makes_the_translations_of_its_folder_invalid(
    course: Course,
) -> None:
    course.write({HE: stamped(GUIDE), SIDECAR: '{\n "guide.md": {\n', "b.md": "b\n"})

    status = course.status(HE)
    assert status.state is State.INVALID
    assert (status.reason or "").startswith(f"{SIDECAR}:3: ")
    assert course.states()["translations/he/b.md"] is State.MISSING


def test_an_entry_that_both_sides_of_a_conflict_agree_on_counts(course: Course) -> None:
    ours, theirs = fields(GUIDE), fields(LONGER)
    text = (
        '{\n  "a.md": ' + json.dumps(ours) + ",\n<<<<<<< ours\n"
        '  "guide.md": ' + json.dumps(ours) + "\n=======\n"
        '  "guide.md": ' + json.dumps(theirs) + "\n>>>>>>> theirs\n}"
    )
    course.write({"a.md": GUIDE, "translations/he/a.md": "x\n", HE: "x\n", SIDECAR: text})

    states = course.states()
    assert states["translations/he/a.md"] is State.CURRENT
    assert states[HE] is State.INVALID


def test_orphaned_with_the_move_from_git(course: Course) -> None:
    course.commit({HE: stamped(GUIDE)})
    course.git("mv", "guide.md", "manual.md")
    course.commit({"manual.md": LONGER})

    status = course.status(HE)
    assert (status.state, status.moved_to) == (State.ORPHANED, "manual.md")
    assert status.stamp is not None


def test_orphaned_with_the_move_from_the_hash(tmp_path: Path) -> None:
    root = tmp_path / "plain"
    course = Course(root)
    course.write({"manual.md": GUIDE, HE: stamped(GUIDE), "translations/he/y.md": "y\n"})

    assert course.status(HE).moved_to == "manual.md"
    assert course.status("translations/he/y.md").moved_to is None


def test_a_hash_that_two_documents_have_shows_no_move(tmp_path: Path) -> None:
    course = Course(tmp_path / "plain")
    course.write({"a.md": GUIDE, "b.md": GUIDE, HE: stamped(GUIDE)})

    assert course.status(HE).moved_to is None


def test_unstamped(course: Course) -> None:
    course.write({HE: "# Thé\n\n" + stamped(GUIDE)})

    assert course.states()[HE] is State.UNSTAMPED


def test_an_entry_of_a_document_of_the_same_name_does_not_count(course: Course) -> None:
    nested = "translations/he/a/guide.md"
    course.write(
        {"a/guide.md": GUIDE, nested: "x\n", SIDECAR: json.dumps({"guide.md": fields(GUIDE)})}
    )

    assert course.states()[nested] is State.UNSTAMPED


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("hashed", ["\n", "\r\n"])
def test_current_whatever_the_line_endings(course: Course, newline: str, hashed: str) -> None:
    course.write({"guide.md": GUIDE.replace("\n", newline)})
    course.write({HE: stamped(GUIDE.replace("\n", hashed))})

    assert course.states()[HE] is State.CURRENT


def test_current_from_each_format(course: Course) -> None:
    notebook = {"cells": [], "metadata": {"coopTranslator": fields("{}")}}
    course.write(
        {
            ".translation-sync.yaml": "include: ['**/*.md', '**/*.ipynb']\n",
            "front.md": GUIDE,
            "side.md": GUIDE,
            "n.ipynb": "{}",
            HE: stamped(GUIDE),
            "translations/he/front.md": f"---\ntitle: x\noriginal_hash: {md5_of(GUIDE)}\n---\nx\n",
            "translations/he/side.md": "x\n",
            "translations/he/n.ipynb": json.dumps(notebook),
            SIDECAR: json.dumps({"side.md": fields(GUIDE), "__translation_failures__": {}}),
        }
    )

    formats = {
        status.location.document: status.stamp.format
        for status in course.assess().statuses
        if status.stamp is not None and status.state is State.CURRENT
    }
    assert formats == {
        "front.md": StampFormat.FRONT_MATTER,
        "guide.md": StampFormat.COMMENT,
        "n.ipynb": StampFormat.NOTEBOOK,
        "side.md": StampFormat.SIDECAR,
    }


def test_a_sidecar_counts_before_a_comment_and_the_difference_is_told(course: Course) -> None:
    course.write({HE: stamped(LONGER), SIDECAR: json.dumps({"guide.md": fields(GUIDE)})})
    assessment = course.assess()

    assert course.states()[HE] is State.CURRENT
    assert len(assessment.warnings) == 1
    assert assessment.warnings[0].startswith(f"{HE}: its stamp differs from the sidecar's")


def test_other_paths_and_languages_in_a_stamp_are_told(course: Course) -> None:
    course.write({HE: stamped(GUIDE, source_file="other.md", language_code="fr")})
    warnings = course.assess().warnings

    assert course.states()[HE] is State.CURRENT
    assert ["'other.md'" in line or "'fr'" in line for line in warnings] == [True, True]


def test_the_like_in_a_language_is_told_once(course: Course) -> None:
    names = ("b.md", "c.md", "guide.md")
    places = {language: f"translations/{language}" for language in ("fr", "he")}
    course.write(dict.fromkeys(names, GUIDE))
    for folder in places.values():
        course.write({f"{folder}/{name}": stamped(LONGER) for name in names})
        entries = {name: fields(GUIDE) for name in names}
        course.write({f"{folder}/.co-op-translator.json": json.dumps(entries)})
    course.write({f"{places['he']}/c.md": stamped(LONGER, source_file="other.md")})

    message = "its stamp differs from the sidecar's entry, which counts; the like in 2 more of"
    assert course.assess().warnings == (
        f"{places['fr']}/b.md: {message} fr",
        f"{places['he']}/b.md: {message} he",
    )


def test_backslashes_and_spellings_of_a_language_are_no_difference(course: Course) -> None:
    path = "translations/pt-BR/a/guide.md"
    stamp = stamped(GUIDE, source_file="a\\guide.md", language_code="pt_br")
    course.write({"a/guide.md": GUIDE, path: stamp})

    assert course.states()[path] is State.CURRENT
    assert course.assess().warnings == ()


def test_stale_names_the_base(course: Course) -> None:
    first = course.git("rev-parse", "HEAD")
    course.commit({HE: stamped(GUIDE), "guide.md": LONGER})

    status = course.status(HE)
    assert (status.state, status.reason) == (State.STALE, None)
    assert status.base is not None
    assert (status.base.commit, status.base.path) == (first, "guide.md")
    assert status.base.blob == course.git("rev-parse", f"{first}:guide.md")
    assert status.base.date == course.git("log", "-1", "--format=%cI", first).replace("Z", "+00:00")


def test_stale_without_a_base_says_why(course: Course) -> None:
    course.write({HE: stamped("never committed\n")})

    status = course.status(HE)
    assert (status.state, status.base, status.reason) == (State.STALE, None, "unknown-hash")


def test_stale_in_a_shallow_clone(course: Course, tmp_path: Path) -> None:
    course.commit({HE: stamped(GUIDE), "guide.md": LONGER})
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", course.root.as_uri(), str(clone)], check=True
    )

    status = Course(clone).status(HE)
    assert (status.state, status.base, status.reason) == (State.STALE, None, "shallow")


def test_outside_git(tmp_path: Path) -> None:
    course = Course(tmp_path / "plain")
    course.write({"guide.md": GUIDE, "b.md": "b\n", HE: stamped(LONGER)})
    course.write({"translations/he/b.md": stamped("b\n")})

    status = course.status(HE)
    assert (status.state, status.base, status.reason) == (State.STALE, None, "no-git")
    assert course.states()["translations/he/b.md"] is State.CURRENT


def test_a_path_in_the_stamp_helps_to_find_the_base(course: Course) -> None:
    course.commit({"lesson.md": "# Old\n"})
    course.git("rm", "-q", "lesson.md")
    course.commit({HE: stamped("# Old\n", source_file="lesson.md")})

    base = course.status(HE).base
    assert base is not None
    assert base.path == "lesson.md"


def test_one_bad_file_hides_no_other(course: Course) -> None:
    course.commit(
        {
            "b.md": b"\xff\xff\n",
            "c.md": "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
            "translations/he/b.md": comment({"original_hash": md5_of(b"\xff\xff\n")}),
            "translations/he/c.md": b"\xff",
            HE: stamped(GUIDE),
        }
    )
    (course.root / "folder.md").mkdir()

    states = course.states()
    assert states[HE] is State.CURRENT
    assert states["translations/he/b.md"] is State.CURRENT
    assert states["translations/he/c.md"] is State.INVALID


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_source_that_may_not_be_read_hides_no_other(course: Course) -> None:
    course.write({"b.md": "b\n", HE: stamped(GUIDE), "translations/he/b.md": stamped("b\n")})
    (course.root / "b.md").chmod(0)
    assessment = course.assess()

    assert course.states()[HE] is State.CURRENT
    assert [failure.path for failure in assessment.failures] == ["b.md"]


def test_a_translation_that_is_not_to_be_found_hides_no_other(course: Course) -> None:
    course.write({HE: stamped(GUIDE), "b.md": "b\n"})
    (course.root / "translations/he/b.md").symlink_to("nowhere.md")

    assert course.states()[HE] is State.CURRENT


@pytest.mark.parametrize(
    ("template", "path", "sidecar"),
    [
        (
            "{dir}/translations/{lang}/{name}",
            "a/translations/he/guide.md",
            "a/translations/he/.co-op-translator.json",
        ),
        ("i18n/{lang}/docs/{path}", "i18n/he/docs/a/guide.md", "i18n/he/.co-op-translator.json"),
    ],
)
def test_the_sidecar_of_other_layouts(
    tmp_path: Path, template: str, path: str, sidecar: str
) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": f"translations: '{template}'\n",
            "a/guide.md": GUIDE,
            path: "x\n",
            sidecar: json.dumps({"a/guide.md": fields(GUIDE)}),
        },
    )

    assert course.states() == {path: State.CURRENT}


def test_a_language_in_a_suffix_has_no_sidecar(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": "translations: '{dir}/{stem}.{lang}{suffix}'\n",
            "guide.md": GUIDE,
            "guide.he.md": stamped(GUIDE),
            ".co-op-translator.json": "{",
        },
    )

    assert course.states() == {"guide.he.md": State.CURRENT}


@pytest.mark.parametrize("name", ["azd", "security-101"])
def test_real_translations_agree_with_their_hashes(
    corpus: Callable[[str], Path], name: str, tmp_path: Path
) -> None:
    """Read the stamps with nothing but JSON and MD5, and compare."""
    subprocess.run(["git", "clone", "-q", str(corpus(name)), str(tmp_path / "clone")], check=True)
    root = tmp_path / "clone"
    hashes = dict(read_hashes(root))
    states = Course(root).states()

    is_same = {
        path: hashes[path] in variants((root / document(path)).read_bytes()) for path in hashes
    }
    assert {path for path, state in states.items() if state is State.CURRENT} == {
        path for path in is_same if is_same[path]
    }
    others = {state for path, state in states.items() if not is_same[path]}
    assert others == ({State.STALE} if name == "azd" else {State.COSMETIC})


def read_hashes(root: Path) -> list[tuple[str, str]]:
    found = []
    for folder in (root / "translations").iterdir():
        sidecar = folder / ".co-op-translator.json"
        entries = json.loads(sidecar.read_text("utf-8")) if sidecar.exists() else {}
        for file in folder.rglob("*.md"):
            key = file.relative_to(folder).as_posix()
            text = file.read_text("utf-8")
            head = text.partition("CO_OP_TRANSLATOR_METADATA:")[2].partition("-->")[0]
            entry = entries.get(key) or json.loads(head)
            found.append((file.relative_to(root).as_posix(), entry["original_hash"]))
    return found


def document(path: str) -> str:
    return path.split("/", 2)[2]


def variants(data: bytes) -> set[str]:
    lf = data.replace(b"\r\n", b"\n")
    return {md5_of(data), md5_of(lf), md5_of(lf.replace(b"\n", b"\r\n"))}
