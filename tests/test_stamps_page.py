"""docs/stamps.md: its list is the code's, and its configurations are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sync.model import Reason
from sync.project.config.parsing import parse_config
from sync.stamps.known import KNOWN
from sync.stamps.spec import COMMENT, Extent

PAGE = (Path(__file__).parents[1] / "docs/stamps.md").read_text("utf-8")
_KEY = re.compile(r"^\| `(\S+)` \| (commit|hash) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)


def test_the_keys_are_those_that_are_found() -> None:
    listed = [
        (
            key,
            kind,
            where.startswith("comment"),
            "of the body" in where,
            frozenset(re.findall("`(.+?)`", beside)),
        )
        for key, kind, where, beside in _KEY.findall(PAGE)
    ]
    known = [
        (
            each.spec.key,
            each.spec.kind.value,
            each.spec.place == COMMENT,
            each.spec.extent is Extent.BODY,
            frozenset(filter(None, (each.spec.path, each.spec.document, each.spec.outdated))),
        )
        for each in KNOWN
    ]
    assert listed == known


@pytest.mark.parametrize(
    "text", re.findall(r"^```yaml\n(.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
)
def test_the_configurations_are_right(text: str) -> None:
    assert parse_config(text).spec is not None


def test_the_reasons_are_the_codes() -> None:
    named = re.findall(
        r"^\| `([a-z-]+)` \| [^|]+\|$", PAGE.partition("reason says")[2], re.MULTILINE
    )
    assert len(named) == 5
    assert {*named} <= {each.value for each in Reason}
