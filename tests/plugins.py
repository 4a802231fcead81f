"""Packages that bring kinds of stamps, as pip leaves them, and the program beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from tests.commands.calling import PROJECT, Reply
from tests.project_files import write_files

LINE = """
import re
from sync.api import NameKind, VersionName

class Kind:
    def __init__(self, key="from"):
        self.line = re.compile(rf"^<!-- @{key} (.*) -->$", re.MULTILINE)
    def read(self, text, path):
        found = self.line.search(text)
        return found and VersionName(NameKind.COMMIT, found[1])
    def write(self, text, path, source):
        return self.line.sub(f"<!-- @from {source.commit} -->", text)
"""
"""A kind whose stamp is a comment on a line of its own."""


def install(
    folder: Path, code: str, *, name: str = "line", package: str = "line-stamps", module: str = ""
) -> Path:
    """Put a package with one module, and one kind, where Python finds it."""
    module = module or package.replace("-", "_")
    write_files(
        folder,
        {
            f"{module}.py": dedent(code),
            f"{package}-1.2.dist-info/METADATA": (
                f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n"
            ),
            f"{package}-1.2.dist-info/entry_points.txt": (
                f"[translation_sync.stamps]\n{name} = {module}:Kind\n"
            ),
        },
    )
    return folder


def run_with(packages: Path, folder: Path, *arguments: str) -> Reply:
    """Run the program in a fresh interpreter that sees more packages."""
    done = subprocess.run(
        [sys.executable, "-m", "sync", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(packages), str(PROJECT)])},
        capture_output=True,
        check=False,
    )
    return Reply(done.returncode, done.stdout.decode(), done.stderr.decode())
