"""``history``: how many translations were in which state, commit by commit."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import LackingError, ObjectError, UsageError
from sync.git import call_git, go_offline, list_commit
from sync.git.fetching import fetch_objects, is_partial, list_local, may_fetch
from sync.model import Reason, find_fetch_command
from sync.project.selection import match_languages
from sync.results import Trend
from sync.trend.past import PastReader, PastTree
from sync.trend.points import count_points, parse_limit
from sync.trend.replay import Open, Replay
from sync.trend.resolution import PastHistory, resolve_past
from sync.trend.words import WordCounter
from sync.workflow.keeping import name_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.errors import GitError, SyncError
    from sync.git import Entry, Repository
    from sync.history.line import Commit
    from sync.project.project import Project
    from sync.project.query import Query
    from sync.trend.points import Every
    from sync.trend.replay import Moment

_WORDS = "words"  # the section of the cache
_MOST_WORDS = 100_000  # versions, and pairs of them


class Period(NamedTuple):
    """From when until when a trend is asked for, as dates of a user's, and how close together."""

    every: Every
    since: str | None = None
    until: str | None = None


class Told(NamedTuple):
    """The trend, the lines for standard error, and what kept something from being found out."""

    trend: Trend
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()


def find_history(project: Project, query: Query, span: Period, *, with_words: bool = False) -> Told:
    """Replay the first-parent line of HEAD; nothing is checked out.

    ``with_words`` counts the sources' words, too, which reads each version of them. What a partial
    clone lacks of all that is fetched where the user allows it.

    Raises:
        UsageError: there is no history, or a date, path or language makes no sense.
        LackingError: a partial clone lacks what would tell.
        FetchError: what it lacks cannot be fetched.
        GitError: git failed.
    """
    repository = project.repository
    if repository is None:
        message = f"{str(project.root)!r} is in no git repository: run in a clone of the project"
        raise UsageError(message)
    if project.upstreams:
        where = ", ".join(sorted(project.upstreams))
        message = f"the sources lie in another repository ({where})"
        raise UsageError(f"{message}, and a trend follows the commits of one alone")
    history = PastHistory(repository, project.commit)
    line = history.line()
    if not line:
        raise UsageError("HEAD names no commit yet: commit first, there is no history to tell of")
    first, last = _find_ends(line, span)
    if first > last:
        return Told(Trend(()), _warn(repository, line))
    view = project.view_files()  # how translations are stamped now is how those of the past are
    with PastReader(go_offline(repository)) as reader:
        tree = PastTree(repository, _list_base(repository, line, first), reader, project.commit)
        moments = _replay(Replay(project, query, tree), history, line[: last + 1], first)
        asked = {each for moment in moments for _, each in moment.changes}
        questions = [each for each in asked if isinstance(each, Open)]
        resolved = resolve_past(project, history, reader, questions)
        words = None
        if with_words:
            kept = history.cache.section(_WORDS, _MOST_WORDS)
            words = WordCounter(project, reader, kept, name_reading(view))
        commits = {commit.name: commit for commit in line}
        points = tuple(count_points(moments, resolved, commits, span.every, words))
    history.cache.save()
    if _fetch_lacking(repository, reader.lost, is_lacking=resolved.is_lacking):
        return find_history(project, query, span, with_words=with_words)  # what came tells of more
    broken = _name_lost(reader.lost, history, line[last].name)
    if first and points and points[0].commit == line[first - 1].name:
        points = points[1:]
    return Told(Trend(points), _warn(repository, line), (*broken, *resolved.failures))


def _find_ends(line: Sequence[Commit], span: Period) -> tuple[int, int]:
    """Return the places of the first and the last commit asked for.

    Raises:
        UsageError: a date is none, or the time ends before it begins.
    """
    since = span.since and parse_limit(span.since, "--since", is_end=False)
    until = span.until and parse_limit(span.until, "--until", is_end=True)
    if since and until and since > until:
        raise UsageError(f"--since {span.since} is behind --until {span.until}")
    places = range(len(line))
    first = next((at for at in places if not since or line[at].moment >= since), len(line))
    last = next((at for at in reversed(places) if not until or line[at].moment <= until), -1)
    return first, last


def _list_base(repository: Repository, line: Sequence[Commit], first: int) -> Sequence[Entry]:
    """List the files of the commit before the ``first`` asked for, if there is one."""
    return list_commit(repository, line[first - 1].name) if first else ()


def _replay(
    replay: Replay, history: PastHistory, line: Sequence[Commit], first: int
) -> list[Moment]:
    """Return what concerned a translation, before it all what the line was at ``first``."""
    base = line[first - 1].name if first else None
    start = () if base is None else (replay.begin(base),)
    steps = history.steps(base, line[-1].name)
    moments = chain(start, map(replay.advance, steps))
    found = [moment for moment in moments if moment is not None]
    if replay.refusal is not None and not replay.has_places:
        raise replay.refusal
    match_languages(replay.query.languages, replay.languages, replay.project.caller)
    return found


def _fetch_lacking(
    repository: Repository, lost: Mapping[str, GitError], *, is_lacking: bool
) -> bool:
    """Fetch what a partial clone left out of what could not be read; tell whether anything was.

    Raises LackingError where nobody allows it, or where the bases that stamps name are lacking.
    """
    left_out = set(lost) - list_local(repository) if lost and is_partial(repository) else set()
    if left_out and may_fetch(repository):
        fetch_objects(repository, left_out)
        return True
    if left_out or is_lacking:
        way_out = f"{call_git(repository.toplevel)} {find_fetch_command(Reason.PARTIAL_CLONE)}"
        raise LackingError(f"contents of the past are missing here: `{way_out}` brings them")
    return False


def _name_lost(
    lost: Mapping[str, GitError], history: PastHistory, end: str
) -> Iterator[ObjectError]:
    """Yield what is wrong with each object that could not be read, with its place if it has one."""
    places: dict[str, tuple[str, str]] = {}
    for step in history.steps(None, end) if lost else ():
        for path, entry in step.changes.items():
            if entry is not None and entry.blob in lost:
                places.setdefault(entry.blob, (path, f"as of {step.commit[:10]}: "))
    for blob, error in lost.items():
        path, since = places.get(blob, ("", ""))
        yield ObjectError(f"{since}{error.message}", path=path or None)


def _warn(repository: Repository, line: Sequence[Commit]) -> tuple[str, ...]:
    if not repository.is_shallow:
        return ()
    start = f"{line[0].name[:10]} of {line[0].date[:10]}"
    message = f"this clone is shallow, its history begins with {start}"
    return (f"{message}; `{call_git(repository.toplevel)} fetch --unshallow` brings the rest",)
