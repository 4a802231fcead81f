"""A page with two tables, and its translation, for the rules about tables and rows."""

from __future__ import annotations

TEA = """\
# Tea

Some words about tea.

## Kinds

| Tea | Minutes | Guide |
| --- | --- | --- |
| Green tea | 2 | [Steps](green.md) |
| Black tea | 4 | Use the `kettle` |
| White tea | 3 |  |
| Mint | 7 | [Site](https://mint.example/a) |

The end of it.

## Cups

| Cup | Size |
| --- | --- |
| Small | one |
| Middle | two |
| Large | three |

Goodbye.
"""

THE = """\
# Thé

Quelques mots sur le thé.

## Sortes

| Thé | Minutes | Guide |
| --- | --- | --- |
| Thé vert | 2 | [Étapes](../../green.md) |
| Thé noir | 4 | Prendre la `kettle` |
| Thé blanc | 3 |  |
| Menthe | 7 | [Site](https://mint.example/a) |

La fin de cela.

## Tasses

| Tasse | Taille |
| --- | --- |
| Petite | un |
| Moyenne | deux |
| Grande | trois |

Au revoir.
"""

HEADER = "| Thé | Minutes | Guide |\n"
DELIMITER = "| --- | --- | --- |\n"
GREEN = "| Thé vert | 2 | [Étapes](../../green.md) |\n"
BLACK = "| Thé noir | 4 | Prendre la `kettle` |\n"
WHITE = "| Thé blanc | 3 |  |\n"
MINT = "| Menthe | 7 | [Site](https://mint.example/a) |\n"
SMALL = "| Petite | un |\n"
MIDDLE = "| Moyenne | deux |\n"
LARGE = "| Grande | trois |\n"
KINDS = HEADER + DELIMITER + GREEN + BLACK + WHITE + MINT
CUPS = "| Tasse | Taille |\n| --- | --- |\n" + SMALL + MIDDLE + LARGE

KINDS_NAME = ("Tea", "Minutes", "Guide", "0")
CUPS_NAME = ("Cup", "Size", "0")
