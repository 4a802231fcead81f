"""The texts in front matter of YAML, all of them in the same quotes."""

from __future__ import annotations

import json
import re

import yaml

# What other parsers than PyYAML take for a number or a truth where it stands without quotes:
# https://yaml.org/spec/1.2.2/#1032-tag-resolution and https://yaml.org/type/bool.html
_OTHER_THAN_TEXT = re.compile(
    r"[-+]?(?:0o[0-7]++|0x[0-9A-Fa-f]++|(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?)"
    r"|[yYnN]"
)
# JSON has these as they are, where YAML breaks a line or sees nothing.
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_TEXT = "tag:yaml.org,2002:str"
_BLOCKS = ("|", ">")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER = yaml.resolver.Resolver()


def unify_quotes(text: str) -> str:
    """Return YAML with double quotes around each text that stands in others, or in none.

    What may be no text without quotes stays as it is, and so do blocks, and what has a tag or an
    anchor. YAML that cannot be read is returned as it is.
    """
    parts, end = [], 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent) and _is_text(event):
                start, after = (mark.index for mark in (event.start_mark, event.end_mark) if mark)
                parts += [text[end:start], _quote(event.value)]
                end = after
    except yaml.YAMLError:
        return text
    return "".join((*parts, text[end:]))


def _is_text(event: yaml.ScalarEvent) -> bool:
    if event.anchor or event.tag or event.style in _BLOCKS:
        return False
    if not event.implicit[0]:
        return True
    tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
    return tag == _TEXT and _OTHER_THAN_TEXT.fullmatch(event.value) is None


def _quote(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
