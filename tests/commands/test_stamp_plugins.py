"""Kinds of stamps that packages bring: through every command, and where the package is at fault."""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

from sync.stamps.plugins import open_plugin
from tests.commands.calling import PROJECT, Reply, call
from tests.plugins import LINE, install, run_with
from tests.project_files import git, write_files
from tests.stamped import Site

ONE = "---\ntitle: Tea\n---\n\n# Tea\n\nHot tea.\n\n| a | b |\n| - | - |\n| one | two |\n"
TWO = ONE.replace("| one | two |\n", "| one | two |\n| three | four |\n").replace(
    "Hot tea.", "Hot tea.\n\nAnd cold tea."
)
FRENCH = "---\ntitle: Thé\n---\n\n# Thé\n\nThé chaud.\n\n| a | b |\n| - | - |\n| un | deux |\n"
EXAMPLE = PROJECT / "examples/stamp-kind"


def make(tmp_path: Path, stamp: str, write: Callable[[str], str]) -> Site:
    """Make a site with a translation whose source changed since."""
    site = Site.make(tmp_path / "site", stamp)
    old = site.save({"en/a.md": ONE, "en/b.md": "# Bee\n\nA bee.\n"}, "one")
    site.save({"fr/a.md": FRENCH + write(old)}, "translate")
    site.save({"en/a.md": TWO}, "two")
    return site


def line(value: str) -> str:
    return f"\n<!-- @from {value} -->\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, installed by pip as its README says; skips where pip has nothing to build by."""
    folder = tmp_path_factory.mktemp("example")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet"]
    call = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder)]
    done = subprocess.run([*call, str(EXAMPLE)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"pip cannot install the example: {done.stderr.decode()[-200:]}")
    return folder


def work(site: Site) -> None:
    """Translate what is marked."""
    text = re.sub(r" *<!-- sync:\w+ --> *", " ", site.read("fr/a.md"))
    for english, french in (("And cold tea.", "Et froid."), ("three", "trois"), ("four", "quatre")):
        text = text.replace(english, french)
    site.write({"fr/a.md": text})


def test_the_example_goes_through_every_command(tmp_path: Path, example: Path) -> None:
    site = make(tmp_path, "kind: unseen-line", lambda old: f"\n[translated]: # ({old})\n")
    one = site.git("rev-parse", "HEAD~2")

    def run(*arguments: str, code: int = 0) -> Reply:
        reply = run_with(example, site.root, *arguments)
        assert reply.code == code, reply.out + reply.err
        return reply

    told = run("status", "--format", "json", "fr/a.md")
    jsonschema.validate(told.report, json.loads(run("schema").out))
    [stale] = told.report["translations"]
    assert (stale["state"], stale["base"]["commit"]) == ("stale", one)
    assert {**stale["stamp"], "format": ""} == {
        **dict.fromkeys(stale["stamp"]),
        "format": "",
        "kind": "unseen-line",
        "value": one,
    }
    assert run("check", code=1).out.startswith("fr/a.md: stale: made from ")
    assert "+ And cold tea." in run("diff", "fr/a.md").out
    run("hook", "check", code=0)
    assert run("lint").out == "1 translation: nothing found\n"
    run("site", str(tmp_path / "pages"))
    page = (tmp_path / "pages/translations/fr/a.md.html").read_text("utf-8")
    assert f"unseen-line <code>{one}</code>" in page

    run("sync", "fr/a.md")
    assert f"[translated]: # ({one})" in site.read("fr/a.md")
    assert run("check", code=1).out.startswith("fr/a.md: pending: ")
    again = site.read("fr/a.md")
    run("sync", "fr/a.md")
    assert site.read("fr/a.md") == again
    work(site)
    run("stamp", "fr/a.md")
    text = site.read("fr/a.md")
    assert text.endswith(f"\n\n[translated]: # ({site.git('rev-parse', 'HEAD')})\n")
    assert "synced" not in text
    git(site.root, "add", "-A")
    run("check", "--staged")
    run("hook", "lint", "fr/a.md")
    run("hook", "sync", "fr/a.md")

    run("new", "fr", "en/b.md")
    assert "[translated]" not in site.read("fr/b.md")
    site.write({"fr/b.md": re.sub(r" *<!-- sync:\w+ -->", "", site.read("fr/b.md"))})
    run("stamp", "fr/b.md")
    assert site.read("fr/b.md").startswith("# Bee\n\nA bee.\n\n[translated]: # (")
    assert run("check").code == 0
    assert run("lint").out == "2 translations: nothing found\n"


def test_the_example_reads_what_it_writes_of_bytes(tmp_path: Path, example: Path) -> None:
    site = make(tmp_path, "kind: unseen-line, names: sha256, label: von", lambda _: "")
    site.write(
        {"fr/a.md": FRENCH.replace("| un | deux |\n", "| un | deux |\n| trois | quatre |\n")}
    )
    assert run_with(example, site.root, "stamp", "fr/a.md").code == 0
    assert re.search(r"\n\n\[von\]: # \(sha256:[0-9a-f]{64}\)\n\Z", site.read("fr/a.md"))
    assert "fr/a.md" not in run_with(example, site.root, "status").out
    site.write({"en/a.md": TWO.replace("Hot", "Warm")})
    assert "fr/a.md: stale: made from" in run_with(example, site.root, "status").out
    site.write({"en/a.md": TWO.replace("\n", "\r\n")})
    assert "fr/a.md" not in run_with(example, site.root, "status").out


def test_the_page_says_how_one_is_made(tmp_path: Path, packages: Callable[..., None]) -> None:
    page = (PROJECT / "docs/stamps.md").read_text("utf-8")
    [code] = re.findall(r"^```python\n(.+?)^```$", page, re.DOTALL | re.MULTILINE)
    [words] = re.findall(r"`stamp: \{(kind: my-kind.*?)\}`", page)
    packages(code.replace("MyKind", "Kind"), name="my-kind", package="my-package")
    site = make(tmp_path, words, lambda old: f"\n<!-- made-from {old} -->\n")
    assert site.judge() == ("stale", None)
    site.write({"fr/a.md": site.read("fr/a.md").replace("| un |", "| trois | quatre |\n| un |")})
    site.stamp()
    assert site.judge() == ("current", None)
    assert site.read("fr/a.md").endswith(f"\n<!-- made-from {site.git('rev-parse', 'HEAD')} -->\n")
    site.write({"fr/b.md": "# B\n"})
    assert "fr/b.md: refused: has no line" in site.call("stamp", "fr/b.md").out


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Install packages for this test alone."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    known = set(sys.modules)
    open_plugin.cache_clear()

    def add(code: str, **names: str) -> None:
        install(folder, code, **names)
        importlib.invalidate_caches()

    yield add
    open_plugin.cache_clear()
    for name in set(sys.modules) - known:
        if getattr(sys.modules[name], "__file__", "").startswith(str(folder)):
            del sys.modules[name]


def complain(site: Site, code: int = 2) -> str:
    reply = site.call("status")
    assert (reply.code, reply.out) == (code, "")
    [words] = reply.err.splitlines()
    assert words.startswith("error: .translation-sync.yaml:3: stamp: ")
    return words.removeprefix("error: .translation-sync.yaml:3: stamp: ")


LOADING: dict[str, tuple[str, str]] = {
    "no import": (
        "import nothing_of_that_name",
        "cannot be imported from 'line_stamps:Kind': ModuleNotFoundError",
    ),
    "no syntax": ("def (", "cannot be imported from 'line_stamps:Kind': SyntaxError"),
    "no class": ("Other = 1", "cannot be imported from 'line_stamps:Kind': AttributeError"),
    "it exits": (
        "raise SystemExit(0)",
        "cannot be imported from 'line_stamps:Kind': SystemExit: 0",
    ),
    "lines": ("raise OSError('a\\nb')", "OSError: a b; correct that package, or remove it"),
    "no call": ("Kind = 3", "'line_stamps:Kind' makes no stamps"),
    "no methods": ("Kind = dict", "what 'line_stamps:Kind' makes has no `read` and `write`"),
    "options": (LINE, "does not take these options: TypeError: "),
    "values": (
        "class Kind:\n    def __init__(self, **options): raise ValueError('no')",
        "does not take these options: ValueError: no",
    ),
    "fault": (
        "class Kind:\n    def __init__(self, **options): options['no']",
        "cannot be used: KeyError: 'no'; correct that package",
    ),
}


@pytest.mark.parametrize("case", LOADING)
def test_a_package_that_cannot_be_used(
    tmp_path: Path, packages: Callable[..., None], case: str
) -> None:
    code, words = LOADING[case]
    packages(code)
    site = make(tmp_path, "kind: line, colour: red", line)
    told = complain(site)
    assert told.startswith("the kind 'line' of line-stamps 1.2")
    assert words in told


def test_a_kind_that_nobody_brings(tmp_path: Path, packages: Callable[..., None]) -> None:
    packages(LINE)
    told = complain(make(tmp_path, "kind: lines", line))
    known = "'hash', 'commit', 'flag', 'history', 'line' (line-stamps 1.2)"
    assert told.startswith(f"no kind 'lines' is installed, but {known}: correct the name, or give ")
    assert " -m pip install` the name of the package" in told


@pytest.mark.parametrize("name", ["commit", "history"])
def test_a_kind_of_ours_is_no_package(
    tmp_path: Path, packages: Callable[..., None], name: str
) -> None:
    packages(LINE, name=name)
    told = complain(make(tmp_path, f"kind: {name}", line))
    assert told.startswith(f"'{name}' is a kind of this program: write {{{name}: ")


def test_two_packages_with_one_name(tmp_path: Path, packages: Callable[..., None]) -> None:
    packages(LINE)
    packages(LINE, package="other-stamps")
    told = complain(make(tmp_path, "kind: line", line))
    assert "by several packages: line-stamps 1.2, other-stamps 1.2; remove all but one" in told


@pytest.mark.parametrize("option", ["key: {a: b}", "key: [[a]]", "key: &a [*a]"])
def test_options_are_texts(tmp_path: Path, packages: Callable[..., None], option: str) -> None:
    packages(LINE)
    told = complain(make(tmp_path, f"kind: line, {option}", line))
    assert told == "an option must be a text or a list of texts"


def test_options_reach_the_package_as_they_are_written(
    tmp_path: Path, packages: Callable[..., None]
) -> None:
    packages(
        LINE
        + """
class Kind(Kind):
    def __init__(self, **options):
        assert options == {"a": "no", "b": ["1", "x"], "in-file": "0.50"}, options
        super().__init__()
"""
    )
    site = make(tmp_path, "kind: line, a: no, b: [1, x], in-file: 0.50", line)
    assert site.judge() == ("stale", None)


READING = {
    "raises": ("1 / 0", "raised ZeroDivisionError: division by zero; correct that package"),
    "exits": ("raise SystemExit", "raised SystemExit; correct that package"),
    "recursion": ("return self.read(text, path)", "raised RecursionError: "),
    "number": ("return 7", "read int, which is no VersionName; correct that package"),
    "text": ("return 'f00'", "read 'f00', which is no VersionName"),
    "tuple": ("return ('commit', 'f' * 40)", "read tuple, which is no VersionName"),
    "bytes": ("return VersionName(NameKind.COMMIT, b'ab' * 20)", "which is no VersionName"),
    "kind": ("return VersionName('tag', 'v1')", "read a version by 'tag', which is no NameKind"),
    "option": ("return VersionName(NameKind.COMMIT, '--output=x')", "reads '--output=x' in it"),
    "revision": ("return VersionName(NameKind.COMMIT, 'HEAD~1')", "reads 'HEAD~1' in it"),
    "short": ("return VersionName(NameKind.BEFORE, 'abc123')", "reads 'abc123' in it"),
    "line": ("return VersionName(NameKind.COMMIT, 'a' * 40 + chr(10))", "not 7 to 40 hexadecimal"),
    "no digest": ("return VersionName(NameKind.DIGEST, 'xyz')", "not a digest in hexadecimal"),
    "algorithm": ("return VersionName(NameKind.DIGEST, 'crc32:12345678')", "not a digest"),
    "part": ("return VersionName(NameKind.DIGEST, 'md5/head:' + 'a' * 32)", "not a digest"),
}


def broken(*, read: str = "return None", write: str = "return text") -> str:
    return f"""
from sync.api import NameKind, StampError, VersionName

class Kind:
    def read(self, text, path):
        {read}
    def write(self, text, path, source):
        {write}
"""


@pytest.mark.parametrize("case", READING)
def test_what_a_package_reads_is_no_name(
    tmp_path: Path, packages: Callable[..., None], case: str
) -> None:
    code, words = READING[case]
    packages(broken(read=code))
    site = make(tmp_path, "kind: line", line)
    state, reason = site.judge()
    assert (state, len((reason or "").splitlines())) == ("invalid", 1)
    assert (reason or "").startswith("fr/a.md: the kind 'line' of line-stamps 1.2 ")
    assert words in (reason or "")
    assert site.call("check").code == 1
    assert [path.name for path in site.root.iterdir() if path.name == "x"] == []


def test_a_package_may_say_what_is_wrong_and_where(
    tmp_path: Path, packages: Callable[..., None]
) -> None:
    packages(broken(read="print('noise'); raise StampError('two of them', line=3)"))
    assert make(tmp_path, "kind: line", line).judge() == ("invalid", "fr/a.md:3: two of them")


NAMES: dict[str, tuple[str, str]] = {
    "commit": ("NameKind.COMMIT, '{old}'", "stale"),
    "upper": ("NameKind.COMMIT, '{old}'.upper()[:12]", "stale"),
    "unknown": ("NameKind.COMMIT, '0' * 40", "stale"),
    "before": ("NameKind.BEFORE, '{new}'", "stale"),
    "last": ("NameKind.LAST, ''", "stale"),
    "word": ("'commit', '{old}'", "stale"),
    "now": ("NameKind.COMMIT, '{new}'", "current"),
    "md5": ("NameKind.DIGEST, '{md5}'", "current"),
    "sha256": ("NameKind.DIGEST, '{sha256}'", "current"),
    "short": ("NameKind.DIGEST, 'sha256:{sha256}'[:20]", "current"),
    "body": ("NameKind.DIGEST, 'sha256/body:{body}'", "current"),
}


@pytest.mark.parametrize("case", NAMES)
def test_every_name_of_a_version(tmp_path: Path, packages: Callable[..., None], case: str) -> None:
    site = Site.make(tmp_path / "site", "history: true")
    old = site.save({"en/a.md": ONE}, "one")
    site.save({"fr/a.md": FRENCH}, "translate")
    new = site.save({"en/a.md": TWO}, "two")
    hashed = {
        "md5": hashlib.md5(TWO.encode()).hexdigest(),
        "sha256": hashlib.sha256(TWO.encode()).hexdigest(),
        "body": hashlib.sha256(TWO.partition("\n---\n")[2].encode()).hexdigest(),
    }
    named, state = NAMES[case]
    packages(broken(read=f"return VersionName({named.format(old=old, new=new, **hashed)})"))
    site.configure("kind: line")
    told = site.tell()
    assert told["state"] == state
    assert told["stamp"]["kind"] == "line"
    if state == "stale":
        is_known = case != "unknown"
        assert (told["base"] or {}).get("blob") == (site.blob("en/a.md", old) if is_known else None)


WRITING = {
    "nothing": ("return text", "wrote a stamp that reads as '"),
    "raises": ("{}['no']", "raised KeyError: 'no'; correct that package"),
    "number": ("return 3", "wrote int, which is no text"),
    "bytes": ("return text.encode()", "wrote bytes, which is no text"),
    "surrogate": ("return text + chr(0xd800)", "wrote what is not Unicode"),
    "empty": ("return ''", "wrote a text that lacks "),
    "other": ("return text.replace(text[-45:-5], 'a' * 40)", "wrote a stamp that reads as 'aaaa"),
    "no more": ("return text.replace('@from', '@of')", "wrote a stamp that reads as None"),
}


@pytest.mark.parametrize("case", WRITING)
def test_what_a_package_writes_is_read_again(
    tmp_path: Path, packages: Callable[..., None], case: str
) -> None:
    code, words = WRITING[case]
    packages(
        LINE
        + f"""
class Kind(Kind):
    def write(self, text, path, source):
        {code}
"""
    )
    site = make(tmp_path, "kind: line", line)
    more = "".join(f"Mot {number}.\n\n" for number in range(12))
    site.write({"fr/a.md": site.read("fr/a.md").replace("| un |", "| trois | quatre |\n| un |")})
    site.write({"fr/a.md": site.read("fr/a.md").replace("Thé chaud.\n\n", f"Thé chaud.\n\n{more}")})
    before = site.read("fr/a.md")
    reply = site.call("stamp", "fr/a.md")
    assert reply.code == 1
    assert words in reply.out
    assert "Traceback" not in reply.out + reply.err
    assert site.read("fr/a.md") == before


def test_a_source_that_is_not_committed_is_refused(
    tmp_path: Path, packages: Callable[..., None]
) -> None:
    packages(LINE)
    site = make(tmp_path, "kind: line", line)
    site.write({"en/a.md": ONE.replace("Hot", "Warm")})
    reply = site.call("stamp", "fr/a.md")
    assert (reply.code, "commit the source first" in reply.out) == (1, True)


def test_a_kind_that_goes_by_the_last_commit_is_written_as_history_is(
    tmp_path: Path, packages: Callable[..., None]
) -> None:
    packages(broken(read="return VersionName(NameKind.LAST, path)"))
    site = make(tmp_path, "kind: line", lambda _: "")
    work(site)
    assert site.call("sync", "fr/a.md").code == 0
    assert site.read("fr/a.md").count("original_hash") == 1
    site.git("commit", "-qam", "sync")
    assert site.judge()[0] == "pending"
    work(site)
    site.stamp()
    assert site.judge() == ("current", None)
    assert "synced" not in site.read("fr/a.md")
    own = re.sub("original_hash.*\n", "", site.read("fr/a.md"))
    site.save({"fr/a.md": own}, "go by the last commit")
    site.save({"en/a.md": TWO.replace("Hot", "Warm")}, "three")
    assert site.judge() == ("stale", None)
    assert "nothing to stamp: its last commit says" in site.call("stamp", "fr/a.md").out


def test_in_a_workspace_of_processes_each_has_the_kind(
    tmp_path: Path, packages: Callable[..., None]
) -> None:
    packages(LINE)
    site = make(tmp_path, "kind: line", line)
    for at in range(6):
        old = site.save({f"en/{at}.md": ONE}, "more")
        site.save({f"fr/{at}.md": FRENCH + line(old)}, "translate")
        site.write({f"en/{at}.md": TWO})
    reply = site.call("sync", "--jobs", "2")
    assert reply.code == 0, reply.out + reply.err
    assert reply.out.count("updated (") == 7
    assert site.call("lint", "--jobs", "2", "--select", "table-missing").code == 0


def test_orphans_among_other_pages_are_known_by_their_stamps(
    tmp_path: Path, packages: Callable[..., None]
) -> None:
    packages(LINE)
    root = tmp_path / "site"
    root.mkdir()
    write_files(
        root,
        {
            ".translation-sync.yaml": "source: docs\ntranslations: docs/{lang}/{path}\n"
            "languages: [fr]\nstamp: {kind: line}\n",
            "docs/a.md": ONE,
            "docs/fr/gone.md": "# Parti\n\n" + "Un mot.\n\n" * 1000 + line("f" * 40),
            "docs/fr/own.md": "# Le mien\n",
        },
    )
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all")
    told = call(root, "status", "--format", "json").report["translations"]
    states = {each["path"]: each["state"] for each in told}
    assert states["docs/fr/gone.md"] == "orphaned"
