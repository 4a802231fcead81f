"""What is not needed of a text is not parsed."""

from __future__ import annotations

from sync.markdown.document import read_markdown
from sync.markdown.links import LinkSpace
from sync.merge.update import Advance, update_text
from sync.merge.values import MergeOptions
from tests.cases import make_case

BASE = "# Tools\n\nOld words.\n\n| Tool | Price |\n| --- | --- |\n| Saw | 12 |\n"
SPACE = LinkSpace("a.md", "translations/he/a.md", str, lambda _: None)


def test_a_translation_of_a_source_with_the_same_tables_is_not_parsed() -> None:
    base, source = read_markdown(BASE), read_markdown(BASE.replace("Old", "New"))
    translation = read_markdown(BASE.replace("Tool", "Werkzeug"))
    update = update_text(make_case(source, translation, SPACE, base=base), MergeOptions())
    assert (update.text, update.advance, update.refusal) == (translation.text, Advance.NONE, None)
    assert "_parts" not in vars(translation)


def test_one_of_a_source_with_other_tables_is() -> None:
    base, source = read_markdown(BASE), read_markdown(BASE.replace("12", "13"))
    translation = read_markdown(BASE.replace("Tool", "Werkzeug"))
    update_text(make_case(source, translation, SPACE, base=base), MergeOptions())
    assert "_parts" in vars(translation)
