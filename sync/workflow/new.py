"""``new``: start translations in a language from their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.case import Case
from sync.errors import RefusedError, SyncError, UsageError
from sync.exchange.reading import read_document
from sync.markdown.document import Markdown, read_markdown
from sync.merge.start import start_text
from sync.merge.update import find_obstacle
from sync.merge.values import MergeOptions
from sync.model import DOCUMENT, Location, State, Status
from sync.project.checkout import require_checked_out
from sync.project.config.root import CONFIG_NAME
from sync.project.links import open_links
from sync.project.selection import select
from sync.project.template import is_language
from sync.results import FilledUnits, Outcome, Updated, WritingRun, refuse
from sync.states.assessment import Assessment, assess
from sync.versions import Versions
from sync.workflow.memory import MemoryReader, fill_known
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.exchange.memory import TranslationMemory
    from sync.project.project import View


def choose_locations(
    view: View, language: str, paths: Sequence[str], cwd: Path
) -> tuple[Location, ...]:
    """Return where the documents asked for belong in a language, which may be a new one.

    ``paths`` are relative to ``cwd``; none means every document. Of several projects those that
    have the language are meant, or, where none has, all. Raises UsageError for a path that does not
    exist, and where there is no document.
    """
    inventory = view.inventory._replace(languages=(language,), own_languages={}, orphans=())
    selection = select(inventory, paths=paths, languages=(), root=view.project.root, cwd=cwd)
    if not selection.locations:
        raise UsageError("no document is there: name a source or a folder of them")
    asked = [place for place in selection.locations if _takes(view, place)]
    return tuple(asked or selection.locations)


def _takes(view: View, location: Location) -> bool:
    """Say whether a translation's project takes its language for one."""
    named = view.config_of(location).languages
    return location.language in named if named else is_language(location.language)


def warn_of_unnamed(view: View, locations: Sequence[Location]) -> tuple[str, ...]:
    """Say which key keeps other commands from seeing what is written at some places."""
    unseen = [place for place in locations if not _takes(view, place)]
    if not unseen:
        return ()
    key = f"add {unseen[0].language!r} to 'languages' in {CONFIG_NAME}"
    return (f"{key}: without it no other command sees {unseen[0].path}",)


class NewOptions(NamedTuple):
    """How to start translations; ``recalls`` fills in what others in the language know.

    Up to ``jobs`` processes read what that is.
    """

    merge: MergeOptions
    recalls: bool = False
    jobs: int = 1


def start_translations(
    view: View, locations: Sequence[Location], options: NewOptions
) -> WritingRun:
    """Write a new translation at each location where none is; existing ones are refused.

    So are those that wait at the place where their source was, to be moved.
    """
    versions = Versions(view)
    languages = {each.language for each in locations}
    orphans = [each for each in view.inventory.orphans if each.language in languages]
    waiting = assess(versions, orphans) if orphans else Assessment(())
    starter = _Starter(versions, options, languages, waiting.statuses)
    writer = starter.writer
    updates: list[Updated] = []
    found = assess(versions, locations)
    failures: list[SyncError] = [*waiting.failures, *found.failures]
    for status in found.statuses:
        try:
            filled = starter.start(status.location)
            updates.append(Updated(status, Outcome.UPDATED, filled=filled))
        except SyncError as error:
            if not isinstance(error, RefusedError):
                failures.append(error)
            updates.append(refuse(status, error))
    return writer.conclude(updates, failures)


class _Starter:
    def __init__(
        self,
        versions: Versions,
        options: NewOptions,
        languages: set[str],
        orphans: Sequence[Status],
    ) -> None:
        self._waiting = {
            (each.location.language, each.moved_to): each.location.path for each in orphans
        }
        self.writer = Writer(versions)
        self._versions = versions
        self._options = options
        self._memories: Mapping[str, TranslationMemory] = {}
        if options.recalls:
            self._memories = MemoryReader(versions, options.jobs).read_memories(sorted(languages))

    def start(self, location: Location) -> FilledUnits | None:
        """Write one translation; return how many units took words, None where that is not asked."""
        versions, writer = self._versions, self.writer
        require_checked_out(versions.view, location, location.path)
        if versions.exists(location.path):
            raise RefusedError("exists already; it is not written over")
        waiting = self._waiting.get((location.language, location.document))
        if waiting is not None:
            caller = versions.view.project.caller
            move = f"{caller.command('move')} {caller.path(waiting)}"
            raise RefusedError(f"waits where its source was: move it with `{move}`")
        source = versions.parse_source(location)
        conflict = find_obstacle(source, source)
        if conflict is not None:
            raise RefusedError(conflict.message)
        started = self._write(location, source)
        text, filled = self._fill(location, source, started)
        stamp = writer.synced_stamp(location, None, DOCUMENT)
        with writer.locked(location) as folder:
            folder.apply_edit(writer.build_edit(location, None, text, stamp))
        return filled

    def _write(self, location: Location, source: Markdown) -> Markdown:
        project, links = self._versions.view.project, open_links(self._versions.view, location)
        dialect = project.find_dialect(location.path)
        counted = project.config.front_matter
        options = self._options.merge
        text = start_text(source, links, options, project.generated, dialect, counted=counted)
        return read_markdown(text, dialect)

    def _fill(
        self, location: Location, source: Markdown, started: Markdown
    ) -> tuple[str, FilledUnits | None]:
        """Fill in what is known; a translation that is new says nothing itself."""
        memory = self._memories.get(location.language)
        if memory is None:
            return started.text, None
        project, links = self._versions.view.project, open_links(self._versions.view, location)
        case = Case(
            Status(location, State.MISSING),
            None,
            source,
            source,
            started,
            links,
            project.generated,
            source,
            project.config.front_matter,
        )
        fillings = tuple(memory.fill(read_document(case), links))
        return fill_known(case, fillings)
