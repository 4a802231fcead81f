"""Names as folders: within one, and each its own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sync.fleet.folders import name_folder

HOSTILE = [
    "../../x", "a/b", "a\\b", "CON", "con", "con.txt", "NUL", "com1", "lpt9.x", "Foo", "foo", "FOO",
    "x" * 300, "X" * 300, "", ".", "..", ".git", "-x", "a.", "a ", " a", "é", "e\u0301", "ß", "ss",
    "İ", "a:b", "a\nb", "index", "\x00", "ﬁ", "fi", "a-0123456789ab", "~", "a\u202eb",
]  # fmt: skip


def test_no_name_leads_out_or_takes_anothers_place() -> None:
    folders = [name_folder(name) for name in HOSTILE]

    assert len({each.casefold() for each in folders}) == len(HOSTILE)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", each) for each in folders)
    assert not {"con", "nul", "com1", "con.txt", "lpt9.x"} & set(folders)
    assert [name_folder(name) for name in ("foo", "a.b_c-d", "index")] == [
        "foo",
        "a.b_c-d",
        "index",
    ]


@given(st.lists(st.text(max_size=40), unique=True, max_size=20))
def test_any_names_have_folders_of_their_own(names: list[str]) -> None:
    folders = {name_folder(name).casefold() for name in names}

    assert len(folders) == len(names)
    assert not any("/" in each or each.startswith(".") or each.endswith(".") for each in folders)


@given(st.text(max_size=20))
def test_a_folders_name_is_no_other_names_folder(name: str) -> None:
    folder = name_folder(name)

    assert folder == name or name_folder(folder) != folder
