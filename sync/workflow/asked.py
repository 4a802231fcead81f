"""What every command begins with: the translations asked for, and what state they are in."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sync.project.status_list import count_languages
from sync.states.assessment import assess
from sync.states.gate import build_gate, count_existing
from sync.versions import Versions
from sync.workflow.progress import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.errors import SyncError
    from sync.model import Status
    from sync.project.config import Config
    from sync.project.project import View
    from sync.project.query import Query
    from sync.project.selection import Selection


class Asked(NamedTuple):
    """Translations, the reader of their versions, what there is to say, and what went wrong.

    ``existing`` counts by language those that are there, in whatever state.
    """

    versions: Versions
    statuses: Sequence[Status]
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()
    existing: Mapping[str, int] = MappingProxyType({})

    def find_failing(self, config: Config) -> frozenset[Status]:
        """Return those that fail the gate as it is configured."""
        return frozenset(build_gate(config).find_failing(self.statuses, self.existing))


def tell_left_out(view: View, statuses: Sequence[Status]) -> str | None:
    """Return a line about translations that a sparse checkout leaves out, if it does any."""
    if not view.tree.left_out:
        return None
    from sync.project.checkout import describe_left_out

    return describe_left_out(view, statuses)


def ask(view: View, query: Query, *, bodies: bool = True) -> Asked:
    """Assess the translations asked for; ``bodies`` says that they will be read as a whole."""
    return assess_selection(view, query.select_some(view), query, bodies=bodies)


def assess_selection(
    view: View, selection: Selection, query: Query, *, bodies: bool = True
) -> Asked:
    """Do the same for translations that were selected already."""
    versions = Versions(view, bodies=bodies)
    with waiting("looking for the versions that translations were made from"):
        found = assess(versions, selection.locations)
    notices = (*selection.notices, *found.warnings)
    existing = count_existing(count_languages(found.statuses))
    return Asked(versions, query.filter(found.statuses), notices, found.failures, existing)
