"""The quick reading of Co-op Translator's own layout, held to the reading of every layout."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from sync.errors import StampError
from sync.model import Stamp
from sync.stamps import parse_embedded
from sync.stamps.comment import read_written

HASH = "0123456789abcdef0123456789abcdef"
VALUES = st.one_of(
    st.sampled_from(
        ["he", "guide/intro.md", "../up.md", "/etc/x.md", "C:\\x.md", "a-->b", '"', ""]
    ),
    st.text(max_size=12),
)
REST = st.sampled_from(
    ["", "# Tea\n", "\n", "<!--\nCO_OP", "<!--\nCO_OP_TRANSLATOR_METADATA:\n{}\n-->\n"]
)


def write(original_hash: str, date: str, source: str, language: str) -> str:
    return (
        "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\n"
        f'  "original_hash": "{original_hash}",\n  "translation_date": "{date}",\n'
        f'  "source_file": "{source}",\n  "language_code": "{language}"\n}}\n-->\n'
    )


def read(text: str, *, complete: bool) -> object:
    """Return the stamp, the want of more, or the error's words."""
    try:
        return parse_embedded(text.encode(), "he/a.md", complete=complete)
    except StampError as error:
        return str(error)


@given(VALUES, VALUES, VALUES, REST, st.booleans())
@example("2026-01-02T03:04:05+00:00", "guide/intro.md", "he", "# Tea\n", True)
@example("", "a-->b", "he", "", True)
def test_both_readings_agree(date: str, source: str, language: str, rest: str, whole: bool) -> None:
    """A space that means nothing takes a text out of the layout that is read quickly."""
    text = write(HASH, date, source, language) + rest
    other = text.replace("{\n", "{ \n", 1)
    assert read_written(other) is None
    assert read(text, complete=whole) == read(other, complete=whole)


def test_the_usual_stamp_is_read_quickly() -> None:
    text = write(HASH, "2026-01-02T03:04:05+00:00", "guide/intro.md", "he")
    written = read_written(text + "# Tea\n")
    assert written is not None
    assert isinstance(written[0], Stamp)
    assert written[1] == len(text)
