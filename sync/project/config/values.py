"""What a configuration says, as values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sync.model import StampFormat, State, TableStyle
from sync.project.layout import DEFAULT_TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.markdown.containers import Container
    from sync.markdown.generated import GeneratedPair
    from sync.rules.choice import PathChoice, RuleChoice
    from sync.stamps.spec import StampSpec

DEFAULT_INCLUDE = ("**/*.md",)

_PERCENTAGE = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?\s*%")
_NUMBER = re.compile(r"[0-9]{1,18}")


class Allowance(NamedTuple):
    """How many stale and pending translations pass: ``number``, or ``number`` / ``scale`` percent.

    ``scale`` is 0 for a plain number, else the power of ten by which the percentage was multiplied
    to be whole, so that no rounding decides.
    """

    number: int
    scale: int = 0

    def allows(self, debts: int, existing: int) -> bool:
        """Say whether ``debts`` pass among ``existing`` translations."""
        if not self.scale:
            return debts <= self.number
        return debts * 100 * self.scale <= self.number * existing

    def __str__(self) -> str:
        """Render as it may be written."""
        if not self.scale:
            return str(self.number)
        whole, part = divmod(self.number, self.scale)
        digits = f"{part:0{len(str(self.scale)) - 1}d}" if self.scale > 1 else ""
        return f"{whole}.{digits}%" if digits else f"{whole}%"


class MaxStale(NamedTuple):
    """What is allowed over all languages, or by language, one of the two.

    With ``by_language``, a language that it does not name has nothing allowed.
    """

    total: Allowance | None = None
    by_language: tuple[tuple[str, Allowance], ...] = ()


class Upstream(NamedTuple):
    """The clone that holds the sources, relative to the root, and what to read of it.

    ``revision`` is None for its ``origin/HEAD``, else ``HEAD``. ``mount`` is what the paths of its
    files begin with, ``[file]:line`` where the configuration speaks of it.
    """

    repository: str
    revision: str | None = None
    mount: str = ""
    line: int = 0
    file: str = ""


class Holdings(NamedTuple):
    """What tells whether the root holds a folder, a file or a submodule."""

    is_folder: Callable[[str], bool] = lambda _: True
    is_file: Callable[[str], bool] = lambda _: True
    is_submodule: Callable[[str], bool] = lambda _: True


class Config(NamedTuple):
    """The configuration, checked; the defaults are those of a project without one.

    ``source`` is None where it is to be found, and ``""`` for the root. ``languages`` is empty
    where they are to be found; ``codes`` are those of languages whose names are none, and
    ``file_codes`` what files that are handed over call some of them, ``source_language`` what they
    call that of the sources. ``stamp`` is None for ``auto``, ``spec`` how the project writes stamps
    of its own (None: as they are found). ``front_matter`` are the keys of it that count (None:
    all). ``fail_on`` and ``max_stale`` are None where they were not given. ``prose`` says that
    prose is merged as tables are, ``memory`` that words that are known already are filled in.
    ``generated`` are pairs of comments, ``containers`` those that hold Markdown although they
    indent by four (None: all). ``lint`` says which rules count (None: as they are), ``lint_paths``
    which do under some paths. ``owners`` says who looks after a language; ``*`` is any other one.
    Where ``projects`` are several, each says where its own documents and translations are.
    """

    source: str | None = None
    translations: str = DEFAULT_TEMPLATE
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    file_codes: tuple[tuple[str, str], ...] = ()
    source_language: str = "en"
    stamp: StampFormat | None = None
    spec: StampSpec | None = None
    upstream: Upstream | None = None
    front_matter: tuple[str, ...] | None = None
    fail_on: tuple[State, ...] | None = None
    max_stale: MaxStale | None = None
    table_style: TableStyle = TableStyle.KEEP
    prose: bool = True
    memory: bool = False
    generated: tuple[GeneratedPair, ...] = ()
    containers: tuple[Container, ...] | None = None
    lint: RuleChoice | None = None
    lint_paths: tuple[PathChoice, ...] = ()
    owners: tuple[tuple[str, tuple[str, ...]], ...] = ()
    projects: tuple[Config, ...] = ()


def parse_allowance(text: str) -> Allowance | None:
    """Read a number or a percentage, as the configuration and the command line write it."""
    if _NUMBER.fullmatch(text):
        return Allowance(int(text))
    match = _PERCENTAGE.fullmatch(text)
    if match is None:
        return None
    digits = match[2] or ""
    return Allowance(int(match[1] + digits), 10 ** len(digits))
