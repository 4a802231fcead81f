"""A file that cannot be written whole is not there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sync.writing.disk import write_new


def test_nothing_is_left_of_a_file_that_the_disk_has_no_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sync.writing.disk.os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / ".tea.md.partial", b"tea", like=None)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_whole(tmp_path: Path) -> None:
    write_new(tmp_path / "tea.md", b"tea", like=None)
    assert (tmp_path / "tea.md").read_bytes() == b"tea"
