"""How a project's translations are stamped, or could be, for ``init``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from sync.errors import FileError, StampError
from sync.languages import is_known
from sync.markdown.front_matter import find_front_matter
from sync.model import Stamp, StampKind
from sync.project.config.values import Config
from sync.project.known_stamps import KnownSpec
from sync.project.layout import Layout
from sync.project.specs import Specs
from sync.project.trees import Tree
from sync.stamps import HEAD_BYTES, NeedMore, parse_embedded
from sync.stamps.key_lines import find_key, read_key_lines
from sync.stamps.known import FLAGS, KnownStamp, find_fitting
from sync.stamps.records import parse_record
from sync.stamps.spec import StampSpec
from sync.stamps.values import is_raised
from sync.states.stamps import StampReader

_LUNARIA = re.compile(r"(?:^|/)lunaria\.config\.(?:json|[cm]?[jt]s)$")
_KUBERNETES = re.compile(r"(?:^|/)lsync\.sh$")
_NOTE = re.compile(r"^[ \t]*//[^\n]*", re.MULTILINE)
_TEXT = r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\$]|\\.)*+`"
_ITEM = re.compile(rf"({_TEXT})|//[^\n]*|/\*(?>(?:[^*]|\*(?!/))*)\*/")
_IGNORED = re.compile(
    rf"[\"']?\bignored?Keywords[\"']?\s*:\s*(?:\[((?>(?:\s|,|{_ITEM.pattern})*))\])?"
)
# What Lunaria passes over where its configuration does not say
# (https://lunaria.dev/reference/configuration/#trackingignoredkeywords).
_DEFAULT_IGNORED = ("lunaria-ignore", "fix typo")
_NEARLY_ALL = 0.9  # of stamped files


class Census(NamedTuple):
    """How many translations are there, how many have a stamp, and in which formats.

    ``spec`` is how the project writes stamps of its own, None where it has none.
    """

    translations: int
    stamped: int
    formats: Mapping[str, int]
    spec: StampSpec | None = None


class Suggestion(NamedTuple):
    """How translations without stamps could be told, what says so, and what is left to be said."""

    spec: StampSpec
    reason: str
    doubt: str | None = None


class FileStamps(NamedTuple):
    """The stamps of files, and the keys that those of projects' own stand under, by how often."""

    stamps: Mapping[str, Stamp]
    known: Mapping[KnownStamp, int]


def read_stamps(tree: Tree, files: Iterable[str]) -> FileStamps:
    """Read the stamps of files, whoever wrote them; where one names its source that is told."""
    stamps: dict[str, Stamp] = {}
    counts: Counter[KnownStamp] = Counter()
    for path in files:
        with suppress(FileError, StampError):
            head = tree.read_head(path, HEAD_BYTES)
            stamp = parse_embedded(head, path, complete=len(head) < HEAD_BYTES)
            if stamp is not None and not isinstance(stamp, NeedMore):
                stamps[path] = stamp
                continue
            text = head.decode("utf-8", "replace")
            fitting = list(find_fitting(text))
            counts.update(fitting)
            if fitting:
                stamps[path] = _read_known(text, fitting)
    return FileStamps(stamps, counts)


def _read_known(text: str, fitting: Sequence[KnownStamp]) -> Stamp:
    """Return a stamp of a project's own with the source that it names, if it does."""
    found = [parse_record(text, each.spec) for each in fitting]
    stamp = next(each for each in found if each is not None)
    block = find_front_matter(text)
    lines = [] if block is None else list(read_key_lines(text, block))
    keys = [each.spec.document or each.spec.path for each in fitting]
    named = (line.value for key in keys if key for line in find_key(lines, key))
    return stamp._replace(source_file=next(named, None))


def take_census(
    tree: Tree, config: Config, layout: Layout, pairs: Sequence[tuple[str, str]]
) -> Census:
    """Count the stamps of translations, by language and document."""
    locations = [layout.location(*pair) for pair in pairs]
    spec = KnownSpec(config).find(tree, layout, (each.path for each in locations))
    reader = StampReader(tree, layout, Specs(lambda _: spec))
    formats: Counter[str] = Counter()
    for location in locations:
        with suppress(StampError):
            stamp = reader.read(location)
            if stamp is not None:
                formats[stamp.format.value] += 1
    return Census(len(pairs), formats.total(), formats, spec)


def suggest_spec(tree: Tree, files: Sequence[str], paths: Iterable[str]) -> Suggestion | None:
    """Return how the translations at ``paths``, which have no stamps, could be told."""
    return _suggest_flag(tree, paths) or _suggest_history(tree, files)


def _suggest_flag(tree: Tree, paths: Iterable[str]) -> Suggestion | None:
    """Look for a flag that some translations raise."""
    counts: Counter[StampSpec] = Counter()
    sinces: Counter[StampSpec] = Counter()
    for path in paths:
        text = _read_head(tree, path)
        block = find_front_matter(text)
        if block is None:
            continue
        lines = list(read_key_lines(text, block))
        for spec in FLAGS:
            if any(is_raised(line.value) for line in find_key(lines, spec.key or "")):
                counts[spec] += 1
                sinces[spec] += bool(find_key(lines, spec.since or ""))
    if not counts:
        return None
    spec, count = counts.most_common(1)[0]
    return Suggestion(
        spec if sinces[spec] else spec._replace(since=None),
        f"{count} of them have {spec.key!r}, and the others count as current",
    )


def _suggest_history(tree: Tree, files: Sequence[str]) -> Suggestion | None:
    """Look for a tool that goes by the dates or commits of translations."""
    spec = StampSpec(StampKind.HISTORY)
    for path in sorted(filter(_LUNARIA.search, files), key=len):
        words = _read_ignored(tree, path)
        reason = f"{path} is there, so each counts as made from the source of its last commit"
        if words is None:
            return Suggestion(spec, reason, f"{path}: write its ignored keywords under 'ignore'")
        return Suggestion(spec._replace(ignore=words), reason)
    for path in filter(_KUBERNETES.search, files):
        reason = f"{path} is there, so each counts as made from the source of its last commit"
        return Suggestion(spec, reason)
    return None


def _read_ignored(tree: Tree, path: str) -> tuple[str, ...] | None:
    """Return the words that Lunaria passes over; None where its configuration computes them."""
    try:
        text = _NOTE.sub("", tree.read(path).decode("utf-8", "replace"))
    except FileError:
        return None
    found = _IGNORED.search(text)
    if found is None:
        return _DEFAULT_IGNORED
    if found[1] is None:
        return None
    words = (_unquote(each[1]) for each in _ITEM.finditer(found[1]) if each[1])
    return tuple(dict.fromkeys(word for word in words if word.strip()))


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _read_head(tree: Tree, path: str) -> str:
    try:
        return tree.read_head(path, HEAD_BYTES).decode("utf-8", "replace")
    except FileError:
        return ""


def describe_elsewhere(found: FileStamps, documents: int) -> Iterator[str]:
    """Say what to write where files name commits of a source that is not here."""
    named = [each for each in found.known if each.spec.kind is StampKind.COMMIT]
    if not named:
        return
    best = max(named, key=lambda each: found.known[each])
    yield (
        f"{found.known[best]} of {documents} have {best.spec.key!r}, which names a commit: if the "
        "sources are in another repository, clone that beside this one, and write instead"
    )
    yield "    upstream: {repository: ../SOURCES}  # the path of the clone"
    yield "    source: FOLDER                      # of the sources in it; left out for its top"
    folder = _find_language_folder(found.stamps)
    if folder is not None:
        yield f"    translations: {json.dumps(f'{folder}{{lang}}/{{path}}')}"
        return
    yield '    translations: "{path}"              # with the folder of the translations before it'
    yield "    languages: [CODE]                   # the language that they are in"


def _find_language_folder(paths: Collection[str]) -> str | None:
    """Return what stands before the languages' folders, where nearly all paths have one there."""
    counts: Counter[str] = Counter()
    for path in paths:
        folders = path.split("/")[:-1]
        at = next((at for at, name in enumerate(folders) if is_known(name)), None)
        if at is not None:
            counts["".join(f"{name}/" for name in folders[:at])] += 1
    folder, count = counts.most_common(1)[0] if counts else ("", 0)
    return folder if count > _NEARLY_ALL * len(paths) else None
