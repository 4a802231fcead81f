"""The store: what was found out of a fleet, in one file of SQLite.

Each repository is written in one transaction, so that a killed run leaves whole ones, and what it
did not come to is done by the next. Several runs may write to it: each takes its turn.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import FileError, UsageError
from sync.fleet.values import KnownRepository, LookedAt, OwedTranslation
from sync.model import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sync.fleet.values import Listed

APPLICATION = 0x7453464C
"""What marks a file of SQLite as ours (its header has room for that, at byte 68)."""

VERSION = 1
"""The version of the tables; a file of a newer one is left alone."""

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100  # bytes, see https://www.sqlite.org/fileformat.html
_TOGETHER = 100  # repositories of which nothing is new
_PATIENCE = 60  # seconds to wait for another run's turn to end
_TABLES = """
CREATE TABLE repositories (
  name TEXT PRIMARY KEY, address TEXT NOT NULL, root TEXT NOT NULL, revision TEXT NOT NULL,
  commit_id TEXT, fingerprint TEXT, error TEXT, summary TEXT NOT NULL, languages TEXT NOT NULL,
  finished TEXT NOT NULL
);
CREATE TABLE translations (
  repository TEXT NOT NULL REFERENCES repositories (name) ON DELETE CASCADE,
  language TEXT NOT NULL, document TEXT NOT NULL, path TEXT NOT NULL, state TEXT NOT NULL,
  reason TEXT, original_hash TEXT, synced_hash TEXT
);
CREATE INDEX translations_by_repository ON translations (repository);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, finished TEXT,
  command TEXT NOT NULL, looked INTEGER NOT NULL DEFAULT 0, reused INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
);
"""


class Store:
    """An open store, and the run that writes to it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, command: str) -> None:
        """Take the connection over, and begin a run; `open_store` does it all."""
        self._path = path
        self._connection = connection
        self._reused = 0
        with self._explain():
            # What it holds can be found out again: to lose the last with the power is no harm.
            connection.execute("PRAGMA synchronous = NORMAL")
        with self._writing():
            self._run = _begin(connection, command)

    def read(self, names: Sequence[str]) -> list[KnownRepository]:
        """Return what is known of repositories, in the order of ``names``."""
        with self._explain():
            found = [self._read(name) for name in names]
        return [each for each in found if each is not None]

    def read_fingerprints(self) -> dict[str, tuple[str, Mapping[str, Mapping[str, int]]]]:
        """Return fingerprint and counts of the repositories of which nothing is in doubt."""
        query = (
            "SELECT name, fingerprint, languages FROM repositories"
            " WHERE error IS NULL AND fingerprint IS NOT NULL"
        )
        with self._explain():
            rows = self._connection.execute(query).fetchall()
        return {name: (word, json.loads(languages)) for name, word, languages in rows}

    def keep(self, names: Collection[str]) -> None:
        """Drop the repositories that are not among ``names``."""
        with self._writing():
            known = self._connection.execute("SELECT name FROM repositories").fetchall()
            gone = [(name,) for (name,) in known if name not in names]
            self._connection.executemany("DELETE FROM translations WHERE repository = ?", gone)
            self._connection.executemany("DELETE FROM repositories WHERE name = ?", gone)

    def put(self, listed: Listed, found: LookedAt) -> None:
        """Write what was found of a repository, and count it, in one transaction."""
        if found.is_same and found.error is None:
            self._reuse(listed)
            return
        with self._writing():
            self._replace(listed, found)
            self.count(looked=True, failed=found.error is not None)

    def count(self, *, looked: bool, failed: bool) -> None:
        """Count one repository more in the run."""
        with self._explain():
            self._connection.execute(
                "UPDATE runs SET looked = looked + ?, failed = failed + ? WHERE id = ?",
                (int(looked), int(failed), self._run),
            )

    def _reuse(self, listed: Listed) -> None:
        """Count a repository of which nothing has to be written, but what FILE says of it.

        They are counted together: a write waits for the disk.
        """
        self._reused += 1
        named = (listed.shown, listed.revision, listed.name)
        query = "SELECT 1 FROM repositories WHERE (address, revision, name) = (?, ?, ?)"
        with self._explain():
            is_said = self._connection.execute(query, named).fetchone()
        if is_said is None or self._reused >= _TOGETHER:
            with self._writing():
                self._connection.execute(
                    "UPDATE repositories SET address = ?, revision = ? WHERE name = ?", named
                )
                self._count_reused()

    def _count_reused(self) -> None:
        self._connection.execute(
            "UPDATE runs SET reused = reused + ? WHERE id = ?", (self._reused, self._run)
        )
        self._reused = 0

    def finish(self) -> None:
        """Note that the run came to its end."""
        with self._writing():
            self._count_reused()
            self._connection.execute(
                "UPDATE runs SET finished = ? WHERE id = ?", (_now(), self._run)
            )

    def _replace(self, listed: Listed, found: LookedAt) -> None:
        name = found.name
        summary = {
            state.value: sum(counts.get(state.value, 0) for counts in found.languages.values())
            for state in State
        }
        self._connection.execute("DELETE FROM translations WHERE repository = ?", (name,))
        self._connection.execute(
            "INSERT OR REPLACE INTO repositories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                listed.shown,
                listed.root,
                listed.revision,
                found.commit_id,
                found.fingerprint,
                found.error,
                json.dumps(summary),
                json.dumps(found.languages, ensure_ascii=False),
                _now(),
            ),
        )
        self._connection.executemany(
            "INSERT INTO translations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(name, *row) for row in found.rows],
        )

    def _read(self, name: str) -> KnownRepository | None:
        row = self._connection.execute(
            "SELECT * FROM repositories WHERE name = ?", (name,)
        ).fetchone()
        if row is None:
            return None
        rows = self._connection.execute(
            "SELECT language, document, path, state, reason, original_hash, synced_hash"
            " FROM translations WHERE repository = ? ORDER BY rowid",
            (name,),
        ).fetchall()
        known = KnownRepository._make((*row, tuple(OwedTranslation(*each) for each in rows), None))
        return known._replace(
            summary=json.loads(str(known.summary)), languages=json.loads(str(known.languages))
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all or nothing, alone."""
        with self._explain():
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:  # commits, or takes all back
                yield

    @contextmanager
    def _explain(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            message = (
                f"cannot be used: {error}; make room, or remove it, and all is looked at again"
            )
            raise FileError(message, path=str(self._path)) from error


@contextmanager
def open_store(path: Path, command: str) -> Iterator[Store]:
    """Open a store, which is made if there is none, and begin a run.

    Raises:
        UsageError: the file is no store, or one of a newer program; it is not touched.
        FileError: the file system refused.
    """
    check_store(path)
    try:
        if not path.exists():
            _make(path)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except (sqlite3.Error, OSError) as error:
        words = error.strerror if isinstance(error, OSError) else str(error)
        raise FileError(f"cannot be made: {words}", path=str(path)) from error
    with closing(connection):
        yield Store(path, connection, command)


def check_store(path: Path) -> None:
    """Refuse a file that is no store of ours, by its first bytes, so that nothing touches it.

    Raises:
        UsageError: it is none, or one of a newer program.
        FileError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}", path=str(path)) from error
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if not header.startswith(_MAGIC) or application != APPLICATION:
        message = f"{str(path)!r} is no store of a fleet"
        raise UsageError(f"{message}, so it is left alone: name another with --store")
    if version > VERSION:
        message = f"{str(path)!r} is a store of a newer translation-sync, so it is left alone"
        raise UsageError(f"{message}: upgrade, or name another with --store")


def _make(path: Path) -> None:
    """Make an empty store beside its place, and put it there unless another run did."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        draft = Path(folder) / "store"
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.executescript(
                f"BEGIN; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
                f"{_TABLES} COMMIT;"
            )
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            if not path.exists():
                draft.rename(path)


def _begin(connection: sqlite3.Connection, command: str) -> int:
    cursor = connection.execute(
        "INSERT INTO runs (started, command) VALUES (?, ?)", (_now(), command)
    )
    return int(cursor.lastrowid or 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
