"""A glossary is data: read strictly, found by words, and never more than a warning."""

from __future__ import annotations

import pytest

from sync.errors import ConfigError
from sync.exchange.glossary import Glossary, Term, find_strays, parse_glossary


def parse(text: str) -> Glossary:
    return parse_glossary(text, "glossary.csv", ("klingon",))


def test_languages_are_columns_or_rows() -> None:
    wide = parse("term,es,de,keep\npot,tetera,Kanne,\nleaf,,Blatt,no\nAzure,,,yes\n")
    assert wide == Glossary(
        ("Azure",),
        {
            "es": (Term("pot", "tetera"),),
            "de": (Term("pot", "Kanne"), Term("leaf", "Blatt")),
        },
    )
    rows = "\ufeffTerm,language,translation,note\r\npot,es,tetera,hot\r\n\r\npot,pt-BR,bule,\r\n"
    assert parse(rows).terms == {"es": (Term("pot", "tetera"),), "pt-br": (Term("pot", "bule"),)}
    assert parse("term,klingon\npot,bal\n").find("a pot", "Klingon") == (Term("pot", "bal"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "glossary.csv:1: it is empty: begin with a line such as term,es"),
        ("word,es\n", "glossary.csv:1: its first line, parted by commas, has no 'term'"),
        ("term,es,es\n", "glossary.csv:1: two columns 'es'"),
        ("term,colour\n", "glossary.csv:1: the column 'colour' is none of term, keep,"),
        ("term,language\n", "glossary.csv:1: the columns 'language' and 'translation' go"),
        ("term,es\npot,a,b\n", "glossary.csv:2: 3 fields, where the first line has 2"),
        ("term,es\n,a\n", "glossary.csv:2: a row without a term"),
        ("term,es\npot,a\nPot,b\n", "glossary.csv:3: 'Pot' is 'a' above, and here 'b'"),
        ("term,keep\npot,perhaps\n", "glossary.csv:2: 'perhaps' in the column 'keep'"),
        ("term,keep,es\npot,yes,a\n", "glossary.csv:2: 'pot' stays as it is, and has a transl"),
        ("term,language,translation\npot,,a\n", "glossary.csv:2: a translation without a lang"),
        ('term,es\n"pot\nx",a\n"pot,a\n', "glossary.csv:4: no CSV: unexpected end of data"),
        ('term,es\n"pot"x,a\n', "glossary.csv:2: no CSV: ',' expected after '\"'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text)
    assert str(caught.value).startswith(message)


def test_terms_are_found_as_words_of_their_own() -> None:
    glossary = parse("term,es\npot,tetera\ntea pot,la tetera\nleaf,hoja\n茶,té\n")
    assert glossary.find("A Tea pot, and a potter's leafs", "es") == (
        Term("pot", "tetera"),
        Term("tea pot", "la tetera"),
    )
    assert glossary.find("我喝茶了", "es") == (Term("茶", "té"),)
    assert glossary.find("A pot", "de") == ()


def test_a_term_that_is_translated_otherwise_is_a_warning() -> None:
    terms = (Term("pot", "tetera"), Term("leaf", "hoja"))
    assert [each.message for each in find_strays(terms, "Una Tetera")] == [
        "'leaf' is 'hoja' in the glossary"
    ]
