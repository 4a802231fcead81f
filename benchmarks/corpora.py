"""The real corpora: where they are, and all of a history's texts read by two processes of git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

BUNDLES = Path(__file__).parents[2] / "shared" / "corpora"
"""The folder of the bundles, beside the project's."""

SEED = Path(__file__).parents[2] / "shared" / "seed" / "RESOURCES.he.md"
"""The Hebrew translation of the document whose history is the corpus ``resources``."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the first-parent line: what each path that it changed became.

    ``blobs`` maps paths to object names, None where the commit removed the file.
    """

    name: str
    blobs: Mapping[str, str | None]


def find_bundle(name: str) -> Path | None:
    """Return the bundle of a corpus, None where it is absent."""
    bundle = BUNDLES / f"{name}.bundle"
    return bundle if bundle.is_file() else None


def clone_corpus(name: str, folder: Path, *, bare: bool = False) -> Path:
    """Clone a corpus, which must be there, into ``folder``; return the clone."""
    target = folder / name
    bundle = find_bundle(name)
    if bundle is None:
        raise FileNotFoundError(BUNDLES / f"{name}.bundle")
    kind = ["--bare"] if bare else []
    options = ["-c", "core.autocrlf=false", "-b", "main"]
    command = ["git", "clone", "-q", *kind, *options, str(bundle), str(target)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return target


def read_commits(repository: Path) -> list[Commit]:
    """Return the first-parent line of a clone, oldest first."""
    command = ["git", "-C", str(repository), "log", "--first-parent", "--reverse", "-m", "--root"]
    command += ["--raw", "--no-renames", "--no-abbrev", "-z", "--format=%x01%H"]
    out = subprocess.run(command, check=True, capture_output=True).stdout
    return [_parse_commit(part) for part in out.decode().split("\x01")[1:]]


def _parse_commit(part: str) -> Commit:
    name, *fields = part.replace("\n", "").strip("\0").split("\0")
    fields = [field for field in fields if field]
    blobs = {
        path: None if change.split()[4].startswith("D") else change.split()[3]
        for change, path in zip(fields[::2], fields[1::2], strict=True)
    }
    return Commit(name, blobs)


def read_blobs(repository: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """Read objects, all through one ``git cat-file --batch``."""
    wanted = list(dict.fromkeys(ids))
    command = ["git", "-C", str(repository), "cat-file", "--batch"]
    asked = "".join(f"{name}\n" for name in wanted).encode()
    out = subprocess.run(command, check=True, capture_output=True, input=asked).stdout
    return dict(zip(wanted, _split_batch(out), strict=True))


def _split_batch(out: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(out):
        end = out.index(b"\n", place)
        size = int(out[place:end].split()[2])
        yield out[end + 1 : end + 1 + size]
        place = end + 2 + size
