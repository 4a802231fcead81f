"""The benchmarks measure what they say: the generator's plans, the floors' counts, the tables."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.__main__ import RESULTS, SECTIONS, main
from benchmarks.generate import Plan, generate_repository
from benchmarks.kinds import Measured, list_texts
from benchmarks.kinds import main as measure_kinds
from benchmarks.results import (
    Section,
    at_least,
    at_most,
    describe_machine,
    find_section,
    render_section,
    replace_section,
)
from benchmarks.speed import FLOORS
from benchmarks.timing import (
    Command,
    bound,
    forget,
    list_processes,
    measure,
    render_costs,
    time_commands,
)
from sync import open_project

SIDECAR = Plan(6, 3, sidecar=True, stale=0.5, sections=2, rows=3)
COMMENT = Plan(5, 4, stale=0.2, sections=2, rows=3)
SOUND = Plan(4, 2, sidecar=True, sections=2, rows=3)


@pytest.mark.parametrize("plan", [SIDECAR, COMMENT, SOUND, Plan(3, 2, stale=1, revisions=0)])
def test_the_states_are_those_planned(plan: Plan, tmp_path: Path) -> None:
    generate_repository(plan, tmp_path / "tree")
    found = Counter(str(s.state) for s in open_project(tmp_path / "tree").statuses())
    stale = len(plan.stale_documents) * plan.languages
    assert found == +Counter(stale=stale, current=plan.documents * plan.languages - stale)


def test_a_share_is_spread_over_the_documents() -> None:
    assert Plan(8, 1, stale=0.25).stale_documents == (3, 7)
    assert Plan(4, 1).stale_documents == ()
    assert Plan(3, 1, stale=1).stale_documents == (0, 1, 2)


@pytest.mark.parametrize("plan", [SIDECAR, COMMENT])
def test_stale_translations_have_bases(plan: Plan, tmp_path: Path) -> None:
    generate_repository(plan, tmp_path / "tree")
    stale = [s for s in open_project(tmp_path / "tree").statuses() if str(s.state) == "stale"]
    assert len(stale) == len(plan.stale_documents) * plan.languages
    assert all(status.base is not None for status in stale)


@pytest.mark.parametrize("plan", [SIDECAR, COMMENT])
def test_translations_are_sound(plan: Plan, tmp_path: Path) -> None:
    generate_repository(plan, tmp_path / "tree")
    assert not list(open_project(tmp_path / "tree").findings())


@pytest.mark.parametrize(
    ("plan", "floor", "count"),
    [
        (SIDECAR, "check.py . sidecar", "18 translations, 9 stale"),
        (COMMENT, "check.py . comment", "20 translations, 4 stale"),
        (SIDECAR, "delimiters.py .", "24 files, 48 delimiter rows"),
    ],
)
def test_floors_count_right(plan: Plan, floor: str, count: str, tmp_path: Path) -> None:
    generate_repository(plan, tmp_path / "tree")
    script, *arguments = floor.split()
    command = [sys.executable, str(FLOORS / script), *arguments]
    run = subprocess.run(command, cwd=tmp_path / "tree", check=True, capture_output=True, text=True)
    assert run.stdout.strip() == count


def test_costs_are_rendered_with_their_ratios(tmp_path: Path) -> None:
    nothing = Command([sys.executable, "-S", "-c", ""], tmp_path)
    timings = time_commands({"floor": nothing, "ours": replace(nothing, base="floor")}, 1)
    head, _, floor, ours, *_ = render_costs(timings).splitlines()
    assert all(line.count("|") == head.count("|") for line in (floor, ours))
    assert floor.startswith("| floor |  |")
    assert (floor.count("×"), ours.count("×")) == (0, 2)


def test_a_command_is_cold_once_and_then_warm(tmp_path: Path) -> None:
    cache = tmp_path / ".git" / "translation-sync"
    script = "import pathlib, sys; sys.exit(not pathlib.Path('.git/translation-sync').exists())"
    cache.mkdir(parents=True)
    command = Command([sys.executable, "-S", "-c", script], tmp_path)
    with pytest.raises(RuntimeError):
        time_commands({"floor": command, "ours": replace(command, base="floor")}, 1)
    assert not cache.exists()


def test_a_command_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    assert measure(bound(Command(["sleep", "60"], tmp_path), 1)).wall < 30


def test_processes_of_git_are_listed(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    script = "git status && git ls-files"
    assert list_processes(Command(["sh", "-c", script], tmp_path)) == ["status", "ls-files"]


def test_forgetting_twice_is_no_failure(tmp_path: Path) -> None:
    forget(tmp_path)
    forget(tmp_path)


def test_a_section_shows_costs_and_goals() -> None:
    section = Section("Gate", [at_most("check", 3.0, 2.0, "×")], costs="| command |\n| --- |\n")
    rendered = render_section(section)
    assert rendered.index("| command |") < rendered.index("| check | 3.00× | ≤ 2× | **no** |  |")


def test_a_share_is_never_rounded_up_to_its_goal() -> None:
    assert at_least("kept", 2216, 2217, 100).value == "99.9549 %"
    assert at_least("kept", 0, 0, 100).reached


@pytest.mark.parametrize("line", [["--write", "--quick", "start"], ["no-such-section"]])
def test_what_is_quick_or_unknown_is_never_written(
    line: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = RESULTS.read_bytes()
    monkeypatch.setattr(sys, "argv", ["benchmarks", *line])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert line[0].strip("-") in capsys.readouterr().err
    assert RESULTS.read_bytes() == before


def test_a_section_that_is_measured_for_itself_is_written_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "RESULTS.md"
    file.write_text("# All\n\n## Starting up\n\nold\n\n## Gate\n\nkept\n", encoding="utf-8")
    monkeypatch.setattr("benchmarks.__main__.RESULTS", file)
    section = Section("Starting up", [at_most("start", 3.0, 5.0, " ms")])
    monkeypatch.setitem(SECTIONS, "start", lambda _: iter([section]))
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--write", "start"])
    main()

    text = file.read_text(encoding="utf-8")
    assert text.startswith("# All\n\n## Starting up\n\nMeasured for itself, 2")
    assert "| start | 3.00 ms |" in text
    assert text.endswith("|\n\n## Gate\n\nkept\n")


def test_the_machine_is_described() -> None:
    text = describe_machine()
    assert all(name in text for name in ("Python", "git version", "click", "markdown-it-py"))


def test_a_section_is_put_in_its_own_place_and_no_other() -> None:
    text = "# All\n\n## Peers\n\nold\n\n## Peers, too\n\nkept\n"
    assert find_section(text, "Peers") == "## Peers\n\nold\n\n"
    new = replace_section(text, "Peers", "## Peers\n\nnew\n\n")
    assert new == text.replace("old", "new")
    assert replace_section("# All\n", "Peers", "## Peers\n") == "# All\n\n## Peers\n"
    assert find_section("# All\n", "Peers") == ""


def test_each_kind_of_lines_is_measured_as_a_change(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, write in list_texts().items():
        odd = write(20)
        assert odd.base != odd.source, kind
        assert odd.base.count("\n") == odd.source.count("\n"), kind
        assert len(write(40).base) > 1.7 * len(odd.base), kind
    with pytest.raises(SystemExit, match="2"):
        measure_kinds(["--size", "20"])
    assert "two or more" in capsys.readouterr().err


def test_a_steep_ratio_stands_out_and_a_stopped_command_has_none() -> None:
    assert str(Measured("rows", "lint", (2.0, 3.1))) == "2.0 **3.1**"
    assert str(Measured("rows", "lint", ())) == "**stopped**"
