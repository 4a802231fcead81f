"""The picture of the site, read back as a PNG, and where pages name it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from sync.model import Location, State, Status
from sync.site.card import SIZE, draw_card
from tests.commands.calling import call
from tests.site.courses import course
from tests.site.test_colours import read_theme
from tests.translated import Course

__all__ = ["course"]


def make(count: int, languages: int, state: State = State.CURRENT) -> list[Status]:
    return [
        Status(Location(f"l{lang}", f"{name}.md", f"{name}.md", f"{lang}/{name}.md"), state)
        for lang in range(languages)
        for name in range(count)
    ]


def read_png(data: bytes) -> tuple[tuple[int, int], set[str]]:
    """Return the size of a picture, and the colours in it; every sum must be right."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (crc,) = struct.unpack_from(">I", data, place + 8 + length)
        assert crc == zlib.crc32(kind + body)
        chunks[kind] = body
        place += 12 + length
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == height * (width + 1)
    seen = {value for row in range(height) for value in pixels[row * (width + 1) + 1 :][:width]}
    palette = chunks[b"PLTE"]
    return (width, height), {f"#{palette[3 * each : 3 * each + 3].hex()}" for each in seen}


@pytest.mark.parametrize(
    ("statuses", "states"),
    [
        ([], []),
        (make(1, 1), ["current"]),
        (make(9, 3, State.STALE) + make(9, 2), ["stale", "current"]),
        (make(900, 90, State.INVALID), ["invalid"]),
    ],
    ids=["nothing", "one", "some", "very many"],
)
def test_a_card_has_the_colours_of_what_there_is(statuses: list[Status], states: list[str]) -> None:
    size, colours = read_png(draw_card(statuses))

    theme = read_theme("light")
    assert size == SIZE
    assert colours == {theme[name] for name in ("page", "text", *states)}


def test_the_same_card_again_has_the_same_bytes() -> None:
    assert draw_card(make(30, 4)) == draw_card(make(30, 4))


def test_pages_name_the_card_where_somebody_said_the_address(
    course: Course, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    reply = call(course.root, "site", str(site), "--url", "https://example.org/tea/")
    assert reply.code == 0, reply.err
    for page in ("index.html", "languages/he.html", "translations/he/tea.md.html"):
        text = (site / page).read_text("utf-8")
        assert 'property="og:image" content="https://example.org/tea/card.png"' in text
        assert 'property="og:title"' in text
    assert read_png((site / "card.png").read_bytes())[0] == SIZE

    assert call(course.root, "site", str(site)).code == 0
    assert "og:image" not in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "https://", "ftp://a.b"])
def test_what_is_no_address_is_refused(course: Course, tmp_path: Path, address: str) -> None:
    reply = call(course.root, "site", str(tmp_path / "site"), "--url", address)

    assert reply.code == 2
    assert "https://example.org/course" in reply.err
    assert not (tmp_path / "site").exists()
