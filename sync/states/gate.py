"""The gate's rule: which states fail, and how many of them may pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.model import State
from sync.project.config import Allowance, MaxStale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.model import Status
    from sync.project.config import Config

DEFAULT_FAIL_ON = (State.STALE, State.PENDING, State.INVALID)
"""The states that fail where nothing says otherwise."""

_DEBTS = (State.STALE, State.PENDING)
_NOTHING = Allowance(0)


class Gate(NamedTuple):
    """The states that fail, and the number of stale and pending ones that pass.

    ``is_explicit`` tells whether somebody named the states.
    """

    fail_on: tuple[State, ...]
    max_stale: MaxStale
    is_explicit: bool

    def find_failing(self, statuses: Sequence[Status], existing: Mapping[str, int]) -> set[Status]:
        """Return those of ``statuses`` that fail.

        ``existing`` counts the selected translations that are there by language; percentages are
        of these. Where there are more debts than allowed, all of them fail.
        """
        failing = {status for status in statuses if status.state in self.fail_on}
        debts = [status for status in statuses if status in failing and status.state in _DEBTS]
        return failing - set(self._find_allowed(debts, existing))

    def _find_allowed(
        self, debts: Sequence[Status], existing: Mapping[str, int]
    ) -> Iterator[Status]:
        if self.max_stale.total is not None:
            if self.max_stale.total.allows(len(debts), sum(existing.values())):
                yield from debts
            return
        allowances = dict(self.max_stale.by_language)
        for language in dict.fromkeys(debt.location.language for debt in debts):
            ours = [debt for debt in debts if debt.location.language == language]
            count = existing.get(language, 0)
            if allowances.get(language, _NOTHING).allows(len(ours), count):
                yield from ours


def count_existing(
    languages: Mapping[str, Mapping[State, int]] | Mapping[str, Mapping[str, int]],
) -> Mapping[str, int]:
    """Count the translations that are there by language; only those that are not are missing."""
    return {
        name: sum(counts.values()) - counts.get(State.MISSING, 0)
        for name, counts in languages.items()
    }


def build_gate(
    config: Config, fail_on: Iterable[State] = (), max_stale: Allowance | None = None
) -> Gate:
    """Return the gate that a call asks for; what it leaves open the configuration says."""
    named = tuple(fail_on) or config.fail_on
    allowed = MaxStale(max_stale) if max_stale is not None else config.max_stale
    return Gate(
        fail_on=DEFAULT_FAIL_ON if named is None else named,
        max_stale=allowed or MaxStale(_NOTHING),
        is_explicit=named is not None,
    )
