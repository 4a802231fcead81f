"""What holds of every merge of a document, judged by a reader that shares nothing with the merge.

Tables whose every cell changed are left out: what becomes of those is the tables' own matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.markdown.dialect import Dialect
from sync.markdown.document import read_markdown
from sync.merge.document import merge_document
from sync.merge.update import update_text
from sync.merge.values import Merge, MergeOptions
from tests.cases import make_case
from tests.merge.documents import KINDS, Document, Style, documents, edits, styles, translate
from tests.merge.merging import PLAIN, SPACE, merge_all
from tests.merge.reading import Content, Reading, read

profile = settings(max_examples=25, derandomize=True)
_LINK = re.compile(r"\]\(([^)]*)\)")
_NO_TABLES = tuple(kind for kind in KINDS if "table" not in kind)


class History(NamedTuple):
    """A source's old and new version, and the translation of the old one."""

    old: Document
    new: Document
    there: Document

    def merge(self, options: MergeOptions = PLAIN) -> Merge:
        return merge_all(self.old.write(), self.new.write(), self.there.write(), options)


@st.composite
def histories(draw: st.DrawFn, *, own_style: bool = False, most: int = 4) -> History:
    """Draw a history; the translation is written in the source's style, or in one of its own."""
    old = draw(documents(kinds=_NO_TABLES))
    style: Style = draw(styles()) if own_style else old.style
    return History(old, draw(edits(old, most=most)), old.translate(style))


def name_contents(reading: Reading, names: Iterable[str]) -> Mapping[str, list[Content]]:
    """Return the contents by the names of the parts that they come from."""
    known = [name for name in names if name]
    found: dict[str, list[Content]] = defaultdict(list)
    for content in reading.contents:
        for name in known:
            if name in content.text:
                found[name].append(content)
                break
    return found


class Judge:
    """Says what each text of a merge's result should be."""

    def __init__(self, history: History, text: str) -> None:
        names = [part.name for part in (*history.old.parts, *history.new.parts)]
        self.old = name_contents(read(history.old.write()), names)
        self.new = read(history.new.write())
        self.there = name_contents(read(history.there.write()), map(translate, names))
        self.found = read(text)
        self.names = names

    def check(self) -> None:
        seen: dict[str, int] = defaultdict(int)
        for source, found in zip(self.new.contents, self.found.contents, strict=True):
            name = next((name for name in self.names if name and name in source.text), None)
            if name is None:
                continue
            place, seen[name] = seen[name], seen[name] + 1
            old, there = self.old.get(name, []), self.there.get(translate(name), [])
            if place < len(old) == len(there) and old[place].kind == source.kind:
                self.check_old(old[place], source, there[place], found)
            elif not old:
                assert (found.text, bool(found.mark)) == (source.text, True)

    def check_old(self, old: Content, new: Content, there: Content, found: Content) -> None:
        if old.text == new.text:
            assert (found.text, found.mark) == (there.text, "")
        elif new.kind in ("fence", "code_block"):
            known = {*new.text.splitlines(), *there.text.splitlines()}
            assert set(found.text.splitlines()) <= known
        elif _LINK.sub("", old.text) == _LINK.sub("", new.text):
            links = iter(_LINK.findall(new.text))
            relinked = _LINK.sub(lambda _: f"]({next(links)})", there.text)
            assert (found.text, found.mark) == (relinked, "")
        elif found.mark == "untranslated":  # so much is new that nobody can tell what it was
            assert found.text == new.text
        else:
            assert found.mark == "fuzzy"
            assert _LINK.sub("]()", found.text) == _LINK.sub("]()", there.text)


@given(histories(most=0), st.booleans())
@profile
def test_a_source_that_stays_changes_nothing(history: History, rebuild: bool) -> None:
    options = MergeOptions(rebuild_damaged=rebuild)
    merged = merge_all(history.old.write(), history.old.write(), history.there.write(), options)

    assert merged.refusal is None
    assert merged.text == history.there.write()


@given(histories())
@profile
def test_every_block_has_its_own_words_and_those_that_stay_stay(history: History) -> None:
    merged = history.merge()

    if is_clear(merged):
        assert merged.refusal is None
        assert read(merged.text).shape == read(history.new.write()).shape
        Judge(history, merged.text).check()


@given(histories(own_style=True))
@profile
def test_the_same_holds_where_the_translation_is_written_in_another_style(
    history: History,
) -> None:
    merged = history.merge()

    if is_clear(merged):
        assert merged.refusal is None
        found, source = read(merged.text).shape, read(history.new.write()).shape
        assert [each[:3] for each in found] == [each[:3] for each in source]
        Judge(history, merged.text).check()


@given(histories(own_style=True))
@profile
def test_a_second_merge_changes_nothing_and_losses_are_named(history: History) -> None:
    merged = history.merge()
    new = history.new.write()

    again = merge_all(new, new, merged.text)
    if merged.refusal is None:
        assert again.text == merged.text
    said = " ".join(note.message for note in merged.notes)
    for part in history.there.parts:
        if part.name and part.kind != "definition":  # a label alone is no loss
            assert part.name in merged.text or part.name in said


@given(histories(own_style=True))
@profile
def test_line_ends_and_the_end_of_the_text_stay(history: History) -> None:
    text, before = history.merge().text, history.there.write()

    assert text.endswith("\n") == before.endswith("\n")
    ends = set(re.findall(r"\r?\n", text))
    assert ends <= set(re.findall(r"\r?\n", before)) or not ends


@given(histories())
@profile
def test_marks_of_mdx_are_spelled_as_mdx_has_them(history: History) -> None:
    mdx = Dialect(is_mdx=True)
    old, new, there = (
        read_markdown(re.sub(r"^    .*\n", "", document.write(), flags=re.MULTILINE), mdx)
        for document in history
    )
    update = update_text(make_case(new, there, SPACE, base=old, is_whole=True), PLAIN)

    assert "<!--" not in update.text
    again = make_case(new, read_markdown(update.text, mdx), SPACE, base=new, is_whole=True)
    assert merge_document(again, PLAIN).text == update.text


def is_clear(merged: Merge) -> bool:
    """Tell whether it was clear which block is which: documents of twins are refused or marked."""
    is_refused = merged.refusal is not None and "can be paired" in merged.refusal.message
    return not is_refused and not merged.counts.get("blocked")


def test_hardly_any_document_is_unclear() -> None:
    clear: list[bool] = []

    @given(histories(own_style=True))
    @settings(profile, max_examples=20)
    def count(history: History) -> None:
        clear.append(is_clear(history.merge()))

    count()
    assert clear.count(False) <= len(clear) // 20
