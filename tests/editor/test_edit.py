"""The command: where it listens, how it ends, and what it says when it cannot begin."""

from __future__ import annotations

import html
import http.client
import importlib.util
import re
import shlex
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.commands.calling import call, command, environment, spawn
from tests.editor.desks import DE, HE, make_open
from tests.editor.running import Running, running
from tests.translated import Course, comment, fields


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return make_open(tmp_path_factory.mktemp("edit") / "course")


@contextmanager
def connect(address: str) -> Iterator[http.client.HTTPConnection]:
    port = int(address.partition("/?")[0].rpartition(":")[2])
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    talk.connect()
    with closing(talk):
        yield talk


def test_it_serves_until_ctrl_c(course: Course) -> None:
    with running(course.root) as server:
        assert server.told == "he: 11 to fill in, in 1 documents\n"
        assert server.address.startswith("http://127.0.0.1:")
        with connect(server.address) as talk:
            talk.request("GET", "/")
            with talk.getresponse() as answer:
                assert answer.status == 403
        assert server.interrupt() == (0, "")
        with pytest.raises(OSError, match="refused"), connect(server.address):
            pass


def read_call(server: Running) -> str:
    """Return the command that the page names where its server is gone."""
    cookie = read_cookie(server)
    with connect(server.address) as talk:
        talk.request("GET", "/", headers={"Cookie": cookie})
        with talk.getresponse() as answer:
            found = re.search(r'data-call="([^"]*)"', answer.read().decode())
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize(
    "more", [(), ("--force", "tea.md"), ("translations/he", "it's here.md", "-d.md")]
)
def test_the_page_names_the_call_that_leads_back(tmp_path: Path, more: tuple[str, ...]) -> None:
    course = make_open(tmp_path / "course")
    course.write({"it's here.md": "# It\n", "-d.md": "# D\n"})
    options = [each for each in more if each == "--force"]
    paths = [each for each in more if each != "--force"]
    with running(course.root, "he", "--port", "0", *options, "--", *paths) as server:
        again = shlex.split(read_call(server))
        assert server.interrupt() == (0, "")
    assert again[:4] == ["translation-sync", "edit", "--lang", "he"]
    assert [each for each in again[6:] if each != "--"] == [*options, *paths]
    with running(course.root, "he", *again[4:]) as back:
        assert back.home == server.home


def test_an_open_connection_does_not_hold_it_up(course: Course) -> None:
    with running(course.root) as server, connect(server.address) as talk:
        talk.sock.sendall(b"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1")

        assert server.interrupt() == (0, "")


def test_it_listens_on_this_machine_alone(course: Course) -> None:
    with running(course.root) as server:
        port = int(server.home.rstrip("/").rpartition(":")[2])
        inode_lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        places = [line.split()[1] for line in inode_lines if line.split()[3] == "0A"]
        assert [place for place in places if place.endswith(f":{port:04X}")] == [
            f"0100007F:{port:04X}"
        ]


def read_cookie(server: Running) -> str:
    with connect(server.address) as talk:
        talk.request("GET", server.address.removeprefix(server.home.rstrip("/")))
        with talk.getresponse() as answer:
            return answer.headers["set-cookie"].partition(";")[0]


@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_large_body_is_not_read_to_its_end(course: Course, *, is_chunked: bool) -> None:
    with running(course.root) as server:
        cookie = read_cookie(server)
        with connect(server.address) as talk:
            talk.putrequest("POST", "/api/save")
            talk.putheader("Cookie", cookie)
            talk.putheader("Content-Type", "application/json")
            size = (
                ("Transfer-Encoding", "chunked") if is_chunked else ("Content-Length", "50000000")
            )
            talk.putheader(*size)
            talk.endheaders()
            piece = b" " * 100_000
            framed = b"%x\r\n%s\r\n" % (len(piece), piece) if is_chunked else piece
            with pytest.raises(OSError, match=r"(reset|Broken pipe)"):
                talk.sock.sendall(framed * 500)


def test_a_port_that_is_in_use_is_a_call_without_sense(course: Course) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        reply = spawn(course.root, "edit", "--lang", "he", "--no-open", "--port", str(port))

    assert reply.code == 2
    assert reply.err == (
        f"error: port {port} is in use: name another with --port, or 0 for any that is free\n"
    )


def test_without_a_port_another_run_is_no_obstacle(course: Course) -> None:
    arguments = ("edit", "--lang", "he", "--no-open")
    with running(course.root, "he", "--no-open") as first:
        process = subprocess.Popen(
            command(*arguments), cwd=course.root, env=environment(), stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        address = process.stdout.readline().decode()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0
        assert address.partition("?")[0] != first.home


def test_without_the_extra_one_line_says_so(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name)
    )
    reply = call(course.root, "edit", "--lang", "he")

    assert reply.code == 2
    assert (
        reply.err == "error: edit needs two packages more: pip install 'translation-sync[edit]'\n"
    )


@pytest.mark.parametrize("language", ["*", "[dh]e"])
def test_a_pattern_of_several_languages_is_refused(course: Course, language: str) -> None:
    reply = call(course.root, "edit", "--lang", language)

    assert reply.code == 2
    assert "de, he" in reply.err


def test_a_language_must_be_named(course: Course) -> None:
    assert call(course.root, "edit").code == 2


def test_where_nothing_is_marked_nothing_is_served(tmp_path: Path) -> None:
    course = make_open(tmp_path / "course")
    course.git("checkout", "-q", "HEAD~1")
    reply = call(course.root, "edit", "--lang", "he")

    assert reply.code == 0
    assert reply.out == "he: nothing is marked; `sync` marks what its sources changed\n"


def test_words_that_git_lacks_are_told_of(tmp_path: Path) -> None:
    course = make_open(tmp_path / "course")
    text = (course.root / HE).read_text("utf-8")
    course.write({HE: text.replace("הסוף.", "סוף.")})
    with running(course.root) as server:
        code, told = server.interrupt()

    assert code == 0
    assert HE in told
    assert f"git add {HE}" in told


def test_a_translation_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    course = make_open(tmp_path / "course")
    stamp = comment(fields("# Bad\n", source_file="bad.md"), "").encode()
    course.write({"bad.md": "# Bad\n"})
    course.write({"translations/he/bad.md": stamp + b"Wasser\xff <!-- sync:fuzzy -->\n"})
    with running(course.root) as server:
        assert "in 1 documents" in server.told
        code, told = server.interrupt()

    assert code == 0
    assert "bad.md" in told
    assert DE not in told
