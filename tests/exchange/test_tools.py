"""Files go through the programs of translators, and come back with what is theirs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sync.exchange.formats import read_file
from sync.exchange.judging import Claim
from sync.exchange.po import render_po
from sync.exchange.xliff import render_xliff
from tests.exchange.files import entry, hand

HANDED = hand(
    entry("Warm the pot."),
    entry("Then wait.\nThen drink.", lines=(5, 9)),
    entry("Pour it well.", "Verser.", "Pour it."),
    entry("Warm the pot.", document="b.md", column="Step", row="1"),
    language="fr",
)
PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>FR</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
MEMORY = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="tests" creationtoolversion="1" segtype="paragraph"
o-tmf="tests" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>Warm the pot.</seg></tuv>
<tuv xml:lang="fr"><seg>Chauffer la théière.</seg></tuv></tu>
</body></tmx>
"""


def run(*command: str, folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def needs(program: str, package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {package} of Debian")


@needs("omegat", "omegat")
def test_omegat_fills_in_what_it_knows(tmp_path: Path) -> None:
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT, "utf-8")
    (tmp_path / "tm/auto/tea.tmx").write_text(MEMORY, "utf-8")
    (tmp_path / "source/fr.po").write_text(render_po(HANDED), "utf-8")
    (tmp_path / "source/fr.xlf").write_text(render_xliff(HANDED), "utf-8")
    run("omegat", str(tmp_path), "--mode=console-translate", "--quiet", folder=tmp_path)
    po = read_file((tmp_path / "target/fr.po").read_bytes(), "fr.po")
    assert [(each.document, each.words, each.claim) for each in po.entries if each.words] == [
        ("guide/tea time.md", "Chauffer la théière.", Claim.TRANSLATED),
        ("b.md", "Chauffer la théière.", Claim.TRANSLATED),
    ]
    xliff = read_file((tmp_path / "target/fr.xlf").read_bytes(), "fr.xlf")
    assert [(each.document, each.words, each.claim) for each in xliff.entries] == [
        ("guide/tea time.md", "Chauffer la théière.", Claim.WAITING),
        ("guide/tea time.md", "Then wait.\nThen drink.", Claim.WAITING),
        ("guide/tea time.md", "Verser.", Claim.WAITING),
        ("b.md", "Chauffer la théière.", Claim.WAITING),
    ]


@needs("pofilter", "translate-toolkit")
def test_translate_toolkit_finds_what_is_to_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(render_po(HANDED), "utf-8")
    (tmp_path / "fr.xlf").write_text(render_xliff(HANDED), "utf-8")
    run("pofilter", "-t", "isfuzzy", "fr.po", "found.po", folder=tmp_path)
    found = read_file((tmp_path / "found.po").read_bytes(), "found.po")
    assert [(each.text, each.words) for each in found.entries] == [("Pour it well.", "Verser.")]
    run("xliff2po", "fr.xlf", "back.po", folder=tmp_path)
    back = read_file((tmp_path / "back.po").read_bytes(), "back.po")
    fuzzy = [(each.text, each.words) for each in back.entries if each.claim is Claim.FUZZY]
    assert ("Pour it well.", "Verser.") in fuzzy
