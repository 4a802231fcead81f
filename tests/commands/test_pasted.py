"""Every command that is printed is pasted into a shell as it stands, and leads on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.commands.pasting import BASH, Shell, list_commands
from tests.translated import GUIDE, LONGER, OTHER_PROSE, REWRAPPED, Course, make_course, stamped

pytestmark = pytest.mark.skipif(BASH is None, reason="needs bash")
STATES = "missing,orphaned,unstamped,pending,stale,cosmetic,invalid"
TABLE = "# Thé\n\nBouillir.\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
PROSE = GUIDE.replace("Boil water.", "Boil fresh water.")
MARKED = TABLE + "| <!-- sync:untranslated --> White | 3 |\n"


def make_states(root: Path, odd: str) -> Course:
    """Make a course with a document in each state, whose folder has an odd name."""
    names = ("stale", "prose", "pending", "lacking", "bare", "wide", "old", "gone", "broken")
    course = make_course(root, {f"{odd}/{name}.md": f"<!-- {name} -->\n{GUIDE}" for name in names})

    def head(name: str, text: str) -> str:
        return f"<!-- {name} -->\n{text}"

    def made(name: str, body: str = TABLE, **synced: str) -> str:
        return stamped(head(name, GUIDE), body=body, source_file=f"{odd}/{name}.md", **synced)

    for language in ("fr", "he"):
        place = f"translations/{language}/{odd}"
        course.write({f"{place}/{name}.md": made(name) for name in names if name != "lacking"})
        course.write({f"{place}/bare.md": TABLE})
        synced = {"synced": head("pending", LONGER)}
        course.write({f"{place}/pending.md": made("pending", MARKED, **synced)})
        course.write({f"{place}/broken.md": "<!-- CO_OP_TRANSLATOR_METADATA: {} -->\n" + TABLE})
    course.commit()
    texts = {"stale": OTHER_PROSE, "prose": PROSE, "pending": LONGER, "wide": REWRAPPED}
    course.commit({f"{odd}/{name}.md": head(name, text) for name, text in texts.items()})
    (course.root / odd / "deep").mkdir()
    course.git("mv", "--", f"{odd}/old.md", f"{odd}/deep/old.md")
    course.git("rm", "-q", "--", f"{odd}/gone.md")
    course.commit()
    return course


@pytest.mark.parametrize(
    ("odd", "here", "options"),
    [
        ("plain", ".", ""),
        ("a b", "translations/fr", ""),
        ("it's $HOME `x`", ".", ""),
        ("-x", ".", ""),
        ("a\nb", ".", ""),
        ("תה", "..", " --root course"),
    ],
)
def test_what_reports_advise(tmp_path: Path, odd: str, here: str, options: str) -> None:
    course = make_states(tmp_path / "course", odd)
    shell = Shell(tmp_path / "bin")
    reports = (f"check --fail-on {STATES}", f"check --fail-on {STATES} --all")
    told = "".join(
        shell.run(f"translation-sync{options} {report}", course.root / here)[1]
        for report in reports
    )
    commands = list(list_commands(told))

    for verb in ("diff", "sync", "stamp", "new", "move", "rm"):
        assert any(f"{verb} " in each for each in commands), (verb, told)
    for line in commands:
        copy = tmp_path / "copy"
        shutil.copytree(tmp_path / "course", copy / "course")
        before = Course(copy / "course").states()
        code, out = shell.run(line, copy / "course" / here)
        after = Course(copy / "course").states()
        shutil.rmtree(copy)
        assert code in (0, 1), (line, out)
        assert "Usage:" not in out, (line, out)
        leads_on = before != after or re.search(
            r"translation-sync |^ *[-+~] |refused: ", out, re.MULTILINE
        )
        assert leads_on, (line, out)


def test_what_is_said_next_leads_to_the_end(tmp_path: Path) -> None:
    """Whoever follows sync and stamp through, with the work done, is done."""
    course = make_states(tmp_path / "course", "tea")
    shell = Shell(tmp_path / "bin")
    path = "translations/fr/tea/prose.md"
    _, out = shell.run(f"translation-sync sync {path}", course.root)
    (record,) = list_commands(out)
    text = (course.root / path).read_text("utf-8")
    assert "Bouillir. <!-- sync:fuzzy -->" in text
    course.write({path: text.replace("Bouillir. <!-- sync:fuzzy -->", "Bouillir frais.")})
    assert shell.run(record, course.root)[0] == 0
    assert course.states()[path] == "current"


def test_new_says_what_comes_after_it(tmp_path: Path) -> None:
    course = make_states(tmp_path / "course", "tea")
    shell = Shell(tmp_path / "bin")
    _, out = shell.run("translation-sync new fr tea/lacking.md", course.root)

    [record] = list_commands(out)
    assert record == "translation-sync stamp translations/fr/tea/lacking.md"
    code, out = shell.run(record, course.root)
    assert (code, "a mark is left" in out) == (1, True)
