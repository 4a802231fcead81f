"""Real repositories for tests, a step a line."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sync.errors import GitError
from sync.hashing import digest
from sync.history import BaseQuery, History
from sync.model import Base, Reason, name_digest
from tests.project_files import dated, git, write_files

_clock = count(1_700_000_000, 60)


def md5(text: str | bytes) -> str:
    return digest(text.encode() if isinstance(text, str) else text)


@dataclass
class GitRepo:
    """A repository whose commits are a minute apart."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str) -> str:
        environment = dated(next(_clock)) | self.environment
        return git(self.path, *arguments, environment=environment).strip()

    def write(self, name: str, text: str | bytes) -> Path:
        write_files(self.path, {name: text})
        return self.path / name

    def commit(self, message: str = "Change the course") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def save(self, name: str, text: str | bytes) -> str:
        self.write(name, text)
        return self.commit()

    def date(self, commit: str) -> str:
        return self.git("log", "-1", "--format=%cI", commit).replace("Z", "+00:00")

    def blob(self, text: str | bytes) -> str:
        data = text.encode() if isinstance(text, str) else text
        done = subprocess.run(
            ["git", "hash-object", "--stdin"],
            cwd=self.path,
            input=data,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    @property
    def cache(self) -> Path:
        common = self.git("rev-parse", "--git-common-dir")
        return self.path / common / "translation-sync"

    def history(self, folder: str = "") -> History:
        history = History.open(self.path / folder)
        assert history is not None
        return history

    def find(self, source: str, text: str | bytes, *also: str, folder: str = "") -> Base | Reason:
        """Ask, in a run of its own, for the version of ``source`` that reads ``text``."""
        query = BaseQuery(source, name_digest(md5(text)), also)
        answer = self.history(folder).find_bases([query])[query]
        if isinstance(answer, GitError):
            raise answer
        return answer

    def clone_partially(self, filtered: str) -> GitRepo:
        """Clone without the objects that ``git clone --filter`` leaves out."""
        self.git("config", "uploadpack.allowFilter", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.git("clone", "-q", f"--filter={filtered}", self.path.as_uri(), "../partial")
        return GitRepo(self.path.parent / "partial")

    def expect(self, commit: str, path: str, text: str | bytes) -> Base:
        """The base that one finds with one's own eyes."""
        return Base(commit=commit, path=path, blob=self.blob(text), date=self.date(commit))
