from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.hashing import digests
from sync.history.objects import digest_chunks

PIECES = st.sampled_from([b"\r", b"\n", b"\r\n", b"a", b"\xff"])


@given(st.lists(st.lists(PIECES, max_size=4).map(b"".join), max_size=6))
def test_pieces_have_the_digests_of_the_whole(chunks: list[bytes]) -> None:
    assert digest_chunks(chunks) == digests(b"".join(chunks))
