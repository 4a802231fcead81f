"""Servers of chat completions as engines, well-behaved and not."""

from __future__ import annotations

import builtins
import json
import time

import pytest

from sync.engines.chat import Chat
from sync.engines.posting import ChatOptions, open_post
from sync.errors import UsageError
from sync.exchange.judging import Problem
from sync.exchange.questions import EngineAnswer, Question, Refused, TextSurroundings
from tests.engines.asking import ask, make_questions
from tests.engines.chat_server import (
    Behave,
    ChatServer,
    Reply,
    Texts,
    answer,
    behave_well,
    complete,
    serve,
)

GOOD = [EngineAnswer("0", "es Tea 0"), EngineAnswer("1", "es Tea 1")]


def call(
    server: ChatServer, number: int = 2, timeout: float = 20, concurrency: int = 2
) -> tuple[list[EngineAnswer], str | None]:
    environment = {"TRANSLATION_SYNC_URL": server.url, "TRANSLATION_SYNC_KEY": "sk-secret-key"}
    post = open_post("openai", ChatOptions("tea-1", timeout), environment)
    found, failure = ask(Chat(post, concurrency), make_questions(number))
    return sorted(found), failure


def say(text: str) -> Behave:
    return lambda _server, _texts: complete(text)


def reply(answered: Reply) -> Behave:
    return lambda _server, _texts: answered


def test_a_server_is_asked_with_model_key_and_texts() -> None:
    with serve() as server:
        assert call(server) == (GOOD, None)
    [request] = server.requests
    assert request["model"] == "tea-1"
    assert server.keys == ["Bearer sk-secret-key"]
    assert server.paths == ["/v1/chat/completions"]
    messages = request["messages"]
    assert isinstance(messages, list)
    assert [each["role"] for each in messages] == ["system", "user"]
    assert json.loads(messages[-1]["content"]) == [each.describe() for each in make_questions(2)]


@pytest.mark.parametrize(
    "form",
    [
        "{list}",
        "{lines}",
        "Here you are:\n```json\n{list}\n```\nGood luck!",
        "```jsonl\n{lines}\n```",
        "```\n{list}",
        "<think>Which [id]? {lines}</think>{list}",
        '{{"translations": {list}}}',
        "Here:\n{commas}\nThat is all.",
    ],
)
def test_replies_are_read_in_every_form(form: str) -> None:
    def behave(_server: ChatServer, texts: Texts) -> Reply:
        lines = [json.dumps(each) for each in answer(texts)]
        parts = {"list": json.dumps(answer(texts), indent=1), "lines": "\n".join(lines)}
        return complete(form.format(**parts, commas=",\n".join(lines)))

    with serve(behave) as server:
        assert call(server) == (GOOD, None)


def test_one_object_is_a_reply_to_one_text() -> None:
    with serve(say('{"id": "0", "text": "Té"}')) as server:
        assert call(server, 1) == ([EngineAnswer("0", "Té")], None)


@pytest.mark.parametrize(
    "content",
    ["I cannot do that.", "", None, "[]", '[{"id": "7", "text": "x"}]', '[{"id": 0}]', "[" * 9999],
)
def test_a_reply_without_answers_answers_nothing(content: str | None) -> None:
    with serve(reply(complete(content))) as server:
        assert call(server) == ([], None)


def test_ids_that_nobody_asked_for_and_second_answers_count_nothing() -> None:
    content = '[{"id": "1", "text": "a"}, {"id": "1", "text": "b"}, {"id": "7", "text": "c"}]'
    with serve(say(content)) as server:
        assert call(server) == ([EngineAnswer("1", "a")], None)


def test_texts_go_in_batches_at_the_same_time() -> None:
    with serve() as server:
        found, failure = call(server, 95)
    assert failure is None
    assert len(found) == 95
    assert sorted(map(len, server.batches)) == [5, 30, 30, 30]


def test_a_busy_server_gets_the_time_that_it_asks_for() -> None:
    busy = Reply({"error": {"message": "slow down"}}, 429, {"Retry-After": "1"})
    began = time.monotonic()
    with serve(reply(busy), behave_well) as server:
        assert call(server) == (GOOD, None)
    assert time.monotonic() - began >= 1
    assert len(server.requests) == 2


def test_a_server_that_asks_for_an_hour_is_not_waited_for() -> None:
    busy = Reply({"error": {"message": "slow down"}}, 429, {"Retry-After": "3600"})
    with serve(reply(busy)) as server:
        found, failure = call(server)
    assert (found, len(server.requests)) == ([], 1)
    assert failure is not None
    assert failure.endswith("; it asks to come back in 3600 seconds; try again later, or with "
                            "--concurrency 1")  # fmt: skip


def test_a_server_that_fails_once_is_asked_again() -> None:
    with serve(reply(Reply({"error": "x"}, 500)), behave_well) as server:
        assert call(server) == (GOOD, None)


BREAKS: dict[str, tuple[Behave, str, int]] = {
    "always 500": (
        reply(Reply({"error": {"message": "out of memory"}}, 500)),
        "answered: Error code: 500",
        4,
    ),
    "wrong key": (
        reply(Reply({"error": {"message": "bad key sk-secret-key"}}, 401)),
        "set TRANSLATION_SYNC_KEY",
        1,
    ),
    "wrong model": (
        reply(Reply({"error": {"message": "no model tea-1"}}, 404)),
        "look at --model, and at the address in TRANSLATION_SYNC_URL",
        1,
    ),
    "redirect": (
        reply(Reply({}, 307, {"Location": "http://127.0.0.1:9/v1/chat/completions"})),
        "answered with a redirect (307), which is not followed: say where it is with TRANSLATION",
        1,
    ),
    "no JSON": (reply(Reply(b"<html>Tea</html>")), "replied with what is no JSON: <html>Tea", 1),
    "no completion": (reply(Reply({"tea": 1})), "replied with what is no chat completion", 1),
    "a list": (reply(Reply([])), "replied with what is no chat completion", 1),
    "no choices": (reply(Reply({"choices": []})), "replied with what is no chat completion", 1),
    "half a body": (
        reply(Reply(b'{"choices": [', claims=5000)),
        "broke off its reply",
        4,
    ),
    "too much": (
        reply(Reply(b" " * (17 * 1024 * 1024))),
        "replied with more than 16 MB",
        1,
    ),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_server_that_fails_is_told_in_a_line(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    behave, message, times = BREAKS[kind]
    monkeypatch.setenv("TRANSLATION_SYNC_KEY", "sk-secret-key")
    with serve(behave) as server:
        found, failure = call(server)
    assert found == []
    assert failure is not None
    assert message in failure
    assert failure.startswith(server.url.removesuffix("/v1"))
    assert "\n" not in failure
    assert "sk-secret-key" not in failure
    assert len(server.requests) == times


def test_a_server_that_hangs_is_waited_for_as_long_as_is_said() -> None:
    def hang(server: ChatServer, _texts: Texts) -> Reply:
        server.done.wait(30)
        return complete("")

    with serve(hang) as server:
        found, failure = call(server, timeout=1)
    assert found == []
    assert failure is not None
    assert failure.endswith("gave no answer for 1 s (--timeout)")


def test_what_was_answered_before_counts() -> None:
    failing = reply(Reply({"error": {"message": "no credit"}}, 402))
    with serve(behave_well, failing) as server:
        found, failure = call(server, 60, concurrency=1)
    assert len(found) == 30
    assert failure is not None
    assert "no credit" in failure


def test_a_filter_says_no_to_one_text_alone() -> None:
    """The others of its batch are asked for in smaller ones."""

    def refuse(_server: ChatServer, texts: Texts) -> Reply:
        if any(each["id"] == "2" for each in texts):
            error = {"message": "filtered", "code": "content_filter"}
            return Reply({"error": error}, 400)
        return behave_well(_server, texts)

    with serve(refuse) as server:
        found, failure = call(server, 5)
    assert failure is None
    assert found[2] == EngineAnswer("2", None, "the server's content filter says no", is_final=True)
    assert [each.text is not None for each in found] == [True, True, False, True, True]


@pytest.mark.parametrize(
    "filtered", [complete(None, "content_filter"), complete(None, refusal="I must not")]
)
def test_a_filter_is_final(filtered: Reply) -> None:
    with serve(reply(filtered)) as server:
        found, failure = call(server, 1)
    assert failure is None
    assert found == [EngineAnswer("0", None, "the server's content filter says no", is_final=True)]


def test_a_reply_that_is_cut_is_asked_for_in_halves() -> None:
    def behave(_server: ChatServer, texts: Texts) -> Reply:
        if len(texts) > 1:
            return complete('[{"id": "0", "te', "length")
        return behave_well(_server, texts)

    with serve(behave) as server:
        assert call(server) == (GOOD, None)
    assert server.batches == [["0", "1"], ["0"], ["1"]]


def test_what_is_said_of_a_folder_is_sent_once() -> None:
    around = TextSurroundings(context="A course on tea.")
    refused = Refused("Té", (Problem("token", "it lacks ⟦1⟧"),))
    questions = [
        Question(str(each), "en", "es", "Tea", "tea.md", "cell", refused=refused, around=around)
        for each in range(3)
    ]
    with serve() as server:
        post = open_post("openai", ChatOptions("tea-1", 9), {"TRANSLATION_SYNC_URL": server.url})
        ask(Chat(post, 1), questions)
    text = json.dumps(server.requests[0], ensure_ascii=False)
    assert text.count("A course on tea.") == 1
    assert text.count("it lacks ⟦1⟧") >= 3
    assert server.keys == ["Bearer none"]


def test_the_environment_says_where_and_with_which_key() -> None:
    with serve() as server:
        environment = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "other"}
        post = open_post("openai", ChatOptions("tea-1", 9), environment)
        assert ask(Chat(post, 1), make_questions(2)) == (GOOD, None)
    assert server.keys == ["Bearer other"]
    assert open_post("openai", ChatOptions("m", 9), {}).place == "http://127.0.0.1:11434"


def test_azure_is_asked_its_own_way() -> None:
    with serve() as server:
        environment = {
            "AZURE_OPENAI_ENDPOINT": server.url.removesuffix("/v1"),
            "AZURE_OPENAI_API_KEY": "azure-key",
            "AZURE_OPENAI_API_VERSION": "2024-10-21",
        }
        post = open_post("azure-openai", ChatOptions("tea", 9), environment)
        assert ask(Chat(post, 1), make_questions(2)) == (GOOD, None)
    assert server.keys == ["azure-key"]
    assert server.paths == ["/openai/deployments/tea/chat/completions?api-version=2024-10-21"]


@pytest.mark.parametrize(
    ("name", "environment", "message"),
    [
        (
            "azure-openai",
            {},
            "--engine azure-openai needs the environment variable AZURE_OPENAI_ENDPOINT",
        ),
        (
            "openai",
            {"OPENAI_BASE_URL": "localhost:11434"},
            "OPENAI_BASE_URL is no address: write one such as http://127.0.0.1:11434/v1",
        ),
    ],
)
def test_what_the_environment_lacks_is_told(
    name: str, environment: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        open_post(name, ChatOptions("m", 9), environment)
    assert str(caught.value) == message


def test_a_server_that_is_not_there_is_told() -> None:
    post = open_post("openai", ChatOptions("m", 9), {"TRANSLATION_SYNC_URL": "http://127.0.0.1:9"})
    found, failure = ask(Chat(post, 1), make_questions(1))
    assert found == []
    assert failure is not None
    assert failure.startswith("http://127.0.0.1:9 cannot be reached (")
    assert failure.endswith(": start it, or say where it is with TRANSLATION_SYNC_URL")


def test_without_the_package_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    find = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name == "openai":
            raise ImportError(name)
        return find(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError) as caught:
        open_post("openai", ChatOptions("m", 9), {})
    assert str(caught.value) == (
        "--engine openai needs the package openai: pip install 'translation-sync[openai]'"
    )
