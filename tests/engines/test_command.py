"""Programs as engines: each way to misbehave is told in a line, and what was said before counts."""

from __future__ import annotations

import os
import resource
import shlex
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from sync.engines.command import Command
from sync.errors import UsageError
from sync.exchange.questions import EngineAnswer, Question
from tests.engines.asking import ask, make_questions

START = """
import json, os, signal, subprocess, sys, time

def read():
    return [json.loads(line) for line in sys.stdin.buffer]

def say(id, text):
    print(json.dumps({"id": id, "text": text}), flush=True)
"""
FIRST = 'read(); say("0", "Té")\n'
TWO = [EngineAnswer("0", "Té"), EngineAnswer("1", "Té")]


class Program:
    """A program of a few lines, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, code: str, number: int = 2, timeout: float = 20, text: str = "Tea"
    ) -> tuple[list[EngineAnswer], str | None]:
        file = self.folder / "engine.py"
        file.write_text(START + textwrap.dedent(code), "utf-8")
        command = f"{shlex.quote(sys.executable)} {shlex.quote(str(file))}"
        return ask(Command(command, timeout), make_questions(number, text))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_answers_come_in_any_order(program: Program) -> None:
    code = """
    for each in reversed(read()):
        say(each["id"], each["target_language"] + each["text"].removeprefix("Tea"))
    print()
    """
    answers, failure = program.run(code, 3)
    assert failure is None
    assert answers == [
        EngineAnswer("2", "es 2"),
        EngineAnswer("1", "es 1"),
        EngineAnswer("0", "es 0"),
    ]


def test_an_answer_is_there_before_the_last_text_is_read(program: Program) -> None:
    code = """
    for line in sys.stdin.buffer:
        say(json.loads(line)["id"], "Té")
    """
    answers, failure = program.run(code, 2000, text="Tea " * 50)
    assert failure is None
    assert len(answers) == 2000


def test_a_program_may_answer_with_an_error(program: Program) -> None:
    code = """
    read()
    print('{"id": "0", "error": "too odd", "final": true}')
    say("1", "Té")
    """
    answers, failure = program.run(code)
    assert (answers, failure) == ([EngineAnswer("0", None, "too odd", is_final=True), TWO[1]], None)


def test_it_may_leave_texts_without_an_answer(program: Program) -> None:
    assert program.run(FIRST) == (TWO[:1], None)


BREAKS = {
    "dies half-way": ("os.kill(os.getpid(), signal.SIGKILL)", "was ended by signal 9"),
    "exits": (
        'sys.stderr.write("no model\\n here\\n"); sys.exit(4)',
        "exit code 4; it said: no model",
    ),
    "no JSON": ('print("Té:", 1)', "said what is no answer (no JSON): Té: 1"),
    "no object": ('print("[1]")', "said what is no answer (it is no object): [1]"),
    "nested": ('print("[" * 100000)', "said what is no answer (no JSON): [[[["),
    "bytes": ('sys.stdout.buffer.write(b"\\xff\\n")', "said what is no answer (no JSON): \ufffd"),
    "unknown": ('say("9", "Té")', "answered what was not asked: id '9'"),
    "doubled": ('say("0", "Té")', "answered twice: id '0'"),
    "never": ("time.sleep(60)", "gave no answer for 2 s (--timeout)"),
    "blank lines": (
        "while True: print(flush=True); time.sleep(0.1)",
        "gave no answer for 2 s (--timeout)",
    ),
    "long line": (
        'sys.stdout.write("x" * 100_000_000); time.sleep(60)',
        "printed a line of more than 4 MB",
    ),
    "gigabyte": (
        'for _ in range(1000): sys.stdout.write("\\n" * 1_000_000)\ntime.sleep(60)',
        "printed far more than it was asked",
    ),
    "closes": (
        "sys.stdout.flush(); os.close(1); time.sleep(60)",
        "closed its output and did not end; it was stopped",
    ),
    "stubborn": (
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)",
        "gave no answer for 2 s (--timeout)",
    ),
    "a child that lives on": (
        'subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]); sys.exit(0)',
        "gave no answer for 2 s (--timeout)",
    ),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_what_was_said_before_it_broke_off_counts(program: Program, kind: str) -> None:
    code, message = BREAKS[kind]
    threads = threading.active_count()
    began = time.monotonic()
    answers, failure = program.run(FIRST + code, timeout=2 if "--timeout" in message else 20)
    assert answers == TWO[:1]
    assert failure is not None
    assert message in failure
    assert failure.startswith(f"{sys.executable} ")
    assert "\n" not in failure
    assert time.monotonic() - began < 30  # none waits for a minute's sleep
    assert threading.active_count() <= threads


def test_an_exit_code_after_all_answers_is_told(program: Program) -> None:
    answers, failure = program.run(FIRST + 'say("1", "Té"); sys.exit(1)')
    assert answers == TWO
    assert failure == f"{sys.executable} ended with exit code 1"


def test_memory_has_a_bound(program: Program) -> None:
    """Neither what it prints, nor what it complains of, is kept."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    code = """
    for _ in range(300):
        sys.stderr.write("x" * 1_000_000)
    sys.stderr.write("the end")
    sys.exit(1)
    """
    _, failure = program.run(FIRST + textwrap.dedent(code))
    assert failure is not None
    assert len(failure) < 1000
    program.run(FIRST + 'sys.stdout.write("x" * 500_000_000)')
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200_000  # kilobytes, of 800 megabytes


def test_a_program_that_reads_nothing_is_no_trap(program: Program) -> None:
    answers, failure = program.run('say("0", "Té"); sys.exit(0)', 3000, text="Tea " * 99)
    assert (answers, failure) == (TWO[:1], None)


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    command = Command(f"/bin/echo '$HOME' ; touch {tmp_path}/there", 5)
    answers, failure = ask(command, make_questions(1))
    assert answers == []
    assert failure is not None
    assert "$HOME ; touch" in failure
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "--command is empty: name a program"),
        ("echo 'a", "--command cannot be read: No closing quotation"),
    ],
)
def test_a_command_must_be_one(command: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Command(command, 5)


def test_a_program_that_is_not_there_is_told() -> None:
    _, failure = ask(Command("no-such-engine --key abc", 5), make_questions(1))
    assert failure == "no-such-engine cannot be started: No such file or directory"


def test_keys_are_never_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEA_API_KEY", "sk-very-secret")
    _, failure = program.run('read(); sys.exit("401 for " + os.environ["TEA_API_KEY"])')
    assert failure is not None
    assert failure.endswith("; it said: 401 for …")


def test_who_stops_asking_ends_the_program(program: Program) -> None:
    file = program.folder / "engine.py"
    code = (
        'say("0", str(os.getpid()))\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)'
    )
    file.write_text(START + code, "utf-8")
    answers = Command(f"{sys.executable} {file}", 20).ask(make_questions(2))
    process = int(next(answers).text or "0")
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_texts_of_every_kind_go_through(program: Program) -> None:
    text = 'é ⟦1⟧ \u2028 \x85 "\\ 🚀\n\tb'
    code = """
    for each in read():
        say(each["id"], each["text"])
    """
    file = program.folder / "engine.py"
    file.write_text(START + textwrap.dedent(code), "utf-8")
    question = Question("1", "en", "es", text, "tea.md", "paragraph")
    assert ask(Command(f"{sys.executable} {file}", 20), [question]) == (
        [EngineAnswer("1", text)],
        None,
    )
