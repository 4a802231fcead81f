"""The living example is what docs/example.md says, as far as hashes, git and a parser can tell.

Nothing of the package is used: what it finds there can be held against an independent reading.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path, PurePosixPath

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
STATES = {
    "missing", "invalid", "orphaned", "unstamped", "pending", "stale", "current", "cosmetic",
}  # fmt: skip
ABSENT = "–"
STAMP_KEY = re.compile(r'^\s*"?(original_hash|synced_hash)"?: "(.*)"', re.MULTILINE)
MARK = re.compile(r"<!-- sync:(untranslated|fuzzy) -->")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
Claim = tuple[str, str, str]


def read_claims() -> list[Claim]:
    """Read (language, document, state) from the first table of docs/example.md."""
    text = (ROOT / "docs/example.md").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n\n## ")[0].split("\n") if line.startswith("| ")]
    head, *rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    wide = [row for row in rows if len(row) == len(head) and row[0].endswith(".md")]
    return [
        (language, row[0], state)
        for row in wide
        for language, state in zip(head[1:], row[1:], strict=True)
    ]


CLAIMS = read_claims()
TRANSLATED = [claim for claim in CLAIMS if claim[2] not in {"missing", ABSENT}]


def translation(language: str, document: str) -> Path:
    return ROOT / "translations" / language / document


def read_lf(path: Path) -> bytes:
    """Read a file as git keeps it, however this checkout ends its lines."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def read_stamp(language: str, document: str) -> dict[str, str]:
    """Read the hashes of a stamp from the sidecar, else from the head of the file."""
    sidecar = translation(language, ".co-op-translator.json")
    if sidecar.exists():
        entries: dict[str, dict[str, str]] = json.loads(sidecar.read_bytes())
        return entries.get(document, {})
    return dict(STAMP_KEY.findall(read_lf(translation(language, document)).decode()[:1000]))


def run_git(*arguments: str, stdin: bytes = b"") -> bytes:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def versions() -> dict[str, bytes]:
    """Every version of every source in the history, by its hash."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs a clone of the repository: this is a copy without history")
    if run_git("rev-parse", "--is-shallow-repository").strip() == b"true":
        pytest.skip("needs the whole history: this clone is shallow")
    listed = run_git("rev-list", "--objects", "HEAD", "--", "source").decode().splitlines()
    names = [line.split(" ", 1)[0] for line in listed if line.endswith(".md")]
    return {md5(data): data for data in (run_git("cat-file", "blob", name) for name in names)}


def table_shapes(text: str) -> list[list[int]]:
    """Count the cells of each row of each table."""
    shapes: list[list[int]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "table_open":
            shapes.append([])
        elif token.type == "tr_open":
            shapes[-1].append(0)
        elif token.type in {"th_open", "td_open"}:
            shapes[-1][-1] += 1
    return shapes


def test_the_page_names_every_state_and_every_file() -> None:
    assert {state for *_, state in CLAIMS} == STATES | {ABSENT}
    found = {
        (path.relative_to(ROOT / "translations").parts[0], path)
        for path in (ROOT / "translations").rglob("*.md")
    }
    assert found == {(claim[0], translation(claim[0], claim[1])) for claim in TRANSLATED}
    sources = {path.relative_to(ROOT / "source") for path in (ROOT / "source").rglob("*.md")}
    claimed = {Path(document) for _, document, state in CLAIMS if state not in {"orphaned", ABSENT}}
    assert sources == claimed


@pytest.mark.parametrize(("language", "document", "state"), TRANSLATED)
def test_the_hashes_agree_with_the_page(language: str, document: str, state: str) -> None:
    stamp = read_stamp(language, document)
    original, synced = stamp.get("original_hash"), stamp.get("synced_hash")
    if state == "unstamped":
        assert not stamp
        return
    assert original is not None
    if state == "invalid":
        assert not re.fullmatch(r"[0-9a-f]{32}", original)
    elif state == "orphaned":
        assert not (ROOT / "source" / document).exists()
        assert original in {md5(read_lf(path)) for path in (ROOT / "source").rglob("*.md")}
    else:
        present = md5(read_lf(ROOT / "source" / document))
        assert (original == present) == (state == "current")
        assert synced == (present if state == "pending" else None)


@pytest.mark.parametrize(("language", "document", "state"), TRANSLATED)
def test_only_pending_work_is_marked(language: str, document: str, state: str) -> None:
    marks = set(MARK.findall(read_lf(translation(language, document)).decode()))
    assert marks == ({"untranslated", "fuzzy"} if state == "pending" else set())


@pytest.mark.parametrize(
    ("language", "document", "state"),
    [claim for claim in TRANSLATED if claim[2] not in {"invalid", "unstamped"}],
)
def test_the_history_holds_every_base(
    versions: dict[str, bytes], language: str, document: str, state: str
) -> None:
    stamp = read_stamp(language, document)
    base = versions[stamp["original_hash"]]
    differs = (ROOT / "source" / document).exists() and base != read_lf(ROOT / "source" / document)
    assert differs == (state in {"stale", "cosmetic", "pending"})
    tables = versions[stamp.get("synced_hash", stamp["original_hash"])].decode()
    text = read_lf(translation(language, document)).decode()
    assert table_shapes(text) == table_shapes(tables)


@pytest.mark.parametrize(
    ("language", "document"),
    [claim[:2] for claim in TRANSLATED if claim[2] in {"invalid", "unstamped"}],
)
def test_tables_without_a_base_match_the_present_source(language: str, document: str) -> None:
    text = read_lf(translation(language, document)).decode()
    assert table_shapes(text) == table_shapes(read_lf(ROOT / "source" / document).decode())


@pytest.mark.parametrize(
    "path",
    [translation(*claim[:2]) for claim in TRANSLATED if claim[2] != "stale"]
    + sorted((ROOT / "source").rglob("*.md")),
    ids=lambda path: PurePosixPath(path.relative_to(ROOT)).as_posix(),
)
def test_relative_links_lead_somewhere(path: Path) -> None:
    links = LINK.findall(read_lf(path).decode())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_untranslated_cells_hold_the_source_text() -> None:
    path = translation("ja", "18-fine-tuning/RESOURCES.md")
    source = (ROOT / "source/18-fine-tuning/RESOURCES.md").read_text(encoding="utf-8")
    cells = re.findall(r"<!-- sync:untranslated --> (.*?) \|", path.read_text(encoding="utf-8"))
    assert len(cells) == 2
    assert all(cell.replace("../../../source/18-fine-tuning/", "") in source for cell in cells)
