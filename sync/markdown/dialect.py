"""What a file's kind changes in the reading and writing of Markdown.

Whether a file is MDX is told by its name, here alone; the answer goes with its text. In MDX an HTML
comment stops the build, and ``{/* … */}`` is a comment: our marks are written so there. Whoever
reads cells and headings finds both spelled as in Markdown, so that marks are one thing to all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sync.markdown.containers import Container
from sync.markdown.marks import IGNORE, MARK

_MDX_SUFFIX = ".mdx"
_OURS = r"sync:(?:fuzzy|untranslated|ignore)(?![\w-])"
_IN_MDX = re.compile(rf"\{{/\*\s*({_OURS}[^*<>]*?)\s*\*/\}}")
_IN_HTML = re.compile(rf"<!--\s*({_OURS}[^*<>]*?)\s*-->")
_MDX_MARK = re.compile(r"(?:<!--|\{/\*)\s*sync:(fuzzy|untranslated)\s*(?:-->|\*/\})")
_MDX_IGNORE = re.compile(
    r"(?:<!--|\{/\*)\s*sync:ignore(?![\w-])([^<>:*]*)(?::[^<>*]*?)?(?:-->|\*/\})", re.IGNORECASE
)


class Dialect(NamedTuple):
    """A kind of Markdown.

    ``containers`` are those whose indented content is read as Markdown, too.
    """

    is_mdx: bool = False
    containers: tuple[Container, ...] = tuple(Container)

    @property
    def has_html_comments(self) -> bool:
        """Whether an HTML comment may be written, which stops the build of MDX."""
        return not self.is_mdx

    @property
    def mark(self) -> re.Pattern[str]:
        """What a mark looks like in a text of this kind; MDX may hold those of older versions."""
        return _MDX_MARK if self.is_mdx else MARK

    @property
    def ignore(self) -> re.Pattern[str]:
        """What the comment to lint looks like in a text of this kind."""
        return _MDX_IGNORE if self.is_mdx else IGNORE

    def unify(self, text: str) -> str:
        """Return a part of a text with our comments spelled as in Markdown."""
        return _IN_MDX.sub(r"<!-- \1 -->", text) if self.is_mdx and "{/*" in text else text

    def spell(self, text: str) -> str:
        """Return what is to be written with our comments spelled as in this kind."""
        return _IN_HTML.sub(r"{/* \1 */}", text) if self.is_mdx and "<!--" in text else text


MARKDOWN = Dialect()
"""Markdown as GFM has it."""


def find_dialect(path: str, containers: tuple[Container, ...] | None = None) -> Dialect:
    """Return the kind of the file at ``path``; ``containers`` are those that count, else all."""
    is_mdx = path.endswith(_MDX_SUFFIX)
    return Dialect(is_mdx) if containers is None else Dialect(is_mdx, containers)
