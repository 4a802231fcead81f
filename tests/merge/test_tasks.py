"""The boxes of tasks, which are no words."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

OLD = "# Tea\n\n- [ ] Warm the pot\n- [x] Boil water\n- Pour it slowly\n"
THERE = "# Tee\n\n- [ ] Kanne wärmen\n* [X] Wasser kochen\n* Langsam gießen\n"
FUZZY = " <!-- sync:fuzzy -->"


@pytest.mark.parametrize(
    ("old", "new", "there", "result"),
    [
        ("[ ] Warm", "[x] Warm", "[ ] Kanne", "[x] Kanne"),
        ("[x] Boil", "[ ] Boil", "[X] Wasser", "[ ] Wasser"),
        ("- Pour", "- [ ] Pour", "* Langsam", "* [ ] Langsam"),
        ("[ ] Warm", "Warm", "[ ] Kanne", "Kanne"),
    ],
)
def test_a_box_follows_the_source(old: str, new: str, there: str, result: str) -> None:
    merged = merge_all(OLD, OLD.replace(old, new), THERE)
    assert merged.text == THERE.replace(there, result)
    assert merged.counts["relinked"] == 1


@pytest.mark.parametrize(
    ("new", "there"),
    [
        ("[x] Warm the pot", "[x] Kanne wärmen"),
        ("[x] Warm the pot", "Kanne wärmen"),
        ("[x] Warm the pot", f"[x] Kanne wärmen{FUZZY}"),
    ],
)
def test_noop_a_box_of_the_translation_s_own(new: str, there: str) -> None:
    text = THERE.replace("[ ] Kanne wärmen", there)
    assert merge_all(OLD, OLD.replace("[ ] Warm the pot", new), text).text == text


@pytest.mark.parametrize(
    ("there", "result"),
    [
        ("[ ] Kanne wärmen", f"[x] Kanne wärmen{FUZZY}"),
        (f"[ ] Kanne wärmen{FUZZY}", f"[x] Kanne wärmen{FUZZY}"),
        ("Kanne wärmen", f"Kanne wärmen{FUZZY}"),
        ("[ ] Warm the pot", "[x] Warm the big pot <!-- sync:untranslated -->"),
    ],
)
def test_a_box_is_carried_beside_words_that_changed(there: str, result: str) -> None:
    text = THERE.replace("[ ] Kanne wärmen", there)
    merged = merge_all(OLD, OLD.replace("[ ] Warm the pot", "[x] Warm the big pot"), text)
    assert merged.text == THERE.replace("[ ] Kanne wärmen", result)


def test_noop_what_only_looks_like_a_box() -> None:
    old, there = "# Tea\n\n- [a] pot here\n", "# Tee\n\n- [a] Kanne hier\n"
    merged = merge_all(old, old.replace("[a]", "[b]"), there)
    assert merged.text == there.replace("hier", f"hier{FUZZY}")
