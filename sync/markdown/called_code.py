"""Code and diagrams between two calls of a template, which CommonMark takes for text.

Liquid (``{% highlight ruby %}``, https://jekyllrb.com/docs/liquid/tags/) and Hugo
(``{{< highlight go >}}``, https://gohugo.io/shortcodes/highlight/) read up to what closes the call,
whatever is between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sync.markdown.blocks import Block, BlockKind
from sync.markdown.lines import split_ending

_LIQUID = "highlight|prism|mermaid|plantuml"
_HUGO = "highlight|mermaid|plantuml|katex|chart|graphviz|goat"
_CALL = re.compile(
    rf" {{0,3}}(?:\{{%-?\s*(?P<end>end)?(?P<liquid>{_LIQUID})\b(?P<given>[^%{{}}]*)%\}}"
    rf"|\{{\{{[<%]\s*(?P<stroke>/)?\s*(?P<hugo>{_HUGO})\b(?P<options>[^{{}}]*)[>%]\}}\}})\s*"
)
SOME_CALL = re.compile(rf"\{{%-?\s*(?:{_LIQUID})|\{{\{{[<%]\s*(?:{_HUGO})")
"""What a text has to hold for one of them."""

_WORD = re.compile(r"[\w+#-]+")


def find_called_code(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Block]:
    """Yield the code between calls that stand alone on their lines, in no list and no quote."""
    texts = (each for each in blocks if each.kind is BlockKind.PARAGRAPH and not each.containers)
    places = {number for each in texts for number in range(each.start, each.end)}
    start, opened = 0, ""
    for number, line in enumerate(lines):
        call = _CALL.fullmatch(line) if "{" in line else None
        if call is None:
            continue
        name = call["liquid"] or call["hugo"]
        if not (call["end"] or call["stroke"]):
            start, opened = number, name if number in places else ""
        elif name == opened:
            inner = "".join(lines[start + 1 : number])
            content = f"{split_ending(lines[start])[0]}\0{inner.strip()}"
            yield Block(BlockKind.FENCE, start, number + 1, content)
            opened = ""


def read_language(first: str) -> str:
    """Return the language that the first line of a fence, or of a call, names; empty: none."""
    call = _CALL.fullmatch(first)
    if call is None:
        return first.strip(" `~").casefold()
    given = _WORD.search(call["given"] or call["options"] or "")
    name = call["liquid"] or call["hugo"]
    return (given[0] if given and name in ("highlight", "prism") else name).casefold()
