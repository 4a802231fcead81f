"""What a text may link to, found without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# What may stand behind each opening, whatever comes before it: nothing is consumed, as the opening
# of a link may stand in what looks like another one's destination.
_LINK = re.compile(
    r"\]\((?=\s*+(?:<([^<>]*+)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+)))", re.DOTALL
)
_ATTRIBUTE = re.compile(r"=(?<=[fFcC\s]=)(?=\s*(?:\"([^\"]*)\"|'([^']*)'))")
_DEFINITION = re.compile(r"\]:(?=[\s>]*(?:<([^<>\r\n]*)>|(\S+)))")


@lru_cache(maxsize=64)  # all translations of a source ask the same
def list_possible_destinations(text: str) -> frozenset[str]:
    """Return what stands where a link, a tag's attribute or a definition has its destination."""
    return frozenset(_find(text))


def _find(text: str) -> Iterator[str]:
    for opening, pattern in (("](", _LINK), ("=", _ATTRIBUTE), ("]:", _DEFINITION)):
        if opening in text:
            for match in pattern.finditer(text):
                yield match[2] if match[1] is None else match[1]
