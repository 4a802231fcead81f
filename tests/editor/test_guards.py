"""Who is let in: no page from elsewhere, nobody without the token, nothing but small JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sync.editor.guards import RunKey
from tests.editor.desks import HE, HERE, PORT, TOKEN, make_open, open_client, open_desk, serve
from tests.translated import Course

COOKIE = RunKey(TOKEN, PORT).cookie
READS = ["/", "/api/files", "/api/entries", "/parts/main.js", f"/file?path={HE}"]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return make_open(tmp_path_factory.mktemp("guards") / "course")


@pytest.fixture(scope="module")
def client(course: Course) -> TestClient:
    return serve(course.root)


@pytest.fixture
def stranger(course: Course) -> TestClient:
    return open_client(open_desk(course.root))


@pytest.mark.parametrize("address", READS)
def test_with_the_cookie_all_is_read(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*READS, "/nothing"])
def test_without_a_token_nothing_is_read(stranger: TestClient, address: str) -> None:
    answer = stranger.get(address)

    assert answer.status_code == 403
    assert "translation-sync edit" in answer.text


@pytest.mark.parametrize("address", ["/api/save", "/api/check", "/api/undo", "/api/entry"])
def test_without_a_token_nothing_is_written(stranger: TestClient, address: str) -> None:
    assert stranger.post(address, json={}).status_code == 403


def test_the_token_becomes_a_cookie(stranger: TestClient) -> None:
    answer = stranger.get("/", params={"token": TOKEN})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}={TOKEN}")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "é", "\udcff"])
def test_another_token_opens_nothing(stranger: TestClient, token: str) -> None:
    address = "/?token=" + ("%FF" if token == "\udcff" else token)
    answer = stranger.get(address)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    stranger.cookies.set(COOKIE, "wrong")
    assert stranger.get("/").status_code == 403


def test_a_token_in_the_address_is_no_key_elsewhere(stranger: TestClient) -> None:
    assert stranger.get("/api/files", params={"token": TOKEN}).status_code == 403
    assert stranger.post(f"/?token={TOKEN}", json={}).status_code == 403


def test_the_cookie_of_another_run_is_none(stranger: TestClient) -> None:
    stranger.cookies.set(RunKey(TOKEN, PORT + 1).cookie, TOKEN)

    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_this_machine_has_three_names(client: TestClient, name: str) -> None:
    answer = client.get("/api/files", headers={"host": f"{name}:{PORT}", "cookie": cookie()})

    assert answer.status_code == 200


def cookie() -> str:
    return f"{COOKIE}={TOKEN}"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "localhost",
        f"127.0.0.1:{PORT + 1}",
        f"localhost.evil.example:{PORT}",
        f"127.0.0.1.nip.io:{PORT}",
        f"127.1:{PORT}",
        f"::1:{PORT}",
        f"0.0.0.0:{PORT}",
        f"127.0.0.1:{PORT}:{PORT}",
        f"user@127.0.0.1:{PORT}",
        f"127.0.0.1:{PORT}, evil.example",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_host_is_refused_first(client: TestClient, host: str, method: str) -> None:
    headers = {"host": host, "cookie": cookie(), "origin": "https://evil.example"}
    answer = client.request(method, "/api/save", headers=headers, content="x" * 2_000_000)

    assert answer.status_code == 421


def test_two_hosts_are_none(client: TestClient) -> None:
    host = f"127.0.0.1:{PORT}"
    headers = [("host", host), ("host", "evil.example"), ("cookie", cookie())]

    assert client.get("/", headers=headers).status_code == 421


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        f"https://127.0.0.1:{PORT}",
        f"http://127.0.0.1:{PORT + 1}",
        "http://127.0.0.1",
        f"http://localhost:{PORT}",
        f"{HERE}.evil.example",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_origin_is_refused(client: TestClient, origin: str, method: str) -> None:
    answer = client.request(method, "/api/files", headers={"origin": origin}, json={})

    assert answer.status_code == 403


def test_our_own_origin_may_ask(client: TestClient) -> None:
    headers = {"origin": HERE, "sec-fetch-site": "same-origin"}

    assert client.post("/api/undo", headers=headers, json={}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something new"])
def test_a_foreign_site_is_refused(client: TestClient, site: str) -> None:
    headers = {"sec-fetch-site": site}

    assert client.get("/", headers=headers).status_code == 403
    assert client.get("/", params={"token": TOKEN}, headers=headers).status_code == 403
    assert client.post("/api/undo", headers=headers, json={}).status_code == 403


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_who_opens_the_page_is_no_site(client: TestClient, site: str) -> None:
    assert client.get("/", headers={"sec-fetch-site": site}).status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/jsonp",
        "text/plain; application/json",
        "",
    ],
)
def test_nothing_but_json_is_read(client: TestClient, kind: str) -> None:
    answer = client.post("/api/undo", content="{}", headers={"content-type": kind})

    assert answer.status_code == 415


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_may_say_its_charset(client: TestClient, kind: str) -> None:
    answer = client.post("/api/undo", content="{}", headers={"content-type": kind})

    assert answer.status_code == 200


JSON = {"content-type": "application/json"}


def test_what_is_too_large_is_not_read(client: TestClient) -> None:
    body = json.dumps({"words": "x" * 1_000_000})

    assert client.post("/api/save", content=body, headers=JSON).status_code == 413


def test_pieces_are_read_no_further_than_the_limit(client: TestClient) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(40):
            sent += 1
            yield b" " * 100_000

    assert client.post("/api/save", content=pieces(), headers=JSON).status_code == 413


def test_pieces_below_the_limit_are_read(client: TestClient) -> None:
    pieces = iter([b"{", b" " * 900_000, b"}"])

    assert client.post("/api/undo", content=pieces, headers=JSON).status_code == 200


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[]", "object"),
        ("null", "object"),
        ("{}", "document"),
        ("[" * 100_000, "JSON"),
        ('{"document": 1}', "document"),
        ('{"document": "a", "text": "b", "shown": null}', "shown"),
        ('{"document": "a", "text": "\\ud800", "shown": ""}', "text"),
        ('{"document": "a", "text": "b", "shown": "", "words": "\\udc00"}', "words"),
        ('{"document": "a", "text": "b", "shown": "", "words": ["x"]}', "words"),
        ('{"document": "a", "text": "b", "shown": "", "number": true}', "number"),
        ('{"document": "a", "text": "b", "shown": "", "fuzzy": "yes"}', "fuzzy"),
        ('{"document": "a", "text": "b", "shown": "", "accepted": [1]}', "accepted"),
        ('{"document": "a", "text": "b", "shown": "", "previous": 7}', "previous"),
    ],
)
def test_what_the_page_never_sends_is_refused(client: TestClient, body: str, word: str) -> None:
    answer = client.post("/api/save", content=body, headers=JSON)

    assert answer.status_code == 400
    assert word in answer.text


def test_every_answer_has_its_headers(client: TestClient, stranger: TestClient) -> None:
    answers = [
        client.get("/"),
        client.get("/nothing"),
        client.get("/api/files"),
        client.post("/api/undo", json={}),
        client.post("/api/undo", content="x" * 2_000_000, headers=JSON),
        stranger.get("/"),
        client.get("/", headers={"host": "evil.example"}),
        stranger.get("/", params={"token": TOKEN}),
    ]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers


def test_each_page_has_a_nonce_of_its_own(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    policies = [answer.headers["content-security-policy"] for answer in (first, second)]
    nonce = policies[0].partition("script-src 'nonce-")[2].partition("'")[0]

    assert policies[0] != policies[1]
    assert len(nonce) > 20
    assert f'nonce="{nonce}"' in first.text
    assert "unsafe" not in policies[0]
    assert "http" not in policies[0]


@pytest.mark.parametrize(
    "address",
    [
        "/parts/..%2Fpages.py",
        "/parts/../pages.py",
        "/parts/%2e%2e/pages.py",
        "/parts/nothing.js",
        "/parts/__init__.py",
        "/file?path=/etc/passwd",
        "/file?path=.git/config",
        "/file?path=translations/he/../../.git/config",
        "/file",
        "/api/nothing",
    ],
)
def test_no_other_file_is_shown(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_do_nothing(client: TestClient, method: str) -> None:
    assert client.request(method, "/api/save", json={}).status_code == 405
    assert client.request("GET", "/api/save").status_code == 405
