"""``sync`` and stamps: every format, byte for byte as Co-op Translator writes its own."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.commands.teas import (
    FR,
    RELINKED,
    REWORDED,
    SIDECAR,
    SOURCE,
    TEA,
    THE,
    make_teas,
    stamp_of,
    translate,
)
from tests.translated import Course, fields, md5_of

PLAIN_TEA = TEA.partition("---\n# Tea")[2].removeprefix("\n")
PLAIN_THE = THE.partition("---\n# Thé")[2].removeprefix("\n")


def entry(original: str, **more: str) -> dict[str, str]:
    return {
        "original_hash": md5_of(original),
        "translation_date": "2023-11-20T00:00:00+00:00",
        "source_file": SOURCE,
        "language_code": "fr",
        **more,
    }


def sidecar(entries: dict[str, object]) -> str:
    return json.dumps(dict(sorted(entries.items())), indent=2, ensure_ascii=False)


def test_a_comment_is_written_as_co_op_translator_does(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)

    call(course.root, "sync")

    stamp = json.dumps(
        entry(TEA, synced="document", synced_hash=md5_of(REWORDED)), indent=2, ensure_ascii=False
    )
    text = (course.root / FR).read_text()
    head = "---\ntitle: Thé\n---\n<!--\nCO_OP_TRANSLATOR_METADATA:\n"
    assert text.startswith(f"{head}{stamp}\n-->\n# Thé\n")


def test_a_sidecar_is_written_as_co_op_translator_does(tmp_path: Path) -> None:
    others: dict[str, object] = {
        "zebra.md": {"language_code": "fr", "original_hash": "0" * 32, "note": "là"},
        "__translation_failures__": {"a": [1, {"b": None}]},
        "a.md": {"original_hash": "1" * 32},
    }
    old = sidecar({**others, SOURCE: entry(TEA, model="x")})
    course = make_teas(tmp_path / "course", REWORDED, files={FR: THE, SIDECAR: old})

    reply = ask(course.root, "sync")

    assert reply.translations[FR]["stamp"]["format"] == "sidecar"
    wanted = sidecar(
        {**others, SOURCE: entry(TEA, model="x", synced="document", synced_hash=md5_of(REWORDED))}
    )
    assert (course.root / SIDECAR).read_text() == wanted
    assert (course.root / FR).read_text() == THE.replace("Prendre", "<!-- sync:fuzzy --> Prendre")


def test_a_sidecar_entry_is_stamped(tmp_path: Path) -> None:
    old = sidecar({SOURCE: entry(TEA)})
    course = make_teas(tmp_path / "course", RELINKED, files={FR: THE, SIDECAR: old})

    assert ask(course.root, "sync").translations[FR]["stamped"] is True

    new = json.loads((course.root / SIDECAR).read_text())[SOURCE]
    assert new["original_hash"] == md5_of(RELINKED)
    assert list(new) == ["original_hash", "translation_date", "source_file", "language_code"]
    assert new["translation_date"] > "2024"


def test_sidecar_and_comment_are_both_brought_up_to_date(tmp_path: Path) -> None:
    files = {FR: translate(TEA), SIDECAR: sidecar({SOURCE: entry(TEA)})}
    course = make_teas(tmp_path / "course", REWORDED, files=dict(files))

    call(course.root, "sync")

    in_comment = stamp_of((course.root / FR).read_text())
    assert in_comment == json.loads((course.root / SIDECAR).read_text())[SOURCE]
    assert in_comment["synced_hash"] == md5_of(REWORDED)
    course.commit()
    assert ask(course.root, "sync").translations[FR]["outcome"] == "unchanged"


def test_the_bots_own_entry_drops_ours(tmp_path: Path) -> None:
    files = {FR: THE, SIDECAR: sidecar({SOURCE: entry(TEA)})}
    course = make_teas(tmp_path / "course", REWORDED, files=dict(files))
    call(course.root, "sync")

    course.commit({SIDECAR: sidecar({SOURCE: entry(REWORDED)}), FR: THE})

    assert ask(course.root, "status").translations[FR]["state"] == "current"


def test_a_stamp_in_front_matter(tmp_path: Path) -> None:
    stamp = f"original_hash: {md5_of(TEA)}\nsource_file: tea.md\n"
    body = THE.replace("title: Thé\n", f"title: Thé # le titre\n{stamp}tags: [a, b]\n")
    course = make_teas(tmp_path / "course", REWORDED, files={FR: body})

    reply = ask(course.root, "sync")

    assert reply.translations[FR]["stamp"]["format"] == "front-matter"
    text = (course.root / FR).read_text()
    head = text.partition("# Thé\n")[0]
    assert head.startswith("---\ntitle: Thé # le titre\noriginal_hash: ")
    assert "tags: [a, b]\n" in head
    assert f'synced_hash: "{md5_of(REWORDED)}"\ntags: ' in head
    course.commit({SOURCE: TEA.replace("Boil", "Heat")})
    assert call(course.root, "sync").code == 0
    done = re.sub(r" ?<!-- sync:fuzzy --> ?", "", (course.root / FR).read_text())
    course.commit({FR: done})
    assert call(course.root, "stamp", FR).code == 0
    assert "synced_hash" not in (course.root / FR).read_text()


@pytest.mark.parametrize(
    ("newline", "mark", "tail"),
    [("\r\n", "", "\n"), ("\r\n", "\ufeff", ""), ("\n", "\ufeff", "\n"), ("\r", "", "")],
)
def test_line_endings_encoding_mark_and_the_last_line_stay(
    tmp_path: Path, newline: str, mark: str, tail: str
) -> None:
    old = PLAIN_TEA.removesuffix("\nThe end.\n\n").removesuffix("\nThe end.\n")
    body = PLAIN_THE.removesuffix("\nLa fin.\n").removesuffix("\n") + tail
    new = old.replace("example/a", "example/b")
    text = mark + translate(old, body=body).replace("\n", newline)
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: text.encode()})

    assert call(course.root, "sync").code == 0

    data = (course.root / FR).read_bytes().decode()
    assert data.startswith(mark + "<!--")
    assert data.count("\ufeff") == len(mark)
    expected = body.replace("example/a", "example/b").replace("\n", newline)
    assert data.endswith(newline + expected)
    if newline == "\r\n":
        assert data.count("\n") == data.count("\r\n")


def test_mixed_line_endings_stay_where_they_are(tmp_path: Path) -> None:
    body = THE.replace("\n", "\r\n", 12)
    course = make_teas(
        tmp_path / "course", RELINKED, files={FR: translate(TEA, body=body).encode()}
    )

    assert call(course.root, "sync").code == 0

    text = (course.root / FR).read_bytes().decode()
    assert text.endswith(body.partition("# Thé")[2].replace("example/a", "example/b"))


def test_the_mode_stays(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    (course.root / FR).chmod(0o755)

    call(course.root, "sync")

    assert stat.S_IMODE((course.root / FR).stat().st_mode) == 0o755


def test_a_checkout_with_crlf_writes_the_blobs_hash(tmp_path: Path) -> None:
    origin = make_teas(tmp_path / "origin", RELINKED)
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "-c", "core.autocrlf=true", str(origin.root), str(clone)],
        check=True,
        env=os.environ | {"GIT_CONFIG_COUNT": "0"},
    )
    assert b"\r\n" in (clone / SOURCE).read_bytes()

    found = ask(clone, "sync").translations[FR]

    assert (found["outcome"], found["stamped"]) == ("updated", True)
    text = (clone / FR).read_bytes()
    assert md5_of(RELINKED).encode() in text
    assert text.count(b"\n") == text.count(b"\r\n")
    changed = subprocess.run(
        ["git", "diff", "--stat", "--numstat"], cwd=clone, capture_output=True, check=True
    )
    assert changed.stdout.split()[:2] == [b"3", b"3"]
    assert ask(clone, "status").translations[FR]["state"] == "current"


def test_a_source_with_crlf_in_git_keeps_its_raw_hash(tmp_path: Path) -> None:
    old, new = (text.replace("\n", "\r\n") for text in (TEA, RELINKED))
    course = make_teas(tmp_path / "course", files={SOURCE: old.encode(), FR: translate(old)})
    course.commit({SOURCE: new.encode()})

    assert ask(course.root, "sync").translations[FR]["stamped"] is True
    assert stamp_of((course.root / FR).read_text())["original_hash"] == md5_of(new)


@pytest.mark.parametrize("stamp", ["sidecar", "front-matter", "comment"])
def test_the_configured_format_is_written(tmp_path: Path, stamp: str) -> None:
    course = make_teas(tmp_path / "course", RELINKED)
    course.commit({".translation-sync.yaml": f"stamp: {stamp}\n"})

    reply = ask(course.root, "sync")

    assert reply.code == 0
    found = ask(course.root, "status")
    assert found.translations[FR]["state"] == "current", found
    formats = {
        "sidecar": (course.root / SIDECAR).exists(),
        "front-matter": "\noriginal_hash: " in (course.root / FR).read_text(),
        "comment": "CO_OP" in (course.root / FR).read_text(),
    }
    assert formats[stamp]


def test_a_broken_sidecar_is_never_written(tmp_path: Path) -> None:
    broken = '{\n  "tea.md": {\n'
    course = make_teas(tmp_path / "course", RELINKED, files={FR: THE, SIDECAR: broken})

    reply = ask(course.root, "sync", "--force")
    assert reply.translations[FR]["state"] == "invalid"
    assert f"{SIDECAR}:" in reply.translations[FR]["reason"]
    assert f"{SIDECAR}:" in call(course.root, "sync").out
    stamped = call(course.root, "stamp", FR)
    assert stamped.code == 1
    assert f"{FR}: refused: {SIDECAR}:" in stamped.out
    assert call(course.root, "new", "fr", "green.md").code == 1
    assert (course.root / SIDECAR).read_text() == broken
    assert not (course.root / "translations/fr/green.md").exists()


def test_one_languages_sidecar_in_every_layout(tmp_path: Path) -> None:
    root = tmp_path / "course"
    config = "translations: '{dir}/translations/{lang}/{name}'\nsource: docs\n"
    course = Course(root)
    root.mkdir()
    course.git("init", "-q", "-b", "main")
    course.write({".translation-sync.yaml": config, "docs/a/tea.md": TEA})
    course.commit()
    place = "docs/a/translations/fr"
    stamp = entry(TEA, source_file="a/tea.md")
    course.commit(
        {f"{place}/tea.md": THE, f"{place}/.co-op-translator.json": sidecar({"a/tea.md": stamp})}
    )
    course.commit({"docs/a/tea.md": REWORDED})

    found = ask(root, "sync").translations

    assert found[f"{place}/tea.md"]["outcome"] == "updated", found
    entries = json.loads((root / place / ".co-op-translator.json").read_text())
    assert entries["a/tea.md"]["synced_hash"] == md5_of(REWORDED)
    assert not (root / place / ".translation-sync-journal.json").exists()
    assert not list((root / ".git/translation-sync").glob("journal*"))


def test_a_suffix_layout(tmp_path: Path) -> None:
    root = tmp_path / "course"
    root.mkdir()
    course = Course(root)
    course.git("init", "-q", "-b", "main")
    course.write(
        {
            ".translation-sync.yaml": "translations: '{dir}/{stem}.{lang}{suffix}'\n",
            "docs/tea.md": TEA,
            "docs/tea.fr.md": translate(TEA, body=THE.replace("../../green.md", "green.md")),
        }
    )
    course.commit()
    course.commit({"docs/tea.md": REWORDED})

    reply = ask(root, "sync")

    assert reply.translations["docs/tea.fr.md"]["outcome"] == "updated", reply
    assert stamp_of((root / "docs/tea.fr.md").read_text())["synced_hash"] == md5_of(REWORDED)
    assert {path.name for path in (root / "docs").iterdir()} == {"tea.md", "tea.fr.md"}

    made = ask(root, "new", "de", "docs/tea.md")
    assert made.code == 0
    assert "[Steps](green.md)" in (root / "docs/tea.de.md").read_text()


def test_fields_of_the_stamp_without_a_sidecar_place(tmp_path: Path) -> None:
    root = tmp_path / "course"
    root.mkdir()
    course = Course(root)
    course.git("init", "-q", "-b", "main")
    config = "translations: '{dir}/{stem}.{lang}{suffix}'\nstamp: sidecar\n"
    course.write({".translation-sync.yaml": config, "tea.md": TEA, "tea.fr.md": translate(TEA)})
    course.commit()
    course.commit({"tea.md": RELINKED})

    reply = call(root, "sync")

    assert reply.code == 1
    assert "tea.fr.md: refused: " in reply.out
    assert "stamp" in reply.out


def test_a_new_date_comes_with_a_new_hash_only(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    call(course.root, "sync")
    assert stamp_of((course.root / FR).read_text())["translation_date"].startswith("2023-11-20")
    assert fields(TEA)["translation_date"].startswith("2023-11-20")


def test_an_unknown_key_of_the_comment_stays(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED, files={FR: translate(TEA, reviewer="Zoë")})

    call(course.root, "sync")

    stamp = stamp_of((course.root / FR).read_text())
    assert stamp["reviewer"] == "Zoë"
    assert list(stamp)[-1] == "synced_hash"


def test_the_configured_format_takes_no_foreign_keys_away(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", RELINKED, files={FR: translate(TEA, reviewer="Zoë")})
    course.commit({".translation-sync.yaml": "stamp: front-matter\n"})

    reply = call(course.root, "sync")

    assert reply.code == 1
    assert f"{FR}:4: refused: " in reply.out
    assert len(reply.out.splitlines()) == 2
