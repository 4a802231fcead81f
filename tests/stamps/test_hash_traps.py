"""Stamps that are digests, in the forms that projects write."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.stamped import Site, head

SOURCE = "---\ntitle: Tea\n---\n\n# Tea\n\nHot.\n"
BODY = "\n# Tea\n\nHot.\n"
TEA, TWO = "# Tea\n", "Two.\n"
LATER = "---\ntitle: Tea\n---\n\n# Tea\n\nVery hot, and black.\n"


def name_blob(text: str) -> str:
    data = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def digest(algorithm: str, text: str) -> str:
    if algorithm == "git-blob":
        return name_blob(text)
    return hashlib.new(algorithm, text.encode()).hexdigest()


def make(tmp_path: Path, stamp: str) -> Site:
    site = Site.make(tmp_path / "site", stamp)
    site.save({"en/a.md": SOURCE, "en/b.md": "Else.\n"})
    return site


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "git-blob"])
@pytest.mark.parametrize("prefix", [True, False])
@pytest.mark.parametrize("says", [True, False])
def test_every_algorithm_is_known_by_its_length_or_its_name(
    tmp_path: Path, algorithm: str, *, prefix: bool, says: bool
) -> None:
    site = make(tmp_path, f"hash: of, algorithm: {algorithm}" if says else "hash: of")
    value = (f"{algorithm}:" if prefix else "") + digest(algorithm, SOURCE)
    site.save({"fr/a.md": head(value, "of"), "de/a.md": head(f"'{value.upper()}'", "of")})
    assert site.judge() == ("current", None)
    if not prefix:
        assert site.judge("de/a.md") == ("current", None)
    site.save({"en/a.md": LATER})
    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["blob"] == name_blob(SOURCE)

    site.stamp()

    new = (f"{algorithm}:" if prefix else "") + digest(algorithm, LATER)
    assert site.read("fr/a.md") == head(new, "of")


@pytest.mark.parametrize("length", [8, 16, 31, 33, 63])
def test_the_beginning_of_a_digest_needs_its_algorithm(tmp_path: Path, length: int) -> None:
    site = make(tmp_path, "hash: of")
    value = digest("sha256", SOURCE)[:length]
    site.save({"fr/a.md": head(f"sha256:{value}", "of"), "de/a.md": head(f'"{value}"', "of")})

    assert site.judge() == ("current", None)
    assert site.judge("de/a.md")[0] == "invalid"
    site.configure("hash: of, algorithm: sha256")
    assert site.judge("de/a.md") == ("current", None)
    site.save({"en/a.md": LATER})
    site.stamp()
    assert site.read("fr/a.md") == head(f"sha256:{digest('sha256', LATER)[:length]}", "of")
    site.stamp("de/a.md")
    assert site.read("de/a.md") == head(f'"{digest("sha256", LATER)[:length]}"', "of")


@pytest.mark.parametrize(
    "value", ["1234567", "sha512:" + "0" * 64, "xyz", "0" * 65, "“" + "0" * 32]
)
def test_other_forms_are_invalid(tmp_path: Path, value: str) -> None:
    site = make(tmp_path, "hash: of, algorithm: sha256")
    site.write({"fr/a.md": head(value, "of")})

    assert site.judge()[0] == "invalid"


def test_a_digest_of_nothing_known_is_stale(tmp_path: Path) -> None:
    site = make(tmp_path, "hash: of")
    site.write({"fr/a.md": head("a" * 64, "of"), "de/a.md": head("a" * 40, "of")})

    assert site.judge() == ("stale", "unknown-hash")
    assert site.judge("de/a.md") == ("stale", "unknown-hash")


@pytest.mark.parametrize("body", [BODY, "\n" + BODY, BODY.lstrip("\n"), BODY.strip()])
def test_a_body_is_cut_as_tools_cut_it(tmp_path: Path, body: str) -> None:
    site = make(tmp_path, "hash: of, of: body")
    value = digest("sha256", body)
    site.save({"fr/a.md": head(value, "of"), "de/a.md": head(f"sha256:{value[:16]}", "of")})
    assert site.judge() == ("current", None)
    assert site.judge("de/a.md") == ("current", None)
    site.save({"en/a.md": SOURCE.replace("title: Tea", "title: Teas")})
    assert site.judge() == ("current", None)
    site.save({"en/a.md": LATER})
    assert site.judge() == ("stale", None)

    site.stamp()

    new = body.replace("Hot", "Very hot, and black")
    assert site.read("fr/a.md") == head(digest("sha256", new), "of")


def test_a_digest_of_the_file_is_none_of_its_body(tmp_path: Path) -> None:
    site = make(tmp_path, "hash: of")
    site.write({"fr/a.md": head(digest("sha256", BODY), "of")})

    assert site.judge() == ("stale", "unknown-hash")


@pytest.mark.parametrize(
    "place",
    [
        "<!-- of: {} -->\n# Thé\n",
        "---\ntitle: x\n---\n<!-- of: {} -->\n\n# Thé\n",
        "# Thé\n\nChaud.\n\n<!-- of: {} -->\n",
        "# Thé\n\n{{/* of: {} */}}\n",
        "# Thé\n<!--of: {}-->",
    ],
)
def test_a_comment_holds_it_wherever_it_stands(tmp_path: Path, place: str) -> None:
    site = make(tmp_path, "hash: of, in: comment")
    site.save({"fr/a.md": place.format(digest("sha256", SOURCE))})
    assert site.judge() == ("current", None)
    site.save({"en/a.md": LATER})
    assert site.judge() == ("stale", None)

    site.stamp()

    assert site.read("fr/a.md") == place.format(digest("sha256", LATER))


@pytest.mark.parametrize("fence", ["```", "~~~~", "```html"])
def test_a_comment_in_code_is_an_example(tmp_path: Path, fence: str) -> None:
    site = make(tmp_path, "hash: of, in: comment")
    example = f"# Thé\n\n{fence}\n<!-- of: {'0' * 64} -->\n{fence.strip('html')}\n"
    site.save({"fr/a.md": example})
    assert site.judge() == ("unstamped", None)

    site.stamp()

    assert site.read("fr/a.md") == f"<!-- of: {digest('sha256', SOURCE)} -->\n{example}"


def test_mdx_gets_no_comment_of_html(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "hash: of, in: comment", 'include: ["**/*.mdx"]')
    site.save({"en/a.mdx": TEA, "fr/a.mdx": "# Thé\n"})

    site.stamp("fr/a.mdx")

    assert site.read("fr/a.mdx") == f"{{/* of: {digest('sha256', TEA)} */}}\n# Thé\n"
    assert site.judge("fr/a.mdx") == ("current", None)


@pytest.mark.parametrize("name", ["stamps.json", "stamps.yaml"])
def test_a_file_of_stamps_has_languages_and_paths_in_its_keys(tmp_path: Path, name: str) -> None:
    site = make(tmp_path, f'hash: "{{lang}}.{{path}}.hash", in: {name}')
    site.save({"en/dir/v1.2.md": TWO, "fr/a.md": "Thé.\n", "fr/dir/v1.2.md": "Deux.\n"})
    values = (
        f'{{"fr": {{"a.md": {{"hash": "{digest("sha256", SOURCE)}"}},'
        f' "dir/v1.2.md": {{"hash": "{digest("md5", TWO)}"}}}}}}\n'
    )
    site.write({name: values, "de/a.md": "Tee.\n"})

    assert site.judge() == ("current", None)
    assert site.judge("fr/dir/v1.2.md") == ("current", None)
    assert site.judge("de/a.md") == ("unstamped", None)
    site.save({"en/a.md": LATER})
    assert site.judge() == ("stale", None)
    reply = site.call("stamp", "fr/a.md")
    assert reply.code == 1
    wanted = f"set 'fr.a.md.hash' there to '{digest('sha256', LATER)}'"
    assert reply.out.startswith(
        f"fr/a.md: refused: {name} records it, and is not written here: {wanted}\n"
    )
    assert site.read(name) == values
    site.write({name: values.replace(digest("sha256", SOURCE), digest("sha256", LATER))})
    assert site.judge() == ("current", None)


def test_a_file_of_stamps_that_is_broken_says_so_at_each(tmp_path: Path) -> None:
    site = make(tmp_path, 'commit: "{lang}", in: stamps.json')
    site.save({"fr/a.md": "Thé.\n", "stamps.json": '{"fr": "abc'})
    assert site.judge()[0] == "invalid"
    site.save({"stamps.json": "[]"})
    assert site.judge()[0] == "invalid"
    site.save({"stamps.json": '{"fr": "HEAD"}'})
    assert site.judge()[0] == "invalid"


NAME = "to hold the stamps: name one, or write it, with '{}' as long as none is"


@pytest.mark.parametrize(
    ("stamp", "fault"),
    [
        ('commit: "{lang}", in: stamp.json', f"there is no file 'stamp.json' in the root, {NAME}"),
        ('commit: "{lang}", in: fr', "there is no file 'fr' in the root"),
        ("commit: orgin, in: submodule", "there is no submodule 'orgin': name the path of one"),
        ("commit: fr, in: submodule", "there is no submodule 'fr'"),
    ],
)
def test_what_is_to_hold_the_stamps_has_to_be_there(tmp_path: Path, stamp: str, fault: str) -> None:
    """Without it all translations would be unstamped, and no gate would fail."""
    site = make(tmp_path, stamp)
    site.save({"fr/a.md": "Thé.\n", "stamps.json": "{}"})
    for command in ("check", "status", "stamp"):
        reply = site.call(command, "fr")
        assert reply.code == 2
        assert reply.err.startswith(f"error: .translation-sync.yaml:3: stamp: {fault}")


@pytest.mark.parametrize(
    ("name", "text"),
    [("stamps.json", "{}"), ("stamps.json", '{"fr": null}'), ("stamps.yaml", "fr: ~\n")],
)
def test_a_file_without_stamps_is_enough(tmp_path: Path, name: str, text: str) -> None:
    site = make(tmp_path, f'commit: "{{lang}}", in: {name}')
    site.save({"fr/a.md": "Thé.\n", name: text})
    assert site.judge() == ("unstamped", None)


def test_a_checkpoint_is_one_commit_for_a_whole_language(tmp_path: Path) -> None:
    site = make(tmp_path, 'commit: "{lang}.hash", in: status.json')
    first = site.git("rev-parse", "HEAD")
    site.save({"fr/a.md": "Thé.\n", "fr/b.md": "Autre.\n"})
    site.save({"en/a.md": LATER, "status.json": f'{{"fr": {{"hash": "{first[:7]}"}}}}'})

    assert site.judge() == ("stale", None)
    assert site.judge("fr/b.md") == ("current", None)
    wanted = "once all of them are up to date, set 'fr.hash' there to"
    assert f"status.json records it for many translations, and is not written here: {wanted}" in (
        site.call("stamp", "fr/a.md").out
    )


def test_a_submodule_is_a_checkpoint(tmp_path: Path) -> None:
    site = make(tmp_path, "commit: origin, in: submodule")
    first = site.git("rev-parse", "HEAD")
    site.save({"en/a.md": LATER, "fr/a.md": "Thé.\n", "fr/b.md": "Autre.\n"})
    subprocess.run(
        ["git", "update-index", "--add", "--cacheinfo", f"160000,{first},origin"],
        cwd=site.root,
        check=True,
    )
    (site.root / "origin").mkdir()
    site.git("commit", "-q", "-m", "Pin it")

    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["commit"] == first
    assert site.judge("fr/b.md") == ("current", None)
    last = site.git("log", "-1", "--format=%H", "--", "en/a.md")
    wanted = f"records it for all: once all are up to date, `git -C origin checkout {last}`"
    assert wanted in site.call("stamp", "fr/a.md").out
