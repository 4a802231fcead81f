"""The program that the action installs for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from action.program import InstallationError, install
from tests.ci.checkouts import FR, SOURCE, check_out, make_remote, run_at_push
from tests.translated import LONGER


@pytest.mark.usefixtures("_index")
def test_the_action_installs_its_own_checkout_once_a_job(tmp_path: Path) -> None:
    remote = make_remote(tmp_path / "remote")
    commit = remote.commit({SOURCE: LONGER})
    checkout = check_out(remote, tmp_path / "job" / "work", commit, "--depth=1")
    # What lies in the repository is never what Python imports.
    checkout.write({"json.py": "raise SystemExit(1)\n", "sync/__init__.py": "raise SystemExit(0)"})
    runner = run_at_push(checkout, PYTHONPATH=str(checkout.root))
    job = runner.act(version="")
    assert (job.code, job.problems) == (1, [])
    assert f"{FR}: stale" in job.log
    [place] = (runner.folder / "temp").glob("translation-sync-*")
    made = (place / "pyvenv.cfg").stat().st_mtime_ns
    assert runner.act(version="", mode="lint").code == 0
    assert (place / "pyvenv.cfg").stat().st_mtime_ns == made


def test_what_cannot_be_installed_is_a_failure(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InstallationError, match=r"translation-sync cannot be installed: .*empty"):
        install("", str(empty), tmp_path)
    assert InstallationError.exit_code == 3
