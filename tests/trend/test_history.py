"""The replay of the history, against real checkouts of the same commits."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from sync.errors import RefusedError
from sync.exchange.amount import count_source_words
from sync.markdown.document import read_markdown
from sync.model import State
from sync.reports.history import render_csv
from sync.reports.values import Screen
from sync.results import Point, Trend
from tests.commands.calling import PROJECT, call
from tests.project_files import git
from tests.translated import (
    GUIDE,
    LONGER,
    OTHER_PROSE,
    REWRAPPED,
    Course,
    fields,
    make_course,
    stamped,
)

FRENCH, HEBREW = "translations/fr/guide.md", "translations/he/guide.md"
BLOCK = "<!-- START doctoc -->\n{}\n<!-- END doctoc -->\n"


def make_past(root: Path) -> Course:
    """Make a course that went through every state."""
    course = make_course(root, {"source/guide.md": GUIDE})
    course.commit({FRENCH: stamped(GUIDE)})
    course.commit({"source/guide.md": REWRAPPED})
    course.commit({HEBREW: "# no stamp\n", "source/steps.md": "# Steps\n"})
    course.commit({"source/guide.md": LONGER})
    course.commit({FRENCH: stamped(GUIDE, LONGER)})
    course.commit({"source/guide.md": OTHER_PROSE, "notes.txt": "nothing of ours"})
    course.commit({"notes.txt": "nothing of ours either"})
    course.commit({FRENCH: stamped("a version that nobody ever saw")})
    sidecar = {"guide.md": fields(OTHER_PROSE), "steps.md": fields("# Steps\n")}
    course.commit(
        {
            "translations/he/.co-op-translator.json": json.dumps(sidecar),
            "translations/he/steps.md": "# x\n",
        }
    )
    course.commit({FRENCH: "<!--\nCO_OP_TRANSLATOR_METADATA:\n{ broken\n-->\n# x\n"})
    course.git("rm", "-q", "source/guide.md")
    course.commit()
    course.git("mv", "translations/he/steps.md", "translations/he/other.md")
    course.commit({"source/other.md": "# Other\n"})
    return course


def check_points(root: Path, folder: Path, points: list[dict[str, object]]) -> None:
    """Compare points with what status says in a checkout of their commits."""
    for point in points:
        git(root, "worktree", "add", "-f", "--detach", str(folder), str(point["commit"]))
        report = call(folder, "status", "--format", "json").report
        assert point["states"] == report["summary"], point["commit"]
        by_language: dict[str, dict[str, int]] = {}
        for each in report["translations"]:
            counts = by_language.setdefault(each["language"], {})
            counts[each["state"]] = counts.get(each["state"], 0) + 1
        assert {k: v for k, v in point["languages"].items() if v} == by_language  # type: ignore[attr-defined]
        check_words(folder, point["words"])  # type: ignore[arg-type]
        git(root, "worktree", "remove", "--force", str(folder))


def check_words(root: Path, words: dict[str, dict[str, int]]) -> None:
    """Compare a point's words with what `diff` says of a checkout, and with the sources' own."""
    expected: dict[str, Counter[str]] = {}
    for each in call(root, "diff", "--format", "json").report["translations"]:
        counts = expected.setdefault(each["language"], Counter())
        source = root / each["source"]
        total = (
            count_source_words(read_markdown(source.read_text()), (), None)
            if source.exists()
            else 0
        )
        state = each["state"]
        owed = total if state not in ("current", "cosmetic") or each["words"] is None else 0
        if state == "stale" and each["words"] is not None:
            owed = each["words"]
        counts[state if owed else "current"] += owed
        counts["current" if state in ("stale", "pending") else state] += total - owed
    for language, counts in expected.items():
        found = Counter(words.get(language, {}))
        if "pending" in counts:  # what its marks say is asked of the present alone
            assert 0 < found["pending"] <= counts["pending"]
            assert found.total() == counts.total()
        else:
            assert +found == +counts, language


def points_of(root: Path, *options: str) -> list[dict[str, object]]:
    reply = call(root, "history", "--format", "json", *options)
    assert (reply.code, reply.err) == (0, "")
    points: list[dict[str, object]] = reply.report["points"]
    return points


def test_each_point_is_what_status_says_of_a_checkout(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    points = points_of(course.root, "--every", "commit")
    assert len(points) == 11
    seen = {state for each in points for state, count in each["states"].items() if count}  # type: ignore[attr-defined]
    assert seen == {state.value for state in State}
    check_points(course.root, tmp_path / "tree", points)


def test_a_part_of_the_history_is_cut_out_of_the_whole(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    points = points_of(course.root, "--every", "commit")
    dates = [str(each["date"]) for each in points]
    assert points_of(course.root, "--since", dates[4], "--until", dates[8]) == points[4:9]
    assert points_of(course.root, "--since", dates[-1][:10]) == points[-1:]
    assert points_of(course.root, "--until", "2001-01-01") == []


def test_the_object_is_what_its_schema_says(tmp_path: Path) -> None:
    report = call(make_past(tmp_path / "tea").root, "history", "--format", "json").report
    schema = call(tmp_path, "schema", "history")
    Draft202012Validator(json.loads(schema.out)).validate(report)
    with pytest.raises(ValidationError):
        Draft202012Validator(json.loads(schema.out)).validate({**report, "points": [{}]})


def test_a_week_shows_its_last_commit(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    points, weeks = points_of(course.root), points_of(course.root, "--every", "week")
    assert len(weeks) < len(points)
    assert weeks[-1] == points[-1]
    assert all(each in points for each in weeks)


def test_paths_and_languages_narrow_it_down(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    for options in (("--lang", "he"), ("source/steps.md",), ("translations/fr", "--lang", "fr")):
        last = points_of(course.root, *options)[-1]
        report = call(course.root, "status", "--format", "json", *options).report
        assert last["states"] == report["summary"]
    wrong = call(course.root, "history", "--lang", "xx")
    assert (wrong.code, wrong.err.count("unknown language 'xx'")) == (2, 1)
    wrong = call(course.root, "history", "nowhere.md")
    assert (wrong.code, wrong.err.count("does not exist")) == (2, 1)


def test_a_word_that_changed_everywhere_is_a_word_a_document(tmp_path: Path) -> None:
    names = [f"source/page{number}.md" for number in range(3)]
    text = "# Tea\n\nGreen tea wants water that has cooled down a little.\n"
    other = text.replace("cooled", "calmed")
    course = make_course(tmp_path / "course", dict.fromkeys(names, text))
    course.commit({name.replace("source", "translations/fr"): stamped(text) for name in names})
    course.commit(dict.fromkeys(names, other))
    course.commit({"translations/fr/page1.md": stamped(other)})
    course.git("rm", "-q", "translations/fr/page0.md")
    course.commit()
    points = points_of(course.root, "--every", "commit", "--lang", "fr")
    assert [each["words"] for each in points] == [
        {"fr": {"current": 33}},
        {"fr": {"stale": 3, "current": 30}},
        {"fr": {"stale": 2, "current": 31}},
        {"fr": {"missing": 11, "stale": 1, "current": 21}},
    ]
    assert points[1]["languages"] == {"fr": {"stale": 3}}
    check_points(course.root, tmp_path / "tree", points)


def test_words_that_are_counted_once_are_kept_until_texts_are_read_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_past(tmp_path / "course")
    points = points_of(course.root)
    monkeypatch.setattr("sync.trend.words.parse_document", _refuse)
    assert points_of(course.root) == points
    course.write({".translation-sync.yaml": "front_matter: [title]\n"})
    assert points_of(course.root) != points


def _refuse(data: bytes, path: str, dialect: object) -> None:
    raise RefusedError("is not asked for", path=path)


def test_a_source_that_cannot_be_read_has_no_words(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"source/guide.md": GUIDE})
    course.commit({FRENCH: stamped(GUIDE)})
    (course.root / "source/guide.md").write_bytes(b"# T\xe9\n")
    course.commit()
    points = points_of(course.root, "--every", "commit", "--lang", "fr")
    assert [each["words"]["fr"] for each in points][-1] == {}  # type: ignore[index]
    assert points[-1]["languages"] == {"fr": {"stale": 1}}


def test_a_merge_is_one_step_with_all_that_it_brought(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"source/guide.md": GUIDE})
    start = course.commit({FRENCH: stamped(GUIDE)})
    course.git("checkout", "-q", "-b", "side")
    course.commit({"source/guide.md": LONGER})
    course.commit({HEBREW: stamped(LONGER)})
    course.git("checkout", "-q", "main")
    course.git("merge", "-q", "--no-ff", "-m", "Join", "side")
    points = points_of(course.root, "--every", "commit", "--since", "2000-01-01")
    assert [each["commit"] for each in points[-2:]] == [start, course.git("rev-parse", "HEAD")]
    check_points(course.root, tmp_path / "tree", points[-2:])


def test_a_generated_block_counts_as_it_was_known_then(tmp_path: Path) -> None:
    unseen = GUIDE + BLOCK.format("what was hashed before it was committed")
    course = make_course(tmp_path / "course", {"source/guide.md": GUIDE + BLOCK.format("one")})
    date = "2100-01-01T00:00:00+00:00"
    course.commit({FRENCH: stamped(unseen, translation_date=date)})
    course.commit({"source/guide.md": GUIDE + BLOCK.format("two")})
    course.commit({"source/guide.md": LONGER + BLOCK.format("two")})
    check_points(course.root, tmp_path / "tree", points_of(course.root, "--every", "commit")[1:])


def test_the_root_may_be_a_folder_of_the_repository(tmp_path: Path) -> None:
    files = {"docs/source/guide.md": GUIDE, f"docs/{FRENCH}": stamped(GUIDE), "x.md": "# X\n"}
    course = make_course(tmp_path / "course", files)
    course.commit({"docs/source/guide.md": LONGER})
    report = call(course.root, "--root", "docs", "history", "--format", "json").report
    assert report["points"][-1]["languages"] == {"fr": {"stale": 1}}
    assert report["points"][-1]["states"]["missing"] == 0


def test_nothing_is_checked_out_and_nothing_of_the_index_counts(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    before = points_of(course.root)
    shutil.rmtree(course.root / "translations")
    course.git("rm", "-q", "--cached", "source/other.md")
    held = course.git("status", "--porcelain")
    assert points_of(course.root) == before
    assert course.git("status", "--porcelain") == held


def test_without_a_history_there_is_a_way_out(tmp_path: Path) -> None:
    reply = call(tmp_path, "history")
    assert (reply.code, reply.err.count("run in a clone")) == (2, 1)
    git(tmp_path, "init", "-q")
    reply = call(tmp_path, "history")
    assert (reply.code, reply.err.count("commit first")) == (2, 1)
    reply = call(tmp_path, "history", "--since", "soon")
    assert reply.code == 2


def test_a_shallow_clone_says_where_its_history_begins(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    git(tmp_path, "clone", "-q", "--depth", "3", f"file://{course.root}", "copy")
    reply = call(tmp_path / "copy", "history", "--every", "commit", "--format", "json")
    assert (reply.code, len(reply.report["points"])) == (0, 3)
    begin = git(tmp_path / "copy", "rev-list", "--first-parent", "HEAD").splitlines()[-1]
    assert f"begins with {begin[:10]}" in reply.err
    assert "git fetch --unshallow" in reply.err


def test_the_text_is_a_table_with_the_newest_last(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"source/guide.md": GUIDE})
    first = course.commit({FRENCH: stamped(GUIDE)})
    second = course.commit({"source/guide.md": LONGER})
    lines = call(course.root, "history", "--lang", "fr").out.splitlines()
    assert lines[0].split() == ["date", "commit", "current", "stale", "up", "to", "date"]
    assert lines[-2].split()[1:] == [first[:10], "1", "0", "100%", "█" * 20]
    assert lines[-1].split()[1:] == [second[:10], "0", "1", "0%"]


def test_csv_defuses_what_a_spreadsheet_would_run(tmp_path: Path) -> None:
    counts = dict.fromkeys(State, 0) | {State.STALE: 2}
    text = render_csv(Trend((Point("c0", "2026-01-01", {'=A1,"x': counts}),)), Screen())
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [
        ["date", "commit", "language", "state", "count"],
        ["2026-01-01", "c0", "'=A1,\"x", "stale", "2"],
    ]


@pytest.mark.parametrize("name", ["azd", "security-101"])
def test_the_last_point_of_a_corpus_is_its_status(name: str, corpus: Callable[[str], Path]) -> None:
    root = corpus(name)
    last = points_of(root)[-1]
    assert last["states"] == call(root, "status", "--format", "json").report["summary"]


def test_the_last_point_of_the_living_example_is_its_status(tmp_path: Path) -> None:
    if not (PROJECT / ".git").exists():
        pytest.skip("needs the project's own history")
    git(tmp_path, "clone", "-q", f"file://{PROJECT}", "copy")
    last = points_of(tmp_path / "copy")[-1]
    report = call(tmp_path / "copy", "status", "--format", "json").report
    assert last["states"] == report["summary"]


def test_a_time_that_ends_before_it_begins_is_no_time(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course")
    reply = call(course.root, "history", "--since", "2026-01-02", "--until", "2026-01-01")
    message = "error: --since 2026-01-02 is behind --until 2026-01-01\n"
    assert (reply.code, reply.err) == (2, message)
    assert call(course.root, "history", "--since", "2026-01-01", "--until", "2026-01-01").code == 0
