"""``source_language``: what files, engines and pages are told that sources are written in."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands.calling import call
from tests.commands.teas import REWORDED, make_teas
from tests.translated import Course

CONFIG = ".translation-sync.yaml"
ECHO = """
import json, sys
for line in sys.stdin:
    question = json.loads(line)
    print(question["source_language"], file=open(sys.argv[1], "a"))
    print(json.dumps({"id": question["id"], "text": question["text"].upper()}), flush=True)
"""


class Told(NamedTuple):
    """A project, what its configuration calls the sources' language, its tag and direction."""

    course: Course
    name: str
    tag: str
    direction: str


@pytest.fixture(params=[("en", "en", "ltr"), ("fa", "fa", "rtl"), ("zh_TW", "zh-TW", "ltr")])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Told:
    course = make_teas(tmp_path / "course", REWORDED)
    if request.param[0] != "en":
        course.commit({CONFIG: f"source_language: {request.param[0]}\n"})
    return Told(course, *request.param)


def test_files_name_it(told: Told) -> None:
    course, tag = told.course, told.tag
    call(course.root, "sync")
    xliff = call(course.root, "export", "--lang", "fr", "--format", "xliff")
    assert f'source-language="{tag}"' in xliff.out
    tmx = call(course.root, "memory", "--lang", "fr", "--format", "tmx")
    assert f'srclang="{tag}"' in tmx.out
    assert f'<tuv xml:lang="{tag}">' in tmx.out


@pytest.mark.parametrize("given", [[], ["--source-language", "it"]])
def test_engines_are_told_unless_the_line_says_another(
    told: Told, given: list[str], tmp_path: Path
) -> None:
    engine, log = tmp_path / "echo.py", tmp_path / "log"
    engine.write_text(ECHO)
    command = shlex.join([sys.executable, str(engine), str(log)])
    call(told.course.root, "new", "de", "tea.md")
    ran = call(told.course.root, "translate", "--lang", "de", "--command", command, *given)
    assert ran.code == 0
    assert set(log.read_text().split()) == {"it" if given else told.name}


def test_pages_are_in_it(told: Told, tmp_path: Path) -> None:
    call(told.course.root, "site", str(tmp_path / "site"))
    page = (tmp_path / "site/translations/fr/tea.md.html").read_text()
    assert f'lang="{told.tag}" dir="{told.direction}"' in page
