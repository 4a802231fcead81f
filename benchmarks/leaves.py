"""A document as its leaf blocks and the keys of its front matter: how whole documents are judged.

The blocks are markdown-it-py's and the keys PyYAML's; nothing here uses the program's own reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from benchmarks.mdx import FENCED
from benchmarks.oracle import fold, split_cells, split_lines

TEXTS = frozenset({"heading", "paragraph", "item"})
"""The kinds that are running text."""

_MARK = re.compile(r"<!--\s*sync:(fuzzy|untranslated)\s*-->")
_AT_END = re.compile(rf"\s*{_MARK.pattern}\s*\Z")
_AT_START = re.compile(rf"\A\s*{_MARK.pattern}\s*")
_AT_LINE = re.compile(rf"[ \t]*{_MARK.pattern}(?=\n)")  # a template's call may close below
_KEY_MARK = re.compile(r"[ \t]#[ \t]*sync:(fuzzy|untranslated)[ \t]*\Z")
_OWN_ID = re.compile(r"\s*\{\s*[#.][^{}]*\}\s*\Z")
_HEAD = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_STARTS = re.compile(r"<!--\s*(.*?)\s*START\b.*?-->")
_DESTINATION = re.compile(
    r"\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
)
_LABEL = re.compile(r"\]\[[^\[\]]*\]")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(r"<?https?://[^\s<>|`)]+>?")
_SOURCE = re.compile(r"""\b(?:href|src)\s*=\s*["'][^"']*["']""", re.IGNORECASE)
_CALL = re.compile(r"<[A-Za-z][^<>]*>|\{\{.*?\}\}", re.DOTALL)
_CALLED = re.compile(r"\{(?:\{[<%]|%)-?\s*/?(?:end)?([\w./-]+)")
_ALONE = re.compile(
    r"[ \t]*(?:\{\{[<%](?:(?!\}\}).)*\}\}[ \t]*|\{%(?:(?!%\}).)*%\}[ \t]*)+"
    r"|[ \t]*(?:\{:?[ ]*[.#][^{}]*\}|:{3,}.*|/{3,}(?: .*)?)[ \t]*"
)
_NO_TEXT = re.compile(r"\s*(?:<(?!!--)|\Z)")
_DELIMITERS = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|", re.MULTILINE)
_GIVEN = re.compile(
    r"""\s(?!(?:alt|caption|description|header|heading|label|summary|text|title)\s*=)
    [\w-]+\s*=\s*(?:"[^"]*"|'[^']*')""",
    re.IGNORECASE | re.VERBOSE,
)
_LINKED_PICTURE = re.compile(r"\[!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])\](?:\([^)]*\)|\[[^\]]*\])")
_SHIELD = re.compile(r"!\[[^\]]*\]\(https?://[^)]*(?:badge|shields)[^)]*\)")
_WORDLESS = re.compile(
    r"`+[^`]*`+|<[^<>]*>|\{\{.*?\}\}|\{:?[ ]*[.#][^{}]*\}|!?\[\]|:[a-z0-9_+-]+:", re.DOTALL
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_COUNTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:['\u2019-][^\W_]+)*")
_COMMENT = re.compile(r"(?:^|\s)(?:#(?!!)|//|/\*|--\s|<!--)(.*)")
_OPENS = {
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
}
_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
    "table_open": "table",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block on lines ``start`` to ``end`` (0-based, half open), its mark's own among them.

    ``raw`` are its lines without endings, and ``text`` is what they say without containers and
    mark. ``around`` are the lists and quotes that it stands in.
    """

    kind: str
    level: int
    around: tuple[str, ...]
    start: int
    end: int
    raw: tuple[str, ...]
    text: str
    mark: str | None = None

    @property
    def shape(self) -> tuple[str, int, tuple[str, ...]]:
        """What a translation leaves as it is."""
        return self.kind, self.level, self.around

    @property
    def says(self) -> str:
        """Its text; white space counts in code alone."""
        return self.text if self.kind == "code" else fold(self.text)

    @property
    def words(self) -> str:
        """Its text without where links lead, and without what code says."""
        return strip_places(self.text)

    @property
    def is_badges(self) -> bool:
        """Whether it is pictures with a link around each, or of a service that draws badges."""
        left = _SHIELD.sub("", _LINKED_PICTURE.sub("", self.text))
        return left != self.text and not left.strip()

    @property
    def has_words(self) -> bool:
        """Whether there is something to translate in it, beyond doubt."""
        return len(_WORD.findall(_WORDLESS.sub(" ", self.words))) > 1


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter: its lines without endings and marks, its value, its mark."""

    raw: tuple[str, ...]
    value: str
    is_text: bool
    mark: str | None = None


@dataclass(frozen=True)
class Leaves:
    """The keys of a document and its blocks in order; a translator's disclaimer is no block."""

    keys: Mapping[str, Key]
    blocks: tuple[Leaf, ...]
    disclaimer: tuple[str, ...]

    @cached_property
    def shape(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """The shape of each block."""
        return [leaf.shape for leaf in self.blocks]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


@lru_cache(maxsize=64)
def read_leaves(text: str) -> Leaves:
    """Read a document; a mark above a block is the block's, generated blocks are one each."""
    plain = re.sub(r"\r\n?", "\n", text)
    head = _HEAD.match(plain)
    end = head.end() if head else 0
    plain = plain[:end] + _part_calls(plain[end:])
    cut = plain[: head.end()].count("\n") if head else 0
    lines = [line.rstrip("\n") for line in split_lines(plain)]
    body = "\n" * cut + plain[head.end() :] if head else plain.removeprefix("\ufeff")
    leaves = list(_join_marks(list(_join_generated(list(_read_blocks(body, lines)), lines))))
    place = _find_disclaimer(leaves)
    said = tuple(line for leaf in leaves[place:] for line in leaf.raw)
    return Leaves(_read_keys(head[1] if head else ""), tuple(leaves[:place]), said)


def _part_calls(text: str) -> str:
    """Put blank lines around lines that a site generator reads, which end the texts beside them.

    A call that stands beside words elsewhere in its text was wrapped as these are.
    """
    parts, end = [], 0
    for code in FENCED.finditer(text):
        parts += [_part_outside(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join((*parts, _part_outside(text[end:])))


def _part_outside(text: str) -> str:
    return "".join(
        chunk if _NO_TEXT.match(chunk) or _DELIMITERS.search(chunk) else _part_chunk(chunk)
        for chunk in re.split(r"(\n(?:[ \t]*\n)+)", text)
    )


def _part_chunk(chunk: str) -> str:
    lines = chunk.split("\n")
    within = {n for each in lines if not _ALONE.fullmatch(each) for n in _CALLED.findall(each)}
    is_apart = [
        _ALONE.fullmatch(each) is not None and within.isdisjoint(_CALLED.findall(each))
        for each in lines
    ]
    parted = lines[:1]
    for place, line in enumerate(lines[1:], 1):
        is_edge = is_apart[place] or is_apart[place - 1]
        parted += ["", line] if is_edge and line.strip() and lines[place - 1].strip() else [line]
    return "\n".join(parted)


def _read_blocks(text: str, lines: Sequence[str]) -> list[Leaf]:
    environment: dict[str, dict[str, dict[str, object]]] = {}
    tokens = _parser().parse(text, environment)
    found = [*_read_tokens(tokens, lines)]
    definitions = environment.get("references", {}).values()
    for each in (*definitions, *environment.get("duplicate_refs", [])):
        if isinstance(each, dict) and isinstance(each["map"], list):
            start, end = each["map"]
            raw = tuple(lines[start:end])
            found.append(Leaf("reference", 0, (), start, end, raw, "\n".join(raw).strip(" >")))
    return sorted(found, key=lambda leaf: leaf.start)


def _read_tokens(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Leaf]:
    around: list[str] = []
    for place, token in enumerate(tokens):
        if token.type in _OPENS:
            around.append(_OPENS[token.type])
        elif token.type.replace("_close", "_open") in _OPENS:
            around.pop()
        elif token.type in _KINDS and token.map and around[-1:] != ["table"]:
            yield _read_leaf(tokens, place, tuple(around), lines)


def _read_leaf(
    tokens: Sequence[Token], place: int, around: tuple[str, ...], lines: Sequence[str]
) -> Leaf:
    token = tokens[place]
    start, end = token.map or (0, 0)
    while end > start + 1 and not lines[end - 1].strip(" \t>"):
        end -= 1
    kind = _KINDS[token.type]
    raw = tuple(lines[start:end])
    text = tokens[place + 1].content if kind in ("heading", "paragraph") else token.content
    level = int(token.tag[1]) if kind == "heading" else 0
    if kind == "paragraph" and place and tokens[place - 1].type == "list_item_open":
        kind = "item"
    if kind == "table":
        text = "\n".join(raw)
    mark = None
    if kind == "heading":
        text = _OWN_ID.sub("", text)
    if kind in TEXTS:
        found = _AT_END.search(text) or _AT_START.match(text) or _AT_LINE.search(text)
        mark = found[1] if found else None
        text = text[: found.start()] + text[found.end() :] if found else text
        text = _OWN_ID.sub("", text) if kind == "heading" else text
    elif kind == "code":
        text = f"{token.info.strip()}\n{text}" if token.type == "fence" else text
    return Leaf(kind, level, around, start, end, raw, text.strip("\n"), mark)


def _join_generated(leaves: Sequence[Leaf], lines: Sequence[str]) -> Iterator[Leaf]:
    """Make one block of what stands between a generator's two comments."""
    done = 0
    for place, leaf in enumerate(leaves):
        opens = _STARTS.match(leaf.text) if leaf.kind == "html" else None
        if leaf.start < done:
            continue
        if opens and "DISCLAIMER" not in opens[1]:
            closes = re.compile(rf"<!--\s*{re.escape(opens[1])}\s*END\b")
            ends = (each.end for each in leaves[place:] if closes.search(each.text))
            if end := next(ends, 0):
                done = end
                raw = tuple(lines[leaf.start : end])
                yield Leaf("generated", 0, leaf.around, leaf.start, end, raw, opens[1])
                continue
        yield leaf


def _join_marks(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    above: Leaf | None = None
    for leaf in leaves:
        lone = _MARK.fullmatch(leaf.text.strip()) if leaf.kind == "html" else None
        if lone:
            above = replace(leaf, mark=lone[1])
        elif above:
            yield replace(leaf, start=above.start, mark=leaf.mark or above.mark)
            above = None
        else:
            yield leaf


def _find_disclaimer(leaves: Sequence[Leaf]) -> int:
    """Return which block begins Co-op Translator's disclaimer, their number where there is none."""
    count = len(leaves)
    spans = (k for k, leaf in enumerate(leaves) if "TRANSLATOR DISCLAIMER START" in leaf.text)
    first = next(spans, count)
    while first == count and leaves and "github.com/Azure/co-op-translator" in leaves[-1].text:
        first = count - 1
        is_split = re.fullmatch(r"\*\*[^*]+\*\*\s*[:：]?\s*", leaves[first - 1].text)
        first -= bool(first and is_split)
    is_ruled = 0 < first < count and leaves[first - 1].kind == "rule"
    return first - 1 if is_ruled else first


def _read_keys(text: str) -> dict[str, Key]:
    """Read the keys of front matter; none where it is no mapping, or broken."""
    try:
        node = yaml.compose(text)
    except yaml.YAMLError:
        return {}
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return {}
    lines = text.split("\n")
    starts = [name.start_mark.line for name, _ in node.value] + [len(lines) - 1]
    found = {}
    for (name, value), start, end in zip(node.value, starts, starts[1:], strict=False):
        marks = [each for each in map(_KEY_MARK.search, lines[start:end]) if each]
        raw = tuple(_KEY_MARK.sub("", line) for line in lines[start:end])
        is_text = isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str"
        said = str(value.value) if is_text else "\n".join(raw)
        found[str(name.value)] = Key(raw, said, is_text, marks[0][1] if marks else None)
    return found


def strip_places(text: str) -> str:
    """Return a text without where its links lead, what code says, and what tags say but words."""
    text = _CALL.sub(lambda found: "".join(_GIVEN.sub("", found[0]).split()), text)
    # `[text]` may name a definition as well.
    plain = _LABEL.sub("]", _DESTINATION.sub("]", _CODE.sub("`", text)))
    return fold(_SOURCE.sub("", _ADDRESS.sub("", plain)))


def count_words(leaf: Leaf) -> int:
    """Count the words of a block: of code those in comments; Chinese and Japanese by characters."""
    if leaf.kind == "code":
        return sum(count_text(" ".join(_COMMENT.findall(line))) for line in leaf.text.split("\n"))
    return 0 if leaf.kind in ("generated", "reference") else count_text(leaf.text)


def count_marked_words(leaf: Leaf) -> int:
    """Count the words of a block that a translator still has to look at."""
    if leaf.kind != "table":
        return count_words(leaf) if leaf.mark else 0
    cells = (cell for line in leaf.raw for cell in split_cells(line))
    return sum(count_text(cell) for cell in cells if _MARK.search(cell))


def count_text(text: str) -> int:
    """Count the words of a text without markup, code and addresses."""
    return len(_COUNTED.findall(_WORDLESS.sub(" ", strip_places(text))))
