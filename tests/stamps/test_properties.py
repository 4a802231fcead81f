"""What holds for any input: no other error than a stamp's, and what is written is read again."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps import (
    NeedMore,
    parse_embedded,
    parse_sidecar,
    render_embedded,
    render_sidecar,
)
from sync.stamps.notebook import parse_notebook

PIECES = st.sampled_from(
    [
        b"<!--", b"-->", b"CO_OP_TRANSLATOR_METADATA:", b"---\n", b"---", b"\n", b"\r\n", b"\r",
        b"original_hash: ", b"'synced_hash': ", b"source_file: ..", b"0123456789abcdef" * 2,
        b'{"original_hash": "0123456789abcdef0123456789abcdef"}', b'"original_hash": ', b"{", b"}",
        b'"', b"[", b"<<<<<<< a\n", b"||||||| b\n", b"=======\n", b">>>>>>> c\n", b"\xef\xbb\xbf",
        b"\xff", b"\x00", b" ", b"\t", b"a: ", b"- ", b"&x ", b"*x ", b"!!int ", b"| ", b"# c\n",
        b"\\ud800", b"\xc2\x85", b"1e5", b",", b":", b'"a.md": ', b"%YAML 1.1\n", b"...\n", b"? ",
        b'{"metadata": {"coopTranslator": ', b"}}", b"\xd7\xa9", b"# Title\n",
    ]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=16).map(b"".join))
HASHES = st.text("0123456789abcdef", min_size=32, max_size=32) | st.from_regex(
    r"[0-9]{15}e[0-9]{16}", fullmatch=True
)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
SAFE_NAMES = NAMES.filter(
    lambda name: ".." not in name and name[:1] not in "/\\" and ":" not in name
)
MAYBE = st.none() | NAMES
COMMENT = re.compile(r"<!--\s*CO_OP_TRANSLATOR_METADATA:.*?-->(?:\r\n?|\n)?", re.DOTALL)


@st.composite
def stamps(draw: st.DrawFn, stamp_format: StampFormat) -> Stamp:
    original, synced = draw(st.tuples(HASHES, st.none() | HASHES) | st.tuples(st.none(), HASHES))
    source = draw(st.none() | SAFE_NAMES)
    return Stamp(stamp_format, original, synced, draw(MAYBE), source, draw(MAYBE))


EMBEDDED = st.sampled_from([StampFormat.COMMENT, StampFormat.FRONT_MATTER]).flatmap(stamps)
BODIES = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("-\n\r \ufeff|#"), max_size=60
)
FRONT = st.sampled_from(
    ["", "---\n---\n", "---\ntitle: a # b\n---\n", "---\r\na: >\r\n  b\r\n\r\nc: []\r\n---\r\n"]
)


def judge(parse: Callable[[], Stamp | NeedMore | None]) -> Stamp | NeedMore | StampError | None:
    try:
        return parse()
    except StampError as error:
        return error


@given(BYTES, st.booleans())
def test_any_head_is_a_stamp_or_none_or_a_stamp_error(data: bytes, complete: bool) -> None:
    found = judge(lambda: parse_embedded(data, "a.md", complete=complete))
    assert not (complete and isinstance(found, NeedMore))
    if isinstance(found, StampError):
        assert found.path == "a.md"
        assert found.line is not None
        assert 1 <= found.line <= data.count(b"\n") + data.count(b"\r") + 2


@given(BYTES)
@example(
    b'{"a.md": {"original_hash": "' + b"0" * 32 + b'", "x": ' + b"[" * 900 + b"]" * 900 + b"}}"
)
def test_any_sidecar_can_be_judged(data: bytes) -> None:
    found = parse_sidecar(data, "s.json")
    if found.broken is None:
        stamp = Stamp(StampFormat.SIDECAR, "0" * 32)
        try:
            written = render_sidecar(data, "a.md", stamp)
        except StampError:
            return
        again = parse_sidecar(written, "s.json")
        assert again.entries == {**found.entries, "a.md": stamp}
        assert again.problems.keys() == found.problems.keys()


@given(BYTES)
def test_any_notebook_can_be_judged(data: bytes) -> None:
    found = judge(lambda: parse_notebook(data, "a.ipynb"))
    assert not isinstance(found, StampError) or found.path == "a.ipynb"


@given(BYTES, EMBEDDED)
def test_any_text_takes_a_stamp_or_refuses_it(data: bytes, stamp: Stamp) -> None:
    text = data.decode("utf-8", "replace")
    try:
        written = render_embedded(text, stamp)
    except StampError:
        return
    assert parse_embedded(written.encode(), "a.md", complete=True) == stamp


@given(FRONT, BODIES, EMBEDDED)
def test_what_is_written_is_read_again_and_the_rest_is_kept(
    front: str, body: str, stamp: Stamp
) -> None:
    text = front + body
    written = render_embedded(text, stamp)
    assert parse_embedded(written.encode(), "a.md", complete=True) == stamp
    assert render_embedded(written, stamp) == written
    if stamp.format is StampFormat.COMMENT:
        rest = COMMENT.sub("", written, count=1)
        assert rest in {text, text + "\n", text + "\r", text + "\r\n"}
    else:
        assert written.endswith(body.removeprefix("\ufeff"))
        assert all(line in written for line in front.splitlines())


@given(FRONT, BODIES, EMBEDDED, st.data())
def test_a_stamp_replaces_another_whatever_their_formats(
    front: str, body: str, first: Stamp, data: st.DataObject
) -> None:
    second = data.draw(EMBEDDED)
    written = render_embedded(render_embedded(front + body, first), second)
    assert parse_embedded(written.encode(), "a.md", complete=True) == second
    if first.format is second.format is StampFormat.COMMENT:
        assert written == render_embedded(front + body, second)


@given(st.dictionaries(NAMES, stamps(StampFormat.SIDECAR), max_size=4))
def test_a_sidecar_returns_every_entry_in_whatever_order_they_come(
    entries: dict[str, Stamp],
) -> None:
    def write(documents: list[str]) -> bytes | None:
        data = None
        for document in documents:
            data = render_sidecar(data, document, entries[document])
        return data

    data = write(list(entries))
    assert data == write(list(reversed(entries)))
    if data is not None:
        assert parse_sidecar(data, "s.json").entries == entries
        document = next(iter(entries))
        changed = render_sidecar(data, document, entries[document]._replace(language_code="x"))
        assert render_sidecar(changed, document, entries[document]).split() == data.split()
