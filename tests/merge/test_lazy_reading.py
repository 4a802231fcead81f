"""What is not needed of a text is not read, so that nothing in it can be in the way."""

from __future__ import annotations

import pytest

from sync.errors import RefusedError
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.links import LinkSpace
from sync.merge.update import Advance, TextUpdate, update_text
from sync.merge.values import MergeOptions
from tests.cases import make_case

BASE = "# Tools\n\nOld words.\n\n| Tool | Price |\n| --- | --- |\n| Saw | 12 |\n"
SPACE = LinkSpace("a.md", "translations/he/a.md", str, lambda _: None)
UNREADABLE = "> " * 300 + "Wörter\n"


def update(source: str) -> tuple[TextUpdate, Markdown]:
    base, translation = read_markdown(BASE), read_markdown(UNREADABLE)
    case = make_case(source, translation, SPACE, base=base)
    return update_text(case, MergeOptions()), translation


def test_a_translation_of_a_source_with_the_same_tables_is_not_parsed() -> None:
    updated, translation = update(BASE.replace("Old", "New"))

    assert (updated.text, updated.advance) == (translation.text, Advance.NONE)
    assert updated.refusal is None


def test_one_of_a_source_with_other_tables_is() -> None:
    with pytest.raises(RefusedError, match="nested more than"):
        update(BASE.replace("12", "13"))
