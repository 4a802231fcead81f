"""The command line through its real entry point: output, exit codes, and how it fails."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from sync import __version__
from sync.cli import cli, run
from sync.schema import read_schema
from tests.translated import GUIDE, LONGER, REWRAPPED, Course, make_course, stamped

PACKAGE = Path(__file__).parents[1]
HE = "translations/he/guide.md"
FR = "translations/fr/guide.md"
ALL_CURRENT = "2 translations: 2 current; none failed\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Two languages, both current; the current folder is its root."""
    course = make_course(
        tmp_path / "course", {"guide.md": GUIDE, HE: stamped(GUIDE), FR: stamped(GUIDE)}
    )
    monkeypatch.chdir(course.root)
    return course


@pytest.fixture
def sync(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the program in this process; return exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return call


Sync = Callable[..., tuple[int, str, str]]


def start(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "sync", *arguments],
        cwd=folder,
        env=environment,
        check=False,
        **settings,
    )


def test_version_and_help(course: Course) -> None:
    done = start(course.root, "--version")
    assert (done.returncode, done.stdout) == (0, f"translation-sync {__version__}\n".encode())

    for flag in ("-h", "--help"):
        done = start(course.root, flag)
        assert done.returncode == 0
        assert b"check" in done.stdout
        assert done.stderr == b""


def test_a_clean_check(course: Course) -> None:
    done = start(course.root, "check")

    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, ALL_CURRENT, b"")


def test_a_check_with_findings(course: Course, sync: Sync) -> None:
    commit = course.git("rev-parse", "--short=10", "HEAD")
    course.commit({"guide.md": LONGER, HE: stamped(LONGER)})

    day = course.git("log", "-1", "--format=%cs", commit)
    expected = (
        f"{FR}: stale: made from {commit} of {day}\n"
        f"    see what changed: translation-sync diff {FR}\n"
        f"    bring it up to date: translation-sync sync {FR}\n"
        f"    translate the rest, then record it: translation-sync stamp {FR}\n"
        "\n"
        "2 translations: 1 stale, 1 current; 1 failed\n"
    )

    assert sync("check") == (1, expected, "")
    assert sync("check", "--max-stale", "50%")[0] == 0
    assert sync("check", "--fail-on", "invalid,pending", "--fail-on", "missing")[0] == 0
    assert sync("status")[0] == 0


def test_status_shows_the_picture_then_what_is_not_current(course: Course, sync: Sync) -> None:
    (course.root / FR).unlink()
    course.write({"b.md": "b\n", "translations/fr/b.md": stamped("b\n")})

    expected = (
        "language  done  current  missing\n"
        "fr         50%        1        1\n"
        "he         50%        1        1\n"
        "all        50%        2        2\n"
        "\n"
        "translations/he/b.md: missing\n"
        "    start it: translation-sync new he b.md\n"
        f"{FR}: missing\n"
        "    start it: translation-sync new fr guide.md\n"
    )

    assert sync("status") == (0, expected, "")
    assert sync("status", "--lang", "he")[1].endswith(
        "translations/he/b.md: missing\n"
        "    start it: translation-sync new he b.md\n"
        f"{HE}: current\n"
    )


def test_status_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sync: Sync) -> None:
    monkeypatch.chdir(tmp_path)

    code, out, err = sync("status")
    assert (code, out) == (0, "no translations\n")
    assert err.startswith("warning: nothing to look at")
    assert "`translation-sync init`" in err
    code, out, err = sync("check")
    assert (code, out) == (0, "0 translations; none failed\n")
    assert err.startswith("warning: nothing to look at")


def test_paths_select_from_the_current_folder(
    course: Course, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.root / "translations")

    assert sync("check", "../guide.md")[1] == ALL_CURRENT
    told = f"{HE}: current\n\n1 translation: 1 current; none failed\n"
    assert sync("check", "he/guide.md")[1] == told
    code, out, err = sync("check", "he/guide.mb")
    assert (code, out) == (2, "")
    assert "'he/guide.mb' does not exist" in err


def test_a_path_may_begin_with_a_dash(course: Course, sync: Sync) -> None:
    course.write({"-x.md": "x\n"})

    assert sync("check", "--", "-x.md")[1] == "2 translations: 2 missing; none failed\n"


def test_root_and_config(course: Course, sync: Sync, tmp_path: Path) -> None:
    (tmp_path / "strict.yaml").write_text("fail_on: [current]\n")

    assert sync("--root", str(course.root), "check")[0] == 0
    assert sync("--config", "../strict.yaml", "check")[0] == 1


def test_json_is_the_schema_s(course: Course, sync: Sync) -> None:
    course.commit({"guide.md": REWRAPPED, "b.md": "b\n", "translations/fr/gone.md": "x\n"})
    course.write({"translations/he/b.md": stamped("b\n")[:-20], FR: stamped("x", REWRAPPED)})
    code, out, err = sync("status", "--format", "json")
    report = json.loads(out)

    assert (code, err) == (0, "")
    Draft202012Validator(json.loads(read_schema())).validate(report)
    assert [(each["path"], each["state"]) for each in report["translations"]] == [
        ("translations/fr/b.md", "missing"),
        ("translations/he/b.md", "invalid"),
        ("translations/fr/gone.md", "orphaned"),
        (FR, "pending"),
        (HE, "cosmetic"),
    ]
    assert sum(report["summary"].values()) == 5
    assert sync("check", "--format", "json", "--state", "cosmetic")[0] == 0


def test_the_schema_command(course: Course, sync: Sync) -> None:
    assert sync("schema") == (0, read_schema(), "")
    assert sync("schema", "--output", "s.json") == (0, "", "")
    assert (course.root / "s.json").read_text("utf-8") == read_schema()


def test_several_reports_of_one_run(course: Course, sync: Sync) -> None:
    code, out, _ = sync(
        "check", "--format", "json", "--output", "a.json", "--format", "text", "guide.md"
    )
    assert (code, out) == (0, ALL_CURRENT)
    assert json.loads((course.root / "a.json").read_bytes())["version"] == 1

    code, out, _ = sync("check", "--output", "a.txt", "--format", "json")
    assert json.loads(out)["version"] == 1
    assert (course.root / "a.txt").read_text() == ALL_CURRENT


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--format", "text", "--format", "json"], "standard output"),
        (["--output", "a", "--output", "b"], "--format"),
        (["--format", "xml"], "xml"),
        (["--state", "fresh"], "'fresh' is no state"),
        (["--fail-on", "stale,"], "'' is no state"),
        (["--max-stale", "many"], "'many' is neither"),
        (["--max-stale", "-1"], "-1"),
        (["--lang", "xx"], "xx"),
        (["--staged", "--changed-from", "HEAD"], "exclude each other"),
        (["--changed-from", "nowhere"], "nowhere"),
        (["--no-such-option"], "--no-such-option"),
        (["no-such-file"], "no-such-file"),
    ],
)
@pytest.mark.usefixtures("course")
def test_calls_that_make_no_sense(sync: Sync, arguments: list[str], word: str) -> None:
    code, out, err = sync("check", *arguments)

    assert (code, out) == (2, "")
    assert word in err


@pytest.mark.usefixtures("course")
def test_no_command_and_an_unknown_one(sync: Sync) -> None:
    assert sync()[0] == 2
    assert sync("chekc")[0] == 2
    assert sync("--root", "nowhere", "check")[0] == 2


def test_a_configuration_that_makes_no_sense(course: Course, sync: Sync) -> None:
    course.write({".translation-sync.yaml": "source: .\nfail_onn: [stale]\n"})
    code, out, err = sync("check")

    assert (code, out) == (2, "")
    assert err.startswith("error: .translation-sync.yaml:2: ")
    assert "fail_on" in err


def test_init_writes_once(course: Course, sync: Sync) -> None:
    code, out, _ = sync("init")
    assert code == 0
    assert out.endswith(f"\nwrote {course.root / '.translation-sync.yaml'}\n")
    assert sync("check")[0] == 0
    assert sync("init")[0] == 1


def test_warnings_go_to_standard_error(course: Course, sync: Sync) -> None:
    course.write({HE: stamped(GUIDE, language_code="fr")})
    code, out, err = sync("check")

    assert (code, out) == (0, ALL_CURRENT)
    assert err.startswith(f"warning: {HE}: its stamp names the language 'fr'")
    assert err.count("\n") == 1


def test_staged_and_changed_from(course: Course, sync: Sync) -> None:
    course.write({"guide.md": LONGER})
    course.git("add", "-A")

    code, out, _ = sync("check", "--staged")
    assert code == 0
    assert out.endswith("\n2 translations: 2 stale; none failed (--fail-on would fail them)\n")
    assert sync("check", "--staged", "--fail-on", "stale")[0] == 1
    assert sync("check", "--changed-from", "HEAD", "--fail-on", "stale")[0] == 1
    course.git("commit", "-q", "-m", "x")
    assert sync("check", "--staged", "--fail-on", "stale") == (
        0,
        "the change made no translation stale or pending\n",
        "",
    )


def test_a_failure_of_git_is_no_finding(course: Course) -> None:
    course.commit({"guide.md": LONGER})
    for file in (course.root / ".git/objects").glob("??/*"):
        file.chmod(0o600)
        file.write_bytes(b"damaged")
    done = start(course.root, "check")

    assert done.returncode == 3
    assert done.stderr.startswith(b"error: ")


def test_a_bare_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path)], check=True)
    done = start(tmp_path, "check")

    assert done.returncode == 2
    assert b"bare" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.usefixtures("course")
def test_a_report_that_cannot_be_written(sync: Sync) -> None:
    code, _, err = sync("check", "--output", "no/such/folder.txt")

    assert code == 3
    assert err == "error: no/such/folder.txt: cannot be written: No such file or directory\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, as Linux has it")
def test_a_full_disk_behind_standard_output(course: Course) -> None:
    with Path("/dev/full").open("wb") as full:
        done = start(course.root, "check", stdout=full)

    assert done.returncode == 3
    assert done.stderr == b"error: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize("arguments", [["check"], ["--help"]])
def test_a_reader_that_has_gone(course: Course, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = start(course.root, *arguments, stdout=writing)
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


class Faulty(io.StringIO):
    """A standard output that raises where it is looked at."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def isatty(self) -> bool:
        raise self._error


def test_a_crash_is_never_a_finding(
    course: Course, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Faulty(KeyError("tea")))
    code, out, err = sync("check")
    assert (code, out) == (3, "")
    assert err.startswith("error: internal error: KeyError: 'tea'; please report it")
    assert err.count("\n") == 1

    monkeypatch.setenv("TRANSLATION_SYNC_DEBUG", "1")
    assert "Traceback" in sync("check")[2]


def test_an_interruption(course: Course, sync: Sync, monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = RuntimeError("Error calling __set_name__")  # as Python 3.11 does while it imports
    wrapped.__cause__ = KeyboardInterrupt()
    for error in (KeyboardInterrupt(), wrapped):
        monkeypatch.setattr(sys, "stdout", Faulty(error))
        code, _, err = sync("check")
        assert (code, err.strip()) == (130, "")


def test_an_interruption_while_it_loads(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    done = subprocess.run(
        [sys.executable, "-m", "sync", "status"],
        cwd=PACKAGE,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_names_that_no_encoding_has(course: Course) -> None:
    name = b"caf\xe9 \xd7\x90\n.md"
    (Path(os.fsdecode(os.fsencode(course.root) + b"/" + name))).write_text("x\n")
    done = start(course.root, "status", "--format", "json", "--state", "missing")
    paths = [each["path"] for each in json.loads(done.stdout)["translations"]]

    assert [os.fsencode(path) for path in paths] == [
        b"translations/" + language + b"/" + name for language in (b"fr", b"he")
    ]
    done = start(course.root, "status", "--state", "missing")
    assert "caf\\xe9 א\\n.md: missing in 2: fr he" in done.stdout.decode()


def test_a_terminal(course: Course) -> None:
    course.write({"א.md": "x\n"})
    here, there = pty.openpty()
    done = start(course.root, "status", stdout=there)
    os.close(there)
    shown = os.read(here, 100_000).decode()
    os.close(here)

    assert done.returncode == 0
    assert "\x1b[34mmissing\x1b[0m" in shown
    assert "\u2068א.md\u2069: " in shown


def test_a_terminal_without_colours(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    here, there = pty.openpty()
    start(course.root, "status", HE, stdout=there)
    os.close(there)
    shown = os.read(here, 100_000).decode()
    os.close(here)

    assert "\x1b" not in shown
    assert f"{HE}: current" in shown


def test_click_s_own_runner_works_too(course: Course) -> None:
    result: Result = CliRunner().invoke(cli, ["check"], standalone_mode=False)

    assert (result.output, result.return_value) == (ALL_CURRENT, 0)


@pytest.mark.parametrize(
    ("name", "told"), [("statsu", ": did you mean 'status'?"), ("brew", "No such command 'brew'.")]
)
def test_a_command_that_is_none_names_the_near_ones(name: str, told: str) -> None:
    result = CliRunner().invoke(cli, [name])
    assert result.exit_code == 2
    assert told in result.output


def test_only_commands_that_write_pages_speak_of_a_folder() -> None:
    for name, writes_pages in (("status", True), ("sync", False), ("export", False)):
        told = CliRunner().invoke(cli, [name, "--help"]).output
        assert ("a folder for html" in " ".join(told.split())) is writes_pages
