"""The page in a real browser: an evening's work, by keyboard, in both directions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.model import State
from tests.commands.calling import call
from tests.editor.desks import DE, HE, make_open
from tests.editor.running import Running, running
from tests.site.browsing import Visit, visit
from tests.translated import Course, comment, fields

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

HEBREW = [
    "להרתיח מים טריים.",
    "לחמם קודם את הקנקן. זה לוקח 2 דקות.",
    "להשתמש ב-`kettle` בזהירות",
    "לקרוא את [הצעדים](green.md)",
    "להשתמש ב-`kettle` הקטן",
    "תה לבן",
    "לשאול | לחכות",
    "כוסות",
    "כוס מכילה 200 מ״ל.",
    "לעולם לא למזוג מים <b>רותחים</b>.",
    "תודה!",
]
GERMAN = [
    "Frisches Wasser kochen.",
    "Zuerst die Kanne wärmen. Das dauert 2 Minuten.",
    "Nimm den `kettle` mit Vorsicht",
    "Lies [die Schritte](green.md)",
    "Nimm den kleinen `kettle`",
    "Weißer Tee",
    "Fragen | warten",
    "Tassen",
    "Eine Tasse fasst 200 ml.",
    "Gieße nie <b>kochendes</b> Wasser.",
    "Danke!",
]


@pytest.fixture
def course(tmp_path: Path, browser: Browser) -> Course:
    assert browser.is_connected()
    return make_open(tmp_path / "course")


@pytest.fixture
def server(course: Course) -> Iterator[Running]:
    with running(course.root) as each:
        yield each


@pytest.fixture
def page(server: Running, browser: Browser) -> Iterator[Page]:
    with visit(browser, home=server.home) as seen:
        yield open_page(seen, server)
        assert find_complaints(seen) == []


def find_complaints(seen: Visit) -> list[str]:
    """Return what the page did that it should not; that a save is refused is no fault of it."""
    return [
        each for each in seen.complaints if "the server responded with a status of 4" not in each
    ]


def open_page(seen: Visit, server: Running) -> Page:
    seen.page.set_default_timeout(10_000)
    seen.page.goto(server.address)
    return wait(seen.page)


def wait(page: Page) -> Page:
    page.wait_for_selector("body[data-ready]")
    return page


def field(page: Page) -> Locator:
    return page.get_by_label("Translation", exact=True)


def show_source(page: Page) -> str:
    return page.locator("#source").inner_text()


def wait_for_source(page: Page, text: str) -> None:
    page.wait_for_function("text => document.getElementById('source').innerText === text", arg=text)


def said(page: Page, words: str) -> str:
    """Wait for what a screen reader hears to hold words, and return it."""
    status = page.locator("#said")
    page.wait_for_function(
        "words => document.getElementById('said').textContent.includes(words)", arg=words
    )
    return status.text_content() or ""


def is_in_field(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement.id === 'words'"))


def read(course: Course, path: str = HE) -> str:
    return (course.root / path).read_text("utf-8")


def write_all(page: Page, words: str) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


@pytest.mark.parametrize(
    ("language", "direction", "words"), [("he", "rtl", HEBREW), ("de", "ltr", GERMAN)]
)
def test_an_evening_without_a_mouse(
    course: Course, browser: Browser, language: str, direction: str, words: list[str]
) -> None:
    path = {"he": HE, "de": DE}[language]
    with running(course.root, language) as server, visit(browser, home=server.home) as seen:
        page = open_page(seen, server)
        assert show_source(page) == "Boil fresh water."
        assert field(page).get_attribute("dir") == direction
        assert field(page).get_attribute("lang") == language
        assert field(page).evaluate("each => getComputedStyle(each).direction") == direction
        assert page.locator("#source").evaluate("each => getComputedStyle(each).direction") == "ltr"
        for place, each in enumerate(words):
            assert is_in_field(page)
            write_all(page, each)
            page.keyboard.press("Control+Enter")
            if place < len(words) - 1:
                said(page, f"{len(words) - 1 - place} left")
        page.get_by_role("heading", name="All is done").wait_for()

        assert page.evaluate("document.activeElement.id") == "done"
        assert "is done, and stamped" in (page.locator("#done").inner_text())
        assert find_complaints(seen) == []
    assert course.states()[path] is State.CURRENT
    assert "sync:" not in read(course, path)


def test_a_fuzzy_text_shows_what_changed_and_its_old_words(page: Page) -> None:
    assert field(page).input_value() == "להרתיח מים."
    page.locator("#then").wait_for()
    assert [each.strip() for each in page.locator("#source ins").all_text_contents()] == ["fresh"]
    assert page.locator("#previous").inner_text() == "Boil water."
    assert page.locator("#state").inner_text() == "fuzzy"


def test_fuzzy_is_kept_by_its_key(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים חדשים.")
    page.keyboard.press("Control+Shift+Enter")
    said(page, "still fuzzy")

    assert "להרתיח מים חדשים. <!-- sync:fuzzy -->" in read(course)
    assert show_source(page).startswith("Warm the pot")


def test_save_and_stay_stays(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים טריים.")
    page.keyboard.press("Control+S")
    said(page, "Saved")

    assert show_source(page) == "Boil fresh water."
    assert is_in_field(page)
    assert "להרתיח מים טריים.\n" in read(course)


def test_the_source_is_copied_and_the_browser_takes_it_back(page: Page) -> None:
    page.keyboard.press("Alt+c")
    assert field(page).input_value() == "Boil fresh water."
    page.keyboard.press("Control+Z")
    assert field(page).input_value() == "להרתיח מים."
    page.keyboard.press("Alt+c")
    page.keyboard.press("Alt+r")
    assert field(page).input_value() == "להרתיח מים."


def test_keys_follow_the_place_where_no_latin_is_typed(page: Page) -> None:
    """On a Hebrew keyboard the key C types another letter."""
    page.evaluate(
        """document.getElementById("words").dispatchEvent(new KeyboardEvent("keydown",
        {key: "ב", code: "KeyC", altKey: true, bubbles: true, cancelable: true}))"""
    )
    assert field(page).input_value() == "Boil fresh water."


def test_letters_of_a_third_level_are_typed(page: Page) -> None:
    page.evaluate(
        """document.getElementById("words").dispatchEvent(new KeyboardEvent("keydown",
        {key: "ć", code: "KeyC", altKey: true, modifierAltGraph: true, bubbles: true}))"""
    )
    assert field(page).input_value() == "להרתיח מים."


def test_a_word_that_is_being_composed_is_not_saved(page: Page, course: Course) -> None:
    before = read(course)
    page.evaluate(
        """document.getElementById("words").dispatchEvent(new KeyboardEvent("keydown",
        {key: "Enter", code: "Enter", ctrlKey: true, isComposing: true, bubbles: true}))"""
    )
    page.wait_for_timeout(300)

    assert show_source(page) == "Boil fresh water."
    assert read(course) == before


def test_macs_have_their_own_keys(server: Running, browser: Browser, course: Course) -> None:
    with visit(browser, home=server.home) as seen:
        seen.page.add_init_script(
            "Object.defineProperty(Navigator.prototype, 'platform', {get: () => 'MacIntel'});"
            "Object.defineProperty(Navigator.prototype, 'userAgentData', {get: () => undefined});"
        )
        page = open_page(seen, server)
        assert page.locator("#save-next kbd").inner_text() == "⌘↩"
        write_all(page, "להרתיח מים טריים.")
        page.keyboard.press("Control+Enter")
        page.keyboard.press("Meta+Enter")
        said(page, "10 left")
        assert seen.complaints == []


def test_next_and_previous_keep_what_was_typed(page: Page) -> None:
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.insert_text("לחמם")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowUp")

    assert field(page).input_value() == "לחמם"
    assert is_in_field(page)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    said(page, "first one")


def test_unsaved_words_outlive_a_reload(page: Page) -> None:
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.insert_text("לחמם קודם")
    page.reload()
    wait(page)
    page.keyboard.press("Alt+ArrowDown")

    assert field(page).input_value() == "לחמם קודם"
    assert page.locator(".row.unsaved").count() == 1


def hold_next(page: Page, address: str) -> Callable[[], Route]:
    """Keep back the next request to an address, as a slow disk does; return what waits for it."""
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route(address, keep, times=1)

    def wait_for_it() -> Route:
        while not waiting:
            page.wait_for_timeout(20)
        return waiting[0]

    return wait_for_it


def save_and_leave(page: Page, words: str) -> Route:
    """Save words, and type for the next text before there is an answer."""
    find_held = hold_next(page, "**/api/save")
    write_all(page, words)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.insert_text("לחמם")
    page.keyboard.press("Control+Enter")
    said(page, "not answered")
    return find_held()


def see_what_is_typed(page: Page) -> None:
    """See that what was typed for the next text stands there, and that one types on."""
    page.keyboard.insert_text(" קודם")
    assert show_source(page).startswith("Warm the pot first.")
    assert field(page).input_value() == "לחמם קודם"
    assert is_in_field(page)


def test_a_save_that_is_answered_late_leaves_the_next_text_alone(
    page: Page, course: Course
) -> None:
    route = save_and_leave(page, "להרתיח מים טריים.")
    route.continue_()
    said(page, "10 left")

    see_what_is_typed(page)
    assert "להרתיח מים טריים.\n" in read(course)
    assert "לחמם" not in read(course)


def test_a_conflict_that_is_told_late_is_about_what_was_sent(page: Page, course: Course) -> None:
    route = save_and_leave(page, "להרתיח מים טריים.")
    course.write({HE: read(course).replace("להרתיח מים.", "להרתיח את המים.")})
    route.continue_()
    said(page, "changed meanwhile")

    see_what_is_typed(page)
    assert not page.locator("#conflict").is_visible()
    page.keyboard.press("Alt+ArrowUp")
    assert field(page).input_value() == "להרתיח מים טריים."
    assert "להרתיח את המים." in page.locator("#conflict").inner_text()


def test_warnings_that_are_told_late_wait_at_their_text(page: Page, course: Course) -> None:
    route = save_and_leave(page, "להרתיח מים!")
    route.continue_()
    said(page, "there are warnings")

    see_what_is_typed(page)
    assert page.locator("#save-next").inner_text().startswith("Save and go on")
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator("#save-next").inner_text().startswith("Save despite warnings")
    page.keyboard.press("Control+Enter")
    said(page, "10 left")
    assert "להרתיח מים!\n" in read(course)


def test_the_field_is_shut_while_its_words_are_saved(page: Page, course: Course) -> None:
    find_held = hold_next(page, "**/api/save")
    write_all(page, "להרתיח מים טריים.")
    page.keyboard.press("Control+S")
    page.keyboard.insert_text(" עוד")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.insert_text(" עוד")
    find_held().continue_()
    said(page, "Saved")

    assert field(page).input_value() == "להרתיח מים טריים."
    assert "להרתיח מים טריים.\n" in read(course)


def test_words_stay_at_a_text_that_others_changed(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים טריים")
    page.keyboard.press("Alt+ArrowDown")
    course.write({HE: read(course).replace("להרתיח מים.", "להרתיח את המים.")})
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    said(page, "read again")
    page.keyboard.press("Alt+ArrowUp")

    assert field(page).input_value() == "להרתיח מים טריים"
    assert "להרתיח את המים." in page.locator("#conflict").inner_text()
    page.reload()
    wait(page)
    field(page).focus()
    page.keyboard.insert_text("!")
    assert field(page).input_value() == "להרתיח מים טריים!"
    assert page.locator(".row").count() == 11


@pytest.mark.parametrize("typed", ["", "מים"])
def test_the_text_that_is_shown_follows_the_file(page: Page, course: Course, typed: str) -> None:
    if typed:
        write_all(page, typed)
    course.write({HE: read(course).replace("להרתיח מים.", "להרתיח את המים.")})
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    said(page, "read again")

    assert field(page).input_value() == (typed or "להרתיח את המים.")
    assert page.locator("#conflict").is_visible() is bool(typed)
    assert page.locator(".row.unsaved").count() == (1 if typed else 0)


def test_words_for_a_text_that_is_gone_stay_in_the_list(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים טריים")
    page.keyboard.press("Alt+ArrowDown")
    course.write({HE: read(course).replace("להרתיח מים. <!-- sync:fuzzy -->", "מים!")})
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    said(page, "read again")
    page.keyboard.press("Alt+ArrowUp")

    assert field(page).input_value() == "להרתיח מים טריים"
    assert "open no more" in page.locator("#conflict").inner_text()
    assert "10 left" in page.locator("#counts").inner_text()


def test_a_list_that_was_read_before_a_save_is_read_again(page: Page, course: Course) -> None:
    find_held = hold_next(page, "**/api/entries?*")
    course.write({HE: read(course).replace("## Cups<!-- sync:untranslated -->", "## כוסות")})
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    route = find_held()
    old = route.fetch()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.insert_text("לחמם קודם את הקנקן. זה לוקח 2 דקות.")
    page.keyboard.press("Control+S")
    said(page, "Saved")
    route.fulfill(response=old)
    said(page, "read again")

    assert page.locator(".row.saved").count() == 1
    assert page.locator(".row").count() == 10
    assert "9 left" in page.locator("#counts").inner_text()


def test_words_are_those_of_a_project(
    server: Running, course: Course, browser: Browser, tmp_path: Path
) -> None:
    port = server.home.rstrip("/").rpartition(":")[2]
    other = make_open(tmp_path / "other")
    with visit(browser, home=server.home) as seen:
        page = open_page(seen, server)
        write_all(page, "מים")
        server.interrupt()
        for root, words in ((other.root, "להרתיח מים."), (course.root, "מים")):
            with running(root, "he", "--port", port) as again:
                page.goto(again.address)
                wait(page)
                assert field(page).input_value() == words


def test_a_lost_server_loses_no_words(server: Running, course: Course, browser: Browser) -> None:
    port = server.home.rstrip("/").rpartition(":")[2]
    with visit(browser, home=server.home) as seen:
        page = open_page(seen, server)
        write_all(page, "להרתיח מים טריים.")
        assert server.interrupt() == (0, "")
        page.keyboard.press("Control+Enter")
        banner = page.get_by_role("alert").filter(has_text="does not answer")
        banner.wait_for()
        assert "translation-sync edit --lang he" in banner.inner_text()
        assert field(page).input_value() == "להרתיח מים טריים."
        with running(course.root, "he", "--port", port) as again:
            page.keyboard.press("Control+Enter")
            page.get_by_role("alert").filter(has_text="another run").wait_for()
            page.goto(again.address)
            wait(page)
            assert field(page).input_value() == "להרתיח מים טריים."
            page.keyboard.press("Control+Enter")
            said(page, "10 left")
    assert "להרתיח מים טריים.\n" in read(course)


def test_a_file_that_changed_is_a_conflict(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים טריים.")
    theirs = read(course).replace("להרתיח מים.", "להרתיח את המים.")
    course.write({HE: theirs})
    page.keyboard.press("Control+Enter")
    said(page, "changed meanwhile")

    assert "להרתיח את המים." in page.locator("#conflict").inner_text()
    assert field(page).input_value() == "להרתיח מים טריים."
    assert is_in_field(page)
    assert read(course) == theirs


def test_a_text_done_elsewhere_says_so(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים טריים.")
    course.write({HE: read(course).replace("להרתיח מים. <!-- sync:fuzzy -->", "מים!")})
    page.keyboard.press("Control+Enter")
    said(page, "changed meanwhile")

    told = page.locator("#conflict").inner_text()
    assert "מים!" in told
    assert "להרתיח מים טריים." in told
    page.keyboard.press("Control+Enter")
    wait_for_source(page, "Warm the pot first. It takes 2 minutes.")


def test_the_list_follows_the_file(page: Page, course: Course) -> None:
    course.write({HE: read(course).replace("## Cups<!-- sync:untranslated -->", "## כוסות")})
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    said(page, "read again")

    assert page.locator(".row").count() == 10
    assert "10 left" in page.locator("#counts").inner_text()
    assert is_in_field(page)


def test_warnings_are_accepted_by_the_same_key(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים!")
    page.get_by_text("end-mark").wait_for()
    page.keyboard.press("Control+Enter")
    said(page, "there are warnings")
    assert "מים!" not in read(course)
    assert is_in_field(page)
    page.keyboard.press("Control+Enter")
    said(page, "10 left")

    assert "להרתיח מים!\n" in read(course)


def test_a_warning_of_other_words_is_asked_anew(page: Page, course: Course) -> None:
    write_all(page, "להרתיח מים!")
    page.keyboard.press("Control+Enter")
    said(page, "there are warnings")
    write_all(page, "להרתיח מים עכשיו!")
    page.locator("#said").evaluate("each => { each.textContent = ''; }")
    page.keyboard.press("Control+Enter")
    said(page, "there are warnings")

    assert "מים!" not in read(course)


def test_refused_words_stay_in_the_field(page: Page, course: Course) -> None:
    write_all(page, "# מים")
    page.keyboard.press("Control+Enter")
    said(page, "refused")

    assert "shape" in page.locator("#problems").inner_text()
    assert field(page).get_attribute("aria-invalid") == "true"
    assert field(page).input_value() == "# מים"
    assert "# מים" not in read(course)


def test_rules_speak_while_one_types(page: Page, course: Course) -> None:
    before = read(course)
    for _ in range(4):
        page.keyboard.press("Alt+ArrowDown")
    wait_for_source(page, "Use the small `kettle`")
    write_all(page, "להשתמש בקומקום")
    page.locator("#problems .problem").wait_for()

    assert "code" in page.locator("#problems").inner_text()
    assert read(course) == before


def test_the_last_save_is_undone(page: Page, course: Course) -> None:
    before = read(course)
    write_all(page, "להרתיח מים טריים.")
    page.keyboard.press("Control+Enter")
    said(page, "10 left")
    page.keyboard.press("Alt+z")
    said(page, "Undone")

    assert read(course) == before
    assert show_source(page) == "Boil fresh water."
    assert field(page).input_value() == "להרתיח מים טריים."
    page.keyboard.press("Control+Enter")
    said(page, "10 left")


def test_a_cell_has_one_line(page: Page) -> None:
    for _ in range(5):
        page.keyboard.press("Alt+ArrowDown")
    wait_for_source(page, "White tea")
    page.keyboard.insert_text("תה")
    page.keyboard.press("Enter")
    said(page, "one line")
    page.keyboard.insert_text(" לבן")

    assert field(page).input_value() == "תה לבן"


def test_known_translations_are_taken_by_keys(browser: Browser, course: Course) -> None:
    source = "# More\n\nBoil fresh water.\n\nBoil the fresh water.\n"
    body = "# עוד\n\nלהרתיח מים צלולים.\n\nלהרתיח את המים.\n"
    stamp = fields(source, source_file="more.md")
    course.commit({"more.md": source, "translations/he/more.md": comment(stamp, body)})
    with running(course.root) as server, visit(browser, home=server.home) as seen:
        page = open_page(seen, server)
        page.get_by_role("heading", name="Known translations").wait_for()
        page.keyboard.press("Alt+2")
        assert field(page).input_value() == "להרתיח את המים."
        page.keyboard.press("Alt+1")
        assert field(page).input_value() == "להרתיח מים צלולים."
        page.keyboard.press("Alt+3")
        said(page, "no known translation 3")
        page.keyboard.press("Control+Enter")
        said(page, "10 left")
        assert seen.complaints == []


def test_filters_and_search_narrow_the_list(page: Page) -> None:
    rows = page.locator(".row")
    assert rows.count() == 11
    page.locator("input[value=fuzzy]").check(force=True)
    assert rows.count() == 2
    page.locator("input[value=all]").check(force=True)
    page.get_by_role("searchbox").fill("CUP")
    assert rows.count() == 2
    page.get_by_role("searchbox").fill("nothing like it")
    assert page.get_by_text("No text is like that.").is_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Document").select_option("tea.md")
    assert rows.count() == 11


def test_the_list_is_walked_by_keys(page: Page) -> None:
    page.keyboard.press("Alt+l")
    focused = "document.activeElement.innerText"
    assert "Boil fresh water." in page.evaluate(focused)
    for key, text in (("ArrowDown", "Warm"), ("End", "Thanks!"), ("Home", "Boil")):
        page.keyboard.press(key)
        assert text in page.evaluate(focused), key
    page.keyboard.press("End")
    page.keyboard.press("Enter")

    assert is_in_field(page)
    assert show_source(page) == "Thanks!"
    assert page.locator('#list [tabindex="0"]').count() == 1


def test_every_control_is_reached_by_tab(page: Page) -> None:
    names = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        names.add(page.evaluate("document.activeElement.id"))

    wanted = {"save-next", "fuzzy-next", "save-stay", "copy", "reset", "undo", "search", "document"}
    assert wanted | {"words"} <= names


def test_documents_are_text_and_never_html(course: Course, browser: Browser) -> None:
    hostile = '<img src=x onerror="document.title=`hit`"> <script>document.title="hit"</script>'
    old = read(course, "tea.md")
    course.commit({"tea.md": old.replace("Thanks!", f"Thanks {hostile}")})
    assert call(course.root, "sync", "--lang", "he").code == 0
    course.commit()
    with running(course.root) as server, visit(browser, home=server.home) as seen:
        page = open_page(seen, server)
        page.keyboard.press("Alt+l")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert "<img" in show_source(page)
        page.keyboard.press("Alt+c")
        page.wait_for_timeout(700)
        page.get_by_role("link", name="line").first.wait_for()
        assert page.title() == "he: course"
        assert page.locator("img").count() == 0
        assert seen.complaints == []


def test_a_line_leads_to_its_file(page: Page) -> None:
    page.locator("#words-place a").wait_for()
    with page.expect_popup() as popup:
        page.locator("#words-place a").click()
    there = popup.value
    there.wait_for_load_state()

    assert (
        there.locator("li:target").inner_text().replace("\n", " ").endswith("<!-- sync:fuzzy -->")
    )
    assert there.url.endswith("#L14")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["he", "de"])
def test_axe_finds_nothing(
    course: Course, browser: Browser, scheme: str, width: int, language: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe").Axe()

    def run(page: Page) -> None:
        response = axe.run(page).response
        told = [(each["id"], [n["html"] for n in each["nodes"]]) for each in response["violations"]]
        assert told == [], json.dumps(told, indent=1)

    with (
        running(course.root, language) as server,
        visit(browser, width=width, scheme=scheme, home=server.home) as seen,
    ):
        page = open_page(seen, server)
        page.locator("#then").wait_for()
        assert fits(page)
        run(page)
        write_all(page, "# 3")
        page.keyboard.press("Control+Enter")
        said(page, "refused")
        run(page)
        write_all(page, "!")
        page.keyboard.press("Control+Enter")
        said(page, "warnings")
        page.locator("#finder").evaluate("each => { each.open = true; }")
        run(page)
        page.keyboard.press("Control+Enter")
        said(page, "10 left")
        assert fits(page)
        run(page)
        page.goto(f"{server.home}file?path={'translations/' + language}/tea.md#L14")
        run(page)


def fits(page: Page) -> bool:
    """Tell whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_nothing_jumps_from_text_to_text(page: Page) -> None:
    button = page.locator("#save-next")
    places = set()
    for _ in range(11):
        page.wait_for_timeout(80)
        box = button.bounding_box()
        assert box is not None
        places.add((round(box["x"]), round(box["y"])))
        page.keyboard.press("Alt+ArrowDown")

    assert len(places) == 1
