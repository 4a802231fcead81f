"""Sparse checkouts: what git's index holds and the checkout leaves out is there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
from tests.stamped import Site
from tests.translated import GUIDE, LONGER, Course, fields, make_course, stamped

BODY = "# Thé\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
FRENCH, HEBREW = "translations/fr/tea/guide.md", "translations/he/tea/guide.md"

Narrow = Callable[[Course, Sequence[str]], None]


def by_folders(course: Course, folders: Sequence[str]) -> None:
    course.git("sparse-checkout", "set", "--cone", *folders)


def by_folders_with_a_sparse_index(course: Course, folders: Sequence[str]) -> None:
    course.git("sparse-checkout", "set", "--cone", "--sparse-index", *folders)


def by_patterns(course: Course, folders: Sequence[str]) -> None:
    course.git("sparse-checkout", "set", "--no-cone", "/*.*", *(f"/{each}/" for each in folders))


def by_flags(course: Course, folders: Sequence[str]) -> None:
    paths = course.git("ls-files").splitlines()
    course.git("update-index", "--no-skip-worktree", *paths)
    course.git("checkout", "--", ".")
    for path in paths:
        if "/" in path and not path.startswith(tuple(f"{each}/" for each in folders)):
            course.git("update-index", "--skip-worktree", path)
            (course.root / path).unlink()


@pytest.fixture(
    params=[by_folders, by_folders_with_a_sparse_index, by_patterns, by_flags],
    ids=lambda each: each.__name__,
)
def narrow(request: pytest.FixtureRequest) -> Narrow:
    """What narrows the checkout of a course to some folders and the files at the top."""
    chosen: Narrow = request.param
    return chosen


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose French is stale, whose Hebrew is current."""
    course = make_course(tmp_path / "course", {"tea/guide.md": GUIDE, "README.md": "# Course\n"})
    course.write({FRENCH: stamped(GUIDE, body=BODY)})
    course.commit({"tea/guide.md": LONGER})
    course.commit({HEBREW: stamped(LONGER, body=BODY), "tea/leaf.md": "# Leaf\n"})
    return course


def states_of(folder: Path, *arguments: str) -> dict[str, str]:
    translations = ask(folder, "status", *arguments).translations
    return {path: each["state"] for path, each in translations.items()}


def test_states_are_those_of_the_whole_checkout(course: Course, narrow: Narrow) -> None:
    whole = ask(course.root, "status").out
    narrow(course, ["tea"])
    assert not (course.root / FRENCH).exists()
    assert ask(course.root, "status").out == whole
    narrow(course, ["translations"])
    assert not (course.root / "tea/guide.md").exists()
    assert ask(course.root, "status").out == whole


def test_text_says_how_many_are_left_out(course: Course, narrow: Narrow) -> None:
    narrow(course, ["tea", "translations/he"])
    for command in ("status", "check", "lint"):
        assert "1 translation is left out of this checkout" in call(course.root, command).out
    assert "left out" in call(course.root, "diff").err


def test_a_whole_checkout_says_nothing_of_it(course: Course) -> None:
    assert "left out" not in call(course.root, "status").out
    (course.root / FRENCH).unlink()
    assert FRENCH not in states_of(course.root)


def test_what_is_left_out_is_compared(course: Course, narrow: Narrow) -> None:
    whole = {each: ask(course.root, each).out for each in ("diff", "lint")}
    narrow(course, ["tea"])
    assert {each: ask(course.root, each).out for each in ("diff", "lint")} == whole


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "fr", "tea/guide.md"),
        ("sync", "--lang", "fr"),
        ("sync", "--check", "--lang", "fr"),
        ("sync", "--force", "--lang", "fr"),
        ("stamp", "--lang", "fr"),
    ],
    ids=" ".join,
)
def test_nothing_is_written_to_it(
    course: Course, narrow: Narrow, arguments: tuple[str, ...]
) -> None:
    narrow(course, ["tea"])
    before = photograph(course.root)
    refused = ask(course.root, *arguments)
    assert refused.code == 1
    (update,) = [each for each in refused.report["translations"] if each["path"] == FRENCH]
    assert (update["outcome"], update["reason"]) == ("refused", "not-checked-out")
    assert photograph(course.root) == before


def test_the_command_that_is_named_brings_it_here(course: Course, narrow: Narrow) -> None:
    narrow(course, ["tea"])
    for folder in (course.root, course.root / "tea"):
        said = call(folder, "sync", "--lang", "fr").out
        command = said.split("to have it here: ")[1].split(" (not-checked-out)")[0]
        assert subprocess.run(command, cwd=folder, shell=True, check=False).returncode == 0
        assert (course.root / FRENCH).is_file()
        assert call(folder, "sync", "--check", "--lang", "fr").out.startswith(
            f"{FRENCH}: would be updated"
        )
        narrow(course, ["tea"])


def test_a_path_that_is_left_out_can_be_asked_for(course: Course, narrow: Narrow) -> None:
    narrow(course, ["tea"])
    assert states_of(course.root, FRENCH) == {FRENCH: "stale"}
    assert states_of(course.root, "translations/he", "--state", "current") == {HEBREW: "current"}
    narrow(course, ["translations"])
    assert states_of(course.root, "tea/guide.md") == {FRENCH: "stale", HEBREW: "current"}
    assert call(course.root, "status", "tea/none.md").code == 2


def test_a_sidecar_is_read_and_not_written(course: Course) -> None:
    sidecar = "translations/fr/.co-op-translator.json"
    entry = fields(GUIDE, source_file="tea/guide.md", language_code="fr")
    course.commit({FRENCH: BODY, sidecar: json.dumps({"tea/guide.md": entry}, indent=2)})
    course.git("sparse-checkout", "set", "--no-cone", "/*", "!*.json")
    assert not (course.root / sidecar).exists()
    assert states_of(course.root)[FRENCH] == "stale"
    before = photograph(course.root)
    refused = call(course.root, "sync", "--lang", "fr")
    assert (refused.code, "not-checked-out" in refused.out) == (1, True)
    assert sidecar in refused.out
    assert photograph(course.root) == before


def test_a_source_that_is_left_out_is_gone_for_nobody(course: Course, narrow: Narrow) -> None:
    narrow(course, ["translations"])
    synced = call(course.root, "sync", "--lang", "fr")
    assert (synced.code, "1 updated" in synced.out) == (0, True)
    assert "| White |" not in (course.root / FRENCH).read_text("utf-8")
    assert "White" in (course.root / FRENCH).read_text("utf-8")
    assert "git rm" not in call(course.root, "status").out


def test_a_source_that_is_gone_is_gone(course: Course, narrow: Narrow) -> None:
    course.git("rm", "-q", "tea/guide.md")
    course.commit()
    narrow(course, ["translations"])
    assert states_of(course.root)[FRENCH] == "orphaned"


def test_a_change_is_seen_as_the_index_shows_it(course: Course, narrow: Narrow) -> None:
    narrow(course, ["tea"])
    course.write({"tea/guide.md": LONGER + "| Oolong | 5 |\n"})
    course.git("add", "tea/guide.md")
    staged = ask(course.root, "check", "--staged").translations
    course.git("commit", "-q", "-m", "Add a tea")
    since = ask(course.root, "check", "--changed-from", "HEAD~1").translations
    assert list(staged) == list(since) == [HEBREW]


def test_what_is_on_disk_counts_although_it_is_flagged(course: Course) -> None:
    course.git("update-index", "--skip-worktree", "tea/guide.md")
    course.write({"tea/guide.md": GUIDE})
    assert states_of(course.root)[FRENCH] == "current"
    course.write({FRENCH: stamped(LONGER, body=BODY)})
    assert states_of(course.root)[FRENCH] == "stale"


CONFIGURED = {
    "docs/.translation-sync.yaml": "source: en\ntranslations: '{lang}/{path}'\n",
    "docs/en/a.md": GUIDE,
    "docs/fr/a.md": stamped(GUIDE, source_file="a.md", language_code="fr"),
    "docs/pages/x.txt": "x\n",
}


@pytest.mark.parametrize("place", ["docs", "docs/pages"])
def test_a_configuration_that_is_left_out_counts(tmp_path: Path, place: str) -> None:
    course = make_course(tmp_path / "course", CONFIGURED)
    whole = ask(course.root / place, "status").out
    course.git("sparse-checkout", "set", "--no-cone", "pages")
    assert not (course.root / "docs/en").exists()
    assert ask(course.root / place, "status").out == whole
    assert list(ask(course.root / place, "status").translations) == ["fr/a.md"]
    refused = call(course.root / "docs", "--root", ".", "init")
    assert refused.code != 0
    assert "sparse-checkout add" in refused.err
    assert not (course.root / "docs/.translation-sync.yaml").exists()


def test_an_outer_configuration_gives_way_to_one_left_out(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {**CONFIGURED, ".translation-sync.yaml": ""})
    course.git("sparse-checkout", "set", "--no-cone", "pages", "/.translation-sync.yaml")
    assert list(ask(course.root / "docs", "status").translations) == ["fr/a.md"]
    assert ask(course.root, "status").code == 0


@pytest.fixture
def partial(course: Course, tmp_path: Path) -> Course:
    """A clone that is sparse and has no contents but of what is checked out."""
    course.git("config", "uploadpack.allowFilter", "true")
    course.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = Course(tmp_path / "clone")
    source = course.root.as_uri()
    course.git("clone", "-q", "--filter=blob:none", "--sparse", source, str(clone.root))
    clone.git("sparse-checkout", "set", "tea")
    return clone


def test_what_a_partial_clone_lacks_is_not_known(partial: Course) -> None:
    before = photograph(partial.root / ".git/objects")
    found = ask(partial.root, "status").translations[FRENCH]
    assert (found["state"], found["reason"], found["stamp"]) == ("stale", "partial-clone", None)
    for command in ("lint", "diff", "check"):
        assert call(partial.root, command).code == (1 if command == "check" else 0)
    assert "git fetch" in call(partial.root, "check").out
    assert photograph(partial.root / ".git/objects") == before


def test_a_source_that_a_partial_clone_lacks_is_not_known(partial: Course) -> None:
    bare = Course(partial.root.parent / "bare")
    options = ("--filter=blob:none", "--sparse", "--no-checkout")
    partial.git("clone", "-q", *options, partial.git("remote", "get-url", "origin"), str(bare.root))
    bare.git("sparse-checkout", "set", "translations")
    bare.git("checkout", "-q", "main")
    found = ask(bare.root, "status").translations[FRENCH]
    assert (found["state"], found["reason"]) == ("stale", "partial-clone")
    before = photograph(bare.root)
    assert call(bare.root, "diff").code == 0
    assert call(bare.root, "lint").code == 0
    refused = call(bare.root, "sync")
    assert (refused.code, "git fetch --refetch" in refused.out) == (1, True)
    assert photograph(bare.root) == before


def test_it_is_fetched_where_that_is_allowed(
    partial: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATION_SYNC_FETCH", "1")
    assert states_of(partial.root)[HEBREW] == "current"
    found = ask(partial.root, "status").translations[FRENCH]
    assert (found["state"], found["reason"]) == ("stale", None)


def test_an_object_that_is_missing_hides_nothing(course: Course) -> None:
    blob = course.git("rev-parse", f"HEAD:{FRENCH}")
    course.git("sparse-checkout", "set", "tea")
    place = course.root / ".git/objects" / blob[:2] / blob[2:]
    place.chmod(0o600)
    place.unlink()
    for command in ("status", "check", "lint", "diff"):
        reply = ask(course.root, command)
        assert reply.translations[HEBREW]["state"] == "current"
        assert reply.translations[FRENCH]["state"] == "invalid"
        assert blob in reply.translations[FRENCH]["reason"]


@pytest.mark.parametrize("name", ["check", "lint"])
def test_a_baseline_that_is_left_out_is_read(course: Course, narrow: Narrow, name: str) -> None:
    course.commit({FRENCH: stamped(GUIDE, body=BODY.replace("| Noir | 4 |\n", ""))})
    file = "gate/known.jsonl"
    (course.root / "gate").mkdir()
    assert call(course.root, name).code == 1
    assert call(course.root, name, "--write-baseline", file).code == 0
    course.commit()
    narrow(course, ["tea", "translations"])
    assert not (course.root / file).exists()

    before = photograph(course.root)
    reply = call(course.root, name, "--baseline", file)
    assert (reply.code, "let through" in reply.out) == (0, True), reply
    refused = call(course.root, name, "--write-baseline", file)
    assert (refused.code, f"{file!r} is left out of this checkout" in refused.err) == (2, True)
    assert (
        photograph(course.root).items()
        >= {path: data for path, data in before.items() if not path.startswith(".git/")}.items()
    )
    command = refused.err.rpartition("to have it here: ")[2]
    subprocess.run(command, shell=True, cwd=course.root, check=True, capture_output=True)
    assert call(course.root, name, "--write-baseline", file).code == 0


def test_a_baseline_that_is_nowhere_is_told_as_absent(course: Course, narrow: Narrow) -> None:
    narrow(course, ["tea", "translations"])
    for place in ("gate/known.jsonl", "../known.jsonl"):
        reply = call(course.root, "check", "--baseline", place)
        assert (reply.code, "does not exist" in reply.err) == (2, True)


def test_a_file_of_stamps_that_a_partial_clone_lacks_is_not_known(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", 'commit: "{path}", in: state/done.json')
    site.git("config", "uploadpack.allowFilter", "true")
    first = site.save({"en/a.md": "# Tea\n", "fr/a.md": "# Thé\n"})
    site.save({"state/done.json": f'{{"a.md": "{first}"}}'})
    clone = Site(tmp_path / "clone")
    options = ("--filter=blob:none", "--sparse")
    site.git("clone", "-q", *options, site.root.as_uri(), str(clone.root))
    clone.git("sparse-checkout", "set", "en", "fr")

    assert clone.judge() == ("stale", "partial-clone")
    clone.git("sparse-checkout", "add", "state")
    assert clone.judge() == ("current", None)
