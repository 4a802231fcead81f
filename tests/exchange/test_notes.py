"""What a source says to its translators is found where it speaks of."""

from __future__ import annotations

from sync.exchange.notes import find_notes
from sync.markdown.document import read_markdown

TEXT = """# Tea <!-- translators: the drink -->

<!-- translators: Keep it
short. -->

Boil water.

Then wait.

<!-- TRANSLATOR: names of leaves -->
<!-- no note -->

| Leaf | Minutes |
| --- | --- |
| Green | 2 <!-- translators: minutes --> |

- Pour it <!-- no note: translators: x -->
- Drink it

```html
<!-- translators: this is code -->
```
"""


def test_a_note_is_of_its_text_or_of_what_is_below_it() -> None:
    notes = find_notes(read_markdown(TEXT))
    assert {line: found for line, found in notes.items() if found} == {
        1: ("the drink",),
        6: ("Keep it short.",),
        13: ("names of leaves",),
        14: ("names of leaves",),
        15: ("names of leaves", "minutes"),
    }


def test_a_source_without_notes_has_none() -> None:
    assert find_notes(read_markdown("# Tea\n\n<!-- a note -->\n\nBoil translators: water.\n")) == {}
