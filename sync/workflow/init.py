"""``init``: a configuration written from what the project shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from sync.errors import FileError, RefusedError
from sync.git import Repository, list_left_out, may_leave_out
from sync.names import quote_name
from sync.project.config.parsing import parse_config
from sync.project.config.root import CONFIG_NAME
from sync.project.discovery import discover, open_disk
from sync.project.emptiness import choose_example
from sync.workflow.config_text import render_config
from sync.workflow.finding import Part, Proposal
from sync.workflow.found_keys import CountedKeys
from sync.workflow.found_stamps import Census, Suggestion, describe_elsewhere

_Value = TypeVar("_Value")

_SHOWN = 6  # keys that do not count
_UNSTAMPED = (
    "no translation says what it was made from: `translation-sync stamp --lang {}` records that, "
    "for languages that are up to date; 'stamp: {{history: true}}' has git's history say it for all"
)
_UNNAMED = (
    "nothing says which language the sources are in, and some translations are in English: "
    "write it as 'source_language', which is 'en' as long as nobody does"
)
_EXAMPLE = (
    "    source: docs                             # the folder of the sources",
    '    translations: "i18n/{lang}/docs/{path}"  # where the translation of a document is',
)


def settle(root: Path, repository: Repository | None, proposal: Proposal) -> Proposal:
    """Leave out places with which translations, theirs or of others, are not found.

    The likeliest is kept, and as many others as may be: one is left out alone where that helps.

    Raises:
        FileError: the files cannot be listed.
    """
    while len(proposal.parts) > 1 and _find_lost(_render(proposal), root, repository, proposal):
        fewer = [_leave_out(proposal, at) for at in range(len(proposal.parts) - 1, 0, -1)]
        good = (each for each in fewer if not _find_lost(_render(each), root, repository, each))
        proposal = next(good, fewer[0])
    return proposal


def _leave_out(proposal: Proposal, at: int) -> Proposal:
    def leave_out(values: tuple[_Value, ...]) -> tuple[_Value, ...]:
        return values[:at] + values[at + 1 :]

    return proposal._replace(
        parts=leave_out(proposal.parts),
        censuses=leave_out(proposal.censuses),
        suggestions=leave_out(proposal.suggestions),
        left_out=(proposal.parts[at], *proposal.left_out),
    )


def write_config(root: Path, repository: Repository | None, proposal: Proposal) -> Path:
    """Write the root's configuration as proposed and return its place.

    Raises:
        RefusedError: there is one already; it is left as it is.
        FileError: the file system refuses, or with that text the translations are not found.
    """
    place = root / CONFIG_NAME
    if os.path.lexists(place):
        raise RefusedError("exists already: change it, or remove it first", path=CONFIG_NAME)
    if repository is not None and may_leave_out(repository):
        _require_none_left_out(repository)
    text = _render(proposal)
    lost = _find_lost(text, root, repository, proposal)
    if lost:
        message = f"is not written: with it, {min(lost)!r} would not be found; please report it"
        raise FileError(message, path=CONFIG_NAME)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise RefusedError("exists already: change it", path=CONFIG_NAME) from error
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}", path=CONFIG_NAME) from error
    return place


def _require_none_left_out(repository: Repository) -> None:
    """Raise RefusedError where git holds a configuration that this checkout leaves out."""
    if CONFIG_NAME in {each.path for each in list_left_out(repository)}:
        from sync.project.checkout import advise_checkout

        command = advise_checkout(repository, (CONFIG_NAME,))
        message = f"exists already, and this checkout leaves it out: {command}"
        raise RefusedError(message, path=CONFIG_NAME)


def _render(proposal: Proposal) -> str:
    keys = None if proposal.keys is None else proposal.keys.counted
    return render_config(proposal.parts, proposal.containers, keys, proposal.source_language)


def _find_lost(
    text: str, root: Path, repository: Repository | None, proposal: Proposal
) -> set[str]:
    """Return the translations that the proposal is about and that no command would find."""
    config = parse_config(text)
    found = set(discover(config, open_disk(config, root, repository)).translations.values())
    return {path for part in proposal.parts for path in part.pairs} - found


def describe_proposal(proposal: Proposal) -> Iterator[str]:
    """Yield lines that say what was found; where nothing was, what to write instead."""
    each_part = zip(proposal.parts, proposal.censuses, proposal.suggestions, strict=True)
    for part, census, suggestion in each_part:
        yield _describe_part(part, census)
        yield from _describe_suggestion(suggestion)
        if part.guess is not None and part.guess.is_guessed:
            source = part.inventory.layout.source
            yield (
                f"nothing says which language is the source, so {source!r} is taken for it; "
                "if it is another, change 'source'"
            )
        yield from part.inventory.doubts
    yield from map(_describe_left_out, proposal.left_out)
    if proposal.keys is not None:
        yield _describe_keys(proposal.keys)
    if proposal.source_language is None:
        yield _UNNAMED
    if _tells_nothing(proposal):
        languages = {name for part in proposal.parts for name in part.inventory.languages}
        yield _UNSTAMPED.format(quote_name(",".join(sorted(languages))))
    if not proposal.parts:
        count = _count(proposal.documents, "Markdown file")
        yield f"no translations found among {count}: say where they are, with two keys such as"
        yield from _EXAMPLE
        elsewhere = tuple(describe_elsewhere(proposal.stamps, proposal.documents))
        yield from elsewhere
        if proposal.documents and not elsewhere:
            language = choose_example(proposal.source_language)
            start = f"`translation-sync new {language}`"
            yield f"or start some: {start} makes one of each document, in {language!r}"


def _tells_nothing(proposal: Proposal) -> bool:
    """Tell whether there are translations, and nothing says what any was made from."""
    is_told = any(each.stamped for each in proposal.censuses) or any(proposal.suggestions)
    return bool(proposal.parts) and not is_told


def _describe_suggestion(suggestion: Suggestion | None) -> Iterator[str]:
    if suggestion is None:
        return
    kind = suggestion.spec.kind
    yield f"written as 'stamp: {{{kind}: …}}': {suggestion.reason}"
    if suggestion.doubt is not None:
        yield suggestion.doubt


def _describe_keys(keys: CountedKeys) -> str:
    others = ", ".join(keys.others[:_SHOWN]) + (" …" if keys.others[_SHOWN:] else "")
    counted = ", ".join(keys.counted)
    return f"front matter that is translated, and counts: {counted}; that does not: {others}"


def _describe_part(part: Part, census: Census) -> str:
    languages = part.inventory.languages
    names = ", ".join(languages[:12]) + (" …" if languages[12:] else "")
    numbers = (
        f"{_count(len(languages), 'language')} ({names})",
        _count(len(part.inventory.documents), "document"),
        _count(census.translations, "translation"),
        _describe_stamps(census),
    )
    return f"found {_describe_place(part)}: {', '.join(numbers)}"


def _describe_left_out(part: Part) -> str:
    """Say which place is not written, as with it translations would not be found."""
    count = _count(len(part.pairs), "translation")
    return (
        f"left out: {_describe_place(part)}, with {count}: beside the places above not all "
        "translations would be found; write it yourself where it is the right one"
    )


def _describe_place(part: Part) -> str:
    layout = part.inventory.layout
    return f"source {layout.source or '.'!r}, translations {layout.template.text!r}"


def _describe_stamps(census: Census) -> str:
    if not census.stamped:
        return "none stamped"
    kinds = ", ".join(sorted(census.formats, key=lambda each: -census.formats[each]))
    if census.spec is not None:
        kinds = f"{census.spec.kind}, {census.spec.key}"
    share = census.stamped * 100 // max(census.translations, 1)
    return f"{census.stamped} of them stamped ({share}%; {kinds})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"
