"""What all engines are: they are asked, and answer in any order, until they break off."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Sequence
from typing import Protocol

from sync.errors import SyncError
from sync.exchange.questions import EngineAnswer, Question

_SECRET = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD)\Z", re.IGNORECASE)
_SHORTEST = 8  # characters of a secret; what is shorter may be any word
_MOST_TOLD = 400  # characters


class EngineError(SyncError):
    """An engine broke off; what it answered before counts."""


class Engine(Protocol):
    """A program or a server that translates."""

    def ask(self, questions: Sequence[Question]) -> Generator[EngineAnswer, None, None]:
        """Yield answers, in any order, each question's once; some may get none.

        Raises:
            EngineError: it broke off.
        """


def hide_keys(text: str) -> str:
    """Return what an engine said without the keys that the environment holds."""
    for name, value in os.environ.items():
        if _SECRET.search(name) is not None and len(value) >= _SHORTEST:
            text = text.replace(value, "…")
    return text


def tell_short(text: str) -> str:
    """Return what an engine said, on one line that is not too long, and without secrets."""
    told = hide_keys(" ".join(text.split()))
    return told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD]}…"
