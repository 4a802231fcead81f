"""docs/translate.md: its commands print what it shows, and its lists are the code's."""

from __future__ import annotations

import re
from pathlib import Path

from sync.exchange.glossary import parse_glossary
from sync.exchange.judging import Problem
from sync.exchange.questions import Neighbour, Question, Refused, TextSurroundings
from tests.documented import PROJECT
from tests.pages import is_shown, run_command
from tests.translated import make_course

PAGE = (PROJECT / "docs/translate.md").read_text("utf-8")
TEA = """\
# Tea

Use the `kettle`, [it is fast](kettle.md).

```python
# Boil the water
pot.boil()  # for {minutes} minutes
```
"""
_BLOCK = re.compile(r"^(````*)console\n(.+?)^\1$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)


def test_the_commands_print_what_is_shown(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {"tea.md": TEA, ".translation-sync.yaml": "include: [tea.md]\n"}
    )
    [program] = re.findall(r"^```python\n(# shout.py\n.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (course.root / "shout.py").write_text(program, "utf-8")
    commands = [each for _, block in _BLOCK.findall(PAGE) for each in _COMMAND.findall(block)]
    assert len(commands) == 4
    for command, shown in commands:
        printed = run_command(command, course.root, tmp_path)
        assert is_shown(printed, shown), f"{command}\n{printed}"


def test_every_field_is_listed() -> None:
    listed = re.findall(r"^\| (`.+?) \| ", PAGE.partition("| field |")[2], re.MULTILINE)
    names = {name for row in listed for name in re.findall("`([a-z_]+)`", row)}
    pair = (Neighbour("a", None),)
    around = TextSurroundings(pair, pair, pair, ("a",), "a")
    refused = Refused("a", (Problem(None, "a"),))
    question = Question("1", "en", "es", "a", "a.md", "cell", refused=refused, around=around)
    assert names >= question.describe().keys()


def test_the_glossary_is_right() -> None:
    [text] = re.findall(r"^ *```csv\n(.+?)^ *```$", PAGE, re.DOTALL | re.MULTILINE)
    glossary = parse_glossary("\n".join(map(str.strip, text.splitlines())), "glossary.csv")
    assert glossary.kept == ("Kubernetes",)
    assert set(glossary.terms) == {"es", "de"}
