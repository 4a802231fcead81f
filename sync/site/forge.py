"""Where a repository's files and commits are shown on the web, found from its remote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sync.errors import GitError
from sync.git.repository import run
from sync.project.trees import find_mount

if TYPE_CHECKING:
    from sync.git import Repository
    from sync.project.project import Project

# git@host:path, ssh://git@host:port/path, https://user@host/path
_REMOTE = re.compile(
    r"""(?: (?:https?|ssh|git)://(?:[^/@]*@)?(?P<host>[\w.-]+)(?::\d+)?/
          | (?:[\w.-]+@)(?P<scp>[\w.-]+):(?!/) )
        (?P<path>[^\s?\#]+?)(?:\.git)?/?""",
    re.VERBOSE,
)
# By what a host's name holds: how a file at a revision and a commit are addressed.
_FORMS = {
    "gitlab": ("/-/blob/{revision}/{path}", "/-/commit/{revision}"),
    "bitbucket": ("/src/{revision}/{path}", "/commits/{revision}"),
    "codeberg": ("/src/commit/{revision}/{path}", "/commit/{revision}"),
    "gitea": ("/src/commit/{revision}/{path}", "/commit/{revision}"),
    "forgejo": ("/src/commit/{revision}/{path}", "/commit/{revision}"),
    "github": ("/blob/{revision}/{path}", "/commit/{revision}"),
}


@dataclass(frozen=True, slots=True)
class Forge:
    """Templates of addresses; ``revision`` is the commit that links to files name.

    ``prefix`` is the root relative to the repository's top: empty, or ending in ``/``.
    """

    file: str
    commit: str
    revision: str
    prefix: str = ""

    def link_file(self, path: str, line: int | None = None, revision: str | None = None) -> str:
        """Return the address of a file, relative to the root, at a commit; lines are 1-based."""
        place = quote(f"{self.prefix}{path}", errors="surrogateescape")
        anchor = "" if line is None else f"#L{line}"
        return self.file.format(revision=revision or self.revision, path=place) + anchor

    def link_commit(self, commit: str, path: str) -> str:
        """Return the address of a commit of the repository that a file lies in."""
        del path
        return self.commit.format(revision=commit)


@dataclass(frozen=True, slots=True)
class Forges:
    """The forges of several repositories, by what the paths of their files begin with.

    ``own`` is the project's, which has all other files; None where nobody knows a forge.
    """

    own: Forge | None
    others: tuple[tuple[str, Forge | None], ...]

    def link_file(
        self, path: str, line: int | None = None, revision: str | None = None
    ) -> str | None:
        """Return the address of a file at a commit; None where its repository has none."""
        forge, inner = self._find(path)
        return None if forge is None else forge.link_file(inner, line, revision)

    def link_commit(self, commit: str, path: str) -> str | None:
        """Return the address of a commit of the repository that a file lies in."""
        forge, inner = self._find(path)
        return None if forge is None else forge.link_commit(commit, inner)

    def _find(self, path: str) -> tuple[Forge | None, str]:
        mounts = dict(self.others)
        mount = find_mount(path, mounts)
        return (self.own, path) if mount is None else (mounts[mount], path[len(mount) + 1 :])


def find_forge(remote: str, revision: str, prefix: str = "") -> Forge | None:
    """Find the forge of a remote's address; None for one whose addresses nobody knows."""
    match = _REMOTE.fullmatch(remote.strip())
    if match is None:
        return None
    host, path = match["host"] or match["scp"], match["path"]
    form = next((form for name, form in _FORMS.items() if name in host.casefold()), None)
    if form is None or ".." in path.split("/"):
        return None
    start = f"https://{host}/{quote(path)}".replace("{", "%7B").replace("}", "%7D")
    return Forge(start + form[0], start + form[1], revision, prefix)


def open_forges(project: Project) -> Forge | Forges | None:
    """Return the forge of a project's repository, with those that its sources are in."""
    own = None if project.repository is None else open_forge(project.repository)
    if not project.upstreams:
        return own
    pairs = project.upstreams.items()
    return Forges(own, tuple((at, open_forge(each.repository, each.tip)) for at, each in pairs))


def open_forge(repository: Repository, revision: str = "HEAD") -> Forge | None:
    """Return the forge of a repository's remote; None without one, or without a commit."""
    try:
        remote = run(repository, "remote", "get-url", "origin").decode("utf-8", "replace")
        revision = run(repository, "rev-parse", "--verify", revision).decode().strip()
    except GitError:
        return None
    return find_forge(remote, revision, repository.prefix)
