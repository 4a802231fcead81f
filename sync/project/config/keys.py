"""What each key of the configuration takes: from YAML nodes to values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sync.errors import ConfigError
from sync.markdown.containers import Container
from sync.markdown.generated import GeneratedPair
from sync.model import StampFormat, State, TableStyle
from sync.names import find_near
from sync.project.config.values import Allowance, Config, MaxStale, parse_allowance
from sync.project.patterns import check_pattern, is_negated
from sync.project.template import find_problem, fold_code, is_language
from sync.stamps import FORMATS

_Choice = TypeVar("_Choice", bound=StrEnum)

_TAG = "tag:yaml.org,2002:"
_STAMPS = {str(kind.format): kind.format for kind in FORMATS.values() if not kind.read_only}
STAMPS = ("auto", *_STAMPS)
"""What ``stamp`` may be."""

# A locale of gettext: https://www.gnu.org/software/gettext/manual/html_node/Locale-Names.html
FILE_CODE = r"^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*(?:@[A-Za-z0-9]+)?$"
"""What ``language_codes`` and ``source_language`` may call a language."""

LANGUAGE_NAME = re.compile(r"\w[\w-]*(?:@\w[\w-]*)?")
"""What ``languages`` may name: any word that paths can hold, gettext's ``sr@latin`` as well."""

ANY_LANGUAGE = "*"
"""What stands for any language that is not named."""

_OWNER = re.compile(r"@?[\w.-]+(?:[/@+][\w.-]+)*")
_WORDS = (("START", "END"), ("BEGIN", "END"), ("start", "end"), ("begin", "end"))
_TRUTHS = {"true": True, "false": False}
_JOINTS = (" ", ":", "-", "_")


def line_of(node: Node) -> int:
    """Return the line, 1-based, where a node begins."""
    return int(node.start_mark.line) + 1


def is_null(node: Node) -> bool:
    """Say whether a node holds nothing."""
    return bool(node.tag == f"{_TAG}null")


def read_source(config: Config, node: Node) -> Config:
    """Read the source root, a folder relative to the root."""
    text = read_text(node)
    parts = [part for part in text.split("/") if part not in {"", "."}]
    if not text or text.startswith("/") or ".." in parts or "\\" in text or ":" in text[1:2]:
        raise fail(node, f"{text!r} must be a folder relative to the root, with '/'")
    return config._replace(source="/".join(parts))


def read_translations(config: Config, node: Node) -> Config:
    """Read the path template."""
    text = read_text(node)
    problem = find_problem(text)
    if problem is not None:
        raise fail(node, f"the template {text!r} {problem}")
    return config._replace(translations=text)


def read_include(config: Config, node: Node) -> Config:
    """Read the patterns of documents."""
    patterns = _read_patterns(node)
    if not patterns:
        raise fail(node, "names no pattern: leave the key out to take '**/*.md'")
    if all(map(is_negated, patterns)):
        raise fail(node, "only takes away: begin with what is taken, such as '**/*.md'")
    return config._replace(include=patterns)


def read_exclude(config: Config, node: Node) -> Config:
    """Read the patterns of what is left out."""
    return config._replace(exclude=_read_patterns(node))


def read_languages(config: Config, node: Node) -> Config:
    """Read the languages: a list of names, or a mapping of names to codes."""
    if isinstance(node, MappingNode):
        pairs = [(_read_language(key), _read_code(value)) for key, value in read_pairs(node)]
        codes = tuple((name, code) for name, code in pairs if name != code)
        languages = tuple(name for name, _ in pairs)
    else:
        codes = ()
        items = read_items(node, "[fr, he], or a mapping such as {chinese: zh}")
        languages = tuple(_read_language(item) for item in items)
    if not languages:
        raise fail(node, "names no language: leave the key out to take those found")
    return config._replace(languages=tuple(dict.fromkeys(languages)), codes=codes)


def read_owners(config: Config, node: Node) -> Config:
    """Read who looks after each language: a name, or a list of names; ``*`` is any other one."""
    owners = [(_read_owned(key), _read_owners(value)) for key, value in read_pairs(node)]
    return config._replace(owners=tuple(owners))


def _read_owned(node: Node) -> str:
    is_rest = isinstance(node, ScalarNode) and node.value == ANY_LANGUAGE
    return ANY_LANGUAGE if is_rest else _read_language(node)


def _read_owners(node: Node) -> tuple[str, ...]:
    is_list = isinstance(node, SequenceNode)
    items = read_items(node, "['@amina', '@tea/fr']") if is_list else [node]
    names = [(item, read_text(item)) for item in items]
    for item, name in names:
        if not _OWNER.fullmatch(name):
            raise fail(item, f"{name!r} must be a name such as '@amina', '@tea/fr' or an address")
    return tuple(dict.fromkeys(name for _, name in names))


def read_language_codes(config: Config, node: Node) -> Config:
    """Read what languages are called in files that are handed over, each by a code of its own."""
    names: dict[str, str] = {}
    for key, value in read_pairs(node, "must be a mapping, such as {tw: zh_TW}"):
        language = _read_language(key)
        if not _is_word(value) or not re.fullmatch(FILE_CODE, value.value):
            wanted = "a code in files must look like 'zh_TW' or 'sr@latin'"
            raise fail(value, f"{wanted}, not {_describe(value)}")
        other = names.setdefault(fold_code(value.value), language)
        if other != language:
            raise fail(value, f"{value.value!r} would stand for {other} and {language}")
    codes = tuple((_read_language(key), str(value.value)) for key, value in read_pairs(node))
    return config._replace(file_codes=codes)


def read_source_language(config: Config, node: Node) -> Config:
    """Read what files, engines and pages call the language of the sources."""
    if not _is_word(node) or not re.fullmatch(FILE_CODE, node.value):
        raise fail(node, f"must be a code such as 'en' or 'zh-TW', not {_describe(node)}")
    return config._replace(source_language=str(node.value))


def read_stamp_word(node: Node) -> StampFormat | None:
    """Read the format of new stamps; None for ``auto``."""
    return _STAMPS.get(check_choice(node, read_text(node), STAMPS))


def read_fail_on(config: Config, node: Node) -> Config:
    """Read the states that fail the gate."""
    states = tuple(read_choice(item, State) for item in read_items(node, "[stale, invalid]"))
    return config._replace(fail_on=tuple(dict.fromkeys(states)))


def read_max_stale(config: Config, node: Node) -> Config:
    """Read how many stale and pending translations pass, in all or by language."""
    if not isinstance(node, MappingNode):
        return config._replace(max_stale=MaxStale(total=_read_allowance(node)))
    pairs = read_pairs(node)
    allowed = tuple((_read_language(key), _read_allowance(value)) for key, value in pairs)
    return config._replace(max_stale=MaxStale(by_language=allowed))


def read_table_style(config: Config, node: Node) -> Config:
    """Read how rows are laid out."""
    return config._replace(table_style=read_choice(node, TableStyle))


def read_prose(config: Config, node: Node) -> Config:
    """Read whether prose is merged as tables are."""
    return config._replace(prose=_read_truth(node))


def read_memory(config: Config, node: Node) -> Config:
    """Read whether words that are known already are filled in."""
    return config._replace(memory=_read_truth(node))


def _read_truth(node: Node) -> bool:
    said = str(node.value).lower() if isinstance(node, ScalarNode) else ""
    if said not in _TRUTHS:
        raise fail(node, "expects true or false")
    return _TRUTHS[said]


def read_generated(config: Config, node: Node) -> Config:
    """Read the comments around generated blocks: names, or pairs of a start and an end."""
    if isinstance(node, MappingNode):
        pairs = [_pair(key, value) for key, value in read_pairs(node)]
    else:
        items = read_items(node, "[MY TABLE], or [{start: MY TABLE BEGINS, end: IT ENDS}]")
        pairs = [pair for item in items for pair in _read_generated_item(item)]
    return config._replace(generated=tuple(pairs))


def read_containers(config: Config, node: Node) -> Config:
    """Read which containers that indent by four hold Markdown."""
    kinds = (read_choice(item, Container) for item in read_items(node, "[admonition, tab, jsx]"))
    return config._replace(containers=tuple(sorted(set(kinds))))


def read_pairs(
    node: Node, expected: str = "must be a plain mapping"
) -> Iterator[tuple[Node, Node]]:
    """Yield the keys and values of a mapping.

    Raises:
        ConfigError: it is none (``expected`` says what should be there), or names a key twice.
    """
    if not isinstance(node, MappingNode) or node.tag != f"{_TAG}map":
        raise fail(node, expected)
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise fail(key, "a key must be a plain word")
        if key.value in seen:
            raise fail(key, f"the key {key.value!r} stands in line {seen[key.value]} already")
        seen[key.value] = line_of(key)
        yield key, value


def fail(node: Node, message: str) -> ConfigError:
    """Return the error about a node, with its line."""
    return ConfigError(message, line=line_of(node))


def read_text(node: Node) -> str:
    """Read a text."""
    if node.tag != f"{_TAG}str":
        raise fail(node, f"must be a text, not {_describe(node)}")
    return str(node.value)


def _describe(node: Node) -> str:
    """Name what a node holds, in words that a reader of the file knows."""
    kind = node.tag.removeprefix(_TAG)
    words = {"seq": "a list", "map": "a mapping", "null": "nothing", "str": f"{node.value!r}"}
    return words.get(
        kind, f"the {kind} {node.value!r}" if isinstance(node, ScalarNode) else f"a {kind}"
    )


def read_items(node: Node, example: str) -> list[Node]:
    """Return the items of a list; ``example`` shows one that would do."""
    if not isinstance(node, SequenceNode) or node.tag != f"{_TAG}seq":
        raise fail(node, f"must be a list, such as {example}, not {_describe(node)}")
    return list(node.value)


def _read_patterns(node: Node) -> tuple[str, ...]:
    return tuple(read_pattern(item) for item in read_items(node, "['docs/**/*.md']"))


def read_pattern(node: Node) -> str:
    """Read a pattern of paths."""
    if node.tag.startswith("!"):  # YAML takes a bare '!keep.md' for a type
        raise fail(node, "a pattern that begins with '!' must be in quotes, such as '!keep.md'")
    try:
        return check_pattern(read_text(node))
    except ConfigError as error:
        raise fail(node, error.message) from error


def _read_language(node: Node) -> str:
    """Read a language as paths name it; ``no`` is one, whatever YAML makes of it."""
    if not _is_word(node) or not LANGUAGE_NAME.fullmatch(node.value):
        wanted = "a language must be a word as in the paths, such as 'fr', 'zh-CN' or 'chinese'"
        raise fail(node, f"{wanted}, not {_describe(node)}")
    return str(node.value)


def _read_code(node: Node) -> str:
    """Read the code of a language."""
    if not _is_word(node) or not is_language(node.value):
        raise fail(node, f"a language's code must look like 'fr' or 'zh-CN', not {_describe(node)}")
    return str(node.value)


def _is_word(node: Node) -> bool:
    return node.tag in {f"{_TAG}str", f"{_TAG}bool"}


def check_choice(node: Node, text: str, choices: Iterable[str]) -> str:
    """Return ``text`` where it is among ``choices``; the error names the nearest of them."""
    names = [str(choice) for choice in choices]
    if text in names:
        return text
    raise fail(node, f"{text!r} is not one of {', '.join(names)}{_hint(text, names)}")


def _hint(text: str, names: Iterable[str]) -> str:
    near = find_near(text, names)
    return f": did you mean {' or '.join(map(repr, near))}?" if near else ""


def read_choice(node: Node, choices: type[_Choice]) -> _Choice:
    """Read a member of an enumeration."""
    return choices(check_choice(node, read_text(node), choices))


def _read_allowance(node: Node) -> Allowance:
    is_plain = isinstance(node, ScalarNode) and node.tag in {f"{_TAG}int", f"{_TAG}str"}
    allowance = parse_allowance(node.value) if is_plain else None
    if allowance is None:
        wanted = "a whole number, a percentage such as 5%, or a mapping of languages to these"
        raise fail(node, f"must be {wanted}, not {_describe(node)}")
    return allowance


def _pair(start: Node, end: Node) -> GeneratedPair:
    from sync.markdown.generated import GeneratedPair

    texts = [read_text(node).strip() for node in (start, end)]
    for node, text in zip((start, end), texts, strict=True):
        if not text.removeprefix("<!--").removesuffix("-->").strip():
            raise fail(node, "a comment's text must not be empty")
    return GeneratedPair(*texts)


def _read_generated_item(node: Node) -> list[GeneratedPair]:
    """Read a name, ``[start, end]``, or a mapping of ``start`` and ``end``."""
    if isinstance(node, ScalarNode):
        return list(_name_pairs(node))
    if isinstance(node, MappingNode):
        places = {}
        for key, value in read_pairs(node):
            places[check_choice(key, read_text(key), ("start", "end"))] = value
        nodes = [places[name] for name in ("start", "end") if name in places]
    else:
        nodes = read_items(node, "[start, end]")
    if len(nodes) != 2:  # noqa: PLR2004  the two ends
        raise fail(node, "must be a name, or have a start and an end")
    return [_pair(*nodes)]


def _name_pairs(node: Node) -> Iterator[GeneratedPair]:
    """Yield the pairs of comments that tools make of a block's name."""
    from sync.markdown.generated import GeneratedPair

    name = read_text(node).strip()
    if not name:
        raise fail(node, "a name must not be empty")
    for start, end in _WORDS:
        for joint in _JOINTS:
            yield GeneratedPair(f"{name}{joint}{start}", f"{name}{joint}{end}")
            yield GeneratedPair(f"{start}{joint}{name}", f"{end}{joint}{name}")
    yield GeneratedPair(name, f"/{name}")
