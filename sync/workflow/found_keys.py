"""Which keys of front matter translations have in words of their own, for ``init``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from sync.errors import FileError
from sync.markdown.counted import TopKey, list_top_keys
from sync.project.trees import Tree
from sync.stamps import HEAD_BYTES
from sync.units.head_texts import is_text_key

_LOOKED_AT = 2_000  # pairs
# Translations that must have a key, and the share of them that have it in other words.
_LEAST = 3
_NEARLY_ALL = 0.9
# What site generators ask of a page beside its words: Hugo, Docusaurus, Starlight and VitePress,
# MkDocs, Jekyll, MDN's.
_SETTINGS = frozenset(
    (
        *("weight", "aliases", "cascade", "draft", "toc", "menu", "layout", "type", "date", "slug"),
        *("sidebar_position", "sidebar_class_name", "id", "hide_title", "hide_table_of_contents"),
        *("pagination_next", "pagination_prev", "editUrl", "lastUpdated", "template", "head"),
        *("sidebar", "outline", "prev", "next", "hide", "icon", "status", "permalink", "nav_order"),
        *("page-type", "browser-compat", "redirects", "url", "custom_edit_url"),
    )
)
_SENTENCE = re.compile(r"[^\W\d_]{2,}[^\S\r\n]+[^\W\d_]{2,}")


class CountedKeys(NamedTuple):
    """The keys that are words, and those of the sources that are none."""

    counted: tuple[str, ...]
    others: tuple[str, ...]


def find_counted_keys(tree: Tree, pairs: Iterable[tuple[str, str]]) -> CountedKeys | None:
    """Tell the keys that are translated from a site generator's, by sources and translations.

    A key is translated that names a text, or that nearly all translations have in other words.
    None where no site generator's key is there, or no key is translated: then all is to count.
    """
    seen: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    translated: Counter[str] = Counter()
    for source, path in islice(pairs, _LOOKED_AT):
        ours, theirs = _read_keys(tree, source), _read_keys(tree, path)
        seen.update(ours.keys())
        for key in ours.keys() & theirs.keys():
            if is_text_key(key) or _SENTENCE.search(ours[key]):
                asked[key] += 1
                translated[key] += ours[key] != theirs[key]
    counted = {key for key in seen if is_text_key(key) or _is_translated(asked, translated, key)}
    others = seen.keys() - counted
    if not any(translated[key] for key in counted) or not _SETTINGS & others:
        return None
    return CountedKeys(
        *(tuple(sorted(keys, key=lambda key: (-seen[key], key))) for keys in (counted, others))
    )


def _is_translated(asked: Counter[str], translated: Counter[str], key: str) -> bool:
    """Tell whether nearly all are translated: a value that drifted here and there is not."""
    return asked[key] >= _LEAST and translated[key] >= _NEARLY_ALL * asked[key]


def _read_keys(tree: Tree, path: str) -> Mapping[str, str]:
    """Return what is written at the top of a file's front matter, by its keys."""
    try:
        text = tree.read_head(path, HEAD_BYTES).decode("utf-8", "replace")
    except FileError:
        return {}
    return {each.key: _read_value(text, each) for each in list_top_keys(text)}


def _read_value(text: str, key: TopKey) -> str:
    """Return what is written behind a key, without comments on lines of their own."""
    lines = text[key.start : key.end].splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))
