"""The stamp of a notebook, which is read only."""

from __future__ import annotations

import json

import pytest

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.notebook import parse_notebook

HASH = "0123456789abcdef0123456789abcdef"
ENTRY = {"original_hash": HASH, "source_file": "a.ipynb", "language_code": "he"}


def notebook(metadata: object) -> bytes:
    cells = [{"cell_type": "markdown", "source": ['"coopTranslator": {}']}]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}, indent=1).encode()


def test_reads_the_metadata() -> None:
    stamp = Stamp(StampFormat.NOTEBOOK, HASH, source_file="a.ipynb", language_code="he")
    assert parse_notebook(notebook({"x": 1, "coopTranslator": ENTRY}), "a.ipynb") == stamp


@pytest.mark.parametrize(
    "data", [notebook({}), notebook([]), notebook(None), notebook({"coopTranslator": None}), b"[]"]
)
def test_no_stamp(data: bytes) -> None:
    assert parse_notebook(data, "a.ipynb") is None


def test_other_keys_may_be_there_twice() -> None:
    data = notebook({"coopTranslator": ENTRY}).replace(b'"nbformat"', b'"cells": [], "nbformat"')
    assert parse_notebook(data, "a.ipynb") is not None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\n\xff", 2),
        (b'{\n"metadata": ', 2),
        (b"[" * 200_000, 1),
        (notebook({"coopTranslator": "x"}), 11),
        (notebook({"coopTranslator": {}}), 11),
        (notebook({"coopTranslator": {**ENTRY, "original_hash": "x"}}), 12),
        (b'{"metadata": {}, "metadata": {}}', None),
        (b'{"metadata": {"coopTranslator": {}, "coopTranslator": {}}}', None),
    ],
)
def test_an_untrustworthy_stamp_is_named_with_its_line(data: bytes, line: int | None) -> None:
    with pytest.raises(StampError) as caught:
        parse_notebook(data, "a.ipynb")
    assert (caught.value.path, caught.value.line) == ("a.ipynb", line)
