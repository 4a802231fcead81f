"""What stands in a file's place is read at once, or refused at once."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from sync.files import LARGEST, IrregularError, is_inside, read_regular

pytestmark = pytest.mark.skipif(os.name == "nt", reason="named pipes are files of POSIX systems")


def test_a_regular_file_is_read_whole_or_to_a_size(tmp_path: Path) -> None:
    file = tmp_path / "tea.md"
    file.write_bytes(b"brew\x00\xff" * 100_000)

    assert read_regular(file) == file.read_bytes()
    assert read_regular(str(file), 5) == b"brew\x00"


@pytest.mark.parametrize("size", [None, 8])
def test_what_could_keep_a_reader_waiting_is_refused(tmp_path: Path, size: int | None) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "linked pipe").symlink_to("pipe")

    for name in ("pipe", "socket", "device", "linked pipe"):
        with pytest.raises(IrregularError, match=f"it is a .*{name.split()[-1]}"):
            read_regular(tmp_path / name, size)
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path, size)


def test_a_file_of_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large"
    with file.open("wb") as stream:
        stream.truncate(LARGEST)
    for size in (None, 8):
        with pytest.raises(IrregularError, match="100 MB or more"):
            read_regular(file, size)


def test_a_file_whose_size_says_nothing_is_read_to_its_end() -> None:
    """Those of /proc are regular, and empty by their size."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("no /proc")
    assert status.stat().st_size == 0
    assert b"\nPid:" in read_regular(status)


def test_a_link_is_inside_where_it_leads_inside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (tmp_path / "root of another").mkdir()
    (root / "in").symlink_to("docs")
    (root / "out").symlink_to("../root of another")
    (tmp_path / "same").symlink_to("root")

    assert is_inside(root, root / "in" / "a.md")
    assert is_inside(tmp_path / "same", root / "docs")
    assert not is_inside(root, root / "out" / "a.md")
    assert not is_inside(root, tmp_path / "root of another")
