"""What a model replies: a list of answers or a line each, with talk and fences around them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

from sync.exchange.questions import EngineAnswer, read_answer

_FENCE = re.compile(r"```[\w-]*[ \t]*\r?\n(.*?)(?:\r?\n[ \t]*```|\Z)", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_LONGEST = 4 * 1024 * 1024


class ReplyError(ValueError):
    """A reply that holds no answers."""


def read_reply(reply: str, known: Collection[str]) -> list[EngineAnswer]:
    """Return the answers to known questions in a reply, the first to each.

    A model makes mistakes that a program does not make: what it says beside them is passed over.

    Raises:
        ReplyError: there is none.
    """
    text = _THOUGHT.sub("", reply[:_LONGEST])
    for part in (text, *_FENCE.findall(text)):
        found = {each.id: each for each in reversed(list(_read_part(part))) if each.id in known}
        if found:
            return [found[name] for name in known if name in found]
    raise ReplyError("the reply holds no JSON objects with the ids that were asked")


def _read_part(text: str) -> Iterator[EngineAnswer]:
    values = list(_load(text))
    for value in values if len(values) != 1 else _open(values[0]):
        try:
            yield read_answer(value)
        except ValueError:
            continue


def _open(value: object) -> list[object]:
    """Return what a list holds, or an object around one: models are made to reply with objects."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "id" not in value:
        lists = [each for each in value.values() if isinstance(each, list)]
        if len(lists) == 1:
            return lists[0]
    return [value]


def _load(text: str) -> Iterator[object]:
    """Yield the one JSON value that a text is, or those of its lines."""
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        for line in text.splitlines():
            try:
                yield json.loads(line.strip().rstrip(","))
            except (ValueError, RecursionError):
                continue
