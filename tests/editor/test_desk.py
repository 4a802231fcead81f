"""Words that are checked, saved, refused and undone; what the file says counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sync.model import State
from tests.commands.calling import call
from tests.editor.desks import DE, HE, list_entries, make_open, name, post, save, serve
from tests.translated import Course, comment, fields

FRESH = "Boil fresh water."
KETTLE = "Use the small `kettle`"
WORDS = {
    FRESH: "להרתיח מים טריים.",
    "Warm the pot first. It takes 2 minutes.": "לחמם קודם את הקנקן. זה לוקח 2 דקות.",
    "Use the `kettle` with care": "להשתמש ב-`kettle` בזהירות",
    "Read [the steps](green.md)": "לקרוא את [הצעדים](green.md)",
    KETTLE: "להשתמש ב-`kettle` הקטן",
    "White tea": "תה לבן",
    "Ask | wait": "לשאול | לחכות",
    "Cups": "כוסות",
    "A cup holds 200 ml.": "כוס מכילה 200 מ״ל.",
    "Never pour <b>boiling</b> water.": "לעולם לא למזוג מים <b>רותחים</b>.",
    "Thanks!": "תודה!",
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_open(tmp_path / "course")


@pytest.fixture
def client(course: Course) -> TestClient:
    return serve(course.root)


def read(course: Course, path: str = HE) -> str:
    return (course.root / path).read_text("utf-8")


def test_what_is_open_is_listed(client: TestClient) -> None:
    assert list(list_entries(client)) == list(WORDS)
    fuzzy = [text for text, each in list_entries(client).items() if each["fuzzy"]]
    assert fuzzy == [FRESH, KETTLE]
    files = client.get("/api/files").json()["files"]
    assert [(each["source"], each["open"], each["entries"]) for each in files] == [
        ("tea.md", 11, 11)
    ]


def test_words_are_written_and_the_rest_stays(course: Course, client: TestClient) -> None:
    before = read(course)
    code, answer = save(client, "Thanks!", "תודה!")

    assert (code, answer["kind"], answer["unit"]) == (200, "filled", None)
    assert answer["file"]["open"] == 10
    assert read(course) == before.replace("Thanks! <!-- sync:untranslated -->", "תודה!")
    assert "Thanks!" not in list_entries(client)


def test_links_and_pipes_are_spelled_for_the_file(course: Course, client: TestClient) -> None:
    assert save(client, "Read [the steps](green.md)", "לקרוא את [הצעדים](green.md)")[0] == 200
    assert save(client, "Ask | wait", "לשאול | לחכות")[0] == 200

    assert "- לקרוא את [הצעדים](../../green.md)\n" in read(course)
    assert "| לשאול \\| לחכות |" in read(course)


def test_fuzzy_words_stay_marked(course: Course, client: TestClient) -> None:
    code, answer = save(client, "Cups", "כוסות", fuzzy=True)

    assert (code, answer["kind"]) == (200, "fuzzy")
    assert answer["unit"]["fuzzy"]
    assert answer["unit"]["words"] == "כוסות"
    assert "## כוסות<!-- sync:fuzzy -->" in read(course)
    assert save(client, "Cups", "ספלים")[0] == 200
    assert "## ספלים\n" in read(course)


def test_old_words_are_confirmed(course: Course, client: TestClient) -> None:
    code, answer = save(client, FRESH, "להרתיח מים.", accepted=[])

    assert (code, answer["kind"]) == (200, "filled")
    assert "\nלהרתיח מים.\n" in read(course)


def test_old_words_kept_fuzzy_change_nothing(course: Course, client: TestClient) -> None:
    before = read(course)
    code, answer = save(client, FRESH, "להרתיח מים.", fuzzy=True)

    assert (code, answer["kind"]) == (200, "unchanged")
    assert read(course) == before


@pytest.mark.parametrize("words", ["", "  \n "])
def test_no_words_are_not_written(course: Course, client: TestClient, words: str) -> None:
    before = read(course)

    assert save(client, "Cups", words)[0] == 422
    assert read(course) == before


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("Read [the steps](green.md)", "לקרוא את הצעדים", "links"),
        (KETTLE, "להשתמש בקומקום הקטן", "code"),
        ("White tea", "תה\nלבן", "line-break"),
        ("Thanks!", "תודה! <!-- sync:fuzzy -->", "comment"),
        ("Thanks!", "תודה\x07", "control-character"),
        ("Thanks!", "# תודה", "shape"),
        ("Thanks!", "תודה\n\n\nרבה", "shape"),
        ("Cups", "כוסות ⟦1⟧", "token"),
    ],
)
def test_refused_words_come_back_with_their_rule(
    course: Course, client: TestClient, text: str, words: str, rule: str
) -> None:
    before = read(course)
    entry = list_entries(client)[text]
    checked = post(client, "/api/check", entry, words=words)
    code, answer = save(client, text, words)

    assert (code, answer["kind"]) == (422, "refused")
    assert rule in [each["rule"] for each in answer["problems"]]
    assert all(each["message"] for each in answer["problems"])
    assert checked.status_code == 200
    assert checked.json()["problems"] == answer["problems"]
    assert read(course) == before


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("A cup holds 200 ml.", "כוס מכילה 300 מ״ל.", "numbers"),
        ("Thanks!", "Thanks!", "same-as-source"),
        ("Thanks!", "תודה", "end-mark"),
        ("White tea", "תה שחור", "reused"),
    ],
)
def test_warnings_are_accepted_in_one_step(
    course: Course, client: TestClient, text: str, words: str, rule: str
) -> None:
    before = read(course)
    entry = list_entries(client)[text]
    checked = post(client, "/api/check", entry, words=words).json()
    code, answer = save(client, text, words)

    assert (code, answer["kind"]) == (422, "warned")
    assert [each["rule"] for each in answer["warnings"]] == [rule]
    assert answer["warnings"][0]["message"]
    assert checked["warnings"] == answer["warnings"]
    assert read(course) == before
    assert save(client, text, words, accepted=["another"])[0] == 422
    code, answer = save(client, text, words, accepted=[rule])
    assert (code, answer["kind"]) == (200, "filled")
    assert words in read(course)


def test_fuzzy_words_wait_for_nobody_to_accept_warnings(client: TestClient) -> None:
    code, answer = save(client, "Thanks!", "תודה", fuzzy=True)

    assert (code, answer["kind"]) == (200, "fuzzy")
    assert [each["rule"] for each in answer["warnings"]] == ["end-mark"]


def test_accepted_warnings_refuse_all_the_same(client: TestClient) -> None:
    code, answer = save(client, "Thanks!", "# Thanks", accepted=["end-mark", "shape"])

    assert (code, answer["kind"]) == (422, "refused")


def test_the_page_never_writes_by_checking(course: Course, client: TestClient) -> None:
    before = read(course)
    for text, entry in list_entries(client).items():
        checked = post(client, "/api/check", entry, words=WORDS[text]).json()
        assert (checked["problems"], checked["warnings"]) == ([], [])
    assert read(course) == before


def test_when_nothing_is_left_the_stamp_follows(course: Course, client: TestClient) -> None:
    assert course.states()[HE] is State.PENDING
    stamped = []
    for text, words in WORDS.items():
        code, answer = save(client, text, words)
        assert code == 200, answer
        stamped.append(answer["stamped"])

    assert stamped == [*[False] * 10, True]
    assert course.states()[HE] is State.CURRENT
    assert "sync:" not in read(course)
    assert call(course.root, "sync", "--lang", "he", "--check").code == 0
    assert list_entries(client) == {}


def test_what_changed_meanwhile_is_not_written_over(course: Course, client: TestClient) -> None:
    entry = list_entries(client)[FRESH]
    theirs = read(course).replace("להרתיח מים.", "להרתיח את המים.")
    course.write({HE: theirs})
    answer = post(client, "/api/save", entry, words=WORDS[FRESH])

    assert answer.status_code == 409
    assert answer.json()["now"] == "להרתיח את המים."
    assert answer.json()["unit"]["words"] == "להרתיח את המים."
    assert read(course) == theirs


def test_what_was_done_meanwhile_says_so(course: Course, client: TestClient) -> None:
    entry = list_entries(client)["Cups"]
    course.write({HE: read(course).replace("## Cups<!-- sync:untranslated -->", "## ספלים")})
    answer = post(client, "/api/save", entry, words="כוסות")

    assert answer.status_code == 409
    assert answer.json()["now"] == "ספלים"
    assert answer.json()["unit"] is None
    assert "כוסות" not in read(course)


def test_what_is_gone_meanwhile_says_so(course: Course, client: TestClient) -> None:
    entry = list_entries(client)["Thanks!"]
    (course.root / HE).unlink()
    answer = post(client, "/api/save", entry, words="תודה!")

    assert answer.status_code == 409
    assert answer.json()["unit"] is None
    assert not (course.root / HE).exists()


def test_a_change_elsewhere_in_the_file_is_kept(course: Course, client: TestClient) -> None:
    entry = list_entries(client)["Cups"]
    course.write({HE: read(course).replace("הסוף.", "סוף טוב.")})
    answer = post(client, "/api/save", entry, words="כוסות")

    assert answer.status_code == 200
    assert "סוף טוב." in read(course)
    assert "## כוסות\n" in read(course)


def test_a_look_finds_what_an_editor_did(course: Course, client: TestClient) -> None:
    before = client.get("/api/files").json()["files"][0]
    course.write({HE: read(course).replace("Thanks! <!-- sync:untranslated -->", "תודה!")})
    after = client.get("/api/files").json()["files"][0]

    assert after["revision"] == before["revision"] + 1
    assert after["open"] == before["open"] - 1
    assert client.get("/api/files").json()["files"][0]["revision"] == after["revision"]


def test_two_saves_of_one_text_are_one(client: TestClient) -> None:
    entry = list_entries(client)["Cups"]

    assert post(client, "/api/save", entry, words="כוסות").status_code == 200
    again = post(client, "/api/save", entry, words="ספלים")
    assert again.status_code == 409
    assert again.json()["now"] == "כוסות"


def test_a_save_is_undone_byte_for_byte(course: Course, client: TestClient) -> None:
    texts = [read(course)]
    for text in ("Thanks!", FRESH, "Cups"):
        assert save(client, text, WORDS[text])[0] == 200
        texts.append(read(course))
    for place, text in ((2, "Cups"), (1, FRESH), (0, "Thanks!")):
        answer = client.post("/api/undo", json={})
        assert answer.status_code == 200
        assert answer.json()["kind"] == "undone"
        assert answer.json()["unit"]["text"] == text
        assert answer.json()["undo"] is (place > 0)
        assert read(course) == texts[place]
    assert client.post("/api/undo", json={}).json()["kind"] == "unchanged"


def test_the_stamp_is_undone_too(course: Course, client: TestClient) -> None:
    for text, words in WORDS.items():
        before = read(course)
        assert save(client, text, words)[0] == 200
    assert course.states()[HE] is State.CURRENT
    assert client.post("/api/undo", json={}).json()["kind"] == "undone"

    assert read(course) == before
    assert course.states()[HE] is State.PENDING


def test_nothing_is_undone_over_others_words(course: Course, client: TestClient) -> None:
    save(client, "Cups", "כוסות")
    theirs = read(course).replace("הסוף.", "סוף טוב.")
    course.write({HE: theirs})

    assert client.post("/api/undo", json={}).status_code == 409
    assert read(course) == theirs


def test_an_undo_that_could_not_be_done_is_done_later(course: Course, client: TestClient) -> None:
    before = read(course)
    save(client, "Cups", "כוסות")
    saved = read(course)
    course.write({HE: saved.replace("הסוף.", "סוף טוב.")})
    refused = client.post("/api/undo", json={})
    course.write({HE: saved})

    assert (refused.status_code, refused.json()["undo"]) == (409, True)
    assert client.post("/api/undo", json={}).json()["kind"] == "undone"
    assert read(course) == before
    assert client.post("/api/undo", json={}).json()["kind"] == "unchanged"


def test_fuzzy_words_that_git_lacks_are_kept(course: Course) -> None:
    course.write({HE: read(course).replace("להרתיח מים.", "להרתיח את המים.")})
    client = serve(course.root)
    code, answer = save(client, FRESH, WORDS[FRESH])

    assert (code, answer["kind"]) == (422, "refused")
    assert "git add" in answer["problems"][0]["message"]
    assert "להרתיח את המים." in read(course)
    assert save(client, "Cups", "כוסות")[0] == 200
    course.git("add", HE)
    assert save(client, FRESH, WORDS[FRESH])[0] == 200
    assert save(client, KETTLE, WORDS[KETTLE])[0] == 200


def test_force_writes_over_them(course: Course) -> None:
    course.write({HE: read(course).replace("להרתיח מים.", "להרתיח את המים.")})
    client = serve(course.root, force=True)

    assert save(client, FRESH, WORDS[FRESH])[0] == 200


def test_own_words_may_be_written_again(course: Course, client: TestClient) -> None:
    """The file differs from git's index after the first save, and that is our own doing."""
    assert save(client, FRESH, "מים", fuzzy=True)[0] == 200
    assert save(client, FRESH, WORDS[FRESH], fuzzy=True)[0] == 200
    assert save(client, KETTLE, WORDS[KETTLE])[0] == 200


def test_own_words_in_a_file_that_git_lacks_may_be_written_again(course: Course) -> None:
    course.write({HE: read(course).replace("הסוף.", "סוף טוב.")})
    client = serve(course.root)

    assert save(client, "Cups", "ספלים", fuzzy=True)[0] == 200
    assert save(client, "Cups", "כוסות")[0] == 200


def test_a_file_that_cannot_be_written_says_why(course: Course, client: TestClient) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anything")
    (course.root / HE).parent.chmod(0o500)
    try:
        code, answer = save(client, "Cups", "כוסות")
    finally:
        (course.root / HE).parent.chmod(0o700)

    assert code == 422
    assert answer["problems"][0]["message"]


def test_a_text_in_several_places_is_filled_in_all(tmp_path: Path) -> None:
    course = make_open(tmp_path / "course")
    course.commit({"tea.md": read(course, "tea.md") + "\nCome in.\n\n## More\n\nCome in.\n"})
    assert call(course.root, "sync", "--lang", "he").code == 0
    client = serve(course.root)
    entry = list_entries(client)["Come in."]
    details = post(client, "/api/entry", entry).json()

    assert len(details["places"]) == 2
    assert save(client, "Come in.", "להיכנס.")[0] == 200
    assert read(course).count("להיכנס.") == 2


def test_a_fuzzy_text_takes_the_words_of_its_twin(course: Course) -> None:
    course.commit({"tea.md": read(course, "tea.md").replace("The end.", FRESH)})
    assert call(course.root, "sync", "--lang", "he").code == 0
    course.commit()
    client = serve(course.root)
    assert save(client, FRESH, WORDS[FRESH])[1]["kind"] == "filled"
    assert list_entries(client)[FRESH]["fuzzy"]
    assert save(client, FRESH, WORDS[FRESH])[1]["kind"] == "filled"

    assert read(course).count(f"{WORDS[FRESH]}\n") == 2


def test_what_is_beside_an_entry(client: TestClient) -> None:
    details = post(client, "/api/entry", list_entries(client)[KETTLE]).json()

    assert details["changes"] == {
        "before": [["Use the ", False], ["`kettle`", False]],
        "after": [["Use the ", False], ["small ", True], ["`kettle`", False]],
    }
    assert (details["column"], details["row"]) == ("Guide", "Black tea")
    assert details["headings"] == ["Tea"]
    assert details["places"] == [{"line": 24, "source_line": 13}]
    assert details["before"]["text"] == "Black tea"
    assert details["before"]["words"] == "תה שחור"
    assert post(client, "/api/entry", list_entries(client)["Cups"]).json()["changes"] is None


def test_known_translations_are_shown(tmp_path: Path) -> None:
    course = make_open(tmp_path / "course")
    stamp = fields("# More\n\nThanks!\n\nA cup holds 250 ml.\n", source_file="more.md")
    body = "# עוד\n\nתודה רבה!\n\nכוס מכילה 250 מ״ל.\n"
    files = {"more.md": "# More\n\nThanks!\n\nA cup holds 250 ml.\n"}
    course.commit(files | {"translations/he/more.md": comment(stamp, body)})
    client = serve(course.root)
    known = {
        text: post(client, "/api/entry", list_entries(client)[text]).json()["suggestions"]
        for text in ("Thanks!", "A cup holds 200 ml.", "Cups")
    }

    assert known["Thanks!"] == [{"text": "Thanks!", "words": "תודה רבה!", "likeness": 100}]
    (alike,) = known["A cup holds 200 ml."]
    assert (alike["text"], alike["words"]) == ("A cup holds 250 ml.", "כוס מכילה 250 מ״ל.")
    assert 80 <= alike["likeness"] < 100
    assert known["Cups"] == []


def test_what_was_saved_here_is_known(tmp_path: Path) -> None:
    course = make_open(tmp_path / "course")
    stamp = fields("# More\n", source_file="more.md")
    files = {"more.md": "# More\n", "translations/he/more.md": comment(stamp, "# עוד\n")}
    course.commit(files)
    course.commit({"more.md": "# More\n\nThanks!\n"})
    assert call(course.root, "sync", "--lang", "he").code == 0
    course.commit()
    client = serve(course.root)
    sent = client.get("/api/entries").json()["entries"]
    first, second = (each for each in sent if each["text"] == "Thanks!")
    assert post(client, "/api/entry", second).json()["suggestions"] == []
    assert post(client, "/api/save", first, words="תודה!").status_code == 200
    known = post(client, "/api/entry", second).json()["suggestions"]

    assert known == [{"text": "Thanks!", "words": "תודה!", "likeness": 100}]
    client.post("/api/undo", json={})
    assert post(client, "/api/entry", second).json()["suggestions"] == []


def make_pages(root: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A course of three documents, of which each makes a page."""
    course = make_open(root)
    texts = {f"more{n}.md": f"First {n}.\n\nSecond {n}.\n" for n in (1, 2)}
    course.commit(dict(texts))
    assert call(root, "new", "he", *texts).code == 0
    course.commit()
    monkeypatch.setattr("sync.editor.server.FIRST", 2)
    monkeypatch.setattr("sync.editor.server.PAGE", 1)
    return serve(root)


def read_page(client: TestClient, start: str | None) -> tuple[list[str], str | None]:
    page = client.get("/api/entries", params={} if start is None else {"from": start}).json()
    sources = {each["source"] for each in page["files"]}
    assert {each["document"] for each in page["entries"]} == sources
    return [each["text"] for each in page["entries"]], page["next"]


def test_a_page_holds_whole_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make_pages(tmp_path / "course", monkeypatch)
    pages: list[list[str]] = []
    following: str | None = None
    while not pages or following is not None:
        texts, following = read_page(client, following)
        pages.append(texts)

    assert pages == [["First 1.", "Second 1."], ["First 2.", "Second 2."], list(WORDS)]
    assert client.get("/api/entries", params={"document": "no.md"}).json() == {
        "files": [],
        "entries": [],
        "next": None,
    }
    assert read_page(client, "no.md")[0] == pages[0]


def test_a_save_between_two_pages_hides_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_pages(tmp_path / "course", monkeypatch)
    first, following = read_page(client, None)
    entry = client.get("/api/entries").json()["entries"][0]
    assert post(client, "/api/save", entry, words="ראשון 1.").status_code == 200
    second, following = read_page(client, following)

    assert first + second == ["First 1.", "Second 1.", "First 2.", "Second 2."]
    assert read_page(client, following) == (list(WORDS), None)


def test_names_of_entries_outlive_the_others(client: TestClient) -> None:
    """Two histories of one text are counted anew when the first is done; the page's names stay."""
    entries = list_entries(client)
    save(client, "White tea", "תה לבן")
    later = list_entries(client)

    assert {text: each["id"] for text, each in later.items()} == {
        text: each["id"] for text, each in entries.items() if text != "White tea"
    }


def test_a_file_is_shown_as_text(course: Course, client: TestClient) -> None:
    page = client.get("/file", params={"path": HE}).text

    assert "Never pour &lt;b&gt;boiling" in page
    assert "<b>boiling" not in page
    assert 'id="L24"' in page
    assert client.get("/file", params={"path": DE}).status_code == 404


def test_half_a_name_is_no_entry(client: TestClient) -> None:
    entry = list_entries(client)["Cups"]
    for change in ({"text": "Cup"}, {"document": "no.md"}, {"previous": "x"}, {"shown": "x"}):
        sent = name(entry, words="כוסות") | change
        assert client.post("/api/save", json=sent).status_code == 409
    assert client.post("/api/entry", json=name(entry) | {"text": "no"}).status_code == 409
