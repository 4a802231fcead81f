"""A course whose Hebrew and German translations owe words, and its page's server."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from httpx2 import Response
from starlette.testclient import TestClient

from sync.editor.desk import Desk
from sync.editor.guards import RunKey
from sync.editor.pages import Setting
from sync.editor.server import make_server
from sync.project.project import open_project
from sync.project.query import Query
from sync.workflow.asked import ask
from sync.workflow.memory import open_suggester
from tests.commands.calling import call
from tests.translated import Course, comment, fields, make_course

OLD = """\
# Tea

Boil water.

| Tea | Minutes | Guide |
| --- | --- | --- |
| Green tea | 2 | [Steps](green.md) |
| Black tea | 4 | Use the `kettle` |

The end.
"""
NEW = """\
# Tea

Boil fresh water.

Warm the pot first. It takes 2 minutes.

- Use the `kettle` with care
- Read [the steps](green.md)

| Tea | Minutes | Guide |
| --- | --- | --- |
| Green tea | 2 | [Steps](green.md) |
| Black tea | 4 | Use the small `kettle` |
| White tea | 3 | Ask \\| wait |

## Cups

A cup holds 200 ml.

> Never pour <b>boiling</b> water.

Thanks!

The end.
"""
HEBREW = """\
# תה

להרתיח מים.

| תה | דקות | מדריך |
| --- | --- | --- |
| תה ירוק | 2 | [צעדים](../../green.md) |
| תה שחור | 4 | להשתמש ב-`kettle` |

הסוף.
"""
GERMAN = """\
# Tee

Wasser kochen.

| Tee | Minuten | Anleitung |
| --- | --- | --- |
| Grüner Tee | 2 | [Schritte](../../green.md) |
| Schwarzer Tee | 4 | Nimm den `kettle` |

Ende.
"""
HE, DE = "translations/he/tea.md", "translations/de/tea.md"
TOKEN = "t0ken-of-a-test"
PORT = 8471
HERE = f"http://127.0.0.1:{PORT}"


def make_open(root: Path) -> Course:
    """A source that changed since two languages were made from it; both are marked by `sync`."""
    files = {"tea.md": OLD, "green.md": "# Green\n"}
    for path, body in ((HE, HEBREW), (DE, GERMAN)):
        stamp = fields(OLD, source_file="tea.md", language_code=path.split("/")[1])
        files[path] = comment(stamp, body)
    course = make_course(root, files)
    course.commit({"tea.md": NEW})
    reply = call(root, "sync")
    assert reply.code == 0, reply.err
    course.commit()
    return course


def open_desk(root: Path, language: str = "he", *, force: bool = False) -> Desk:
    asked = ask(open_project(root).view_disk(), Query(root, (), (language,)))
    known = open_suggester(asked.versions, language)
    return Desk(asked.versions, asked.statuses, known, force=force)


def open_client(desk: Desk, language: str = "he") -> TestClient:
    """Return who talks to a desk's server, without its cookie."""
    direction = "rtl" if language == "he" else "ltr"
    call = f"translation-sync edit --lang {language}"
    setting = Setting("tea", "r00t", language, language, direction, call, "en", "ltr")
    app = make_server(desk, setting, RunKey(TOKEN, PORT))
    return TestClient(app, base_url=HERE, follow_redirects=False)


def serve(root: Path, language: str = "he", *, force: bool = False) -> TestClient:
    """Return who talks to a course's server as its page does."""
    client = open_client(open_desk(root, language, force=force), language)
    client.cookies.set(RunKey(TOKEN, PORT).cookie, TOKEN)
    return client


def list_entries(client: TestClient) -> dict[str, dict[str, Any]]:
    """Return the open entries by their texts."""
    return {each["text"]: each for each in client.get("/api/entries").json()["entries"]}


def name(entry: dict[str, Any], **more: object) -> dict[str, object]:
    """Return what names an entry in a request."""
    keys = ("document", "text", "number", "previous")
    return {key: entry[key] for key in keys} | {"shown": entry["words"]} | more


def post(client: TestClient, address: str, entry: dict[str, Any], **more: object) -> Response:
    return client.post(address, json=name(entry, **more))


def save(client: TestClient, text: str, words: str, **more: object) -> tuple[int, dict[str, Any]]:
    """Save words for the open entry with a text; return status and answer."""
    answer = post(client, "/api/save", list_entries(client)[text], words=words, **more)
    return answer.status_code, cast("dict[str, Any]", answer.json())
