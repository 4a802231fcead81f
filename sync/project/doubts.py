"""What a configuration says that the project does not bear out, as nobody may have meant it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sync.project.config.root import CONFIG_NAME
from sync.project.config.values import Config

if TYPE_CHECKING:
    from sync.project.project import View

_MISNAMED = (".translation-sync.yml", "translation-sync.yaml", "translation-sync.yml")
_ANY = "*"


def find_doubts(view: View) -> Iterator[str]:
    """Yield what the configuration may have been meant to say, and does not."""
    yield from _find_misnamed(view)
    yield from _find_unknown(view)
    yield from _find_unused(view)


def _find_misnamed(view: View) -> Iterator[str]:
    """Find a configuration that has another name, where none counts."""
    if view.project.config == Config() and not view.tree.exists(CONFIG_NAME):
        for name in filter(view.tree.exists, _MISNAMED):
            yield f"{name} is not read: a configuration is called {CONFIG_NAME}"


def _find_unknown(view: View) -> Iterator[str]:
    """Find languages that keys speak of and that the project has not."""
    config, languages = view.project.config, frozenset(view.inventory.languages)
    by_language = () if config.max_stale is None else config.max_stale.by_language
    keys = {"max_stale": by_language, "owners": config.owners, "language_codes": config.file_codes}
    for key, pairs in keys.items() if languages else ():
        named = {name for name, _ in pairs} - {_ANY}
        for name in sorted(named - languages):
            yield from _describe(view, key, name, languages - named)


def _describe(view: View, key: str, name: str, languages: Iterable[str]) -> Iterator[str]:
    """Say that a language is unknown; one that looks like no other may be yet to come.

    What `max_stale` allows it is another matter: no translation has it.
    """
    from sync.names import find_near, suggest

    coded = [each for each in languages if view.layout.code_of(each) == name]
    if coded or key == "max_stale" or find_near(name, languages):
        hint = f"did you mean {coded[0]!r}?" if coded else suggest(name, sorted(languages))
        yield f"the configuration's {key!r} names {name!r}, which is no language here: {hint}"


def _find_unused(view: View) -> Iterator[str]:
    """Find languages that are named and have no translation, where one like it is passed over."""
    named = view.project.named_languages
    unused = named.difference(view.inventory.translations.languages)
    if not unused:
        return
    from sync.names import find_near

    documents = frozenset(view.inventory.documents)
    readings = filter(None, (view.layout.locate(path, documents) for path in view.tree.files()))
    there = {word for word, document in readings if document in documents} - named
    for name in sorted(unused):
        near = " or ".join(map(repr, find_near(name, sorted(there))))
        if near:
            wrong = f"the configuration's 'languages' names {name!r}, of which no translation is"
            yield f"{wrong} there: did you mean {near}?"
