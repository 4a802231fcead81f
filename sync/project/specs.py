"""What tells how translations are stamped, for those who read stamps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sync.model import Location
    from sync.stamps.spec import StampSpec


class Specs(NamedTuple):
    """``find`` returns how a translation's stamp is written, None for our own form.

    ``find_submodule`` returns the commit of the submodule at a path, None without one.
    """

    find: Callable[[Location], StampSpec | None]
    find_submodule: Callable[[str], str | None] = lambda _: None
