"""The page of a translation: its stamp, what changed since, what lint found, and the way out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sync.reports.advice import find_ways_out
from sync.site.change_views import list_changes
from sync.site.counting import SIGNS, clean
from sync.site.directions import find_direction, find_tag, isolate
from sync.site.folder import find_language_page
from sync.site.language_names import find_name
from sync.site.rendered import render_cell
from sync.site.rendering import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.results import Caller
    from sync.site.change_views import ChangeView
    from sync.site.forge import CheckedOut, Forge, Forges
    from sync.site.parts import Known

_COMMAND = ": "


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all pages have in common.

    ``forge`` is None where the remote's addresses are not known, ``source_language`` a tag,
    ``codes`` are those of languages whose names are none. ``origin`` is the commit that all is of,
    ``address`` where the site will be published, None where nobody said.
    """

    name: str
    caller: Caller
    forge: Forge | Forges | None = None
    source_language: str = "en"
    codes: Mapping[str, str] = field(default_factory=dict)
    origin: CheckedOut | None = None
    address: str | None = None

    @property
    def told(self) -> dict[str, object]:
        """What every page's template is given."""
        return {
            "name": clean(self.name),
            "forge": self.forge,
            "origin": self.origin,
            "address": self.address,
        }


class Following(NamedTuple):
    """The page to go on with: where it is from the site's root, its document, and words owed."""

    page: str
    document: str
    words: int | None


def render_translation(
    known: Known, around: Surroundings, following: Following | None = None
) -> str:
    """Render a translation's page, with the way to the one that follows in its language."""
    status = known.status
    location = status.location
    code = around.codes.get(location.language, location.language)
    changes = [] if known.changes is None else list_changes(known.changes)
    return render_page(
        "translation.html",
        ("copy.js",),
        **around.told,
        status=status,
        sign=SIGNS[status.state],
        up="../" * (location.document.count("/") + 2),
        tag=find_tag(code),
        direction=find_direction(code),
        source_tag=around.source_language,
        source_direction=find_direction(around.source_language),
        ways_out=[_split(way) for way in find_ways_out(status, around.caller)],
        is_compared=known.changes is not None,
        changes=changes,
        marks=_count_marks(changes),
        findings=known.findings,
        words=known.words,
        title=find_name(code),
        language_page=find_language_page(location.language),
        following=following,
        isolate=isolate,
        render_cell=render_cell,
    )


def _split(way: str) -> tuple[str, str]:
    """Split a way out into what it does and its command."""
    words, _, command = way.partition(_COMMAND)
    return words, command


def _count_marks(changes: Sequence[ChangeView]) -> Mapping[str, int]:
    return Counter(mark for each in changes for mark in each.marks)
