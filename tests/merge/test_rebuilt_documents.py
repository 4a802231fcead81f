"""``--rebuild-damaged`` for a whole document: what pairs is carried, the rest is the source's."""

from __future__ import annotations

from sync.merge.values import MergeOptions
from tests.merge.merging import merge_all

BASE = """\
# Tea

Boil water in a kettle.

See [the shop](https://tea.example/shop) for pots.

## Kinds

Green tea is mild.

Black tea is strong.

## Cups

Use small cups.
"""
SOURCE = BASE.replace("Boil water", "Boil fresh water")
DAMAGED = """\
Etwas ganz anderes, das damit nichts zu tun hat.

- eins
- zwei

Siehe [den Laden](https://tea.example/shop) für Kannen.

| Eins | Zwei |
| --- | --- |
| drei | vier |

```sh
ls # fünf
```
"""
REBUILT = """\
# Tea<!-- sync:untranslated -->

Boil fresh water in a kettle. <!-- sync:untranslated -->

Siehe [den Laden](https://tea.example/shop) für Kannen.

## Kinds<!-- sync:untranslated -->

Green tea is mild. <!-- sync:untranslated -->

Black tea is strong. <!-- sync:untranslated -->

## Cups<!-- sync:untranslated -->

Use small cups. <!-- sync:untranslated -->
"""
REBUILDS = MergeOptions(rebuild_damaged=True)


def test_a_damaged_document_is_refused_and_left() -> None:
    merged = merge_all(BASE, SOURCE, DAMAGED)
    assert merged.refusal is not None
    assert "--rebuild-damaged" in merged.refusal.message
    assert merged.text == DAMAGED


def test_it_is_written_from_the_source_with_what_pairs() -> None:
    merged = merge_all(BASE, SOURCE, DAMAGED, REBUILDS)
    assert (merged.refusal, merged.text) == (None, REBUILT)
    assert merged.counts["kept"] == 1
    assert merged.counts["untranslated"] == 7


def test_all_that_goes_is_named() -> None:
    told = {(note.line, note.message) for note in merge_all(BASE, SOURCE, DAMAGED, REBUILDS).notes}
    assert told == {
        (1, "taken out: Etwas ganz anderes, das damit nichts zu tun hat."),
        (3, "taken out: eins"),
        (4, "taken out: zwei"),
        (8, "taken out: Eins | Zwei"),
        (10, "taken out: drei | vier"),
        (13, "taken out: ls # fünf"),
    }


def test_noop_a_sound_translation_is_merged_as_ever() -> None:
    sound = (
        BASE.replace("Boil water in a kettle.", "Wasser im Kessel kochen.")
        .replace("Green tea is mild.", "Grüner Tee ist mild.")
        .replace("Use small cups.", "Kleine Tassen nehmen.\n\nMeine eigene Zeile.")
    )
    plain, rebuilt = (merge_all(BASE, SOURCE, sound, each) for each in (MergeOptions(), REBUILDS))
    assert plain.text == rebuilt.text
    assert "Meine eigene Zeile." in plain.text


def test_noop_a_damaged_one_stays_while_the_source_does() -> None:
    for options in (MergeOptions(), REBUILDS):
        assert merge_all(BASE, BASE, DAMAGED, options).text == DAMAGED
