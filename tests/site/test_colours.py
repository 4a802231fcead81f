"""The states' colours hold for eyes of each kind, in both themes.

Colour blindness is simulated by the matrices of Machado, Oliveira and Fernandes (2009, severity 1,
https://doi.org/10.1109/TVCG.2009.113); distances are those of OKLab
(https://bottosson.github.io/posts/oklab/), in which 0.02 is just seen.
"""

from __future__ import annotations

import math
import re
from itertools import combinations
from operator import mul

import pytest

from sync.site.counting import SIGNS
from sync.site.rendering import read_asset

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

EYES: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
SHADES = ("stale-little", "stale", "stale-much")
LOOKS = sorted({*(state.value for state in SIGNS), *SHADES})


def read_theme(name: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", read_asset("base.css"), re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found if name == "light" else found | dict(re.findall(r"--([\w-]+): (#\w{6});", dark))


def apply(matrix: Matrix, colour: Colour) -> Colour:
    one, two, three = (sum(map(mul, row, colour)) for row in matrix)
    return one, two, three


def linear(colour: str) -> Colour:
    one, two, three = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(one), _linear(two), _linear(three)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def see(colour: str, eyes: str) -> Colour:
    """Return where OKLab has a colour as somebody sees it."""
    one, two, three = (min(1, max(0, each)) for each in apply(EYES[eyes], linear(colour)))
    long, middle, short = apply(_CONES, (one, two, three))
    return apply(_LAB, (math.cbrt(long), math.cbrt(middle), math.cbrt(short)))


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2, from 1 to 21."""
    light: list[float] = sorted(
        sum(map(mul, (0.2126, 0.7152, 0.0722), linear(each))) for each in (one, other)
    )
    return float((light[1] + 0.05) / (light[0] + 0.05))


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_states_look_alike(theme: str, eyes: str) -> None:
    colours = read_theme(theme)
    near = {
        (one, other): distance
        for one, other in combinations(LOOKS, 2)
        if (distance := math.dist(see(colours[one], eyes), see(colours[other], eyes))) < 0.06
    }
    assert near == {}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_invalid_is_louder_than_stale(theme: str, eyes: str) -> None:
    colours = read_theme(theme)
    page = see(colours["page"], eyes)
    loud = {name: math.dist(see(colours[name], eyes), page) for name in (*SHADES, "invalid")}

    assert max(loud, key=lambda name: loud[name]) == "invalid"


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_more_to_do_stands_out_more(theme: str, eyes: str) -> None:
    colours = read_theme(theme)
    page = see(colours["page"], eyes)
    away = [math.dist(see(colours[name], eyes), page) for name in ("current", *SHADES)]

    assert away[1:] == sorted(away[1:])
    assert away[0] < away[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_text_is_legible(theme: str) -> None:
    colours = read_theme(theme)
    pairs = [(name, f"{name}-ink") for name in LOOKS]
    pairs += [(back, ink) for back in ("page", "panel") for ink in ("text", "quiet", "link")]
    pairs += [(back, "text") for back in ("added", "removed")]

    assert [pair for pair in pairs if contrast(*(colours[each] for each in pair)) < 4.5] == []
