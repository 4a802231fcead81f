"""Stamps that name commits, in the ways in which real ones go wrong."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.project_files import dated, git
from tests.stamped import COMMIT, Site, head

ONE, TWO, THREE = "Hello.\n", "Hello there.\n", "Hello out there, all of you.\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.make(tmp_path / "site", COMMIT)
    site.save({"en/a.md": ONE, "en/b.md": "Tea.\n"}, "one")
    return site


def history(site: Site) -> tuple[str, str]:
    """Commit two versions of the source, the first of which was translated."""
    first = site.git("rev-parse", "HEAD")
    second = site.save({"en/a.md": TWO}, "two")
    return first, second


def test_a_commit_names_the_source_of_then(site: Site) -> None:
    first, second = history(site)
    site.write({"fr/a.md": head(first), "de/a.md": head(second)})

    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["blob"] == site.blob("en/a.md", first)
    assert site.tell()["base"]["commit"] == first
    assert site.judge("de/a.md") == ("current", None)


def test_a_squashed_commit_is_unknown_and_what_is_stamped_is_on_the_line(site: Site) -> None:
    site.git("checkout", "-q", "-b", "work")
    lost = site.save({"en/a.md": TWO})
    site.git("checkout", "-q", "main")
    site.git("merge", "-q", "--squash", "work")
    site.git("commit", "-q", "-m", "Squashed")
    squashed = site.git("rev-parse", "HEAD")
    site.git("branch", "-q", "-D", "work")
    site.git("reflog", "expire", "--expire=now", "--all")
    site.git("prune", "--expire=now")
    site.save({"fr/a.md": head(lost), "other.txt": "x"})
    assert site.judge() == ("stale", "unknown-commit")
    assert site.tell()["base"] is None

    site.stamp()

    assert site.read("fr/a.md") == head(squashed)
    assert site.judge() == ("current", None)


def test_the_default_branch_is_stamped_rather_than_ones_own(tmp_path: Path, site: Site) -> None:
    there = history(site)[1]
    site.git("clone", "-q", str(site.root), str(tmp_path / "clone"))
    clone = Site(tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "work", "HEAD~1")
    own = clone.save({"en/a.md": TWO, "fr/a.md": head("0" * 40)}, "picked")

    clone.stamp()

    assert own != there
    assert clone.read("fr/a.md") == head(there)
    clone.save({"en/a.md": THREE}, "mine alone")
    mine = clone.git("rev-parse", "HEAD")
    clone.stamp()
    assert clone.read("fr/a.md") == head(mine)


def test_a_source_that_no_commit_has_is_not_stamped(site: Site) -> None:
    first, _ = history(site)
    site.save({"fr/a.md": head(first)})
    site.write({"en/a.md": THREE})

    reply = site.call("stamp", "fr/a.md")

    assert reply.code != 0
    assert "commit the source first" in reply.out + reply.err
    assert site.read("fr/a.md") == head(first)


def test_renames_are_followed_back_even_to_a_name_that_it_has_again(site: Site) -> None:
    long = "".join(f"Line {number} of it.\n" for number in range(20))
    first = site.save({"en/old.md": long}, "old")
    site.git("mv", "en/old.md", "en/new.md")
    second = site.save({}, "new")
    site.git("mv", "en/new.md", "en/newer.md")
    site.save({}, "newer")
    site.write({"fr/newer.md": head(first), "de/newer.md": head(second)})
    for path in ("fr/newer.md", "de/newer.md"):
        assert site.judge(path) == ("current", None)
    assert site.tell("fr/newer.md")["base"]["path"] == "en/old.md"
    site.git("mv", "en/newer.md", "en/old.md")
    site.save({"en/old.md": long + "More.\n"}, "old again")

    site.write({"fr/old.md": head(first), "de/old.md": head(second)})

    assert site.judge("fr/old.md") == ("stale", None)
    assert site.tell("de/old.md")["base"]["path"] == "en/new.md"


def test_a_rename_that_changes_the_suffix_is_followed(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", COMMIT, 'include: ["**/*.md", "**/*.mdx"]')
    long = "".join(f"Line {number} of it.\n" for number in range(20))
    first = site.save({"en/page.md": long})
    site.git("mv", "en/page.md", "en/page.mdx")
    site.save({}, "mdx")
    site.write({"fr/page.mdx": head(first)})

    assert site.judge("fr/page.mdx") == ("current", None)


def test_another_document_that_had_the_name_later_is_not_taken(site: Site) -> None:
    first = site.save({"en/z.md": "Quite another thing.\n"})
    site.write({"fr/a.md": head(first), "fr/b.md": head(first)})

    assert site.judge() == ("current", None)
    assert site.judge("fr/b.md") == ("current", None)


def test_a_path_is_read_from_the_root_and_from_each_folder_down(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "commit: from, path: was")
    text = 'source: website/docs/en\ntranslations: "{lang}/{path}"\n'
    site.write({".translation-sync.yaml": text + "stamp: {commit: from, path: was}\n"})
    first = site.save({"website/docs/guide.md": ONE, "top.md": TWO, "website/docs/en/x.md": "x"})
    site.save({"website/docs/en/a.md": THREE, "website/docs/en/b.md": THREE})
    site.save({"website/docs/en/c.md": THREE, "website/docs/en/d.md": ONE})

    def write(name: str, was: str) -> None:
        site.write({f"fr/{name}": f"---\nfrom: {first}\nwas: {was}\n---\nSalut.\n"})

    write("a.md", "docs/guide.md")  # relative to website/
    write("b.md", "top.md")
    write("c.md", "../../etc/passwd")
    write("d.md", "'guide.md'")

    assert site.tell("fr/a.md")["base"]["blob"] == site.blob("website/docs/guide.md")
    assert site.tell("fr/b.md")["base"]["blob"] == site.blob("top.md")
    assert site.judge("fr/c.md") == ("stale", "not-in-commit")
    assert site.judge("fr/d.md") == ("current", None)


def test_a_path_is_read_so_in_each_of_several_projects(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "commit: from, path: was")
    text = "projects:\n- {source: website/docs/en, translations: 'w/{lang}/{path}'}\n"
    text += "- {source: blog, translations: 'b/{lang}/{path}'}\n"
    site.write({".translation-sync.yaml": text + "stamp: {commit: from, path: was}\n"})
    first = site.save({"website/docs/guide.md": ONE, "guide.md": TWO, "blog/y.md": "y"})
    site.save({"website/docs/en/a.md": THREE, "website/docs/en/b.md": ONE, "blog/c.md": TWO})

    def write(path: str, was: str) -> None:
        site.write({path: f"---\nfrom: {first}\nwas: {was}\n---\nSalut.\n"})

    write("w/fr/a.md", "docs/guide.md")  # relative to website/
    write("w/fr/b.md", "docs/guide.md")
    write("b/fr/c.md", "guide.md")
    write("b/de/c.md", "docs/guide.md")  # which is another project's

    assert site.tell("w/fr/a.md")["base"]["blob"] == site.blob("website/docs/guide.md")
    assert site.judge("w/fr/b.md") == ("current", None)
    assert site.judge("b/fr/c.md") == ("current", None)
    assert site.judge("b/de/c.md") == ("stale", "not-in-commit")
    assert site.call("diff", "w/fr/a.md").code == 0
    site.stamp("w/fr/a.md")
    assert site.judge("w/fr/a.md") == ("current", None)


def test_a_change_reads_each_languages_own_path(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "commit: from, path: was")
    first = site.save({"en/old.md": ONE, "en/other.md": "x\n"})
    site.git("mv", "en/old.md", "en/a.md")
    start = site.save({"en/a.md": TWO})

    def write(language: str, was: str) -> str:
        site.write({f"{language}/a.md": f"---\nfrom: {first}\nwas: {was}\n---\nSalut.\n"})
        return f"{language}/a.md"

    for good, bad in (("de", "fr"), ("fr", "de")):  # whichever is read last
        lost, found = write(bad, "en/nowhere.md"), write(good, "en/old.md")
        site.git("add", "-A")
        for options in (("--staged",), ("--changed-from", start)):
            if options[0] == "--changed-from":
                site.git("commit", "-q", "-m", "Translate")
            told = site.call("check", *options, "--format", "json").report["findings"]
            traced = [each["path"] for each in told if "does not hold" in each["message"]]
            assert traced == [lost], (found, options)
        site.git("reset", "-q", "--hard", start)


def test_a_path_that_is_corrected_is_looked_up_anew(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "commit: from, path: was")
    first = site.save({"guide.md": ONE, "other.md": TWO})
    site.save({"en/a.md": ONE})
    for was, blob in (("nothing.md", None), ("other.md", TWO), ("guide.md", ONE)):
        site.write({"fr/a.md": f"---\nfrom: {first}\nwas: {was}\n---\nSalut.\n"})
        told = site.tell()
        expected = blob and site.blob("guide.md" if blob == ONE else "other.md")
        assert (told["base"] and told["base"]["blob"]) == expected
    assert told["state"] == "current"


def test_two_languages_may_name_other_paths_at_one_commit(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "commit: from, path: was")
    first = site.save({"guide.md": ONE, "other.md": TWO})
    site.save({"en/a.md": ONE})
    for lang, was in (("fr", "guide.md"), ("de", "other.md")):
        site.write({f"{lang}/a.md": f"---\nfrom: {first}\nwas: {was}\n---\nSalut.\n"})
    for _ in range(2):
        assert site.judge("fr/a.md") == ("current", None)
        assert site.judge("de/a.md") == ("stale", None)
        assert site.tell("de/a.md")["base"]["blob"] == site.blob("other.md")


@pytest.mark.parametrize(
    "title", ["title: 'Tai's'", "title: a: b: c", 'title: "open', "\ttitle: x", "title: [", "- x"]
)
def test_front_matter_that_is_no_yaml_hides_no_key(site: Site, title: str) -> None:
    first, second = history(site)
    site.write({"fr/a.md": f"---\n{title}\nfrom: {first}\n---\nSalut.\n"})
    assert site.judge() == ("stale", None)
    site.git("add", "-A")

    site.stamp()

    assert site.read("fr/a.md") == f"---\n{title}\nfrom: {second}\n---\nSalut.\n"
    assert site.judge() == ("current", None)


@pytest.mark.parametrize("empty", ["", " ", " ''", ' ""', " # later", " ~", " null # later"])
def test_an_empty_value_is_no_stamp(site: Site, empty: str) -> None:
    site.write({"fr/a.md": f"---\ntitle: x\nfrom:{empty}\n---\nSalut.\n"})

    assert site.judge() == ("unstamped", None)


@pytest.mark.parametrize(
    "value",
    [
        "HEAD",
        "HEAD~1",
        "main",
        "--output=made",
        "../../etc/passwd",
        ":/one",
        "@{u}",
        "abc1234;rm",
        "$(id)",
        "1" * 41,
        "abc123",
        "“967e77ab”",
        "‘967e77ab’",
        '"967e77a\\n"',
        "967e77ab 967e77ab",
        "967e77ab^",
        "[967e77ab]",
        "967e77ab,",
        "https://example.org/x/blob/main/en/a.md",
    ],
)
def test_a_value_of_another_form_is_invalid_and_nothing_is_done_with_it(
    site: Site, value: str
) -> None:
    history(site)
    site.write({"fr/a.md": head(value)})

    state, reason = site.judge()

    assert state == "invalid"
    assert reason is not None
    assert "from" in reason
    assert reason.startswith("fr/a.md:2")
    assert list(site.root.rglob("made")) == []


@pytest.mark.parametrize(
    ("behind", "kept"),
    [("", ""), ("#L3-L9", ""), ("?plain=1", "?plain=1"), ("?plain=1#L3", "?plain=1")],
)
def test_a_page_may_be_shown_in_another_way_or_at_some_lines(
    site: Site, behind: str, kept: str
) -> None:
    first, second = history(site)
    url = "https://example.org/o/r/blob/{}/en/a.md"
    site.save({"fr/a.md": head(f"'{url.format(first)}{behind}'")})
    assert site.judge() == ("stale", None)
    assert site.tell()["base"]["blob"] == site.blob("en/a.md", first)

    site.stamp()

    assert site.read("fr/a.md") == head(f"'{url.format(second)}{kept}'")
    assert site.judge() == ("current", None)


def test_a_key_in_the_body_or_in_code_is_no_stamp(site: Site) -> None:
    first, _ = history(site)
    body = f"Salut.\n\nfrom: {first}\n\n```yaml\n---\nfrom: {first}\n---\n```\n"
    site.write({"fr/a.md": body, "de/a.md": f"---\ntitle: x\n---\n{body}"})
    assert site.judge() == ("unstamped", None)
    assert site.judge("de/a.md") == ("unstamped", None)
    site.git("add", "-A")

    site.stamp("de/a.md")

    assert site.read("de/a.md").endswith(f"---\n{body}")
    assert site.judge("de/a.md") == ("current", None)


@pytest.mark.parametrize("same", [True, False])
def test_a_key_twice_is_invalid(site: Site, *, same: bool) -> None:
    first, second = history(site)
    site.write({"fr/a.md": f"---\nfrom: {first}\nfrom: {first if same else second}\n---\nSalut.\n"})

    state, reason = site.judge()

    assert state == "invalid"
    assert "twice" in (reason or "")


def test_a_key_within_another_is_not_it_and_neither_is_a_longer_one(site: Site) -> None:
    first, second = history(site)
    text = f"---\nmeta:\n  from: {first}\nfrom-date: 2024\nfrom_: x\nfrom: {second}\n---\nSalut.\n"
    site.write({"fr/a.md": text})

    assert site.judge() == ("current", None)


def test_digits_may_be_few_or_in_upper_case(site: Site) -> None:
    first, second = history(site)
    site.write(
        {
            "fr/a.md": head(first[:7].upper()),
            "de/a.md": head(second.upper()),
            "es/a.md": head(f'"{second[:9]}"  # patched'),
        }
    )

    assert site.tell()["base"]["commit"] == first
    assert site.judge("de/a.md") == ("current", None)
    assert site.judge("es/a.md") == ("current", None)


def test_digits_that_two_commits_share_are_invalid(site: Site) -> None:
    tree = subprocess.run(
        ["git", "mktree"], cwd=site.root, input=b"", capture_output=True, check=True
    ).stdout.decode()
    call = ("commit-tree", tree.strip(), "-m")
    clock = dated(1_700_000_000)
    made = [git(site.root, *call, text, environment=clock) for text in ("21390", "22507")]
    assert {name[:7] for name in made} == {"2fa368c"}
    assert made[0] != made[1]
    site.write({"fr/a.md": head("2fa368c"), "de/a.md": head(made[0][:12])})

    state, reason = site.judge()

    assert state == "invalid"
    assert "2fa368c" in (reason or "")
    assert site.judge("de/a.md") == ("stale", "not-in-commit")


def test_digits_are_no_name_of_a_branch_or_tag(site: Site) -> None:
    _, second = history(site)
    site.git("branch", "deadbeef", second)
    site.git("tag", "cafebabe", second)
    site.git("tag", "f" * 40, second)
    site.write(
        {
            "fr/a.md": head("deadbeef"),
            "de/a.md": head("cafebabe"),
            "es/a.md": head("f" * 40),
        }
    )

    for path in ("fr/a.md", "de/a.md", "es/a.md"):
        assert site.judge(path) == ("stale", "unknown-commit")


def test_an_object_that_is_no_commit_names_none(site: Site) -> None:
    _, second = history(site)
    site.git("tag", "-a", "v1", "-m", "one", second)
    tag = site.git("rev-parse", "v1")
    blob, tree = site.blob("en/a.md"), site.git("rev-parse", "HEAD^{tree}")
    site.write({"fr/a.md": head(blob), "de/a.md": head(tree[:12]), "es/a.md": head(tag)})

    for path in ("fr/a.md", "de/a.md", "es/a.md"):
        assert site.judge(path) == ("stale", "unknown-commit")


def test_a_revert_is_current_again_and_so_is_a_commit_off_the_line(site: Site) -> None:
    first, second = history(site)
    site.git("checkout", "-q", "-b", "side", first)
    side = site.save({"en/a.md": THREE}, "side")
    site.git("checkout", "-q", "main")
    site.write({"fr/a.md": head(first), "de/a.md": head(side)})
    assert site.tell("de/a.md")["base"]["blob"] == site.blob("en/a.md", side)
    site.git("revert", "--no-edit", second)

    assert site.judge() == ("current", None)
    assert site.judge("de/a.md") == ("stale", None)
    site.write({"en/a.md": THREE})
    assert site.judge("de/a.md") == ("current", None)


def test_line_ends_do_not_count(site: Site) -> None:
    first = site.save({"en/a.md": "One.\r\nTwo.\r\n"})
    site.save({"en/a.md": "One.\nTwo.\n"})
    site.write({"fr/a.md": head(first).replace("\n", "\r\n")})

    assert site.judge() == ("current", None)


def test_a_shallow_clone_says_that_it_is_one(tmp_path: Path, site: Site) -> None:
    first, second = history(site)
    site.save({"fr/a.md": head(first), "de/a.md": head(second[:10]), "x": ""}, "translate")
    site.git("clone", "-q", "--depth=1", site.root.as_uri(), str(tmp_path / "shallow"))
    shallow = Site(tmp_path / "shallow")

    assert shallow.judge() == ("stale", "shallow")
    assert shallow.judge("de/a.md") == ("stale", "shallow")
    shallow.git("fetch", "-q", "--unshallow")
    assert shallow.judge() == ("stale", None)
    assert shallow.judge("de/a.md") == ("current", None)


def test_clones_without_blobs_tell_current_and_those_without_trees_say_why_not(
    tmp_path: Path, site: Site
) -> None:
    first, second = history(site)
    site.git("config", "uploadpack.allowFilter", "true")
    site.save({"fr/a.md": head(first), "de/a.md": head(second), "x": ""}, "translate")
    for name in ("blob:none", "tree:0"):
        folder = tmp_path / name.replace(":", "-")
        site.git("clone", "-q", f"--filter={name}", site.root.as_uri(), str(folder))
        clone = Site(folder)
        if name == "blob:none":
            assert clone.judge("de/a.md") == ("current", None)
        assert clone.judge() == ("stale", "partial-clone")
        clone.write({"fr/a.md": head("12345678" * 5), "de/a.md": head("12345678")})
        assert clone.judge() == ("stale", "unknown-commit")
        assert clone.judge("de/a.md") == ("stale", "unknown-commit")


def test_replaced_objects_and_grafts_change_nothing(site: Site) -> None:
    first, second = history(site)
    site.write({"fr/a.md": head(first), "de/a.md": head(second)})
    site.git("replace", first, second)

    assert site.judge() == ("stale", None)
    assert site.judge("de/a.md") == ("current", None)


def test_a_repository_with_sha256_is_read_and_written(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", COMMIT, "", "--object-format=sha256")
    first = site.save({"en/a.md": ONE})
    second = site.save({"en/a.md": TWO})
    assert len(first) == 64
    site.save({"fr/a.md": head(first[:12]), "de/a.md": head(first[:40]), "es/a.md": "Hola.\n"})
    assert site.tell()["base"]["commit"] == first
    assert site.tell("de/a.md")["base"]["commit"] == first

    for path in ("fr/a.md", "de/a.md", "es/a.md"):
        site.stamp(path)
        assert site.judge(path) == ("current", None)
    assert site.read("fr/a.md") == head(second[:12])


def test_a_url_names_commit_and_path(site: Site) -> None:
    first, second = history(site)
    start = "https://example.org/team/docs/blob"
    site.save({"fr/a.md": head(f"{start}/{first[:7]}/en/a.md"), "de/a.md": head(second)})
    assert site.tell()["base"]["commit"] == first

    site.stamp()

    assert site.read("fr/a.md") == head(f"{start}/{second[:7]}/en/a.md")


def test_a_url_of_another_file_gets_the_path_of_the_source(site: Site) -> None:
    first, second = history(site)
    start = "https://example.org/team/docs/blob"
    site.save({"fr/a.md": head(f"{start}/{first}/en/data.md")})

    site.stamp()

    assert site.read("fr/a.md") == head(f"{start}/{second}/en/a.md")


def test_a_stamp_ahead_of_the_work_is_not_earned(site: Site) -> None:
    first, second = history(site)
    site.save({"fr/a.md": head(first)})
    start = site.git("rev-parse", "HEAD")
    site.save({"fr/a.md": head(second)}, "ahead")

    reply = site.call("check", "--changed-from", start)

    assert "the stamp moved on without this" in reply.out


def test_work_that_a_stamp_moved_with_is_earned(site: Site) -> None:
    first, second = history(site)
    site.save({"fr/a.md": head(first)})
    start = site.git("rev-parse", "HEAD")
    site.save({"fr/a.md": head(second, body="Salut la compagnie.\n")}, "work")

    reply = site.call("check", "--changed-from", start)

    assert reply.code == 0, reply.out


def test_a_hash_beside_the_commit_follows_it(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "x", "commit: from")
    site.write({".translation-sync.yaml": 'source: en\ntranslations: "{lang}/{path}"\n'})
    text = "---\ntitle: Tea\n---\n\nHot.\n"
    first = site.save({"en/a.md": text})
    was, now = (hashlib.sha256(each).hexdigest()[:16] for each in (b"\nHot.\n", b"\nCold.\n"))

    def write(commit: str, digits: str) -> str:
        keys = f"sourceCommitSha: '{commit[:8]}'\nsourceContentHash: 'sha256:{digits}'"
        return f"---\n{keys}\nz: 1\n---\nChaud.\n"

    site.save({"fr/a.md": write(first, was), "de/a.md": write(first, was)})
    second = site.save({"en/a.md": text.replace("Hot", "Cold")})
    site.stamp()
    assert site.read("fr/a.md") == write(second, now)
    assert site.read("de/a.md") == write(first, was)
    assert "another version" not in site.call("status").err
