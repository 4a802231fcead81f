"""What to do where no translation is found: where was looked, and what would find some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.project.config.root import CONFIG_NAME

if TYPE_CHECKING:
    from sync.project.project import View


def explain_nothing(view: View) -> str:
    """Say that there is nothing to look at, where was looked in vain, and the way out."""
    where = f"nothing to look at in {str(view.project.root)!r}"
    way_out = _find_way_out(view)
    if view.inventory.documents:
        language = choose_example(view.project.config.source_language)
        way_out = f"{_name_new(view, language)}, {way_out}"
    return f"{where}: {_describe_places(view)}; {way_out}"


def explain_all_missing(view: View, language: str) -> str:
    """Say the same where languages are named, of which this is one, and all is missing."""
    way_out = f"{_name_new(view, language)}, {_find_way_out(view)}"
    return f"no translation is there: {_describe_places(view)}; {way_out}"


def choose_example(source_language: str | None) -> str:
    """Return a language to begin with where nobody named one: French, of French sources English."""
    return "en" if (source_language or "en").startswith("fr") else "fr"


def _name_new(view: View, language: str) -> str:
    return f"`{view.project.caller.command('new')} {language}` starts some; if they are elsewhere"


def _describe_places(view: View) -> str:
    count = len(view.inventory.documents)
    documents = "no document" if not count else "1 document" if count == 1 else f"{count} documents"
    places = view.layout.places
    sources = ", ".join(repr(source or ".") for source, _ in places)
    templates = ", ".join(repr(template) for _, template in places)
    return f"{documents} in {sources}, and no translation at {templates}"


def _find_way_out(view: View) -> str:
    init = f"`{view.project.caller.command('init')}`"
    if view.tree.exists(CONFIG_NAME):
        keys = f"'source' and 'translations' in {CONFIG_NAME} say where to look"
        return f"{keys}, and {init} says where some are"
    return f"{init} looks for other layouts and writes what it finds to {CONFIG_NAME}"
