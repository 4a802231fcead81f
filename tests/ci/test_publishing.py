"""The examples that publish: a container, and the site on GitHub Pages, as far as they run here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.ci.runner import PROJECT, find_program
from tests.translated import GUIDE, make_course, stamped

DOCKERFILE = (PROJECT / "examples/Dockerfile").read_text("utf-8")
PAGES = PROJECT / "examples/github-pages.yml"


def _answers(engine: str) -> bool:
    """Tell whether a program that builds containers is there, with what it needs."""
    if shutil.which(engine) is None:
        return False
    return not subprocess.run([engine, "info"], capture_output=True, check=False).returncode


ENGINES = [name for name in ("docker", "podman", "buildah") if _answers(name)]


def list_steps() -> list[dict[str, Any]]:
    workflow = cast("dict[str, Any]", yaml.safe_load(PAGES.read_text("utf-8")))
    return cast("list[dict[str, Any]]", workflow["jobs"]["site"]["steps"])


def test_the_workflow_is_one() -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.github-workflows",
            str(PAGES),
        ],
        check=True,
        capture_output=True,
    )


def test_the_workflow_uploads_the_site_that_it_wrote(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {"tea.md": GUIDE, "translations/fr/tea.md": stamped(GUIDE)}
    )
    path = os.pathsep.join([str(find_program(tmp_path)), os.environ["PATH"]])
    for step in list_steps():
        if "run" in step and not step["run"].startswith("pip "):
            subprocess.run(
                ["sh", "-e", "-c", step["run"]],
                cwd=course.root,
                env={**os.environ, "PATH": path},
                check=True,
            )
    (upload,) = (step for step in list_steps() if "upload-pages" in step.get("uses", ""))
    site = course.root / upload["with"]["path"]
    assert (site / "index.html").is_file()
    assert (site / "translations/fr/tea.md.html").is_file() or list(site.rglob("*tea*.html"))


@pytest.mark.usefixtures("_index")
def test_the_container_has_all_that_the_package_is_built_from(tmp_path: Path) -> None:
    for line in re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE):
        *sources, target = shlex.split(line)
        folder = tmp_path / target.strip("/")
        for source in sources:
            if (PROJECT / source).is_dir():
                shutil.copytree(PROJECT / source, folder, ignore=shutil.ignore_patterns("__py*"))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(PROJECT / source, folder)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--target", str(tmp_path / "there")),
            str(tmp_path / "src"),
        ],
        check=True,
    )
    assert (tmp_path / "there/sync/site/templates").is_dir()


@pytest.mark.skipif(not ENGINES, reason="neither docker nor podman nor buildah answers")
def test_the_container_is_built() -> None:
    build = [ENGINES[0], "build", "-q", "-f", "examples/Dockerfile", "."]
    subprocess.run(build, cwd=PROJECT, check=True)
