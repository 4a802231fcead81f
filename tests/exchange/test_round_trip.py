"""Generated documents go out, are filled in, and come back, in every format."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from sync.case import Case
from sync.exchange.checking import Checking
from sync.exchange.filling import Filled, fill_units
from sync.exchange.formats import FORMATS
from sync.exchange.judging import Claim, Given, Judge, Judged, Taken
from sync.exchange.reading import read_document
from sync.exchange.values import Document as HandedDocument
from sync.markdown.dialect import find_dialect
from sync.markdown.document import Markdown, Table, read_markdown
from sync.merge.document import merge_document
from sync.merge.marks import has_mark
from sync.merge.values import MergeOptions
from sync.units.reading import list_units
from sync.units.values import UnitKind
from tests.cases import make_case
from tests.exchange.handing import send
from tests.merge.documents import Document, documents, edits, styles
from tests.merge.merging import SPACE

WHOLE = frozenset({"code", "html"})
"""The kinds whose words stay what they are, as nobody can say which of them are translated."""

profile = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def owed(draw: st.DrawFn) -> Case:
    """Draw a translation that was brought to a later version of its source."""
    old: Document = draw(documents(most=10))
    new: Document = draw(edits(old))
    there = old.translate(draw(styles()))
    suffix, mark = draw(st.sampled_from((".md", ".md", ".mdx"))), draw(st.sampled_from("a\ufeff"))
    dialect = find_dialect(f"tea{suffix}")
    texts = [each.write() for each in (old, new, there)]
    texts[2] = texts[2] if mark == "a" else mark + texts[2]
    base, known, translation = (read_markdown(text, dialect) for text in texts)
    case = make_case(known, translation, SPACE, base=base, is_whole=True)
    merged = merge_document(case, MergeOptions())
    assume(merged.refusal is None)
    synced = read_markdown(merged.text, dialect)
    return make_case(known, synced, SPACE, base=base, known=known)._replace(prose=known)


def judge(document: HandedDocument, entries: tuple[Given, ...]) -> list[Judged]:
    checking = Checking("xx", {document.source: SPACE}, (), entries)
    judge = Judge([document], checking)
    return [judge.judge(given) for given in entries]


def put(case: Case, judged: list[Judged]) -> Filled:
    fillings = [filling for each in judged for filling in each.fill()]
    return fill_units(case.translation, fillings, SPACE, case.generated)


@pytest.mark.parametrize("name", FORMATS)
@given(case=owed())
@profile
def test_noop_what_was_not_filled_in_changes_nothing(name: str, case: Case) -> None:
    document = read_document(case)
    judged = judge(document, send(document, name))
    assert {each.taken for each in judged} <= {Taken.UNTRANSLATED, Taken.UNCHANGED}
    assert put(case, judged) == Filled(case.translation.text)


@pytest.mark.parametrize("name", FORMATS)
@given(case=owed())
@profile
def test_each_unit_gets_its_own_words_and_all_else_stays(name: str, case: Case) -> None:
    document = read_document(case)
    kinds = {(unit.text, unit.kind) for unit in document.open}
    sent = send(document, name)
    words = {
        given: _mark(given.text, number) if not _is_whole(given.text, kinds) else given.text
        for number, given in enumerate(sent)
    }
    given = tuple(
        each._replace(words=words[each], claim=Claim.TRANSLATED, previous=None) for each in sent
    )
    judged = judge(document, given)
    for each in judged:
        assert each.taken is Taken.FILLED, (each.problems, each.given)
    filled = put(case, judged)
    assert filled.unfit == ()
    known = read_markdown(filled.text, case.translation.dialect)
    assert not has_mark(known) or document.unknown
    _check_bytes(case, document, known)
    after = read_document(case._replace(translation=known))
    there = {unit.place: unit.words for unit in (*after.units, *after.unpaired)}
    for each in judged:
        assert each.entry is not None
        for unit in each.entry.units:
            said = there[unit.place]
            assert said.split() == each.given.words.split()
    again = judge(after, given)
    assert {each.taken for each in again} <= {Taken.DONE}
    assert put(case._replace(translation=known), again).text == filled.text


def _mark(text: str, number: int) -> str:
    """Put a word of its own into a text where one may stand, behind what opens it."""
    return re.sub(r"[a-z]+", lambda word: f"{word[0]}\u05d0{number}", text, count=1)


def _is_whole(text: str, kinds: set[tuple[str, str]]) -> bool:
    return any((text, kind) in kinds for kind in WHOLE)


def _check_bytes(case: Case, document: HandedDocument, after: Markdown) -> None:
    """Hold every line that is of no open unit to what it was."""
    before = case.translation
    units = [list_units(each).units for each in (before, after)]
    open_units = {unit.place.unit for unit in document.open}
    open_rows = {(unit.place.unit, unit.place.row) for unit in document.open}
    ends = (0, 0)
    for place, (old, new) in enumerate(zip(*units, strict=True)):
        if old.kind is not UnitKind.FRONT_MATTER:
            gaps = before.lines[ends[0] : old.start], after.lines[ends[1] : new.start]
            assert not ends[0] or gaps[0] == gaps[1]
            ends = old.end, new.end
        if old.table is not None and new.table is not None:
            rows = (
                _list_rows(each.tables[unit.table or 0])
                for each, unit in ((before, old), (after, new))
            )
            for number, (ours, theirs) in enumerate(zip(*rows, strict=True), start=-1):
                assert (place, number) in open_rows or ours == theirs
        elif place not in open_units and old.kind is not UnitKind.FRONT_MATTER:
            assert before.lines[old.start : old.end] == after.lines[new.start : new.end]
    assert before.lines[ends[0] :] == after.lines[ends[1] :]
    assert before.text.startswith("\ufeff") == after.text.startswith("\ufeff")


def _list_rows(table: Table) -> list[str]:
    return [row.raw for row in (table.header, *table.rows)]
