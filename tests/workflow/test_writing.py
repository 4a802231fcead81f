"""What a writer meets on its way is told."""

from __future__ import annotations

from pathlib import Path

from sync.project.project import open_project
from sync.versions import Versions
from sync.writing.writer import Writer
from tests.project_files import write_files


def test_what_another_run_left_since_is_settled_and_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "# Tea\n", "translations/he/a.md": "# תה\n"})
    project = open_project(tmp_path, str(tmp_path))
    view = project.view_disk()
    [location] = view.inventory.locations()
    writer = Writer(Versions(view))
    with writer.locked(location) as held:
        journal = held.place.journal
    assert writer.conclude((), ()).notices == ()

    journal.write_text('{"version": 1, "path"')
    with writer.locked(location):
        pass

    [notice] = writer.conclude((), ()).notices
    assert ".broken" in notice
    assert not journal.exists()
