"""A change to a file that holds the stamps of many touches the translations it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stamped import Site

JSON = ('commit: "{lang}.{path}", in: state.json', '{{"fr": {{"a.md": "{a}", "b.md": "{b}"}}}}\n')
YAML = ('hash: "{path}", in: state.yml', 'a.md: "{a}"\nb.md: "{b}"\n')
OLD, NEW = "# Tea\n\nWords.\n", "# Tea\n\nOther words.\n"


class Branch:
    """A branch from a ``main`` on which ``a`` is behind and ``b`` is not."""

    def __init__(self, root: Path, stamp: str, form: str) -> None:
        self.site = Site.make(root, stamp)
        self.name = stamp.rpartition(" ")[2]
        self._form = form
        first = self.site.save({"en/a.md": OLD, "en/b.md": "# Cups\n", self.name: "{}\n"})
        is_hash = stamp.startswith("hash")
        self.old = self.site.blob("en/a.md") if is_hash else first
        self.b = self.site.blob("en/b.md") if is_hash else first
        self.site.save(
            {"fr/a.md": "# Thé\n\nMots.\n", "fr/b.md": "# Tasses\n", **self.put(self.old)}
        )
        later = self.site.save({"en/a.md": NEW})
        self.new = self.site.blob("en/a.md") if is_hash else later
        self.site.git("checkout", "-q", "-b", "work")

    def put(self, a: str, b: str | None = None) -> dict[str, str]:
        return {self.name: self._form.format(a=a, b=self.b if b is None else b)}

    def check(self, how: str, files: dict[str, str]) -> tuple[int, str]:
        self.site.write(files)
        self.site.git("add", "-A")
        if how == "--staged":
            reply = self.site.call("check", "--staged")
        else:
            self.site.save({})
            reply = self.site.call("check", "--changed-from", "main")
        return reply.code, reply.out


@pytest.fixture(params=[JSON, YAML], ids=["json", "yaml"])
def branch(request: pytest.FixtureRequest, tmp_path: Path) -> Branch:
    return Branch(tmp_path / "site", *request.param)


@pytest.fixture(params=["--staged", "--changed-from"])
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_stamp_that_moved_without_work_is_told(branch: Branch, how: str) -> None:
    code, told = branch.check(how, branch.put(branch.new))
    assert code == 0
    assert "fr/a.md:3: warning: the stamp moved on without this" in told
    assert "[stamp-unearned]" in told


def test_a_stamp_that_was_earned_is_not(branch: Branch, how: str) -> None:
    work = {"fr/a.md": "# Thé\n\nD'autres mots.\n", **branch.put(branch.new)}
    code, told = branch.check(how, work)
    assert code == 0
    assert "warning" not in told


@pytest.mark.parametrize("value", ["", "no version"])
def test_a_stamp_that_is_lost_or_broken_fails(branch: Branch, how: str, value: str) -> None:
    code, told = branch.check(how, branch.put(value))
    assert code == 1
    assert f"fr/a.md: {'invalid' if value else 'unstamped'}" in told
    assert "fr/b.md" not in told


def test_noop_another_form_of_the_file_touches_none(branch: Branch, how: str) -> None:
    text = branch.put(branch.old)[branch.name].replace(": ", ":  ")
    code, told = branch.check(how, {branch.name: text})
    assert code == 0
    assert "fr/" not in told
