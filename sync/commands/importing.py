"""``translation-sync import``."""

from __future__ import annotations

import click

from sync.commands.finishing import choose_code, tell
from sync.commands.later import complete_with
from sync.commands.options import Invocation
from sync.commands.targets import Target, TargetCommand, target_options, write_reports
from sync.commands.updating import open_for_writing


@click.command("import", cls=TargetCommand)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.UNPROCESSED,
    metavar="FILE...",
    shell_complete=complete_with("files"),
)
@click.option(
    "--lang",
    "language",
    metavar="LANG",
    shell_complete=complete_with("languages"),
    help="The language of files that do not name theirs.",
)
@click.option("--fuzzy", "keeps_marks", is_flag=True, help="Leave all of it to be looked at.")
@click.option("--strict", "is_strict", is_flag=True, help="Refuse what else is warned of.")
@click.option("--force", is_flag=True, help="Write over words that git could not give back.")
@click.option("--diff", "shows", is_flag=True, help="Print what would change; write nothing.")
@click.option(
    "--check", "checks", is_flag=True, help="Fail if anything would change; write nothing."
)
@target_options("text", "json")
@click.pass_obj
def command(
    place: Invocation,
    *,
    files: tuple[str, ...],
    language: str | None,
    keeps_marks: bool,
    is_strict: bool,
    force: bool,
    shows: bool,
    checks: bool,
    targets: tuple[Target, ...],
) -> int:
    """Put back into translations what was filled in in files of `export`.

    FILE is PO, XLIFF 1.2 or JSON, of any program's making. Each entry is judged by itself: what the
    source no longer has, or what breaks its Markdown, is left out and told of.
    """
    from sync.reports.entries import ENTRIES_FORMATS, ENTRIES_PATCH_FORMATS, explain_entries
    from sync.workflow.export import choose_language
    from sync.workflow.importing import (
        ImportOptions,
        choose_languages,
        import_entries,
        read_files,
    )
    from sync.workflow.taking import TakingOptions

    project = place.open_project()
    returned = read_files(project, place.cwd, files)
    writes = not (shows or checks)
    view = open_for_writing(project) if writes else project.view_disk()
    wanted = None if language is None else choose_language(view, (language,))
    taking = TakingOptions(keeps_marks, force, writes)
    options = ImportOptions(taking, is_strict, shows)
    imported = import_entries(view, choose_languages(view, returned, wanted), options)
    tell(imported.notices, imported.failures)
    if shows:
        tell(explain_entries(imported.report))
    formats = ENTRIES_PATCH_FORMATS if shows else ENTRIES_FORMATS
    write_reports(targets, formats, imported.report, project.root)
    found = imported.has_findings or (checks and imported.changes_something)
    return choose_code(has_findings=found, failures=imported.failures)
