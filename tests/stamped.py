"""Small sites for tests, with stamps of their own: ``en/`` is translated to ``fr/`` and others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.commands.calling import Reply, ask, call
from tests.project_files import commit_all, git, write_files

COMMIT = "commit: from"


@dataclass(frozen=True)
class Site:
    """A repository whose ``stamp`` the configuration says."""

    root: Path

    @classmethod
    def make(cls, root: Path, stamp: str, more: str = "", *options: str) -> Site:
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main", *options)
        site = cls(root)
        site.configure(stamp, more)
        return site

    def configure(self, stamp: str, more: str = "") -> None:
        """Write the configuration."""
        lines = ["source: en", 'translations: "{lang}/{path}"', f"stamp: {{{stamp}}}", more]
        self.write({".translation-sync.yaml": "\n".join(lines) + "\n"})

    def write(self, files: dict[str, str] | dict[str, bytes]) -> None:
        write_files(self.root, files)

    def save(self, files: dict[str, str], message: str = "Change things") -> str:
        """Write files and commit all; return the commit."""
        self.write(files)
        return commit_all(self.root, message)

    def git(self, *arguments: str) -> str:
        return git(self.root, *arguments)

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def blob(self, path: str, revision: str = "HEAD") -> str:
        return self.git("rev-parse", f"{revision}:{path}")

    def tell(self, path: str = "fr/a.md") -> dict[str, Any]:
        """Return what ``status`` says of a translation."""
        reply = ask(self.root, "status")
        assert reply.err == "" or reply.code == 0, reply.err
        return reply.translations[path]

    def judge(self, path: str = "fr/a.md") -> tuple[str, str | None]:
        """Return state and reason of a translation."""
        told = self.tell(path)
        return told["state"], told["reason"]

    def call(self, *arguments: str) -> Reply:
        return call(self.root, *arguments)

    def stamp(self, path: str = "fr/a.md") -> Reply:
        reply = self.call("stamp", path)
        assert reply.code == 0, reply.out + reply.err
        return reply


def head(value: str, key: str = "from", body: str = "Salut.\n") -> str:
    """Return a translation with a key."""
    return f"---\n{key}: {value}\n---\n\n{body}"
