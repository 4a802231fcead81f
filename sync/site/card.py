"""The picture that shows where a link to the site is shared: its share, and its map, as a PNG.

Who shows such pictures draws no SVG, and a PNG of few colours needs no library (PNG, third
edition, 11.2; https://www.w3.org/TR/png-3/).
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from sync.site.counting import count_group
from sync.site.map_data import order_document
from sync.site.rendering import read_asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.model import Status

SIZE = (1200, 630)
"""Width and height, in pixels: what services that show links ask for."""

_MARGIN, _DOT, _BAR = 60, 20, (240, 270)
_MAP_TOP, _SMALLEST = 300, 7
_COLOUR = re.compile(r"--([a-z]+): #([0-9a-f]{6});")
# Figures of five by seven dots.
_FIGURES = {
    "0": "01110 10001 10011 10101 11001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11111 00010 00100 00010 00001 10001 01110",
    "4": "00010 00110 01010 10010 11111 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "00110 01000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00010 01100",
    "%": "11001 11001 00010 00100 01000 10011 10011",
    "<": "00010 00100 01000 10000 01000 00100 00010",
    "–": "00000 00000 00000 11111 00000 00000 00000",
}


class _Canvas:
    """Pixels as numbers of colours, painted in rectangles."""

    def __init__(self) -> None:
        light = read_asset("base.css").partition("@media")[0]
        self._colours = {name: bytes.fromhex(value) for name, value in _COLOUR.findall(light)}
        self._names = ["page"]
        self._lines = [bytearray(SIZE[0]) for _ in range(SIZE[1])]

    def paint(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        if colour not in self._names:
            self._names.append(colour)
        start, end = round(left), round(left + width)
        piece = bytes([self._names.index(colour)]) * (end - start)
        for line in self._lines[round(top) : round(top + height)]:
            line[start:end] = piece

    def encode(self) -> bytes:
        """Return the picture as a PNG with a palette, a byte a pixel, no line filtered."""
        palette = b"".join(self._colours[name] for name in self._names)
        pixels = b"".join(b"\0" + line for line in self._lines)
        chunks = (
            _pack(b"IHDR", struct.pack(">IIBBBBB", *SIZE, 8, 3, 0, 0, 0)),
            _pack(b"PLTE", palette),
            _pack(b"IDAT", zlib.compress(pixels, 9)),
            _pack(b"IEND", b""),
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _pack(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def draw_card(statuses: Sequence[Status]) -> bytes:
    """Draw the share that is up to date in figures and as a bar, and the map."""
    canvas = _Canvas()
    whole = count_group("all", "", (status.state for status in statuses))
    for place, sign in enumerate(whole.percent):
        _draw_figure(canvas, sign, _MARGIN + place * 6 * _DOT)
    room = SIZE[0] - 2 * _MARGIN
    for each in whole.shares:
        left, width = (room * part / 100 for part in (each.start, each.width))
        canvas.paint(_MARGIN + left, _BAR[0], width, _BAR[1] - _BAR[0], each.state.value)
    for cell in _place_cells(statuses):
        canvas.paint(*cell)
    return canvas.encode()


def _draw_figure(canvas: _Canvas, sign: str, left: int) -> None:
    for row, dots in enumerate(_FIGURES[sign].split()):
        for column, dot in enumerate(dots):
            if dot == "1":
                canvas.paint(left + column * _DOT, _MARGIN + row * _DOT, _DOT - 2, _DOT - 2, "text")


def _place_cells(
    statuses: Sequence[Status],
) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield cells, a row a language; of too many rows or columns, every so many are left out."""
    width, height = SIZE[0] - 2 * _MARGIN, SIZE[1] - _MARGIN - _MAP_TOP
    states = {(each.location.language, each.location.document): each.state for each in statuses}
    languages = _thin(sorted({language for language, _ in states}), height // _SMALLEST)
    ordered = sorted({document for _, document in states}, key=order_document)
    documents = _thin(ordered, width // _SMALLEST)
    for row, language in enumerate(languages):
        for column, document in enumerate(documents):
            state = states.get((language, document))
            if state is not None:
                wide, high = width / len(documents), height / len(languages)
                left, top = _MARGIN + column * wide, _MAP_TOP + row * high
                yield left, top, wide - 1.5, high - 1.5, state.value


def _thin(names: Sequence[str], most: int) -> Sequence[str]:
    count = min(len(names), most)
    return [names[place * len(names) // count] for place in range(count)]
