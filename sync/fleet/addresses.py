"""Addresses of repositories: which are git's, which are paths, and what they are called."""

from __future__ import annotations

import posixpath
import re

SCHEMES = ("file", "git", "git+ssh", "http", "https", "ssh", "ssh+git")
"""The transports that run nothing but git's own programs and ssh (git-clone(1), "GIT URLS")."""

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_HELPER = re.compile(r"[A-Za-z0-9+.-]+::")
# A colon before the first slash, but for a drive of Windows.
_SCP = re.compile(r"(?![A-Za-z]:[\\/])(?:[^/:@]+@)?(\[[^]/]*\]|[^/:]+):(.*)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
# Over HTTP a token may stand in the place of the user, or of the password. A user of ssh's is no
# secret, and tells addresses apart.
_SECRET = re.compile(r"(https?://)[^/?#]*@|(?<=://)([^/?#@:]*):[^/?#]*@", re.IGNORECASE)


def find_fault(address: str) -> str | None:
    """Return what is wrong with a path or an address; None if nothing is."""
    if not address.strip():
        return "is empty: name a path or an address"
    if _CONTROL.search(address):
        return "holds a control character: leave it out"
    host = address if address.startswith("-") else _find_host(address)
    if host is not None and host.startswith("-"):
        return f"{hide_login(host)!r} begins with '-', which git or ssh would take for an option"
    if _HELPER.match(address):
        wrong = f"{hide_login(address)!r} would have git run a program"
        return f"{wrong}: name an address that is git's own"
    url = _URL.fullmatch(address)
    if url is not None and url[1].lower() not in SCHEMES:
        return f"{url[1]!r} is no transport of git's own: choose from {', '.join(SCHEMES)}"
    return None


def is_path(address: str) -> bool:
    """Tell whether an address is a path on this machine, and no URL nor ``host:path``."""
    return _URL.fullmatch(address) is None and _SCP.fullmatch(address) is None


def name_repository(address: str) -> str:
    """Return the last part of an address or a path, without ``.git``; empty where it has none."""
    url, scp = _URL.fullmatch(address), _SCP.fullmatch(address)
    path = url[2].partition("/")[2] if url else scp[2] if scp else address
    path = path.replace("\\", "/").rstrip("/")
    path = path.removesuffix("/.git")
    return posixpath.basename(path).removesuffix(".git")


def hide_login(address: str) -> str:
    """Return an address as it may be shown: a password or token in it is nobody else's business."""
    return _SECRET.sub(lambda found: f"{found[1] or f'{found[2]}:'}***@", address)


def _find_host(address: str) -> str | None:
    url, scp = _URL.fullmatch(address), _SCP.fullmatch(address)
    if url is not None:
        return url[2].partition("/")[0].rpartition("@")[2]
    return None if scp is None else scp[1]
