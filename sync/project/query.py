"""Which translations a call asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.project.doubts import find_doubts
from sync.project.selection import is_meant, select
from sync.project.status_list import choose_states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.model import State, Status
    from sync.project.project import View
    from sync.project.selection import Selection


class Query(NamedTuple):
    """The translations asked for; nothing given means all.

    ``paths`` are relative to ``cwd``, ``languages`` may be patterns.
    """

    cwd: Path
    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    states: tuple[State, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing narrows it down."""
        return not (self.paths or self.languages or self.states)

    def select(self, view: View) -> Selection:
        """Return the locations of the translations asked for, whatever their state."""
        selection = select(
            view.inventory,
            paths=self.paths,
            languages=self.languages,
            root=view.project.root,
            cwd=self.cwd,
            caller=view.project.caller,
        )
        notices = (*selection.notices, *find_doubts(view))
        if view.inventory.absent:
            from sync.project.checkout import describe_absent

            notices = (*notices, *describe_absent(view))
        return selection._replace(notices=notices)

    def select_some(self, view: View) -> Selection:
        """Return the same, with a word where there is nothing: such a gate would stay green."""
        selection = self.select(view)
        if selection.locations or self.paths:
            return selection
        from sync.project.emptiness import explain_nothing

        return selection._replace(
            notices=(*selection.notices, explain_nothing(view)),
        )

    def asks_for(self, language: str) -> bool:
        """Tell whether a language is among those asked for."""
        return not self.languages or is_meant(language, self.languages)

    def filter(self, statuses: Sequence[Status]) -> Sequence[Status]:
        """Return those that are in a state asked for."""
        return choose_states(statuses, self.states) if self.states else statuses

    def admits(self, status: Status) -> bool:
        """Tell whether a status is among the states asked for."""
        return not self.states or status.state in self.states
