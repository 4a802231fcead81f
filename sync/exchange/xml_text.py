"""Text in XML, and trees as files."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# Production [2] of XML 1.0: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def find_forbidden(text: str) -> str | None:
    """Return the first character of a text that XML forbids."""
    found = _FORBIDDEN.search(text)
    return None if found is None else found[0]


def replace_forbidden(text: str) -> str:
    """Return what only tells about a text, without what XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def render_tree(root: ET.Element, doctype: str = "") -> str:
    """Render a file, indented, in which a CR stays one."""
    ET.indent(root)
    written = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{written}\n'
