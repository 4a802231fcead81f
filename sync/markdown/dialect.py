"""What a file's kind changes in the reading and writing of Markdown.

Whether a file is MDX is told here alone, by its name or by the site that it is a page of; the
answer goes with its text. In MDX an HTML comment stops the build, and ``{/* … */}`` is a comment:
our marks are written so there. Docusaurus builds ``.md`` as MDX, too, and takes HTML comments
there, which every other reader of such a file knows. Whoever reads cells and headings finds both
spelled as in Markdown, so that marks are one thing to all.
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

    ``containers`` are those whose indented content is read as Markdown, too. Of MDX
    ``takes_comments`` says that what builds it takes HTML comments.
    """

    is_mdx: bool = False
    containers: tuple[Container, ...] = tuple(Container)
    takes_comments: bool = False

    @property
    def has_html_comments(self) -> bool:
        """Whether an HTML comment may be written, which stops the build of MDX."""
        return not self.is_mdx or self.takes_comments

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
        if self.has_html_comments or "<!--" not in text:
            return text
        return _IN_HTML.sub(r"{/* \1 */}", text)


MARKDOWN = Dialect()
"""Markdown as GFM has it."""


def find_dialect(
    path: str, containers: tuple[Container, ...] | None = None, *, is_built_as_mdx: bool = False
) -> Dialect:
    """Return the kind of the file at ``path``.

    ``containers`` are those that count, else all. ``is_built_as_mdx`` says that its site builds it
    as MDX, whatever its name.
    """
    is_mdx = path.endswith(_MDX_SUFFIX)
    kinds = Dialect().containers if containers is None else containers
    return Dialect(is_mdx or is_built_as_mdx, kinds, is_built_as_mdx and not is_mdx)
