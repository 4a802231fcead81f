"""``--format`` and ``--output``: any number of reports of one run, each to its own place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

import click

from sync.commands.later import complete_with
from sync.errors import FileError, RefusedError
from sync.files import resolve_named
from sync.reports.values import Screen

_Report = TypeVar("_Report")
_ORDER = "sync.commands.targets.order"
_TEXT = "text"

SITE = "html"
"""The format that is a folder of pages, and no text."""


class Target(NamedTuple):
    """A format, and the file that the report goes to; None is standard output."""

    format: str
    path: str | None = None


SCREEN = (Target("text"),)
"""The targets of commands that have no choice of formats."""


class TargetCommand(click.Command):
    """A command that remembers in which order its options were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse twice: click alone does not tell which of two options came first."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


def target_options(*formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add ``--format`` and ``--output`` to a :class:`TargetCommand`; it gets ``targets``."""
    folder = "; a folder for html" if SITE in formats else ""

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @click.option(
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(formats),
            help=f"The report's format [default: {formats[0]}]; may be repeated.",
        )
        @click.option(
            "--output",
            "outputs",
            multiple=True,
            metavar="FILE",
            shell_complete=complete_with("files"),
            help=f"Write the report of the --format before it to FILE{folder}.",
        )
        @click.pass_context
        @wraps(function)
        def call(
            ctx: click.Context, /, *, formats: Sequence[str], outputs: Sequence[str], **rest: object
        ) -> int:
            targets = pair_targets(ctx.meta[_ORDER], formats, outputs, default)
            return function(targets=targets, **rest)

        return call

    default = formats[0]
    return decorate


def pair_targets(
    order: Sequence[str | None], formats: Sequence[str], outputs: Sequence[str], default: str
) -> tuple[Target, ...]:
    """Give each output to the format before it; one that comes first has the default format.

    ``order`` holds the names of all parameters as they were given.
    """
    targets: list[Target] = []
    formats_left, outputs_left = iter(formats), iter(outputs)
    for name in order:
        if name == "formats":
            targets.append(Target(next(formats_left)))
        elif name == "outputs":
            path = next(outputs_left)
            if not targets:
                targets.append(Target(default))
            if targets[-1].path is not None:
                raise click.UsageError(f"--output {path!r} needs a --format of its own before it")
            targets[-1] = Target(targets[-1].format, path)
    _require_places(targets)
    return tuple(targets) or (Target(default),)


def _require_places(targets: Sequence[Target]) -> None:
    """Raise UsageError where two reports would go to one place, or a site to none."""
    if any(target.format == SITE and target.path in (None, "-") for target in targets):
        raise click.UsageError("--format html writes a folder of pages: name it with --output DIR")
    places = [target.path for target in targets]
    for path in places:
        if places.count(path) > 1:
            place = "standard output" if path is None else repr(path)
            raise click.UsageError(f"two reports would go to {place}: give one another --output")


def write_reports(
    targets: Sequence[Target],
    formats: Mapping[str, Callable[[_Report, Screen], str]],
    report: _Report,
    root: Path,
) -> None:
    """Render ``report`` once for each target and write it there; sites are written elsewhere.

    Raises:
        FileError: the file system refused, or a link in ``root`` would lead a report out of it.
    """
    for target in targets:
        if target.format == SITE:
            continue
        render = formats[target.format]
        if target.path is None:
            write_output(render(report, find_screen(sys.stdout)), is_text=target.format == _TEXT)
        else:
            write_file(target.path, render(report, Screen()), root)


def find_screen(stream: IO[str] | None) -> Screen:
    """Return what a stream shows; https://no-color.org and ``TERM=dumb`` switch colours off.

    None, and what a script has put there that knows less than a file does, show nothing.
    """
    ask = getattr(stream, "isatty", None)
    if ask is None or not ask():
        return Screen()
    import shutil  # with its archivers, which a gate's run has no use for

    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    width, height = shutil.get_terminal_size()
    return Screen(is_terminal=True, has_colour=not is_plain, width=width, height=height)


def write_output(text: str, *, is_text: bool) -> None:
    """Write to standard output: text in its own encoding, anything else in UTF-8.

    A script may have led it into memory (`io.StringIO`), where text has no encoding. A reader that
    has gone is no failure. Raises FileError for any other refusal.
    """
    stream: IO[str] | None = sys.stdout  # None where it was closed before we were started
    if stream is None:
        raise FileError("standard output is closed: open it, or name a file with --output")
    encoding = (getattr(stream, "encoding", None) if is_text else None) or "utf-8"
    data = text.encode(encoding, "backslashreplace")
    try:
        if hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(data)
            stream.buffer.flush()
        else:
            stream.write(data.decode(encoding))
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        _discard_output()
        raise FileError(f"standard output cannot be written: {error.strerror}") from error


def write_file(path: str, text: str, root: Path | None = None) -> None:
    """Write a report to a file; raises FileError where the file system, or a link, refuses."""
    try:
        target = Path(path) if root is None else resolve_named(root, Path.cwd(), path)
        target.write_bytes(text.encode("utf-8", "backslashreplace"))
    except RefusedError as error:
        raise FileError(error.message, path=path) from error
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}", path=path) from error


def _discard_output() -> None:
    """Let what is left in the buffers go nowhere, so that the exit code stays ours."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
