"""The options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from sync.commands.later import complete_with
from sync.model import State

if TYPE_CHECKING:
    from sync.project.config import Allowance
    from sync.project.project import Project
    from sync.rules import Kind

_Function = TypeVar("_Function", bound=Callable[..., object])


class Invocation(NamedTuple):
    """Where the program was called: the current folder, and what was said before the command."""

    cwd: Path
    root: str | None
    config: str | None

    def open_project(self) -> Project:
        """Open the project; raises what `sync.project.project.open_project` does."""
        from sync.project.project import open_project

        return open_project(self.cwd, self.root, self.config, find_prompt(self.cwd, os.environ))


def find_prompt(cwd: Path, environment: Mapping[str, str]) -> Path:
    """Return the folder in which somebody typed, who will paste what is printed there.

    git calls hooks and aliases at the top of the work tree, and says in ``GIT_PREFIX`` in which
    folder below it was called itself (git-config(1) at ``alias.*``).
    """
    prompt = cwd / environment.get("GIT_PREFIX", "")
    is_top = (cwd / ".git").exists()
    return prompt if is_top and prompt.is_dir() else cwd


def parse_states(
    _ctx: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[State, ...]:
    """Read an option that takes states: several times, or with commas between them."""
    known = {state.value: state for state in State}
    names = _split_names(texts)
    for name in names:
        if name not in known:
            from sync.names import suggest

            message = f"{name!r} is no state: {suggest(name, known)}"
            raise click.BadParameter(message, param=parameter)
    return tuple(known[name] for name in names)


def parse_languages(
    _ctx: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[str, ...]:
    """Read an option that takes languages or patterns of them: several times, or with commas."""
    return tuple(_split_names(texts))


def _split_names(texts: Iterable[str]) -> list[str]:
    return [name.strip() for text in texts for name in text.split(",")]


def parse_rules(
    _ctx: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[str, ...]:
    """Read an option that takes rules of ``lint``: several times, or with commas between them."""
    from sync.rules import Kind

    return _read_rules(parameter, texts, Kind.LINT)


def parse_change_rules(
    _ctx: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[str, ...]:
    """Read an option that takes rules about changes, as :func:`parse_rules` does."""
    if not texts:
        return ()
    from sync.rules import Kind

    return _read_rules(parameter, texts, Kind.CHANGE)


def _read_rules(parameter: click.Parameter, texts: Iterable[str], kind: Kind) -> tuple[str, ...]:
    from sync.rules.choice import find_rule_name

    names = _split_names(texts)
    try:
        return tuple(find_rule_name(name, (kind,)) for name in names)
    except ValueError as error:
        raise click.BadParameter(str(error), param=parameter) from error


def parse_max_stale(
    _ctx: click.Context, parameter: click.Parameter, text: str | None
) -> Allowance | None:
    """Read a number, or a percentage."""
    if text is None:
        return None
    from sync.project.config import parse_allowance

    allowance = parse_allowance(text)
    if allowance is None:
        message = f"{text!r} is neither a number such as 3 nor a percentage such as 5%"
        raise click.BadParameter(message, param=parameter)
    return allowance


def gate_options(function: _Function) -> _Function:
    """Add ``--fail-on`` and ``--max-stale``."""
    fail_on = click.option(
        "--fail-on",
        "fail_on",
        multiple=True,
        callback=parse_states,
        shell_complete=complete_with("states"),
        metavar="STATE[,STATE]",
        help="The states that fail [default: as configured, else stale,pending,invalid].",
    )
    max_stale = click.option(
        "--max-stale",
        callback=parse_max_stale,
        metavar="N|N%",
        help="Let so many stale and pending translations pass [default: as configured, else 0].",
    )
    return fail_on(max_stale(function))


def severity_option(function: _Function) -> _Function:
    """Add ``--fail-on`` with the severities of findings."""
    from sync.findings import Severity

    return click.option(
        "--fail-on",
        type=click.Choice([severity.value for severity in Severity]),
        default=Severity.WARNING.value,
        show_default=True,
        help="The least severity that fails.",
    )(function)


def rule_options(
    parse: Callable[..., tuple[str, ...]], select_help: str, ignore_help: str
) -> Callable[[_Function], _Function]:
    """Add ``--select`` and ``--ignore``, for the rules that ``parse`` knows."""

    def decorate(function: _Function) -> _Function:
        for name, text in (("--ignore", ignore_help), ("--select", select_help)):
            function = click.option(
                name,
                multiple=True,
                callback=parse,
                shell_complete=complete_with("rules"),
                metavar="RULE[,RULE]",
                help=text,
            )(function)
        return function

    return decorate


def selection_options(function: _Function) -> _Function:
    """Add ``PATHS`` and ``--lang``."""
    return paths_argument(language_option(function))


def paths_argument(function: _Function) -> _Function:
    """Add ``PATHS``."""
    return click.argument(
        "paths",
        nargs=-1,
        type=click.UNPROCESSED,
        metavar="[PATHS]...",
        shell_complete=complete_with("paths"),
    )(function)


def language_option(function: _Function) -> _Function:
    """Add ``--lang``."""
    return click.option(
        "--lang",
        "languages",
        multiple=True,
        callback=parse_languages,
        shell_complete=complete_with("languages"),
        metavar="LANG[,LANG]",
        help="Only these languages, spelled as their folders; 'zh*' is a pattern.",
    )(function)


def each_option(function: _Function) -> _Function:
    """Add ``--all``."""
    return click.option(
        "--all", "is_each", is_flag=True, help="Tell of every translation, one by one."
    )(function)


def quiet_option(function: _Function) -> _Function:
    """Add ``--quiet``."""
    return click.option(
        "-q", "--quiet", "is_quiet", is_flag=True, help="Print what fails, and nothing else."
    )(function)


def count_jobs(_ctx: click.Context, _parameter: click.Parameter, given: int | None) -> int:
    """Return how many processes may work: as many as there are processors, unless it is said."""
    if given is not None:
        return given
    from sync.workflow.pool import count_processors

    return count_processors()


def jobs_option(function: _Function) -> _Function:
    """Add ``--jobs``."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        callback=count_jobs,
        envvar="TRANSLATION_SYNC_JOBS",
        show_envvar=True,
        metavar="N",
        help="How many processes may work on many files [default: one a processor].",
    )(function)


def memory_option(function: _Function) -> _Function:
    """Add ``--memory`` and ``--no-memory``; None where the configuration decides."""
    return click.option(
        "--memory/--no-memory",
        "memory",
        default=None,
        help="Fill in the words that other places have for a text [default: as configured].",
    )(function)


def state_option(function: _Function) -> _Function:
    """Add ``--state``."""
    return click.option(
        "--state",
        "states",
        multiple=True,
        callback=parse_states,
        shell_complete=complete_with("states"),
        metavar="STATE[,STATE]",
        help="Only translations in these states.",
    )(function)
