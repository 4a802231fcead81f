"""What the overview is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from sync.model import Status
    from sync.site.forge import CheckedOut, Forge
    from sync.site.wanted import Words


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows.

    ``pages`` are the translations, by path, that have a page; ``findings`` counts what lint found
    in each, ``rules`` has the translations in which each rule found something. ``words`` are those
    that translations owe, None where nobody counted. ``codes`` are those of languages whose names
    are none. ``trend`` is a chart of ours, or nothing. ``address`` is where the site will be
    published.
    """

    name: str
    statuses: Sequence[Status]
    pages: frozenset[str] = frozenset()
    findings: Mapping[str, int] | None = None
    origin: CheckedOut | None = None
    trend: Markup | None = None
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    forge: Forge | None = None
    address: str | None = None
