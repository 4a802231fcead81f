"""The commands that a report advises can be called from where it was printed, as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.commands.teas import FR, REWORDED, SOURCE, TEA, make_teas, translate
from tests.translated import make_course

_ADVISED = re.compile(r"translation-sync (.*\b(?:diff|sync|new|stamp)\b .+)")


def advise(out: str) -> list[list[str]]:
    return [shlex.split(line) for line in _ADVISED.findall(out)]


@pytest.mark.parametrize("folder", [".", "translations", "translations/fr", "translations/fr/deep"])
def test_from_a_folder_of_the_project(tmp_path: Path, folder: str) -> None:
    make_teas(tmp_path, REWORDED)
    here = tmp_path / folder
    here.mkdir(exist_ok=True)
    [look, update, record] = advise(call(here, "status", "--state", "stale").out)
    assert advise(call(here, "check").out) == [look, update, record]
    shown = call(here, *look)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(f"{FR}: stale")
    updated = call(here, *update)
    assert (updated.code, updated.err) == (0, "")
    assert updated.out.startswith(f"{FR}: updated")
    recorded = call(here, *record)
    assert (recorded.code, recorded.err) == (1, "")
    assert recorded.out.startswith(f"{FR}:24: refused: a mark is left")


def test_from_outside_of_the_root(tmp_path: Path) -> None:
    course = make_course(tmp_path, {f"my docs/{SOURCE}": TEA, "my docs/green.md": "# Green\n"})
    course.commit({f"my docs/{FR}": translate(TEA), f"my docs/translations/he/{SOURCE}": "# x\n"})
    course.commit({f"my docs/{SOURCE}": REWORDED})
    reply = call(tmp_path, "--root", "my docs", "status")
    advised = advise(reply.out)
    assert ["--root", "my docs", "diff", f"my docs/{FR}"] in advised
    assert any(arguments[2] == "new" for arguments in advised)
    for arguments in advised:
        assert call(tmp_path, *arguments).code in (0, 1), arguments


def test_for_servers_as_well(tmp_path: Path) -> None:
    course = make_course(tmp_path, {f"docs/{SOURCE}": TEA})
    course.commit({f"docs/{FR}": translate(TEA)})
    course.commit({f"docs/{SOURCE}": REWORDED})
    reply = call(tmp_path, "--root", "docs", "check", "--format", "github")
    assert f"translation-sync --root docs sync docs/{FR}" in reply.out
