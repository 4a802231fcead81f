"""docs/handover.md: its example is followed, and its rules are the code's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sync.exchange.judging import Taken
from sync.exchange.rules import Refusal
from sync.exchange.warnings import Caution
from sync.project.config.parsing import parse_config
from tests.pages import is_shown, read_commands, run_command
from tests.translated import comment, fields, make_course

PAGE = (Path(__file__).parents[1] / "docs/handover.md").read_text("utf-8")
POT = {"pot.md": "# Pot\n"}


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs gettext")
def test_every_command_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    later, synced = re.findall(r"```markdown\n(.+?)```", PAGE, re.DOTALL)
    before = (
        later.replace(" well.", ".")
        .replace("Then wait.\n\n", "")
        .replace("| White | three |\n", "")
    )
    course = make_course(tmp_path / "course", {"tea.md": before, **POT})
    course.commit({"tea.md": later})
    stamp = fields(before, later) | {"synced": "document"}
    course.commit({"translations/fr/tea.md": comment(stamp, synced)})
    programs = tmp_path / "bin"
    programs.mkdir()
    po = course.root / "fr.po"
    filled = re.findall(r"```po\n(.+?)```", PAGE, re.DOTALL)[0].split("\n\n")
    for command, shown in read_commands(PAGE):
        printed = run_command(command, course.root, programs)
        assert is_shown(printed, shown), f"$ {command}\n{printed}"
        if command.startswith("tail"):
            blocks = po.read_text("utf-8").rstrip("\n").split("\n\n")
            po.write_text("\n\n".join([blocks[0], *filled, blocks[-1]]).rstrip("\n") + "\n")


def list_rows(heading: str) -> list[str]:
    """List what a table's rows begin with, the first one below some words."""
    rows = re.findall(
        r"^\| `([\w-]+)` \|", PAGE.partition(heading)[2].partition("\n\n\n")[0], re.MULTILINE
    )
    return list(rows)


def test_the_rules_are_the_code_s() -> None:
    refused = list_rows("These refuse an entry.")[: len(Refusal)]
    assert refused == [each.value for each in Refusal]
    assert list_rows("These only warn") == [each.value for each in Caution]
    told = list_rows("the first that holds:")[: len(Taken)]
    assert told == [each.value for each in Taken]


def test_the_configuration_is_right() -> None:
    [text] = re.findall(r"^```yaml\n(.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert parse_config(text).file_codes == (("tw", "zh_TW"),)
