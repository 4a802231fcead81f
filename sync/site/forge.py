"""Where a repository's files and commits are shown on the web, found from its remote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from sync.errors import GitError
from sync.git.dates import read_date
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
_GITEA_NEW = "/_new/{branch}/?filename={path}"  # since 1.15, and so of Forgejo, its fork
# How the page is addressed on which a new file is written; Bitbucket has none that takes a path.
_NEW_FILES = {
    "gitlab": "/-/new/{branch}?file_name={path}",
    "codeberg": _GITEA_NEW,
    "gitea": _GITEA_NEW,
    "forgejo": _GITEA_NEW,
    "github": "/new/{branch}?filename={path}",
}


@dataclass(frozen=True, slots=True)
class Forge:
    """Templates of addresses; ``revision`` is the commit that links to files name.

    ``prefix`` is the root relative to the repository's top: empty, or ending in ``/``. ``home`` is
    the repository's own page, ``fresh`` the one to write a new file on, None where nobody knows it.
    """

    file: str
    commit: str
    revision: str
    prefix: str = ""
    home: str = ""
    fresh: str | None = None

    @property
    def own(self) -> Forge:
        """The forge of the project's own files."""
        return self

    @property
    def patterns(self) -> dict[str, str | None]:
        """The addresses of files as a script fills them in, for ``{path}`` (encoded)."""
        start = quote(self.prefix)
        file = self.file.replace("{revision}", self.revision)
        patterns = {"file": file, "fresh": self.fresh}
        return {
            name: each and each.replace("{path}", f"{start}{{path}}")
            for name, each in patterns.items()
        }

    def link_file(self, path: str, line: int | None = None, revision: str | None = None) -> str:
        """Return the address of a file, relative to the root, at a commit; lines are 1-based."""
        place = quote(f"{self.prefix}{path}", errors="surrogateescape")
        anchor = "" if line is None else f"#L{line}"
        return self.file.format(revision=revision or self.revision, path=place) + anchor

    def link_new(self, path: str) -> str | None:
        """Return the address at which a file is begun; None where nobody knows it."""
        place = quote(f"{self.prefix}{path}", errors="surrogateescape")
        return self.fresh and self.fresh.replace("{path}", place)

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


class CheckedOut(NamedTuple):
    """What a site was made of: the commit that is checked out, and its date, ISO 8601."""

    commit: str
    date: str


def find_forge(
    remote: str, revision: str, prefix: str = "", branch: str | None = None
) -> Forge | None:
    """Find the forge of a remote's address; None for one whose addresses nobody knows.

    New files are written to the ``branch``, if it is known.
    """
    match = _REMOTE.fullmatch(remote.strip())
    if match is None:
        return None
    host, path = match["host"] or match["scp"], match["path"]
    kind = next((name for name in _FORMS if name in host.casefold()), None)
    if kind is None or ".." in path.split("/"):
        return None
    form, new_file = _FORMS[kind], _NEW_FILES.get(kind)
    start = f"https://{host}/{quote(path)}".replace("{", "%7B").replace("}", "%7D")
    fresh = None
    if branch and new_file:
        fresh = start + new_file.replace("{branch}", quote(branch))
    return Forge(start + form[0], start + form[1], revision, prefix, start, fresh)


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
    return find_forge(remote, revision, repository.prefix, _find_branch(repository))


def _find_branch(repository: Repository) -> str | None:
    """Return the branch that the remote shows first, else the one that is checked out."""
    for name, start in (("refs/remotes/origin/HEAD", "origin/"), ("HEAD", "")):
        try:
            found = run(repository, "symbolic-ref", "--quiet", "--short", name)
        except GitError:
            continue
        return found.decode("utf-8", "replace").strip().removeprefix(start)
    return None


def read_origin(repository: Repository) -> CheckedOut | None:
    """Return the commit that is checked out; None before the first."""
    try:
        name = run(repository, "rev-parse", "--verify", "HEAD").decode("ascii").strip()
        return CheckedOut(name, read_date(run(repository, "cat-file", "commit", name)))
    except GitError:
        return None
