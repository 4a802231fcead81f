"""Names as folders: any name has one, within one, and no two names have the same.

Not where letters that differ in case are one (macOS, Windows), nor where Windows has devices.
"""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_HASHED = re.compile(r".*-[0-9a-f]{12}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_OTHERS = re.compile(r"[^a-z0-9]+")
_DIGITS = 12
_LONGEST = 40


def name_folder(name: str) -> str:
    """Return the name of a folder, or of a file without its suffix, for any name.

    One that is plain is its own. Any other is what is plain in it, and a digest; a plain one that
    looks like that is not taken for plain.
    """
    is_plain = _PLAIN.fullmatch(name) and not _DEVICES.fullmatch(name)
    if is_plain and not _HASHED.fullmatch(name):
        return name
    digits = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    words = _OTHERS.sub("-", name.lower()).strip("-")[:_LONGEST].strip("-")
    return f"{words or 'x'}-{digits}"
