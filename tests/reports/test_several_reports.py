"""One run of ``check`` or ``lint`` writes any number of reports, each to its own place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sync.reports import GATE_FORMATS
from tests.commands.calling import Reply, call
from tests.commands.teas import FR, REWORDED, TEA, THE, make_teas, translate
from tests.translated import make_course, stamped

LOST_ROW = THE.replace("| Thé blanc | 3 |  |\n", "")
STALE = {"tea.md": "# Tea\n", "translations/fr/tea.md": stamped("# Other\n")}


def test_each_output_belongs_to_the_format_before_it(tmp_path: Path) -> None:
    make_teas(tmp_path, REWORDED)
    reply = call(
        tmp_path, "check", "--format", "sarif", "--output", "s.sarif", "--format", "github",
        "--format", "junit", "--output", "j.xml", "--format", "json", "--output", "r.json",
    )  # fmt: skip
    [run] = json.loads((tmp_path / "s.sarif").read_text("utf-8"))["runs"]

    assert (reply.code, reply.err) == (1, "")
    assert reply.out.startswith(f"::error file={FR},title=stale::")
    assert [result["ruleId"] for result in run["results"]] == ["stale"]
    assert ET.parse(tmp_path / "j.xml").getroot().get("failures") == "1"
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["summary"]["stale"] == 1


@pytest.mark.parametrize("name", ["check", "lint"])
@pytest.mark.parametrize("form", list(GATE_FORMATS))
def test_every_format_tells_that_nothing_was_found(tmp_path: Path, name: str, form: str) -> None:
    make_teas(tmp_path)
    reply = call(tmp_path, name, "--format", form)

    assert (reply.code, reply.err) == (0, "")
    assert reply.out.endswith("\n")


@pytest.mark.parametrize("form", list(GATE_FORMATS))
def test_every_format_tells_a_finding_of_lint(tmp_path: Path, form: str) -> None:
    make_teas(tmp_path, files={FR: translate(TEA, body=LOST_ROW)})
    reply = call(tmp_path, "lint", "--format", form)

    assert reply.code == 1
    assert "table-rows" in reply.out
    assert FR in reply.out


def test_a_folder_that_does_not_exist_is_a_failure_that_names_the_file(tmp_path: Path) -> None:
    make_teas(tmp_path)
    reply = call(tmp_path, "check", "--format", "sarif", "--output", str(Path("none") / "s.sarif"))

    assert reply.code == 3
    assert reply.err == (
        f"error: {Path('none') / 's.sarif'}: cannot be written: No such file or directory\n"
    )


def below(tmp_path: Path, form: str) -> Reply:
    """Check a course whose root is two folders below the top of its repository."""
    files = {f"site/docs/{path}": text for path, text in STALE.items()}
    make_course(tmp_path, {**files, "site/docs/.translation-sync.yaml": "source: .\n"})
    return call(tmp_path, "--root", "site/docs", "check", "--format", form)


@pytest.mark.parametrize("form", ["github", "sarif", "gitlab", "junit", "markdown"])
def test_servers_get_paths_from_the_top_of_the_repository(tmp_path: Path, form: str) -> None:
    assert "site/docs/translations/fr/tea.md" in below(tmp_path, form).out


@pytest.mark.parametrize("form", ["text", "json"])
def test_people_and_scripts_get_paths_from_the_root(tmp_path: Path, form: str) -> None:
    reply = below(tmp_path, form)

    assert "translations/fr/tea.md" in reply.out
    advice = " --root site/docs sync --base date site/docs/translations/fr/tea.md"
    assert "site/docs" not in reply.out.replace(advice, "")
    assert (advice in reply.out) == (form == "text")


def test_outside_of_git_paths_begin_at_the_root(tmp_path: Path) -> None:
    for path, text in STALE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")

    assert (
        "::error file=translations/fr/tea.md,title=stale::"
        in call(tmp_path, "check", "--format", "github").out
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs files that refuse")
def test_what_could_not_be_read_is_told_to_servers(tmp_path: Path) -> None:
    make_teas(tmp_path)
    (tmp_path / "tea.md").chmod(0)
    reply = call(tmp_path, "check", "--format", "sarif")

    assert reply.code == 3
    [run] = json.loads(reply.out)["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("--format", "json", "--output", "a", "--format", "sarif", "--output", "a"), "'a'"),
        (("--format", "json", "--format", "sarif"), "standard output"),
    ],
)
def test_two_reports_do_not_go_to_one_place(
    tmp_path: Path, arguments: tuple[str, ...], place: str
) -> None:
    reply = call(tmp_path, "check", *arguments)
    assert reply.code == 2
    assert f"two reports would go to {place}" in reply.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("gate", ["check", "lint"])
def test_a_gate_says_that_it_saw_nothing(tmp_path: Path, gate: str) -> None:
    (tmp_path / "page.md").write_text("# Page\n")
    reply = call(tmp_path, gate)
    assert reply.code == 0
    assert "nothing to look at" in reply.err
    assert "1 document in '.', and no translation at 'translations/{lang}/{path}'" in reply.err
