"""A Dask cluster does what processes do."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.fleet import working
from tests.commands.calling import call
from tests.fleet.fleets import fleet, make_project, write_list

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="needs Dask: translation-sync[fleet]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as running:
        yield running.scheduler_address


def test_a_cluster_finds_what_this_process_finds(tmp_path: Path, cluster: str) -> None:
    for number in range(6):
        make_project(tmp_path / f"r{number}", stale=bool(number % 2))
    write_list(tmp_path, *(f"r{number}" for number in range(6)), "gone")

    told = [
        fleet(tmp_path, "check", "--again", "--format", "json", *more).report["repositories"]
        for more in ((), ("--scheduler", cluster))
    ]

    for each in (each for report in told for each in report):
        del each["finished"]
    assert told[0] == told[1]
    assert len(told[0]) == 7


def test_without_dask_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(tmp_path / "a")
    write_list(tmp_path, "a")
    monkeypatch.setattr(working, "find_spec", lambda _: None)

    reply = fleet(tmp_path, "status", "--scheduler", "tcp://127.0.0.1:1")

    assert reply.code == 2
    assert reply.err == (
        "error: --scheduler needs Dask, which is not installed:"
        " pip install 'translation-sync[fleet]'\n"
    )
    assert not (tmp_path / "fleet.sqlite").exists()


def test_a_scheduler_that_says_nothing_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="needs Dask: translation-sync[fleet]")
    make_project(tmp_path / "a")
    write_list(tmp_path, "a")
    assert working.PATIENCE == 30
    monkeypatch.setattr(working, "PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for port in (silent.getsockname()[1], 1):
            reply = fleet(tmp_path, "status", "--scheduler", f"tcp://127.0.0.1:{port}")
            assert reply.code == 3
            assert "does not answer" in reply.err
    assert (
        "does not answer"
        in call(tmp_path, "fleet", "fleet.txt", "status", "--scheduler", "nonsense://x").err
    )


def test_nothing_of_dask_is_imported_without_a_scheduler(tmp_path: Path) -> None:
    make_project(tmp_path / "a")
    write_list(tmp_path, "a")
    program = (
        "import sys; from sync.cli import run; code = run(sys.argv[1:]); "
        "sys.exit(code or 'distributed' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program, "fleet", "fleet.txt", "status"], cwd=tmp_path, check=True
    )
