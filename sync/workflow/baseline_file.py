"""The files of baselines: what a call does with them, and what it says of them."""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, UsageError
from sync.files import resolve_named
from sync.states.baseline import EMPTY, Baseline, parse_baseline, render_baseline
from sync.writing.disk import naming, put_in_place, read_present, require_writable, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.git import Repository


class BaselineFile(NamedTuple):
    """A baseline's place: ``path`` as the call spelled it, relative to the folder ``cwd``.

    One that a sparse checkout of ``repository`` leaves out is there, and is read from git.
    """

    root: Path
    cwd: Path
    path: str
    repository: Repository | None = None

    @property
    def place(self) -> Path:
        """The file itself; raises RefusedError where a link in the root leads out of it."""
        return resolve_named(self.root, self.cwd, self.path)

    def read(self) -> Baseline:
        """Read it.

        Raises:
            UsageError: it does not exist, or is a folder or the like.
            ConfigError: it is no baseline.
            FileError: it cannot be read.
        """
        baseline = self.find()
        if baseline is None:
            message = "does not exist: write it with --write-baseline, or check its spelling"
            raise UsageError(f"the baseline {self.path!r} {message}")
        return baseline

    def find(self) -> Baseline | None:
        """Read it; None where it does not exist. Raises what :meth:`read` does."""
        try:
            data = read_present(self.place, self.path)
        except RefusedError as error:
            raise UsageError(f"the baseline {self.path!r} {error.message}") from error
        if data is None:
            data = self._read_left_out()
        return None if data is None else parse_baseline(data, self.path)

    def _read_left_out(self) -> bytes | None:
        from sync.git.fetching import read_left_out

        return read_left_out(self.repository, self._name)

    @property
    def _name(self) -> str:
        """The file as git names it, seen from the root."""
        return Path(os.path.relpath(self.cwd / self.path, self.root)).as_posix()

    def write(self, baseline: Baseline) -> None:
        """Replace it whole, or not at all.

        Raises:
            FileError: the file system refuses.
            UsageError: a checkout leaves it out, and so would leave out what is written.
        """
        target = self.place
        self._require_checked_out()
        temporary = target.with_name(f".{target.name}.new")
        with naming(self.path):
            require_writable(target)
            write_new(temporary, render_baseline(baseline), like=target)
            put_in_place(temporary, target)

    def _require_checked_out(self) -> None:
        if self.repository is None or os.path.lexists(self.place):
            return
        if self._read_left_out() is not None:
            from sync.project.checkout import advise_checkout

            message = f"the baseline {self.path!r} is left out of this checkout"
            folder = posixpath.dirname(self._name) or self._name
            command = advise_checkout(self.repository, (folder,))
            raise UsageError(f"{message}; to have it here: {command}")


class BaselineUse(NamedTuple):
    """What a call does with baselines: ``known`` lets faults through, ``target`` is written."""

    known: BaselineFile | None
    target: BaselineFile | None

    def read_known(self) -> Baseline:
        """Read what is let through; raises what :meth:`BaselineFile.read` does."""
        return EMPTY if self.known is None else self.known.read()

    def read_former(self) -> Baseline:
        """Read what a new baseline takes the place of; raises what :meth:`BaselineFile.read` does.

        What is in the target's place and is no baseline must not be overwritten.
        """
        former = None if self.target is None else self.target.find()
        if former is None and self.known is not None:
            former = self.known.find()
        return EMPTY if former is None else former


def describe_bettered(use: BaselineUse, count: int) -> Iterator[str]:
    """Yield a line that tells how to hold on to what got better, if anything did."""
    if count and use.known is not None:
        those = "1 entry lets" if count == 1 else f"{count} entries let"
        way_out = "run again with --write-baseline to hold on to what got better"
        yield f"{use.known.path}: {those} through more than is needed; {way_out}"


def describe_written(target: BaselineFile, former: Baseline, written: Baseline) -> str:
    """Return what a run that wrote a baseline says of it."""
    before, after = (_count_entries(each) for each in (former, written))
    total = sum(after.values())
    counts = {
        "new": sum((after - before).values()),
        "gone": sum((before - after).values()),
        "changed": sum(
            former.states[key] is not state
            for key, state in written.states.items()
            if key in former.states
        ),
    }
    changes = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    noun = "entry" if total == 1 else "entries"
    return f"{target.path}: {total} {noun} written" + (f" ({changes})" if changes else "")


def _count_entries(baseline: Baseline) -> Counter[object]:
    """Return how often each translation, and each finding, is spoken of."""
    findings = (key for key, count in baseline.findings.items() for _ in range(count))
    return Counter([*baseline.states, *findings])
