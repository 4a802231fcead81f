"""What came back as XLIFF 1.2, of any program's making; no document type, so no entities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NoReturn
from xml.parsers import expat

from sync.errors import UsageError
from sync.exchange.handed import Returned, require_agreement
from sync.exchange.judging import Claim, Given
from sync.exchange.values import EntryKey
from sync.exchange.xliff import LINE, NAMESPACE, PLACE, PREVIOUS

_PARTED = " "  # no name and no namespace of ours holds one
_ROOT = f"{NAMESPACE}{_PARTED}xliff"
_WORDS = ("source", "target")
_CONTEXT = "context"
_TEXTS = (*_WORDS, _CONTEXT)
# They only wrap a text; all others stand for something that our files never hold.
_WRAPPING = frozenset({"mrk", "g"})
_NUMBER = re.compile(r"[0-9]{1,9}")
_WAITING = ("new", "needs-")
# More histories of one text than a document will ever have.
_MOST_NUMBERS = 100


def read_xliff(text: str, name: str) -> Returned:
    """Read what came back; what is no entry, such as notes and proposals, is passed over.

    Raises:
        UsageError: the file is no XLIFF 1.2, or has what only a program's own texts have.
    """
    reader = _Reader(name)
    reader.read(text)
    if not reader.entries:
        raise UsageError("it has no entry", path=name)
    languages = {language for language in reader.languages if language}
    if len(languages) > 1:
        told = " and ".join(sorted(languages))
        raise UsageError(f"it is in several languages ({told}): part it", path=name)
    return Returned(name, next(iter(languages), None), require_agreement(reader.entries))


class _Unit:
    """A ``trans-unit`` that is being read."""

    def __init__(self, attributes: Mapping[str, str], line: int) -> None:
        self.id = attributes.get("id", "")
        self.is_unapproved = attributes.get("approved") == "no"
        self.line = line
        self.state = ""
        self.texts: dict[str, list[str]] = {}
        # What it was: ours, and those that other programs have put beside it.
        self.earlier: list[dict[str, list[str]]] = []
        self.contexts: dict[str, list[list[str]]] = defaultdict(list)


class _Reader:
    def __init__(self, name: str) -> None:
        self.entries: list[Given] = []
        self.languages: list[str] = []
        self._name = name
        self._document: str | None = None
        self._unit: _Unit | None = None
        self._inside: list[str] = []
        self._kind = ""  # of the alt-trans that is being read
        self._text: list[str] | None = None

    def read(self, text: str) -> None:
        parser = expat.ParserCreate("utf-8", _PARTED)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        self._parser = parser
        try:
            parser.Parse(text.encode(), True)  # noqa: FBT003  expat's signature
        except expat.ExpatError as error:
            message = f"no XML: {expat.ErrorString(error.code)}"
            raise UsageError(message, path=self._name, line=error.lineno) from error

    def _refuse_doctype(self, *_arguments: object) -> None:
        self._fail("a document type is not read: remove <!DOCTYPE …>")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self._inside and tag != _ROOT:
            self._fail("no XLIFF 1.2: export with --format xliff, or let your program save as that")
        name = tag.removeprefix(f"{NAMESPACE}{_PARTED}")
        if self._text is not None and name not in _WRAPPING:
            self._fail(f"<{name}> in a text, of which nobody can say what it stands for: remove it")
        self._inside.append(name)
        if name == "file":
            self._document = attributes.get("original") or None
            self.languages.append(attributes.get("target-language", ""))
        elif name == "trans-unit":
            self._unit = _Unit(attributes, self._parser.CurrentLineNumber)
        elif name == "alt-trans":
            self._kind = attributes.get("alttranstype", "")
            if self._unit is not None and self._kind == PREVIOUS:
                self._unit.earlier.append({})
        elif name in _TEXTS and self._unit is not None:
            self._open_text(name, self._unit, attributes)

    def _open_text(self, name: str, unit: _Unit, attributes: Mapping[str, str]) -> None:
        """Begin the unit's own texts, those it had before, or a place; proposals have others."""
        parent = self._inside[-2]
        if parent == "trans-unit":
            self._text = unit.texts[name] = []
            if name == "target":
                unit.state = attributes.get("state", "")
        elif parent == "alt-trans" and self._kind == PREVIOUS:
            self._text = unit.earlier[-1][name] = []
        elif name == _CONTEXT:
            self._text = []
            unit.contexts[attributes.get("context-type", "")].append(self._text)

    def _end(self, _tag: str) -> None:
        name = self._inside.pop()
        if name in _TEXTS:
            self._text = None
        elif name == "trans-unit" and self._unit is not None:
            self.entries += self._finish(self._unit)
            self._unit = None

    def _say(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _finish(self, unit: _Unit) -> Iterator[Given]:
        if "source" not in unit.texts:
            raise UsageError("a unit without a source", path=self._name, line=unit.line)
        text, words = ("".join(unit.texts.get(each, ())) for each in _WORDS)
        places, lines = (map("".join, unit.contexts[each]) for each in (PLACE, LINE))
        is_waiting = unit.is_unapproved or unit.state.startswith(_WAITING)
        earlier = [{name: "".join(parts) for name, parts in each.items()} for each in unit.earlier]
        # One that other programs made says what they had; ours is the first, or has the words.
        said = [each for each in earlier if is_waiting and each.get("target") == words]
        was = next(iter((*said, *earlier)), {})
        yield Given(
            self._document,
            text,
            words,
            Claim.WAITING if is_waiting else Claim.TRANSLATED,
            self._find_number(unit.id, text),
            was.get("source"),
            self._name,
            unit.line,
            was.get("target"),
            tuple(places),
            frozenset(int(each) for each in lines if _NUMBER.fullmatch(each)),
        )

    def _find_number(self, id_: str, text: str) -> int:
        """Return which of a text's histories an id names; the first where it is not one of ours."""
        keys = (EntryKey(self._document or "", text, n) for n in range(1, _MOST_NUMBERS))
        return next((key.number for key in keys if key.id == id_), 1)

    def _fail(self, message: str) -> NoReturn:
        raise UsageError(message, path=self._name, line=self._parser.CurrentLineNumber)
