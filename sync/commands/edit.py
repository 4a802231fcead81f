"""``translation-sync edit``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from sync.commands.finishing import tell
from sync.commands.later import complete_with
from sync.commands.options import Invocation, paths_argument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from socket import socket

    from sync.editor.desk import Desk
    from sync.editor.pages import Setting
    from sync.project.project import Project
    from sync.workflow.asked import Asked

_PACKAGES = ("starlette", "uvicorn")


@click.command("edit")
@paths_argument
@click.option(
    "--lang",
    "language",
    required=True,
    shell_complete=complete_with("languages"),
    metavar="LANG",
    help="The language to translate into, spelled as its folder.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Where to listen on 127.0.0.1; 0 is any free port [default: 8470, or any free one].",
)
@click.option("--force", is_flag=True, help="Write over old words that git could not give back.")
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open the page in a browser [default: on a terminal].",
)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    language: str,
    port: int | None,
    force: bool,
    opens: bool | None,
) -> int:
    """Serve a page on this machine on which the marked texts of LANG are filled in.

    Each is saved as you go, by the rules of import. PATHS are sources or translations, files or
    folders. The page is for this machine alone; Ctrl+C ends it.
    """
    _require_packages()
    from sync.commands.updating import open_for_writing
    from sync.editor.desk import Desk
    from sync.editor.serving import open_port
    from sync.project.query import Query
    from sync.workflow.asked import ask
    from sync.workflow.memory import open_suggester
    from sync.workflow.pool import count_processors

    project = place.open_project()
    asked = ask(open_for_writing(project), Query(place.cwd, paths, (language,)))
    folder = _find_language(asked, language)
    known = open_suggester(asked.versions, folder, count_processors())
    desk = Desk(asked.versions, asked.statuses, known, force=force)
    notices = (*asked.notices, *_warn_of_invalid(asked))
    tell(notices, (*asked.failures, *desk.failures))
    if not desk.files:
        click.echo(f"{language}: nothing is marked; `sync` marks what its sources changed")
        return 0
    tell(_warn_of_unsafe(desk.unsafe))
    try:
        with open_port(port) as listening:
            taken = listening.getsockname()[1]
            again = _call_again(project, folder, taken, paths, force=force)
            _serve(desk, _describe(project, folder, again), listening, opens=opens)
    except KeyboardInterrupt:  # how it ends
        click.echo()
    return 0


def _require_packages() -> None:
    """Raise UsageError where the extra is not installed."""
    from importlib.util import find_spec

    from sync.errors import UsageError

    if any(find_spec(name) is None for name in _PACKAGES):
        message = "edit needs two packages more: pip install 'translation-sync[edit]'"
        raise UsageError(message)


def _find_language(asked: Asked, language: str) -> str:
    """Return the one language that is meant; UsageError where a pattern means several."""
    from sync.errors import UsageError

    found = dict.fromkeys(status.location.language for status in asked.statuses)
    if len(found) > 1:
        raise UsageError(f"edit is for one language, and {language} means {', '.join(found)}")
    return next(iter(found), language)


def _warn_of_invalid(asked: Asked) -> list[str]:
    from sync.model import State

    invalid = [each for each in asked.statuses if each.state is State.INVALID]
    return [
        f"{each.location.path}: passed over, its stamp cannot be trusted: {each.reason}"
        for each in invalid
    ]


def _warn_of_unsafe(unsafe: Mapping[str, str]) -> list[str]:
    return [f"{path}: its fuzzy words stay as they are: it {why}" for path, why in unsafe.items()]


def _call_again(
    project: Project, language: str, port: int, paths: Sequence[str], *, force: bool
) -> str:
    """Return the call that serves the same page at the same address, where its words are kept."""
    from sync.names import quote_name, quote_names

    call = f"{project.caller.command('edit')} --lang {quote_name(language)} --port {port}"
    parts = [call, *(["--force"] if force else []), *([quote_names(paths)] if paths else [])]
    return " ".join(parts)


def _describe(project: Project, language: str, call: str) -> Setting:
    from sync.editor.pages import Setting
    from sync.hashing import digest
    from sync.site.directions import find_direction, find_tag

    code = project.codes.get(language, language)
    root = project.root.resolve()
    return Setting(
        root.name,
        digest(os.fsencode(root)),
        language,
        find_tag(code),
        find_direction(code),
        call,
        find_tag(project.source_language),
        find_direction(project.source_language),
    )


def _serve(desk: Desk, setting: Setting, listening: socket, *, opens: bool | None) -> None:
    """Say where the page is, and answer there until Ctrl+C.

    That ends it from the first line on, in the background of a shell too, where a program is
    started deaf to it.
    """
    import secrets
    import signal

    from sync.editor.guards import RunKey
    from sync.editor.server import make_server
    from sync.editor.serving import serve

    key = RunKey(secrets.token_urlsafe(24), listening.getsockname()[1])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    count = sum(len(file.entries) for file in desk.files)
    click.echo(f"{setting.language}: {count} to fill in, in {len(desk.files)} documents")
    click.echo(key.address)
    click.echo("open it in a browser on this machine; Ctrl+C ends it")
    if sys.stdout.isatty() if opens is None else opens:
        import webbrowser

        webbrowser.open(key.address)
    serve(make_server(desk, setting, key), listening)
