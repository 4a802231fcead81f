"""What a package's write may change in a translation: its stamp, and nothing else."""

from __future__ import annotations

import re

import pytest

from sync.stamps.kept import find_damage

BODY = "# The\n\nTexte un.\n\nTexte deux.\n"
OLD, NEW = "<!-- from aaa -->", "<!-- from bbb -->"


def read(text: str) -> str | None:
    """Read a stamp as a package may: whatever follows the word, or all names of a key."""
    found = re.search(r"\bfrom:? (\w+)", text)
    return found and found[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{OLD}\n{BODY}", f"{NEW}\n{BODY}"),
        (BODY, f"{NEW}\n\n{BODY}"),
        (BODY.rstrip("\n"), f"{BODY}{NEW}\n"),
        (f"{BODY}\n{OLD}", f"{BODY}\n{NEW}"),
        (f"\ufeff{BODY}", f"\ufeff{NEW}\n{BODY}"),
        (BODY.replace("\n", "\r\n"), f"{NEW}\r\n{BODY}".replace("\r", "").replace("\n", "\r\n")),
        ("Un\r\n\nDeux\n", f"Un\r\n\nDeux\n{NEW}\r\n"),
        (BODY, f"---\nfrom: bbb\ndate: 2024\n---\n{BODY}"),
        (
            f"---\ntitle: Thé\nfrom: aaa\nby: me\ndate: 2023\n---\n{BODY}",
            f"---\ntitle: Thé\nfrom: bbb\nby: me\ndate: 2024\n---\n{BODY}",
        ),
        (
            f"<!--\nmade\nfrom aaa\n\non Monday\n-->\n{BODY}",
            f"<!--\nmade\nfrom bbb\n\non Friday\n-->\n{BODY}",
        ),
        (f"{BODY}\n[made]: # (from aaa)\n", f"{BODY}\n[made]: # (from bbb)\n"),
        (BODY, f"{BODY}\nexport const made = {{\n  by: 'me from bbb',\n}};\n"),
        ('{\n "a": 1\n}\n', '{\n "a": 1,\n "from": "from bbb"\n}\n'),
        (f"{OLD}\n{BODY}", f"{BODY}{NEW}\n"),
        (BODY, BODY),
    ],
)
def test_a_stamp_is_written(before: str, after: str) -> None:
    assert find_damage(before, after, read) is None


@pytest.mark.parametrize(
    ("before", "after", "damage"),
    [
        (f"\ufeff{BODY}", f"{NEW}\n{BODY}", "byte order mark"),
        (BODY, f"\ufeff{NEW}\n{BODY}", "byte order mark"),
        (BODY.replace("\n", "\r\n"), f"{NEW}\n{BODY}", "line ends"),
        (BODY.replace("\n", "\r\n"), BODY.replace("\n", "\r\n") + f"{NEW}\n", "line ends"),
        (BODY, f"{NEW}\r\n{BODY}", "line ends"),
        ("Un\r\n\nDeux\n", f"Un\n\nDeux\r\n{NEW}\n", "lacks line 1 "),
        (BODY, f"{NEW}\n", "lacks line 1 "),
        (f"{OLD}\n{BODY}", f"{NEW}\n", "lacks line 2 "),
        (f"{OLD}\n{BODY}", f"{NEW}\n{BODY.replace('un', 'trois')}", "lacks line 4 "),
        (
            f"---\ntitle: Thé\nfrom: aaa\n---\n{BODY}",
            f"---\nfrom: bbb\n---\n{BODY}",
            "lacks line 2 ",
        ),
        (f"<!-- A note. -->\n{OLD}\n{BODY}", f"{NEW}\n{BODY}", "lacks line 1 "),
        (f"{BODY}{OLD}\n", f"{BODY}{NEW}\n{BODY}", "line 6 is new"),
        (f"{OLD}\n{BODY}", f"{NEW}\n{BODY}Plus.\n", "line 7 is new"),
        (BODY, "Mot.\n" * 12 + f"{NEW}\n{BODY}", "line 1 is new"),
        ("Mot.\n\n" * 13, f"{NEW}\n", "lacks 13 lines"),
    ],
)
def test_what_else_is_changed_is_found(before: str, after: str, damage: str) -> None:
    assert damage in (find_damage(before, after, read) or "")
