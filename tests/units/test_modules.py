"""What MDX imports and exports, which is code though CommonMark takes it for text."""

from __future__ import annotations

from sync.markdown.dialect import Dialect
from sync.markdown.document import read_markdown
from sync.units.reading import list_units
from sync.units.values import UnitKind


def test_what_mdx_imports_and_exports_is_code() -> None:
    text = 'import Card from "./card"\n\nImport tea.\n\nexport const cups = 2\n'
    here, there = (
        [unit.kind for unit in list_units(read_markdown(text, dialect)).units]
        for dialect in (Dialect(is_mdx=True), Dialect())
    )
    assert here == [UnitKind.CODE, UnitKind.PARAGRAPH, UnitKind.CODE]
    assert there == [UnitKind.PARAGRAPH] * 3
