"""The keys ``stamp``, ``upstream`` and ``front_matter``: what translations were made from."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sync.errors import ConfigError
from sync.model import StampKind
from sync.project.config.keys import (
    STAMPS,
    check_choice,
    fail,
    line_of,
    read_choice,
    read_items,
    read_pairs,
    read_stamp_word,
    read_text,
)
from sync.project.config.values import Config, Upstream
from sync.stamps.spec import FRONT_MATTER, Algorithm, Extent, Option, StampSpec

_EXPECTED = (
    "must be a word, or a mapping with one of 'hash', 'commit', 'flag' and 'history', or with "
    "'kind', a package's"
)
_ALL, _NONE = "all", "none"
_KIND = "kind"


def read_stamp(config: Config, node: Node) -> Config:
    """Read the format of new stamps, or how the project writes its own."""
    if not isinstance(node, MappingNode):
        return config._replace(stamp=read_stamp_word(node), spec=None)
    given = {read_text(key): (key, value) for key, value in read_pairs(node, _EXPECTED)}
    if _KIND in given:
        return config._replace(stamp=None, spec=_read_plugin(given))
    kinds = [kind for kind in _ALLOWED if kind in given]
    if len(kinds) != 1:
        raise fail(node, f"{_EXPECTED}; it has {len(kinds) or 'none'} of them")
    kind = kinds[0]
    spec = StampSpec(kind)
    for name, (key, value) in given.items():
        check_choice(key, name, (kind, *_ALLOWED[kind]))
        spec = _read_key(spec, value) if name == kind else _READERS[name](spec, value)
    if kind is StampKind.FLAG and spec.since == spec.key:
        raise fail(node, "'since' must be another key than 'flag'")
    return config._replace(stamp=None, spec=spec)


def _read_plugin(given: Mapping[str, tuple[Node, Node]]) -> StampSpec:
    """Read which kind of a package's is meant, with its options; imported here, as few have one."""
    from sync.stamps.plugins import make_spec

    named = given[_KIND][1]
    options = {name: _read_option(node) for name, (_, node) in given.items() if name != _KIND}
    try:
        return make_spec(_read_name(named), tuple(options.items()))
    except ConfigError as error:
        raise fail(named, error.message) from error


def _read_option(node: Node) -> Option:
    """Read a text, or a list of texts; a number or a truth is a text, as it is written."""
    if isinstance(node, SequenceNode):
        return tuple(_read_scalar(item) for item in read_items(node, "[one, two]"))
    return _read_scalar(node)


def _read_scalar(node: Node) -> str:
    if not isinstance(node, ScalarNode):
        raise fail(node, "an option must be a text or a list of texts")
    return str(node.value)


def _read_key(spec: StampSpec, node: Node) -> StampSpec:
    if spec.kind is not StampKind.HISTORY:
        return spec._replace(key=_read_name(node))
    if not (isinstance(node, ScalarNode) and str(node.value).lower() == "true"):
        raise fail(node, "'history' takes 'true': leave it out where a key is recorded")
    return spec


def _read_name(node: Node) -> str:
    text = read_text(node).strip()
    if not text or any(ord(character) < ord(" ") for character in text):
        raise fail(node, "must name a key")
    return text


def _read_ignore(spec: StampSpec, node: Node) -> StampSpec:
    words = tuple(read_text(item) for item in read_items(node, "[typo, en-only]"))
    if not all(map(str.strip, words)):
        raise fail(node, "an empty word would stand in every subject")
    return spec._replace(ignore=words)


_READERS: Mapping[str, Callable[[StampSpec, Node], StampSpec]] = {
    "since": lambda spec, node: spec._replace(since=_read_name(node)),
    "in": lambda spec, node: spec._replace(place=_read_place(node)),
    "algorithm": lambda spec, node: spec._replace(algorithm=read_choice(node, Algorithm)),
    "of": lambda spec, node: spec._replace(extent=read_choice(node, Extent)),
    "path": lambda spec, node: spec._replace(path=_read_name(node)),
    "document": lambda spec, node: spec._replace(document=_read_name(node)),
    "outdated": lambda spec, node: spec._replace(outdated=_read_name(node)),
    "ignore": _read_ignore,
}
_ALLOWED = {
    StampKind.HASH: ("in", "algorithm", "of", "path", "document", "outdated"),
    StampKind.COMMIT: ("in", "path", "document", "outdated"),
    StampKind.FLAG: ("since", "in", "path", "document"),
    StampKind.HISTORY: ("ignore", "document"),
}


def _read_place(node: Node) -> str:
    """Read where the key stands: a word, or a file relative to the root."""
    text = read_text(node)
    parts = text.split("/")
    if not text or text.startswith("/") or ".." in parts or "\\" in text:
        raise fail(node, f"{text!r} must be {FRONT_MATTER!r}, 'comment', 'submodule' or a file")
    return text


def read_upstream(config: Config, node: Node) -> Config:
    """Read which repository holds the sources."""
    given = {}
    for key, value in read_pairs(node, "must be a mapping with 'repository'"):
        given[check_choice(key, read_text(key), ("repository", "revision"))] = value
    if "repository" not in given:
        raise fail(node, "must hold 'repository': the path of a clone")
    place = _read_clone(given["repository"])
    revision = read_text(given["revision"]) if "revision" in given else None
    if revision is not None and (not revision.strip() or revision.startswith("-")):
        raise fail(given["revision"], f"{revision!r} is no revision")
    # Where the root is its own upstream at another commit, a path cannot tell the two apart.
    mount = f".@{revision or 'HEAD'}" if place == "." else place
    upstream = Upstream(place, revision, mount, line_of(given["repository"]))
    return config._replace(upstream=upstream)


def _read_clone(node: Node) -> str:
    """Read the path of a clone, which may leave the root."""
    text = read_text(node)
    is_absolute = text.startswith("/") or text[1:2] == ":"
    if not text or is_absolute or "\\" in text or any(ord(sign) < ord(" ") for sign in text):
        wanted = "the path of a clone, relative to the root, with '/', such as '../content'"
        raise fail(node, f"{text!r} must be {wanted}")
    return posixpath.normpath(text)


def part_mounts(projects: Sequence[Config]) -> tuple[Config, ...]:
    """Let projects that read a clone at different revisions name its files differently."""
    upstreams = {each.upstream[:3] for each in projects if each.upstream is not None}
    shared = Counter(mount for _, _, mount in upstreams)
    return tuple(
        each._replace(upstream=_name_revision(each.upstream))
        if each.upstream is not None and shared[each.upstream.mount] > 1
        else each
        for each in projects
    )


def _name_revision(upstream: Upstream) -> Upstream:
    return upstream._replace(mount=f"{upstream.repository}@{upstream.revision or 'HEAD'}")


def read_front_matter(config: Config, node: Node) -> Config:
    """Read which keys of the front matter count."""
    if isinstance(node, ScalarNode):
        word = check_choice(node, read_text(node), (_ALL, _NONE))
        return config._replace(front_matter=None if word == _ALL else ())
    keys = tuple(_read_name(item) for item in read_items(node, "[title, description]"))
    return config._replace(front_matter=tuple(sorted(set(keys))))


_WORD = {"type": "string", "minLength": 1}
_OPTION = {"type": ["string", "number", "boolean"]}
STAMP_SCHEMA = {
    "anyOf": [
        {"enum": list(STAMPS)},
        *(
            {
                "type": "object",
                "required": [kind.value],
                "additionalProperties": False,
                "properties": {
                    kind.value: {"const": True} if kind is StampKind.HISTORY else _WORD,
                    **{
                        name: {
                            "algorithm": {"enum": [each.value for each in Algorithm]},
                            "of": {"enum": [each.value for each in Extent]},
                            "ignore": {"type": "array", "items": _WORD},
                        }.get(name, _WORD)
                        for name in allowed
                    },
                },
            }
            for kind, allowed in _ALLOWED.items()
        ),
        {
            "type": "object",
            "required": [_KIND],
            "properties": {_KIND: _WORD},
            "additionalProperties": {"anyOf": [_OPTION, {"type": "array", "items": _OPTION}]},
        },
    ],
    "default": "auto",
}
"""What a schema says of ``stamp``."""

UPSTREAM_SCHEMA = {
    "type": "object",
    "required": ["repository"],
    "additionalProperties": False,
    "properties": {"repository": _WORD, "revision": _WORD},
}
"""What a schema says of ``upstream``."""

FRONT_MATTER_SCHEMA = {
    "anyOf": [{"enum": [_ALL, _NONE]}, {"type": "array", "items": _WORD}],
    "default": _ALL,
}
"""What a schema says of ``front_matter``."""
