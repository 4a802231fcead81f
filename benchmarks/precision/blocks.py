"""Whether what a finding claims of blocks of prose is so, as cmark-gfm shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from benchmarks.oracle import Cell, find_place, render, strip_folder
from benchmarks.precision.evidence import Evidence, Finding, find_disclaimer

_KINDS = {"heading": r"<h[1-6][ >]", "code block": r"<pre[ >]", "text": r"<(?:p|li)[ >]"}
_WORDS = {"paragraph": "text", "list item": "text", "HTML block": "text"}
_DISCLAIMER = re.compile(r"DISCLAIMER END|github\.com/Azure/co-op-translator")
_SOURCE_LINE = re.compile(r"\(line (\d+)\)")
_MARK = re.compile(r"<!--\s*sync:(?:untranslated|fuzzy)\s*-->")
_QUOTED = re.compile(r"(?:link to|image) '([^']*)'")


def lacks_blocks(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether the translation shows fewer blocks of a kind that is named."""
    return _compare(finding, evidence.source, evidence.text[: find_disclaimer(evidence.text)])


def has_blocks(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether it shows more of them."""
    return _compare(finding, evidence.text[: find_disclaimer(evidence.text)], evidence.source)


def _compare(finding: Finding, ours: str, theirs: str) -> bool:
    named = {kind for kind in (*_KINDS, *_WORDS) if kind in finding.message}
    kinds = {_WORDS.get(kind, kind) for kind in named}
    shown = [render(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)) for text in (ours, theirs)]
    counts = [Counter({k: len(re.findall(_KINDS[k], each)) for k in kinds}) for each in shown]
    return bool(counts[0] - counts[1])


def lacks_link(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether the source leads more often to what the finding names."""
    target = next(iter(_QUOTED.findall(finding.message)), "")
    ours = _count_links(evidence.source, evidence.document)
    theirs = _count_links(evidence.text, evidence.path)
    if "image" in finding.message:
        return _count_stem(ours, target) > _count_stem(theirs, target)
    return ours[target] > theirs[target]


def _count_links(text: str, path: str) -> Counter[str]:
    links = Cell("", render(text)).links
    return Counter(strip_folder(find_place(link, path) or link) for link in links)


def _count_stem(links: Mapping[str, int], stem: str) -> int:
    pattern = re.compile(rf"(?:.*/)?{re.escape(stem)}\.")
    return sum(count for link, count in links.items() if pattern.match(link))


def keeps_nothing(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether the finding's block has none of the codes and links of the source's line."""
    found = _SOURCE_LINE.search(finding.message)
    if found is None:
        return False
    source = _read_block(evidence.source, int(found[1]))
    block = _read_block(evidence.text, finding.line or 1)
    ours = _list_kept(source, evidence.document)
    return bool(ours) and not ours & _list_kept(block, evidence.path)


def _list_kept(text: str, path: str) -> set[str]:
    return {*_count_links(text, path), *Cell("", render(text)).codes}


def _read_block(text: str, line: int) -> str:
    return "\n".join(text.splitlines()[line - 1 :]).partition("\n\n")[0]


def is_below_disclaimer(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether the line has text and stands below a disclaimer."""
    above = "\n".join(evidence.page.lines[: (finding.line or 1) - 1])
    line = evidence.get_line(finding).strip()
    return bool(line) and _DISCLAIMER.search(above) is not None


def harms(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether a page is shown otherwise without the mark, the mark itself aside."""
    line, lines = finding.line or 0, list(evidence.page.lines)
    if line in evidence.page.code or not _MARK.search(evidence.get_line(finding)):
        return False
    is_heading = lines[line - 1].lstrip("> ").startswith("#") or lines[line : line + 1] in (
        ["=" * 3],
        ["-" * 3],
    )
    rest = _MARK.sub("", lines[line - 1], count=1)
    if not rest.strip("> "):
        without = [*lines[: line - 1], *lines[line:]]
    else:
        without = [*lines[: line - 1], re.sub(r"^([>\s]*(?:[-*+]|\d+[.)])?\s*) +", r"\1", rest)]
        without += lines[line:]
    return is_heading or _strip(render("\n".join(lines))) != _strip(render("\n".join(without)))


def _strip(shown: str) -> str:
    without = re.sub(r' data-sourcepos="[^"]*"', "", _MARK.sub("", shown))
    return re.sub(r"\s+", "", without)


BLOCKS: Mapping[str, Callable[[Finding, Evidence], bool]] = {
    "block-missing": lacks_blocks,
    "block-extra": has_blocks,
    "block-content": keeps_nothing,
    "link-missing": lacks_link,
    "disclaimer-text": is_below_disclaimer,
    "mark-place": harms,
}
"""The judges of the rules about blocks."""
