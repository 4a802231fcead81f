"""``new``: translations started from the source, never over one that exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
from tests.commands.teas import (
    FR,
    RELINKED,
    SIDECAR,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    stamp_of,
    translate,
)
from tests.translated import make_course, md5_of

DE = "translations/de/tea.md"
STARTED = """\
---
title: Tea # sync:untranslated
---
# Tea<!-- sync:untranslated -->

Boil water. <!-- sync:untranslated -->

## Kinds<!-- sync:untranslated -->

| <!-- sync:untranslated --> Tea | <!-- sync:untranslated --> Minutes \
| <!-- sync:untranslated --> Guide |
| --- | --- | --- |
| <!-- sync:untranslated --> Green tea | 2 | <!-- sync:untranslated --> [Steps](../../green.md) |
| <!-- sync:untranslated --> Black tea | 4 | <!-- sync:untranslated --> Use the `kettle` |
| <!-- sync:untranslated --> White tea | 3 |  |
| <!-- sync:untranslated --> Mint | 🌿 | <!-- sync:untranslated --> [Site](https://mint.example/a) |

The end. <!-- sync:untranslated -->
"""


def translate_marked(text: str) -> str:
    """Take all marks away, as one does who has translated what they mark."""
    return re.sub(r" ?(?:<!-- sync:untranslated -->|# sync:untranslated) ?", "", text)


def test_a_new_language(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")

    reply = ask(course.root, "new", "de", SOURCE)

    assert reply.code == 0
    assert reply.translations[DE]["outcome"] == "updated"
    text = (course.root / DE).read_text()
    assert body_of(text) == STARTED
    assert stamp_of(text) == {
        "source_file": SOURCE,
        "language_code": "de",
        "synced_hash": md5_of(TEA),
    }
    found = ask(course.root, "status", DE).translations[DE]
    assert (found["state"], found["pending"]) == ("pending", {"untranslated": 15, "fuzzy": 0})
    assert not (course.root / "translations/de/green.md").exists()


def test_without_paths_every_document(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"docs/a.md": TEA, "docs/b/c.md": "# C\n"})

    assert call(course.root, "new", "pt-BR").code == 0

    assert {path for path in photograph(course.root) if path.startswith("translations")} == {
        "translations/pt-BR/docs/a.md",
        "translations/pt-BR/docs/b/c.md",
    }


def test_what_exists_is_never_written_over(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    before = photograph(course.root)

    reply = call(course.root, "new", "fr", SOURCE)

    assert reply.code == 1
    assert f"{FR}: refused: exists already" in reply.out
    assert photograph(course.root) == before

    reply = ask(course.root, "new", "fr")
    assert reply.code == 1
    assert {p: t["outcome"] for p, t in reply.translations.items()} == {
        FR: "refused",
        "translations/fr/green.md": "updated",
    }
    assert (course.root / FR).read_text() == before[FR].decode()


def test_what_exists_has_the_state_of_its_file(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.commit({SOURCE: TEA.replace("Boil water.", "Boil fresh water.")})
    told = ask(course.root, "status", FR).translations[FR]

    found = ask(course.root, "new", "fr").translations

    assert told["state"] == "stale"
    assert {key: found[FR][key] for key in ("state", "stamp", "base")} == {
        key: told[key] for key in ("state", "stamp", "base")
    }
    assert found["translations/fr/green.md"]["state"] == "missing"
    assert found["translations/fr/green.md"]["outcome"] == "updated"


@pytest.mark.parametrize("make", ["link", "folder"])
def test_neither_is_anything_else_that_exists(tmp_path: Path, make: str) -> None:
    course = make_teas(tmp_path / "course")
    place = course.root / DE
    place.parent.mkdir(parents=True)
    if make == "link":
        place.symlink_to("nowhere")
    else:
        place.mkdir()

    reply = call(course.root, "new", "de", SOURCE)

    assert reply.code == 1
    assert f"{DE}: refused: " in reply.out


def test_the_stamp_goes_where_the_folders_are(tmp_path: Path) -> None:
    entry = {"original_hash": md5_of(TEA), "language_code": "fr"}
    course = make_teas(
        tmp_path / "course", files={FR: THE, SIDECAR: json.dumps({SOURCE: entry}, indent=2)}
    )

    assert call(course.root, "new", "fr", "green.md").code == 0

    entries = json.loads((course.root / SIDECAR).read_text())
    assert entries["green.md"] == {
        "source_file": "green.md",
        "language_code": "fr",
        "synced_hash": md5_of("# Green\n"),
    }
    assert entries[SOURCE] == entry
    assert (
        course.root / "translations/fr/green.md"
    ).read_text() == "# Green<!-- sync:untranslated -->\n"


def test_an_entry_of_a_translation_that_was_deleted_does_not_vouch(tmp_path: Path) -> None:
    old = json.dumps({"green.md": {"original_hash": md5_of("# Green\n")}}, indent=2)
    course = make_teas(tmp_path / "course", files={SIDECAR: old})

    assert call(course.root, "new", "fr", "green.md").code == 0

    assert ask(course.root, "status").translations["translations/fr/green.md"]["state"] == "pending"


def test_a_front_matter_stamp(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.commit({".translation-sync.yaml": "stamp: front-matter\n"})

    assert call(course.root, "new", "de").code == 0

    text = (course.root / DE).read_text()
    assert text.startswith("---\ntitle: Tea # sync:untranslated\n")
    assert "\nsynced_hash: " in text.partition("\n---\n")[0]
    assert (course.root / "translations/de/green.md").read_text().startswith("---\n")
    assert ask(course.root, "status").translations[DE]["state"] == "pending"


def test_a_new_translation_takes_part_in_sync_and_stamp(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    call(course.root, "new", "de", SOURCE)
    course.commit({SOURCE: RELINKED})
    assert ask(course.root, "status").translations[DE]["state"] == "stale"

    assert ask(course.root, "sync", DE).translations[DE]["outcome"] == "updated"
    text = (course.root / DE).read_text()
    assert "<!-- sync:untranslated --> [Site](https://mint.example/b)" in text
    assert stamp_of(text)["synced_hash"] == md5_of(RELINKED)
    assert call(course.root, "stamp", DE).code == 1

    (course.root / DE).write_text(translate_marked(text))
    course.commit()
    assert call(course.root, "stamp", DE).code == 0
    stamp = stamp_of((course.root / DE).read_text())
    assert list(stamp) == ["original_hash", "translation_date", "source_file", "language_code"]
    assert ask(course.root, "status").translations[DE]["state"] == "current"


def test_relative_links_lead_to_the_same_places(tmp_path: Path) -> None:
    source = (
        "# A\n\n[b](b.md) [img](img/x.png) <a href='../top.md'>t</a> [web](https://x.example) "
        "[here](#a) [abs](/x.md)\n\n[ref]: b.md 'B'\n\n- ![i](img/x.png)\n\n"
        "```\n[b](b.md)\n```\n\n`[b](b.md)`\n"
    )
    course = make_course(
        tmp_path / "course",
        {"docs/a.md": source, "docs/b.md": "# B\n", "top.md": "# T\n", "docs/img/x.png": "x"},
    )
    course.commit({"translations/de/docs/b.md": "# B\n"})

    call(course.root, "new", "de", "docs/a.md")

    text = (course.root / "translations/de/docs/a.md").read_text()
    up, mark = "../../../docs/img/x.png", "<!-- sync:untranslated -->"
    assert body_of(text) == (
        f"# A{mark}\n\n[b](b.md) [img]({up}) <a href='../../../top.md'>t</a> "
        "[web](https://x.example) "
        f"[here](#a) [abs](/x.md) {mark}\n\n[ref]: b.md 'B'\n\n- ![i]({up}) {mark}\n\n"
        "```\n[b](b.md)\n```\n\n`[b](b.md)`\n"
    )


@pytest.mark.parametrize(
    "arguments", [("new",), ("new", "not a language"), ("new", "de", "nowhere.md"), ("new", "../x")]
)
def test_usage_errors(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    course = make_teas(tmp_path / "course")
    before = photograph(course.root)

    assert call(course.root, *arguments).code == 2
    assert photograph(course.root) == before


def test_a_source_in_conflict_or_not_utf8_is_refused(tmp_path: Path) -> None:
    conflict = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"
    course = make_teas(tmp_path / "course", TEA + conflict)
    course.commit({"green.md": b"# Gr\xfcn\n", "blue.md": "# Blue\n"})

    reply = call(course.root, "new", "de")

    assert reply.code == 1
    assert f"{DE}: refused: the source has conflict markers at line 18" in reply.out
    assert "translations/de/green.md: refused: green.md:1: is not UTF-8" in reply.out
    assert (course.root / "translations/de/blue.md").exists()
    assert not (course.root / DE).exists()


def test_line_endings_and_encoding_mark_of_the_source(tmp_path: Path) -> None:
    source = "\ufeff" + TEA.partition("---\n# Tea")[2].replace("\n", "\r\n")
    course = make_course(tmp_path / "course", {SOURCE: source.encode()})

    assert call(course.root, "new", "de").code == 0

    data = (course.root / DE).read_bytes()
    assert data.startswith("\ufeff<!--".encode())
    assert data.count(b"\n") == data.count(b"\r\n") > 10
    assert stamp_of(data.decode().replace("\r\n", "\n"))["synced_hash"] == md5_of(source)


def test_outside_git(tmp_path: Path) -> None:
    (tmp_path / SOURCE).write_text(TEA)

    assert call(tmp_path, "new", "de").code == 0
    assert ask(tmp_path, "status").translations[DE]["state"] == "pending"
    assert call(tmp_path, "new", "de").code == 1


def test_a_language_that_the_configuration_does_not_name(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.commit({".translation-sync.yaml": "languages: [fr]\n"})

    reply = call(course.root, "new", "de", SOURCE)

    assert reply.code in (0, 2)
    assert (course.root / DE).exists() is (reply.code == 0)


def test_a_translation_named_by_its_future_path(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", files={FR: translate(TEA)})

    assert call(course.root, "new", "fr", "translations/fr/green.md").code == 0
    assert (course.root / "translations/fr/green.md").exists()


def test_diff_tells_what_changed_since_a_translation_was_started(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    call(course.root, "new", "de", SOURCE)
    course.commit()
    assert (
        call(course.root, "diff", DE).out == "Nothing changed since these translations were made.\n"
    )

    before = (course.root / SOURCE).read_text()
    course.commit({SOURCE: before.replace("Boil water.", "Boil fresh water.")})
    assert "+ Boil fresh water." in call(course.root, "diff", DE).out


def test_what_is_left_of_a_started_translation_is_not_what_changed(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    call(course.root, "new", "de", SOURCE)
    text = (course.root / DE).read_text()
    (course.root / DE).write_text(translate_marked(text))
    course.commit()

    out = call(course.root, "status", DE).out
    assert "nothing is left to do but the stamp" in out
    assert "translation-sync diff" not in out
