"""The entry point: global options, exit codes, and the one place that catches everything."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn, cast

import click

from sync.errors import SyncError
from sync.version import __version__

COMMANDS = (
    "status",
    "check",
    "lint",
    "diff",
    "sync",
    "new",
    "translate",
    "stamp",
    "move",
    "export",
    "import",
    "memory",
    "history",
    "site",
    "fleet",
    "table",
    "edit",
    "init",
    "schema",
    "rule",
    "hook",
)
"""The commands; each is the module of that name in ``sync.commands``."""

_MODULES = {"import": "importing"}  # which is a keyword

DEBUG = "TRANSLATION_SYNC_DEBUG"
"""The environment variable that brings tracebacks."""

_INTERRUPTED = 130
_FAILED = SyncError.exit_code


class _CommandGroup(click.Group):
    """A group that imports a command when it is asked for, and nothing before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which command may be meant by a name that is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from sync.names import find_near

            near = find_near(args[0], COMMANDS)
            hint = f": did you mean {' or '.join(map(repr, near))}?" if near else "."
            ctx.fail(f"No such command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        return cast("click.Command", import_module(f"sync.commands.{name}").command)


@click.command(cls=_CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--root", metavar="DIR", help="The project's root [default: found upward].")
@click.option("--config", metavar="FILE", help="Another configuration than the root's own.")
@click.pass_context
def cli(ctx: click.Context, *, root: str | None, config: str | None) -> None:
    """Keep translated documentation true to its source."""
    from sync.commands.options import Invocation

    ctx.obj = Invocation(Path.cwd(), root, config)


def run(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code.

    0 is clean, 1 findings, 2 a call or configuration that makes no sense, 3 a failure of git, the
    file system or ours, 130 an interruption.
    """
    try:
        code = cli.main(arguments, prog_name="translation-sync", standalone_mode=False)
    except SystemExit:  # click's answer where nobody reads its help any more
        return 0
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001  the one catch-all: a crash is never a finding
        # Python 3.11 makes a RuntimeError of whatever happens while it makes a class.
        if isinstance(error.__cause__, KeyboardInterrupt):
            return _INTERRUPTED
        code = _explain(error)
        for note in getattr(error, "__notes__", ()):
            click.echo(note, err=True)
    return code if isinstance(code, int) else 0


def main() -> NoReturn:
    """Run the program and exit."""
    # A large table is a million objects that all stay: looking for garbage among them, as often
    # as Python does by default, takes a third of the time and frees nothing.
    gc.set_threshold(200_000)
    code = run()
    import signal  # which a run without git has no use for

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done, and Python only tidies up
    sys.exit(code)


def _explain(error: Exception) -> int:
    """Say on standard error what went wrong, and return the exit code for it."""
    if isinstance(error, click.UsageError):
        error.show()
        return error.exit_code
    if isinstance(error, SyncError):
        return _tell(str(error), error.exit_code)
    if isinstance(error, OSError):
        return _tell(f"{error.filename or 'file system'}: {error.strerror or error}", _FAILED)
    return _report_crash(error)


def _tell(message: str, code: int) -> int:
    from sync.names import escape_text

    click.echo(f"error: {escape_text(message)}", err=True)
    return code


def _report_crash(error: Exception) -> int:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    way_out = f"please report it, with what the same call prints under {DEBUG}=1"
    return _tell(f"internal error: {type(error).__name__}: {error}; {way_out}", _FAILED)
