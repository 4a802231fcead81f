"""Fences whose body is prose, line by line: what a translator has said of a line stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sync.align.likeness import find_likeness
from sync.align.sequences import gaps, pair_in_order
from sync.markdown.signature import is_verbatim
from sync.merge.code import MergedCode, has_comment_words
from sync.units.fences import read_prose_head
from sync.units.head_texts import is_text_key

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*(.*)")
_OPTION = re.compile(r"[ \t]*:([\w-]+):(?:[ \t]+(.*))?")
_EDITED = 60.0  # percent, as for other texts


def list_wordy(body: Sequence[str]) -> list[bool]:
    """Tell of each line of a fence of prose whether it has words for a translator.

    Of code in it these are the comments, of an option the value that is named as a text.
    """
    return list(_read_lines(body))


def _read_lines(body: Sequence[str]) -> Iterator[bool]:
    runs: list[str] = []
    code = ""
    for line in body:
        fence = _FENCE.fullmatch(line)
        head = read_prose_head(line.lstrip())
        if code:
            is_end = fence is not None and fence[1].startswith(code) and not fence[2].strip()
            code = "" if is_end else code
            yield not is_end and has_comment_words(line)
        elif fence is not None and head is not None:
            runs.append(fence[1])
            yield head.has_title and not is_verbatim(head.argument)
        elif fence is not None:
            if runs and fence[1].startswith(runs[-1]) and not fence[2].strip():
                runs.pop()
            else:
                code = fence[1]
            yield False
        else:
            option = _OPTION.fullmatch(line)
            said = line if option is None else (option[2] or "") * is_text_key(option[1])
            yield not is_verbatim(said)


def merge_fence(old: Sequence[str], new: Sequence[str], translated: Sequence[str]) -> MergedCode:
    """Bring a translated fence of prose from ``old`` to ``new``.

    Lines that the source left alone are the translation's. Of a line that it edited the
    translation's stays, too, and is open. A translation that has other lines keeps them all.
    """
    if len(old) == len(translated):
        return _merge_lines(old, new, translated)
    head = _merge_lines(old[:1], new[:1], translated[:1])
    end = new[-1] if translated[-1] == old[-1] else translated[-1]
    is_open = head.is_open or list(old[1:-1]) != list(new[1:-1])
    return MergedCode((*head.lines, *translated[1:-1], end), is_open, is_given_up=False)


def _merge_lines(old: Sequence[str], new: Sequence[str], translated: Sequence[str]) -> MergedCode:
    merged, wordy = list(new), list_wordy(new)
    pairs = pair_in_order(old, new)
    for i, j in pairs:
        merged[j] = translated[i]
    is_open = is_given_up = False
    for left, right in gaps(pairs, len(old), len(new)):
        waiting = list(left)
        for j in (j for j in right if wordy[j]):
            edited = next((i for i in waiting if _is_edited(old[i], new[j])), None)
            is_open |= edited is None or not _has_same_title(old[edited], new[j])
            if edited is None:
                continue
            if translated[edited] != old[edited]:
                merged[j] = _put_title(old[edited], new[j], translated[edited])
            waiting = [i for i in waiting if i > edited]
        is_given_up |= any(wordy[j] for j in right) and any(old[i] != translated[i] for i in left)
    return MergedCode(tuple(merged), is_open, is_given_up)


def _is_edited(old: str, new: str) -> bool:
    heads = read_prose_head(old.lstrip()), read_prose_head(new.lstrip())
    if None not in heads:
        return True
    return heads == (None, None) and find_likeness(old, new, _EDITED) > 0


def _has_same_title(old: str, new: str) -> bool:
    before, after = (read_prose_head(line.lstrip()) for line in (old, new))
    return before is not None and after is not None and before.argument == after.argument


def _put_title(old: str, new: str, translated: str) -> str:
    """Return a translated line; of one that opens a fence it is the title alone."""
    lines = [line.lstrip() for line in (old, new, translated)]
    before, after, there = map(read_prose_head, lines)
    if before is None or after is None or there is None:
        return translated
    margin = new[: len(new) - len(lines[1])]
    return margin + after.opening + there.argument
