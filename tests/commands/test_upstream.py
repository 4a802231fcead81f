"""Sources in another repository: read from its objects, and nothing is written there."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
from tests.project_files import commit_all, git, write_files

TEA = "# Tea\n\nWater it.\n\nSee [milk](milk.md), [the map](img/map.png) and [sugar](sugar.md).\n"
MILK = "# Milk\n\nPour it.\n"
CONFIG = """\
upstream: {{repository: {0}}}
source: {1}
translations: "{2}"
languages: [{3}]
"""


def write_config(root: Path, clone: str, source: str, template: str, languages: str) -> None:
    text = CONFIG.format(clone, source, template, languages)
    write_files(root, {".translation-sync.yaml": text})


def stamp(text: str, commit: str) -> str:
    return f"---\nsource_revision: {commit}\n---\n\n{text}"


def make_pair(tmp_path: Path) -> tuple[Path, Path]:
    """Make a repository of sources and one that is all Czech, half of it behind."""
    content, czech = tmp_path / "content", tmp_path / "czech"
    write_files(content, {"tea.md": TEA, "milk.md": MILK, "sugar.md": "# Sugar\n"})
    write_files(content, {"img/map.png": b"\x89PNG"})
    first = commit_all(content)
    write_files(content, {"tea.md": TEA.replace("Water", "Boil")})
    commit_all(content)
    tea = "# Čaj\n\nZalít.\n\nViz [mléko](milk.md), [mapu](img/map.png) a [cukr](sugar.md).\n"
    write_files(czech, {"tea.md": stamp(tea, first), "milk.md": stamp("# Mléko\n", first[:10])})
    write_files(czech, {"CONTRIBUTING.md": "# Jak pomoci\n"})
    write_config(czech, "../content", ".", "{path}", "cs")
    commit_all(czech)
    return content, czech


def make_bare(content: Path) -> Path:
    target = content.parent / "content.git"
    git(content, "clone", "-q", "--bare", str(content), str(target))
    return target


def make_blobless(content: Path) -> Path:
    git(content, "config", "uploadpack.allowFilter", "true")
    target = content.parent / "blobless"
    git(content, "clone", "-q", "--filter=blob:none", content.as_uri(), str(target))
    return target


def make_empty(content: Path) -> Path:
    """Clone commits and trees alone: what the sources say is not here."""
    git(content, "config", "uploadpack.allowFilter", "true")
    target = content.parent / "bare-blobless.git"
    git(content, "clone", "-q", "--bare", "--filter=blob:none", content.as_uri(), str(target))
    return target


@pytest.mark.parametrize("clone", [lambda it: it, make_bare, make_blobless, make_empty])
def test_any_clone_serves_and_none_is_written_to(
    tmp_path: Path, clone: Callable[[Path], Path]
) -> None:
    content, czech = make_pair(tmp_path)
    place = clone(content)
    write_config(czech, f"../{place.name}", ".", "{path}", "cs")
    before = photograph(place)

    found = ask(czech, "status")

    states = {path: each["state"] for path, each in found.translations.items()}
    assert states == {"milk.md": "current", "tea.md": "stale", "sugar.md": "missing"}
    assert found.translations["tea.md"]["source"] == f"../{place.name}/tea.md"
    assert found.translations["tea.md"]["base"]["path"] == f"../{place.name}/tea.md"
    assert call(czech, "check").code == 1
    assert photograph(place) == before


def test_what_a_blobless_clone_lacks_is_told_with_the_command_that_brings_it(
    tmp_path: Path,
) -> None:
    content, czech = make_pair(tmp_path)
    make_empty(content)
    write_config(czech, "../bare-blobless.git", ".", "{path}", "cs")

    reply = call(czech, "status", "tea.md")

    assert "git -C ../bare-blobless.git fetch --refetch --no-filter" in reply.out
    inner = czech / "inner"
    inner.mkdir()
    assert "git -C ../../bare-blobless.git fetch" in call(inner, "status", "../tea.md").out


def test_the_revision_counts_and_not_what_is_on_disk(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    write_files(content, {"milk.md": "# Milk, not committed\n"})
    assert ask(czech, "status", "milk.md").translations["milk.md"]["state"] == "current"
    git(content, "tag", "first", "HEAD^")
    config = "upstream: {repository: ../content, revision: first}\n"
    config += 'translations: "{path}"\nlanguages: [cs]\n'
    write_files(czech, {".translation-sync.yaml": config})

    states = {path: each["state"] for path, each in ask(czech, "status").translations.items()}

    assert states == {"milk.md": "current", "tea.md": "current", "sugar.md": "missing"}


@pytest.mark.parametrize(
    ("clone", "said"),
    [
        ("../nowhere", "there is no clone at '../nowhere': `git clone --filter=blob:none URL"),
        ("plain", "there is no clone at 'plain'"),
    ],
)
def test_an_absent_clone_is_an_error_with_its_line(tmp_path: Path, clone: str, said: str) -> None:
    _, czech = make_pair(tmp_path)
    (czech / "plain").mkdir()  # git would go on to the repository around it
    write_config(czech, clone, ".", "{path}", "cs")

    reply = call(czech, "status")

    assert reply.code == 2
    assert reply.err.startswith(f"error: .translation-sync.yaml:1: upstream: {said}")
    assert f"{clone}` makes it" in reply.err


@pytest.mark.parametrize("folder", [".", "in here"])
@pytest.mark.parametrize("place", ["origin", "the sources/of it"])
def test_a_submodule_that_is_not_here_is_brought_by_the_command(
    tmp_path: Path, place: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "protocol.file.allow")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "always")
    content, czech = make_pair(tmp_path)
    write_config(czech, place, ".", "{path}", "cs")
    git(czech, "submodule", "--quiet", "add", content.as_uri(), place)
    write_files(czech, {"in here/x.txt": "x"})
    commit_all(czech)
    git(czech, "clone", "-q", str(czech), str(tmp_path / "fresh"))
    here = tmp_path / "fresh" / folder

    reply = call(here, "status")

    assert reply.code == 2
    assert f"upstream: the submodule {place!r} is not initialised: `git" in reply.err
    subprocess.run(reply.err.split("`")[1], shell=True, cwd=here, check=True, capture_output=True)
    states = {path: each["state"] for path, each in ask(here, "status").translations.items()}
    assert states == {"milk.md": "current", "tea.md": "stale", "sugar.md": "missing"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("upstream: {repository: ../content, revision: nope}", "knows no revision 'nope'"),
        ("upstream: {repository: ../content}\nsource: docs", "there is no folder 'docs'"),
        ("upstream: {repository: /content}", "must be the path of a clone, relative to the root"),
        (
            "upstream: {repository: ../content}\nstamp: {history: true}",
            "'history' goes by the commits of one repository",
        ),
    ],
)
def test_what_cannot_be_read_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    _, czech = make_pair(tmp_path)
    config = f'{text}\ntranslations: "{{path}}"\nlanguages: [cs]\n'
    write_files(czech, {".translation-sync.yaml": config})

    reply = call(czech, "check")

    assert reply.code == 2
    assert said in reply.err
    assert ".translation-sync.yaml:" in reply.err


def test_a_folder_that_is_no_clone_is_not_to_be_written_over(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    write_files(content, {"docs/page.md": "# Page\n"})
    write_config(czech, "../content/docs", ".", "{path}", "cs")
    said = "'../content/docs' is there, and is no clone: name the top of one"
    assert said in call(czech, "status").err


def test_the_root_may_be_its_own_upstream_at_another_commit(tmp_path: Path) -> None:
    """As where the translations are a branch."""
    write_files(tmp_path, {"tea.md": TEA, "milk.md": MILK})
    tip = commit_all(tmp_path)
    git(tmp_path, "checkout", "-q", "--orphan", "cs")
    write_files(tmp_path, {"tea.md": stamp("# Čaj\n", tip), "milk.md": stamp("# M\n", tip)})
    write_config(tmp_path, "., revision: main", ".", "{path}", "cs")
    commit_all(tmp_path)

    found = ask(tmp_path, "status").translations

    assert {each["state"] for each in found.values()} == {"current"}
    assert found["tea.md"]["source"] == ".@main/tea.md"


def test_in_a_repository_of_one_language_only_a_stamp_makes_an_orphan(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    write_files(czech, {"gone.md": stamp("# Pryč\n", git(content, "rev-parse", "HEAD"))})

    found = ask(czech, "status").translations

    assert found["gone.md"]["state"] == "orphaned"
    assert "CONTRIBUTING.md" not in found


def test_a_move_in_the_upstream_is_followed(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    git(content, "mv", "tea.md", "chai.md")
    commit_all(content)

    assert ask(czech, "status").translations["tea.md"]["moved_to"] == "chai.md"
    assert call(czech, "move").code == 0
    assert ask(czech, "status").translations["chai.md"]["state"] == "stale"


def test_sources_may_be_named_by_path(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    for folder, arguments in (
        (czech, ("../content/tea.md",)),
        (content, ("--root", "../czech", "tea.md")),
        (tmp_path, ("--root", "czech", "content/tea.md")),
        (tmp_path, ("--root", "czech", str(content / "tea.md"))),
    ):
        root, paths = arguments[:-1], arguments[-1]
        reply = call(folder, *root, "status", "--format", "json", paths)
        assert list(reply.translations) == ["tea.md"]


def test_links_keep_their_text_and_none_leads_to_the_clone(tmp_path: Path) -> None:
    _, czech = make_pair(tmp_path)
    (czech / "tea.md").unlink()
    (czech / "inner").mkdir()

    assert call(czech, "new", "cs", "../content/tea.md").code == 0
    text = (czech / "tea.md").read_text()
    assert "[milk](milk.md), [the map](img/map.png) and [sugar](sugar.md)" in text
    assert "content" not in text


def test_links_to_what_only_the_upstream_has_are_alive(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    text = stamp("# Mléko\n\n[mapa](img/map.png) [nic](img/gone.png)\n", "a" * 40)
    write_files(content, {"milk.md": "# Milk\n\n[map](img/map.png) [none](img/map.png)\n"})
    tip = commit_all(content)
    write_files(czech, {"milk.md": text.replace("a" * 40, tip)})

    found = ask(czech, "lint", "milk.md").report["findings"]

    dead = [each["message"] for each in found if each["rule"] == "link-dead"]
    assert dead == ["link leads to 'img/gone.png', which does not exist"]


def test_a_translation_is_brought_up_to_date_and_stamped(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    before = photograph(content)

    assert "Boil" in call(czech, "diff", "tea.md").out
    assert call(czech, "sync", "tea.md").code == 0
    text = (czech / "tea.md").read_text()
    (czech / "tea.md").write_text(re.sub(" ?<!-- sync:.*?-->", "", text))
    assert call(czech, "stamp", "tea.md").code == 0

    tip = git(content, "rev-parse", "HEAD")
    assert f"source_revision: {tip}\n" in (czech / "tea.md").read_text()
    assert ask(czech, "status").translations["tea.md"]["state"] == "current"
    assert photograph(content) == before


def test_a_change_here_is_judged_by_the_sources_there(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    tip = git(content, "rev-parse", "HEAD")
    assert call(czech, "check", "--changed-from", "HEAD").code == 0
    write_files(czech, {"tea.md": (czech / "tea.md").read_text().replace("Zalít", "Vařit")})

    assert call(czech, "check", "--changed-from", "HEAD").code == 0
    git(czech, "add", "-A")
    assert call(czech, "hook", "check").code == 0
    write_files(czech, {"tea.md": stamp("# Čaj\n", "0" * 40)})
    git(czech, "add", "-A")
    reply = call(czech, "check", "--staged")
    assert "not in the repository of ../content/tea.md" in reply.out + reply.err
    assert tip


def test_a_trend_says_why_there_is_none(tmp_path: Path) -> None:
    _, czech = make_pair(tmp_path)

    reply = call(czech, "history")

    assert reply.code == 2
    assert "the sources lie in another repository (../content)" in reply.err
    assert call(czech, "site", str(tmp_path / "site")).code == 0


def test_projects_read_different_upstreams_and_one_at_different_revisions(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    blog = tmp_path / "blog"
    write_files(blog, {"posts/one.md": "# One\n"})
    first = commit_all(blog)
    git(content, "branch", "old", "HEAD^")
    write_files(czech, {"blog/one.md": stamp("# Jedna\n", first)})
    write_files(czech, {"old/tea.md": (czech / "tea.md").read_text()})
    config = """\
languages: [cs]
projects:
  - {upstream: {repository: ../content}, translations: "now/{path}"}
  - {upstream: {repository: ../content, revision: old}, translations: "old/{path}"}
  - {upstream: {repository: ../blog}, source: posts, translations: "blog/{path}"}
"""
    write_files(czech, {".translation-sync.yaml": config, "now/tea.md": ""})
    write_files(czech, {"now/tea.md": (czech / "tea.md").read_text()})

    found = ask(czech, "status").translations

    states = {path: each["state"] for path, each in found.items() if each["stamp"]}
    assert states == {"now/tea.md": "stale", "old/tea.md": "current", "blog/one.md": "current"}
    assert found["old/tea.md"]["source"] == "../content@old/tea.md"
    assert found["blog/one.md"]["source"] == "../blog/posts/one.md"


def test_a_clone_below_the_root_is_no_part_of_the_project(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    make_bare(content).rename(czech / "upstream")
    content.rename(czech / "other")
    write_config(czech, "upstream", ".", "{path}", "cs")
    write_files(czech, {".gitignore": "/other/\n/upstream/\n"})

    states = {path: each["state"] for path, each in ask(czech, "status").translations.items()}

    assert states == {"milk.md": "current", "tea.md": "stale", "sugar.md": "missing"}


def test_without_an_upstream_nothing_leaves_the_root(tmp_path: Path) -> None:
    """A twin: the same files with the sources in a folder of the root."""
    content, czech = make_pair(tmp_path)
    content.rename(czech / "content")
    (czech / "content" / ".git").rename(tmp_path / "away")
    config = "source: content\ntranslations: 'cs/{path}'\nlanguages: [cs]\n"
    write_files(czech, {".translation-sync.yaml": config})
    (czech / "cs").mkdir()
    for name in ("tea.md", "CONTRIBUTING.md"):
        (czech / name).rename(czech / "cs" / name)

    found = ask(czech, "status").translations

    assert found["cs/CONTRIBUTING.md"]["state"] == "orphaned"
    assert call(czech, "status", "../czech/cs/tea.md").code == 0
    assert call(czech, "status", "../nowhere.md").code == 2


def test_translations_outside_of_git_have_the_history_of_their_sources(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    before = photograph(content)
    (czech / ".git").rename(tmp_path / "away")

    states = {path: each["state"] for path, each in ask(czech, "status").translations.items()}

    assert states == {"milk.md": "current", "tea.md": "stale", "sugar.md": "missing"}
    assert "Boil" in call(czech, "diff", "tea.md").out
    assert photograph(content) == before


def test_a_root_below_the_top_and_a_shallow_clone(tmp_path: Path) -> None:
    content, czech = make_pair(tmp_path)
    inner = czech / "docs" / "cs"
    inner.mkdir(parents=True)
    for name in ("tea.md", "milk.md", ".translation-sync.yaml"):
        (czech / name).rename(inner / name)
    git(content, "clone", "-q", "--depth", "1", content.as_uri(), str(tmp_path / "shallow"))
    write_config(inner, "../../../content", ".", "{path}", "cs")
    tea = ask(inner, "status").translations["tea.md"]
    assert (tea["state"], tea["base"]["path"]) == ("stale", "../../../content/tea.md")

    write_config(inner, "../../../shallow", ".", "{path}", "cs")
    assert ask(inner, "status").translations["tea.md"]["reason"] == "shallow"
    assert "git -C ../../../shallow fetch --unshallow" in call(inner, "status", "tea.md").out


def test_a_hook_of_ours_says_nothing_of_the_other_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, czech = make_pair(tmp_path)
    monkeypatch.setenv("GIT_DIR", str(czech / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(czech / ".git" / "index"))

    states = {path: each["state"] for path, each in ask(czech, "status").translations.items()}

    assert states == {"milk.md": "current", "tea.md": "stale", "sugar.md": "missing"}


@pytest.mark.parametrize("is_bare", [False, True])
def test_laravel(corpus: Callable[[str], Path], tmp_path: Path, *, is_bare: bool) -> None:
    options = ("--bare",) if is_bare else ()
    english, russian = corpus("laravel-en"), tmp_path / "ru"
    git(tmp_path, "clone", "-q", *options, str(english), "en")
    git(tmp_path, "clone", "-q", str(corpus("laravel-ru")), str(russian))
    write_config(russian, "../en", ".", "{path}", "ru")

    found = ask(russian, "status").translations

    states = Counter(each["state"] for each in found.values())
    assert states == {"current": 32, "stale": 63, "unstamped": 3, "missing": 2}
    assert all(each["base"] for each in found.values() if each["state"] == "stale")
