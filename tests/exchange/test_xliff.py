"""Entries as XLIFF 1.2: what is written, and what is read of other programs' files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sync.errors import UsageError
from sync.exchange.entries import describe_place
from sync.exchange.formats import read_file
from sync.exchange.judging import Claim, Given
from sync.exchange.values import EntryKey
from sync.exchange.xliff import NAMESPACE, render_xliff
from sync.exchange.xml_text import find_forbidden
from tests.exchange.files import entry, hand

SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
WHOLE = hand(
    entry('Warm  the <b>pot</b> &amp; "cup".\n\tThen wait. ', lines=(3, 9)),
    entry("a\r\nb", column="Minutes", row="Black", headings=()),
    entry("Pour it well.", "Gut gießen.", "Pour it."),
    entry("Pour it well.", "Gießen.", number=2),
    entry("Wait.", document="b.md", headings=("\x07",)),
    notes=("say it warmly",),
)


def test_the_file_is_as_the_standard_has_it() -> None:
    assert render_xliff(hand(WHOLE.entries[2].entry, notes=("say it",))) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff version="1.2" xmlns="{NAMESPACE}">\n'
        '  <file original="guide/tea time.md" source-language="en" target-language="zh-TW"'
        ' datatype="x-markdown">\n'
        "    <body>\n"
        '      <trans-unit id="a826faeeea" xml:space="preserve">\n'
        "        <source>Pour it well.</source>\n"
        '        <target state="needs-review-translation">Gut gießen.</target>\n'
        '        <context-group purpose="location">\n'
        '          <context context-type="sourcefile">guide/tea time.md</context>\n'
        '          <context context-type="linenumber">3</context>\n'
        '          <context context-type="x-place">Tea &gt; Brewing</context>\n'
        "        </context-group>\n"
        '        <note from="developer">say it</note>\n'
        '        <alt-trans alttranstype="previous-version">\n'
        "          <source>Pour it.</source>\n"
        "          <target>Gut gießen.</target>\n"
        "        </alt-trans>\n"
        "      </trans-unit>\n"
        "    </body>\n"
        "  </file>\n"
        "</xliff>\n"
    )


def test_what_was_written_is_read_as_it_was() -> None:
    returned = read_file(render_xliff(WHOLE).encode(), "he.xlf")
    assert returned.language == "zh-TW"
    told = [
        (
            each.document,
            each.number,
            each.text,
            each.words,
            each.claim,
            each.previous,
            each.exported,
            tuple(filter(None, each.places)),
        )
        for each in returned.entries[:-1]
    ]
    assert told == [
        (
            noted.entry.key.document,
            noted.entry.key.number,
            noted.entry.text,
            noted.entry.words or noted.entry.text,
            Claim.WAITING,
            (noted.entry.previous or noted.entry.text) if noted.entry.is_fuzzy else None,
            noted.entry.words or None,
            tuple(map(describe_place, noted.entry.units)),
        )
        for noted in WHOLE.entries[:-1]  # the last one's place is nothing that XML could say
    ]


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint (libxml2-utils) is not here")
@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="php-symfony-translation is not here")
def test_the_file_is_valid_by_the_schema(tmp_path: Path) -> None:
    file, catalog = tmp_path / "he.xlf", tmp_path / "catalog.xml"
    file.write_text(render_xliff(WHOLE), "utf-8")
    catalog.write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><system systemId="'
        f'http://www.w3.org/2001/xml.xsd" uri="{(SCHEMAS / "xml.xsd").as_uri()}"/></catalog>',
        "utf-8",
    )
    schema = SCHEMAS / "xliff-core-1.2-strict.xsd"
    checked = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", schema, file],
        env={"XML_CATALOG_FILES": str(catalog), "PATH": "/usr/bin:/bin:/usr/local/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, f"{file} validates\n")


def wrap(units: str, language: str = ' target-language="de"') -> str:
    return (
        f'<?xml version="1.0"?>\n<x:xliff xmlns:x="{NAMESPACE}" version="1.2">\n'
        f'<x:file original="a.md"{language}><x:body>\n{units}\n</x:body></x:file></x:xliff>\n'
    )


def read(units: str) -> list[Given]:
    return list(read_file(wrap(units).encode(), "de.xlf").entries)


ID = EntryKey("a.md", "a", 3).id


@pytest.mark.parametrize(
    ("unit", "words", "claim", "number"),
    [
        ("<x:target>b</x:target>", "b", Claim.TRANSLATED, 1),
        ('<x:target state="translated">b</x:target>', "b", Claim.TRANSLATED, 1),
        ('<x:target state="needs-translation">b</x:target>', "b", Claim.WAITING, 1),
        ('<x:target state="new">b</x:target>', "b", Claim.WAITING, 1),
        ("", "", Claim.TRANSLATED, 1),
        ("<x:target/>", "", Claim.TRANSLATED, 1),
        ('<x:target><x:mrk mtype="seg">b</x:mrk> c</x:target>', "b c", Claim.TRANSLATED, 1),
        ("<x:target><![CDATA[<b>]]>&#x41;&lt;</x:target>", "<b>A<", Claim.TRANSLATED, 1),
        (
            (
                "<x:target>b</x:target><x:alt-trans><x:source>no</x:source><x:target>c</x:target>"
                "</x:alt-trans><x:note>d</x:note>"
            ),
            "b",
            Claim.TRANSLATED,
            1,
        ),
    ],
)
def test_what_other_programs_write_is_read(
    unit: str, words: str, claim: Claim, number: int
) -> None:
    text = f'<x:trans-unit id="{number}"><x:source>a</x:source>{unit}</x:trans-unit>'
    for whole in (text, text.replace("\n", "\r\n")):
        [given] = read(whole)
        assert given == Given("a.md", "a", words, claim, number, None, "de.xlf", 4)


def test_an_id_of_ours_tells_which_history_is_meant() -> None:
    [given] = read(f'<x:trans-unit id="{ID}" approved="no"><x:source>a</x:source></x:trans-unit>')
    assert (given.number, given.claim) == (3, Claim.WAITING)


SOURCE = "<x:source>a</x:source>"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('<!DOCTYPE x [<!ENTITY e "f">]><x/>', 1, "a document type is not read"),
        (wrap('<x:trans-unit id="1"/>'), 4, "a unit without a source"),
        (wrap(""), None, "no entry"),
        (wrap(f"<x:trans-unit>{SOURCE}"), 5, "mismatched tag"),
        (wrap(f'<x:trans-unit>{SOURCE}<x:target>b<x:ph id="1"/></x:target>'), 4, "<ph> in a text"),
        (wrap(f"<x:trans-unit>{SOURCE}&e;</x:trans-unit>"), 4, "undefined entity"),
        ("<html>\n", 1, "no XLIFF 1.2"),
        ('<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', 1, "no XLIFF 1.2"),
    ],
)
def test_what_may_be_damaged_is_read_no_further(text: str, line: int | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_file(text.encode(), "de.xlf")
    assert (caught.value.path, caught.value.line) == ("de.xlf", line)
    assert message in caught.value.message


def test_an_entry_twice_must_say_the_same() -> None:
    def unit(words: str) -> str:
        return f"<x:trans-unit>{SOURCE}<x:target>{words}</x:target></x:trans-unit>\n"

    assert len(read(unit("b") * 2)) == 1
    with pytest.raises(UsageError, match="the entry of line 4 again") as caught:
        read(unit("b") + unit("c"))
    assert caught.value.line == 5


def test_one_file_is_in_one_language() -> None:
    text = wrap(f"<x:trans-unit>{SOURCE}</x:trans-unit>")
    assert read_file(text.encode(), "x").language == "de"
    without = wrap(f"<x:trans-unit>{SOURCE}</x:trans-unit>", "")
    assert read_file(without.encode(), "x").language is None
    files = text[text.index("<x:file") : text.index("</x:xliff>")]
    both = text.replace("</x:xliff>", files.replace('"de"', '"fr"') + "</x:xliff>")
    with pytest.raises(UsageError, match="several languages \\(de and fr\\)"):
        read_file(both.encode(), "x")


def test_what_xml_forbids_is_found() -> None:
    assert [find_forbidden(each) for each in ("a\x0b", "\ufffe", "\r\n\t\U0001f375")] == [
        "\x0b",
        "\ufffe",
        None,
    ]


@pytest.mark.parametrize("is_first", [True, False])
def test_what_another_program_had_before_is_not_what_went_out(is_first: bool) -> None:
    ours = (
        '<alt-trans alttranstype="previous-version">'
        "<source>Pour it.</source><target>Gießen.</target></alt-trans>"
    )
    other = ours.replace("Gießen", "Vielleicht").replace("Pour it.", "Pour.")
    both = other + ours if is_first else ours + other
    text = (
        f'<xliff version="1.2" xmlns="{NAMESPACE}"><file original="a.md"><body><trans-unit id="1">'
        f'<source>Pour it well.</source><target state="needs-translation">Gießen.</target>{both}'
        "</trans-unit></body></file></xliff>"
    )
    (given,) = read_file(text.encode(), "x.xlf").entries
    assert (given.previous, given.exported) == ("Pour it.", "Gießen.")
