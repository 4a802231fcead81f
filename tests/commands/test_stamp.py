"""``stamp``: what is recorded, and what keeps it from being recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
from tests.commands.teas import (
    ALIGNED,
    FR,
    HE,
    OTHER_PROSE,
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
from tests.translated import md5_of

MARKED = THE.replace("Prendre", "<!-- sync:fuzzy --> Prendre")


def test_what_is_up_to_date_is_recorded(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE)

    reply = ask(course.root, "stamp", FR)

    assert reply.code == 0
    assert (reply.translations[FR]["outcome"], reply.translations[FR]["stamped"]) == (
        "updated", True,
    )  # fmt: skip
    text = (course.root / FR).read_text()
    assert body_of(text) == THE
    assert stamp_of(text)["original_hash"] == md5_of(OTHER_PROSE)
    assert stamp_of(text)["translation_date"] > "2024"
    again = photograph(course.root)
    assert ask(course.root, "stamp", FR).translations[FR]["outcome"] == "unchanged"
    assert photograph(course.root) == again


def test_what_is_missing_is_not_called_unchanged(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE)  # and green.md, without a translation
    place = "translations/fr/green.md"

    for said in ("1 updated, 0 unchanged, 0 refused, 1 missing", "0 updated, 1 unchanged"):
        assert said in call(course.root, "stamp", "translations").out.splitlines()[-1]
    assert call(course.root, "sync").out == "0 updated, 1 unchanged, 0 refused, 1 missing\n"
    assert call(course.root, "stamp", FR).out == "0 updated, 1 unchanged, 0 refused\n"
    found = ask(course.root, "stamp", place).translations[place]
    assert (found["state"], found["outcome"]) == ("missing", "unchanged")


@pytest.mark.parametrize("arguments", [(), (SOURCE,), ("--all-languages",), ("nowhere.md",)])
def test_what_has_to_be_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE)
    before = photograph(course.root)

    reply = call(course.root, "stamp", *arguments)

    assert reply.code == 2
    assert reply.err
    assert photograph(course.root) == before


@pytest.mark.parametrize("arguments", [("--lang", "fr"), ("--all-languages",)])
def test_a_source_with_its_languages(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE, files={HE: translate(TEA)})

    assert call(course.root, "stamp", SOURCE, *arguments).code == 0

    found = ask(course.root, "status").translations
    assert found[FR]["state"] == "current"
    assert found[HE]["state"] == ("stale" if "fr" in arguments else "current")


def test_a_language_alone(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE)

    assert call(course.root, "stamp", "--lang", "fr").code == 0
    assert ask(course.root, "status").translations[FR]["state"] == "current"


CONFLICT = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"
MINT = "| Menthe | 🌿 | [Site](https://mint.example/a) |\n"
FAULTS = {
    "a mark": (TEA, MARKED, 22, "mark"),
    "a mark in a heading": (
        TEA, THE.replace("## Sortes", "## <!-- sync:untranslated --> Kinds"), 17, "mark",
    ),
    "conflict markers": (TEA, THE + CONFLICT, 27, "conflict"),
    "conflict in the source": (TEA + CONFLICT, THE, None, "source has conflict markers at line 18"),
    "a column less": (TEA, THE.replace(" | Guide |\n| --- |", " |\n|"), 19, "columns"),
    "a row less": (TEA, THE.replace(MINT, ""), 19, "lacks 1 of its source's rows (line 15)"),
    "another link": (TEA, THE.replace("example/a", "example/z"), 24, "links"),
    "no table": (TEA, THE.partition("| Thé")[0], 17, "line 10"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("state", ["stale", "current"])
def test_what_is_left_to_do_refuses(tmp_path: Path, name: str, state: str) -> None:
    source, body, line, words = FAULTS[name]
    later = source.replace("Boil", "Heat")
    base = later if state == "current" else TEA
    course = make_teas(tmp_path / "course", later, files={FR: translate(base, body=body)})
    assert course.states()[FR] == state
    before = photograph(course.root)

    reply = call(course.root, "stamp", FR)

    assert reply.code == 1
    place = FR if line is None else f"{FR}:{line}"
    (told,) = (line for line in reply.out.splitlines() if line.startswith(FR))
    assert told.startswith(f"{place}: refused: ")
    assert words in told
    assert photograph(course.root) == before


@pytest.mark.parametrize(
    "body",
    [
        THE.replace(MINT, MINT + "| Tisane | 9 | [Ici](https://x.example) |\n"),
        THE + "\n```\n<!-- sync:fuzzy -->\n```\n\n`<!-- sync:fuzzy -->`\n",
        THE.replace("| 2 |", "| II |"),
        THE.replace("`kettle`", "bouilloire"),
        THE.replace("| Thé vert ", "| Green tea "),
    ],
    ids=["own row", "marks in code", "numbers", "code translated", "left in English"],
)
def test_what_a_translator_may_do(tmp_path: Path, body: str) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE, files={FR: translate(TEA, body=body)})

    assert call(course.root, "stamp", FR).code == 0
    assert body_of((course.root / FR).read_text()) == body
    before = photograph(course.root)
    again = call(course.root, "stamp", FR)  # of what is current now
    assert (again.code, again.out) == (0, "0 updated, 1 unchanged, 0 refused\n")
    assert photograph(course.root) == before


def test_unstamped_gets_a_stamp(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", files={FR: THE})

    assert call(course.root, "stamp", FR).code == 0

    text = (course.root / FR).read_text()
    assert body_of(text) == THE
    stamp = stamp_of(text)
    assert list(stamp) == ["original_hash", "translation_date", "source_file", "language_code"]
    assert (stamp["source_file"], stamp["language_code"]) == (SOURCE, "fr")
    assert text.startswith("---\ntitle: Thé\n---\n<!--\nCO_OP_TRANSLATOR_METADATA:\n{\n")


def test_cosmetic_restamps_those_alone(tmp_path: Path) -> None:
    course = make_teas(
        tmp_path / "course",
        ALIGNED,
        files={"translations/fr/green.md": translate("# Old\n", body="# Vert\n")},
    )
    assert ask(course.root, "status").translations[FR]["state"] == "cosmetic"

    reply = ask(course.root, "stamp", "--cosmetic")

    assert reply.code == 0
    assert set(reply.translations) == {FR}
    states = {path: t["state"] for path, t in ask(course.root, "status").translations.items()}
    assert states == {FR: "current", "translations/fr/green.md": "stale"}
    assert stamp_of((course.root / FR).read_text())["original_hash"] == md5_of(ALIGNED)


def test_cosmetic_with_a_source_needs_no_language(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", ALIGNED)

    assert call(course.root, "stamp", "--cosmetic", SOURCE).code == 0
    assert ask(course.root, "status").translations[FR]["state"] == "current"


def test_pending_loses_its_synced_hash(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    call(course.root, "sync")
    text = (course.root / FR).read_text()
    course.commit({FR: text.replace("<!-- sync:fuzzy --> Prendre la", "Prendre la petite")})

    assert call(course.root, "stamp", FR).code == 0

    stamp = stamp_of((course.root / FR).read_text())
    assert stamp["original_hash"] == md5_of(REWORDED)
    assert "synced_hash" not in stamp


def test_a_sidecars_entry(tmp_path: Path) -> None:
    entry = {"original_hash": md5_of(TEA), "synced_hash": md5_of(RELINKED), "x": 1}
    course = make_teas(
        tmp_path / "course",
        RELINKED,
        files={
            FR: THE.replace("example/a", "example/b"),
            SIDECAR: json.dumps({SOURCE: entry}, indent=2),
        },
    )

    assert call(course.root, "stamp", FR).code == 0

    new = json.loads((course.root / SIDECAR).read_text())[SOURCE]
    assert new["original_hash"] == md5_of(RELINKED)
    assert set(new) == {"original_hash", "translation_date", "x"}
    assert (course.root / FR).read_text() == THE.replace("example/a", "example/b")


def test_orphaned_and_invalid_are_refused(tmp_path: Path) -> None:
    course = make_teas(
        tmp_path / "course",
        files={
            "translations/fr/gone.md": translate(TEA),
            "translations/fr/green.md": translate(TEA).replace(md5_of(TEA), "123"),
        },
    )

    reply = call(course.root, "stamp", "translations/fr")

    assert reply.code == 1
    assert "translations/fr/gone.md: refused: " in reply.out
    assert "translations/fr/green.md:7: refused: original_hash is not 32" in reply.out
    assert "1 unchanged" in reply.out


def test_missing_ones_are_nothing_to_stamp(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")

    assert call(course.root, "stamp", "green.md", "--lang", "fr").code == 0
    assert not (course.root / "translations/fr/green.md").exists()


def test_uncommitted_work_is_what_is_stamped(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", OTHER_PROSE)
    path = course.root / FR
    path.write_text(path.read_text().replace("l'eau", "l'eau fraîche"))

    assert call(course.root, "stamp", FR).code == 0
    assert "l'eau fraîche" in path.read_text()


def test_outside_git_force_is_needed(tmp_path: Path) -> None:
    (tmp_path / "translations/fr").mkdir(parents=True)
    (tmp_path / SOURCE).write_text(OTHER_PROSE)
    (tmp_path / FR).write_text(translate(TEA))

    reply = call(tmp_path, "stamp", FR)
    assert reply.code == 1
    assert "--force" in reply.out
    assert call(tmp_path, "stamp", FR, "--force").code == 0
    assert ask(tmp_path, "status").translations[FR]["state"] == "current"


@pytest.mark.parametrize("later", [None, REWORDED], ids=["current", "stale"])
def test_a_stamp_names_its_source_again_after_a_move_by_hand(
    tmp_path: Path, later: str | None
) -> None:
    course = make_teas(tmp_path / "course", later)
    before = stamp_of((course.root / FR).read_text())
    place = "translations/fr/brew.md"
    course.git("mv", SOURCE, "brew.md")
    course.git("mv", FR, place)
    course.commit()
    warned = call(course.root, "check").err
    reply = call(course.root, "stamp", place)
    after = stamp_of((course.root / place).read_text())

    assert "stamping it again corrects that" in warned
    assert (reply.code, after["source_file"]) == (0, "brew.md")
    assert (after == before | {"source_file": "brew.md"}) is (later is None)
    assert call(course.root, "check").err == ""
    assert "0 updated, 1 unchanged" in call(course.root, "stamp", place).out


@pytest.mark.parametrize("name", ["./tea.md", ".\\\\tea.md", ""])
def test_a_source_that_is_spelled_otherwise_is_no_other(tmp_path: Path, name: str) -> None:
    text = translate(TEA).replace('"source_file": "tea.md"', f'"source_file": "{name}"')
    course = make_teas(tmp_path / "course", files={FR: text})

    assert "0 updated, 1 unchanged" in call(course.root, "stamp", FR).out
    assert (course.root / FR).read_text() == text
