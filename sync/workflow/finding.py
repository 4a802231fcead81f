"""Finds where a project's sources and translations are, by looking at all of its files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.languages import find_code
from sync.markdown.containers import Container
from sync.model import MARKDOWN_SUFFIXES, SIDECAR_NAME
from sync.project.config.keys import FILE_CODE
from sync.project.config.values import Config
from sync.project.discovery import discover, open_disk
from sync.project.guessing import Guess, guess_layouts
from sync.project.layout import DEFAULT_TEMPLATE
from sync.project.status_list import Translations
from sync.project.template import find_problem, fold_code, is_language, split_name
from sync.project.trees import is_below
from sync.workflow.found_keys import CountedKeys, find_counted_keys
from sync.workflow.found_stamps import (
    Census,
    FileStamps,
    Suggestion,
    read_stamps,
    suggest_spec,
    take_census,
)
from sync.workflow.site_settings import SiteFiles, find_containers, find_default

if TYPE_CHECKING:
    from sync.git import Repository
    from sync.project.inventory import Inventory

_TRIED = 24  # guesses that are looked at closely
_MOST_PROJECTS = 12
# Templates that are looked at whatever the names say.
_WELL_KNOWN = (DEFAULT_TEMPLATE, "{dir}/translations/{lang}/{name}")
# Folders that hold translations by their name.
_OWN_FOLDER = re.compile(
    r"(?:^|/)(?:translat\w*|i18n|l10n|locales?|lang(?:uage)?s?|files)/", re.IGNORECASE
)
_README = "readme"
_INDEXES = frozenset(("index", "_index", _README))
_JOINED_FOLDER = re.compile(r"[^/]\{lang\}/")
# Codes that as often are English words, or programming languages, in a file's name.
_WORDS = frozenset(re.findall("..", "abamanasatbecocsidieioisitlimlmynoorospisesotots"))


class Part(NamedTuple):
    """One place of sources and translations: how it is configured, and what is there.

    ``pairs`` are the translations whose source is there, each with its language and document.
    ``guess`` is what led here, None for the well-known templates.
    """

    config: Config
    inventory: Inventory
    pairs: Mapping[str, tuple[str, str]]
    guess: Guess | None = None

    @property
    def share(self) -> float:
        """How much of what there could be is there."""
        inventory = self.inventory
        return len(self.pairs) / max(len(inventory.documents) * len(inventory.languages), 1)


class Proposal(NamedTuple):
    """The places that were found, none of them empty; where nothing was, ``parts`` is empty.

    Beside each stands the census of its stamps, and what could tell more where there are none.
    ``containers`` are those that the site generator knows, ``keys`` what of front matter is
    translated; None where nothing tells. ``stamps`` are those of all files. ``source_language`` is
    None where nothing says which it is, and English is one of the others. ``left_out`` are places
    that cannot stand beside those.
    """

    parts: tuple[Part, ...]
    documents: int
    censuses: tuple[Census, ...] = ()
    suggestions: tuple[Suggestion | None, ...] = ()
    containers: tuple[Container, ...] = ()
    keys: CountedKeys | None = None
    stamps: FileStamps = FileStamps({}, {})
    source_language: str | None = Config().source_language
    left_out: tuple[Part, ...] = ()


def propose(root: Path, repository: Repository | None) -> Proposal:
    """Find the places of sources and translations below a root, whatever is configured.

    Raises:
        FileError, GitError: the files cannot be listed.
    """
    tree = open_disk(Config(), root, repository)
    site = SiteFiles(tree, tree.files())
    files = [path for path in site.files if path.endswith(MARKDOWN_SUFFIXES)]
    files = [path for path in files if not is_below(path, tree.ignored)]
    found = read_stamps(tree, files)
    default = find_default(site)
    guesses = guess_layouts(files, found.stamps, _find_marked(site), default)
    chosen = _choose([*_look_closely(site, guesses, found.stamps)])
    parts = _divide([_narrow(part, site) for part in chosen])
    censuses = [
        take_census(tree, part.config, part.inventory.layout, [*part.inventory.translations])
        for part in parts
    ]
    suggestions = [
        None if census.stamped else suggest_spec(tree, site.files, part.pairs)
        for part, census in zip(parts, censuses, strict=True)
    ]
    return Proposal(
        tuple(map(_take_suggestion, parts, suggestions)),
        len(files),
        tuple(censuses),
        tuple(suggestions),
        tuple(find_containers(site)),
        find_counted_keys(tree, _list_sides(parts)),
        found,
        _name_source(parts, default),
    )


def _name_source(parts: Sequence[Part], default: str | None) -> str | None:
    """Return the language of the sources: what their names or folders say, else the site.

    It is taken for English where nothing says more, unless some translations are in English.
    """
    usual = Config().source_language
    in_names = (each for part in parts if (each := part.config.source_language) != usual)
    in_folders = (part.guess.language for part in parts if part.guess is not None)
    others = {_fold(each) for part in parts for each in part.inventory.languages}
    told = [find_code(each) or each for each in (*in_folders, default or "")]
    told = [each for each in told if re.fullmatch(FILE_CODE, each) and _fold(each) not in others]
    is_english = not any(each.partition("-")[0] == usual for each in others)
    return next(iter((*in_names, *told, *([usual] if is_english else ()))), None)


def _fold(word: str) -> str:
    """Return what languages are compared by, whatever they are called."""
    return fold_code(find_code(word) or word)


def _take_suggestion(part: Part, suggestion: Suggestion | None) -> Part:
    if suggestion is None:
        return part
    return part._replace(config=part.config._replace(spec=suggestion.spec))


def _list_sides(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Yield the paths of sources and of their translations."""
    for part in parts:
        source = part.inventory.layout.source_path
        yield from ((source(document), path) for path, (_, document) in part.pairs.items())


def _find_marked(site: SiteFiles) -> frozenset[str]:
    """Return the names of the folders that a sidecar says are a language's."""
    sidecars = (path.split("/") for path in site.files if path.endswith(f"/{SIDECAR_NAME}"))
    return frozenset(parts[-2] for parts in sidecars)


def _look_closely(
    site: SiteFiles, guesses: Sequence[Guess], stamps: Collection[str]
) -> Iterator[Part]:
    """Yield what is credible of guesses, as the program itself would see it."""
    for template in _WELL_KNOWN:
        part = _look(Config(translations=template), site)
        if part.pairs:
            yield part._replace(config=part.config._replace(source=part.inventory.layout.source))
    for guess in islice(filter(_can_be_written, guesses), _TRIED):
        part = _look(_configure(guess), site)
        if part.pairs and _is_credible(part, guess, stamps):
            yield part._replace(guess=guess)


def _can_be_written(guess: Guess) -> bool:
    """Say whether a configuration can hold a layout: some names are none for a template."""
    places = f"{guess.source}/{guess.template}"
    is_text = places.isprintable() and "\\" not in places and ":" not in guess.source[1:2]
    return is_text and find_problem(guess.template) is None


def _look(config: Config, site: SiteFiles) -> Part:
    inventory = discover(config, site.tree, site.files)
    gone = {place.path for place in inventory.orphans}
    found = inventory.translations
    return Part(config, inventory, {path: key for key, path in found.items() if path not in gone})


def _configure(guess: Guess) -> Config:
    config = Config(source=guess.source, translations=guess.template)
    if "{lang}" in guess.template.rpartition("/")[2] and guess.language:
        config = config._replace(source_language=guess.language)
    if not all(map(is_language, guess.words)):
        codes = ((word, find_code(word)) for word in guess.words)
        named = tuple((word, code) for word, code in codes if code and code != word)
        config = config._replace(languages=guess.words, codes=named)
    others = [f"**/*{each}" for each in guess.suffixes if each != ".md"]
    return config._replace(include=("**/*.md", *others)) if others else config


def _is_credible(part: Part, guess: Guess, stamps: Collection[str]) -> bool:
    """Say whether what a layout explains is more than a coincidence of names."""
    pairs = part.pairs
    if guess.is_usual or _OWN_FOLDER.search(guess.template) or not pairs.keys().isdisjoint(stamps):
        return True
    stems = [split_name(document.rpartition("/")[2])[0].lower() for _, document in pairs.values()]
    words = {language for language, _ in pairs.values()}.intersection(guess.words)
    has_clear_words = not words <= _WORDS
    if _JOINED_FOLDER.search(guess.template):
        return has_clear_words and not _INDEXES.issuperset(stems)
    if part.inventory.layout.template.is_suffix:
        return ".{lang}" in guess.template or has_clear_words or not _INDEXES.isdisjoint(stems)
    return has_clear_words or not _INDEXES.issuperset(stems)


def _choose(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Take the layout that explains most, then what explains most of the rest, and so on.

    A further one has to explain more than it leaves without a source, and takes no documents away
    from another.
    """
    chosen: list[Part] = []
    taken: set[str] = set()
    while len(chosen) < _MOST_PROJECTS:
        left = [(len(_find_left(part, taken)), part) for part in parts]
        worth = [(count, part) for count, part in left if 2 * count > len(part.pairs)]
        if chosen:
            worth = [each for each in worth if 2 * each[0] > len(each[1].inventory.orphans)]
            worth = [each for each in worth if not any(_takes(each[1], part) for part in chosen)]
        if not worth:
            break
        # Of equals the first counts: it is the likeliest.
        _, best = max(worth, key=lambda each: _rank(*each))
        chosen.append(best)
        taken.update(best.inventory.translations.values())
    return tuple(chosen)


def _takes(part: Part, other: Part) -> bool:
    """Tell whether a part has sources, below another root, that another has translations of."""
    ours, theirs = (each.inventory.layout for each in (part, other))
    if ours.source == theirs.source:
        return False
    known = {theirs.source_path(document) for _, document in other.pairs.values()}
    return any(ours.source_path(document) in known for _, document in part.pairs.values())


def _rank(count: float, part: Part) -> tuple[float, ...]:
    """Return what a layout is worth that explains so many translations.

    A translation without a source speaks against it, half as much. Of those that explain as many,
    the one that stamps speak for counts more, then one whose source root holds the translations,
    then one of whose documents more are translated.
    """
    guess, layout = part.guess, part.inventory.layout
    count -= len(part.inventory.orphans) / 2
    if guess is None:
        return False, count, count, True, part.share
    source = f"{layout.source}/" if layout.source else ""
    is_around = guess.template.startswith((source, "{dir}"))
    worth = count / (2 if guess.is_doubtful else 1)
    return guess.is_usual, worth, guess.votes, is_around, part.share


def _find_left(part: Part, taken: Collection[str]) -> list[str]:
    """Return the translations that no other layout has explained yet."""
    source = part.inventory.layout.source_path
    return [
        path
        for path, (_, document) in part.pairs.items()
        if path not in taken and source(document) not in taken
    ]


def _divide(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Take from each part what is a translation, of a source that is there, of another.

    What is left of it is what it counts: its documents, its translations, and their languages.
    """
    divided = []
    for part in parts:
        taken = {path for other in parts if other is not part for path in other.pairs}
        inventory = part.inventory
        source = inventory.layout.source_path
        held: dict[str, list[str]] = {}
        for (language, document), path in inventory.translations.items():
            if path in part.pairs or path not in taken:
                held.setdefault(language, []).append(document)
        inventory = inventory._replace(
            documents=tuple(each for each in inventory.documents if source(each) not in taken),
            languages=tuple(each for each in inventory.languages if each in held),
            translations=Translations(inventory.layout, held),
        )
        divided.append(part._replace(inventory=inventory))
    return tuple(divided)


def _narrow(part: Part, site: SiteFiles) -> Part:
    """Leave out documents of which none is translated, where translations are beside them.

    That is by the folder that all of those are in, or by the name README, where all of them have
    it: of another name it is the first that somebody translated, and the others are to follow.
    """
    config = part.config
    if config.source or not config.translations.startswith("{dir}"):
        return part
    documents = {document for _, document in part.pairs.values()}
    names = {document.rpartition("/")[2] for document in documents}
    folder = posixpath.commonpath([document.rpartition("/")[0] for document in documents])
    if folder and not all(is_below(each, (folder,)) for each in part.inventory.documents):
        config = config._replace(source=folder)
    is_readme = {split_name(name)[0].lower() for name in names} == {_README}
    if is_readme and len(names) == 1 and len(part.inventory.documents) > len(documents):
        config = config._replace(include=tuple(names))
    narrowed = _look(config, site)._replace(guess=part.guess)
    return narrowed if narrowed.pairs.keys() == part.pairs.keys() else part
