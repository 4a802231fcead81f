"""One object or file that cannot be read hides no other: all that can be said is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.calling import Reply, ask, call
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

BODY = "# Thé\n\nFaire bouillir.\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
OTHER = GUIDE.replace("# Tea", "# Coffee")
TEA, COFFEE = "translations/fr/tea.md", "translations/fr/coffee.md"
COMMANDS = (("status",), ("check",), ("lint",), ("diff",), ("sync", "--check"))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two stale translations, and a picture that was redrawn and moved."""
    picture = os.urandom(4000)
    course = make_course(tmp_path / "course", {"tea.md": GUIDE, "coffee.md": OTHER})
    course.write({TEA: stamped(GUIDE, body=BODY), COFFEE: stamped(OTHER, body=BODY)})
    course.commit({"x.png": picture})
    course.git("mv", "x.png", "y.png")
    added = "| White | 3 |\n"
    course.commit({"tea.md": LONGER, "coffee.md": OTHER + added, "y.png": picture[:3900]})
    return course


def harm(course: Course, revision: str, data: bytes | None) -> str:
    """Damage the object that a revision names; None takes it away."""
    blob = course.git("rev-parse", revision)
    place = course.root / ".git/objects" / blob[:2] / blob[2:]
    place.chmod(0o600)
    place.unlink()
    if data is not None:
        place.write_bytes(data)
    return blob


def run_all(course: Course) -> dict[str, Reply]:
    return {" ".join(each): ask(course.root, *each) for each in COMMANDS}


@pytest.mark.parametrize("data", [None, b"", b"not zlib"])
def test_a_base_that_cannot_be_read_hides_no_other(course: Course, data: bytes | None) -> None:
    blob = harm(course, "HEAD~1:tea.md", data)
    replies = run_all(course)
    for name, reply in replies.items():
        assert reply.code == 3, name
        (error,) = [line for line in reply.err.splitlines() if line.startswith("error: ")]
        assert blob in error, name
        assert reply.translations[COFFEE]["base"] is not None
        assert blob in reply.translations[TEA]["reason"]
    assert replies["diff"].translations[COFFEE]["changes"]["tables"]
    assert replies["sync --check"].translations[COFFEE]["outcome"] == "updated"
    assert replies["sync --check"].translations[TEA]["outcome"] == "refused"
    assert call(course.root, "sync").code == 3
    assert "White" in (course.root / COFFEE).read_text("utf-8")


@pytest.mark.parametrize("data", [None, b"not zlib"])
def test_a_picture_that_cannot_be_read_is_nothing_to_us(course: Course, data: bytes | None) -> None:
    sound = {name: (reply.code, reply.out) for name, reply in run_all(course).items()}
    harm(course, "HEAD~1:x.png", data)
    found = run_all(Course(course.root))
    assert {name: (reply.code, reply.out) for name, reply in found.items()} == sound


def test_an_unknown_hash_beside_a_picture_that_is_gone(course: Course) -> None:
    course.commit({COFFEE: stamped("never\n", body=BODY)})
    harm(course, "HEAD~1:y.png", None)
    harm(course, "HEAD~2:x.png", None)
    for reply in run_all(course).values():
        assert reply.code != 3
        assert reply.translations[COFFEE]["reason"] == "unknown-hash"


def test_a_staged_translation_that_cannot_be_read(course: Course) -> None:
    course.commit({TEA: stamped(LONGER, body=BODY)})
    course.write({"tea.md": f"{LONGER}\nMore.\n", COFFEE: stamped(OTHER, body=f"{BODY}\nMore.\n")})
    course.git("add", "-A")
    blob = harm(course, f":{COFFEE}", None)
    reply = call(course.root, "check", "--staged")
    assert (reply.code, blob in reply.err) == (3, True)
    assert f"{COFFEE}: invalid" in reply.out
    assert f"{TEA}: stale" in reply.out


LATIN = "# Caf\u00e9\n".encode("latin-1")


@pytest.mark.parametrize(("command", "code"), [("lint", 1), ("diff", 0), ("status", 0)])
def test_a_source_that_is_not_utf8_is_named_as_input(
    course: Course, command: str, code: int
) -> None:
    course.commit({"coffee.md": LATIN})
    reply = call(course.root, command)
    assert reply.code == code
    assert "tea.md" in reply.out if command != "lint" else "nothing found" in reply.out
    if command != "status":
        assert "coffee.md:1: is not UTF-8" in reply.err


def test_sync_refuses_it_and_goes_on(course: Course) -> None:
    course.commit({"coffee.md": LATIN})
    updates = ask(course.root, "sync").translations
    assert updates[COFFEE]["outcome"] == "refused"
    assert updates[TEA]["outcome"] == "updated"


def test_a_translation_that_is_not_utf8_hides_no_other(course: Course) -> None:
    course.commit({COFFEE: stamped(OTHER).encode() + LATIN})
    for name, reply in run_all(course).items():
        assert reply.code in (0, 1), name
        assert reply.translations[TEA]["state"] == "stale"
    assert call(course.root, "lint").code == 1


def test_a_source_that_is_a_folder_hides_no_other(course: Course) -> None:
    (course.root / "coffee.md").unlink()
    (course.root / "coffee.md").symlink_to("coffee.md")
    for name, reply in run_all(course).items():
        assert reply.translations[TEA]["state"] == "stale", name


def test_what_is_sound_fails_nothing(course: Course) -> None:
    codes = {name: reply.code for name, reply in run_all(course).items()}
    assert codes == {"status": 0, "check": 1, "lint": 0, "diff": 0, "sync --check": 1}
