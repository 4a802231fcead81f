"""A directive keeps its last line, which says what all last lines say, and gets no other's."""

from __future__ import annotations

import random
import re

import pytest

from tests.merge.merging import merge_all, merge_twice

_LINE = re.compile(r"(:{3,})(.*?)(?:[ ]*<!--.*)?")

ABOVE = "# `Tea`\n\nSee [the cups](cups.md)."
BELOW = "Then `sip` it, see [more](more.md)."


def page(*blocks: str) -> str:
    return "\n\n".join((ABOVE, *blocks, BELOW)) + "\n"


def directive(*blocks: str, name: str = "tip", colons: str = ":::") -> str:
    return "\n\n".join((colons + name, *blocks, colons))


def is_whole(text: str) -> bool:
    """Tell whether each line that opens a directive has one that closes it, well nested."""
    waiting: list[str] = []
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        if found[2].strip():
            waiting.append(found[1])
        elif not waiting or waiting.pop() != found[1]:
            return False
    return not waiting


@pytest.mark.parametrize("sign", [":", "/"])
def test_a_new_directive_gets_its_end_where_another_went(sign: str) -> None:
    gone = directive("```sh\nbrew\n```", colons="::::")
    new = directive("Mind the `kettle` of the house.", name="note", colons="::::")
    old = page("- Red\n- Blue", directive("Warm the `pot` first.", gone))
    there = page("- Rot\n- Blau", directive("Zuerst die `pot` wärmen."))
    later = page(new, "- Red\n- Blue", directive("Warm the `pot` first."))
    expected = page(new, "- Rot\n- Blau", directive("Zuerst die `pot` wärmen."))
    texts = [each.replace(":", sign) for each in (old, later, there, expected)]
    marked = texts[3].replace("house.", "house. <!-- sync:untranslated -->")
    assert merge_twice(*texts[:3]).text == marked


@pytest.mark.parametrize("sign", [":", "/"])
def test_a_directive_goes_with_its_end(sign: str) -> None:
    inner = directive("Rinse the `cup` well.", colons="::::")
    old = page(directive("Warm the `pot`.", inner, colons=":::::"), inner.replace("cup", "mug"))
    there = old.replace("Warm the", "Wärme die").replace("Rinse the", "Spüle die")
    new = page(directive("Warm the `pot`.", colons=":::::"), inner.replace("cup", "mug"))
    expected = new.replace("Warm the", "Wärme die").replace("Rinse the", "Spüle die")
    texts = [each.replace(":", sign) for each in (old, new, there, expected)]
    assert merge_twice(*texts[:3]).text == texts[3]


def _write(blocks: list[object], *, is_tight: bool) -> str:
    """Write blocks; in a tight text no blank line is within the lines of a directive."""
    parts = [each if isinstance(each, str) else _write(each, is_tight=is_tight) for each in blocks]  # type: ignore[arg-type]
    text = "\n\n".join(parts)
    if not is_tight:
        return text
    return re.sub(r"\n\n(:+)(?=\n|\Z)", r"\n\1", re.sub(r"(:tip)\n\n", r"\1\n", text))


def _make(chance: random.Random, depth: int = 0) -> list[object]:
    """Return blocks, a directive as a list with its first and last lines."""
    made: list[object] = []
    for number in range(chance.randint(2, 4)):
        name = f"{chance.choice('abcdefgh')}{depth}{number}"
        colons = ":" * (5 - depth)
        kinds = [f"Pour {name} with care.", f"```sh\nrun {name}\n```", f"## Cup {name}"]
        if depth < 2 and chance.random() < 0.4:
            made.append([f"{colons}tip", *_make(chance, depth + 1), colons])
        else:
            made.append(chance.choice(kinds))
    return made


def _change(
    chance: random.Random, blocks: list[object], rate: float, *, adds: bool
) -> list[object]:
    changed: list[object] = []
    for place, each in enumerate(blocks):
        is_edge = isinstance(each, str) and each.startswith(":::")
        if not is_edge and chance.random() < rate:
            continue
        changed.append(each if isinstance(each, str) else _change(chance, each, rate, adds=adds))  # type: ignore[arg-type]
        if adds and place + 1 < len(blocks) and chance.random() < rate:
            changed += _make(chance, 1)
    return changed


def as_calls(text: str) -> str:
    """Write directives as tags of Liquid, whose names say how deep they are."""
    opened = re.sub(r"(?m)^(:+)tip", lambda line: f"{{% tip{len(line[1])} %}}", text)
    return re.sub(r"(?m)^(:+)", lambda line: f"{{% endtip{len(line[1])} %}}", opened)


def as_directives(text: str) -> str:
    closed = re.sub(r"\{% endtip(\d) %\}", lambda call: ":" * int(call[1]), text)
    return re.sub(r"\{% tip(\d) %\}", lambda call: ":" * int(call[1]) + "tip", closed)


@pytest.mark.parametrize("is_called", [False, True])
@pytest.mark.parametrize("is_tight", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_they_are_whole_whatever_changes_and_lacks(
    seed: int, is_tight: bool, is_called: bool
) -> None:
    chance = random.Random(seed)
    old = [*_make(chance), *_make(chance)]
    new = _change(chance, old, 0.1, adds=True)
    there = _change(chance, old, 0.1 if seed % 2 else 0, adds=False)
    before, after, said = (page(_write(each, is_tight=is_tight)) for each in (old, new, there))
    said = said.replace("Pour", "Gieße").replace("with care", "mit Sorgfalt")
    assert all(map(is_whole, (before, after, said)))
    texts = map(as_calls, (before, after, said)) if is_called else (before, after, said)
    old_text, new_text, translated = texts
    merged = merge_all(old_text, new_text, translated)
    assert merged.refusal is None
    assert is_whole(as_directives(merged.text))
