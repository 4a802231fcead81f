"""Edits that leave a sound translation sound: none may be found."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.precision.drafts import Draft, Edited, gather_seeds, join_cells
from benchmarks.precision.rendering import split_cells

_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# What no other spelling may touch: links, code, tags.
_KEPT = re.compile(r"(`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+)")


def _map_prose(draft: Draft, change: Callable[[str], str]) -> Edited | None:
    """Change the words of all cells below the header."""
    lines = draft.lines
    for row in draft.table.body:
        cells = [
            "".join(p if k % 2 else change(p) for k, p in enumerate(_KEPT.split(cell)))
            for cell in split_cells(row.raw)
        ]
        if cells != split_cells(row.raw):
            lines[row.line - 1] = join_cells(cells)
    return draft.finish(lines)


def _table_padded_anew(draft: Draft) -> Edited | None:
    lines = draft.lines
    for number in range(draft.table.first, draft.table.last + 1):
        fill = "-" if number == draft.table.first + 1 else " "
        cells = [cell.ljust(40, fill) for cell in split_cells(lines[number - 1])]
        lines[number - 1] = join_cells(cells)
    return draft.finish(lines)


def _table_aligned_otherwise(draft: Draft) -> Edited | None:
    lines = draft.lines
    lines[draft.table.first] = join_cells([":-:"] * draft.table.width)
    return draft.finish(lines)


def _outer_pipes_left_out(draft: Draft) -> Edited | None:
    lines = draft.lines
    if draft.table.width < 2 or any(not row.cells[0].text for row in draft.table.rows):
        return None
    if any(
        not row.cells[-1].text or row.raw[1:].lstrip()[:1] in "-+*#>" for row in draft.table.rows
    ):
        return None
    for number in range(draft.table.first, draft.table.last + 1):
        lines[number - 1] = " | ".join(split_cells(lines[number - 1]))
    return draft.finish(lines)


def _spaces_at_the_ends_of_lines(draft: Draft) -> Edited | None:
    return draft.finish([f"{line}  " if line.startswith("|") else line for line in draft.lines])


def _native_digits(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: text.translate(_DIGITS))


def _decimal_comma(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"(?<=\d)\.(?=\d)", ",", text))


def _space_before_percent(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"(?<=\d)%", "\u00a0%", text))


def _other_emphasis(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"\*\*(\w[^*]*\w)\*\*", r"__\1__", text))


def _no_emphasis(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"\*\*(\w[^*]*\w)\*\*", r"\1", text))


def _other_words(draft: Draft) -> Edited | None:
    """Write every word backwards: what is said is not the judge's business."""
    return _map_prose(draft, lambda text: re.sub(r"[^\W\d_]{3,}", lambda m: m[0][::-1], text))


def _line_break_in_a_cell(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"(?<=\w), ", ",<br>", text))


def _cell_as_in_the_source(draft: Draft) -> Edited | None:
    """Leave a cell without links in the source's language, as names are."""
    for old, new in draft.pair_rows():
        cells = zip(split_cells(old.raw), split_cells(new.raw), strict=False)
        for place, (before, after) in enumerate(cells):
            if before and before != after and not set("[]`<\\") & set(before + after):
                return draft.replace_cell(new, place, before)
    return None


def _direction_mark(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"\)(?=\s|$)", ")\u200f", text))


def _isolated_name(draft: Draft) -> Edited | None:
    return _map_prose(draft, lambda text: re.sub(r"([A-Z][a-z]{3,})", "\u2066\\1\u2069", text))


def _anchor_translated(draft: Draft) -> Edited | None:
    lines = [re.sub(r"(?<=\]\(#)[\w-]+(?=\))", "traduit", line) for line in draft.lines]
    return draft.finish(lines)


def _address_in_the_language(draft: Draft) -> Edited | None:
    code = draft.evidence.language
    return draft.finish([line.replace("/en-us/", f"/{code}/") for line in draft.lines])


def _title_of_a_link(draft: Draft) -> Edited | None:
    lines = draft.lines
    for row in draft.table.body:
        raw = re.sub(r"(\]\(https?://[^\s()]+)\)", r'\1 "Titre")', row.raw)
        lines[row.line - 1] = raw
    return draft.finish(lines)


def _path_spelt_otherwise(draft: Draft) -> Edited | None:
    return draft.finish([re.sub(r"(?<=\]\()\.\./", "./../", line) for line in draft.lines])


def _translators_note(draft: Draft) -> Edited | None:
    lines = draft.lines
    lines[draft.table.last : draft.table.last] = ["", "> *Note: 3 `words` | [more](#x).*", ""]
    return draft.finish(lines)


def _table_shown_in_code(draft: Draft) -> Edited | None:
    lines = draft.lines
    table = lines[draft.table.first - 1 : draft.table.last]
    lines[draft.table.last : draft.table.last] = ["", "```text", *table, "```", ""]
    return draft.finish(lines)


def _markers_shown_in_code(draft: Draft) -> Edited | None:
    lines = draft.lines
    markers = ["<<<<<<< HEAD", "a", "=======", "b", ">>>>>>> other"]
    lines[draft.table.last : draft.table.last] = ["", "```text", *markers, "```", ""]
    return draft.finish(lines)


def _prose_wrapped_anew(draft: Draft) -> Edited | None:
    lines = []
    for line in draft.lines:
        is_text = re.match(r"[^\W\d_]{2}", line) is not None and "|" not in line and "`" not in line
        middle = line.find(" ", len(line) // 2)
        if is_text and middle > 0 and re.match(r" [^\W\d_]{2}", line[middle:]):
            lines += [line[:middle], line[middle + 1 :]]
        else:
            lines.append(line)
    return draft.finish(lines)


def _lines_end_otherwise(draft: Draft) -> Edited | None:
    text = draft.evidence.text
    other = text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n")
    return Edited(other, 1, 1)


def _comment_above_the_table(draft: Draft) -> Edited | None:
    lines = draft.lines
    lines[draft.table.first - 1 : draft.table.first - 1] = ["", "<!-- a | remark -->", ""]
    return draft.finish(lines)


HARMLESS = gather_seeds(
    dict.fromkeys(
        (
            _table_padded_anew,
            _table_aligned_otherwise,
            _outer_pipes_left_out,
            _spaces_at_the_ends_of_lines,
            _native_digits,
            _decimal_comma,
            _space_before_percent,
            _other_emphasis,
            _no_emphasis,
            _other_words,
            _line_break_in_a_cell,
            _cell_as_in_the_source,
            _direction_mark,
            _isolated_name,
            _anchor_translated,
            _address_in_the_language,
            _title_of_a_link,
            _path_spelt_otherwise,
            _translators_note,
            _table_shown_in_code,
            _markers_shown_in_code,
            _prose_wrapped_anew,
            _lines_end_otherwise,
            _comment_above_the_table,
        ),
        (),
    )
)
"""Edits that no rule is about."""
