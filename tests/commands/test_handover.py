"""``export`` and ``import``: what goes out, what comes back, and what becomes of each entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sync.exchange.po_lines import quote
from sync.schema import read_schema
from tests.commands.calling import Reply, ask, call, photograph
from tests.commands.teas import FR, LONGER, SOURCE, TEA, THE, make_teas, translate
from tests.translated import Course, md5_of

LATER = (
    LONGER.replace("Use the `kettle`", "Use the small `kettle`")
    .replace("## Kinds", "<!-- translators: of tea -->\n\n## Kinds of tea")
    .replace("Boil water.", "Boil water.\n\nThen see [the steps](green.md).")
)
STEPS = "Then see [the steps](green.md)."
KETTLE, KETTLE_FR = "Use the small `kettle`", "Prendre la petite `kettle`"
WORDS = {
    STEPS: "Puis voir [les étapes](green.md).",
    "Kinds of tea": "Sortes de thé",
    "Oolong": "Oolong |",
    "[Steps](oolong.md)": "[Étapes](oolong.md)",
    KETTLE: KETTLE_FR,
}
DONE = (
    THE.replace("l'eau.\n", "l'eau.\n\nPuis voir [les étapes](../../green.md).\n")
    .replace("## Sortes", "<!-- translators: of tea -->\n\n## Sortes de thé")
    .replace("Prendre la `kettle`", KETTLE_FR)
    .replace(
        "| Menthe | 🌿 | [Site](https://mint.example/a) |\n",
        "| Menthe | 🌿 | [Site](https://mint.example/a) |\n"
        "| Oolong \\| | 6 | [Étapes](../../oolong.md) |\n",
    )
)


@pytest.fixture
def teas(tmp_path: Path) -> Course:
    """A French translation that was brought to the source's later version, and committed."""
    course = make_teas(tmp_path / "teas", LATER)
    assert call(course.root, "sync").code == 0
    course.git("commit", "-qam", "sync")
    return course


def export(teas: Course, name: str = "po") -> str:
    reply = call(teas.root, "export", "--lang", "fr", "--format", name, SOURCE)
    assert (reply.code, reply.err) == (0, "")
    return reply.out


def fill(file: str, words: dict[str, str], *, keeps_flags: bool = False) -> str:
    """Fill a PO in as a translator does, who takes off the flag of what was looked at."""
    blocks = []
    for block in file.split("\n\n"):
        text = next((text for text in words if f"\nmsgid {quote(text)}\n" in f"\n{block}\n"), None)
        if text is not None:
            kept, _, _ = block.rpartition("\nmsgstr ")
            if not keeps_flags:
                lines = kept.split("\n")
                kept = "\n".join(line for line in lines if not line.startswith(("#,", "#|")))
            block = f"{kept}\nmsgstr {quote(words[text])}"  # noqa: PLW2901
        blocks.append(block.rstrip("\n"))
    return "\n\n".join(blocks) + "\n"


def take(teas: Course, file: str, *options: str, name: str = "fr.po") -> Reply:
    (teas.root / name).write_text(file, "utf-8", newline="")
    return call(teas.root, "import", name, *options)


def test_what_is_owed_goes_out_once(teas: Course) -> None:
    po = export(teas)
    assert po.count("msgctxt ") == 5
    assert (
        "#. Tea\n#. of tea\n#: tea.md:12\n"
        'msgctxt "tea.md"\nmsgid "Kinds of tea"\nmsgstr ""\n' in po.replace("#, fuzzy\n", "")
    ) or '#| msgid "Kinds"' in po
    assert (
        "#. Tea > Kinds of tea; column: Guide; row: Black tea\n#: tea.md:17\n#, fuzzy\n"
        '#| msgid "Use the `kettle`"\nmsgctxt "tea.md"\nmsgid "Use the small `kettle`"\n'
        'msgstr "Prendre la `kettle`"\n' in po
    )
    assert 'msgid "[Steps](oolong.md)"\nmsgstr ""\n' in po
    assert po == export(teas)


def test_words_go_in_and_the_rest_stays(teas: Course) -> None:
    before = (teas.root / FR).read_text("utf-8")
    reply = take(teas, fill(export(teas), WORDS))
    assert (reply.code, reply.err) == (0, "")
    assert reply.out == ("translations/fr/tea.md: 5 filled; stamped as up to date\n5 filled\n")
    after = (teas.root / FR).read_text("utf-8")
    head = after.index("# Thé")
    assert after[head:] == DONE[DONE.index("# Thé") :]
    assert before != after
    assert ask(teas.root, "status").translations[FR]["state"] == "current"


def test_importing_twice_changes_nothing(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    take(teas, file)
    before = photograph(teas.root)
    reply = take(teas, file)
    assert (reply.code, reply.out) == (0, "5 done\n")
    assert photograph(teas.root) == before


@pytest.mark.parametrize("name", ["po", "xliff", "json"])
def test_noop_what_was_not_filled_in_changes_nothing(teas: Course, name: str) -> None:
    before = photograph(teas.root)
    reply = take(teas, export(teas, name), name="x")
    (teas.root / "x").unlink()
    assert (reply.code, reply.err) == (0, "")
    assert reply.out == "1 unchanged, 4 untranslated\n" or "untranslated" in reply.out
    assert photograph(teas.root) == before


def test_a_part_is_taken_and_the_rest_stays_marked(teas: Course) -> None:
    file = fill(export(teas), {STEPS: WORDS[STEPS]})
    reply = take(teas, file)
    assert reply.code == 0
    assert "tea.md: 1 filled" in reply.out
    text = (teas.root / FR).read_text("utf-8")
    assert "Puis voir [les étapes](../../green.md).\n" in text
    assert ask(teas.root, "status").translations[FR]["state"] == "pending"


def test_fuzzy_words_stay_to_be_looked_at(teas: Course) -> None:
    take(teas, fill(export(teas), {KETTLE: KETTLE_FR}, keeps_flags=True))
    text = (teas.root / FR).read_text("utf-8")
    assert f"<!-- sync:fuzzy --> {KETTLE_FR}" in text
    reply = take(teas, fill(export(teas), WORDS), "--fuzzy", "--force")
    assert "5 fuzzy" in reply.out
    text = (teas.root / FR).read_text("utf-8")
    assert text.count("sync:fuzzy") == 5
    assert "sync:untranslated" not in text


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Puis voir [les étapes](black.md).", "links"),
        ("Puis voir les étapes.", "links"),
        ("Puis voir [les `étapes`](green.md).", "code"),
        ("Puis voir [les étapes](green.md). <!-- x -->", "comment"),
        ("Puis voir [les\x08 étapes](green.md).", "control-character"),
        ("Puis voir\n\n[les étapes](green.md).", "shape"),
        ("# Puis voir [les étapes](green.md).", "shape"),
        ("Puis voir [les étapes](green.md) ⟦1⟧.", "token"),
    ],
)
def test_what_breaks_the_text_is_refused_and_told_of(teas: Course, words: str, rule: str) -> None:
    before = (teas.root / FR).read_bytes()
    file = fill(export(teas), {STEPS: words})
    line = file.split("\n").index(f"msgid {quote(STEPS)}")
    reply = take(teas, file)
    assert reply.code == 1
    assert reply.out.startswith(f"fr.po:{line}: refused: {rule}: ")
    assert "1 refused" in reply.out
    assert (teas.root / FR).read_bytes() == before


def test_words_that_do_not_fit_in_one_place_go_in_nowhere(tmp_path: Path) -> None:
    course = make_teas(tmp_path, LATER)
    course.commit({"cup.md": "---\ntitle: Cup\n---\n\n# Cup\n\n- Cup\n\nPot\n"})
    assert call(course.root, "new", "fr", "cup.md").code == 0
    path = course.root / "translations/fr/cup.md"
    before = path.read_text("utf-8")
    line = before.split("\n").index("- Cup <!-- sync:untranslated -->") + 1
    entries = [{"text": "Cup", "translation": "1. Tasse"}, {"text": "Pot", "translation": "Pot"}]
    reply = take(course, json.dumps({"version": 1, "language": "fr", "entries": entries}))
    assert reply.code == 1
    assert f"as several at line {line} of translations/fr/cup.md\n" in reply.out
    assert "cup.md: 1 filled, 1 refused\n" in reply.out
    assert path.read_text("utf-8") == before.replace("Pot <!-- sync:untranslated -->", "Pot")
    entries[0]["translation"] = "Tasse 1."
    reply = take(course, json.dumps({"version": 1, "language": "fr", "entries": entries}))
    assert "cup.md: 1 filled; stamped" in reply.out
    assert path.read_text("utf-8").count("Tasse 1.") == 3


def test_a_line_break_in_a_cell_is_refused(teas: Course) -> None:
    reply = take(teas, fill(export(teas), {**WORDS, "Oolong": "Oo\nlong"}))
    assert reply.code == 1
    assert "refused: line-break: it must stay on one line\n" in reply.out
    assert "4 filled" in reply.out


def test_what_looks_wrong_is_taken_unless_strict(teas: Course) -> None:
    file = fill(export(teas), {STEPS: "Puis voir [les 43 étapes](green.md)?"})
    strict = take(teas, file, "--strict")
    assert strict.code == 1
    assert "refused: numbers: the number 43 is not in the source's text\n" in strict.out
    assert "refused: end-mark: it ends in '?'\n" in strict.out
    assert "filled" not in strict.out
    reply = take(teas, file)
    assert reply.code == 0
    assert "warning: numbers: the number 43 is not in the source's text\n" in reply.out


def test_what_nobody_owes_is_outdated(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    take(teas, fill(file, {STEPS: "Puis voir les bonnes [étapes](green.md)."}))
    reply = take(teas, file)
    assert reply.code == 1
    assert (
        "outdated: translations/fr/tea.md does not owe this text any more; "
        "export what it owes: translation-sync export --lang fr tea.md\n" in reply.out
    )
    assert reply.out.endswith("1 outdated, 4 done\n")
    other = take(teas, file.replace("tea.md", "coffee.md"))
    assert "outdated: there is no translation of coffee.md here" in other.out


def test_showing_and_checking_write_nothing(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    (teas.root / "fr.po").write_text(file, "utf-8")
    before = photograph(teas.root)
    shown = call(teas.root, "import", "--diff", "fr.po")
    checked = call(teas.root, "import", "--check", "fr.po")
    assert (shown.code, checked.code) == (0, 1)
    assert photograph(teas.root) == before
    assert checked.out.endswith("5 filled (nothing is written)\n")
    (teas.root / "p.patch").write_text(shown.out, "utf-8")
    teas.git("apply", "p.patch")
    after = (teas.root / FR).read_text("utf-8")
    assert after[after.index("# Thé") :] == DONE[DONE.index("# Thé") :]
    assert call(teas.root, "import", "--check", "fr.po").code == 0


def test_words_that_git_could_not_give_back_are_kept(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    text = (teas.root / FR).read_text("utf-8").replace("Prendre la `kettle`", "La `kettle`")
    (teas.root / FR).write_text(text, "utf-8")
    checked, shown = take(teas, file, "--check"), take(teas, file, "--diff")
    reply = take(teas, file)
    assert checked.out.replace(" (nothing is written)", "") == reply.out
    assert KETTLE_FR not in shown.out
    assert "Puis voir" in shown.out
    assert (checked.code, shown.code, reply.code) == (1, 1, 1)
    assert "refused: has changes that git's index does not hold; use --force" in reply.out
    now = (teas.root / FR).read_text("utf-8")
    assert "La `kettle`" in now
    assert "Puis voir [les étapes](../../green.md).\n" in now
    assert take(teas, file, "--force", "--check").out.endswith(
        "1 filled, 4 done (nothing is written)\n"
    )
    assert take(teas, file, "--force").code == 0
    assert KETTLE_FR in (teas.root / FR).read_text("utf-8")


@pytest.mark.parametrize("name", ["po", "json", "xliff"])
def test_old_words_do_not_come_back_over_better_ones(teas: Course, name: str) -> None:
    untouched = export(teas, name)
    old, better = "Prendre la `kettle`", "Bien prendre la `kettle`"
    teas.commit({FR: (teas.root / FR).read_text("utf-8").replace(old, better)})
    before = (teas.root / FR).read_text("utf-8")
    reply = take(teas, untouched, name="x")
    assert reply.code == 1
    assert "outdated: translations/fr/tea.md has other words for this text by now" in reply.out
    assert (teas.root / FR).read_text("utf-8") == before
    assert take(teas, export(teas, name), name="x").code == 0
    typed = fill(export(teas), {KETTLE: KETTLE_FR}, keeps_flags=True)
    assert "1 fuzzy" in take(teas, typed).out
    assert f"<!-- sync:fuzzy --> {KETTLE_FR}" in (teas.root / FR).read_text("utf-8")


def test_what_git_cannot_tell_about_is_refused(teas: Course) -> None:
    file = fill(export(teas), {KETTLE: KETTLE_FR}, keeps_flags=True)
    blob = teas.git("rev-parse", f"HEAD~1:{FR}").strip()
    (teas.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    reply = take(teas, file)
    assert reply.code == 3
    assert blob in reply.err
    assert f"refused: git: unable to read {blob}" in reply.out
    assert KETTLE_FR not in (teas.root / FR).read_text("utf-8")


def test_a_stale_export_is_judged_entry_by_entry(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    moved = LATER.replace(STEPS, "Then see [all steps](green.md).")
    teas.commit({SOURCE: moved})
    assert call(teas.root, "import", "--check", "fr.po").code == 3  # no such file
    before_sync = take(teas, file)
    assert (before_sync.code, before_sync.out.splitlines()[-1]) == (0, "5 filled")
    teas.git("checkout", "-q", FR)
    call(teas.root, "sync")
    teas.git("commit", "-qam", "sync again")
    after_sync = take(teas, file)
    assert (after_sync.code, after_sync.out.splitlines()[-1]) == (1, "4 filled, 1 outdated")


def test_the_report_is_as_its_schema_has_it(teas: Course) -> None:
    (teas.root / "fr.po").write_text(fill(export(teas), {**WORDS, STEPS: "Puis voir."}), "utf-8")
    reply = ask(teas.root, "import", "fr.po")
    report = reply.report
    Draft202012Validator(json.loads(read_schema("import"))).validate(report)
    assert report["summary"] == {
        "filled": 4, "fuzzy": 0, "refused": 1, "unchanged": 0,
        "untranslated": 0, "outdated": 0, "done": 0,
    }  # fmt: skip
    [refused] = [each for each in report["entries"] if each["outcome"] == "refused"]
    assert (refused["text"], [each["rule"] for each in refused["problems"]]) == (STEPS, ["links"])
    assert reply.translations[FR]["outcome"] == "updated"


def test_languages_are_held_to_what_files_say(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    german = take(teas, file.replace("Language: fr", "Language: de"))
    assert (german.code, german.err) == (
        2, "error: fr.po: it is in 'de', none of the languages here (fr)\n"
    )  # fmt: skip
    none = take(teas, file.replace("Language: fr", "Language: "))
    assert (none.code, none.err) == (
        2, "error: fr.po: it names no language: say it with --lang\n"
    )  # fmt: skip
    assert take(teas, file.replace("Language: fr", "Language: fr_CA"), "--check").code == 1
    assert take(teas, file.replace("Language: fr", "Language: "), "--lang", "fr").code == 0


def test_another_language_than_the_file_s_is_a_contradiction(tmp_path: Path) -> None:
    course = make_teas(tmp_path, LATER, files={"translations/he/tea.md": translate(TEA)})
    call(course.root, "sync")
    po = call(course.root, "export", "--lang", "he").out
    reply = take(course, po, "--lang", "fr")
    assert (reply.code, reply.err) == (
        2, "error: fr.po: it is in he, not in fr: leave --lang out\n"
    )  # fmt: skip
    several = call(course.root, "export", "--lang", "*")
    assert (several.code, several.err) == (
        2, "error: a file is in one language: name it with --lang (fr, he are 2)\n"
    )  # fmt: skip


def test_the_configuration_renames_languages_in_files(teas: Course) -> None:
    config = teas.root / ".translation-sync.yaml"
    config.write_text("language_codes: {fr: zh_TW}\n", "utf-8")
    file = fill(export(teas), WORDS)
    assert '"Language: zh_TW\\n"' in file
    assert 'target-language="zh-TW"' in export(teas, "xliff")
    assert "5 filled" in take(teas, file, "--lang", "fr").out
    config.write_text("language_codes: {fr: zh_TW, de: zh-tw}\n", "utf-8")
    refused = call(teas.root, "export", "--lang", "fr")
    assert refused.code == 2
    assert "'zh-tw' would stand for fr and de" in refused.err


def test_several_files_must_agree(teas: Course) -> None:
    file = export(teas)
    halves = fill(file, {STEPS: WORDS[STEPS]}), fill(file, {KETTLE: KETTLE_FR})
    for name, half in zip("ab", halves, strict=True):
        (teas.root / f"{name}.po").write_text(half, "utf-8")
    (teas.root / "c.po").write_text(fill(file, {STEPS: "Voir [les étapes](green.md)."}), "utf-8")
    before = photograph(teas.root)
    clash = call(teas.root, "import", "a.po", "b.po", "c.po")
    assert clash.code == 2
    assert "the entry of a.po:" in clash.err
    assert photograph(teas.root) == before
    both = call(teas.root, "import", "a.po", "b.po", "a.po")
    assert both.code == 0
    assert "tea.md: 2 filled" in both.out


def test_a_damaged_file_writes_nothing(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    before = (teas.root / FR).read_bytes()
    broken = file.replace(f"msgstr {quote(KETTLE_FR)}", f"msgstr {quote(KETTLE_FR)[:-1]}")
    reply = take(teas, broken)
    assert reply.code == 2
    assert reply.err.startswith("error: fr.po:")
    assert "a string is not closed" in reply.err
    assert (teas.root / FR).read_bytes() == before


def test_xliff_and_json_come_back_too(teas: Course) -> None:
    described = json.loads(export(teas, "json"))
    for entry in described["entries"]:
        entry["translation"], entry["state"] = WORDS[entry["text"]], "translated"
    reply = take(teas, json.dumps(described), name="fr.json")
    assert (reply.code, reply.out.splitlines()[-1]) == (0, "5 filled")
    teas.git("checkout", "-q", FR)
    xliff = export(teas, "xliff")
    for text, words in WORDS.items():
        for old in (text, "Prendre la `kettle`"):
            xliff = xliff.replace(
                f'<source>{text}</source>\n        <target state="needs-translation">{old}<',
                f'<source>{text}</source>\n        <target state="needs-translation">{words}<',
            )
    xliff = xliff.replace('needs-review-translation">Prendre la `kettle`', f'final">{KETTLE_FR}')
    reply = take(teas, xliff, name="fr.xlf")
    assert reply.code == 0
    assert reply.out.splitlines()[-1].startswith(("5 filled", "4 filled"))


def test_an_entry_without_context_counts_where_one_document_owes_it(teas: Course) -> None:
    file = fill(export(teas), WORDS)
    bare = "\n".join(line for line in file.split("\n") if not line.startswith("msgctxt"))
    reply = take(teas, bare)
    assert (reply.code, reply.out.splitlines()[-1]) == (0, "5 filled")
    assert take(teas, bare).out == "5 done\n"


def test_what_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    course = make_teas(tmp_path, LATER)
    reply = call(course.root, "export", "--lang", "fr")
    assert reply.code == 0
    assert "msgctxt" not in reply.out
    assert reply.err == (
        "warning: 1 translation is stale, so what changed is not marked yet: "
        "`translation-sync sync --lang fr`, then export\n"
        "warning: 1 translation is missing, so nothing of it is here: "
        "`translation-sync new fr`, then export\n"
    )


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("---\ntitle: Tea time\nlabel:\n  - green tea\n---\n\n", 3),
        ("---\ntitle: Tea time\nhero: {text: A fine tea}\n---\n\n", 3),
        ("---\nlabel: &one A fine tea\ntitle: Tea time\n---\n\n", 2),
        ('+++\ntitle = "Tea time"\n[hero]\ntext = "A fine tea"\n+++\n\n', 3),
    ],
)
def test_what_no_words_could_be_put_into_is_left_out_and_told(
    tmp_path: Path, head: str, line: int
) -> None:
    course = make_teas(tmp_path, LATER)
    course.commit({"cup.md": f"{head}# Cup\n"})
    assert call(course.root, "new", "fr", "cup.md").code == 0
    reply = call(course.root, "export", "--lang", "fr", "--format", "json", "cup.md")
    assert reply.err == (
        "warning: translations/fr/cup.md: left out, as it is a list or the like in the front "
        f"matter: line {line}; translate it by hand\n"
    )
    assert [each["text"] for each in reply.report["entries"]] == ["Tea time", "Cup"]


def test_words_for_a_list_are_refused_with_the_way_out(tmp_path: Path) -> None:
    course = make_teas(tmp_path, LATER)
    course.commit({"cup.md": "---\nlabel: [green tea]\n---\n\n# Cup\n"})
    assert call(course.root, "new", "fr", "cup.md").code == 0
    entries = [{"document": "cup.md", "text": "[green tea]", "translation": "[thé vert]"}]
    reply = take(course, json.dumps({"version": 1, "language": "fr", "entries": entries}))
    assert reply.code == 1
    assert "refused: shape: it is a list or the like in the front matter: translate" in reply.out


def test_what_xml_cannot_hold_is_left_out_and_told(tmp_path: Path) -> None:
    source = TEA.replace("The end.", "The end.\n\nPage\x0cbreak.")
    course = make_teas(tmp_path, source)
    call(course.root, "sync")
    reply = call(course.root, "export", "--lang", "fr", "--format", "xliff", "green.md", "tea.md")
    assert "Page" not in reply.out
    assert "tea.md:19: left out, as xliff cannot hold U+000C control character" in reply.err
    assert "Page" in call(course.root, "export", "--lang", "fr", "tea.md").out


def test_the_same_state_gives_the_same_bytes_anywhere(teas: Course, tmp_path: Path) -> None:
    teas.git("clone", "-q", str(teas.root), str(tmp_path / "clone"))
    clone = call(tmp_path / "clone", "export", "--lang", "fr", SOURCE).out
    assert clone == export(teas)
    [date] = {line for line in clone.split("\n") if "POT-Creation-Date" in line}
    newest = teas.git("log", "-1", "--date=format-local:%Y-%m-%d %H:%M", "--format=%cd", SOURCE)
    assert date == f'"POT-Creation-Date: {newest}+0000\\n"'


def test_a_version_that_is_gone_is_told_with_a_command_that_works(teas: Course) -> None:
    text = (teas.root / FR).read_text("utf-8")
    (teas.root / FR).write_text(
        text.replace(md5_of(TEA), "0" * 32).replace(md5_of(LATER), "1" * 32)
    )
    teas.git("commit", "-qam", "lose it")
    reply = call(teas.root, "export", "--lang", "fr", SOURCE)
    assert reply.code == 0
    assert reply.err.endswith(
        "\nwarning: translations/fr/tea.md: the version that it was brought to is not found "
        "(unknown-hash); run `translation-sync sync translations/fr/tea.md`\n"
    )


def test_a_file_with_words_that_were_not_imported_is_not_written_over(teas: Course) -> None:
    def write() -> Reply:
        return call(teas.root, "export", "--lang", "fr", SOURCE, "--output", "fr.po")

    file = teas.root / "fr.po"
    assert (write().code, write().code) == (0, 0)
    sent = file.read_text("utf-8")
    file.write_text(fill(sent, WORDS), "utf-8")
    refused = write()
    assert refused.code == 2
    assert "it has words for 5 texts that were not imported: translation-sync import" in refused.err
    assert file.read_text("utf-8") == fill(sent, WORDS)
    assert call(teas.root, "import", "fr.po").code == 0
    assert write().code == 0
    broken = fill(sent, WORDS).replace('Oolong |"', "Oolong |")
    for text in (broken, "notes of mine\n"):
        file.write_text(text, "utf-8")
        refused = write()
        assert refused.code == 2
        assert refused.err.endswith("mend it, remove it, or name another file\n")
        assert file.read_text("utf-8") == text
    file.write_text("", "utf-8")
    assert write().code == 0


def test_words_follow_a_document_that_was_moved_since(teas: Course) -> None:
    file = fill(export(teas), {KETTLE: KETTLE_FR})
    (teas.root / "drinks").mkdir()
    teas.git("mv", SOURCE, "drinks/tea.md")
    teas.git("commit", "-qm", "move")
    assert call(teas.root, "move").code == 0
    teas.git("add", "-A")
    teas.git("commit", "-qm", "moved")
    reply = take(teas, file)
    told = f"warning: {SOURCE} is drinks/tea.md by now\n"
    assert reply.err == told
    assert "1 filled" in reply.out
    assert KETTLE_FR in (teas.root / "translations/fr/drinks/tea.md").read_text("utf-8")


def test_words_of_no_document_here_are_outdated(teas: Course) -> None:
    file = fill(export(teas), WORDS).replace(f'msgctxt "{SOURCE}"', 'msgctxt "coffee.md"')
    reply = take(teas, file)
    assert (reply.code, reply.out.splitlines()[-1]) == (1, "5 outdated")
    assert "there is no translation of coffee.md here" in reply.out
