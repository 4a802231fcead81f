"""The kinds of stamps: one place says which there are and what can be done with each."""

from __future__ import annotations

import pytest

from sync.model import Stamp, StampFormat
from sync.stamps import FORMATS, find_embedded, find_file_parser, parse_embedded, render_embedded
from sync.stamps.registry import FormatEntry

TEXT = "# Tea\n\nHow to make it.\n"
STAMP = Stamp(StampFormat.COMMENT, "0123456789abcdef" * 2)


def test_every_format_has_one_kind_of_its_own() -> None:
    assert list(FORMATS) == [kind.format for kind in FORMATS.values()]
    assert set(FORMATS) == set(StampFormat)


@pytest.mark.parametrize("kind", [kind for kind in FORMATS.values() if kind.embedded])
def test_what_stands_in_a_text_is_read_again_and_taken_out_without_a_trace(
    kind: FormatEntry,
) -> None:
    stamp = STAMP._replace(format=kind.format)
    writing = find_embedded(stamp.format)
    assert writing is not None

    written = writing.render(TEXT, stamp)

    assert parse_embedded(written.encode(), "a.md", complete=True) == stamp
    assert render_embedded(TEXT, stamp) == written
    assert writing.remove(written) == TEXT


@pytest.mark.parametrize("kind", [kind for kind in FORMATS.values() if not kind.embedded])
def test_a_text_is_left_alone_by_the_kinds_that_stand_elsewhere(kind: FormatEntry) -> None:
    stamp = STAMP._replace(format=kind.format)

    assert render_embedded(TEXT, stamp) == TEXT


def test_files_that_hold_a_stamp_as_a_whole_are_known_by_their_suffix() -> None:
    data = b'{"metadata": {"coopTranslator": {"original_hash": "%s"}}}' % (b"0" * 32)

    parse = find_file_parser("fr/lesson.ipynb")

    assert parse is not None
    assert parse(data, "fr/lesson.ipynb") == Stamp(StampFormat.NOTEBOOK, "0" * 32)
    assert find_file_parser("fr/lesson.md") is None
    assert find_file_parser("fr/ipynb") is None
