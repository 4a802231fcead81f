"""The action from end to end: what to compare with, one run of the program, its reports."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from action.inputs import UPDATE, read_inputs
from action.program import Reports, build_arguments, install, read_counts, run
from action.revision import find_revision
from action.runner import add_summary, command, log, set_output, tell_error
from action.updating import Folders, update
from sync.errors import SyncError
from sync.git.fetching import NOT_FETCHED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from action.inputs import Inputs
    from action.program import Run

_CLEAN, _FOUND, _FAILED = 0, 1, SyncError.exit_code
_WHOLE_CLONE = "a checkout with `fetch-depth: 0`, and without `filter`, has nothing to fetch"


def main() -> int:
    """Run the action and return its exit code, which is the program's own.

    What goes wrong around the program is 2 or 3: only findings are 1.
    """
    environment = dict(os.environ)
    try:
        return _act(environment)
    except SyncError as error:
        return _give_up(environment, _advise(str(error)), error.exit_code)
    except OSError as error:
        return _give_up(environment, f"{error.filename or 'the runner'}: {error.strerror}", _FAILED)
    except Exception as error:  # noqa: BLE001  the one catch-all: a crash is never a finding
        return _give_up(environment, f"internal error: {type(error).__name__}: {error}", _FAILED)


def _act(environment: Mapping[str, str]) -> int:
    inputs = read_inputs(environment)
    workspace = Path(environment.get("GITHUB_WORKSPACE") or Path.cwd())
    place = Path(environment.get("RUNNER_TEMP") or tempfile.gettempdir())
    extra = "[openai]" if inputs.engine else ""
    program = install(inputs.version, str(Path(__file__).resolve().parents[1]), place, extra)
    if inputs.mode == UPDATE:
        folder = Path(tempfile.mkdtemp(prefix="reports-", dir=place))
        return update(inputs, program, environment, Folders(workspace, folder))
    revision = find_revision(inputs, environment, workspace / inputs.root)
    reports = _name_reports(inputs, Path(tempfile.mkdtemp(prefix="reports-", dir=place)), workspace)
    done = run(program, build_arguments(inputs, revision, reports), environment, workspace)
    return _publish(inputs, environment, reports, done)


def _name_reports(inputs: Inputs, folder: Path, workspace: Path) -> Reports:
    sarif = workspace / inputs.sarif if inputs.sarif else None
    if sarif is not None:
        sarif.parent.mkdir(parents=True, exist_ok=True)
        sarif.unlink(missing_ok=True)  # that of an earlier run would look like this one's
    return Reports(
        json=folder / "report.json",
        annotations=folder / "annotations.txt" if inputs.annotations else None,
        summary=folder / "summary.md" if inputs.summary else None,
        sarif=sarif,
    )


def _publish(inputs: Inputs, environment: Mapping[str, str], reports: Reports, done: Run) -> int:
    """Hand the reports to the runner, those of a run that failed as far as it wrote them."""
    log(done.out, done.err)
    set_output(environment, "exit-code", str(done.code))
    counts = read_counts(done, reports.json)
    if counts is not None:
        set_output(environment, "report", str(reports.json))
        for name, count in counts._asdict().items():
            set_output(environment, name, str(count))
    if reports.sarif is not None and reports.sarif.exists():
        set_output(environment, "sarif", inputs.sarif)
    if done.code not in (_CLEAN, _FOUND):  # first: the runner shows ten errors of a step
        tell_error(_explain(done))
    if reports.annotations is not None and reports.annotations.exists():
        command(reports.annotations.read_bytes())
    if reports.summary is not None and reports.summary.exists():
        add_summary(environment, reports.summary.read_bytes())
    return done.code


def _explain(done: Run) -> str:
    """Return what the program said to its failure; its last lines say it."""
    words = done.err.decode("utf-8", "replace").strip()
    lines = [line.removeprefix("error: ") for line in words.splitlines()]
    return _advise("\n".join(lines[-5:]) or f"translation-sync ended with {done.code}")


def _advise(message: str) -> str:
    """Add the way out of a fetch that failed."""
    return f"{message}; {_WHOLE_CLONE}" if NOT_FETCHED in message else message


def _give_up(environment: Mapping[str, str], message: str, code: int) -> int:
    with suppress(OSError):  # the exit code says it as well
        tell_error(message)
        set_output(environment, "exit-code", str(code))
    return code
