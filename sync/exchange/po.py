"""Entries as a PO file, which every tool of translators reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sync.errors import UsageError
from sync.exchange.handed import (
    Handed,
    Noted,
    Returned,
    describe_places,
    name_context,
    read_context,
    require_agreement,
)
from sync.exchange.judging import Claim, Given
from sync.exchange.po_lines import Message, quote, read_messages

# What `msgfmt --check` asks for; a project has no name that would be the same in every clone.
_HEADER = """\
Project-Id-Version: documentation
Report-Msgid-Bugs-To: \

POT-Creation-Date: {moment}
PO-Revision-Date: {moment}
Last-Translator: translation-sync
Language-Team: {language}
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
X-Generator: translation-sync
"""
_LONG_AGO = "1970-01-01 00:00+0000"
# What `msgcat` puts around texts that it could not choose from.
_CONFLICT = re.compile(r"^#-#-#-#-#  .*  #-#-#-#-#$", re.MULTILINE)
_UNFIT = re.compile(r"[\x00-\x20\x7f\u0085\u2028\u2029]")
_LINE_END = re.compile(r"[\r\n]+")
_FIELD = re.compile(r"([!-9;-~]+):[ \t]*(.*)")
_CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
_FUZZY = "fuzzy"


def find_unfit(text: str) -> str | None:
    """Return the first character of a text that no PO file may hold: gettext's texts end there."""
    return "\0" if "\0" in text else None


def render_po(handed: Handed) -> str:
    """Render the file; nothing is wrapped, so that a line is a line of a text."""
    language = handed.language.replace("-", "_")
    header = _HEADER.format(moment=handed.moment or _LONG_AGO, language=language)
    entries = [f'msgid ""\nmsgstr {quote(header)}\n', *map(_render_entry, handed.entries)]
    return "\n".join(entries)


def _render_entry(noted: Noted) -> str:
    return "".join(f"{line}\n" for line in _list_lines(noted))


def _list_lines(noted: Noted) -> Iterator[str]:
    entry = noted.entry
    for comment in (*describe_places(entry), *noted.notes):
        yield f"#. {_LINE_END.sub(' ', comment)}"
    places = (f"{entry.key.document}:{unit.source_line}" for unit in entry.units)
    yield f"#: {' '.join(dict.fromkeys(map(_spell_place, places)))}"
    if entry.is_fuzzy:
        yield f"#, {_FUZZY}"
        previous = entry.text if entry.previous is None else entry.previous
        yield from (f"#| {line}" for line in f"msgid {quote(previous)}".split("\n"))
    yield f"msgctxt {quote(name_context(entry.key))}"
    yield f"msgid {quote(entry.text)}"
    yield f"msgstr {quote(entry.words)}"


def _spell_place(place: str) -> str:
    """Return a path and line without white space, which parts them from the next."""
    return _UNFIT.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), place)


def read_po(text: str, name: str) -> Returned:
    """Read what came back; obsolete entries and comments are passed over.

    Raises:
        UsageError: the file is no PO, or one that cannot be told from a damaged one.
    """
    messages = list(read_messages(text, name))
    headers = [each for each in messages if not each.text and each.context is None]
    language = _read_header(headers[0], name) if headers else None
    if not headers:
        raise UsageError("no PO: it has no header, so no charset", path=name, line=1)
    entries = [_read_entry(each, name) for each in messages if each not in headers]
    if not entries:
        raise UsageError("it has no entry", path=name)
    if len(headers) > 1:
        raise UsageError("a second header: the file is two", path=name, line=headers[1].line)
    return Returned(name, language, require_agreement(entries))


def _read_header(header: Message, name: str) -> str | None:
    """Return the language that a header names."""
    matches = filter(None, map(_FIELD.match, header.words.split("\n")))
    fields = {match[1]: match[2] for match in matches}
    charset = _CHARSET.search(fields.get("Content-Type", ""))
    if charset is None:
        raise UsageError("no PO: its header names no charset", path=name, line=header.line)
    if charset[1].lower() not in ("utf-8", "utf8"):
        message = f"its charset is {charset[1]}: convert it with `msgconv -t UTF-8`"
        raise UsageError(message, path=name, line=header.line)
    return fields.get("Language", "").strip() or None


def _read_entry(message: Message, name: str) -> Given:
    if _CONFLICT.search(message.words):
        said = "msgcat's marks of a conflict (#-#-#-#-#) are in it: keep one of the texts they part"
        raise UsageError(said, path=name, line=message.line)
    document, number = None, 1
    if message.context:
        document, number = read_context(message.context)
    is_fuzzy = _FUZZY in message.flags or message.previous is not None
    return Given(
        document,
        message.text,
        message.words,
        Claim.FUZZY if is_fuzzy else Claim.TRANSLATED,
        number,
        message.previous,
        name,
        message.line,
        places=message.notes,
        lines=message.lines,
    )
