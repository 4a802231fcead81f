"""Kinds of stamps that other packages bring: entry points of the group ``GROUP``.

The seam is modelled on mdformat's plug-ins. What a package says is data: a name that has not the
form of one makes the translation's stamp invalid, and is never given to git.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sync.errors import ConfigError, RefusedError, StampError
from sync.model import NameKind, StampKind, VersionName
from sync.names import quote_name
from sync.stamps.kept import find_damage
from sync.stamps.spec import PLUGIN, Option, StampSpec
from sync.stamps.values import check_name, describe_form

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "translation_sync.stamps"
"""The entry points that are asked for, by the name of the kind."""

_BUILT_IN = tuple(kind.value for kind in StampKind if kind is not StampKind.PLUGIN)
_SHOWN = 60  # characters of what is wrong


@dataclass(frozen=True)
class PresentSource:
    """A source as it is now, of which a translation is to say that it was made from it.

    ``path`` is relative to the root; ``data`` has the line endings that git holds.
    """

    path: str
    data: bytes
    _find_commit: Callable[[], str] = field(repr=False, compare=False)

    @property
    def commit(self) -> str:
        """The last commit that changed the source, as all of its hexadecimal digits.

        Raises:
            RefusedError: no commit has these bytes; let it pass.
        """
        return self._find_commit()


class StampPlugin(Protocol):
    """A kind of stamps, as a package brings it.

    The entry point names what is called with the options of the configuration, as keywords, and
    returns one of these: a class will do. `ValueError` says that the options make no sense.
    """

    def read(self, text: str, path: str, /) -> VersionName | None:
        """Return which version of the source a translation says it was made from.

        ``text`` is all of the file at ``path``; None is for one that has no such stamp.

        Raises:
            StampError: there is one that cannot be trusted; with the line, where that is known.
        """

    def write(self, text: str, path: str, source: PresentSource, /) -> str:
        """Return the text with a stamp that names the source as it is now, in the old one's place.

        `read` must then name that version. All the rest of the text stays as it is.

        Raises:
            StampError: the stamp cannot be written there.
        """


class Plugin(NamedTuple):
    """A kind that is installed: what it does, behind checks of all that it says.

    ``name`` is what it is called, ``package`` whose it is.
    """

    name: str
    package: str
    made: StampPlugin

    def read(self, text: str, path: str) -> VersionName | None:
        """Return which version a translation names, None where it names none.

        Raises:
            StampError: the stamp is invalid, or the package is at fault.
        """
        found = self._guard(path, lambda: self.made.read(text, path))
        if found is None:
            return None
        if not isinstance(found, VersionName) or not isinstance(found.text, str):
            raise self._blame(path, f"read {_show(found)}, which is no VersionName")
        kind = next((each for each in NameKind if each == found.kind), None)
        if kind is None:
            raise self._blame(path, f"read a version by {_show(found.kind)}, which is no NameKind")
        if kind is NameKind.LAST:
            return VersionName(kind, path)
        named = check_name(VersionName(kind, found.text))
        if named is None:
            wanted = describe_form(StampKind.HASH if kind is NameKind.DIGEST else StampKind.COMMIT)
            message = f"the kind {self.name!r} of {self.package} reads {_show(found.text)} in it"
            way_out = f"which is not {wanted}; correct it, or remove the stamp"
            raise StampError(f"{message}, {way_out}", path=path)
        return named

    def write(self, text: str, path: str, source: PresentSource) -> str:
        """Return the text with a stamp that names the present source.

        Raises:
            StampError: it cannot be written, or the package is at fault.
            RefusedError: the stamp names a commit, and none has the source as it is.
        """
        written = self._guard(path, lambda: self.made.write(text, path, source))
        if not isinstance(written, str):
            raise self._blame(path, f"wrote {_show(written)}, which is no text")
        if any("\ud800" <= sign <= "\udfff" for sign in written):
            raise self._blame(path, "wrote what is not Unicode")
        damage = find_damage(text, written, lambda each: self._try_read(each, path))
        if damage is not None:
            raise self._blame(path, f"wrote a text {damage}")
        return written

    def _try_read(self, text: str, path: str) -> VersionName | bool | None:
        """Return what is read in a text; False where there is a stamp that cannot be trusted."""
        try:
            return self.read(text, path)
        except StampError:
            return False

    def _guard(self, path: str, call: Callable[[], object]) -> object:
        """Return what the package's own code returns; what it prints is no part of a report."""
        try:
            with redirect_stdout(sys.stderr):
                return call()
        except RefusedError:
            raise
        except StampError as error:
            raise StampError(_flatten(error.message), path=path, line=error.line) from error
        except (Exception, SystemExit) as error:
            raise self._blame(path, f"raised {_describe(error)}") from error

    def _blame(self, path: str, fault: str) -> StampError:
        message = f"the kind {self.name!r} of {self.package} {fault}; correct that package"
        return StampError(message, path=path)


def find_plugin(spec: StampSpec) -> Plugin:
    """Return the kind that a configuration names.

    Raises:
        ConfigError: it is not installed, or cannot be used.
    """
    return open_plugin(spec.plugin or "", spec.options)


@cache
def open_plugin(name: str, options: tuple[tuple[str, Option], ...]) -> Plugin:
    """Load a kind by its name, and make it with its options.

    Raises:
        ConfigError: it is not installed, several packages bring it, or it cannot be used.
    """
    entry, package = _find_entry(name)
    subject = f"the kind {name!r} of {package}"
    given = {key: value if isinstance(value, str) else list(value) for key, value in options}
    try:
        with redirect_stdout(sys.stderr):
            factory = entry.load()
    except (Exception, SystemExit) as error:
        message = f"{subject} cannot be imported from {entry.value!r}: {_describe(error)}"
        raise ConfigError(f"{message}; correct that package, or remove it") from error
    if not callable(factory):
        raise ConfigError(f"{subject}: {entry.value!r} makes no stamps; correct that package")
    try:
        with redirect_stdout(sys.stderr):
            made = factory(**given)
            is_one = all(callable(getattr(made, method, None)) for method in ("read", "write"))
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{subject} does not take these options: {_describe(error)}") from error
    except (Exception, SystemExit) as error:
        message = f"{subject} cannot be used: {_describe(error)}; correct that package"
        raise ConfigError(message) from error
    if not is_one:
        message = f"{subject}: what {entry.value!r} makes has no `read` and `write`"
        raise ConfigError(f"{message}; correct that package")
    return Plugin(name, package, made)


def _find_entry(name: str) -> tuple[EntryPoint, str]:
    """Return the one entry point that brings a kind, with the package's name and version."""
    if name in _BUILT_IN:
        form = "true" if name == StampKind.HISTORY else "KEY"
        raise ConfigError(f"{name!r} is a kind of this program: write {{{name}: {form}}}")
    known = _list_entries()
    found = known.get(name, {})
    if not found:
        raise ConfigError(_explain_absence(name, known))
    if len(found) > 1:
        packages = sorted({package for package, _ in found})
        message = f"the kind {name!r} is brought by several packages: {', '.join(packages)}"
        raise ConfigError(f"{message}; remove all but one")
    (package, _), entry = next(iter(found.items()))
    return entry, package


def _list_entries() -> Mapping[str, Mapping[tuple[str, str], EntryPoint]]:
    """Return the kinds that are installed, by name, package and what they are loaded from."""
    from importlib.metadata import entry_points  # slow, and most projects need none

    found: defaultdict[str, dict[tuple[str, str], EntryPoint]] = defaultdict(dict)
    for entry in entry_points(group=GROUP):
        package = "an unnamed package" if entry.dist is None else entry.dist.name
        version = "" if entry.dist is None else f" {entry.dist.version}"
        found[entry.name][f"{package}{version}", entry.value] = entry
    return found


def _explain_absence(name: str, known: Mapping[str, Mapping[tuple[str, str], EntryPoint]]) -> str:
    brought = sorted(f"{each!r} ({min(found)[0]})" for each, found in known.items())
    listed = ", ".join((*map(repr, _BUILT_IN), *brought))
    call = f"{quote_name(sys.executable)} -m pip install"
    return (
        f"no kind {name!r} is installed, but {listed}: "
        f"correct the name, or give `{call}` the name of the package that brings it"
    )


def _describe(error: BaseException) -> str:
    words = _flatten(str(error))
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _flatten(text: str) -> str:
    """Return words of others as a line."""
    return " ".join(text.split())


def _show(value: object) -> str:
    """Return what a package said, short enough for a line."""
    shown = repr(value) if isinstance(value, str) else type(value).__name__
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def make_spec(name: str, options: tuple[tuple[str, Option], ...]) -> StampSpec:
    """Return how a project records what translations were made from, by a package's kind.

    Raises:
        ConfigError: the kind cannot be had.
    """
    package = open_plugin(name, options).package
    return StampSpec(StampKind.PLUGIN, place=PLUGIN, plugin=name, package=package, options=options)
