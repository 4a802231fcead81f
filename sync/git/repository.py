"""Finding the repository of a folder, and running git in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError, UsageError
from sync.names import quote_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Variables by which a caller binds git to one repository; hooks set some of them.
BINDINGS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE")
# Variables that give paths another meaning.
_PATHSPECS = tuple(f"GIT_{kind}_PATHSPECS" for kind in ("LITERAL", "GLOB", "NOGLOB", "ICASE"))
# What a clone's own configuration could put in the way of an answer, or have run by a command that
# only reads: its programs (core.fsmonitor, hooks), the order and the encoding of what git prints
# (https://git-scm.com/docs/git-config). A clone that came as an archive brings its configuration
# along, and with it what would be run: https://github.com/atlassian/atlascode/pull/1918.
_SETTINGS = (
    ("color.ui", "false"),
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("diff.orderFile", os.devnull),
    ("i18n.logOutputEncoding", "UTF-8"),
    ("log.follow", "false"),
    ("log.showRoot", "true"),
    ("log.showSignature", "false"),
)
_PARTS = frozenset({"HEAD", "objects", "refs", "index"})
_PROBE = (
    "rev-parse",
    "--is-bare-repository",
    "--is-inside-work-tree",
    "--is-shallow-repository",
    "--absolute-git-dir",
    "--is-bare-repository",
    "--git-common-dir",
    "--is-bare-repository",
    "--show-prefix",
    "--is-bare-repository",
    "--show-toplevel",
)


class Repository(NamedTuple):
    """The git repository that a project's root lies in, and how to run git for that root.

    ``prefix`` is the root relative to ``toplevel``: empty, or ending in ``/``. ``git_dir`` is the
    work tree's own, ``common_dir`` the one that all work trees share. ``environment`` is the whole
    environment for git's processes.
    """

    root: Path
    toplevel: Path
    git_dir: Path
    common_dir: Path
    prefix: str
    is_shallow: bool
    environment: Mapping[str, str]


def find_repository(root: Path) -> Repository | None:
    """Find the repository that the folder ``root`` lies in; None outside of any.

    The folder decides, not a hook's ``GIT_DIR``, which may name another repository; that counts
    only where the folder shows none. A hook's ``GIT_INDEX_FILE`` is kept where it is this one's.

    Raises:
        UsageError: the repository is bare, or ``root`` lies in its git directory.
        GitError: git refuses (``safe.directory``), is missing where it is needed, or does not know
            what is there for a repository, as it is damaged.
    """
    found = _probe(root, build_environment())
    _require_no_wreck(root, found)
    if found is None and "GIT_DIR" in os.environ:
        top = Path(os.environ.get("GIT_WORK_TREE", "")).resolve()  # "" is git's rule: here
        if root.resolve().is_relative_to(top):
            bound = {name: str(Path(os.environ[name]).resolve()) for name in _bound_names()}
            found = _probe(root, build_environment() | bound | {"GIT_WORK_TREE": str(top)})
    return found


def _require_no_wreck(root: Path, found: Repository | None) -> None:
    """Raise GitError where git passes over what is left of a repository on its way upward."""
    top = None if found is None else os.path.realpath(found.toplevel)
    place = Path(os.path.realpath(root))
    for folder in (place, *place.parents):
        if os.fspath(folder) == top:
            return
        if _is_wreck(folder / ".git"):
            message = f"{folder / '.git'} is damaged, so that git takes it for no repository"
            raise GitError(f"{message}: restore its HEAD, objects and refs, or clone again")


def _is_wreck(place: Path) -> bool:
    """Say whether git's folder is there, and git cannot use it.

    Where ``GIT_CEILING_DIRECTORIES`` and the like end git's search, a sound one is passed over.
    """
    try:
        names = os.listdir(place)  # noqa: PTH208  no Path a name
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    if not _PARTS.intersection(names):
        return False
    command = ("--git-dir", os.fspath(place), "rev-parse", "--git-dir")
    return bool(_run(command, place, build_environment(), None).returncode)


def call_git(folder: Path) -> str:
    """Return how a reader calls git for the top of a repository, from where we are."""
    top, here = os.path.realpath(folder), os.path.realpath(".")
    return "git" if top == here else f"git -C {quote_name(os.path.relpath(top, here))}"


def explain_damage(repository: Repository, damage: str) -> str:
    """Return a message about what is broken in a repository, with the way to learn more."""
    return f"git: {damage}; `{call_git(repository.toplevel)} fsck` says more"


def go_offline(repository: Repository) -> Repository:
    """Return the repository as one of which nothing is fetched, whatever a partial clone lacks.

    Else git would fetch behind the user's back, one connection an object. The first variable is
    git's own switch since 2.45; the second refuses every transport to an older one.
    """
    offline = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
    return repository._replace(environment={**repository.environment, **offline})


def run(
    repository: Repository,
    *arguments: str,
    feed: bytes | None = None,
    accept: tuple[int, ...] = (0,),
    cwd: Path | None = None,
) -> bytes:
    """Run git to its end in the root (or ``cwd``) and return its standard output.

    ``feed`` goes to its standard input.

    Raises:
        GitError: the exit code is not among ``accept``; the message holds git's own words.
    """
    done = _run(arguments, cwd or repository.root, repository.environment, feed)
    if done.returncode not in accept:
        raise GitError(f"git {arguments[0]} failed: {read_words(done.stderr)}")
    return done.stdout


def start(repository: Repository, *arguments: str) -> subprocess.Popen[bytes]:
    """Start git in the root with pipes on all three ends; the caller must wait for it.

    Raises:
        GitError: there is no git to start.
    """
    try:
        return subprocess.Popen(
            ["git", *arguments],
            cwd=repository.root,
            env=repository.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise GitError(f"cannot start git: {error.strerror}") from error


def read_words(stderr: bytes) -> str:
    """Return what git said as one line, without its ``fatal:``."""
    words = " ".join(stderr.decode("utf-8", "replace").split())
    return words.removeprefix("fatal: ") or "it gave no reason"


def build_environment() -> dict[str, str]:
    """Return the environment for git's processes, bound to no repository by a caller's."""
    dropped = {*BINDINGS, *_PATHSPECS}
    environment = {name: text for name, text in os.environ.items() if name not in dropped}
    environment |= {
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    return environment | add_settings(environment, _SETTINGS)


def add_settings(
    environment: Mapping[str, str], settings: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Return the variables that add settings to those that an environment has already.

    They count before every file's (git-config(1), ``GIT_CONFIG_COUNT``).
    """
    count = environment.get("GIT_CONFIG_COUNT", "")
    number = int(count) if count.isdecimal() else 0
    added: dict[str, str] = {}
    for name, value in settings:
        added |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        number += 1
    return added | {"GIT_CONFIG_COUNT": str(number)}


def _bound_names() -> list[str]:
    return [name for name in BINDINGS if name in os.environ]


def _run(
    arguments: tuple[str, ...], cwd: Path, environment: Mapping[str, str], feed: bytes | None
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=cwd,
            env=environment,
            input=b"" if feed is None else feed,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"cannot start git: {error.strerror}") from error


def _probe(root: Path, environment: dict[str, str]) -> Repository | None:
    try:
        done = _run(_PROBE, root, environment, None)
    except GitError:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            raise
        return None  # without git and without a repository there is nothing to miss
    answer = os.fsdecode(done.stdout)
    is_bare, _, rest = answer.partition("\n")
    if is_bare == "true":
        raise UsageError(f"{root} is in a bare repository: run in a clone or a work tree of it")
    if rest.startswith("false\n"):
        raise UsageError(f"{root} is inside of a git directory: run in the work tree beside it")
    if done.returncode == 0:
        return _build_repository(root, environment, answer)
    if b"not a git repository (or any" in done.stderr:
        return None
    raise GitError(f"git cannot read the repository of {root}: {read_words(done.stderr)}")


def _build_repository(root: Path, environment: dict[str, str], answer: str) -> Repository:
    # The repeated first answer parts the paths, which may hold line ends themselves.
    is_bare, _, is_shallow, paths = answer.split("\n", 3)
    git_dir, common_dir, prefix, toplevel = paths.split(f"\n{is_bare}\n", 3)
    return Repository(
        root=root,
        toplevel=Path(toplevel.removesuffix("\n")),
        git_dir=Path(git_dir),
        common_dir=(root.resolve() / common_dir).resolve(),
        prefix=prefix,
        is_shallow=is_shallow == "true",
        environment=environment | _find_index(Path(git_dir)),
    )


def _find_index(git_dir: Path) -> dict[str, str]:
    """Keep the index that a hook speaks of, unless it is another repository's."""
    if "GIT_INDEX_FILE" not in os.environ:
        return {}
    index = Path(os.environ["GIT_INDEX_FILE"]).resolve()
    is_foreign = (index.parent / "HEAD").exists() and index.parent != git_dir.resolve()
    return {} if is_foreign else {"GIT_INDEX_FILE": str(index)}
