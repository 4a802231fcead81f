"""``translate``: what is untranslated is asked of an engine, checked, and written as fuzzy."""

from __future__ import annotations

import json
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sync.schema import read_schema
from tests.commands.calling import Reply, ask, call, environment, photograph
from tests.commands.teas import make_teas
from tests.engines.chat_server import serve
from tests.translated import Course

DE = "translations/de/tea.md"
ENGINE = """
import json, sys
questions = [json.loads(line) for line in sys.stdin.buffer]
with open(sys.argv[1], "a") as log:
    log.write(json.dumps(questions) + "\\n")

def answer(question):
    text = question["text"]
{code}

for question in questions:
    found = answer(question)
    if found is not None:
        print(json.dumps({{"id": question["id"], **found}}), flush=True)
{end}
"""
UPPER = '    return {"text": text.upper()}'
STARTED = """\
# TEA<!-- sync:fuzzy -->

BOIL WATER. <!-- sync:fuzzy -->

## KINDS<!-- sync:fuzzy -->

| <!-- sync:fuzzy --> TEA | <!-- sync:fuzzy --> MINUTES | <!-- sync:fuzzy --> GUIDE |
| --- | --- | --- |
| <!-- sync:fuzzy --> GREEN TEA | 2 | <!-- sync:fuzzy --> [STEPS](../../green.md) |
| <!-- sync:fuzzy --> BLACK TEA | 4 | <!-- sync:fuzzy --> USE THE `kettle` |
| <!-- sync:fuzzy --> WHITE TEA | 3 |  |
| <!-- sync:fuzzy --> MINT | 🌿 | <!-- sync:fuzzy --> [SITE](https://mint.example/a) |

THE END. <!-- sync:fuzzy -->
"""


def miss(language: str) -> str:
    """Return what is said of the document that nobody began to translate."""
    told = "1 translation is missing, so nothing of it is here"
    return f"warning: {told}: `translation-sync new {language}`, then translate\n"


MISSING = miss("de")


class Teas:
    """A course with a German translation that was only started, and engines."""

    def __init__(self, folder: Path, files: dict[str, str | bytes] | None = None) -> None:
        self.folder = folder
        self.course: Course = make_teas(folder / "course")
        self.course.commit({".translation-sync.yaml": "exclude: [context.md]\n", **(files or {})})
        assert call(self.course.root, "new", "de", "tea.md").code == 0
        self.course.commit()
        self.log = folder / "log"

    def name_engine(self, code: str = UPPER, end: str = "") -> str:
        file = self.folder / "engine.py"
        file.write_text(ENGINE.format(code=code, end=end), "utf-8")
        return shlex.join([sys.executable, str(file), str(self.log)])

    def translate(self, code: str = UPPER, *arguments: str, end: str = "") -> Reply:
        command = self.name_engine(code, end)
        return call(self.course.root, "translate", "--lang=de", "--command", command, *arguments)

    @property
    def text(self) -> str:
        return (self.course.root / DE).read_text("utf-8")

    @property
    def asked(self) -> list[list[dict[str, object]]]:
        """What each run of the engine was asked."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


@pytest.fixture
def teas(tmp_path: Path) -> Teas:
    return Teas(tmp_path)


def read_json(reply: Reply) -> dict[str, dict[str, str]]:
    """Return the outcome of each text, with the rules of its problems and warnings."""
    Draft202012Validator(json.loads(read_schema("translate"))).validate(reply.report)
    return {
        text["text"]: {
            "outcome": text["outcome"],
            "problems": " ".join(str(each["rule"]) for each in text["problems"]),
            "warnings": " ".join(str(each["rule"]) for each in text["warnings"]),
        }
        for each in reply.report["translations"]
        for text in each["texts"]
    }


def test_what_is_untranslated_is_written_as_fuzzy(teas: Teas) -> None:
    reply = teas.translate()
    assert (reply.code, reply.err) == (0, MISSING)
    assert teas.text.endswith(STARTED)
    assert "title: TEA # sync:fuzzy\n" in teas.text
    assert reply.out == (
        f"{DE}: 13 written, marked fuzzy\n"
        "\n"
        "13 texts sent: 15 units, 19 words, 104 characters\n"
        "331 characters beside them, to help with them\n"
        "whole files would be 26 words, 247 characters\n"
        "1 translation: 13 written, marked fuzzy\n"
    )
    again = teas.translate()
    assert (again.code, again.out) == (0, "nothing is untranslated\n")
    assert len(teas.asked) == 1
    status = ask(teas.course.root, "status", DE)
    assert status.translations[DE]["state"] == "pending"


def test_a_dry_run_counts_and_sends_nothing(teas: Teas) -> None:
    before = photograph(teas.course.root)
    reply = call(teas.course.root, "translate", "--lang", "de", "--dry-run")
    assert reply.code == 0
    assert reply.out == (
        f"{DE}: 13 to send\n"
        "\n"
        "13 texts would be sent: 15 units, 19 words, 104 characters\n"
        "331 characters beside them, to help with them\n"
        "whole files would be 26 words, 247 characters\n"
        "1 translation: 13 to send\n"
    )
    assert photograph(teas.course.root) == before
    reply = ask(teas.course.root, "translate", "--lang", "de", "--dry-run")
    assert {each["outcome"] for each in read_json(reply).values()} == {"to-send"}


def test_a_refused_answer_is_asked_for_once_more_with_the_reason(teas: Teas) -> None:
    code = '    return {"text": text if question["problem"] else text.replace("⟦1⟧", "")}'
    reply = teas.translate(code)
    assert reply.code == 0
    first, second = teas.asked
    assert len(first) == 13
    assert [each["text"] for each in second] == [
        "[Steps](⟦1⟧)",
        "Use the ⟦1⟧",
        "[Site](⟦1⟧)",
    ]
    assert second[1]["translation"] == "Use the "
    assert second[1]["problem"] == "it lacks ⟦1⟧"
    assert second[1]["problems"] == [{"rule": "token", "message": "it lacks ⟦1⟧"}]
    assert "3 texts sent again: 3 units, 4 words, 34 characters\n" in reply.out


def test_what_is_refused_again_stays_untranslated(teas: Teas) -> None:
    code = """
    if text == "Boil water.":
        return {"text": "# Boil"}
    if text == "The end.":
        return {"error": "too sad", "final": True}
    if text == "Kinds":
        return None
    if "⟦" in text:
        return {"text": text + " `more`"}
    return {"text": text}
"""
    reply = teas.translate(code)
    assert reply.code == 1
    assert reply.out.startswith(
        f"{DE}: 7 written, marked fuzzy, 4 refused, 2 without an answer\n"
        "    line 14: shape: it would read as another block, or as several: Boil water.\n"
    )
    assert ": engine: too sad: The end.\n" in reply.out
    assert ": no-answer: it got no answer: Kinds\n" in reply.out
    assert ": code: its code spans must be the source's: Use the `kettle`\n" in reply.out
    assert "Boil water. <!-- sync:untranslated -->" in teas.text
    assert "The end." not in [each["text"] for each in teas.asked[1]]
    assert len(teas.asked) == 2
    assert "warnings: 7 same-as-source (each: --format json)" in reply.out


@pytest.mark.parametrize("retries", [0, 3])
def test_how_often_it_is_asked_again_can_be_said(teas: Teas, retries: int) -> None:
    reply = teas.translate("    return None", "--retries", str(retries))
    assert reply.code == 1
    assert len(teas.asked) == retries + 1


def save_meanwhile(teas: Teas, old: str, new: str) -> str:
    """Return an engine's code in which a person saves the translation while it answers."""
    file = repr(str(teas.course.root / DE))
    saved = f"open({file}, encoding='utf-8').read().replace({old!r}, {new!r}, 1)"
    return f"    saved = {saved}\n    open({file}, 'w', encoding='utf-8').write(saved)\n{UPPER}"


def test_what_a_person_translates_meanwhile_stays_and_the_rest_is_written(teas: Teas) -> None:
    code = save_meanwhile(teas, "Boil water. <!-- sync:untranslated -->", "Wasser kochen.")
    reply = teas.translate(code, "--format=json")
    assert reply.code == 1
    found = read_json(reply)
    assert found.pop("Boil water.")["outcome"] == "refused"
    assert {each["outcome"] for each in found.values()} == {"written"}
    assert len(teas.asked) == 1
    assert teas.text.endswith(STARTED.replace("BOIL WATER. <!-- sync:fuzzy -->", "Wasser kochen."))


def test_noop_what_a_person_saves_elsewhere_meanwhile_takes_no_answer_away(teas: Teas) -> None:
    reply = teas.translate(save_meanwhile(teas, "| 3 |  |", "| 3 | neu |"))
    assert reply.code == 0
    assert teas.text.endswith(STARTED.replace("| 3 |  |", "| 3 | neu |"))


def test_placeholders_refuse(tmp_path: Path) -> None:
    teas = Teas(tmp_path, {"tea.md": "# Tea\n\nHello {name}.\n"})
    reply = teas.translate('    return {"text": text + " {other}"}', "--format=json")
    assert read_json(reply)["Hello {name}."] == {
        "outcome": "refused",
        "problems": "placeholder",
        "warnings": "",
    }


def test_a_value_that_is_no_text_is_named_and_not_sent(tmp_path: Path) -> None:
    """No words could go into it, and each run would pay for it in vain."""
    head = "---\ntitle: Green tea\nlabel: [green tea, black tea]\n---\n"
    teas = Teas(tmp_path, {"tea.md": f"{head}# Tea\n"})
    reply = teas.translate(UPPER, "--format=json")
    assert reply.code == 0
    found = {text: each["outcome"] for text, each in read_json(reply).items()}
    assert found == {
        "Green tea": "written",
        "[green tea, black tea]": "not-sent",
        "Tea": "written",
    }


def test_a_limit_leaves_the_rest_for_another_run(teas: Teas) -> None:
    reply = teas.translate(UPPER, "--limit", "30", "--format=json")
    assert reply.code == 0
    fates = [each["outcome"] for each in read_json(reply).values()]
    assert set(fates) == {"written", "left"}
    assert reply.report["sent"]["characters"] <= 30
    assert "The end. <!-- sync:untranslated -->" in teas.text
    for _ in range(9):
        reply = teas.translate(UPPER, "--limit", "30")
    assert reply.out == "nothing is untranslated\n"


def test_answers_before_the_engine_broke_off_are_written(teas: Teas) -> None:
    code = """
    if text == "Kinds":
        sys.exit("no more credit")
    return {"text": text.upper()}
"""
    reply = teas.translate(code)
    assert reply.code == 3
    assert reply.err == (
        f"{MISSING}error: {sys.executable} ended with exit code 1; it said: no more credit\n"
    )
    assert "# TEA<!-- sync:fuzzy -->" in teas.text
    assert "## Kinds<!-- sync:untranslated -->" in teas.text
    assert len(teas.asked) == 1


def test_an_exit_code_after_all_answers_is_a_failure_that_loses_nothing(teas: Teas) -> None:
    reply = teas.translate(UPPER, end="sys.exit(1)")
    assert reply.code == 3
    assert teas.text.endswith(STARTED)


def test_what_is_fuzzy_is_left_to_people(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    reply = call(course.root, "translate", "--lang", "fr", "--command", "false")
    assert (reply.code, reply.out) == (0, "nothing is untranslated\n")


def test_what_has_to_be_done_first_is_said(teas: Teas) -> None:
    teas.course.commit({"tea.md": "# Tea\n\nMore.\n"})
    reply = call(teas.course.root, "translate", "--lang", "de", "tea.md", "--dry-run")
    stale = "1 translation is stale, so what changed is not marked yet"
    words = f"warning: {stale}: `translation-sync sync --lang de`, then translate\n"
    assert (reply.code, reply.err) == (0, words)
    reply = call(teas.course.root, "translate", "--lang", "de", "green.md", "--dry-run")
    assert reply.err == MISSING


def test_the_commands_are_called_as_this_one_was(teas: Teas) -> None:
    teas.course.commit({"tea.md": "# Tea\n\nMore.\n"})
    root = ("--root", str(teas.course.root))
    reply = call(teas.course.root.parent, *root, "translate", "--lang", "de", "--dry-run")
    assert (
        f"`translation-sync --root {teas.course.root} sync --lang de`, then translate" in reply.err
    )


def test_a_glossary_and_context_help(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "glossary.csv": "term,de,keep\nmint,Minze,\nTea,,yes\n",
        "context.md": "A course on drinks.\n",
    }
    teas = Teas(tmp_path, files)
    reply = teas.translate('    return {"text": text.replace("Mint", "Minz")}', "--format=json")
    [asked] = teas.asked
    mint = next(each for each in asked if each["text"] == "Mint")
    assert mint["glossary"] == [{"term": "mint", "translation": "Minze"}]
    assert mint["context"] == "A course on drinks."
    found = read_json(reply)
    assert found["Mint"]["warnings"].split() == ["glossary"]
    assert "Tea" not in [each["text"] for each in asked]  # a term that stays is not asked for
    assert "# Tea<!-- sync:fuzzy -->" in teas.text


def test_a_broken_glossary_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    teas = Teas(tmp_path, {"glossary.csv": "term,de\na,b,c\n"})
    reply = teas.translate()
    assert reply.code == 2
    assert reply.err == "error: glossary.csv:2: 3 fields, where the first line has 2\n"
    assert not teas.log.exists()


@pytest.mark.parametrize("name", ["glossary.csv", "context.md"])
def test_what_is_no_text_is_the_call_s_fault_and_no_finding(tmp_path: Path, name: str) -> None:
    teas = Teas(tmp_path, {})
    (teas.course.root / name).write_bytes(b"term,de\nth\xe9,x\n")
    reply = teas.translate()
    assert (reply.code, reply.err) == (2, f"error: {name}:2: is not UTF-8; convert it first\n")


def test_an_error_about_a_text_says_no_key(teas: Teas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEA_API_KEY", "sk-very-secret")
    reply = teas.translate('    return {"error": __import__("os").environ["TEA_API_KEY"]}\n')
    assert "engine: …" in reply.out
    assert "sk-very-secret" not in reply.out + reply.err


def test_a_page_of_that_name_is_no_context(tmp_path: Path) -> None:
    teas = Teas(tmp_path, {".translation-sync.yaml": "", "context.md": "# Context\n"})
    reply = teas.translate()
    assert reply.err.startswith("warning: context.md: is a document here, and no context")
    assert "context" not in teas.asked[0][0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name the language to translate into: --lang LANG"),
        (("--lang=de",), "name one engine: --command 'CMD ARG...' or --engine NAME"),
        (
            ("--lang=de", "--command=x", "--engine=openai"),
            "name one engine: --command 'CMD ARG...' or --engine NAME",
        ),
        (("--lang=de", "--engine=openai"), "--engine openai needs a model: --model NAME"),
        (
            ("--lang=de", "--command=x", "--model=y"),
            "--model goes with --engine, and not with --command",
        ),
    ],
)
def test_a_call_must_make_sense(teas: Teas, arguments: tuple[str, ...], message: str) -> None:
    reply = call(teas.course.root, "translate", *arguments)
    assert reply.code == 2
    assert message in reply.err


def test_a_server_of_chat_completions(teas: Teas, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as server:
        monkeypatch.setenv("TRANSLATION_SYNC_URL", server.url)
        reply = call(teas.course.root, "translate", "--lang=de", "--engine=openai", "--model=tea-1")
    assert (reply.code, reply.err) == (0, MISSING)
    assert "es Boil water. <!-- sync:fuzzy -->" in teas.text
    assert len(server.requests) == 1


def test_a_summary_is_markdown(teas: Teas) -> None:
    reply = teas.translate("    return None", "--format=markdown", "--limit=6")
    assert reply.out == (
        "## Machine translation\n"
        "\n"
        "1 text sent: 3 units, 1 word, 3 characters  \n"
        "1 text sent again: 3 units, 1 word, 3 characters  \n"
        "6 characters beside them, to help with them  \n"
        "whole files would be 26 words, 247 characters  \n"
        "1 translation: 1 without an answer, 12 left for another run (--limit)\n"
        "\n"
        "| translation | written | refused | without an answer | not sent | left |\n"
        "| --- | --: | --: | --: | --: | --: |\n"
        f"| `{DE}` | 0 | 0 | 1 | 0 | 12 |\n"
        "\n"
        "Everything written is marked fuzzy: a person has to look at it.\n"
        "\n"
        f"- `{DE}:2` no-answer: `it got no answer`: `Tea`\n"
    )


@pytest.mark.skipif(shutil.which("apertium") is None, reason="apertium is not installed")
def test_apertium_translates_a_course(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    assert call(course.root, "new", "es", "tea.md").code == 0
    adapter = Path(__file__).parents[2] / "examples" / "translate-command" / "apertium.py"
    command = shlex.join([sys.executable, str(adapter), "eng-spa"])
    reply = call(course.root, "translate", "--lang", "es", "--command", command)
    assert (reply.code, reply.err) == (0, miss("es"))
    text = (course.root / "translations/es/tea.md").read_text("utf-8")
    assert "agua" in text
    assert "`kettle`" in text
    assert "sync:untranslated" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_interrupts_it_keeps_what_was_answered(teas: Teas, number: int) -> None:
    code = """
    if text == "Kinds":
        import time
        open(sys.argv[1] + ".waits", "w").close()
        time.sleep(60)
    return {"text": text.upper()}
"""
    command = teas.name_engine(code)
    process = subprocess.Popen(
        [sys.executable, "-m", "sync", "translate", "--lang=de", "--command", command],
        cwd=teas.course.root,
        env=environment(),
        stdout=subprocess.PIPE,
    )
    while not teas.log.with_name("log.waits").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"without an answer" in out
    assert "# TEA<!-- sync:fuzzy -->" in teas.text
    assert "## Kinds<!-- sync:untranslated -->" in teas.text
