"""What the script writes for the runner to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from action.runner import add_summary, log, set_output, tell_error
from tests.ci.runner import Job, read_outputs

FORGED = [b"::error::forged", b"  ::set-output name=a::b", b"##[error]forged", b"::x::\n::error::y"]


def _read(text: str) -> Job:
    return Job(0, text, "", {}, "")


@pytest.mark.parametrize("text", FORGED)
def test_nothing_in_the_log_is_a_command(
    text: bytes, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    log(text, text + b"\n")
    tell_error("real")
    written = capsysbinary.readouterr().out
    assert written.count(text) == 2
    assert _read(written.decode()).problems == ["real"]
    assert len(_read(written.decode()).commands) == 1


def test_an_empty_log_is_none(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    log(b"", b"")
    assert capsysbinary.readouterr().out == b""


def test_an_error_stays_one_command(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    tell_error("100 %\n::error::forged\r\nend")
    written = capsysbinary.readouterr().out.decode()
    assert _read(written).problems == ["100 %25%0A::error::forged%0D%0Aend"]


@pytest.mark.parametrize("value", ["a b", "", "two\nlines", "b<<EOF\nc\nEOF", "caf\u00e9"])
def test_an_output_says_anything(tmp_path: Path, value: str) -> None:
    file = tmp_path / "output"
    environment = {"GITHUB_OUTPUT": str(file)}
    set_output(environment, "first", value)
    set_output(environment, "second", "2")
    assert read_outputs(file.read_text("utf-8")) == {"first": value, "second": "2"}


def test_the_summary_is_added_to(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    file.write_bytes(b"# Before\n")
    add_summary({"GITHUB_STEP_SUMMARY": str(file)}, b"after")
    assert file.read_bytes() == b"# Before\nafter\n"


def test_outside_of_a_runner_nothing_is_written(tmp_path: Path) -> None:
    set_output({}, "a", "b")
    add_summary({}, b"text")
    assert list(tmp_path.iterdir()) == []
