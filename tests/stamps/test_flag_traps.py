"""Flags that say that a translation is outdated, in the ways in which real ones are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stamped import Site, head

FLAG = "flag: outdated, since: since"
ONE, TWO = "Hello.\n", "Hello there.\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.make(tmp_path / "site", FLAG)
    site.save({"en/a.md": ONE, "en/b.md": "Tea.\n"}, "one")
    return site


def write(site: Site, flag: str, since: str = "", path: str = "fr/a.md") -> None:
    more = f"since: {since}\n" if since else ""
    site.write({path: f"---\ntitle: x\noutdated: {flag}\n{more}---\n\nSalut.\n"})


@pytest.mark.parametrize(
    "value", ["false", "no", "", "False", "NO", "'false'", "false # yet", "''"]
)
def test_a_flag_that_is_not_raised_is_current(site: Site, value: str) -> None:
    write(site, value, "1234567")

    assert site.judge() == ("current", None)


@pytest.mark.parametrize("value", ["true", "0", "True", "file not found", "yes", "'no?'", "~"])
def test_any_other_value_is_stale_since_nobody_knows_when(site: Site, value: str) -> None:
    write(site, value)

    assert site.judge() == ("stale", "flagged")
    assert site.tell()["stamp"]["kind"] == "flag"


def test_without_the_flag_it_is_current_even_without_front_matter(site: Site) -> None:
    site.write({"fr/a.md": "Salut.\n", "de/a.md": "---\nsince: 1234567\n---\nHallo.\n"})

    assert site.judge() == ("current", None)
    assert site.judge("de/a.md") == ("current", None)


@pytest.mark.parametrize("since", ["~", "null", "''"])
def test_a_commit_that_is_nothing_is_none(site: Site, since: str) -> None:
    write(site, "true", since)

    assert site.judge() == ("stale", "flagged")


def test_since_names_the_first_commit_that_was_missed(site: Site) -> None:
    first = site.git("rev-parse", "HEAD")
    second = site.save({"en/a.md": TWO})
    site.save({"en/a.md": "Hello there, all.\n"})
    write(site, "true", second[:10])

    told = site.tell()

    assert (told["state"], told["reason"]) == ("stale", None)
    assert told["base"]["commit"] == first
    assert told["base"]["blob"] == site.blob("en/a.md", first)


def test_what_since_cannot_tell_is_said(site: Site) -> None:
    root = site.git("rev-parse", "HEAD")
    new = site.save({"en/c.md": "New.\n"})
    write(site, "true", "0123456789")
    write(site, "true", root, "de/a.md")
    write(site, "true", new, "fr/c.md")
    write(site, "true", "HEAD", "es/a.md")

    assert site.judge() == ("stale", "unknown-commit")
    assert site.judge("de/a.md") == ("stale", "not-in-commit")
    assert site.judge("fr/c.md") == ("stale", "not-in-commit")
    assert site.judge("es/a.md")[0] == "invalid"


def test_a_merge_was_missed_by_what_stood_before_it_on_the_line(site: Site) -> None:
    first = site.git("rev-parse", "HEAD")
    site.git("checkout", "-q", "-b", "side")
    site.save({"en/a.md": TWO})
    site.git("checkout", "-q", "main")
    site.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    write(site, "true", site.git("rev-parse", "HEAD"))

    assert site.tell()["base"]["blob"] == site.blob("en/a.md", first)


def test_stamping_takes_the_flag_away(site: Site) -> None:
    missed = site.save({"en/a.md": TWO})
    write(site, "true", missed)
    site.save({})

    site.stamp()

    assert site.read("fr/a.md") == "---\ntitle: x\n---\n\nSalut.\n"
    assert site.judge() == ("current", None)
    assert "unchanged" in site.call("stamp", "fr/a.md").out


def test_stamping_says_false_where_others_do(site: Site) -> None:
    missed = site.save({"en/a.md": TWO})
    write(site, "false", "", "de/a.md")
    write(site, "true  # see the list", missed)
    site.save({})

    site.stamp()

    assert site.read("fr/a.md") == "---\ntitle: x\noutdated: false\n---\n\nSalut.\n"
    assert site.read("de/a.md") == "---\ntitle: x\noutdated: false\n---\n\nSalut.\n"


@pytest.mark.parametrize("others", [True, False])
def test_the_flag_beside_a_commit_goes_with_the_stamp(tmp_path: Path, *, others: bool) -> None:
    site = Site.make(tmp_path / "x", "commit: from, outdated: drifted")
    first = site.save({"en/a.md": ONE})
    second = site.save({"en/a.md": TWO})
    site.write({"fr/a.md": f"---\nfrom: {first} # patched\ndrifted: true\nz: 1\n---\nSalut.\n"})
    site.write({"de/a.md": head(second).replace("\n---\n\n", "\ndrifted: false\n---\n\n")})
    if not others:
        site.write({"de/a.md": head(second)})
    site.save({})

    site.stamp()

    left = "drifted: false\n" if others else ""
    assert site.read("fr/a.md") == f"---\nfrom: {second}\n{left}z: 1\n---\nSalut.\n"


def test_no_text_below_a_flag_is_left_without_its_key(site: Site) -> None:
    missed = site.save({"en/a.md": TWO})
    text = f"---\noutdated: >\n  The table\n  is old.\nsince: {missed}\ntitle: x\n---\nSalut.\n"
    site.save({"fr/a.md": text})
    assert site.judge()[0] == "stale"

    reply = site.call("stamp", "fr/a.md")

    done = "---\ntitle: x\n---\nSalut.\n"
    assert (reply.code == 0 and site.read("fr/a.md") == done) or (
        reply.code != 0 and site.read("fr/a.md") == text
    )


@pytest.mark.parametrize("others", [False, True])
def test_the_flag_goes_from_a_translation_that_is_current(tmp_path: Path, *, others: bool) -> None:
    site = Site.make(tmp_path / "x", "commit: from, outdated: drifted")
    first = site.save({"en/a.md": ONE, "en/b.md": ONE})
    flagged = f"---\nfrom: {first[:8]}\ndrifted: true\n---\n"
    site.write({"fr/a.md": f"{flagged}Salut.\n", "de/a.md": f"{flagged}Hi. <!-- sync:fuzzy -->\n"})
    if others:
        site.write({"fr/b.md": f"---\nfrom: {first}\ndrifted: false\n---\nSalut.\n"})
    site.save({})
    assert site.judge() == ("current", None)

    reply = site.call("stamp", "fr", "de")

    left = "drifted: false\n" if others else ""
    assert site.read("fr/a.md") == f"---\nfrom: {first[:8]}\n{left}---\nSalut.\n"
    assert "de/a.md:5: refused: a mark is left" in reply.out
    assert reply.out.count(": updated") == 1
    assert site.call("stamp", "fr").out.startswith("0 updated")


@pytest.mark.parametrize(
    ("raised", "lowered"), [("true", "false"), ('"since when"', '"no"'), ("true", None)]
)
def test_a_file_may_hold_the_flags_of_all(tmp_path: Path, raised: str, lowered: str | None) -> None:
    flag = 'flag: "{lang}.{path}.old", since: "{lang}.{path}.from", in: flags.json'
    site = Site.make(tmp_path / "site", flag)
    site.save({"en/a.md": ONE, "en/b.md": ONE, "fr/a.md": "Salut.\n", "fr/b.md": "Salut.\n"})
    second = site.save({"en/a.md": TWO})
    other = "" if lowered is None else f', "b.md": {{"old": {lowered}}}'
    site.write(
        {"flags.json": f'{{"fr": {{"a.md": {{"old": {raised}, "from": "{second}"}}{other}}}}}'}
    )

    assert site.judge() == ("stale", None)
    assert site.tell()["base"] is not None
    assert site.judge("fr/b.md") == ("current", None)

    assert "set 'fr.a.md.old' there to 'false'" in site.call("stamp", "fr/a.md").out

    site.write({"flags.json": f'{{"fr": {{"a.md": {{"old": {raised}}}}}}}'})
    assert site.judge() == ("stale", "flagged")
    site.write({"flags.json": f'{{"fr": {{"a.md": {{"old": {raised}, "from": "HEAD"}}}}}}'})
    assert site.judge()[0] == "invalid"
