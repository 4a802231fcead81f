"""Whether words may stand for a text: what refuses them, and why, for those who sent them."""

from __future__ import annotations

from collections.abc import Iterator

from sync.exchange.judging import Given, Problem
from sync.exchange.rules import Refusal, find_refusals
from sync.exchange.values import HandoverEntry
from sync.markdown.links import LinkSpace

EXPLAINED = {
    Refusal.LINKS: "its links must lead where the source's do, as often",
    Refusal.CODE: "its code spans must be the source's",
    Refusal.LINE_BREAK: "it must stay on one line",
    Refusal.COMMENT: "its comments must be the source's",
    Refusal.CONTROL_CHARACTER: "it holds a control character that the source does not",
    Refusal.SHAPE: "it would read as another block, or as several",
    Refusal.TOKEN: "it holds a token (⟦…⟧) that stands for something else",
}


def find_problems(entry: HandoverEntry, given: Given, space: LinkSpace) -> Iterator[Problem]:
    """Yield what keeps an entry's words from being taken, once for each rule."""
    kinds = dict.fromkeys(unit.kind for unit in entry.units)
    rules = (rule for kind in kinds for rule in find_refusals(entry.text, given.words, kind, space))
    for rule in dict.fromkeys(rules):
        yield Problem(rule.value, EXPLAINED[rule])
