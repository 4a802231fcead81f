"""Cases made of plain texts, for tests of what is pure."""

from __future__ import annotations

from sync.case import Case
from sync.markdown.counted import Counted
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace
from sync.model import Location, State, Status


def make_case(
    source: str | Markdown,
    translation: str | Markdown,
    links: LinkSpace,
    *,
    base: str | Markdown | None = None,
    known: str | Markdown | None = None,
    state: State = State.STALE,
    generated: tuple[GeneratedPair, ...] = (),
    is_whole: bool = False,
    counted: Counted = None,
) -> Case:
    """Put a translation beside its source; its tables are of ``known``, which is ``base`` too.

    Where it ``is_whole`` its prose is of ``base``, else nobody knows of what it is.
    """
    location = Location("xx", links.source, links.source, links.translation)
    old = None if base is None else _read(base)
    newer = old if known is None else _read(known)
    new, there = _read(source), _read(translation)
    return Case(
        Status(location, state),
        old,
        newer,
        new,
        there,
        links.between(new, (old, newer), there),
        generated,
        old if is_whole else None,
        counted,
    )


def _read(text: str | Markdown) -> Markdown:
    return text if isinstance(text, Markdown) else read_markdown(text)
