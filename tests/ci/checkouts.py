"""Checkouts as ``actions/checkout`` leaves them, of a remote on this machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.ci.runner import Runner
from tests.translated import GUIDE, Course, make_course, stamped

SOURCE, FR = "tea.md", "translations/fr/tea.md"
COFFEE, FR_COFFEE = "coffee.md", "translations/fr/coffee.md"
FRENCH = (
    "# Thé\n\nFaire bouillir.\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
)
BEANS = "# Coffee\n\nGrind the beans.\n"


@dataclass(frozen=True)
class PullRequest:
    """A pull request as the remote holds it: its last commit, and its merge into the base."""

    head: str
    merge: str
    base: str


def make_remote(root: Path) -> Course:
    """Make a remote whose translations are current; it knows filters, as GitHub does."""
    course = make_course(root, {SOURCE: GUIDE, COFFEE: "# Coffee\n"})
    course.git("config", "uploadpack.allowFilter", "true")
    course.git("config", "uploadpack.allowAnySHA1InWant", "true")
    course.commit({COFFEE: BEANS})
    course.commit(
        {FR: stamped(GUIDE, body=FRENCH), FR_COFFEE: stamped(BEANS, body="# Café\n\nMoudre.\n")}
    )
    return course


def open_pull_request(course: Course, files: Mapping[str, str | bytes]) -> PullRequest:
    """Put a pull request to main into the remote, merged with main as it is now."""
    base = course.git("rev-parse", "main")
    course.git("switch", "-q", "-C", "feature", "main")
    head = course.commit(files)
    course.git("switch", "-q", "--detach", "main")
    course.git("merge", "-q", "--no-ff", "-m", "Merge the pull request", head)
    merge = course.git("rev-parse", "HEAD")
    course.git("update-ref", "refs/pull/1/merge", merge)
    course.git("switch", "-q", "main")
    return PullRequest(head, merge, base)


def check_out(course: Course, place: Path, commit: str, *options: str) -> Course:
    """Check a commit of the remote out; the options are for git's fetch."""
    place.mkdir(parents=True)
    checkout = Course(place)
    checkout.git("init", "-q", "-b", "nothing")
    checkout.git("remote", "add", "origin", course.root.as_uri())
    fetched = "refs/remotes/pull/1/merge"
    checkout.git("fetch", "-q", "--no-tags", *options, "origin", f"+{commit}:{fetched}")
    checkout.git("checkout", "-q", "--detach", fetched)
    return checkout


def run_at_push(checkout: Course, **variables: str) -> Runner:
    """Return a runner for a push."""
    return Runner(checkout.root, checkout.root.parent / "runner", variables)


def run_at_pull_request(
    checkout: Course, request: PullRequest, event: str = "pull_request", **variables: str
) -> Runner:
    """Return a runner for an event of a pull request."""
    runner = run_at_push(checkout, **variables)
    runner.folder.mkdir()
    payload = runner.folder / "event.json"
    sides = {"head": {"sha": request.head}, "base": {"sha": request.base, "ref": "main"}}
    payload.write_text(json.dumps({"pull_request": sides}))
    runner.variables.update(
        GITHUB_EVENT_NAME=event,
        GITHUB_EVENT_PATH=str(payload),
        GITHUB_BASE_REF="main",
        GITHUB_HEAD_REF="feature",
        GITHUB_SHA=request.merge,
    )
    return runner


def list_objects(checkout: Course) -> set[str]:
    """Return the names of all objects that are there."""
    listed = checkout.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    return set(listed.split())


def count_packs(checkout: Course) -> int:
    """Return the number of packs, one of which each fetch adds."""
    return len(list((checkout.root / ".git/objects/pack").glob("*.pack")))


def find_blob(course: Course, commit: str, path: str) -> str:
    """Return the name of a file's content in a commit."""
    return course.git("rev-parse", f"{commit}:{path}")
