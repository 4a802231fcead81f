"""``translation-sync export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sync.commands.finishing import choose_code, tell
from sync.commands.options import Invocation, jobs_option, selection_options
from sync.commands.targets import Target, TargetCommand, target_options, write_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.exchange.handed import Handed
    from sync.reports.values import Screen


@click.command("export", cls=TargetCommand)
@selection_options
@jobs_option
@target_options("po", "xliff", "json")
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    jobs: int,
    targets: tuple[Target, ...],
) -> int:
    """Write what translations owe to a file that translators' tools read.

    That is all that is marked in one language: cells, headings and blocks of prose, each once for a
    document. `import` puts back what was filled in.
    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    from sync.errors import RefusedError
    from sync.exchange.formats import FORMATS
    from sync.files import resolve_named
    from sync.project.query import Query
    from sync.workflow.asked import ask
    from sync.workflow.export import choose_language, export_entries, keep_fit
    from sync.workflow.importing import require_imported
    from sync.workflow.memory import advise

    project = place.open_project()
    view = project.view_disk()
    language = choose_language(view, languages)
    for target in targets:
        if target.path not in (None, "-"):
            require_imported(view, resolve_named(project.root, place.cwd, target.path))
    asked = ask(view, Query(place.cwd, paths, (language,)))
    known = advise(asked.versions, language, jobs)
    exported = export_entries(asked.versions, asked.statuses, language, known)
    fit = {target.format: keep_fit(exported.handed, FORMATS[target.format]) for target in targets}
    left_out = [notice for _, notices in fit.values() for notice in notices]
    # What cannot be handed over as it is hides nothing else, and is no failure of the export.
    failures = (*asked.failures, *exported.failures)
    refused = [str(each) for each in failures if isinstance(each, RefusedError)]
    failures = tuple(each for each in failures if not isinstance(each, RefusedError))
    tell((*asked.notices, *exported.notices, *left_out, *refused), failures)

    def render(name: str) -> Callable[[Handed, Screen], str]:
        return lambda _handed, _screen: FORMATS[name].render(fit[name][0])

    write_reports(targets, {name: render(name) for name in fit}, exported.handed, project.root)
    return choose_code(has_findings=False, failures=failures)
