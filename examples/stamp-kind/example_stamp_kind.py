"""Stamps in a line that Markdown reads and nobody sees, a definition to which no link leads.

``[translated]: # (4f0c2d9e81)`` names a commit, ``[translated]: # (sha256:9c1e…)`` the source's
bytes.
"""

from __future__ import annotations

import hashlib
import re
from typing import Literal

from sync.api import NameKind, PresentSource, StampError, VersionName

_DIGEST = "sha256:"


class UnseenLine:
    """One such line in each translation, wherever it stands; a new one goes to the end."""

    def __init__(
        self, label: str = "translated", names: Literal["commit", "sha256"] = "commit"
    ) -> None:
        """Take the options of the configuration; what is wrong with them is a ValueError."""
        if names not in ("commit", "sha256"):
            raise ValueError(f"names: {names!r} is neither commit nor sha256")
        self._names = names
        self._label = label
        self._line = re.compile(
            rf"^\[{re.escape(label)}\]: # \((?P<value>[^()\r\n]*)\)(?=\r?$)", re.MULTILINE
        )

    def read(self, text: str, path: str) -> VersionName | None:
        """Return what the line says; two of them are none to go by."""
        del path
        lines = list(self._line.finditer(text))
        if not lines:
            return None
        if len(lines) > 1:
            line = text.count("\n", 0, lines[1].start()) + 1
            raise StampError(f"there are two lines [{self._label}]: remove one", line=line)
        value = lines[0]["value"]
        if value.startswith(_DIGEST):
            return VersionName(NameKind.DIGEST, value)
        return VersionName(NameKind.COMMIT, value)

    def write(self, text: str, path: str, source: PresentSource) -> str:
        """Put what names the source between the brackets, or add a line that does."""
        del path
        value = source.commit
        if self._names == "sha256":
            value = _DIGEST + hashlib.sha256(source.data).hexdigest()
        found = self._line.search(text)
        if found is not None:
            return text[: found.start("value")] + value + text[found.end("value") :]
        newline = "\r\n" if "\r\n" in text else "\n"
        gap = newline if text.endswith("\n") else newline * 2
        return f"{text}{gap}[{self._label}]: # ({value}){newline}"
